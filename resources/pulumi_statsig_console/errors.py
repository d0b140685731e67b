"""The errors that lookups raise, for programs that handle them."""

from statsig_console.errors import ConsoleError, Forbidden, NotFound, ProviderError, RateLimited, Unauthorized, Unavailable

__all__ = ["ConsoleError", "Forbidden", "NotFound", "ProviderError", "RateLimited", "Unauthorized", "Unavailable"]

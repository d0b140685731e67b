"""The Statsig Console API on localhost, derived from its OpenAPI documents."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import create_app
    from .calls import Options
    from .service import Service
    from .sources import Sources
    from .store import Store

__all__ = ["Options", "Service", "Sources", "Store", "create_app"]

_HOMES = {"create_app": "app", "Options": "calls", "Service": "service", "Sources": "sources", "Store": "store"}


def __getattr__(name: str) -> Any:
    """Imports the public names when they are first used: pytest loads the plugin in this package even in runs that need none of them."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)

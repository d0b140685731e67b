"""The rate store: a Redis in which all runners of a project count their requests together.

Its entries are named by a fingerprint of the project's ID and the API's address. The store's address may hold a password, which no
message repeats.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from limits.errors import ConfigurationError
from limits.storage import RedisStorage, Storage

from statsig_console.errors import InputError

SECONDS = 5
"""The most seconds that the store may take to connect, and to answer."""


def opened(address: str) -> Storage:
    """The store at an address, as `Settings` has checked it.

    Raises:
        InputError: the package for it is not installed, or the store does not answer.
    """
    try:
        store = RedisStorage(address, wrap_exceptions=True, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
    except ConfigurationError:
        raise InputError("statsig:rateLimitStore needs a package: pip install 'pulumi-statsig-console[redis]'.") from None
    except ValueError:
        raise InputError(f"statsig:rateLimitStore {shown(address)} is not an address that Redis understands.") from None
    if not store.check():
        raise InputError(f"statsig:rateLimitStore {shown(address)} does not answer: start it, correct the address, or unset it.")
    return store


def shown(address: str) -> str:
    """An address without user, password and query."""
    parts = urlsplit(address)
    return f"{parts.scheme.removeprefix('redis+')}://{parts.netloc.rpartition('@')[2]}{parts.path}"

"""The proxy for requests to the API, from the same environment variables as other programs use.

No message shows a proxy's address, since it may hold a password.
"""

from __future__ import annotations

import logging
import os
import re
from importlib.util import find_spec
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from statsig_console.errors import InputError
from statsig_console.secrets import HIDDEN
from statsig_console.stack.settings import is_host, is_loopback

from .http import httpx

_SOCKS = ("socks5", "socks5h")
_HIGHEST_PORT = 65_535
_LONGEST_NAME = 255
"""The most bytes of a user name or password for SOCKS."""


def proxy_of(url: str) -> httpx.Proxy | None:
    """The proxy that the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY) names for an address; none for addresses of this machine.

    Raises:
        InputError: the named proxy cannot be used.
    """
    protocol = protocol_of(url)
    return usable(getproxies()[protocol], variable_of(protocol)) if protocol else None


def way_to(url: str) -> str:
    """The way to an address, for a message about a connection: ``, through HTTPS_PROXY``; empty where there is no proxy on it."""
    protocol = protocol_of(url)
    if protocol is None:
        return ""
    variable = variable_of(protocol)
    return f", through {variable if variable in os.environ else 'the proxy of the system'}"


def protocol_of(url: str) -> str | None:
    """The protocol whose proxy is for an address; None where there is none."""
    parts = urlsplit(url)
    if is_loopback(url) or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    return next((name for name in (parts.scheme, "all") if proxies.get(name)), None)


def usable(address: str, variable: str) -> httpx.Proxy:
    """The proxy at an address; an address without a scheme is taken for http.

    Raises:
        InputError: it is no address of a proxy, or SOCKS is not installed.
    """
    scheme, separator, _ = address.strip().partition("://")
    scheme = scheme.lower() if separator else "http"
    if scheme not in ("http", "https", *_SOCKS):
        raise InputError(f"{variable} should begin with http://, https:// or socks5://; other proxies are not supported.")
    if scheme in _SOCKS and find_spec("socksio") is None:
        raise InputError(f"{variable} names a SOCKS proxy, which needs a package more: pip install 'pulumi-statsig-console[socks]'")
    try:
        proxy = httpx.Proxy(address.strip() if separator else f"http://{address.strip()}")
    except (httpx.InvalidURL, ValueError):
        proxy = None
    if proxy is None or not is_usable(proxy):
        raise InputError(f"{variable} should be the address of a proxy, such as http://proxy.example:3128")
    return proxy


def is_usable(proxy: httpx.Proxy) -> bool:
    """Whether a connection to a proxy can be tried: host and port are possible, and for SOCKS also user and password."""
    url = proxy.url
    possible = bool(url.host) and is_host(url.host) and url.port != 0 and (url.port or 1) <= _HIGHEST_PORT
    return possible and (url.scheme not in _SOCKS or all(len(part) <= _LONGEST_NAME for part in proxy.raw_auth or ()))


class _HidePassword(logging.Filter):
    """Removes user and password from the log lines of connections through SOCKS."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = re.sub(r" auth=.*", f" auth={HIDDEN}", record.getMessage(), flags=re.DOTALL), ()
        return True


logging.getLogger("httpcore.socks").addFilter(_HidePassword())


def variable_of(protocol: str) -> str:
    """The environment variable, in its spelling there, that names the proxy for a protocol; without one, the system's settings do."""
    names = (f"{protocol}_proxy", f"{protocol}_PROXY".upper())
    return next((name for name in names if os.environ.get(name)), "The system's proxy")

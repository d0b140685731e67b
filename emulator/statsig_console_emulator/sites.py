"""Protects the emulator from other web sites in the developer's browser.

A site can make its own name resolve to this machine, and its pages would then have the emulator's origin. So the emulator answers only
under known names, and only its own pages may change anything outside the API.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from . import bodies
from .errors import ApiError

ANY = "*"
Endpoint = Callable[[Request], Awaitable[Response]]


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_loopback(host: str) -> bool:
    """Whether a host is a loopback address."""
    address = address_of(host)
    return host == "localhost" if address is None else address.is_loopback


def address_of(host: str) -> Address | None:
    """The IP address of a host, an IPv4-mapped one as IPv4; None for a name."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def name_of(host: str) -> str:
    """The name in a `Host` header, without the port. Empty if there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


class KnownHosts:
    """An app that answers under the names of this machine, the address that was reached, and `names`; with `*` under any name."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope).get("host") if scope["type"] == "http" else None
        # Every browser sends the header.
        if host is None or self._knows(name_of(host), scope):
            await self._app(scope, receive, send)
        else:
            await _refuse(name_of(host), scope, receive, send)

    def _knows(self, name: str, scope: Scope) -> bool:
        if is_loopback(name) or name.endswith(".localhost") or not self._names.isdisjoint({name, ANY}):
            return True
        reached, address = (scope.get("server") or ("",))[0].lower(), address_of(name)
        # 0.0.0.0 and :: are this machine; the ready line has them when all addresses are served.
        return bool(name) and (name == reached if address is None else address.is_unspecified or address == address_of(reached))


async def _refuse(name: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuses once the whole body was read, since a client reads no answer while it sends."""
    with suppress(ApiError):
        await bodies.read(receive)
    message = f'The emulator does not answer under the name "{name}"; --allow-host lets it.'
    await JSONResponse({"status": 403, "message": message}, 403)(scope, receive, send)


def is_own(request: Request) -> bool:
    """Whether a request comes from the emulator's own pages or from no page at all, by its headers."""
    host = request.headers.get("host")
    sent = [request.headers[name] for name in ("origin", "referer") if name in request.headers]
    return all(_netloc(each) == host for each in sent) and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _netloc(address: str) -> str:
    """Host and port of an address; empty if it has none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def same_origin(endpoint: Endpoint) -> Endpoint:
    """The endpoint, closed to other web sites: a page in the developer's browser must not reset an emulator."""

    async def guarded(request: Request) -> Response:
        if not is_own(request):
            return JSONResponse({"message": "Other web sites may not change the emulator."}, 403)
        return await endpoint(request)

    return guarded

"""The ASGI application: the API under its base path, the admin prefix `/_emulator`, the page at `/`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from dataclasses import replace

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from . import admin, bodies, connections, openapi, wire
from .calls import Options
from .contract import load
from .errors import ApiError
from .faults import Fault
from .likeness import Report, chosen
from .limits import Limits
from .page import routes as page_routes
from .requests import Request, Response
from .service import BASE_PATH, Outcome, Service
from .sites import KnownHosts
from .sources import Sources
from .store import Store

# A slow answer comes in this many parts.
SLOW_PARTS = 10


def create_app(
    store: Store | None = None,
    *,
    sources: Sources | None = None,
    options: Options | None = None,
    rate_limits: bool | Limits = False,
    keys: Collection[str] | None = None,
    base_path: str = BASE_PATH,
    origins: Collection[str] = (),
    hosts: Collection[str] = (),
    like: Report = None,
) -> Starlette:
    """An emulator as an ASGI app; `app.state.service` is the `Service` behind it.

    `store` holds the objects (in memory by default), `sources` give time and identifiers, `options` decide where the API's documents are
    open. `rate_limits` turns limits on: True for those of the vendor's present text, or the limits themselves. With `keys`, only those
    console keys open projects. Pages of `origins` (or of any, `*`) may use the API from a browser, but not the admin prefix. The app
    answers under the names of this machine, the address that was reached, and `hosts` (or any, `*`). `like` is a report of a rehearsal,
    or its file: answers are then like the service's. Raises ValueError if it is no report.
    """
    likeness = chosen(like)
    service = Service(
        store or Store(), sources, options=options, rate_limits=rate_limits, keys=keys, base_path=base_path, likeness=likeness
    )
    endpoint: ASGIApp = Api(service)
    if origins:
        endpoint = CORSMiddleware(endpoint, allow_origins=[*origins], allow_methods=["*"], allow_headers=["*"])
    api = Mount(service.base_path or "/", app=endpoint)
    api.path_regex = re.compile(api.path_regex.pattern, re.DOTALL)  # An ID may hold a newline.
    speaks = Route("/openapi/20240601.json", lambda request: JSONResponse(openapi.document(load(), service.base_path)))
    routes = [Mount("/_emulator", routes=admin.routes(service)), speaks, *page_routes(service), api]
    app = Starlette(routes=routes, middleware=[Middleware(KnownHosts, hosts)])
    app.state.service = service
    return app


class Api:
    """The API as an ASGI app: reads requests, gets their answers from the service, and sends these with their faults."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await bodies.read(receive)
        except ApiError as error:
            await _send(send, Response(error.status, wire.render(error.body())))
            return
        request = Request(
            # The server itself leaves out the body of an answer to HEAD.
            method="GET" if scope["method"] == "HEAD" else scope["method"],
            path=(scope.get("raw_path") or scope["path"].encode()).split(b"?")[0].decode("latin-1"),
            query=scope["query_string"].decode("latin-1"),
            headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
            body=body,
        )
        try:
            await _deliver(self._service.handle(request), scope, send)
        except asyncio.CancelledError:
            # The server stops while an answer is still being delayed.
            await connections.reset(scope)


async def _deliver(outcome: Outcome, scope: Scope, send: Send) -> None:
    fault, response = outcome.fault, outcome.response
    if fault is None:
        await _send(send, response)
    elif fault.kind in ("reset_before", "reset_after"):
        await connections.reset(scope)
    elif fault.kind == "truncate":
        await _start(send, response)
        await send({"type": "http.response.body", "body": response.content[: len(response.content) // 2], "more_body": True})
        await connections.reset(scope)
    elif fault.kind == "slow":
        await _trickle(send, response, fault)
    else:
        await asyncio.sleep(fault.seconds if fault.kind == "latency" else 0)
        await _send(send, replace(response, content=damaged(response, fault)))


def damaged(response: Response, fault: Fault) -> bytes:
    """The body after the fault: a `malformed` body is complete, but no JSON."""
    return b"<html>" + response.content[1:] if fault.kind == "malformed" else response.content


async def _trickle(send: Send, response: Response, fault: Fault) -> None:
    size = max(1, -(-len(response.content) // SLOW_PARTS))
    parts = [response.content[start : start + size] for start in range(0, len(response.content), size)]
    await _start(send, response)
    for number, part in enumerate(parts):
        await asyncio.sleep(fault.seconds / len(parts))
        await send({"type": "http.response.body", "body": part, "more_body": number + 1 < len(parts)})


async def _send(send: Send, response: Response) -> None:
    await _start(send, response)
    await send({"type": "http.response.body", "body": response.content})


async def _start(send: Send, response: Response) -> None:
    headers = {"content-type": f"{response.media}; charset=utf-8", "content-length": str(len(response.content)), **response.headers}
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": encoded})

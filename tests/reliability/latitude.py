"""Latitude: ways in which an API may change its answers without changing their meaning, as a proxy in front of the emulator.

    with Emulator() as emulator, LatitudeProxy(emulator.url, "nulls left out") as proxy:
        ...  # talk to proxy.url as if it were the emulator

Each latitude is a function that rewrites one answer. Values that people give, such as the JSON of a dynamic config, stay as they are.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape
from statsig_console_emulator.requests import Request, Response
from statsig_console_emulator.service import Service
from statsig_console_emulator.store import Store
from tests.watching import leave_thread_unwatched

from .generated import KINDS

Json = Any
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "date", "server"}
TIME = re.compile(r"(?:[tT]ime|At|_at|Modified)$")
FIRST_TIME = 10**11
"""Numbers from here on are ms since 1970, if the key's name is that of a time."""

UNKNOWN = {"zzDepth": [{"zzMore": 1}], "zzNothing": None}
ORDERLESS = {"tags", "targetApps", "environments", "holdoutIDs"}
"""Lists of texts whose order never has a meaning, also where no declaration names them."""

MAY_LACK = {"rules", "groups", "activeReview", "reviewSettings", "inlineTargetingRules", "inlineTargetingRulesJSON"}
"""The keys that items of a list may lack."""


@dataclass(frozen=True)
class Exchange:
    """One answer, with the method and the path below the base address of its request."""

    method: str
    path: str
    body: Json

    @property
    def changes(self) -> bool:
        """Whether the request changed something."""
        return self.method != "GET"


Rewrite = Callable[[Exchange], Json]


def unknown_keys(exchange: Exchange) -> Json:
    """Every object has unknown keys."""

    def more(value: Json) -> Json:
        return {**value, "zzUnknown": UNKNOWN, "zzNumber": 1} if isinstance(value, dict) else value

    return rewritten(exchange.body, more)


def identity_alone(exchange: Exchange) -> Json:
    """Answers to changes hold only the keys that identify an object."""
    body = exchange.body
    if not exchange.changes or not isinstance(body, dict):
        return body
    path = exchange.path.partition("?")[0]
    known = next((parts for method, pattern, parts in IDENTITIES if method == exchange.method and pattern.fullmatch(path)), ())
    if "data" not in body:
        return identity_in(body, known) if "message" not in body else body
    return {**body, "data": identity_in(body["data"], known)} if isinstance(body["data"], dict) else body


def nulls_in_changes(exchange: Exchange) -> Json:
    """Answers to changes hold null for all keys but those that identify an object."""
    body = exchange.body
    known = identity_alone(exchange)
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict) or known == body:
        return body
    return {**body, "data": dict.fromkeys(body["data"]) | known["data"]}


def message_alone(exchange: Exchange) -> Json:
    """Answers to changes hold only a message."""
    body = exchange.body
    return {"message": str(body.get("message") or "Done.")} if exchange.changes and isinstance(body, dict) else body


def nulls_left_out(exchange: Exchange) -> Json:
    """No key holds null."""
    return rewritten(exchange.body, lambda value: without(value, lambda each: each is None))


def null_for_empty(exchange: Exchange) -> Json:
    """Empty texts, lists and objects are null."""

    def nulled(value: Json) -> Json:
        return {key: None if is_empty(each) else each for key, each in value.items()} if isinstance(value, dict) else value

    return rewritten(exchange.body, nulled)


def empties_left_out(exchange: Exchange) -> Json:
    """No key holds an empty text, list or object, nor null."""
    return rewritten(exchange.body, lambda value: without(value, lambda each: each is None or is_empty(each)))


def reordered(exchange: Exchange) -> Json:
    """Keys have another order, and so have the elements of lists whose order has no meaning."""

    def turned(value: Json) -> Json:
        if not isinstance(value, dict):
            return value
        return {key: value[key][::-1] if is_set(key, value[key]) else value[key] for key in reversed(list(value))}

    return rewritten(exchange.body, turned)


def floats_and_texts(exchange: Exchange) -> Json:
    """Whole numbers come as floats; times as ISO texts, or as texts of digits."""

    def converted(value: Json) -> Json:
        if isinstance(value, list):
            return [float(each) if is_number(each) else each for each in value]
        if not isinstance(value, dict):
            return value
        return {key: as_text(key, each) if is_number(each) else each for key, each in value.items()}

    return rewritten(exchange.body, converted)


def items_short(exchange: Exchange) -> Json:
    """Items of lists lack rules, groups and reviews."""
    body = exchange.body
    if exchange.changes or not isinstance(body, dict) or not isinstance(body.get("data"), list):
        return body
    return {**body, "data": [without_keys(each) for each in body["data"]]}


LATITUDES: Mapping[str, Rewrite] = {
    "unknown keys": unknown_keys,
    "identity alone": identity_alone,
    "nulls in changes": nulls_in_changes,
    "message alone": message_alone,
    "nulls left out": nulls_left_out,
    "null for empty": null_for_empty,
    "empties left out": empties_left_out,
    "reordered": reordered,
    "floats and texts": floats_and_texts,
    "items short": items_short,
}
LATE_CHANGES = "late reads and changes"
LATE: Mapping[str, Rewrite] = {"late reads": identity_alone, "late reads, message alone": message_alone, LATE_CHANGES: identity_alone}
"""Latitudes whose answers to changes leave much to reads, which show for `LAG` seconds what the project held before a change."""

TURNS = "late reads in turn with others"
"""The latitude of `LATE_AFTERWARDS` in which every second read is not late: reads are answered by several copies."""

LATE_AFTERWARDS = "late reads and changes, whole answers"
"""The latitude whose answers to changes leave nothing to reads, so that only a later run is told of what was before."""

LAG = 3.0
"""More than one wait of the engine, and less than all of them."""


def rewritten(value: Json, change: Callable[[Json], Json], key: str = "") -> Json:
    """A body with `change` made to every object and list in it, the inner ones first; free values are left alone."""
    if key in FREE:
        return value
    if isinstance(value, dict):
        value = {name: rewritten(each, change, name) for name, each in value.items()}
    elif isinstance(value, list):
        value = [rewritten(each, change) for each in value]
    return change(value)


def without(value: Json, unwanted: Callable[[Json], bool]) -> Json:
    """An object without its unwanted values."""
    return {key: each for key, each in value.items() if not unwanted(each)} if isinstance(value, dict) else value


def without_keys(item: Json) -> Json:
    """An item of a list without the keys that it may lack."""
    return {key: each for key, each in item.items() if key not in MAY_LACK} if isinstance(item, dict) else item


def identity_in(data: dict[str, Json], known: Collection[str]) -> dict[str, Json]:
    """The keys that identify an object, with their values: its ID, or what its kind has instead."""
    return {"id": data["id"]} if "id" in data else {key: each for key, each in data.items() if key in known}


def is_empty(value: Json) -> bool:
    return value in ("", [], {}) and not isinstance(value, (bool, int, float))


def is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_set(key: str, value: Json) -> bool:
    """Whether a list's order has no meaning."""
    return isinstance(value, list) and (key in SETS or (key in ORDERLESS and all(isinstance(each, str) for each in value)))


def as_text(key: str, number: int) -> Json:
    """A time as text: digits where the key's length is even, an ISO time where it is odd; any other number as a float."""
    if not TIME.search(key) or number < FIRST_TIME:
        return float(number)
    time = datetime.fromtimestamp(number / 1000, timezone.utc)
    return f"{time:%Y-%m-%dT%H:%M:%S}.{number % 1000:03}Z" if len(key) % 2 else str(number)


def shapes_in(shape: Shape, wire: str) -> Iterator[tuple[str, Shape]]:
    """The shapes in a shape, each with the API's name of the key that holds it."""
    yield wire, shape
    if isinstance(shape, ListOf):
        yield from shapes_in(shape.item, wire if isinstance(shape.item, (Record, OneOf)) else "")
    for member in shape.members if isinstance(shape, Record) else ():
        yield from shapes_in(member.shape, member.wire)
    for option in shape.options if isinstance(shape, OneOf) else ():
        yield from shapes_in(option, wire)


DECLARED = [each for kind in KINDS.values() for field in kind.fields for each in shapes_in(field.shape, field.read)]
FREE = {wire for wire, shape in DECLARED if isinstance(shape, (JsonValue, MapOf))}
"""The keys whose values are free JSON."""

LISTS = [(wire, shape.is_set) for wire, shape in DECLARED if isinstance(shape, ListOf)]
SETS = {wire for wire, is_set in LISTS if is_set} - {wire for wire, is_set in LISTS if not is_set}
"""The keys whose lists are sets in all declarations."""

IDENTITIES = [
    (each.method, re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(each.path))), kind.endpoints.identity.parts())
    for kind in KINDS.values()
    for each in kind.operations()
]
"""For each operation its method, a pattern of its path, and the keys that identify its objects."""


class LatitudeProxy:
    """A proxy on a free port of this machine that answers as the emulator does, except for one latitude, or exactly so.

    It ends with its context. `rewrites` counts the answers that it changed. Reads are only late with the emulator's
    service `behind` the proxy, and no time passes for them except the seconds that `wait` gets.
    """

    def __init__(self, emulator_url: str, latitude: str | None = None, behind: Service | None = None) -> None:
        self.base = urlsplit(emulator_url)
        self.latitude = latitude
        self.rewrites = 0
        self.waited = 0.0
        self._behind = behind
        self._copies: list[tuple[float, Store]] = []
        self._reads = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self.url = f"http://127.0.0.1:{self._server.server_port}{self.base.path}"

    def __enter__(self) -> LatitudeProxy:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def wait(self, seconds: float) -> None:
        """Lets time pass, and with it the copies that are caught up with."""
        self.waited += seconds
        while self._copies and self.waited - self._copies[0][0] >= LAG:
            self._copies.pop(0)[1].close()

    def remember(self) -> None:
        """Keeps what the project holds before a change, where reads are late."""
        if self.latitude in {*LATE, LATE_AFTERWARDS, TURNS} and self._behind:
            self._copies.append((self.waited, copy_of(self._behind.store)))

    def late(self, request: Request) -> Response | None:
        """The answer to a read from before the changes that it does not show yet; None where it shows all."""
        self._reads += 1
        if not self._copies or not self._behind or (self.latitude == TURNS and self._reads % 2):
            return None
        return Service(self._copies[0][1], self._behind.sources).answer(request)

    def refusal(self, request: Request) -> Response | None:
        """The 404 to a change of what was made a moment ago, where changes are late too; None where the change is possible."""
        if self.latitude not in {LATE_CHANGES, LATE_AFTERWARDS} or not self._copies or not self._behind:
            return None
        copy = copy_of(self._copies[0][1])
        response = Service(copy, self._behind.sources).answer(request)
        copy.close()
        return response if response.status == HTTPStatus.NOT_FOUND else None

    def answer(self, method: str, path: str, content: bytes) -> bytes:
        """An answer's content, rewritten by the latitude."""
        if self.latitude in {None, LATE_AFTERWARDS, TURNS}:
            return content
        body = json.loads(content)
        other = json.dumps({**LATITUDES, **LATE}[self.latitude](Exchange(method, path.removeprefix(self.base.path), body))).encode()
        self.rewrites += other != json.dumps(body).encode()
        return other


def copy_of(store: Store) -> Store:
    """What a store holds now, in a store of its own."""
    copy = Store()
    with store.reading():
        store._connection.backup(copy._connection)
    return copy


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    proxy: LatitudeProxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server
    _upstream: HTTPConnection | None = None

    def setup(self) -> None:
        leave_thread_unwatched()
        super().setup()

    def _pass_on(self) -> None:
        """Sends the request to the emulator, and answers with its answer, rewritten."""
        proxy = self.server.proxy
        content = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self._upstream is None:
            self._upstream = HTTPConnection(proxy.base.hostname or "", proxy.base.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        path, _, query = self.path.partition("?")
        request = Request(self.command, path, query, {name.lower(): value for name, value in headers.items()}, content)
        if late := proxy.late(request) if self.command == "GET" else proxy.refusal(request):
            self._reply(late.status, list(late.headers.items()), late.content)
            return
        if self.command != "GET":
            proxy.remember()
        try:
            self._upstream.request(self.command, self.path, content or None, headers)
            response = self._upstream.getresponse()
            answer = response.read()
        except (OSError, HTTPException):
            # An answer that the emulator cuts off is cut off here too.
            self.close_connection = True
            return
        if response.status < 300 and "json" in (response.getheader("content-type") or ""):
            answer = proxy.answer(self.command, self.path, answer)
        self._reply(response.status, response.getheaders(), answer)

    def _reply(self, status: int, headers: list[tuple[str, str]], answer: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _pass_on  # noqa: N815

    def finish(self) -> None:
        super().finish()
        if self._upstream:
            self._upstream.close()

"""The emulator for tests: on a free port in a thread, or in-process without any socket.

from statsig_console_emulator.testing import Emulator

with Emulator() as console:
    console.client().post("/gates", {"name": "A gate"})
    run_my_program(base_url=console.url)
    assert console.count("POST", "/gates") == 1
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from . import reviews, transfer
from .app import create_app, damaged
from .faults import Fault
from .journal import Entry
from .requests import KEY_HEADER, Request
from .server import Server
from .service import BASE_PATH, Service

KEY = "console-test"
# The most seconds that a thread may take to release its port.
STOP_SECONDS = 5


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirects, which would send the key elsewhere; tests see them as answers."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follows nothing."""


_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects())
"""Sends without the proxy that the environment names: the emulator is on this machine."""


@dataclass(frozen=True)
class Answer:
    """An answer to a test's own request. `data` is the envelope's `data`."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def data(self) -> Any:
        return self.body["data"]

    @property
    def message(self) -> str:
        return str(self.body["message"])


class Client:
    """Requests with one key, for tests that change a project outside a program. Paths begin after the base path."""

    def __init__(self, url: str, key: str = KEY) -> None:
        self._url = url
        self._key = key

    def request(self, method: str, path: str, body: Any = None, query: Mapping[str, Any] | None = None) -> Answer:
        """Sends a request; error statuses are answers, not exceptions."""
        url = self._url + path + (f"?{urlencode(query, doseq=True)}" if query else "")
        content = None if body is None else json.dumps(body).encode()
        headers = {KEY_HEADER: self._key, "content-type": "application/json"}
        request = urllib.request.Request(url, content, headers, method=method)
        try:
            with _DIRECTLY.open(request) as response:
                return _answer(response.status, response.read(), dict(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error.read(), dict(error.headers))

    def get(self, path: str, **query: Any) -> Answer:
        return self.request("GET", path, query=query)

    def post(self, path: str, body: Any = None) -> Answer:
        return self.request("POST", path, {} if body is None else body)

    def patch(self, path: str, body: Any = None) -> Answer:
        return self.request("PATCH", path, {} if body is None else body)

    def put(self, path: str, body: Any = None) -> Answer:
        return self.request("PUT", path, {} if body is None else body)

    def delete(self, path: str, body: Any = None, **query: Any) -> Answer:
        return self.request("DELETE", path, body, query=query)


class InProcessClient(Client):
    """A client without a socket. A reset connection is a ConnectionResetError; delays are skipped."""

    def __init__(self, service: Service, key: str = KEY) -> None:
        super().__init__("", key)
        self.service = service

    def request(self, method: str, path: str, body: Any = None, query: Mapping[str, Any] | None = None) -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        request = Request(method, BASE_PATH + path, urlencode(query or {}, doseq=True), {KEY_HEADER: self._key}, content)
        outcome = self.service.handle(request)
        fault = outcome.fault
        if fault and fault.kind in ("reset_before", "reset_after", "truncate"):
            raise ConnectionResetError("the emulator cut the connection, as a fault asked it to")
        content = damaged(outcome.response, fault) if fault else outcome.response.content
        return _answer(outcome.response.status, content, outcome.response.headers)


def _answer(status: int, content: bytes, headers: Mapping[str, str]) -> Answer:
    try:
        body = json.loads(content)
    except ValueError:
        body = content.decode(errors="replace")
    return Answer(status, body, headers)


class Emulator:
    """An emulator on a free port of this machine, as a context manager.

    Takes the options of `create_app`. `url` is the API's base address, `origin` that of the page.
    """

    def __init__(self, port: int = 0, **options: Any) -> None:
        self.app = create_app(**options)
        self._owns_store = "store" not in options
        self.service: Service = self.app.state.service
        self._server = Server(self.app, port=port)
        self.url = self._server.url
        self.origin = self._server.origin

    def __enter__(self) -> Emulator:
        self._thread = self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.stop()
        self._thread.join(STOP_SECONDS)
        if self._owns_store:
            self.service.store.close()

    def client(self, key: str = KEY) -> Client:
        """A client for the project of a key; any text that begins with `console-` is a key."""
        return Client(self.url, key)

    def reset(self) -> None:
        """Deletes all projects, requests and faults."""
        transfer.reset(self.service)
        self.service.journal.clear()
        self.service.faults.clear()

    def seed(self, document: Any, key: str = KEY) -> None:
        """Adds objects: `{"objects": {"gates": {"a_gate": {…}}}}` for one project, or a whole export."""
        transfer.seed(self.service, document, key)

    def export(self) -> Any:
        """Everything the emulator holds, without key texts."""
        return transfer.export(self.service.store)

    def requests(self, method: str | None = None, path: str | None = None) -> list[Entry]:
        """Requests so far, in order; `path` is a template (`/gates/{id}`) or a pattern (`/gates/*`)."""
        return self.service.journal.entries(method, path)

    def count(self, method: str | None = None, path: str | None = None) -> int:
        return len(self.requests(method, path))

    def clear_requests(self) -> None:
        self.service.journal.clear()

    def fault(self, kind: str, **facts: Any) -> Fault:
        """Adds a fault: `fault("status", status=429, retry_after=2, method="POST", path="/gates", count=1)`."""
        return self.service.faults.parse({"kind": kind, **facts})

    def clear_faults(self) -> None:
        self.service.faults.clear()

    def reviews(self) -> list[dict[str, Any]]:
        """Changes that wait for a review, by object."""
        return reviews.waiting(self.service.store)

    def approve(self, review: str) -> None:
        """Approves a review, as a person in the console; one by the old header is carried out."""
        reviews.approve(self.service.store, review, self.service.sources, self.service.options)

    def reject(self, review: str, reason: str = "") -> None:
        """Rejects a review, as a person in the console."""
        reviews.reject(self.service.store, review, self.service.sources, self.service.options, reason)

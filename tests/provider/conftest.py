"""The engine on an emulator in this process: real requests, no socket."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from statsig_console.declaring.kinds import kind_of
from statsig_console.handling.handlers import Handlers
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_emulator import Service, Sources, Store
from statsig_console_emulator.requests import Request
from statsig_console_emulator.testing import InProcessClient

KEY = "console-unittestunittestunittest"


class Trouble:
    """A failure of a later mutation: of the one with this number, from 1, or of all from that one on.

    A mutation is `refused` with a status, or `lost`: it takes effect, but its answer does not arrive. If the network is `gone`, nothing
    arrives any more, reads included.
    """

    def __init__(self, number: int, how: str, status: int = 503) -> None:
        self.left = number
        self.how = how
        self.status = status

    def before(self, request: httpx.Request) -> None:
        """Counts a request, and stops it if the network is gone."""
        self.left -= request.method != "GET"
        if self.how == "gone" and self.left <= 0:
            raise httpx.ConnectError("no network", request=request)

    def strikes(self, request: httpx.Request, how: str) -> bool:
        """Whether this request is to fail in this way."""
        return self.how == how and self.left == 0 and request.method != "GET"


class InProcess(httpx.BaseTransport):
    """Hands requests to an emulator's service, and keeps them."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.sent: list[tuple[str, Any]] = []
        self.trouble = Trouble(0, "none")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content = request.read()
        self.trouble.before(request)
        if self.trouble.strikes(request, "refused"):
            return httpx.Response(self.trouble.status, json={"status": self.trouble.status, "message": "trouble"})
        path, _, query = request.url.raw_path.decode().partition("?")
        headers = {name.lower(): value for name, value in request.headers.items()}
        outcome = self.service.handle(Request(request.method, path, query, headers, content))
        response = outcome.response
        place = path.removeprefix("/console/v1") + (f"?{query}" if query else "")
        self.sent.append((f"{request.method} {place}", json.loads(content) if content else None))
        if self.trouble.strikes(request, "lost"):
            raise httpx.ReadError("the connection was cut", request=request)
        if outcome.fault and outcome.fault.kind in {"reset_before", "reset_after"}:
            raise httpx.ReadError("the connection was cut", request=request)
        return httpx.Response(response.status, headers=response.headers, content=response.content)


class Project:
    """A project, with the engine's handlers for it and with another client."""

    def __init__(self, key: str = KEY, seed: int = 1, **settings: Any) -> None:
        self.key = key
        self.service = Service(Store(), Sources(lambda: 1_750_000_000.0, seed=seed))
        self.transport = InProcess(self.service)
        self.configure(**settings)
        self.console = InProcessClient(self.service, key)

    def configure(self, asks: bool = False, age: float = 60.0, **settings: Any) -> None:
        """Goes on as a process of the engine with these settings, that began `age` seconds ago.

        It does not ask for the project's ID, unless `asks` is set.
        """
        self.session = Session(Settings(ApiKey(self.key), "http://localhost/console/v1", **settings))
        self.session.began -= age
        self.session._client = ConsoleClient(self.session.settings, self.transport)
        if not asks:
            self.session._identity = (None,)

    def trouble(self, number: int, how: str, status: int = 503) -> None:
        """Sets a failure of a later mutation, instead of an earlier one."""
        self.transport.trouble = Trouble(number, how, status)

    def handlers(self, resource: type) -> Handlers:
        """The handlers of a resource class."""
        return Handlers(kind_of(resource), self.session)

    def sent(self) -> list[tuple[str, Any]]:
        """The engine's requests since the last call, with their bodies."""
        taken, self.transport.sent = self.transport.sent, []
        return taken

    def mutations(self) -> list[tuple[str, Any]]:
        """The engine's requests since the last call that may have changed something, with their bodies."""
        return [(request, body) for request, body in self.sent() if not request.startswith("GET ")]

    def requests(self) -> list[str]:
        """The engine's requests since the last call, by method and path."""
        return [request for request, _ in self.sent()]

    def refuse(self, method: str, path: str, status: int = 403, count: int = 1) -> None:
        """Lets the next requests of an operation fail."""
        self.service.faults.parse({"kind": "status", "status": status, "method": method, "path": path, "count": count})

    def lose_answer(self, method: str, path: str, count: int = 1) -> None:
        """Lets the next requests of an operation take effect, but cuts the connection before the answer."""
        self.service.faults.parse({"kind": "reset_after", "method": method, "path": path, "count": count})


@pytest.fixture
def project() -> Project:
    """An empty project."""
    return Project()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The messages of the handlers to people."""
    lines: list[str] = []
    monkeypatch.setattr("statsig_console.session.objects.announce", lines.append)
    return lines

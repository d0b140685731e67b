"""TLS and redirects, on real sockets: the key goes to the server that the stack names, when it proves to be that one, and nowhere else."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from statsig_console.declaring.operations import operation
from statsig_console.errors import ConsoleError, Unavailable
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings

KEY = "console-onlyfortherightserver1234"


class Server(ThreadingHTTPServer):
    """A server that notes the keys it is sent. It answers with an empty list, or redirects to another address."""

    daemon_threads = True

    def __init__(self, certificate: trustme.LeafCert | None = None, location: str = "") -> None:
        self.keys: list[str | None] = []
        self.location = location
        super().__init__(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust the server hangs up, which is what is wanted."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def answer(self) -> None:
        self.server.keys.append(self.headers.get("STATSIG-API-KEY"))
        self.rfile.read(int(self.headers.get("content-length", 0)))
        body = b'{"message": "Listed.", "data": []}'
        self.send_response(307 if self.server.location else 200)
        self.send_header("location", self.server.location)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    started: list[Server] = []

    def start(*arguments: Any) -> Server:
        started.append(Server(*arguments))
        return started[-1]

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this machine trusts, as Python is told by its environment."""
    authority = trustme.CA()
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return authority


def client_of(url: str) -> ConsoleClient:
    """A client as sessions make it."""
    settings = Settings(ApiKey(KEY), url)
    return ConsoleClient(settings, patient_transport(settings, Pace("project", paced=False)))


def test_a_server_that_proves_who_it_is_gets_the_key(serve: Callable[..., Server], authority: trustme.CA) -> None:
    """The other tests here would pass as well if nothing ever worked."""
    server = serve(authority.issue_cert("127.0.0.1"))

    assert client_of(server.url).send(operation("GET /gates")).data == []
    assert server.keys == [KEY]


def test_a_server_that_nobody_vouches_for_gets_nothing(serve: Callable[..., Server]) -> None:
    """Its certificate comes from an authority of its own. It is not tried again, and the message says why."""
    server = serve(trustme.CA().issue_cert("127.0.0.1"))

    with pytest.raises(Unavailable, match=r"certificate verify failed.*\(GET /gates, no answer\)") as error:
        client_of(server.url).send(operation("GET /gates"))

    assert server.keys == []
    assert KEY not in str(error.value)


def test_a_server_with_another_name_gets_nothing(serve: Callable[..., Server], authority: trustme.CA) -> None:
    """Somebody else's certificate is a good one, for somebody else."""
    server = serve(authority.issue_cert("statsigapi.example"))

    with pytest.raises(Unavailable, match="certificate verify failed: IP address mismatch"):
        client_of(server.url).send(operation("GET /gates"))

    assert server.keys == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_takes_the_key_nowhere(serve: Callable[..., Server], method: str) -> None:
    """Neither to another host nor from TLS to plain http; the message says which setting to look at."""
    elsewhere = serve()
    server = serve(None, f"{elsewhere.url}/gates")

    with pytest.raises(ConsoleError, match="The API redirects elsewhere, where the key must not go; check statsig:apiUrl"):
        client_of(server.url).send(operation(f"{method} /gates"), body=None if method == "GET" else {})

    assert server.keys == [KEY]
    assert elsewhere.keys == []

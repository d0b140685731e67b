"""Proxies: read from the environment as curl reads them, and never shown."""

from __future__ import annotations

import base64
import logging
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from statsig_console.declaring.operations import operation
from statsig_console.errors import InputError, Unavailable
from statsig_console.secrets import ApiKey
from statsig_console.sending import proxies
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.proxies import proxy_of
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings, Timeouts

API = "https://statsigapi.net/console/v1"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own environment counts."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def address_of(url: str) -> str | None:
    """The address of the proxy for a URL."""
    proxy = proxy_of(url)
    return str(proxy.url) if proxy else None


def test_proxies_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of companies reach the API through one; this machine never does."""
    assert proxy_of(API) is None

    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "http://other.example:3128")
    monkeypatch.setenv("NO_PROXY", "internal.example")

    assert address_of(API) == "http://proxy.example:3128"
    assert proxy_of("https://internal.example/console/v1") is None
    assert proxy_of("http://localhost:3000/console/v1") is None


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("address", ["proxy.example:3128", " http://proxy.example:3128", "HTTP://proxy.example:3128"])
def test_a_proxy_without_a_scheme_speaks_http(monkeypatch: pytest.MonkeyPatch, variable: str, address: str) -> None:
    """As curl has it."""
    monkeypatch.setenv(variable, address)

    assert address_of(API) == "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("variable", "address", "sentence"),
    [
        (
            "ALL_PROXY",
            "socks5h://ann:hush@127.0.0.1:1080",
            "ALL_PROXY names a SOCKS proxy, which needs a package more: pip install 'pulumi-statsig-console[socks]'",
        ),
        (
            "https_proxy",
            "socks4://ann:hush@127.0.0.1:1080",
            "https_proxy should begin with http://, https:// or socks5://; other proxies are not supported.",
        ),
        (
            "HTTPS_PROXY",
            "http://ann:hush@proxy:hush",
            "HTTPS_PROXY should be the address of a proxy, such as http://proxy.example:3128",
        ),
        *(
            ("HTTPS_PROXY", address, "HTTPS_PROXY should be the address of a proxy, such as http://proxy.example:3128")
            for address in (
                "http://",
                "http://ann:hush@",
                "http://ann:hush@[::1",
                "http://ann:hush@a..b:3128",
                f"http://ann:hush@{'a' * 64}.example:3128",
                "http://ann:hush@proxy:0",
                "http://ann:hush@proxy:99999",
                "http://ann:hush@proxy:hush",
                "http://ann:hush@pro xy:3128",
                "http://ann:hush@pro\nxy:3128",
                "http://ann:hush\udcff@proxy:3128",
                "http://ann:hush@\u202e:3128",
            )
        ),
    ],
)
def test_a_proxy_that_cannot_be_used_is_one_sentence(monkeypatch: pytest.MonkeyPatch, variable: str, address: str, sentence: str) -> None:
    """It names the variable, and shows nothing of the address."""
    monkeypatch.setattr(proxies, "find_spec", lambda name: None)
    monkeypatch.setenv(variable, address)

    with pytest.raises(InputError) as error:
        patient_transport(Settings(ApiKey("console-a"), API), Pace("project"))

    assert str(error.value) == sentence


@pytest.mark.parametrize("part", ["ann:" + "h" * 300, "a" * 300 + ":hush"])
def test_what_is_too_long_for_socks_is_said_beforehand(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Its lengths are single bytes."""
    monkeypatch.setattr(proxies, "find_spec", lambda name: True)
    monkeypatch.setenv("ALL_PROXY", f"socks5h://{part}@127.0.0.1:1080")

    with pytest.raises(InputError, match=r"^ALL_PROXY should be the address of a proxy") as error:
        proxy_of(API)

    assert "hhh" not in str(error.value)
    assert "aaa" not in str(error.value)


@contextmanager
def proxy(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy on this machine, its address without scheme, and the hosts that it was asked for.

    It speaks SOCKS 5, with a user's name and password where it is offered them, or gives an answer to whatever it is sent.
    """
    asked: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            peer: socket.socket = self.request
            first = peer.recv(4096)
            if answer is not None:
                asked.append(first)
                peer.sendall(answer)
                return
            peer.sendall(b"\x05" + first[-1:])
            if first.endswith(b"\x02"):
                asked.append(peer.recv(4096))
                peer.sendall(b"\x01\x00")
            request = peer.recv(4096)
            asked.append(request[5 : 5 + request[4]])
            peer.sendall(b"\x05\x05\x00\x01" + struct.pack("!IH", 0, 0))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()


def sent(patience: float = 0.0) -> str:
    """What a request that a proxy does not let through is told as."""
    settings = Settings(ApiKey("console-a"), API, timeouts=Timeouts(retry=patience))
    client = ConsoleClient(settings, patient_transport(settings, Pace("project", paced=False)))
    with pytest.raises(Unavailable) as error:
        client.send(operation("GET /gates"))
    return str(error.value)


def test_a_socks_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the package that it needs; the proxy finds out where the host is."""
    with proxy(None) as (address, asked):
        monkeypatch.setenv("ALL_PROXY", f"socks5h://{address}")
        sent()

    assert asked[0] == b"statsigapi.net"


def test_a_password_is_sent_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the environment's spelling nor in the header's."""
    with proxy(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n") as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"ann:hush@{address}")
        said = sent()

    assert asked[0].startswith(b"CONNECT statsigapi.net:443")
    assert b"proxy-authorization: basic" in asked[0].lower()
    assert "407" in said
    assert not any(text in said for text in ("hush", "YW5uOmh1c2g"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 407 no hush here, ann:hush and YW5uOmh1c2g=\r\ncontent-length: 0\r\n\r\n", "407 Proxy Authentication Required"),
        (b"HTTP/1.1 599 hush\r\ncontent-length: 0\r\n\r\n", "599"),
    ],
)
def test_a_proxy_s_own_words_are_not_repeated(monkeypatch: pytest.MonkeyPatch, answer: bytes, reason: str) -> None:
    """They may hold what it was sent."""
    with proxy(answer) as (address, _):
        monkeypatch.setenv("HTTPS_PROXY", f"ann:hush@{address}")
        said = sent()

    assert said == f"The API gave no answer, through HTTPS_PROXY: the proxy refused: {reason} (GET /gates, no answer)"


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
def test_no_log_holds_a_proxy_s_password(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, scheme: str) -> None:
    """Every logger at its loudest."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "httpcore.socks", "httpcore.proxy", "httpcore.connection", "httpcore.http11"):
        caplog.set_level(logging.DEBUG, name)
    with proxy(None if scheme != "http" else b"HTTP/1.1 407 Not you\r\ncontent-length: 0\r\n\r\n") as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"{scheme}://ann:hush)@{address}")
        said = sent()

    assert any(text in asked[0] for text in (b"hush)", base64.b64encode(b"ann:hush)")))
    lines = [f"{record.getMessage()} {record.args}" for record in caplog.records if record.name.startswith("http")]
    assert any("connect_tcp" in line for line in lines)
    assert not [line for line in [*lines, said] if "hush" in line or "YW5uOmh1c2g" in line]


@pytest.mark.parametrize("answer", [b"\x04\x00", b"\x05", b"\x05\xff", b"\x05\x07", b"HTTP/1.1 400 No\r\n\r\n", b""])
def test_what_is_no_socks_proxy_is_told(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    """Whatever listens at the address, a sentence names it."""
    with proxy(answer) as (address, _):
        monkeypatch.setenv("ALL_PROXY", f"socks5h://{address}")

        assert sent().startswith("The API gave no answer, through ALL_PROXY: ")


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the address of the API would seem to be wrong; by its variable, since the address may hold a password."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("https_proxy", f"ann:hush@127.0.0.1:{taken.getsockname()[1]}")

        said = sent(patience=0.1)

    told = capsys.readouterr().err
    assert said.startswith("The API gave no answer, through https_proxy: ")
    assert "no connection to statsigapi.net, through https_proxy (" in told
    assert "hush" not in said + told


@pytest.mark.parametrize("text", ["[", "*.", ",,", "\udcff", "a..b", "[::1", "%", "http://"])
def test_an_odd_list_of_exceptions_is_survived(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """NO_PROXY is somebody else's text, too."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", text)

    assert address_of(API) == "http://proxy.example:3128"

"""Answers: whatever a server sends, and however slowly, the run ends in time, within little memory, and with a sentence.

The servers here are real ones on this machine. What is told of memory is measured in a process of its own.
"""

from __future__ import annotations

import gzip
import json
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import trustme

from pulumi_statsig_console import Gate
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.operations import operation
from statsig_console.errors import ConsoleError, InputError, RateLimited, Unavailable
from statsig_console.handling.handlers import Handlers
from statsig_console.secrets import ApiKey
from statsig_console.sending import decoding
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings, Timeouts
from statsig_console.state_keys import MANAGED

READ = operation("GET /gates/{id}")
JSON = "content-type: application/json\r\n"
MIB = 1024 * 1024
MOST_MEMORY = 300 * MIB

Talk = Callable[[socket.socket], None]


class Server(socketserver.ThreadingTCPServer):
    """A server that says to each request what a test lets it say, and counts the requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, talk: Talk, certificate: trustme.LeafCert | None = None, reads: bool = True) -> None:
        self.asked = 0
        self.ended = threading.Event()
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                server.asked += 1
                if reads:
                    self.request.recv(65_536)
                # A client that has enough hangs up.
                with suppress(OSError):
                    talk(self.request)

        super().__init__(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up before it says anything is what is wanted, too."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    started: list[Server] = []

    def start(talk: Talk, *arguments: Any, **options: Any) -> Server:
        started.append(Server(talk, *arguments, **options))
        return started[-1]

    yield start
    for server in started:
        server.ended.set()
        server.shutdown()
        server.server_close()


def saying(content: bytes, headers: str = JSON, status: str = "200 OK") -> Talk:
    """A whole answer."""
    head = f"HTTP/1.1 {status}\r\n{headers}content-length: {len(content)}\r\nconnection: close\r\n\r\n".encode()
    return lambda peer: peer.sendall(head + content)


def dripping(first: bytes, drops: bytes, pause: float = 0.05) -> Talk:
    """An answer that begins and then comes byte by byte, without an end."""

    def talk(peer: socket.socket) -> None:
        peer.sendall(first)
        while True:
            for drop in drops:
                peer.sendall(bytes([drop]))
                time.sleep(pause)

    return talk


def client_of(url: str, answer: float = 20.0) -> ConsoleClient:
    settings = Settings(ApiKey("console-answers"), url, timeouts=Timeouts(answer=answer, retry=0.0, rate_limit=0.0))
    return ConsoleClient(settings, patient_transport(settings, Pace("project", paced=False, patience=0.0)))


def refusal(url: str, **options: Any) -> str:
    """What is told of an answer that cannot be read."""
    with pytest.raises(ConsoleError) as error:
        client_of(url, **options).send(READ, {"id": "checkout"})
    return str(error.value)


def bomb(depth: int, size: int = 2048 * MIB) -> bytes:
    """Zeros, packed so many times: each layer but the outermost repeats one independent part of the packed stream."""
    part, times = b"0" * MIB, size // MIB
    for _ in range(depth):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
        once = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)
        part, times = head + once * times, 1
    return part


UNASKED = "is packed otherwise than by gzip, which was asked for"
BOMBS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "gzip": (lambda: bomb(1), "gzip", "is larger than 64 MiB"),
    "gzip in gzip": (lambda: bomb(2), "gzip, gzip", UNASKED),
    "gzip in gzip in gzip": (lambda: bomb(3), "gzip, gzip, gzip", UNASKED),
    "many lists": (lambda: b"[" + b"[]," * (20 * MIB) + b"[]]", "identity", "holds more than 2,000,000 values"),
    "deep": (lambda: b'{"a":' * (5 * MIB), "identity", "holds more than 2,000,000 values"),
    "long": (lambda: b'["' + b"a" * (70 * MIB) + b'"]', "identity", "is larger than 64 MiB"),
}

CHILD = """
import re, resource, sys
from pathlib import Path
from statsig_console.errors import ConsoleError
from statsig_console.declaring.operations import operation
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings, Timeouts

for url in sys.argv[1:]:
    settings = Settings(ApiKey("console-a"), url, timeouts=Timeouts(retry=0.0, rate_limit=0.0))
    client = ConsoleClient(settings, patient_transport(settings, Pace("project", paced=False, patience=0.0)))
    try:
        client.send(operation("GET /gates/{id}"), {"id": "checkout"})
    except ConsoleError as error:
        print(error)
# The other measure counts what the process was before it became this program, too.
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(int(peak[1]) * 1024 if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def refused_within(*urls: str) -> tuple[list[str], int]:
    """What a process of its own tells of answers, and the memory that it took at most, in bytes."""
    done = subprocess.run([sys.executable, "-c", CHILD, *urls], capture_output=True, text=True, timeout=60, check=True)
    *said, peak = done.stdout.splitlines()
    return said, int(peak)


STATUSES = ("200 OK", "400 Bad Request", "429 Too Many Requests", "503 Service Unavailable")


@pytest.mark.parametrize(("made", "packing", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_within_little_memory(serve: Callable[..., Server], made: Callable[[], bytes], packing: str, reason: str) -> None:
    """A few kilobytes of gzip in gzip stand for gigabytes, and an error's body is unpacked as well as any other."""
    content = made()
    servers = [serve(saying(content, f"{JSON}content-encoding: {packing}\r\n", status)) for status in STATUSES]

    told, peak = refused_within(*(server.url for server in servers))

    for said, status in zip(told, STATUSES, strict=True):
        number = status[:3]
        assert said.startswith(f"The API's answer {reason}" if number == "200" else "The API"), said
        assert f"(GET /gates/checkout, {number})" in said
    assert peak < MOST_MEMORY


def test_the_smallest_bomb_is_a_few_kilobytes() -> None:
    """Else the test above would prove little: its chain stands for 2 GiB."""
    chain = bomb(2)
    inner = zlib.decompressobj(31).decompress(chain)

    assert len(chain) < 16_384
    assert len(zlib.decompressobj(31).decompress(inner, 64 * MIB)) == 64 * MIB


@pytest.mark.parametrize("packing", ["deflate", "br", "zstd", "GZIP, identity, gzip", "ünknown"])
def test_what_was_not_asked_for_is_not_unpacked(serve: Callable[..., Server], packing: str) -> None:
    """Each packing more is one more way to be deceived."""
    server = serve(saying(b"{}", f"{JSON}content-encoding: {packing}\r\n"))

    assert "The API's answer is packed otherwise than by gzip" in refusal(server.url)


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZip, identity"])
@pytest.mark.parametrize("size", [0, 10, 5 * MIB])
def test_a_packed_answer_is_read(serve: Callable[..., Server], name: str, size: int) -> None:
    """As nearly all of the service's are."""
    body = json.dumps({"message": "Read.", "data": {"id": "a" * size}}).encode()
    server = serve(saying(gzip.compress(body), f"{JSON}content-encoding: {name}\r\n"))

    answer = client_of(server.url).send(READ, {"id": "a"})

    assert answer.data == {"id": "a" * size}
    assert answer.size == len(body)


def test_an_empty_answer_may_say_that_it_is_packed(serve: Callable[..., Server]) -> None:
    """Gateways set the header whatever comes."""
    server = serve(saying(b"", f"{JSON}content-encoding: gzip\r\n", "202 Accepted"))

    assert client_of(server.url).send(READ, {"id": "a"}).data is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [(gzip.compress(b'{"data": {}}' * 99)[:40], "was cut off"), (b'{"data": {}}', "cannot be unpacked")],
    ids=["broken off", "not packed"],
)
def test_what_cannot_be_unpacked_is_said(serve: Callable[..., Server], content: bytes, reason: str) -> None:
    """Half of an object must not pass for the object."""
    server = serve(saying(content, f"{JSON}content-encoding: gzip\r\n"))

    assert refusal(server.url) == f"The API's answer {reason} (GET /gates/checkout, 200)"


def test_a_packed_refusal_is_read(serve: Callable[..., Server]) -> None:
    """The API's own words are what people need, those of a rate limit too."""
    body = gzip.compress(b'{"message": "Slow down, please"}')
    server = serve(saying(body, f"{JSON}content-encoding: gzip\r\nretry-after: 7\r\n", "429 Too Many Requests"))

    with pytest.raises(RateLimited, match="Slow down, please") as error:
        client_of(server.url).send(READ, {"id": "a"})

    assert error.value.retry_after == 7.0


@pytest.mark.parametrize(
    ("first", "drops"),
    [
        (b"", b"HTTP/1.1 200 OK" + b" " * 10_000),
        (b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (f"HTTP/1.1 200 OK\r\n{JSON}content-length: 100000\r\n\r\n".encode(), b" "),
        (f"HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked\r\n\r\n".encode(), b"1\r\n \r\n"),
        (f"HTTP/1.1 200 OK\r\n{JSON}\r\n".encode(), b" "),
        (f"HTTP/1.1 503 Busy\r\n{JSON}content-length: 100000\r\n\r\n".encode(), b" "),
    ],
    ids=["status", "headers", "hints", "body", "chunks", "no length", "failure"],
)
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_dripping_answer_ends_in_time(
    serve: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bytes, drops: bytes, encrypted: bool
) -> None:
    """A server that sends a byte now and then would hold a run for ever, since the time-out of a socket begins anew with each."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    server = serve(dripping(first, drops), authority.issue_cert("127.0.0.1") if encrypted else None)
    begun = time.monotonic()

    said = refusal(server.url, answer=0.4)

    assert time.monotonic() - begun < 3 * 0.4 + 1
    assert "no answer: the answer was not there whole within 0.4 s (statsig:requestTimeout)" in said or "503" in said


def test_a_server_that_reads_nothing_is_given_up(serve: Callable[..., Server]) -> None:
    """A large body fills what lies between, and is then stuck."""
    server = serve(lambda peer: time.sleep(5), reads=False)
    begun = time.monotonic()

    with pytest.raises(Unavailable, match="gave no answer"):
        client_of(server.url, answer=0.4).send(operation("POST /gates"), body={"name": "a" * 64 * MIB})

    assert time.monotonic() - begun < 3


def test_a_late_answer_is_not_the_next_one_s(serve: Callable[..., Server]) -> None:
    """Each request has a clock of its own, and the connection of one that ran out of time is not used again."""
    turns = iter([dripping(f"HTTP/1.1 200 OK\r\n{JSON}content-length: 9999\r\n\r\n".encode(), b" "), saying(b'{"data": {"id": "b"}}')])
    server = serve(lambda peer: next(turns)(peer))
    client = client_of(server.url, answer=0.4)

    with pytest.raises(Unavailable):
        client.send(operation("POST /gates"), body={})
    time.sleep(0.1)

    assert client.send(READ, {"id": "b"}).data == {"id": "b"}


DEEP = b"[" * 5_000 + b"]" * 5_000
ODD = {
    "deep": (b'{"data": {"id": "checkout", "name": %s}}' % DEEP, "is nested more than 200 levels deep"),
    "somewhat deep": (b'{"data": {"id": "checkout", "name": %s}}' % (b"[" * 300 + b"]" * 300), "is nested more than 200 levels deep"),
    "not a number": (b'{"data": {"id": "checkout", "rules": NaN}}', "is not JSON, or was cut off"),
    "infinite": (b'{"data": {"id": "checkout", "lastModifiedTime": -Infinity}}', "is not JSON, or was cut off"),
    "too large a number": (b'{"data": {"id": "checkout", "lastModifiedTime": 1e999}}', "is not JSON, or was cut off"),
    "too many digits": (b'{"data": {"id": "checkout", "lastModifiedTime": %s}}' % (b"9" * 9_999), "is not JSON, or was cut off"),
    "half a character": (b'{"data": {"id": "checkout", "description": "\\uD83d"}}', "holds half of a character (a lone surrogate)"),
    "half a key": (b'{"data": {"id": "checkout", "\\udC00": 1}}', "holds half of a character (a lone surrogate)"),
    "half a character in UTF-8": (b'{"data": {"id": "checkout", "description": "\xed\xa0\xbd"}}', "is not JSON, or was cut off"),
    "no UTF-8": (b'{"data": {"id": "checkout", "description": "\xff"}}', "is not JSON, or was cut off"),
    "UTF-16": ('{"data": {"id": "checkout"}}'.encode("utf-16"), "is not JSON, or was cut off"),
}


@pytest.mark.parametrize(("content", "reason"), ODD.values(), ids=ODD)
@pytest.mark.parametrize("verb", ["read", "update", "create"])
def test_an_odd_answer_is_a_sentence_that_names_the_object(serve: Callable[..., Server], content: bytes, reason: str, verb: str) -> None:
    """None of it gets into state, where it would break every later run, and none is a traceback."""
    server = serve(saying(content))
    session = Session(Settings(ApiKey("console-answers"), server.url, timeouts=Timeouts(retry=0.0)))
    session._identity = (None,)
    handlers = Handlers(kind_of(Gate), session)
    state = {"name": "checkout", "description": "", MANAGED: ["name", "description"]}
    verbs: dict[str, Callable[[], Any]] = {
        "create": lambda: handlers.create({"name": "checkout"}),
        "read": lambda: handlers.read("checkout", state),
        "update": lambda: handlers.update("checkout", state, {"name": "checkout", "description": "New"}),
    }

    with pytest.raises(InputError) as error:
        verbs[verb]()

    assert str(error.value).startswith("Gate checkout: ")
    assert f"The API's answer {reason}" in str(error.value)
    session.close()


def test_whole_emoji_and_marks_of_byte_order_are_read(serve: Callable[..., Server]) -> None:
    """Two halves make one; what looks like a half in a text that speaks of escapes is none."""
    server = serve(saying(b'\xef\xbb\xbf{"data": {"a": "\\ud83d\\ude00", "b": "\\\\ud83d", "c": "\xf0\x9f\x98\x80"}}'))

    assert client_of(server.url).send(READ, {"id": "a"}).data == {"a": "😀", "b": "\\ud83d", "c": "😀"}


def test_what_a_program_may_send_comes_back(serve: Callable[..., Server]) -> None:
    """A value may be as deep in an answer as in a program, and stands a few levels deeper there."""
    value = json.loads("[" * 100 + "]" * 100)
    server = serve(saying(json.dumps({"data": {"rules": [{"returnValue": {"a": value}}]}}).encode()))

    assert client_of(server.url).send(READ, {"id": "a"}).data["rules"][0]["returnValue"]["a"] == value


@pytest.mark.parametrize("charset", ["hex", "zlib", "undefined", "idna", "no-such", '"'])
def test_a_text_is_read_whatever_its_charset_is_called(serve: Callable[..., Server], charset: str) -> None:
    """Python has encodings that are none for texts."""
    server = serve(saying("a,ü\n".encode(), f"content-type: text/csv; charset={charset}\r\n"))

    assert client_of(server.url).send(READ, {"id": "a"}).data == "a,ü\n"


def test_a_refusal_is_one_line_of_moderate_length(serve: Callable[..., Server]) -> None:
    """Its words are somebody else's: they may steer a terminal, turn the direction of a line, or never end."""
    said = {"message": "No\n\x1b[31m\u202egate\ud83d " + "x" * 50_000, "errors": [{"property": "a\x07", "errorMessage": "b"}] * 5_000}
    server = serve(saying(json.dumps(said).encode().replace(b"\\ud83d", b""), JSON, "400 Bad Request"))

    text = refusal(server.url)

    assert text.startswith(r"The API refused: No \x1b[31m\u202egate xxx")
    assert r"a\x07: b" in text
    assert text.isprintable()
    assert len(text) < 2_000


@pytest.mark.parametrize("content", [b'{"message": "\\ud83d"}', b'{"message": NaN}', DEEP, b'{"message": "a", "x": 1e999}'])
def test_an_odd_refusal_is_told_by_its_status(serve: Callable[..., Server], content: bytes) -> None:
    """Its words cannot be trusted to be any."""
    server = serve(saying(content, JSON, "400 Bad Request"))

    assert refusal(server.url) == "The API answered 400 Bad Request (GET /gates/checkout, 400)"


@pytest.mark.parametrize("number", ["1e308", "-5", '"9"', str(10**400), "true", "[]"])
def test_an_odd_number_of_items_is_survived(serve: Callable[..., Server], number: str) -> None:
    """A list that says so is read all the same."""
    server = serve(saying(b'{"data": [1], "pagination": {"totalItems": %s, "pageNumber": 1}}' % number.encode()))

    page = client_of(server.url).page(operation("GET /gates"), 1)

    assert page.items == [1]
    assert page.total in (None, 9, 1)


def nested(depth: int) -> list[Any]:
    """Lists in lists."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("address", "query", "body"),
    [
        ({"id": "a" * 100_000}, None, None),
        ({"id": "a"}, {"name": "\ud83d"}, None),
        ({"id": "a"}, None, {"name": "\ud83d"}),
        ({"id": "a"}, None, {"share": float("nan")}),
        ({"id": "a"}, None, nested(100_000)),
    ],
    ids=["long", "half in query", "half in body", "no number", "deep"],
)
def test_what_cannot_be_sent_is_a_sentence(serve: Callable[..., Server], address: Any, query: Any, body: Any) -> None:
    """It comes from an Output that nobody could check before, and nothing of it is sent."""
    server = serve(saying(b"{}"))

    with pytest.raises(ConsoleError, match=r"^The request cannot be written: ") as error:
        client_of(server.url).send(operation("PATCH /gates/{id}"), address, query=query, body=body)

    assert len(error.value.message) < 200
    assert "surrogate" not in error.value.message
    assert server.asked == 0


def test_half_of_a_character_cannot_stand_in_an_address() -> None:
    """The message shows where it stands."""
    with pytest.raises(InputError, match=r"^id 'a\\ud83d' cannot stand in an address\.$"):
        client_of("http://127.0.0.1:1").send(READ, {"id": "a\ud83d"})


def test_the_bounds_leave_room_for_what_the_api_has() -> None:
    """The largest list has a hundred objects; an ID list has tens of thousands of IDs."""
    assert decoding.LARGEST >= 64 * MIB
    assert decoding.MOST_VALUES >= 1_000_000

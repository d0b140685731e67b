"""The trace: a line of JSON for each request that a run sends, one per attempt.

The variable STATSIG_TRACE names its file, which only its owner can read. Several threads and processes write to it, each line whole.
Bodies are left out unless STATSIG_TRACE_BODIES is 1, and then without the values of properties that are declared secret or that the
program marks as secret. The key and secrets in addresses are never written. If the trace cannot be written, that is said once, and the
run goes on without it.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO

from statsig_console import private
from statsig_console.declaring.kinds import secret_names
from statsig_console.notices import announce
from statsig_console.secrets import HIDDEN, scrub
from statsig_console.values import in_a_line, texts_in

from .client import secrets_under_way
from .decoding import LARGEST, content_of, json_in
from .http import httpx
from .sealing import Sealed, sealed_under_way

FILE_VARIABLE = "STATSIG_TRACE"
BODIES_VARIABLE = "STATSIG_TRACE_BODIES"
START = b'{"time": '
"""The beginning of each line, and so of the file."""

SHORTEST_SECRET = 4
"""The least characters of a secret that is removed from other texts."""


class Trace:
    """The trace of one process. Safe to share between threads."""

    def __init__(self, path: Path, *, bodies: bool = False, say: Callable[[str], None] = announce) -> None:
        self._say = say
        self._lock = threading.Lock()
        self._names = secret_names() if bodies else frozenset[str]()
        self._seen: set[str] = set()
        self.bodies = bodies
        self._file: BinaryIO | None = None
        try:
            self._file = private.grown(path, START)
        except (OSError, ValueError) as error:
            self._give_up(error)

    def write(self, line: Mapping[str, Any]) -> None:
        """Puts a line at the end of the file."""
        content = f"{json.dumps(line)}\n".encode()
        with self._lock:
            if self._file is None:
                return
            try:
                if self._file.write(content) != len(content):
                    raise OSError("the disk is full")
            except OSError as error:
                self._give_up(error)

    def close(self) -> None:
        """Ends the trace."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def masked(self, body: Any, sealed: Sealed, *secrets: str) -> Any:
        """A body without secrets: without values of secret properties, and without these values in any other text."""
        names = self._names | sealed.names
        with self._lock:
            self._seen.update(each for each in (*secrets_in(body, self._names), *sealed.texts) if len(each) >= SHORTEST_SECRET)
            known = sorted({*self._seen, *secrets}, key=len, reverse=True)
        return masked(body, names, known)

    def _give_up(self, error: Exception) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._say(f"the trace cannot be written, and the run goes on without it: {in_a_line(str(error))}")


def secrets_in(body: Any, names: Collection[str]) -> Iterator[str]:
    """The texts under one of the names in a body, at any depth."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from texts_in(value) if name in names else secrets_in(value, names)
    elif isinstance(body, list):
        for value in body:
            yield from secrets_in(value, names)


def masked(body: Any, names: Collection[str], secrets: Collection[str]) -> Any:
    """A body in which values under one of the names are hidden, and secrets are removed from all texts."""
    if isinstance(body, str):
        return scrub(body, *secrets)
    if isinstance(body, dict):
        kept = {name: HIDDEN if name in names and value is not None else masked(value, names, secrets) for name, value in body.items()}
        return {scrub(name, *secrets): value for name, value in kept.items()}
    return [masked(value, names, secrets) for value in body] if isinstance(body, list) else body


_traces: dict[tuple[str, bool], Trace] = {}
_opening = threading.Lock()


def current_trace() -> Trace | None:
    """The trace that the environment asks for, shared by all projects of the process; None where it asks for none."""
    path, bodies = os.environ.get(FILE_VARIABLE, ""), os.environ.get(BODIES_VARIABLE, "") == "1"
    if not path:
        return None
    with _opening:
        if (path, bodies) not in _traces:
            _traces[path, bodies] = Trace(Path(path), bodies=bodies)
        return _traces[path, bodies]


class TracedTransport(httpx.BaseTransport):
    """Sends through `inner`, and writes a line for each request and its outcome. `secrets` are removed from all texts."""

    def __init__(self, inner: httpx.BaseTransport, trace: Trace, *secrets: str) -> None:
        self._inner = inner
        self._trace = trace
        self._secrets = secrets

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer; its line is written when it is closed."""
        attempt = _Attempt(self._trace, request, (*self._secrets, *secrets_under_way()))
        try:
            response = self._inner.handle_request(request)
        except BaseException as error:
            attempt.end(error)
            raise
        attempt.answered(response)
        return response

    def close(self) -> None:
        """Closes the inner transport."""
        self._inner.close()


class _Attempt:
    """One attempt at a request. Its wait is the time since the request was made, or since the attempt before failed."""

    def __init__(self, trace: Trace, request: httpx.Request, secrets: tuple[str, ...]) -> None:
        self._trace = trace
        self._request = request
        self._sealed = sealed_under_way()
        self._secrets = secrets
        self._hidden = (*secrets, *sorted(self._sealed.spellings, key=len, reverse=True))
        self._response: httpx.Response | None = None
        self._content = bytearray()
        self._is_packed = False
        self._is_over = False
        self._began = time.monotonic()
        about = request.extensions
        self._number = about["traced"] = about.get("traced", 0) + 1
        self._wait = self._began - about.get("since", self._began)
        self._time = datetime.now(timezone.utc)
        self.received = 0

    def answered(self, response: httpx.Response) -> None:
        """Notes the head of an answer; its body may follow."""
        self._response = response
        if response.is_closed:
            self.take(response.content)
            self.end()
        else:
            self._is_packed = True
            response.stream = _Watched(response.stream, self)

    def take(self, piece: bytes) -> None:
        """Notes a piece of the answer's body."""
        self.received += len(piece)
        if self._trace.bodies and self.received <= LARGEST:
            self._content += piece

    def end(self, error: BaseException | None = None) -> None:
        """Writes the line, once."""
        if self._is_over:
            return
        self._is_over = True
        about, now = self._request.extensions, time.monotonic()
        about["since"] = now
        line: dict[str, Any] = {
            "time": self._time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "process": os.getpid(),
            "resource": about.get("resource") or None,
            "operation": about.get("operation"),
            "path": scrub(f"{about.get('shown', '')}{self._query()}", *self._hidden),
            "attempt": self._number,
            "wait_ms": round(self._wait * 1000),
            "status": self._response.status_code if self._response else None,
            "ms": round((now - self._began) * 1000),
            "sent": len(self._request.content),
            "received": self.received,
        }
        if error is not None:
            line["error"] = scrub(in_a_line(f"{type(error).__name__}: {error}".removesuffix(": ")), *self._hidden)
        if self._trace.bodies:
            line["request"] = self._body(self._request.content)
            line["answer"] = self._body(self._unpacked())
        self._trace.write(line)

    def _query(self) -> str:
        """The query of the address; empty where the address holds a secret."""
        query = self._request.url.query.decode("ascii", "replace")
        return f"?{query}" if query and not secrets_under_way() else ""

    def _unpacked(self) -> bytes | None:
        """The answer's body; None where it cannot be unpacked."""
        if self._response is None or not self._is_packed:
            return bytes(self._content)
        headers = {name: value for name, value in self._response.headers.items() if name == "content-encoding"}
        packed = httpx.Response(self._response.status_code, headers=headers, stream=_Held(bytes(self._content)))
        try:
            return content_of(packed)
        except ValueError:
            return None

    def _body(self, content: bytes | None) -> Any:
        """A body for the line: its JSON without secrets, None for an empty body, and "no JSON" for any other."""
        if content == b"":
            return None
        try:
            value = json_in(content or b"")
        except ValueError:
            return "no JSON"
        return self._trace.masked(value, self._sealed, *self._secrets)


class _Watched(httpx.SyncByteStream):
    """The body of an answer, which reports each piece and its end to its attempt."""

    def __init__(self, inner: Any, attempt: _Attempt) -> None:
        self._inner = inner
        self._attempt = attempt

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._inner:
                self._attempt.take(piece)
                yield piece
        except httpx.TransportError as error:
            self._attempt.end(error)
            raise

    def close(self) -> None:
        try:
            self._inner.close()
        finally:
            self._attempt.end()


class _Held(httpx.SyncByteStream):
    """A body that has been read already."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


def traced(network: httpx.BaseTransport, *secrets: str) -> httpx.BaseTransport:
    """The network, with a trace of its requests where the environment asks for one."""
    trace = current_trace()
    return TracedTransport(network, trace, *secrets) if trace else network

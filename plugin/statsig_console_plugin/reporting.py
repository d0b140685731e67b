"""Reporting: writes the engine's messages to Pulumi's log, beside the resources that they are about."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from statsig_console.notices import speak_through, to_standard_error

from .wording import worded

PATIENCE = 5.0
"""Seconds that Pulumi may take to log a line; after that the line is written to the standard error, which Pulumi shows as well."""

_urn: ContextVar[str] = ContextVar("statsig_logged_urn", default="")


@contextmanager
def about(urn: str) -> Generator[None]:
    """Sets the resource that log lines are about, inside the context."""
    token = _urn.set(urn)
    try:
        yield
    finally:
        _urn.reset(token)


class Reporter:
    """Writes to Pulumi's log; to the standard error until the log's address is known."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._lock = threading.Lock()
        speak_through(self.say)

    def connect(self, address: str) -> None:
        """Logs to the engine at this address from now on; a second call changes nothing."""
        with self._lock:
            if address and self._engine is None:
                self._engine = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def say(self, text: str) -> None:
        """Logs a line, in the words of the program."""
        text = worded(_urn.get(), text)
        if self._engine is None:
            to_standard_error(text)
            return
        line = engine_pb2.LogRequest(severity=engine_pb2.INFO, message=f"statsig: {text}", urn=_urn.get())
        try:
            self._engine.Log(line, timeout=PATIENCE)
        except grpc.RpcError:
            to_standard_error(text)

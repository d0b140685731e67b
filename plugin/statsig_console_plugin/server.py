"""The server: the process that Pulumi starts for a provider, which prints its port on the first line and runs until a signal ends it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2_grpc

from .reporting import Reporter
from .servicer import ConsoleServicer

THREADS = 16
"""How many calls are served at once; Pulumi makes four for each core."""

LARGEST = 400 * 1024 * 1024
"""The most bytes of a message, as in Pulumi itself."""

OPTIONS = [("grpc.max_receive_message_length", LARGEST), ("grpc.max_send_message_length", LARGEST)]


def listening(servicer: ConsoleServicer) -> tuple[grpc.Server, int]:
    """A server for a servicer, and the port of this machine on which it listens."""
    server = grpc.server(ThreadPoolExecutor(THREADS), options=OPTIONS)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def serve() -> None:
    """Serves Pulumi until it ends the process. The first argument may be the address of Pulumi's engine."""
    reporter = Reporter()
    reporter.connect(sys.argv[1] if len(sys.argv) > 1 else "")
    ended = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: ended.set())
    _, port = listening(ConsoleServicer(reporter))
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    ended.wait()
    # Calls that wait for the rate limit or an answer would keep the process running, and Pulumi waits five seconds for its end.
    sys.stdout.flush()
    os._exit(0)

"""What the tests' own stacks promise."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest

from .stacks import CONNECTIONS

METHOD = "/test.Engine/Answer"


def serve(port: int) -> grpc.Server:
    """A server that answers `METHOD` on a port."""
    server = grpc.server(ThreadPoolExecutor(1))
    answer = grpc.unary_unary_rpc_method_handler(lambda request, context: request)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Engine", {"Answer": answer}),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    return server


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_an_operation_connects_where_one_that_is_over_was_refused() -> None:
    """The kernel gives ports out again; gRPC by itself would refuse a new connection as long as it holds the old one off."""
    port = free_port()

    def answer(channel: grpc.Channel) -> bytes:
        return bytes(channel.unary_unary(METHOD)(b"here"))

    with grpc.insecure_channel(f"127.0.0.1:{port}", options=CONNECTIONS) as over:
        with pytest.raises(grpc.RpcError, match="refused"):
            answer(over)
        time.sleep(0.1)
        server = serve(port)
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=CONNECTIONS) as new:
            assert answer(new) == b"here"
        server.stop(0).wait()

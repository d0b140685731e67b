"""Runs the emulator on a port."""

from __future__ import annotations

import argparse
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import uvicorn
from starlette.applications import Starlette

from .app import create_app
from .calls import Options
from .connections import Protocol
from .faults import Faults, from_text
from .furniture import FURNITURE, demand
from .likeness import chosen as likeness_of
from .limits import Limits, chosen
from .sites import is_loopback
from .store import Store

HOST = "127.0.0.1"
PORT = 3006
# The most connections that wait to be accepted, also before the server runs.
BACKLOG = 2048


class Server:
    """A running emulator: an app on a socket. `url` is the API's base address."""

    def __init__(self, app: Starlette, host: str = HOST, port: int = 0) -> None:
        self.app = app
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # asyncio switches Nagle's algorithm off only for sockets with this protocol; otherwise each answer would wait some 40 ms.
        self._socket = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        name = f"[{host}]" if ":" in host else host
        self.origin = f"http://{name}:{self._socket.getsockname()[1]}"
        self.url = self.origin + app.state.service.base_path
        self._socket.listen(BACKLOG)
        self._server = uvicorn.Server(uvicorn.Config(app, http=Protocol, ws="none", lifespan="off", log_level="error", access_log=False))

    def run(self, ready: Callable[[], None] | None = None) -> None:
        """Serves until it is stopped; `ready` is called once connections are accepted."""
        if ready:
            ready()
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Makes `run` return; open connections are closed."""
        self._server.force_exit = True
        self._server.should_exit = True

    def start(self) -> threading.Thread:
        """Serves from a thread of its own, which ends with `stop`."""
        thread = threading.Thread(target=self.run, name="statsig-console-emulator", daemon=True)
        thread.start()
        return thread


def run(
    host: str = HOST,
    port: int = PORT,
    db: str = ":memory:",
    *,
    rate_limits: bool | Limits = False,
    id_list_seconds: float = 0,
    allow_remote: bool = False,
    faults: Sequence[dict[str, Any]] = (),
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
    like: str | None = None,
    furniture: Sequence[str] = (),
) -> None:
    """Serves until interrupted, and says so in one line on stdout once it is ready. Port 0 takes a free one.

    `db` is a file that survives restarts, or `:memory:`. `rate_limits` is that of `create_app`, `id_list_seconds` that of its options.
    `origins` and `hosts` are those of `create_app`, and `like` is the file of its report. `furniture` names the objects that each new
    project has. `faults` are in force from the start (`faults.from_text` reads them from flags). Raises ValueError for a host that other
    machines could reach, unless `allow_remote`: anybody may make up a key, and there is no other protection. Mistakes are raised before
    the file is opened.
    """
    if not 0 <= id_list_seconds < float("inf"):
        raise ValueError("the seconds of an ID list must be a number from 0 on")
    if not allow_remote and not is_loopback(host):
        raise ValueError(f"{host} is not a loopback address; the emulator takes any key, so other machines are refused unless allowed")
    options = Options(id_list_seconds=id_list_seconds, furniture=demand(furniture))
    likeness = likeness_of(like)
    trouble = Faults()
    trouble.parse_all(faults)
    app = create_app(Store(db), rate_limits=rate_limits, options=options, origins=origins, hosts=hosts, like=likeness)
    app.state.service.faults = trouble
    server = Server(app, host, port)
    server.run(ready=lambda: print(f"Statsig Console API emulator ready on {server.url}", flush=True))  # noqa: T201


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def main(argv: Sequence[str] | None = None) -> int:
    """The emulator as a command of its own: `python -m statsig_console_emulator`."""
    parser = argparse.ArgumentParser(prog="statsig_console_emulator", description="The Statsig Console API on localhost.")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT, help="0 takes a free port")
    parser.add_argument("--db", default=":memory:", metavar="FILE", help="keep objects in a file instead of in memory")
    parser.add_argument("--rate-limits", action="store_true", help="answer 429 above the limits of the vendor's present text")
    parser.add_argument("--older-limits", action="store_true", help="answer 429 above those of its text until 2025")
    parser.add_argument("--limit-reads", action="store_true", help="let reads count as well; with one of the two above")
    parser.add_argument("--id-list-seconds", type=float, default=0, metavar="N", help="so long an update of an ID list refuses others")
    parser.add_argument("--fault", action="append", default=[], help="trouble to make, e.g. status,status=429,path=/gates,count=3")
    parser.add_argument("--like", metavar="REPORT", help="answer as the service did that a rehearsal reported on")
    parser.add_argument("--allow-remote", action="store_true", help="let hosts other than this machine in")
    parser.add_argument("--allow-origin", action="append", default=[], help="let pages of this origin use the API from a browser")
    parser.add_argument("--allow-host", action="append", default=[], help="answer under this name, too, such as that of a container")
    parser.add_argument("--with", action="append", default=[], dest="furniture", help=f"what new projects have: {', '.join(FURNITURE)}")
    arguments = parser.parse_args(argv)
    # Ends with an exception, so that the database is closed and the files beside it are merged into it.
    signal.signal(signal.SIGTERM, _end)
    try:
        run(
            arguments.host,
            arguments.port,
            arguments.db,
            rate_limits=chosen(arguments.rate_limits, arguments.older_limits, arguments.limit_reads),
            id_list_seconds=arguments.id_list_seconds,
            allow_remote=arguments.allow_remote,
            faults=[from_text(text) for text in arguments.fault],
            origins=arguments.allow_origin,
            hosts=arguments.allow_host,
            like=arguments.like,
            furniture=arguments.furniture,
        )
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0

"""How fast the emulator answers, and whether that depends on the size of a project.

    python bench/emulator.py [--rounds 200]

Measures over one keep-alive connection against a server process of its own: single reads and pages of 100 with 200 and with 2,000 gates of
three rules each, and creates. Prints one line per measurement; exits 1 above the limits (page 50 ms, single read 5 ms, both medians).
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median, quantiles
from urllib.parse import SplitResult, urlsplit

LIMITS = {"single read": 5.0, "page of 100": 50.0}
SIZES = (200, 2000)


@contextmanager
def emulator() -> Generator[SplitResult, None, None]:
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield urlsplit(process.stdout.readline().split()[-1])
        finally:
            process.terminate()


class Connection:
    def __init__(self, url: SplitResult) -> None:
        assert url.hostname
        self._base = url.path
        self._connection = http.client.HTTPConnection(url.hostname, url.port)

    def send(self, method: str, path: str, body: object = None) -> int:
        """Sends a request, reads its answer to the end, and returns the status."""
        content = json.dumps(body) if body else None
        self._connection.request(method, self._base + path, content, {"STATSIG-API-KEY": "console-bench"})
        response = self._connection.getresponse()
        json.loads(response.read())
        return response.status


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    times: list[float] = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return times


def gate(number: int) -> dict[str, object]:
    conditions = [{"type": "country", "operator": "any", "targetValue": ["CA", "US"]}]
    rules = [{"name": f"rule {rule}", "passPercentage": rule, "conditions": conditions} for rule in range(3)]
    return {"id": f"gate_{number}", "name": f"gate {number}", "rules": rules, "tags": ["bench"]}


def create_next(connection: Connection, numbers: Iterator[int]) -> int:
    return connection.send("POST", "/gates", gate(next(numbers)))


def report(name: str, size: int, times: list[float]) -> bool:
    """Prints a measurement; True if it is within its limit."""
    limit = LIMITS.get(name)
    middle, high = median(times), quantiles(times, n=20)[-1]
    verdict = "" if limit is None else f"   limit {limit:g} ms: {'kept' if middle < limit else 'BROKEN'}"
    print(f"{name:14} {size:5} gates   median {middle:6.2f} ms   95 % {high:6.2f} ms{verdict}")
    return limit is None or middle < limit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    kept: list[bool] = []
    with emulator() as url:
        connection = Connection(url)
        created = 0
        for size in SIZES:
            times = milliseconds(partial(create_next, connection, iter(range(created, size))), size - created)
            created = size
            report("create", size, times)
            kept.append(report("single read", size, milliseconds(partial(connection.send, "GET", "/gates/gate_100"), rounds)))
            kept.append(report("page of 100", size, milliseconds(partial(connection.send, "GET", "/gates?limit=100&page=1"), rounds)))
            report("last page", size, milliseconds(partial(connection.send, "GET", f"/gates?limit=100&page={size // 100}"), rounds))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

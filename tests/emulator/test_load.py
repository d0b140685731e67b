"""Many clients at once lose and mix nothing."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from urllib.parse import urlsplit

from statsig_console_emulator.testing import Emulator

CLIENTS = 50
WRITES = 10


def work(url, key, number):
    """Creates, changes and reads gates over one connection; returns what it was answered."""
    target = urlsplit(url)
    connection = http.client.HTTPConnection(target.hostname, target.port, timeout=60)

    def send(method, path, body=None):
        connection.request(method, target.path + path, json.dumps(body) if body else None, {"statsig-api-key": key})
        response = connection.getresponse()
        return response.status, json.loads(response.read())["data"]

    seen = []
    try:
        for turn in range(WRITES):
            gate = f"gate_{number}_{turn}"
            created, _ = send("POST", "/gates", {"id": gate, "name": gate})
            changed, _ = send("PATCH", f"/gates/{gate}", {"description": f"by {number}"})
            read, found = send("GET", f"/gates/{gate}")
            seen.append((created, changed, read, found["id"], found["description"], found["version"]))
    finally:
        connection.close()
    return seen


def test_fifty_clients_in_one_project_lose_and_mix_nothing():
    with Emulator() as emulator:
        with ThreadPoolExecutor(CLIENTS) as pool:
            results = list(pool.map(lambda number: work(emulator.url, "console-shared", number), range(CLIENTS)))
        total = emulator.client("console-shared").get("/gates", limit=1).body["pagination"]["totalItems"]

    assert total == CLIENTS * WRITES
    for number, seen in enumerate(results):
        assert seen == [(201, 200, 200, f"gate_{number}_{turn}", f"by {number}", 2) for turn in range(WRITES)]


def test_fifty_clients_with_projects_of_their_own_stay_apart():
    with Emulator() as emulator:
        with ThreadPoolExecutor(CLIENTS) as pool:
            results = list(pool.map(lambda number: work(emulator.url, f"console-{number}", 0), range(CLIENTS)))
        counts = {len(emulator.client(f"console-{number}").get("/gates").data) for number in range(CLIENTS)}

    assert counts == {WRITES}
    assert all(status == 201 for seen in results for status, *_ in seen)


def test_answers_do_not_wait_for_acknowledgements():
    """With Nagle's algorithm on, each answer over a kept connection takes some 40 ms; without, well under one."""
    with Emulator() as emulator:
        target = urlsplit(emulator.url)
        connection = http.client.HTTPConnection(target.hostname, target.port)
        times = []
        for _ in range(30):
            started = time.perf_counter()
            connection.request("GET", f"{target.path}/project", headers={"statsig-api-key": "console-shared"})
            connection.getresponse().read()
            times.append(time.perf_counter() - started)
        connection.close()

    assert median(times) < 0.02


def test_reads_stay_flat_from_200_to_2000_gates(service, console):
    """Reads and pages look up what they answer and nothing else, so the work SQLite does for them does not grow."""
    counts = []
    for size in (200, 2000):
        for number in range(size):
            console.post("/gates", {"id": f"gate_{number}", "name": f"gate {number}"})
        counts.append([_steps(service, lambda: console.get("/gates/gate_100")), _steps(service, lambda: console.get("/gates", limit=100))])

    small, large = counts
    assert large[0] <= small[0] * 1.5
    assert large[1] <= small[1] * 1.5


def _steps(service, work):
    """How many hundreds of SQLite's virtual machine instructions some work takes."""
    count = 0

    def tick():
        nonlocal count
        count += 1
        return 0

    service.store._connection.set_progress_handler(tick, 10)
    work()
    service.store._connection.set_progress_handler(None, 0)
    return count

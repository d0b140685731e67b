"""Many clients at once lose and mix nothing."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
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

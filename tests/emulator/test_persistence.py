"""A database file outlives the process, however the process ends."""

import http.client
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

KEY = "console-keeper"


@contextmanager
def emulator(db):
    """A process of its own, killed at the end without warning."""
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0", "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield urlsplit(process.stdout.readline().split()[-1]), process
        finally:
            process.kill()


class Connection:
    def __init__(self, url):
        self._base = url.path
        self._connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def send(self, method, path, body=None):
        self._connection.request(method, self._base + path, json.dumps(body) if body else None, {"statsig-api-key": KEY})
        response = self._connection.getresponse()
        return response.status, json.loads(response.read())


def write_until_killed(url, process, first, acknowledged, kill_after):
    """Creates tags 1,000 at most, and kills the process once so many of them were acknowledged."""
    lock = threading.Lock()

    def write(numbers):
        with Connection(url) as connection:
            for number in numbers:
                try:
                    status, answer = connection.send("POST", "/tags", {"name": f"tag {number}", "description": ""})
                except (OSError, http.client.HTTPException):
                    return
                with lock:
                    if status == 200:
                        acknowledged[answer["data"]["id"]] = f"tag {number}"
                    if len(acknowledged) == kill_after:
                        process.kill()

    threads = [threading.Thread(target=write, args=(range(first + start, first + 1000, 4),)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_restart_keeps_projects_keys_and_timers(tmp_path):
    with emulator(tmp_path / "db") as (url, _), Connection(url) as connection:
        project = connection.send("GET", "/project")[1]
        key = connection.send("POST", "/keys", {"description": "CI", "type": "CONSOLE"})[1]["data"]["key"]
        connection.send("POST", "/segments", {"name": "A list", "type": "id_list"})
        connection.send("PATCH", "/segments/a_list/id_list", {"ids": ["a"]})

    with emulator(tmp_path / "db") as (url, _), Connection(url) as connection:
        assert connection.send("GET", "/project")[1] == project
        assert connection.send("GET", f"/keys/{key}")[1]["data"]["description"] == "CI"
        assert connection.send("GET", "/segments/a_list/id_list")[1]["data"]["ids"] == ["a"]


def test_killed_process_loses_no_acknowledged_write(tmp_path):
    """kill -9 in the middle of writes, twenty times over the same file, which grows: what was answered is there."""
    acknowledged = {}
    for attempt in range(20):
        with emulator(tmp_path / "db") as (url, process):
            write_until_killed(url, process, 1000 * attempt, acknowledged, kill_after=len(acknowledged) + 5 + 5 * attempt)

    with emulator(tmp_path / "db") as (url, _), Connection(url) as connection:
        found = {}
        page = 1
        while batch := connection.send("GET", f"/tags?page={page}&limit=500")[1]["data"]:
            found |= {tag["id"]: tag["name"] for tag in batch}
            page += 1
    assert len(acknowledged) >= 1_000
    assert {tag: found.get(tag) for tag in acknowledged} == acknowledged


@pytest.mark.parametrize("where", ["missing/folder/db", "."])
def test_file_that_cannot_be_opened_is_said_plainly(tmp_path, where):
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0", "--db", str(tmp_path / where)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30)

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert str(tmp_path) in ended.stderr


@pytest.mark.parametrize(
    "wrong", [["--like", "missing.json"], ["--fault", "status,status=twelve"], ["--fault", "none"], ["--with", "chairs"]]
)
def test_what_is_refused_leaves_no_file(tmp_path, wrong):
    """Nor does it touch one that is there: all is checked before the file is opened."""
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0", "--db", str(tmp_path / "db"), *wrong]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30)

    assert ended.returncode == 2, ended.stderr
    assert list(tmp_path.iterdir()) == []

"""The audit of what is locked: findings fail, a database that cannot be reached does not."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RANGE = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}
FINDING = {
    "id": "GHSA-test",
    "aliases": ["CVE-2000-1"],
    "summary": "Bad.",
    "affected": [{"package": {"name": "httpx", "ecosystem": "PyPI"}, "ranges": [RANGE]}],
}


class Database(BaseHTTPRequestHandler):
    """A database of vulnerabilities that knows of one, in the form of osv.dev."""

    vulnerable = "httpx"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        body = json.dumps({"vulns": [FINDING]} if asked["package"]["name"] == self.vulnerable else {}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a database on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def audit(url: str, tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Runs the audit with the database at an address."""
    arguments = ["--vulnerability-service", "osv", "--osv-url", url, "--cache-dir", str(tmp_path), *more]
    return subprocess.run([sys.executable, "tools/audit.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_vulnerability_fails_and_is_named(database: str, tmp_path: Path) -> None:
    """With the release that mends it, in what is used and in the oldest that is allowed."""
    done = audit(database, tmp_path)

    found = [line.partition(": ") for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [(name.split()[0], text) for name, _, text in found] == [("httpx", "CVE-2000-1, GHSA-test, mended in 99.1")] * 2
    assert len({name for name, _, _ in found}) == 2


def test_what_is_locked_is_audited(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that looks at nothing would always pass."""
    monkeypatch.setattr(Database, "vulnerable", "nothing")

    done = audit(database, tmp_path)

    assert done.returncode == 0
    assert [line.partition(" in ")[0] for line in done.stdout.splitlines()] == [
        f"pip-audit of what is {what}: no known vulnerability" for what in ("used", "allowed")
    ]


def test_without_its_database_it_says_so_and_passes(tmp_path: Path) -> None:
    """A contributor without a network can lint."""
    done = audit("http://127.0.0.1:1", tmp_path)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"pip-audit of what is {what}: nothing audited, as its database cannot be reached" for what in ("used", "allowed")
    ]


def test_an_audit_that_cannot_be_done_fails(database: str, tmp_path: Path) -> None:
    """Such as one of two versions of the same package, which no network would mend."""
    done = audit(database, tmp_path, "--requirement", "locks/lowest.txt")

    assert done.returncode == 1
    assert "has duplicate requirements" in done.stdout

"""The emulator as a tool for other people's tests."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from statsig_console_emulator import Sources, create_app
from statsig_console_emulator.testing import Client, Emulator, InProcessClient

TEST = """
def test_first(statsig_emulator):
    statsig_emulator.client("console-x").post("/gates", {"name": "A gate"})
    assert statsig_emulator.count("POST", "/gates") == 1

def test_second_starts_empty(statsig_emulator):
    assert statsig_emulator.requests() == []
    assert statsig_emulator.client("console-x").get("/gates").data == []
"""


def test_fixture_is_empty_for_each_test(tmp_path):
    """As the plugin is loaded in a project of its own."""
    (tmp_path / "test_it.py").write_text(TEST)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "statsig_console_emulator.pytest_plugin",
        "-p",
        "no:cacheprovider",
        str(tmp_path),
    ]
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)

    assert "2 passed" in ended.stdout, ended.stdout


def test_plugin_alone_loads_no_server():
    """It is loaded in every pytest run where the package is installed, also without the extra that brings the server's libraries."""
    code = (
        "import sys, statsig_console_emulator.pytest_plugin; print({'starlette', 'uvicorn', 'jinja2', 'jsonschema_rs'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert ended.stdout.strip() == "set()"


@pytest.mark.parametrize("base", ["/console/v1", "/gateway/console/v1"])
def test_app_answers_without_a_socket_under_any_host(base):
    """Clients have other hosts and base paths configured; the app does not mind the host."""

    async def ask():
        transport = httpx.ASGITransport(create_app(base_path=base))
        async with httpx.AsyncClient(transport=transport, base_url=f"https://statsigapi.net{base}") as client:
            return await client.post("/gates", json={"name": "A gate"}, headers={"STATSIG-API-KEY": "console-x"})

    import anyio

    response = anyio.run(ask)
    assert (response.status_code, response.json()["data"]["id"]) == (201, "a_gate")


def test_client_follows_no_redirect():
    """A fault or another server may answer with one; the key stays where it was sent."""

    with Emulator() as elsewhere, ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:

        class Redirecting(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(302)
                self.send_header("Location", f"{elsewhere.url}/gates")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Keeps quiet."""

        server.RequestHandlerClass = Redirecting
        Thread(target=server.serve_forever, daemon=True).start()
        answer = Client(f"http://127.0.0.1:{server.server_port}", "console-secret").get("/gates")
        server.shutdown()

        assert (answer.status, answer.headers["Location"]) == (302, f"{elsewhere.url}/gates")
        assert elsewhere.requests() == []


def test_url_carries_the_base_path():
    with Emulator(base_path="/gateway/console/v1") as emulator:
        assert emulator.url.endswith("/gateway/console/v1")
        assert emulator.client().get("/gates").status == 200


def test_same_seed_gives_the_same_identifiers():
    """Golden files need that."""
    bodies = []
    for _ in range(2):
        client = InProcessClient(create_app(sources=Sources(lambda: 1.0, seed=3)).state.service)
        bodies.append(client.post("/gates", {"name": "A gate", "rules": [{"name": "r", "passPercentage": 1, "conditions": []}]}).body)

    assert bodies[0] == bodies[1]


def test_reset_connection_is_an_exception_in_process(service, console):
    service.faults.parse({"kind": "reset_after", "count": 1, "method": "POST"})

    with pytest.raises(ConnectionResetError):
        console.post("/gates", {"name": "A gate"})
    assert console.get("/gates/a_gate").status == 200

"""Where `statsig-console emulator seed` sends a seed and a key, and where it never does."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from statsig_console.declaring.casing import inward, outward
from statsig_console.resource import encoded
from statsig_console.stack.settings import Settings
from statsig_console.state_keys import PLUGIN_TYPE, PROVIDER_KEY
from statsig_console_cli import app, seeding
from statsig_console_cli.from_stack import objects_in
from statsig_console_emulator.testing import Emulator
from tests.acceptance.life import Life, Noted
from tests.acceptance.lives_core import CORE
from tests.acceptance.lives_data import DATA, WAREHOUSE
from tests.acceptance.lives_experiments import EXPERIMENTS

REAL = "console-therealkey0123456789abcdefgh"
GATE = {"objects": {"gates": {"kept": {"name": "Kept"}}}}


class Listener:
    """A server that takes down who asks it, and answers with a status and headers of the test's choice."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.keys: list[str | None] = []
        self.status, self.headers = 200, dict[str, str]()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length") or 0))
                listener.keys.append(self.headers["STATSIG-API-KEY"])
                self.send_response(listener.status)
                for name, value in listener.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"{}")

            def do_GET(self) -> None:
                self.do_POST()

            def do_CONNECT(self) -> None:
                self.do_POST()

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.url = f"http://{host}:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A server on this machine."""
    made = Listener()
    yield made
    made.close()


def test_an_emulator_that_is_just_starting_is_waited_for(tmp_path: Path) -> None:
    """Commands that start one and seed it are pasted at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started: list[Emulator] = []
    timer = threading.Timer(0.5, lambda: started.append(Emulator(port=port).__enter__()))
    timer.start()

    done = seed(tmp_path, GATE, "--url", f"http://127.0.0.1:{port}")

    timer.join()
    with started[0] as emulator:
        assert done.exit_code == 0, done.output
        assert emulator.client().get("/gates/kept").status == 200


def test_an_emulator_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none comes, the command says so."""
    monkeypatch.setattr(seeding, "STARTING", 0.2)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))

        done = seed(tmp_path, GATE, "--url", f"http://127.0.0.1:{free.getsockname()[1]}")

    assert done.exit_code == 1
    assert "Connection refused" in done.output


@pytest.fixture
def elsewhere() -> Iterator[Listener]:
    """A server at an address that counts as another machine's."""
    made = Listener("127.0.0.2")
    yield made
    made.close()


def resource(kind: str, id_: str, **outputs: Any) -> dict[str, Any]:
    """A resource of an export."""
    return {
        "urn": f"urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:{kind}::{id_}",
        "type": f"pulumi-python:dynamic/statsig:{kind}",
        "custom": True,
        "id": id_,
        "inputs": outputs,
        "outputs": outputs,
    }


EXPORT = {
    "deployment": {
        "resources": [
            resource("Gate", "shared", name="Shared", description="own"),
            resource("Gate", "shared", name="Shared", description="of eu", project="eu"),
        ]
    }
}
SORTS = {"seed": (GATE, ()), "stack": (EXPORT, ("--from-stack",))}


@pytest.mark.parametrize("life", [*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE], ids=lambda life: life.label)
def test_a_stack_of_the_plugin_holds_the_same_objects(life: Life) -> None:
    """As one of the dynamic provider, whose state may be in it after a move."""
    kind = life.declaration
    values = inward(kind, outward(kind, encoded(kind, "it", life.first(Noted()))))
    ours = {**resource(kind.label, "it", **values), "inputs": {PROVIDER_KEY: "gASV", **values}}
    type_ = PLUGIN_TYPE + kind.label
    theirs = {**resource(kind.label, "it", **outward(kind, values)), "type": type_}

    wanted = objects_in({"deployment": {"resources": [ours]}})

    assert bool(wanted) is not kind.endpoints.once
    for each in (theirs, {**ours, "type": type_}):
        assert objects_in({"deployment": {"resources": [each]}}) == wanted


def seed(folder: Path, document: Any, *arguments: str) -> Result:
    """Runs the command with a file that holds the document."""
    file = folder / "seed.json"
    file.write_text(json.dumps(document))
    return CliRunner().invoke(app, ["emulator", "seed", str(file), *arguments])


@pytest.mark.parametrize("sort", SORTS)
def test_the_real_key_stays_where_it_is(listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    """A shell that has it for `pulumi up` gives it to no emulator."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", REAL)
    document, arguments = SORTS[sort]

    seed(tmp_path, document, *arguments, "--url", listener.url)

    assert listener.keys
    assert all(key and key.startswith("console-test") for key in listener.keys)


@pytest.mark.parametrize("sort", SORTS)
def test_a_seed_stays_on_this_machine(elsewhere: Listener, tmp_path: Path, sort: str) -> None:
    """Another machine gets one only where that is said."""
    document, arguments = SORTS[sort]

    refused = seed(tmp_path, document, *arguments, "--url", elsewhere.url)
    assert (refused.exit_code, elsewhere.keys) == (1, [])
    assert "needs --allow-remote" in refused.output

    seed(tmp_path, document, *arguments, "--url", elsewhere.url, "--allow-remote")
    assert elsewhere.keys


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1", "127.0.0.1:3006", "http://", "http://a@[::1]", "http://[", ""])
def test_an_address_is_one_of_http(tmp_path: Path, url: str) -> None:
    """Whatever else Python could open."""
    refused = seed(tmp_path, GATE, "--url", url, "--allow-remote")

    assert (refused.exit_code, refused.output.split()[:3]) == (1, ["--url", "must", "be"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("sort", SORTS)
def test_redirects_are_not_followed(listener: Listener, elsewhere: Listener, tmp_path: Path, sort: str, status: int) -> None:
    """What listens on a port of this machine may be somebody else's by now."""
    listener.status, listener.headers = status, {"Location": f"{elsewhere.url}/_emulator/seed"}
    document, arguments = SORTS[sort]

    refused = seed(tmp_path, document, *arguments, "--url", listener.url)

    assert (refused.exit_code, elsewhere.keys) == (1, [])
    assert "redirects elsewhere" in refused.output


@pytest.mark.parametrize("sort", SORTS)
def test_no_proxy_is_asked_for_this_machine(
    emulator: Emulator, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    """A proxy of the company's would see the whole project."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, listener.url)
    document, arguments = SORTS[sort]

    done = seed(tmp_path, document, *arguments, "--url", emulator.url, "--key", f"console-unproxied-{sort}")

    assert (done.exit_code, listener.keys) == (0, []), done.output


def test_refusals_are_shown_as_far_as_they_can_be_seen(listener: Listener, tmp_path: Path) -> None:
    """A server that is no emulator steers no terminal."""
    listener.status, listener.headers = 500, {}
    document = {"objects": {}}

    done = seed(tmp_path, document, "--url", f"{listener.url}/\x1b]0;title\x07")

    assert done.exit_code == 1
    assert "\x1b" not in done.output


def test_each_project_of_a_stack_is_one_of_its_own(emulator: Emulator, tmp_path: Path) -> None:
    """Objects of the same ID in two projects stay apart."""
    done = seed(tmp_path, EXPORT, "--from-stack", "--url", emulator.origin, "--key", "console-apart")

    assert done.output == "2 of 2 objects are there as the stack has them.\n"
    found = [emulator.client(key).get("/gates/shared").data["description"] for key in ("console-apart", "console-apart-eu")]
    assert found == ["own", "of eu"]


CONFIGURATION = {
    "encryptionsalt": "v1:salt",
    "config": {
        "shop:colour": "red",
        "statsig:consoleApiKey": {"secure": "v1:real"},
        "statsig:maxDeletes": "3",
        "statsig:projects": {
            "us": {"consoleApiKey": {"secure": "v1:real"}, "apiUrl": "https://us.example.com", "onDestroy": "archive"},
        },
    },
}


@pytest.mark.parametrize("as_text", [False, True])
def test_a_copy_of_the_configuration_leads_to_the_emulator_alone(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_text: bool
) -> None:
    """Key and address of every project: the stack's own, those that the configuration names, and those that state knows. All else stays."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "copy.yaml"
    given: dict[str, Any] = json.loads(json.dumps(CONFIGURATION))
    if as_text:
        given["config"]["statsig:projects"] = json.dumps(given["config"]["statsig:projects"])
    file.write_text(yaml.safe_dump(given))

    done = seed(tmp_path, EXPORT, "--from-stack", "--url", emulator.origin, "--key", "console-copy", "--configure", str(file))

    assert done.exit_code == 0, done.output
    made = yaml.safe_load(file.read_text())
    config = made["config"]
    assert (made["encryptionsalt"], config["shop:colour"], config["statsig:maxDeletes"]) == ("v1:salt", "red", "3")
    assert config["statsig:projects"]["us"]["onDestroy"] == "archive"

    def get(name: str) -> str | None:
        value = config.get(name)
        return value if value is None or isinstance(value, str) else json.dumps(value)

    read = {name: Settings.read(get, name) for name in (None, "us", "eu")}
    assert {name: (each.key.reveal(), each.url) for name, each in read.items()} == {
        None: ("console-copy", emulator.url),
        "us": ("console-copy-us", emulator.url),
        "eu": ("console-copy-eu", emulator.url),
    }
    assert "v1:real" not in file.read_text()


def test_projects_that_all_stacks_share_are_overridden(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulumi.yaml may name them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").write_text(
        yaml.safe_dump({"config": {"statsig:projects": {"value": {"uk": {"apiUrl": "https://uk.example.com", "pacing": "false"}}}}})
    )
    file = tmp_path / "copy.yaml"

    seed(tmp_path, EXPORT, "--from-stack", "--url", emulator.origin, "--key", "console-shared", "--configure", str(file))

    projects = yaml.safe_load(file.read_text())["config"]["statsig:projects"]
    assert projects["uk"] == {"apiUrl": emulator.url, "pacing": "false", "consoleApiKey": "console-shared-uk"}


@pytest.mark.parametrize("text", ["- a", "config: [1]", "{", "a: b: c"])
def test_what_is_no_configuration_is_left_as_it_is(emulator: Emulator, tmp_path: Path, text: str) -> None:
    """With a sentence, and before anything is sent."""
    file = tmp_path / "copy.yaml"
    file.write_text(text)
    before = emulator.count("POST", "/gates")

    done = seed(tmp_path, EXPORT, "--from-stack", "--url", emulator.origin, "--configure", str(file))

    assert (done.exit_code, file.read_text(), emulator.count("POST", "/gates")) == (1, text, before)
    assert "is no configuration of a stack" in done.output.replace("\n", " ")

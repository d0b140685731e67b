"""As a new user: the wheel in an empty folder, and every step of the tutorial pasted from its page."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from statsig_console_emulator.testing import Emulator

from .stacks import ROOT, Project, install

TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)(?: title=\"(.+?)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PORT = "3006"
OLD_WHEELS = pytest.mark.skipif(sys.version_info >= (3, 14), reason="the oldest libraries have no wheels for this Python")


@dataclass
class Step:
    """One block of the tutorial that somebody would paste: a file to write, or commands; and what the page says they print."""

    language: str
    title: str
    text: str
    prints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the repo."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_holds_what_runs_and_nothing_else(wheel: Path) -> None:
    """Types, contract and templates travel along; tests, tools and examples do not."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()

    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "pulumi_statsig_console",
        "statsig_console",
        "statsig_console_cli",
        "statsig_console_plugin",
        "statsig_console_emulator",
    }
    assert {name.partition("/")[0] for name in names if name.endswith("/py.typed")} == {
        name.partition("/")[0] for name in names if ".dist-info" not in name
    }
    assert {"statsig_console_emulator/contract.json", "pulumi_statsig_console/pulumi-plugin.json"} <= set(names)
    assert any(name.endswith(".html") for name in names)
    assert not [name for name in names if "/test_" in name or name.endswith((".pyc", "conftest.py"))]
    assert "Description-Content-Type: text/markdown" in metadata
    assert metadata.partition("\n\n")[2].startswith("# pulumi-statsig-console")
    assert str(ROOT) not in metadata


def steps() -> list[Step]:
    """The tutorial's blocks, in order; `text` blocks say what the one before prints, `console` blocks are not for here."""
    found: list[Step] = []
    for language, title, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if language == "text":
            found[-1].prints = [line for line in text.splitlines() if line.strip()]
        elif language != "console":
            found.append(Step(language, title, text))
    return found


class Terminal:
    """A shell that keeps its folder and variables from one paste to the next, as a terminal does."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self._shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        # `pip` takes the wheel, and the libraries that this machine has already.
        self.paste('pip() { "$UV" pip "$@"; }')

    def paste(self, text: str) -> tuple[str, bool]:
        """Runs commands; what they print, and whether all of them succeeded."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f'failed=""\ntrap \'failed=yes\' ERR\n{text}\ntrap - ERR\nprintf "\\n<end:%s:%s>\\n" "$failed" "$PWD"\n')
        self._shell.stdin.flush()
        lines: list[str] = []
        for line in self._shell.stdout:
            if end := re.fullmatch(r"<end:(\w*):(.*)>\n", line):
                self.folder = Path(end[2])
                return "".join(lines), not end[1]
            lines.append(line)
        raise AssertionError(f"the shell ended: {''.join(lines)}")

    def close(self) -> None:
        """Ends the shell and all that it started."""
        os.killpg(self._shell.pid, signal.SIGKILL)
        self._shell.communicate()


@pytest.fixture
def environment(tmp_path: Path, wheel: Path, lock: str) -> dict[str, str]:
    """What a new user's terminal has: Python and the Pulumi CLI on PATH, a home without anything, and libraries of the lock's versions."""
    home = tmp_path / "home"
    home.mkdir()
    cache = subprocess.run([uv(), "cache", "dir"], capture_output=True, text=True, check=True).stdout.strip()
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "STATSIG_", "PYTHON", "VIRTUAL_ENV"))}
    return machine | {
        "PATH": os.pathsep.join([str(install.find()), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(home),
        "PULUMI_HOME": str(home / ".pulumi"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "UV": uv(),
        "UV_CACHE_DIR": cache,
        "UV_FIND_LINKS": str(wheel.parent),
        "UV_CONSTRAINT": str(ROOT / "locks" / lock),
    }


def uv() -> str:
    """The installer, as the environment has it."""
    return str(Path(sys.executable).parent / "uv")


@pytest.fixture
def terminals(environment: dict[str, str], tmp_path: Path) -> Iterator[list[Terminal]]:
    """Two terminals in an empty folder."""
    folder = tmp_path / "somewhere"
    folder.mkdir()
    opened = [Terminal(folder, environment) for _ in range(2)]
    yield opened
    for terminal in opened:
        terminal.close()


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@pytest.mark.needs("curl")
@pytest.mark.parametrize("lock", ["dev.txt", pytest.param("lowest.txt", marks=OLD_WHEELS)])
def test_tutorial_works_as_pasted(terminals: list[Terminal]) -> None:
    """Each block is written or run as the page shows it, in order, and prints what the page says; only the emulator's port is another.

    So it is with the libraries that we use, and with the oldest that the package allows.
    """
    first, second = terminals
    port = free_port()
    for step in steps():
        text = step.text.replace(PORT, port)
        if step.language != "sh":
            (first.folder / step.title).write_text(text, encoding="utf-8")
        elif step.title == "In a second terminal":
            second.paste(f"cd {first.folder}; . .venv/bin/activate")
            second.paste(f"{text.strip()} --port {port} &")
            wait_for(f"http://127.0.0.1:{port}/")
        else:
            printed, succeeded = first.paste(text)
            assert succeeded is (step.title != "Fails"), printed
            for line in step.prints:
                assert squeezed(line.replace(PORT, port)) in squeezed(printed), printed


@contextmanager
def recording_proxy() -> Iterator[tuple[str, list[str]]]:
    """The address of a proxy on this machine that reaches nobody, and the requests that it was sent."""
    asked: list[str] = []

    class Refusing(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.requestline)
            self.send_error(502)

        do_GET = do_HEAD = do_POST = do_CONNECT  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            serving.join()


@pytest.fixture(params=["wheel", "editable"])
def programs(request: pytest.FixtureRequest, tmp_path: Path, wheel: Path) -> Path:
    """The folder with the Python that has the package: as users install it, or as this checkout does."""
    if request.param == "editable":
        return Path(sys.executable).parent
    place = tmp_path / "venv"
    subprocess.run([uv(), "venv", "-q", "--seed", str(place)], check=True)
    libraries = ["--find-links", str(wheel.parent), "-c", str(ROOT / "locks" / "dev.txt")]
    subprocess.run([uv(), "pip", "install", "-q", "--python", str(place), *libraries, "pulumi-statsig-console"], check=True)
    return place / "bin"


def test_no_command_looks_for_a_plugin(programs: Path, tmp_path: Path, emulator: Emulator, key: str) -> None:
    """The package has none, and says so: nothing is downloaded, tried or listed."""
    with recording_proxy() as (address, asked):
        project = Project(tmp_path / "program", emulator.url, key, 'statsig.Gate("checkout", name="Checkout")')
        path = os.pathsep.join([str(programs), project.variables["PATH"]])
        project.variables |= {"PATH": path, "HTTP_PROXY": address, "HTTPS_PROXY": address}
        said = [
            project.run(*command.split())
            for command in (
                "install --no-dependencies",
                "preview",
                "up --yes --skip-preview",
                "refresh --yes --skip-preview",
                "about",
                "destroy --yes --skip-preview",
            )
        ]
        listed = project.run("plugin", "ls")

    assert asked == []
    assert not [text for text in said if re.search("download|plugin .*statsig", text)]
    assert "statsig" not in listed


def squeezed(text: str) -> str:
    """A text whose spaces do not matter."""
    return " ".join(text.split())


def wait_for(url: str) -> None:
    """Waits until something answers there."""
    for _ in range(150):
        try:
            urlopen(url).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)

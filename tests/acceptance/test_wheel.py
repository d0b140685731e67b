"""As a new user: the wheel in an empty folder, and every step of the tutorial pasted from its page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator

from .stacks import ROOT, Project
from .terminals import Reader, Terminal, uv

TUTORIAL = ROOT / "docs" / "tutorial.md"
OLD_WHEELS = pytest.mark.skipif(sys.version_info >= (3, 14), reason="the oldest libraries have no wheels for this Python")


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


@OLD_WHEELS
@pytest.mark.needs("curl")
@pytest.mark.parametrize("lock", ["lowest.txt"])
def test_tutorial_works_with_the_oldest_libraries(terminals: list[Terminal]) -> None:
    """Those that the package allows. With the ones that we use, tests/docs/test_stranger.py goes on from the tutorial."""
    reader = Reader(terminals)
    vendor = f"export STATSIG_CONSOLE_API_URL=http://127.0.0.1:{reader.port}/console/v1"

    reader.follow(TUTORIAL, "console-real", {"pulumi stack init production": lambda: reader.run(vendor)})


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

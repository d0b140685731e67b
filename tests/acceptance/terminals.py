"""A reader who pastes the blocks of a page into terminals, in an empty folder where the wheel can be installed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .fresh import ROOT, install

BLOCK = re.compile(r"^```(\w+)(?: title=\"(.+?)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PORT = "3006"
KEY = "console-…"
"""What pages have in place of a key."""

HABITS = """
# Takes the wheel, and the libraries that this machine has already.
pip() { "$UV" pip "$@"; }
uv() { "$UV" "$@"; }
# Types the key that is asked for, and says yes.
pulumi() {
    case "$*" in
        "config set --secret statsig:consoleApiKey") command pulumi "$@" <<< "$TYPED" ;;
        up | "import "*) command pulumi "$@" --yes ;;
        *) command pulumi "$@" ;;
    esac
}
"""
"""Commands that a page does not have to mention."""


@dataclass
class Paste:
    """A block that a reader pastes at once, a file or commands, and the output that the page shows for it."""

    language: str
    title: str
    text: str
    prints: list[str] = field(default_factory=list)


def pastes(page: Path) -> list[Paste]:
    """The blocks of a page in their order. A `text` block, and the lines after a command with `$`, are output."""
    found: list[Paste] = []
    for language, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "text":
            found[-1].prints = [line for line in text.splitlines() if line.strip()]
        elif text.startswith("$ "):
            for command in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                first, *prints = command.splitlines()
                found.append(Paste("sh", title, first, [line for line in prints if line.strip()]))
        else:
            found.append(Paste("sh" if language == "console" else language, title, text))
    return found


class Reader:
    """Follows pages with two terminals. The emulator has another port than in the pages."""

    def __init__(self, terminals: list[Terminal]) -> None:
        self.first, self.second = terminals
        self.key = KEY
        self.port = free_port()

    def follow(self, page: Path, key: str, meanwhile: Mapping[str, Callable[[], object]] | None = None) -> None:
        """Writes each file of a page, runs each command, and checks that it prints what the page shows.

        The key is inserted where a page leaves one out. `meanwhile` holds, by the beginning of a command, what others do before it.
        """
        self.key = key
        self.run(f"TYPED={key}")
        waiting = dict(meanwhile or {})
        for step in pastes(page):
            for command in [each for each in waiting if step.text.startswith(each)]:
                waiting.pop(command)()
            self.paste(step)
        assert waiting == {}

    def paste(self, step: Paste) -> None:
        """Writes the file of a block, or runs its commands."""
        text = self.own(step.text)
        if step.language != "sh" and step.title:
            (self.first.folder / step.title).write_text(text, encoding="utf-8")
        elif step.language != "sh":
            written = "".join(squeezed(each.read_text(encoding="utf-8")) for each in self.first.folder.glob(f"*.{step.language[:2]}"))
            assert squeezed(text) in written, text
        elif step.title == "In a second terminal":
            self.second.paste(f"cd {self.first.folder}; . .venv/bin/activate")
            self.second.paste(f"{text.strip()} --port {self.port} &")
            wait_for(f"http://127.0.0.1:{self.port}/")
        else:
            printed = self.run(text, fails=step.title == "Fails")
            assert [line for line in step.prints if squeezed(self.own(line)) not in squeezed(printed)] == [], printed

    def run(self, text: str, *, fails: bool = False) -> str:
        """Runs commands in the first terminal; what they print."""
        printed, succeeded = self.first.paste(text)
        assert succeeded is not fails, printed
        return printed

    def own(self, text: str) -> str:
        """A page's text with the reader's own port and key."""
        return text.replace(PORT, self.port).replace(KEY, self.key)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the repo."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


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
        self.paste(HABITS)

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
def lock() -> str:
    """The versions of the libraries that we use; a test may ask for others."""
    return "dev.txt"


@pytest.fixture
def environment(tmp_path: Path, wheel: Path, lock: str) -> dict[str, str]:
    """The environment of a new user's terminal: Python and the Pulumi CLI on PATH, an empty home, and libraries of the lock's versions."""
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


def squeezed(text: str) -> str:
    """A text without the spaces and the lines of tables, which do not matter."""
    return " ".join(re.sub("[\u2500-\u257f]", " ", text).split())


def wait_for(url: str) -> None:
    """Waits until this address answers."""
    for _ in range(150):
        try:
            urlopen(url).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)

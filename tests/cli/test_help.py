"""What the command line says of itself."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from statsig_console_cli import app

COMMAND = [sys.executable, "-m", "statsig_console_cli"]
BOXES = "╭│╰"
PROGRAM = "statsig-console"


def commands(command: object, *path: str) -> Iterator[tuple[str, object]]:
    """Each command below one, by its words."""
    for name, each in getattr(command, "commands", {}).items():
        yield " ".join((*path, name)), each
        yield from commands(each, *path, name)


TREE = typer.main.get_command(app)
ALL = dict(commands(TREE))


def test_the_version_is_the_package_s() -> None:
    """So that a report can name it."""
    assert CliRunner().invoke(app, ["--version"]).output == f"{PROGRAM} {version('pulumi-statsig-console')}\n"


@pytest.mark.parametrize("words", ALL)
def test_each_command_has_an_example_that_it_takes(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the command and real options; files that it reads are there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "infra").mkdir()
    (tmp_path / "project.json").write_text("{}")
    command = ALL[words]
    example = str(getattr(command, "epilog", None)).removeprefix("Example: ")

    spoken = shlex.split(example.split("|")[-1].split(">")[0])

    assert spoken[: 1 + len(words.split())] == [PROGRAM, *words.split()]
    arguments = spoken[1 + len(words.split()) :]
    assert not arguments or command.make_context(words, arguments).params  # type: ignore[attr-defined]


def test_no_summary_is_cut() -> None:
    """The list of commands tells of each what it does."""
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"})

    assert "..." not in done.stdout.partition("Commands:")[2]
    assert all(name in done.stdout for name in ALL if " " not in name)


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["nothing"], ["adopt", "--nothing"]])
def test_a_pipe_gets_plain_lines(arguments: list[str]) -> None:
    """Boxes and colours are for people."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)

    assert done.stdout + done.stderr
    assert not set(done.stdout + done.stderr) & {*BOXES, "\x1b"}


def test_a_terminal_gets_boxes() -> None:
    """The other way round, so that the test above can fail."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, "check", "--help"], stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 10_000):
                shown += part
        except OSError:
            pass  # The other end was closed.
        process.wait()
    os.close(ours)

    assert BOXES[0] in shown.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell: str) -> None:
    """The script that a shell is given asks the command itself."""
    done = subprocess.run(
        [*COMMAND, "--show-completion", shell],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    )

    assert done.returncode == 0, done.stderr
    assert "COMPLETE" in done.stdout


def test_bash_completes_a_command() -> None:
    """As a user has it: the script that the command prints for the shell that asked, taken in by it, and the beginning of a word."""
    asked = """
        eval "$(statsig-console --show-completion)"
        COMP_WORDS=(statsig-console re) COMP_CWORD=1
        $(complete -p statsig-console | sed 's/.*-F \\([^ ]*\\).*/\\1/') statsig-console re
        echo "${COMPREPLY[@]}"
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True, env={**os.environ, "PATH": path})

    assert done.stdout == "rehearse\n", done.stderr

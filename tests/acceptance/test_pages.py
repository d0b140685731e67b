"""Pages that show a program beside what comes of it: all of it happens, in the page's order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .stacks import ROOT, Project

DOCS = ROOT / "docs"
TASKS = sorted((DOCS / "tasks").glob("*.md"))
BLOCK = re.compile(r"^```(python|console)(?: title=\"(\w+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNASKED = {"up": ["--yes", "--skip-preview"], "refresh": ["--yes"], "destroy": ["--yes"]}


def play(page: Path, project: Project) -> None:
    """Writes each program of a page into the project, runs each command, and looks for what the page says that it prints.

    The last command of a block that is called `Stops` fails.
    """
    for language, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            project.write(text)
            continue
        commands = [each.splitlines() for each in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]]
        for number, (command, *shown) in enumerate(commands, start=1):
            printed = run(command, project, fails=title == "Stops" and number == len(commands))
            assert [line for line in shown if squeezed(line) not in printed] == [], printed


def run(command: str, project: Project, fails: bool) -> str:
    """What a command prints, in one line; as in a shell, variables for it may stand before its name."""
    words = shlex.split(command)
    start = words.index("pulumi")
    before = dict(project.variables)
    project.variables |= dict(word.split("=", 1) for word in words[:start])
    verb, *options = words[start + 1 :]
    printed = project.run(verb, *options, *UNASKED.get(verb, []), fails=fails)
    project.variables = before
    return squeezed(printed)


def squeezed(text: str) -> str:
    """A text whose blanks are single, since Pulumi fills columns with them."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """A project without a program yet."""
    return Project(tmp_path / "project", emulator.url, key, "")


def test_first_page_shows_what_happens(project: Project, console: Client) -> None:
    """The preview is the program's, and the gate's card says what the API answers afterwards."""
    page = DOCS / "index.md"
    play(page, project)
    project.run("up", "--yes", "--skip-preview")

    gate = console.get("/gates/new_checkout").data
    [rule] = gate["rules"]
    [condition] = rule["conditions"]
    who = f"{condition['type']} {condition['operator']} of {', '.join(condition['targetValue'])}"
    text = page.read_text(encoding="utf-8")
    assert f"**{gate['name']}** `{gate['id']}` {gate['status']}\n" in text
    assert f"| {rule['name']} | {who} | {', '.join(rule['environments'])} | {rule['passPercentage']} % |" in text


@pytest.mark.parametrize("page", TASKS, ids=lambda page: page.stem)
def test_task_is_done_as_its_page_says(page: Path, project: Project, emulator: Emulator, key: str) -> None:
    """Programs and commands, pasted in order; a gate that the console takes for stale is there before."""
    stale = {"name": "Old banner", "type": "STALE", "typeReason": "STALE_NO_RULES"}
    emulator.seed({"key": key, "objects": {"gates": {"old_banner": stale}}})

    play(page, project)

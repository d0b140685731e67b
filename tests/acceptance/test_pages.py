"""Pages that show a program beside what comes of it: all of it happens, in the page's order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .stacks import ROOT, Project

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNASKED = {"up": ["--yes", "--skip-preview"]}


def play(page: Path, project: Project) -> None:
    """Writes each program of a page into the project, runs each command, and looks for what the page says that it prints."""
    for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            project.write(text)
            continue
        command, *shown = text.splitlines()
        verb, *options = command.removeprefix("$ pulumi ").split()
        printed = squeezed(project.run(verb, *options, *UNASKED.get(verb, [])))
        assert [line for line in shown if squeezed(line) not in printed] == []


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

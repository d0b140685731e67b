"""Traces on the real CLI: the program's process and the provider's write into one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.testing import Emulator

from .stacks import Project

KEY = "console-tracekey0123456789abcdefgh"
SOURCE = """
list(statsig.get_gates())
gate = statsig.Gate("checkout", name="A gate")
key = statsig.Key("key", description="A key", type="SERVER", environments=["production"], scopes=[])
"""


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator) -> Project:
    """A program that asks the API, and makes a gate and a key; its environment asks for a trace with bodies."""
    project = Project(tmp_path / "project", emulator.url, KEY, SOURCE)
    project.variables |= {"STATSIG_TRACE": "trace.jsonl", "STATSIG_TRACE_BODIES": "1"}
    return project


def test_a_life_is_traced(project: Project, emulator: Emulator) -> None:
    """Each request of the run is in one file beside Pulumi.yaml, under its resource, and no secret is."""
    mark = len(emulator.requests())
    project.run("up", "--yes", "--skip-preview")
    made = emulator.client(KEY).get("/keys").data[0]["key"]
    project.run("refresh", "--yes")

    file = project.folder / "trace.jsonl"
    lines: list[dict[str, Any]] = [json.loads(line) for line in file.read_text().splitlines()]
    named = {(each["operation"], (each["resource"] or "").rpartition("::")[2]) for each in lines}
    assert {("POST /gates", "checkout"), ("POST /keys", "key"), ("GET /gates", ""), ("GET /keys/{id}", "key")} <= named
    assert len({each["process"] for each in lines}) > 1
    assert len(lines) == len([each for each in emulator.requests()[mark:] if each.version])
    assert (file.stat().st_mode & 0o777) == 0o600
    assert [each for each in (KEY, made) if each in file.read_text()] == []


MARKED = """
hush = pulumi.Output.secret
words = pulumi.Config("shop")
text = words.get("text") or "hush-first"
people = statsig.Condition(type="email", operator="any", target_value=[hush(f"{text}@example.com")])
gate = statsig.Gate(
    "gate", name="Gate", description=hush(f"{text}-gate"), rules=[statsig.Rule(name="some", conditions=[people], pass_percentage=1)]
)
statsig.DynamicConfig("config", name="Config", default_value={"token": hush(f"{text}-config")}, tags=[hush("Hu")])
statsig.GateUserOverride("one", gate_id=gate.id, user_id=hush("hush-ada"), group="pass")
"""


def test_what_the_program_marks_as_secret_is_in_no_body(tmp_path: Path, emulator: Emulator) -> None:
    """In no operation, at any depth, and where the API repeats it."""
    project = Project(tmp_path / "project", emulator.url, f"{KEY}2", MARKED)
    project.variables |= {"STATSIG_TRACE": "trace.jsonl", "STATSIG_TRACE_BODIES": "1"}
    console = emulator.client(f"{KEY}2")

    project.run("up", "--yes", "--skip-preview")
    assert console.get("/gates/gate").data["description"] == "hush-first-gate"
    project.run("config", "set", "shop:text", "hush-second")
    project.run("up", "--yes")
    for drift in ("hush-drift", "hush-more"):
        console.patch("/gates/gate", {"description": drift})
        project.run("refresh", "--yes", "--skip-preview")
    project.run("up", "--yes")
    project.run("destroy", "--yes")

    text = (project.folder / "trace.jsonl").read_text()
    lines: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    assert {"POST /gates", "PATCH /gates/{id}", "GET /gates/{id}", "DELETE /gates/{id}"} <= {each["operation"] for each in lines}
    assert [each for each in lines if "hush" in json.dumps(each)] == []
    assert [each["request"]["tags"] for each in lines if each["operation"] == "POST /dynamic_configs"] == ["[secret]"]

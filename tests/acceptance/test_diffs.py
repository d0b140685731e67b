"""What Pulumi shows of a change: the properties that change, at any depth, and nothing else; and that no update is lost by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Project, Stack, Step

QUICKSTART = (Path(__file__).resolve().parents[2] / "examples/quickstart/__main__.py").read_text()


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """The quickstart in a folder of its own, not deployed yet."""
    return Project(tmp_path / "project", emulator.url, key, QUICKSTART)


def test_one_percentage_of_the_quickstart_is_one_line(project: Project) -> None:
    """A person who changes a rollout reads what changes, before all else."""
    project.run("up", "--yes", "--skip-preview")
    assert "pass_percentage=10," in QUICKSTART
    project.write(QUICKSTART.replace("pass_percentage=10,", "pass_percentage=25,"))

    shown = project.run("preview", "--diff", "--suppress-progress")
    steps = json.loads(project.run("preview", "--json"))["steps"]

    assert [line.rstrip() for line in shown.splitlines() if line.startswith((" ", "Res"))] == GOLDEN.splitlines()
    (changed,) = [each for each in steps if each["op"] == "update"]
    assert changed["detailedDiff"] == {"rules[2].pass_percentage": {"kind": "update", "inputDiff": True}}
    assert changed["diffReasons"] == ["rules"]


GOLDEN = """\
  pulumi:pulumi:Stack: (same)
    [urn=urn:pulumi:dev::acceptance::pulumi:pulumi:Stack::acceptance-dev]
    ~ pulumi-python:dynamic/statsig:Gate: (update)
        [id=new_checkout]
        [urn=urn:pulumi:dev::acceptance::pulumi-python:dynamic/statsig:Gate::new-checkout]
      ~ rules: [
          ~ [2]: {
                  ~ pass_percentage: 10 => 25
                }
        ]
Resources:
    ~ 1 to update
    6 unchanged"""


def test_one_percentage_among_100_gates_is_a_screen(stack: Stack) -> None:
    """However many resources there are, only what changes is shown."""

    def program(share: float) -> None:
        for number in range(100):
            rule = statsig.Rule(name="all", pass_percentage=share if number == 7 else 10, conditions=[statsig.Condition(type="public")])
            statsig.Gate(f"gate-{number}", name=f"Gate {number}", rules=[rule])

    stack.up(lambda: program(10))

    shown = stack.preview(lambda: program(20), diff=True).text

    assert "~ pass_percentage: 10 => 20" in shown
    assert len(shown.splitlines()) <= 40


def config(**values: Any) -> Callable[[], None]:
    """A program with one config."""

    def program() -> None:
        make: Callable[..., Any] = statsig.DynamicConfig
        make("config", **{"name": "Config", "default_value": {"a": 1, "b": [1, 2]}, **values})

    return program


def test_other_words_for_the_same_are_no_change(stack: Stack, traffic: Traffic) -> None:
    """The order of a set, of JSON's keys, and of a line's end: beside a real change they are not shown, and alone nothing is."""
    first: dict[str, Any] = {"tags": ["a", "b"], "description": "One\nTwo", "default_value": {"a": 1, "b": [1, 2]}}
    other: dict[str, Any] = {"tags": ["b", "a"], "description": "One\r\nTwo", "default_value": {"b": [1.0, 2], "a": 1}}
    stack.up(config(**first))
    traffic.since()

    assert stack.up(config(**other)).steps == {}
    assert stack.up(config(**other, lifecycle="disabled")).steps == {"config": Step("update", ("lifecycle",))}
    assert traffic.mutations() == ["PUT /dynamic_configs/{id}/disable"]


def test_what_a_refresh_found_is_shown_by_property_and_put_back(stack: Stack, console: Client) -> None:
    """A refresh compares without a check before it; the update that follows is not lost."""
    stack.up(config(description="ours"))
    console.patch("/dynamic_configs/config", {"description": "theirs"})

    seen = stack.cli("refresh", "--yes", "--diff", "--stack", "dev")
    assert '~ description: "ours" => "theirs"' in seen
    assert stack.preview(config(description="ours")).steps == {"config": Step("update", ("description",))}
    stack.up(config(description="ours"))

    assert console.get("/dynamic_configs/config").data["description"] == "ours"


def test_what_changes_state_alone_is_an_update(stack: Stack, traffic: Traffic) -> None:
    """A policy of this provider, whether it comes or goes; and adoption, after which all is as it was."""
    stack.up(config())
    traffic.since()

    assert stack.up(config(on_destroy="archive")).steps == {"config": Step("update", ("on_destroy",))}
    assert stack.resources()["config"]["outputs"]["on_destroy"] == "archive"
    assert stack.up(config(adopt_existing=True)).steps == {"config": Step("update", ("adopt_existing", "on_destroy"))}
    assert stack.preview(config(adopt_existing=True)).steps == {}
    assert traffic.mutations() == []


def test_what_is_ignored_hides_no_other_change(stack: Stack, console: Client) -> None:
    """Pulumi compares without what it ignores; what differs in state alone is an update all the same."""
    ignoring = pulumi.ResourceOptions(ignore_changes=["description"])
    stack.up(config(description="one", tags=["a"]))

    assert stack.up(config(description="two", tags=["a"], opts=ignoring)).steps == {}
    assert stack.up(config(description="two", tags=["b"], opts=ignoring)).steps == {"config": Step("update", ("tags",))}

    found = console.get("/dynamic_configs/config").data
    assert (found["description"], found["tags"]) == ("one", ["b"])


def test_what_is_not_known_yet_is_one_property(stack: Stack) -> None:
    """A value that comes from a resource to be created may differ; the others do not."""

    def program() -> None:
        team = statsig.Tag("team", name="New")
        statsig.DynamicConfig("config", name="Config", default_value={"a": 1, "b": [1, 2]}, description=team.id)

    stack.up(config())

    assert stack.preview(program).steps["config"] == Step("update", ("description",))

"""What a preview finds: mistakes in the program and the configuration, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Emulator

from .conftest import Traffic
from .stacks import Project, Stack


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Callable[[str], Project]:
    """Makes a project with a program."""
    return lambda source: Project(tmp_path / "project", emulator.url, key, source)


def test_mistakes_are_named_line_by_line(project: Callable[[str], Project], traffic: Traffic) -> None:
    """Each mistake has one line with the resource and the property's path, all at once, and nothing is sent."""
    made = project(
        """
        statsig.Gate(
            "checkout",
            name="ab",
            rules=[
                {"name": "a", "pass_percentage": 300, "conditions": []},
                {"name": "b", "pass_percentage": 10, "conditions": [{"type": "phase_of_moon"}], "pass_percent": 3},
            ],
        )
        """
    )

    text = made.run("preview", fails=True)

    reported = [line for line in text.partition("Diagnostics:")[2].splitlines() if "has a problem" in line]
    assert len(reported) == 4
    assert all("Gate resource 'checkout': property " in line for line in reported)
    for path, reason in {
        "name": "should have at least 3 characters, not 'ab'",
        "rules[0].pass_percentage": "should be less than or equal to 100, not 300",
        "rules[1].pass_percent": "is no property here; did you mean pass_percentage?",
        "rules[1].conditions[0].type": "should be 'app_version', ",
    }.items():
        assert [f"property {path} value" in line and f"has a problem: {reason}" in line for line in reported].count(True) == 1, path
    assert "Traceback" not in text
    assert traffic.since() == []


def test_mistakes_of_all_sorts_are_named(project: Callable[[str], Project], traffic: Traffic) -> None:
    """Missing, unknown and wrongly typed properties are each named."""
    made = project('statsig.DynamicConfig("limits", nam="Limits", default_value={"a": 1}, description=7, lifecycle="on")')

    text = made.run("preview", fails=True)

    assert "'limits': property name value" in text
    assert "has a problem: is required" in text
    assert "has a problem: is no property here; did you mean name?" in text
    assert "has a problem: should be a valid string, not 7" in text
    assert "property lifecycle value {on} has a problem: should be 'enabled', 'disabled' or 'archived', not 'on'" in text
    assert "Traceback" not in text
    assert traffic.since() == []


def test_value_that_is_no_json_is_refused(project: Callable[[str], Project]) -> None:
    """A Python object that JSON has no form for is named with its resource and property."""
    made = project('statsig.DynamicConfig("limits", name="Limits", default_value={"when": object()})')

    text = made.run("preview", fails=True)

    assert 'error: DynamicConfig "limits": default_value should be a JSON value' in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("statsig:consoleApiKey", None, "No Statsig Console API key"),
        ("statsig:consoleApiKey", "secret-abcdefghijklmnop", "key is malformed"),
        ("statsig:apiUrl", "http://statsigapi.net/console/v1", "plain http"),
        ("statsig:apiUrl", "statsigapi.net", "statsig:apiUrl must be an address"),
        ("statsig:respectReviewSettings", "perhaps", "statsig:respectReviewSettings must be true or false"),
    ],
)
def test_wrong_configuration_is_one_sentence(
    project: Callable[[str], Project], traffic: Traffic, name: str, value: str | None, sentence: str
) -> None:
    """A configuration that cannot work stops the preview with one clear sentence, without traceback and without the key."""
    made = project('statsig.Tag("a", name="a")\nstatsig.Tag("b", name="b")')
    made.configure(name, value, secret=name.endswith("Key"))

    text = made.run("preview", fails=True)

    assert text.partition("Diagnostics:")[2].count(sentence) == 1
    assert "Traceback" not in text
    assert "secret-abcdefghijklmnop" not in text
    assert traffic.since() == []


def test_unknown_values_flow_through_a_preview(stack: Stack, traffic: Traffic) -> None:
    """A rule may name a segment that does not exist yet, at any depth; the preview plans both and sends nothing."""

    def program() -> None:
        segment = statsig.Segment("staff", name="Staff", type="id_list")
        gate = statsig.Gate(
            "gate",
            name=pulumi.Output.concat("Gate for ", segment.name),
            description=segment.created_time.apply(lambda time: f"since {time}"),
            rules=segment.id.apply(
                lambda known: [statsig.Rule(name="r", pass_percentage=1, conditions=[{"type": "passes_segment", "target_value": known}])]
            ),
        )
        statsig.DynamicConfig(
            "config",
            name="Config",
            default_value={"gate": gate.id, "deep": [{"status": gate.status}]},
            rules=[{"name": "r", "conditions": [{"type": "passes_gate", "target_value": gate.id}], "return_value": {"id": gate.id}}],
        )

    planned = stack.preview(program)

    assert {name: step.op for name, step in planned.steps.items()} == dict.fromkeys(("staff", "gate", "config"), "create")
    assert traffic.since() == []

    stack.up(program)
    assert stack.resources()["config"]["outputs"]["default_value"] == '{"gate":"gate_for_staff","deep":[{"status":"In Progress"}]}'


def test_preview_names_what_changes(stack: Stack) -> None:
    """A change in place and a change that needs a new object are told apart."""
    stack.up(lambda: statsig.Gate("gate", name="A gate", description="one"))

    changed = stack.preview(lambda: statsig.Gate("gate", name="A gate", description="two"))
    replaced = stack.preview(lambda: statsig.Gate("gate", name="A gate", gate_id="b_gate", description="one"))

    assert changed.steps["gate"].op == "update"
    assert (replaced.steps["gate"].op, replaced.steps["gate"].because) == ("replace", ("gate_id",))

"""What a preview finds: mistakes in the program and the configuration, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Emulator

from .conftest import Traffic
from .stacks import Failed, Project, Stack, written


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
    for path, reason in {
        "name": "should have at least 3 characters",
        "rules[0].pass_percentage": "should be less than or equal to 100",
        "rules[1].pass_percent": "is no property here; did you mean pass_percentage?",
        "rules[1].conditions[0].type": "should be 'app_version', ",
    }.items():
        assert sum(f"Gate resource 'checkout' has a problem: {path} {reason}" in line for line in reported) == 1, path
    assert "Traceback" not in text
    assert traffic.since() == []


@pytest.mark.parametrize("command", ["preview", "up"])
def test_mistakes_of_all_resources_are_told_in_one_run(project: Callable[[str], Project], traffic: Traffic, command: str) -> None:
    """The engine stops at the first resource with a mistake; the program tells those of the others, each once and without a value."""
    made = project(
        """
        tag = statsig.Tag("fine", name="fine")
        statsig.Gate("checkout", name="ab")
        statsig.DynamicConfig("limits", name="Limits", description=pulumi.Output.secret(77123), default_value={"a": tag.id})
        statsig.Segment("staff", name=tag.name, type="id_lits")
        """
    )

    text = made.run(command, *(["--yes", "--skip-preview"] if command == "up" else []), fails=True)

    told = text.partition("Diagnostics:")[2].partition("Resources:")[0]
    mistakes = {
        "Gate checkout": "name should have at least 3 characters",
        "DynamicConfig limits": "description should be a string, not a number",
        "Segment staff": "type should be ",
    }
    for called, sentence in mistakes.items():
        kind, name = called.split()
        lines = [line for line in told.splitlines() if sentence in line]
        assert len(lines) == 1, text
        assert f'error: {kind} "{name}": {sentence}' in lines[0] or f"{kind} resource '{name}' has a problem: {sentence}" in lines[0]
    assert sum("error: " in line and "Resource monitor has terminated" not in line for line in told.splitlines()) == 3
    assert "Traceback" not in text
    assert "77123" not in text
    assert {*traffic.mutations()} <= ({"POST /tags"} if command == "up" else set())


def test_mistakes_of_all_resources_of_an_inline_program(stack: Stack) -> None:
    """A program of the Automation API, which is a function, tells them too."""

    def program() -> None:
        for name in ("one", "two", "three"):
            statsig.Gate(name, name="ab")

    with pytest.raises(Failed) as failed:
        stack.preview(program)

    told = failed.value.text.partition("Diagnostics:")[2].partition("Resources:")[0]
    assert told.count("name should have at least 3 characters") == 3, failed.value.text


def test_experiment_gives_values_to_its_layers_parameters_alone(stack: Stack, traffic: Traffic) -> None:
    """Told at preview once the stack has the layer, and by `up` before the experiment is made where it has not."""

    def program() -> None:
        colour: statsig.LayerParameter = {"name": "colour", "type": "string", "default_value": "red"}
        look = statsig.Layer("look", name="Look", id_type="userID", parameters=[colour])
        groups: list[statsig.ExperimentGroup] = [{"name": "A", "size": 100, "parameter_values": {"colour": "blue", "size": 9}}]
        statsig.Experiment("sizes", name="Sizes", layer_id=look.id, groups=groups)

    told = 'groups[0].parameter_values.size is no parameter of Layer "look", which this program declares'
    stack.preview(program)

    assert told in stack.fails("up", program)
    sent = traffic.mutations()
    assert sent[0] == "POST /layers"
    assert not any("experiments" in each for each in sent)
    assert told in stack.fails("preview", program)


def test_mistakes_of_all_sorts_are_named(project: Callable[[str], Project], traffic: Traffic) -> None:
    """Missing, unknown and wrongly typed properties are each named."""
    made = project('statsig.DynamicConfig("limits", nam="Limits", default_value={"a": 1}, description=7, lifecycle="on")')

    text = made.run("preview", fails=True)

    assert "'limits' has a problem: name is required" in text
    assert "has a problem: nam is no property here; did you mean name?" in text
    assert "has a problem: description should be a string, not a number" in text
    assert "has a problem: lifecycle should be 'enabled', 'disabled' or 'archived'; " in text
    assert "Traceback" not in text
    assert traffic.since() == []


def test_value_that_is_no_json_is_refused(project: Callable[[str], Project]) -> None:
    """A Python object that JSON has no form for is named with its resource and property."""
    made = project('statsig.DynamicConfig("limits", name="Limits", default_value={"when": object()})')

    text = made.run("preview", fails=True)

    assert 'error: DynamicConfig "limits": default_value.when is an object, which has no plain value; convert it first' in text
    assert "Traceback" not in text


def test_values_of_outputs_are_plain_or_named(project: Callable[[str], Project]) -> None:
    """What is only known later is brought into form then, and a mistake is the same sentence."""
    made = project(
        """
        later = pulumi.Output.from_input(1)
        statsig.Tag("good", name="good", description=later.apply(lambda one: f"{one}"))
        statsig.Gate("gate", name="A gate", tags=later.apply(lambda one: {"b", "a"}))
        statsig.DynamicConfig("limits", name="Limits", default_value={"when": later.apply(lambda one: {1, 2})})
        """
    )

    text = made.run("preview", fails=True)

    assert 'DynamicConfig "limits": default_value.when should be a JSON value, not a set' in text
    assert "Traceback" not in text


def test_no_secret_is_printed(stack: Stack) -> None:
    """Neither the value of a secret property, nor of a misspelt one, nor of one that the program made secret; Pulumi would print each."""
    programs = [
        'statsig.WarehouseConnection("w", snowflake="hush-text")',
        'statsig.WarehouseConnection("w", snowflake={"service_user_pasword": "hush-key", "private_key": ["hush-list"]})',
        'statsig.DatabricksConnection("w", host="h", path="p", tokn="hush-name", token=5)',
        'statsig.Gate("w", name=pulumi.Output.secret("hush!"), type=pulumi.Output.secret("hush"), tags=pulumi.Output.secret("hush"))',
    ]
    for source in programs:
        text = stack.fails("preview", written(source))

        assert "has a problem" in text
        assert "hush" not in text


def test_what_may_be_wrong_is_a_line(stack: Stack) -> None:
    """It is said once, while the preview goes on, and no more once it is deployed."""
    rules = '[{"name": "x", "pass_percentage": 1, "conditions": [{"type": "country", "operator": "any", "target_value": []}]}]'
    program = written(f'statsig.DynamicConfig("c", name="Conf", default_value={{"a": None}}, rules={rules})')

    first = stack.preview(program).text
    stack.up(program)
    second = stack.preview(program).text

    for said in ("default_value.a is null, which Statsig may not keep", "rules[0].conditions[0].target_value is empty, with which"):
        assert first.partition("Diagnostics:")[2].count(f"statsig: DynamicConfig conf: {said}") == 1
        assert said not in second


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

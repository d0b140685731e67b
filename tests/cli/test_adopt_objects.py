"""What code says of an object: what a program would set, and nothing that is the server's or a default."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.marks import Local
from statsig_console.declaring.plain import NEWER
from statsig_console.resource import ConsoleResource
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console.state_keys import MANAGED
from statsig_console_cli.adopt.objects import Adopted, Omitted, adopted
from statsig_console_cli.adopt.scan import left_out, seen
from statsig_console_emulator.testing import Emulator

from .adopting import choice_of, object_of


@pytest.fixture
def gate(emulator: Emulator, request: pytest.FixtureRequest) -> dict[str, Any]:
    """A new gate, as the API answers it."""
    console = emulator.client(f"console-objects-{abs(hash(request.node.name))}")
    rule = {"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}]}
    return dict(console.post("/gates", {"name": "New checkout", "rules": [rule]}).data)


def test_defaults_and_the_servers_own_are_left_out(gate: dict[str, Any]) -> None:
    """A new gate is its name and rules; IDs, authors and empty things are not code."""
    made = object_of("Gate", gate)

    assert made.stated == {
        "name": "New checkout",
        "rules": [{"name": "all", "pass_percentage": 10, "conditions": [{"type": "public"}]}],
    }
    assert made.state["rules"][0]["base_id"]
    assert made.inputs == {**made.stated, "description": "", "id_type": "userID", "lifecycle": "enabled"}
    assert made.state[MANAGED] == sorted(made.inputs)


def test_what_differs_is_stated(gate: dict[str, Any]) -> None:
    """Another ID than the name's, another state, a team by name alone."""
    changed = {"id": "other", "status": "Launched", "type": "PERMANENT", "measureMetricLifts": False, "team": "Growth", "teamID": "t1"}

    made = object_of("Gate", {**gate, **changed, "rules": []})

    expected = {"gate_id": "other", "lifecycle": "launched", "type": "PERMANENT", "measure_metric_lifts": False, "team": "Growth"}
    assert made.stated == {"name": "New checkout", **expected}


def test_a_value_that_the_preview_would_refuse_is_marked(gate: dict[str, Any]) -> None:
    """A condition that only the console can make, a share of three digits, a long text, an odd name: each is managed as it is."""
    rules = [{**gate["rules"][0], "passPercentage": 33.333, "conditions": [{"type": "from_the_future"}]}]

    made = object_of("Gate", {**gate, "id": "odd", "name": "Checkout (v2)", "description": "x" * 1200, "rules": rules})

    rule = {"name": "all", "pass_percentage": {NEWER: 33.333}, "conditions": [{"type": {NEWER: "from_the_future"}}]}
    assert made.stated == {
        "name": {NEWER: "Checkout (v2)"},
        "gate_id": "odd",
        "description": {NEWER: "x" * 1200},
        "rules": [rule],
    }
    assert made.inputs["rules"][0]["pass_percentage"] == 33.333
    assert len(made.warnings) == 4
    assert all(each.endswith("written as it is") for each in made.warnings)


def test_what_is_wrong_beyond_single_values_stays_with_the_console(gate: dict[str, Any]) -> None:
    """A condition without its target: the rules are left out, with a warning that says why, and the gate is adopted."""
    rules = [{**gate["rules"][0], "passPercentage": 33.333, "conditions": [{"type": "passes_gate"}]}]

    made = object_of("Gate", {**gate, "rules": rules})

    assert "rules" not in made.stated
    assert made.warnings == ("rules[0].conditions[0].target_value is required with type passes_gate: left to the console",)


@pytest.mark.parametrize(("type_", "reason"), [("header", None), ("unsupported", "has widgets that the API cannot write")])
def test_an_object_is_left_out_for_what_is_deep_inside(type_: str, reason: str | None) -> None:
    """The first change by a program would delete such a widget, which nobody could bring back."""
    widgets = [{"type": "text", "id": "1", "title": "Read me", "content": ""}, {"type": type_, "id": "2", "title": "Map"}]

    assert left_out(seen(kind_of(statsig.Dashboard), {"id": "d", "name": "Shop", "widgets": widgets})) == reason


def test_what_cannot_be_declared_is_left_out() -> None:
    """An object whose required property is something that no program can set."""
    answer = {"id": "a", "name": "a", "variants": [{"name": "only", "json": {}}], "successEvent": "e", "winnerThreshold": "95%"}
    lost = choice_of("Autotune", answer | {"explorationWindow": "24hrs", "attributionWindow": "1hr"})

    assert isinstance(lost, Omitted)
    assert lost.reason.startswith("variants should have at least 2 items")
    assert not lost.expected


class Stubborn(ConsoleResource, endpoints=collection("things")):
    """What no declaration comes to an empty preview with: a text that is never the same."""

    name: Prop[str] = prop()
    words: Prop[str] = prop(default=UNMANAGED, same=lambda old, new: False)


class Unsaid(ConsoleResource, endpoints=collection("things")):
    """A state that answers leave out, and that the program would move to another one."""

    name: Prop[str] = prop()
    phase: Prop[str] = prop(default="on", machine=Machine("off", (move("off", "on", "PUT /things/{id}/start"),), "phase"))


class Settled(ConsoleResource, endpoints=collection("things")):
    """What went along with a move, and cannot become what the program would have it be."""

    name: Prop[str] = prop()
    phase: Prop[str] = prop(default="off", machine=Machine("off", (), "phase"))
    winner: Prop[str] = prop(Local(), default="nobody", only_with="off", from_answer=lambda answer: answer.get("winner"))


def made_of(resource: type, **answer: Any) -> Adopted | Omitted:
    """An object of a kind that is declared here, as adoption makes it."""
    return adopted(seen(kind_of(resource), answer), Session(Settings(ApiKey("console-test"), "http://localhost:1", paced=False)))


def test_what_would_be_changed_is_left_to_the_console() -> None:
    """Whatever the declaration says of the property, the preview of the program would not be empty."""
    made = made_of(Stubborn, id="a", name="a", words="w")

    assert isinstance(made, Adopted)
    assert made.stated == {"name": "a"}
    assert made.warnings == ("words cannot be declared as it is: left to the console",)


@pytest.mark.parametrize(("resource", "answer", "name"), [(Unsaid, {}, "phase"), (Settled, {"phase": "off", "winner": "a"}, "winner")])
def test_what_would_be_moved_or_refused_is_left_out(resource: type, answer: dict[str, Any], name: str) -> None:
    """No property can be left to the console that would spare the object."""
    lost = made_of(resource, id="a", name="a", **answer)

    assert lost == Omitted(resource.__name__, "a", f"{name} cannot be declared as it is", expected=False)


def test_an_experiments_lifecycle_stays_with_the_console() -> None:
    """People start and decide experiments: code that says so would stand in their way."""
    answer = {
        "id": "colors",
        "name": "Colors",
        "status": "active",
        "allocation": 100,
        "hypothesis": "Red",
        "description": "",
        "idType": "userID",
    }

    made = object_of("Experiment", answer)

    assert made.stated == {"name": "Colors", "hypothesis": "Red"}
    assert made.state["lifecycle"] == "active"


def test_a_name_that_no_answer_tells() -> None:
    """Answers of layers may lack the name: the ID stands in, with a warning."""
    made = object_of("Layer", {"id": "Homepage Feed", "idType": "userID", "parameters": []})

    assert made.stated == {"name": "Homepage Feed", "id_type": "userID"}
    assert made.warnings == ("the API does not tell the name, so the ID stands in for it",)


def test_a_default_stands_in_for_what_an_answer_lacks() -> None:
    """An answer without a property that has a default is no difference to it."""
    made = object_of("Metric", {"id": "Revenue::sum", "name": "Revenue", "type": "sum"})

    assert made.stated == {"name": "Revenue", "type": "sum"}
    assert (made.state["directionality"], made.assumed) == ("increase", ("directionality",))


def test_an_empty_value_is_not_said_in_another_notation() -> None:
    """A config without a default value has none in JSON5 either."""
    answer = {"id": "limits", "name": "Limits", "isEnabled": True, "status": "Enabled", "description": "", "idType": "userID"}

    made = object_of("DynamicConfig", {**answer, "defaultValue": {}, "defaultValueJson5": "{}", "rules": []})

    assert made.stated == {"name": "Limits"}


def test_twins_are_said_once() -> None:
    """Of JSON and JSON5 of the same value, code has the JSON."""
    answer = {"id": "limits", "name": "Limits", "isEnabled": True, "status": "Enabled", "description": "", "idType": "userID"}
    value = {"defaultValue": {"max": 2**60 + 1, "none": None}, "defaultValueJson5": "{max: 1}", "schema": "{}", "schemaJson5": "{}"}

    made = object_of("DynamicConfig", {**answer, **value})

    assert made.stated == {"name": "Limits", "default_value": '{"max":1152921504606846977,"none":null}', "schema": "{}"}

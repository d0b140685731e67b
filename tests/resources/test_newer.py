"""What the API has and this package does not know yet: values and properties that are sent on purpose, for every kind."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import Scalar
from statsig_console.errors import InputError
from statsig_console.handling.validation import problems
from statsig_console.planning.bodies import create_body, update_body
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import settled, state_from
from statsig_console.resource import encoded

from .test_contract import KINDS
from .test_experimentation import Managed, Project

NEW = {"newField": {"deep": [1, None, "x"]}, "otherField": 2}


def state_after(kind: Kind, inputs: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """State after a create that was answered so."""
    return settled(kind, state_from(kind, answer, inputs), inputs)


@pytest.mark.parametrize("label", KINDS)
def test_every_kind_takes_properties_that_it_does_not_know(label: str) -> None:
    """They are sent as they are, by create and by update; nothing else of a body changes."""
    kind = KINDS[label]
    extra = encoded(kind, "it", {"extra": NEW})

    assert create_body(kind, extra).items() >= NEW.items()
    assert "extra" not in create_body(kind, extra)
    for update in (kind.endpoints.update, kind.endpoints.full):
        if update and not kind.endpoints.once:
            assert update_body(kind, update, [kind.by_name["extra"]], {}, extra).items() >= NEW.items()
    assert [each for each in problems(kind.record, extra) if each.property.startswith("extra")] == []


@pytest.mark.parametrize("label", [label for label, kind in KINDS.items() if not kind.endpoints.once])
def test_they_are_compared_as_far_as_answers_tell_them(label: str) -> None:
    """An answer that does not tell one is no drift, one that tells another value is; the rest of the answer is not looked at."""
    kind = KINDS[label]
    inputs = encoded(kind, "it", {"extra": NEW})
    state = state_after(kind, inputs, {})

    told = state_from(kind, {"newField": {"deep": [1.0, None, "x"]}, "unheardOf": 1}, state)
    drifted = state_from(kind, {"otherField": 3}, state)

    assert "extra" not in changed(kind, state, inputs)
    assert "extra" not in changed(kind, told, inputs)
    assert "extra" in changed(kind, drifted, inputs)


def changed(kind: Kind, state: dict[str, Any], inputs: dict[str, Any]) -> set[str]:
    """The properties that an update would send, or that need a new object."""
    changes = changes_between(kind, state, inputs)
    return {*changes.replaces, *(field.name for field in changes.updates)}


@pytest.mark.parametrize("label", KINDS)
def test_a_property_that_is_known_is_not_set_twice(label: str) -> None:
    """Two values for one property would leave open which is sent."""
    kind = KINDS[label]
    known = next(field for field in kind.inputs if not field.options.own)

    found = problems(kind.record, {"extra": f'{{"{known.sent}":1}}'})

    assert [(each.property, each.reason) for each in found if each.property.startswith("extra")] == [
        (f"extra.{known.sent}", f"is a property by itself: {known.name}")
    ]


def test_an_object_with_new_properties_lives(project: Project) -> None:
    """The emulator drops what it does not know, as the API may: the next preview is empty all the same, and after a refresh."""
    gate = Managed(project, statsig.Gate, name="A gate", extra={"newField": 1})
    assert not gate.handlers.diff(gate.state, gate.inputs)
    gate.refresh()
    assert not gate.handlers.diff(gate.state, gate.inputs)

    gate.up(name="A gate", extra={"newField": 2})

    assert ("PATCH /gates/a_gate", {"newField": 2}) in project.sent()


def test_a_segment_with_another_new_property_is_a_new_one(project: Project) -> None:
    """There is no update to send it by."""
    segment = Managed(project, statsig.Segment, name="Beta", type="id_list", extra={"newField": 1})

    changes = segment.handlers.diff(segment.state, segment.inputs | encoded(segment.handlers.kind, "it", {"extra": {"newField": 2}}))

    assert changes.replaces == ("extra",)


def test_newer_values_are_sent_at_any_depth(project: Project) -> None:
    """Whether the API takes one is for the API to say; its refusal comes in place of ours."""
    condition = statsig.Condition(type=statsig.newer("phase_of_moon"), operator=statsig.newer("is_full"), target_value=["x"])
    values = {"name": "A gate", "rules": [{"name": "Night", "pass_percentage": statsig.newer(12.345), "conditions": [condition]}]}
    handlers = project.handlers(statsig.Gate)

    checked = handlers.check(encoded(handlers.kind, "g", values))

    sent = {"type": "phase_of_moon", "operator": "is_full", "target_value": ["x"]}
    assert list(checked.invalid) == []
    assert checked.inputs["rules"] == [{"name": "Night", "pass_percentage": 12.345, "conditions": [sent]}]
    with pytest.raises(InputError, match="The API refused"):
        handlers.create(checked.inputs)
    body = project.sent()[-1][1]
    assert body["rules"][0]["conditions"] == [{"type": "phase_of_moon", "operator": "is_full", "targetValue": ["x"]}]


@pytest.mark.parametrize("label", KINDS)
def test_any_single_value_of_any_kind_can_be_newer(label: str) -> None:
    """What checks would refuse passes once it is marked, wherever a single value stands."""
    kind = KINDS[label]
    singles = [field.name for field in kind.inputs if isinstance(field.shape, Scalar)]

    marked = encoded(kind, "it", {name: statsig.newer("§ is no value of this property §") for name in singles})

    assert [each for each in problems(kind.record, marked) if each.property in singles] == []

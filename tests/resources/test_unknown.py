"""What no document knows, in answers of every kind: other keys and other values, at any depth."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.results import Result
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.errors import Problem
from statsig_console.handling.handlers import LEFT_OUT, Handlers
from statsig_console.lookup import registered
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import inputs_from, state_from
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from tests.reliability.generated import KINDS

NEWER = "zz_newer_than_this_package"


def newer(shape: Shape) -> Any:
    """An answer's value of a shape, with a choice that nobody has heard of in every place for one, and further keys in every object."""
    match shape:
        case Scalar(choices=choices) if choices:
            return NEWER
        case Scalar(type=type_):
            return {str: "text", int: 1, float: 1.5, bool: True}[type_]
        case ListOf(item=item):
            return [newer(item)]
        case MapOf(value=value):
            return {"key": newer(value)}
        case Record(members=members):
            return {member.wire: newer(member.shape) for member in members} | {"zzUnknown": {"zz": [None]}}
        case OneOf(options=options):
            return newer(options[-1])
        case JsonValue(lists_only=lists_only):
            return [{"a": None}] if lists_only else {"a": None}
        case _:
            return "text"


def answer_of(kind: Kind) -> dict[str, Any]:
    """An object with all that its kind can have."""
    status = kind.lifecycle.options.machine.status if kind.lifecycle and kind.lifecycle.options.machine else None
    told = {field.read: newer(field.shape) for field in kind.fields if not field.options.own}
    return told | {"zzUnknown": {"zz": [None]}} | ({status: NEWER} if isinstance(status, str) else {})


@pytest.mark.parametrize("name", KINDS)
def test_unknown_keys_and_values_break_nothing(name: str) -> None:
    """They become state, and the inputs that ask for just that state plan no change."""
    kind = KINDS[name]

    state = state_from(kind, answer_of(kind), {})
    again = state_from(kind, answer_of(kind), state, partial=True)

    assert again == state
    assert not changes_between(kind, state, inputs_from(kind, state))


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_made_without_a_value_that_the_program_gives(name: str) -> None:
    """Pulumi leaves out what a run with --target does not make. Elsewhere a value that is not known yet is no mistake."""
    kind = KINDS[name]
    session = Session(Settings(ApiKey("console-none"), "http://127.0.0.1:9/console/v1"))
    missing = next(field.name for field in kind.inputs)

    with calling(Call("urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:Thing::one", unmade=(missing,))):
        found = Handlers(kind, session).check({})

    assert found.invalid == [Problem(missing, LEFT_OUT)]


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.lifecycle])
def test_no_object_is_replaced_for_a_state_that_nobody_knows(name: str) -> None:
    """What it means is not known, so a new object in its place may be harm; the refusal names both states."""
    kind = KINDS[name]
    lifecycle = kind.lifecycle
    assert lifecycle
    assert lifecycle.options.machine
    if lifecycle.options.machine.status is None:
        return
    declared = {lifecycle.name: lifecycle.options.machine.initial}

    changes = changes_between(kind, {lifecycle.name: NEWER}, declared)

    assert changes.replaces == ()
    assert [each.property for each in changes.refusals] == [lifecycle.name]


RESULTS = {each.result.__name__: each.result for each in registered() if isinstance(each.result, type) and issubclass(each.result, Result)}


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("value", [NEWER, "2026-11-28T00:00:00.5Z", 1.0, None, [], {"zzUnknown": [None]}, [{"zz": 1}, None]])
def test_no_value_breaks_a_lookup(name: str, value: Any) -> None:
    """Whatever an answer holds in place of what is documented, the rest of it can be read."""
    result = RESULTS[name](dict.fromkeys(RESULTS[name].attributes().values(), value) | {"zzUnknown": value})

    assert set(result.as_dict()) == set(RESULTS[name].attributes())
    assert repr(result)

"""No value of a program is in any mistake that is told: secrets of all kinds, in every wrong form, and under misspelt names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import pulumi
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, MapOf, OneOf, Record, Shape
from statsig_console.provider import ConsoleProvider
from statsig_console.resource import encoded

from .test_contract import KINDS

HUSH = "hush-4711"
WRONG: tuple[Any, ...] = (
    HUSH,
    4711.25,
    [HUSH],
    {"a": HUSH},
    [{"a": HUSH}],
    {"a": {"b": [HUSH]}},
    10**20 + 4711,
    True,
    object(),
    b"hush-4711",
)
SECRETS = [(label, name) for label, kind in KINDS.items() for name in kind.secrets if name in kind.settable]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key, as in any run."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", "console-abcdefghijklmnop")


def told(kind: Kind, values: dict[str, Any]) -> str:
    """All that the program or the provider's check says of these values."""
    try:
        inputs = encoded(kind, "it", values)
    except pulumi.RunError as error:
        return str(error)
    return "\n".join(f"{each.property} {each.reason}" for each in ConsoleProvider(kind.name).check({}, inputs).failures)


def wrong_inside(shape: Shape, value: Any) -> Iterator[Any]:
    """Values of a shape that hold another value where it does not belong, at each place and under each misspelt key."""
    yield value
    match shape:
        case ListOf(item=item):
            yield from ([each] for each in wrong_inside(item, value))
        case MapOf(value=item):
            yield from ({"key": each} for each in wrong_inside(item, value))
        case OneOf(options=options):
            for option in options:
                yield from wrong_inside(option, value)
        case Record(members=members):
            for member in members:
                yield {f"{member.name}x": value}
                yield from ({member.name: each} for each in wrong_inside(member.shape, value))
        case _:
            return


@pytest.mark.parametrize(("label", "name"), SECRETS)
def test_no_mistake_shows_a_secret(label: str, name: str) -> None:
    """Pulumi prints what a check says, and next to a property the value itself."""
    kind = KINDS[label]
    field: Field = kind.by_name[name]

    for wrong in WRONG:
        for value in wrong_inside(field.shape, wrong):
            text = told(kind, {name: value})
            assert "4711" not in text, text


@pytest.mark.parametrize("label", KINDS)
def test_no_mistake_shows_what_is_under_a_misspelt_name(label: str) -> None:
    """It may be a secret's name; the sentence names it and what was meant."""
    kind = KINDS[label]

    for field in kind.inputs:
        for wrong in WRONG:
            text = told(kind, {f"{field.name}x": wrong})
            assert f"{field.name}x is no property here" in text
            assert "4711" not in text, text


@pytest.mark.parametrize("label", KINDS)
def test_no_mistake_shows_what_may_come_from_a_secret_output(label: str) -> None:
    """A check sees plain values, whichever the program made secret."""
    kind = KINDS[label]

    # A project is known by its name, which is in the configuration.
    for field in (each for each in kind.inputs if not each.options.place):
        for wrong in WRONG:
            assert "4711" not in told(kind, {field.name: wrong})

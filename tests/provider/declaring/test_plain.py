"""Plain values: what programs hold besides JSON is taken for what it means, or named in one sentence."""

from __future__ import annotations

import dataclasses
import enum
import uuid
from collections import OrderedDict, deque
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

import pydantic
import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import InputError
from statsig_console.resource import encoded

GATE = kind_of(statsig.Gate)
CONFIG = kind_of(statsig.DynamicConfig)
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


@dataclasses.dataclass
class DataRule:
    """A rule as a dataclass."""

    name: str
    pass_percentage: Any
    conditions: list[dict[str, Any]]


class ModelRule(pydantic.BaseModel):
    """A rule as a pydantic model."""

    name: str
    pass_percentage: float
    conditions: list[dict[str, Any]]


class TupleRule(NamedTuple):
    """A rule as a named tuple."""

    name: str
    pass_percentage: float
    conditions: tuple[Any, ...]


class Country(enum.Enum):
    """A word of a program's own."""

    GERMANY = "DE"


def gate(**values: Any) -> dict[str, Any]:
    """A gate's values in state's form."""
    return encoded(GATE, "g", values)


def rule(**values: Any) -> Any:
    """What becomes of a rule's condition or percentage."""
    return gate(rules=[{"name": "a", **values}])["rules"][0]


@pytest.mark.parametrize(
    "tags",
    [{"b", "a"}, frozenset("ab"), {"a": 1, "b": 2}.keys(), ("a", "b"), (each for each in "ab"), deque("ab"), {1: "a", 2: "b"}.values()],
)
def test_any_iterable_is_a_list(tags: Any) -> None:
    """Sets have no order, so they are sorted: two runs of a program must not differ."""
    assert gate(tags=tags) == {"tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("33.3"), 33.3),
        (Decimal(50), 50),
        (Fraction(1, 4), 0.25),
        (Country.GERMANY, "DE"),
        (NOON, 1767268800000),
        (NOON.astimezone(timezone(timedelta(hours=5))), 1767268800000),
        (date(2026, 1, 31), "2026-01-31"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("\ud83d\ude00", "😀"),
        (2**53, 2**53),
        ({Country.GERMANY}, ["DE"]),
    ],
)
def test_single_values_are_taken_for_what_they_mean(value: Any, plain: Any) -> None:
    """Values from databases and models come along; each of these means one thing only."""
    assert rule(conditions=[{"type": "country", "target_value": value}])["conditions"][0]["target_value"] == plain


@pytest.mark.parametrize("made", [DataRule, ModelRule, TupleRule])
def test_models_are_objects(made: Any) -> None:
    """A program's own classes say what they hold."""
    conditions = [MappingProxyType(OrderedDict(type="public"))] if made is not ModelRule else [{"type": "public"}]
    state = {"name": "All", "pass_percentage": 10, "conditions": [{"type": "public"}]}

    assert gate(rules=[made(name="All", pass_percentage=10, conditions=conditions)]) == {"rules": [state]}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rules": [{"pass_percentage": Decimal("33.333333333333333333")}]}, "rules[0].pass_percentage has more digits than"),
        ({"rules": [{"pass_percentage": Fraction(1, 3)}]}, "rules[0].pass_percentage has more digits than"),
        ({"rules": [{"pass_percentage": Decimal("NaN")}]}, "rules[0].pass_percentage is not a finite number"),
        ({"rules": [{"pass_percentage": float("inf")}]}, "rules[0].pass_percentage is not a finite number"),
        ({"rules": [{"conditions": [{"target_value": 2**53 + 1}]}]}, "rules[0].conditions[0].target_value is a whole number beyond 2^53"),
        ({"rules": [{"conditions": [{"target_value": [1, -(2**60)]}]}]}, "rules[0].conditions[0].target_value[1] is a whole number beyond"),
        ({"rules": [{"conditions": [{"target_value": datetime(2026, 1, 1)}]}]}, "rules[0].conditions[0].target_value is a time without"),  # noqa: DTZ001
        ({"description": "\ud83d"}, "description holds half an emoji"),
        ({"description": b"x"}, "description is a bytes, which has no plain value"),
        ({"tags": [object()]}, "tags[0] is an object, which has no plain value"),
        ({"tags": object()}, "tags is an object, which has no plain value"),
        ({"rules": [object()]}, "rules[0] is an object, which has no plain value"),
    ],
)  # fmt: skip
def test_what_has_no_plain_meaning_is_named(values: dict[str, Any], sentence: str) -> None:
    """One sentence with kind, name and path, and no value; Pulumi's SDK would end in a traceback without them."""
    with pytest.raises(InputError) as caught:
        gate(**values)

    assert str(caught.value).startswith(f'Gate "g": {sentence}')
    assert str(2**53 + 1) not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"big": 2**60 + 1, "share": Decimal("33.3"), "pair": (1, None)}, '{"big":1152921504606846977,"share":33.3,"pair":[1,null]}'),
        (MappingProxyType({"a": [DataRule("x", 1, [])]}), '{"a":[{"name":"x","pass_percentage":1,"conditions":[]}]}'),
        ({"word": Country.GERMANY}, '{"word":"DE"}'),
    ],
)  # fmt: skip
def test_json_values_are_exact(value: Any, text: str) -> None:
    """They travel as text, so whole numbers of any size arrive as they are."""
    assert encoded(CONFIG, "c", {"default_value": value}) == {"default_value": text}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"a": {1, 2}}, "default_value.a should be a JSON value, not a set"),
        ({"a": [NOON]}, "default_value.a[0] should be a JSON value, not a datetime"),
        ({"a": "\udc00"}, "default_value.a holds half an emoji"),
        ({"a": float("nan")}, "default_value.a is not a finite number"),
        ({("a", "b"): 1}, "default_value should be a JSON value: keys must be"),
    ],
)
def test_what_is_no_json_is_named(value: Any, sentence: str) -> None:
    """In a JSON value a set or a time has no form that people agree on."""
    with pytest.raises(InputError) as caught:
        encoded(CONFIG, "c", {"default_value": value})

    assert str(caught.value).startswith(f'DynamicConfig "c": {sentence}')


def test_too_deep_a_value_is_named() -> None:
    """Two thousand levels, or a value that holds itself, would end in a RecursionError."""
    deep: dict[str, Any] = {}
    deep["again"] = deep

    for kind, name in ((CONFIG, "default_value"), (GATE, "tags")):
        with pytest.raises(InputError, match="is nested more than 100 levels deep"):
            encoded(kind, "x", {name: [deep] if name == "tags" else deep})


def test_a_resource_in_place_of_its_id_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A common slip, which would otherwise end in Pulumi's own words about assets."""
    thing = object.__new__(statsig.Gate)

    with pytest.raises(InputError, match=r'GateRule "r": gate_id is a resource; name it by one of its outputs'):
        encoded(kind_of(statsig.GateRule), "r", {"gate_id": thing})

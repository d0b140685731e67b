"""Which of two notations of a value a program gets that is written for what is there."""

from __future__ import annotations

import json

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.checks import Alternatives
from statsig_console.declaring.kinds import kind_of, kinds_in
from statsig_console.planning.notations import said_once

CONFIG = kind_of(statsig.DynamicConfig)


@pytest.mark.parametrize("value", [{"a": 1}, {"a": {"b": [None]}}, {}])
def test_the_plain_notation_is_kept(value: object) -> None:
    """It is what people write and read."""
    inputs = {"default_value": json.dumps(value), "default_value_json5": json.dumps(value), "name": "Limits"}

    assert said_once(CONFIG, inputs) == {"default_value": inputs["default_value"], "name": "Limits"}


def test_values_inside_are_said_once_too() -> None:
    """In the elements of lists."""
    rule = {"name": "a", "return_value": '{"a":1}', "return_value_json5": '{"a":1}'}

    assert said_once(CONFIG, {"rules": [rule]}) == {"rules": [{"name": "a", "return_value": '{"a":1}'}]}


@pytest.mark.parametrize("kind", [each for each in kinds_in(statsig) if each.deltas or each.inputs], ids=lambda kind: kind.label)
def test_one_notation_alone_stays(kind: object) -> None:
    """Whichever it is: of nothing that is said once anything is taken away."""
    record = kind.record  # type: ignore[attr-defined]
    for pair in (each for each in record.checks if isinstance(each, Alternatives)):
        for name in (pair.property, pair.other):
            assert said_once(kind, {name: "[null]"}) == {name: "[null]"}  # type: ignore[arg-type]

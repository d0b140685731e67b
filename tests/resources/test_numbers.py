"""Whole numbers beyond 2^53, in every kind: Pulumi, whose numbers are floats, rounds them, and an ID that is rounded is another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from statsig_console.declaring.casing import camel, rounded
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.handling.validation import problems

from .test_contract import KINDS

ROUNDED = float(2**53)


def around(shape: Shape, path: str, value: Any, wanted: type[Shape]) -> Iterator[tuple[str, Any]]:
    """The paths of all places in a shape that take what is wanted, each with a value that holds just `value` there."""
    match shape:
        case JsonValue():
            if wanted is JsonValue:
                yield path, value
        case OneOf(options=options) if wanted is OneOf and takes_texts_and_numbers(shape):
            yield path, value
            if any(isinstance(option, ListOf) for option in options):
                yield f"{path}[1]", [1, value]
        case OneOf(options=options):
            for option in options:
                yield from around(option, path, value, wanted)
        case ListOf(item=item):
            for place, inner in around(item, f"{path}[0]", value, wanted):
                yield place, [inner]
        case MapOf(value=item):
            for place, inner in around(item, f"{path}.key", value, wanted):
                yield place, {"key": inner}
        case Record(members=members):
            words = {each.name: each.shape.choices[0] for each in members if isinstance(each.shape, Scalar) and each.shape.choices}
            for member in members:
                for place, inner in around(member.shape, f"{path}.{member.name}", value, wanted):
                    yield place, {**words, member.name: inner}
        case _:
            return


def takes_texts_and_numbers(shape: OneOf) -> bool:
    """Whether a shape takes texts and numbers, and lists of them: then either may be an ID."""
    return {each.type for each in shape.options if isinstance(each, Scalar)} == {str, float} and any(
        isinstance(each, ListOf) for each in shape.options
    )


def places(label: str, wanted: type[Shape]) -> list[tuple[str, str, Any]]:
    """The places in a kind's inputs: each with the input's name, its path, and a value of the input."""
    inputs = KINDS[label].inputs
    return [(each.name, path, value) for each in inputs for path, value in around(each.shape, each.name, ROUNDED, wanted)]


def in_words_of_others(value: Any) -> Any:
    """A value as another language spells it."""
    match value:
        case dict():
            return {camel(key): in_words_of_others(each) for key, each in value.items()}
        case list():
            return [in_words_of_others(each) for each in value]
        case _:
            return value


@pytest.mark.parametrize("label", [label for label in KINDS if places(label, OneOf)])
def test_a_rounded_number_among_texts_is_refused(label: str) -> None:
    """It may be an ID, which nobody would match; as a text it arrives as it is."""
    for name, path, value in places(label, OneOf):
        assert path in {each.property for each in problems(KINDS[label].record, {name: value}) if "give it as a text" in each.reason}


@pytest.mark.parametrize("label", [label for label in KINDS if places(label, JsonValue)])
def test_a_rounded_number_in_json_is_found(label: str) -> None:
    """Wherever a kind takes JSON: languages other than Python have no notation of their own for such a number."""
    for name, path, value in places(label, JsonValue):
        assert [*rounded(KINDS[label], {camel(name): in_words_of_others(value)})] == [in_words_of_others_path(path)]


def in_words_of_others_path(path: str) -> str:
    """A path as another language spells it."""
    return ".".join(camel(step) for step in path.split("."))


def test_most_kinds_that_take_such_values_are_shown() -> None:
    """Else the tests would show nothing."""
    assert {"Gate", "Segment", "DynamicConfigRule", "ReleasePipeline"} <= {label for label in KINDS if places(label, OneOf)}
    assert {"DynamicConfig", "Experiment", "Layer", "ParamStore", "Prompt"} <= {label for label in KINDS if places(label, JsonValue)}

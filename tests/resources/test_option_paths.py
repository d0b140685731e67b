"""Paths of `ignore_changes`, and texts with line ends of Windows, over all kinds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from statsig_console.declaring.paths import path_problem
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Record, Scalar, Shape

from .test_contract import KINDS


def paths(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    """All paths below a shape, each with what is there."""
    if path:
        yield path, shape
    if isinstance(shape, Record):
        for member in shape.members:
            yield from paths(member.shape, f"{path}.{member.name}".removeprefix("."))
    elif isinstance(shape, ListOf):
        yield from paths(shape.item, f"{path}[0]")
        yield from paths(shape.item, f"{path}[*]")
    elif isinstance(shape, MapOf):
        yield from paths(shape.value, f'{path}["a.b"]')


@pytest.mark.parametrize("label", KINDS)
def test_every_path_of_the_declaration_can_be_ignored(label: str) -> None:
    """And nothing inside a JSON value, nor below a text."""
    record = KINDS[label].record
    for path, shape in paths(record):
        assert path_problem(record, path) is None
        inside = path_problem(record, f"{path}.colour")
        if isinstance(shape, JsonValue):
            assert inside
            assert "is one value, whose keys Pulumi does not know" in inside
        elif isinstance(shape, Scalar):
            assert inside
            assert inside.endswith("holds no properties.")


def test_a_path_that_names_nothing_says_what_it_may_mean() -> None:
    """The API's spelling, or a slip."""
    record = KINDS["DynamicConfig"].record

    assert path_problem(record, "defaultValue") == 'DynamicConfig has no input "defaultValue"; did you mean default_value?'
    assert path_problem(record, "rules[0].returnValue.colour") == 'ConfigRule has no input "returnValue"; did you mean return_value?'
    assert path_problem(record, "zzz") == 'DynamicConfig has no input "zzz".'
    assert path_problem(record, "*") is None
    assert path_problem(record, '["default_value"]') is None
    assert (
        path_problem(record, "rules[*].return_value.colour")
        == "rules[*].return_value is one value, whose keys Pulumi does not know. Ignore it whole, or not at all."
    )


@pytest.mark.parametrize("label", KINDS)
def test_line_ends_are_no_difference(label: str) -> None:
    """In the texts of every kind that have no comparison of their own; a text that differs otherwise does."""
    texts = [field for field in KINDS[label].inputs if field.shape == Scalar(str) and not (field.options.only_with or field.options.same)]
    for field in texts:
        assert field.same("select 1,\n  2\n", "select 1,\r\n  2\r\n")
        assert not field.same("select 1,\n  2\n", "select 1,\r\n  3\r\n")

"""Ignored properties: what a program asks for at the paths that Pulumi is told to ignore."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console.planning.ignoring import as_there, steps_of

OURS: dict[str, Any] = {"lifecycle": "enabled", "rules": [{"name": "a", "share": 1}, {"name": "b", "share": 1}], "ids": {"x.y": 1}}
THEIRS: dict[str, Any] = {"lifecycle": "disabled", "rules": [{"name": "c", "share": 9}], "ids": {"x.y": 2}, "more": True}


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("lifecycle", {"lifecycle": "disabled"}),
        ("rules", {"rules": [{"name": "c", "share": 9}]}),
        ("rules[0].share", {"rules": [{"name": "a", "share": 9}, {"name": "b", "share": 1}]}),
        ("rules[*].share", {"rules": [{"name": "a", "share": 9}, {"name": "b", "share": 1}]}),
        ("rules[0]['share']", {}),
        ('ids["x.y"]', {"ids": {"x.y": 2}}),
        ("rules[1].share", {}),
        ("more", {}),
        ("gone", {}),
        ("rules[0", {}),
        ("", {}),
    ],
)
def test_what_is_ignored_is_as_it_is_there(path: str, changed: dict[str, Any]) -> None:
    """A path that either side lacks changes nothing, and neither does one that cannot be read; the program's own values stay."""
    before = repr(OURS)

    assert as_there(OURS, THEIRS, [path]) == {**OURS, **changed}
    assert repr(OURS) == before


def test_steps_are_as_pulumi_writes_them() -> None:
    """Names, indexes, and names that hold other characters."""
    assert steps_of('rules[0].conditions[*]["a \\"b\\".c"]') == ["rules", 0, "conditions", "*", 'a "b".c']

"""Dependents: which changes of an object disturb what it decides about."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.guarding.dependents import Disturbance, disturbing
from statsig_console.planning.changes import Changes, changes_between
from tests.provider.samples import Flag

RULE = {"name": "all", "pass_percentage": 1.0, "conditions": [{"type": "public"}]}
STATE = {"name": "Ours", "gate_id": "ours", "description": "", "lifecycle": "enabled", "rules": []}


@pytest.mark.parametrize(
    ("inputs", "properties"),
    [
        ({"description": "new"}, ()),
        ({"rules": [RULE]}, ("rules",)),
        ({"lifecycle": "disabled", "description": "new"}, ("lifecycle",)),
        ({"lifecycle": "disabled", "rules": [RULE]}, ("rules", "lifecycle")),
        # Another gate in its place: what was decided about has nothing to go by.
        ({"gate_id": "other"}, ("gate_id",)),
        ({"gate_id": "other", "rules": [RULE]}, ("gate_id",)),
    ],
)
def test_what_disturbs(inputs: dict[str, Any], properties: tuple[str, ...]) -> None:
    """The listed properties, moves of the lifecycle, and every replacement."""
    kind = kind_of(statsig.Gate)

    assert disturbing(kind, changes_between(kind, STATE, {**STATE, **inputs})) == properties


def test_what_decides_about_nothing_disturbs_nothing() -> None:
    """A kind without dependents asks for none, not even when it is replaced."""
    assert disturbing(kind_of(Flag), Changes(replaces=("flag_id",))) == ()


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "e0"), (5, "e0, e1, e2, e3, e4"), (6, "e0, e1, e2, e3, e4 and 1 more"), (9, "e0, e1, e2, e3, e4 and 4 more")],
)
def test_the_sentence_names_the_first_few(count: int, shown: str) -> None:
    """Enough to know where to look."""
    found = Disturbance("experiments", ("rules", "lifecycle"), tuple(f"e{number}" for number in range(count)))

    assert str(found) == f"rules and lifecycle would disturb what is running (experiments {shown})"

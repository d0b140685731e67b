"""Rises of rollouts: which changes let in more people in production at once, and which do not."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import Problem
from statsig_console.guarding.rollouts import steep

PUBLIC = [{"type": "public"}]
STAFF = [{"type": "email", "operator": "any", "target_value": ["a@example.com"]}]


def is_live(environment: str) -> bool:
    """Where rollouts count in these tests."""
    return environment == "production"


def rule(name: str, share: Any, conditions: Any = PUBLIC, environments: Any = None) -> dict[str, Any]:
    """A rule in state's form."""
    return {"name": name, "pass_percentage": share, "conditions": conditions, "environments": environments}


def paths(kind: type, old: dict[str, Any], new: dict[str, Any], most: float = 75) -> list[str]:
    """The properties that rise too steeply, and from where to where."""
    found = steep(kind_of(kind), old, new, most, is_live)
    return [f"{each.property} {' '.join(each.reason.split()[2:5]).rstrip(':')}" for each in found]


def test_the_sentence_names_rule_numbers_and_ways_out() -> None:
    """Whoever reads it did not see the guard coming."""
    old, new = {"rules": [rule("Staff", 100, STAFF), rule("Customers", 1)]}, {"rules": [rule("Staff", 100, STAFF), rule("Customers", 90)]}

    assert steep(kind_of(statsig.Gate), old, new, 75, is_live) == [
        Problem(
            "rules[1].pass_percentage",
            "rises from 1 to 90 in production for 'Customers': more than 75 points at once; take smaller steps, or allow it by "
            "STATSIG_ALLOW=rollouts or statsig:maxRolloutStep",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        ([rule("a", 25)], [rule("a", 100)], []),
        ([rule("a", 24.99)], [rule("a", 100)], ["rules[0].pass_percentage 24.99 to 100"]),
        ([rule("a", 100)], [rule("a", 0)], []),
        ([rule("a", 0, STAFF)], [rule("a", 100, STAFF)], ["rules[0].pass_percentage 0 to 100"]),
        # Moved, renamed, and new rules.
        ([rule("a", 1), rule("b", 100)], [rule("b", 100), rule("a", 1)], []),
        ([rule("a", 100)], [rule("b", 100)], []),
        ([rule("a", 1, STAFF)], [rule("a", 1, STAFF), rule("b", 100)], ["rules[1].pass_percentage 0 to 100"]),
        ([], [rule("b", 100, [])], ["rules[0].pass_percentage 0 to 100"]),
        ([], [rule("b", 100, STAFF)], []),
        ([rule("a", 1), rule("a", 100)], [rule("a", 1), rule("a", 100)], []),
        ([rule("a", 1), rule("a", 100)], [rule("a", 2), rule("a", 100)], []),
        # For more people, or in more environments, at the same share.
        ([rule("a", 100, STAFF)], [rule("a", 100)], ["rules[0].pass_percentage 0 to 100"]),
        ([rule("a", 100, environments=["development"])], [rule("a", 100)], ["rules[0].pass_percentage 0 to 100"]),
        ([rule("a", 0)], [rule("a", 100, environments=["development"])], []),
        # An empty list of environments means all of them.
        ([rule("a", 0, environments=[])], [rule("a", 100, environments=[])], ["rules[0].pass_percentage 0 to 100"]),
        ([rule("a", 0)], [rule("a", 100, environments=["development", "production"])], ["rules[0].pass_percentage 0 to 100"]),
        # What is not known yet, or not told.
        ([rule("a", 0)], [rule("a", Unknown())], []),
        ([rule("a", 0)], [Unknown(), rule("a", 1)], []),
        ([rule("a", 0)], Unknown(), []),
        ([rule("a", 0, STAFF)], [rule("b", 100, Unknown())], []),
        (None, [rule("a", 100)], []),
    ],
)
def test_rules(old: Any, new: Any, steps: list[str]) -> None:
    """A share counts where it is live, for whom it is, and against the rule that it continues."""
    before = {} if old is None else {"rules": old}

    assert paths(statsig.Gate, before, {"rules": new}) == steps


@pytest.mark.parametrize(
    ("kind", "old", "new", "steps"),
    [
        (statsig.Gate, ("enabled", 30), ("launched", 30), []),
        (statsig.Gate, ("enabled", 10), ("launched", 10), ["lifecycle 10 to 100"]),
        (statsig.Gate, ("launched", 10), ("enabled", 100), []),
        (statsig.Gate, ("disabled", 100), ("enabled", 100), ["rules[0].pass_percentage 0 to 100"]),
        (statsig.Gate, ("disabled", 10), ("enabled", 10), []),
        (statsig.Gate, ("disabled", 100), ("launched", 100), ["lifecycle 0 to 100"]),
        (statsig.Gate, ("enabled", 1), ("disabled", 100), []),
        (statsig.Gate, ("enabled", 1), (Unknown(), 100), ["rules[0].pass_percentage 1 to 100"]),
        (statsig.DynamicConfig, ("disabled", 100), ("enabled", 100), ["rules[0].pass_percentage 0 to 100"]),
    ],
)
def test_lifecycles(kind: type, old: tuple[str, float], new: tuple[Any, float], steps: list[str]) -> None:
    """Off lets in nobody and launched everybody, whatever the rules say."""
    before, after = ({"lifecycle": state, "rules": [rule("a", share)]} for state, share in (old, new))

    assert paths(kind, before, after) == steps


def test_a_lifecycle_counts_with_the_rules_that_are_there() -> None:
    """A program that leaves the rules to the console switches on what the console holds."""
    assert paths(statsig.Gate, {"lifecycle": "disabled", "rules": [rule("a", 90)]}, {"lifecycle": "enabled"}) == [
        "rules[0].pass_percentage 0 to 90"
    ]


def test_a_share_that_is_left_out_is_what_it_means() -> None:
    """A config's rule without a share serves all that it applies to."""
    whole = {"name": "a", "conditions": PUBLIC}

    assert paths(statsig.DynamicConfig, {"rules": [rule("a", 5)]}, {"rules": [whole]}) == ["rules[0].pass_percentage 5 to 100"]


@pytest.mark.parametrize("kind", [statsig.GateRule, statsig.DynamicConfigRule])
def test_single_rules(kind: type) -> None:
    """A rule that is a resource of its own is one element, with the same rules."""
    first = rule("a", 5)

    assert paths(kind, first, {**first, "pass_percentage": 90}) == ["pass_percentage 5 to 90"]
    assert paths(kind, {**first, "environments": ["staging"]}, {**first, "pass_percentage": 90}) == ["pass_percentage 0 to 90"]
    assert paths(kind, first, {**first, "pass_percentage": 90, "environments": ["staging"]}) == []
    assert paths(kind, rule("a", 90, STAFF), rule("a", 90)) == ["pass_percentage 0 to 90"]


def test_allocations_of_running_experiments() -> None:
    """Before the start nobody takes part; the start itself is meant."""
    assert paths(statsig.Experiment, {"lifecycle": "active", "allocation": 10}, {"allocation": 100}) == ["allocation 10 to 100"]
    assert paths(statsig.Experiment, {"lifecycle": "setup", "allocation": 10}, {"lifecycle": "active", "allocation": 100}) == []


def test_a_step_of_a_hundred_is_no_bound() -> None:
    """Which is how a stack switches the guard off."""
    assert paths(statsig.Gate, {"rules": []}, {"rules": [rule("a", 100)]}, 100) == []

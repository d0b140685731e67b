"""Claims: lists that are managed whole, and items that are managed one by one."""

from __future__ import annotations

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.session.claims import Claims

GATE = kind_of(statsig.Gate)
RULE = kind_of(statsig.GateRule)
CONFIG_RULE = kind_of(statsig.DynamicConfigRule)


@pytest.fixture
def claims() -> Claims:
    """Nothing claimed yet."""
    return Claims()


def test_items_go_well_together(claims: Claims) -> None:
    """Any number of single rules, and a gate that leaves them alone."""
    assert claims.make(GATE, {"name": "A flag"}) == []
    assert claims.make(RULE, {"gate_id": "a_flag", "name": "one"}) == []
    assert claims.make(RULE, {"gate_id": "a_flag", "name": "two"}) == []


def test_whole_list_and_item_contradict(claims: Claims) -> None:
    """The ID that the API will derive from the name is the one that the rule says."""
    assert claims.make(GATE, {"name": "A flag", "rules": []}) == []

    refusals = claims.make(RULE, {"gate_id": "a_flag", "name": "one"})

    assert [(each.property, each.reason) for each in refusals] == [
        ("gate_id", "names a Gate that declares all its rules: leave them out there, or declare all of them there")
    ]


def test_a_list_is_called_as_the_program_calls_it(claims: Claims) -> None:
    """Not as the API does."""
    claims.make(kind_of(statsig.GateOverrides), {"gate_id": "a_flag", "passing_user_ids": [], "failing_user_ids": []})

    [refusal] = claims.make(kind_of(statsig.GateUserOverride), {"gate_id": "a_flag", "group": "pass", "user_id": "u"})

    assert "names a GateOverrides that declares all its passing_user_ids:" in refusal.reason


def test_other_objects_are_no_matter(claims: Claims) -> None:
    """A gate's list says nothing of another gate's, nor of a config of the same name."""
    claims.make(GATE, {"name": "A flag", "gate_id": "flag", "rules": []})

    assert claims.make(RULE, {"gate_id": "a_flag", "name": "one"}) == []
    assert claims.make(CONFIG_RULE, {"dynamic_config_id": "flag", "name": "one"}) == []


def test_list_that_is_given_up_is_free(claims: Claims) -> None:
    """In the next operation of the same process the gate may leave its rules alone."""
    claims.make(GATE, {"name": "A flag", "rules": []})
    claims.make(GATE, {"name": "A flag"})

    assert claims.make(RULE, {"gate_id": "a_flag", "name": "one"}) == []


def test_what_is_not_known_yet_claims_nothing(claims: Claims) -> None:
    """A name that only `up` knows is asked about then."""
    claims.make(GATE, {"name": Unknown(), "rules": []})

    assert claims.make(RULE, {"gate_id": Unknown(), "name": "one"}) == []
    assert claims.make(RULE, {"gate_id": "a_flag", "name": "one"}) == []

"""Changes: what separates state from the program, decided without a request."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown

from pulumi_statsig_console import Experiment
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.shapes import is_known
from statsig_console.errors import Problem
from statsig_console.planning.changes import STUCK, Changes, changes_after_create, changes_between, keeps_name
from statsig_console.planning.states import settled
from statsig_console.planning.transitions import onward
from tests.provider.samples import Audience, Contest, Everything, Flag, Hour, Label, Launch, Members, Store, Token

EVERYTHING = kind_of(Everything)
FLAG = kind_of(Flag)
FLAG_STATE = {"name": "A Flag", "flag_id": "a_flag", "description": "", "id_type": "userID", "lifecycle": "enabled"}


def summary(changes: Changes) -> dict[str, Any]:
    """Changes in words, without what there is none of."""
    words = {
        "replaces": list(changes.replaces),
        "updates": [field.name for field in changes.updates],
        "first": [str(move.operation) for move in changes.first_moves],
        "last": [str(move.operation) for move in changes.last_moves],
        "delete_first": changes.delete_first,
        "refusals": {each.property: each.reason for each in changes.refusals},
    }
    return {name: value for name, value in words.items() if value}


FLAG_INPUTS = st.fixed_dictionaries(
    {"name": st.text(min_size=3), "description": st.text(), "id_type": st.text()},
    optional={
        "tags": st.lists(st.text()),
        "team": st.text(),
        "lifecycle": st.sampled_from(["enabled", "disabled", "launched", "archived"]),
        "rules": st.lists(
            st.fixed_dictionaries({"name": st.text(), "pass_percentage": st.integers(0, 100).map(float), "conditions": st.just([])}),
            max_size=3,
        ),
    },
)


@given(FLAG_INPUTS)
def test_state_that_holds_the_inputs_has_no_changes(inputs: dict[str, Any]) -> None:
    """A second `up` of the same program does nothing, whatever the program says."""
    assert summary(changes_between(FLAG, inputs, inputs)) == {}
    assert not changes_between(FLAG, {"lifecycle": "enabled", **inputs}, {"lifecycle": "enabled", **inputs})


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({}, {}),
        ({"description": "new"}, {"updates": ["description"]}),
        ({"description": None}, {}),
        ({"tags": []}, {}),
        ({"tags": ["a"], "team": "x"}, {"updates": ["tags", "team"]}),
        ({"description": Unknown()}, {"updates": ["description"]}),
        ({"lifecycle": "launched"}, {"last": ["PUT /gates/{id}/launch"]}),
        ({"lifecycle": Unknown()}, {}),
        ({"archive_reason": "why"}, {}),
        ({"update_style": "full"}, {}),
        ({"flag_id": "other"}, {"replaces": ["flag_id"]}),
        ({"flag_id": "a_flag"}, {}),
        (
            {"description": "new", "lifecycle": "archived"},
            {"updates": ["description"], "last": ["PUT /gates/{id}/archive"]},
        ),
    ],
)
def test_changes_are_found_by_property(inputs: dict[str, Any], found: dict[str, Any]) -> None:
    """A preview shows these, and an update sends them and nothing else."""
    assert summary(changes_between(FLAG, FLAG_STATE, {**FLAG_STATE, **inputs})) == found


@pytest.mark.parametrize(("old", "new"), [("eu", "us"), ("eu", None), (None, "eu")])
def test_a_change_of_project_is_a_new_object_before_the_old_one_goes(old: str | None, new: str | None) -> None:
    """Another project can hold the same ID at the same time, and what the API could not change here it can make there."""
    kind = kind_of(Members)
    state, inputs = ({"audience": "a"} | ({"project": each} if each else {}) for each in (old, new))

    assert summary(changes_between(kind, state, inputs)) == {"replaces": ["project"]}
    assert summary(changes_between(kind, state, state)) == {}
    assert "project" not in changes_between(kind, {}, inputs).replaces


def test_a_policy_changes_state_alone_and_is_gone_when_it_is_left_out() -> None:
    """What says how the object is handled has to reach state also when nothing else changes, and leave it again."""
    state = {"name": "T", "handling": "gentle"}

    assert summary(changes_between(EVERYTHING, {"name": "T"}, state)) == {"updates": ["handling"]}
    assert summary(changes_between(EVERYTHING, state, {"name": "T"})) == {"updates": ["handling"]}
    assert summary(changes_between(EVERYTHING, state, state)) == {}
    assert settled(EVERYTHING, state, {"name": "T"}) == {"name": "T", "__managed": ["name"]}


def test_a_frozen_object_thaws_for_a_change() -> None:
    """An archived object takes no changes: it leaves that state first, and enters the declared one last."""
    state = {**FLAG_STATE, "lifecycle": "archived"}

    assert summary(changes_between(FLAG, state, {**state, "description": "new"})) == {
        "updates": ["description"],
        "first": ["PUT /gates/{id}/unarchive"],
        "last": ["PUT /gates/{id}/archive"],
    }
    assert summary(changes_between(FLAG, state, {**state, "description": "new", "lifecycle": "launched"})) == {
        "updates": ["description"],
        "first": ["PUT /gates/{id}/unarchive"],
        "last": ["PUT /gates/{id}/launch"],
    }
    assert summary(changes_between(FLAG, state, {"description": "new"})) == {"updates": ["description"]}


@pytest.mark.parametrize(
    ("resource", "state", "inputs", "keeps"),
    [
        (Flag, {"flag_id": "a"}, {"flag_id": "a"}, True),
        (Flag, {"flag_id": "a"}, {"flag_id": "b"}, False),
        (Flag, {"flag_id": "a_flag"}, {"name": "A Flag"}, True),
        (Flag, {"flag_id": "a_flag"}, {"name": "B Flag"}, False),
        (Flag, {"flag_id": "a_flag"}, {"name": Unknown()}, False),
        (Flag, {"flag_id": "a"}, {"flag_id": Unknown()}, False),
        (Label, {"name": "a"}, {"name": "a"}, False),
        (Hour, {"dataset": "Events"}, {"dataset": "Events"}, True),
        (Hour, {"dataset": "Events"}, {"dataset": "Metrics"}, False),
        (Members, {"audience": "a"}, {"audience": "a"}, True),
        (Token, {"key": "client-x"}, {}, False),
    ],
)
def test_keeps_name_when_the_program_decides_the_same_id(
    resource: type, state: dict[str, Any], inputs: dict[str, Any], keeps: bool
) -> None:
    """Two objects cannot have one ID, so the old one must go before the new one comes; else the new one comes first."""
    assert keeps_name(kind_of(resource), state, inputs) is keeps


@pytest.mark.parametrize(
    ("resource", "state", "inputs", "found"),
    [
        (
            Audience,
            {"name": "A B", "type": "id_list", "audience_id": "a_b"},
            {"name": "A B", "type": "rule_based"},
            {"replaces": ["type"], "delete_first": True},
        ),
        (
            Audience,
            {"name": "A B", "type": "id_list", "audience_id": "a_b"},
            {"name": "C D", "type": "id_list"},
            {"replaces": ["name"]},
        ),
        (Token, {"type": "SERVER"}, {"type": "CLIENT"}, {"replaces": ["type"]}),
        (Token, {"lifecycle": "deactivated"}, {"lifecycle": "active"}, {"replaces": ["lifecycle"]}),
        (Token, {"rotation": "1"}, {"rotation": "2"}, {"updates": ["rotation"]}),
        (
            Store,
            {"name": "a", "display_name": "A"},
            {"name": "a", "display_name": "B"},
            {"replaces": ["display_name"], "delete_first": True, "refusals": {"display_name": STUCK}},
        ),
        (Store, {"name": "a", "display_name": "A"}, {"name": "b", "display_name": "A"}, {"replaces": ["name"]}),
        (Launch, {"flag": "a", "triggers": "1"}, {"flag": "a", "triggers": "2"}, {"replaces": ["triggers"]}),
        (Launch, {"flag": "a", "triggers": '{"a": 1}'}, {"flag": "a", "triggers": '{"a":1.0}'}, {}),
    ],
)
def test_what_cannot_be_changed_is_replaced(resource: type, state: dict[str, Any], inputs: dict[str, Any], found: dict[str, Any]) -> None:
    """A replacement deletes first where the ID stays, and is refused where nothing can delete the old object."""
    assert summary(changes_between(kind_of(resource), state, inputs)) == found


def test_what_a_lock_allows_is_not_refused_with_the_rest() -> None:
    """A running experiment's share may rise, whatever else is changed that may not."""
    groups = [{"name": "Control", "size": 50.0, "parameter_values": "{}"}, {"name": "Test", "size": 50.0, "parameter_values": "{}"}]
    state = {"name": "A", "groups": groups, "allocation": 10.0, "lifecycle": "active"}

    changes = changes_between(kind_of(Experiment), state, {**state, "groups": groups[:1], "allocation": 20.0})

    assert summary(changes) == {
        "updates": ["groups", "allocation"],
        "refusals": {"groups": "cannot be changed while lifecycle is 'active': declare setup, which resets it"},
    }


@pytest.mark.parametrize(
    ("state", "inputs", "found"),
    [
        ({"weight": 1.0}, {"weight": 2.0, "source": "manual"}, {"updates": ["source", "weight"]}),
        ({"weight": 1.0, "source": "auto"}, {"weight": 2.0, "source": "auto"}, {}),
        ({"height": 1.0, "source": "auto", "table": "t"}, {"height": 2.0, "source": "auto", "table": "t"}, {}),
        ({"height": 1.0, "source": "copied", "table": "t"}, {"height": 2.0, "source": "copied", "table": "t"}, {}),
        ({"height": 1.0, "source": "auto", "table": "u"}, {"height": 2.0, "source": "auto", "table": "u"}, {"updates": ["height"]}),
        ({"height": 1.0, "source": "own", "table": "t"}, {"height": 2.0, "source": "own", "table": "t"}, {"updates": ["height"]}),
        ({"guests": ["theirs", "a"], "source": "auto"}, {"guests": ["a"], "source": "auto"}, {}),
        ({"guests": ["theirs"], "source": "auto"}, {"guests": ["a"], "source": "auto"}, {"updates": ["guests"]}),
        ({"source": "auto"}, {"guests": ["a"], "source": "auto"}, {"updates": ["guests"]}),
        ({"guests": ["theirs", "a"]}, {"guests": ["a"]}, {"updates": ["guests"]}),
        ({"guests": ["a"], "source": "auto"}, {"guests": Unknown(), "source": "auto"}, {"updates": ["guests"]}),
        ({"sealed": "a", "phase": "setup"}, {"sealed": "b"}, {"updates": ["sealed"]}),
        (
            {"sealed": "a", "phase": "running"},
            {"sealed": "b"},
            {"updates": ["sealed"], "refusals": {"sealed": "cannot be changed while phase is 'running': stop it first"}},
        ),
        (
            {"sealed": "a", "phase": "setup"},
            {"sealed": "b", "phase": "running"},
            {"updates": ["sealed"], "last": ["PUT /things/{id}/start"]},
        ),
        (
            {"sealed": "a", "phase": "running"},
            {"sealed": "b", "phase": "done"},
            {"updates": ["sealed"], "first": ["PUT /things/{id}/stop"]},
        ),
        ({"phase": "done"}, {"phase": "setup"}, {"last": ["PUT /things/{id}/reset"]}),
        (
            {"phase": "done"},
            {"phase": "running"},
            {"refusals": {"phase": "cannot become 'running' from 'done': declare setup first"}},
        ),
        (
            {"phase": "done", "winner": "a"},
            {"phase": "done", "winner": "b"},
            {"refusals": {"winner": "was settled when phase became 'done', and stays 'a'"}},
        ),
        ({"phase": "done", "winner": "a"}, {"phase": "done", "winner": "a"}, {}),
        ({"phase": "done", "winner": "a"}, {"phase": "done", "winner": Unknown()}, {}),
        ({"phase": "done", "winner": "a"}, {"phase": "done"}, {}),
        ({"phase": "done"}, {"phase": "done", "winner": "b"}, {}),
        ({}, {"phase": "running"}, {"last": ["PUT /things/{id}/start"]}),
    ],
)
def test_the_lifecycle_decides_what_can_be_had(state: dict[str, Any], inputs: dict[str, Any], found: dict[str, Any]) -> None:
    """What would break a running experiment is named before anything is sent."""
    assert summary(changes_between(EVERYTHING, state, inputs)) == found


def test_after_a_create_the_rest_is_done() -> None:
    """What the create operation does not take follows; what it took is not sent twice."""
    inputs = {"name": "a", "title": "t", "late": "l", "phase": "running"}

    assert summary(changes_after_create(EVERYTHING, {"name": "a", "title": "other", "phase": "setup"}, inputs)) == {
        "updates": ["late"],
        "last": ["PUT /things/{id}/start"],
    }
    assert summary(changes_after_create(EVERYTHING, {"name": "a", "late": "l", "phase": "running"}, inputs)) == {}


def test_after_a_create_a_long_list_is_completed() -> None:
    """Creates of long lists take a first batch; the rest is left to do."""
    kind = kind_of(Members)

    assert summary(changes_after_create(kind, {"ids": ["1"]}, {"audience": "a", "ids": ["1", "2"]})) == {"updates": ["ids"]}
    assert summary(changes_after_create(kind, {"ids": ["2", "1"]}, {"audience": "a", "ids": ["1", "2"]})) == {}


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (Unknown(), False),
        ([1, {"a": [Unknown()]}], False),
        ({"a": {"b": Unknown()}}, False),
        ([1, {"a": [None]}], True),
        (None, True),
        ("text", True),
    ],
)
def test_is_known_looks_everywhere(value: Any, known: bool) -> None:
    """A preview refuses nothing because of what it cannot know."""
    assert is_known(value) is known


def test_what_is_not_known_yet_is_not_refused() -> None:
    """The value may turn out to be the one that is there."""
    state = {"name": "a", "display_name": "A"}

    found = changes_between(kind_of(Store), state, {"name": "a", "display_name": Unknown()})

    assert summary(found) == {"replaces": ["display_name"], "delete_first": True}


def test_a_move_names_an_element_that_is_there() -> None:
    """A winner is named by the name of its group, and a misspelt one is told before the experiment is over."""
    contest = kind_of(Contest)
    state = {"groups": [{"name": "a", "id": "1"}, {"name": "b", "id": "2"}], "phase": "running"}

    found = [
        summary(changes_between(contest, state, {"phase": "over", "winner": winner})).get("refusals")
        for winner in ("a", "z", Unknown(), None)
    ]

    assert found == [None, {"winner": "is the name of one of groups (a, b), not 'z'"}, None, None]
    unknown = {**state, "groups": [{"name": Unknown()}]}
    assert summary(changes_between(contest, unknown, {"phase": "over", "winner": "z"})) == {"last": ["PUT /contests/{id}/end"]}
    assert summary(changes_between(contest, {}, {"phase": "over", "winner": "z"})) == {"last": ["PUT /contests/{id}/end"]}


def test_without_a_lifecycle_there_is_nowhere_to_go() -> None:
    """Also where the program does not declare its state."""
    assert onward(kind_of(Label), {}, {}) == ()
    assert onward(FLAG, {"lifecycle": "archived"}, {}) == ()
    assert [move.to for move in onward(FLAG, {"lifecycle": "archived"}, {"lifecycle": "launched"}) or ()] == ["enabled", "launched"]
    assert [move.to for move in onward(FLAG, {}, {"lifecycle": "disabled"}) or ()] == ["disabled"]


def test_changes_are_true_when_there_is_something_to_do() -> None:
    """Pulumi asks just that; a refusal alone is no change."""
    field, move = FLAG.inputs[0], FLAG.lifecycle and FLAG.lifecycle.options.machine and FLAG.lifecycle.options.machine.moves[0]
    assert move

    assert [
        bool(each)
        for each in (
            Changes(),
            Changes(("x",)),
            Changes(updates=(field,)),
            Changes(first_moves=(move,)),
            Changes(last_moves=(move,)),
            Changes(refusals=(Problem("x", "y"),)),
        )
    ] == [False, True, True, True, True, False]

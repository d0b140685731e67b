"""State: what is remembered of an object, made from answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.shapes import ListOf, Scalar
from statsig_console.planning.states import in_form, inputs_from, is_whole, original_in, original_of, settled, shows, state_from, unshown
from statsig_console.state_keys import MANAGED, ORIGINAL
from tests.provider.samples import Everything, Flag, Hour, Launch, Token

EVERYTHING = kind_of(Everything)
NO_LISTS: dict[str, Any] = {"app_ids": [], "groups": [], "guests": [], "seen": []}
"""What a read says of lists that it leaves out."""


def test_answers_become_state_under_the_programs_names() -> None:
    """State is what programs read, so it holds snake_case names, JSON as text, and nothing undeclared."""
    answer = {
        "id": "a",
        "name": "A",
        "heading": "not read under this name",
        "shownAs": "B",
        "ownerID": None,
        "appIDs": ["x"],
        "value": {"n": None},
        "groups": [{"id": "g"}],
        "phase": "running",
        "winner": "w",
        "choice": {"name": "c"},
        "version": 3,
        "seenBy": None,
        "surprise": 1,
    }

    assert state_from(EVERYTHING, answer, {}) == {
        "thing_id": "a",
        "name": "A",
        "title": "B",
        "app_ids": ["x"],
        "value": '{"n":null}',
        "groups": ["g"],
        "phase": "running",
        "winner": "w",
        "chosen": "c",
        "version": 3,
        "guests": [],
        "seen": [],
    }


def test_what_answers_never_tell_is_remembered() -> None:
    """A secret, a local note or a query value would otherwise be lost with each refresh, and planned again."""
    memory = {
        "name": "old",
        "secret_text": "s",
        "noted": "n",
        "dry_run": True,
        "title": "gone",
        MANAGED: ["name"],
        ORIGINAL: "{}",
        "unheard_of": 1,
    }

    assert state_from(EVERYTHING, {"name": "new"}, memory) == {
        "name": "new",
        "secret_text": "s",
        "noted": "n",
        "dry_run": True,
        MANAGED: ["name"],
        ORIGINAL: "{}",
        **NO_LISTS,
    }


def test_a_lenient_answer_says_nothing_about_what_it_lacks() -> None:
    """Undocumented answers are taken for what they hold; a null that they hold counts."""
    kind = replace(EVERYTHING, lenient=True)

    assert state_from(kind, {"name": "new", "source": None}, {"name": "old", "title": "kept", "source": "gone"}) == {
        "name": "new",
        "title": "kept",
    }


def test_nested_data_is_found() -> None:
    """Some answers hold half of the object under a key; what is outside wins."""
    kind = replace(EVERYTHING, nested="data")

    assert state_from(kind, {"id": "a", "name": "out", "data": {"name": "in", "shownAs": "B"}}, {}) == {
        "thing_id": "a",
        "name": "out",
        "title": "B",
        **NO_LISTS,
    }
    assert state_from(kind, {"id": "a", "data": None}, {}) == {"thing_id": "a", **NO_LISTS}


def test_the_answer_to_a_change_says_nothing_about_what_it_lacks() -> None:
    """Only a read can say that something is not there; until then it is as it was sent."""
    memory = {"name": "A", "title": "sent", "app_ids": ["x"], "phase": "running", "chosen": "c"}

    assert state_from(EVERYTHING, {"id": "a"}, memory, partial=True) == {"thing_id": "a", **memory}
    assert state_from(EVERYTHING, {"surprise": 1}, memory, partial=True) == memory
    assert state_from(EVERYTHING, {"id": "a", "shownAs": None, "choice": None}, memory, partial=True) == {
        "thing_id": "a", "name": "A", "app_ids": ["x"], "phase": "running",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", [{}, {"shownAs": None, "appIDs": None}, {"shownAs": "", "appIDs": []}])
def test_null_empty_and_left_out_are_one_value(nothing: dict[str, Any]) -> None:
    """State keeps the form that it has, so that a refresh shows no difference."""
    known = {"name": "A", "title": "", "app_ids": [], **NO_LISTS}

    assert state_from(EVERYTHING, {"name": "A", **nothing}, known) == known


def test_a_full_update_knows_lists_that_are_nothing() -> None:
    """It has to name them all; an answer to a change leaves open what they are, and other kinds have no need."""
    assert state_from(EVERYTHING, {"name": "A"}, {}) == {"name": "A", **NO_LISTS}
    assert state_from(EVERYTHING, {"name": "A"}, {}, partial=True) == {"name": "A"}
    assert state_from(kind_of(statsig.Tag), {"name": "A"}, {}) == {"name": "A"}


def test_what_means_the_same_keeps_its_form() -> None:
    """The order of sets, numbers as floats or texts and keys that are left out are no difference; the rest is taken over."""
    rule = {"name": "a", "pass_percentage": 50, "conditions": [{"type": "public"}], "environments": []}
    shape = kind_of(statsig.Gate).by_name["rules"].shape

    kept = in_form(shape, [rule], [{**rule, "pass_percentage": 50.0, "environments": None, "id": "r"}, rule])

    assert kept == [{**rule, "id": "r"}, rule]
    assert in_form(ListOf(Scalar(str)), ["b", "a"], ["a", "b"]) == ["a", "b"]
    assert in_form(Scalar(bool), False, None) is None


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        ({"id": "a"}, False),
        ({}, False),
        ({"zz": 1}, False),
        ({"id": "a", "name": "A", "description": ""}, False),
        ({"id": "a", "name": "A", "createdTime": 1, "status": "In Progress", "typeReason": "NONE", "isEnabled": True}, True),
    ],
)
def test_an_answer_is_whole_that_holds_the_outputs(answer: dict[str, Any], whole: bool) -> None:
    """Then no read has to follow a change."""
    assert is_whole(kind_of(statsig.Gate), answer, {"name": "A"}) is whole


def test_an_answer_without_what_the_api_completes_is_not_whole() -> None:
    """The IDs of rules are in no program, and the next update needs them."""
    answer = {"id": "a", "name": "A", "createdTime": 1, "status": "In Progress", "typeReason": "NONE", "isEnabled": True}

    assert not is_whole(kind_of(statsig.Gate), answer, {"rules": [{"name": "a"}]})
    assert is_whole(kind_of(statsig.Gate), {**answer, "rules": []}, {"rules": [{"name": "a"}]})


@pytest.mark.parametrize(
    ("told", "sent", "whole"),
    [
        ({"description": None}, {"description": "why"}, False),
        ({"rules": None}, {"rules": [{"name": "a"}]}, False),
        ({"createdTime": None}, {"name": "A"}, False),
        ({"description": None, "rules": None}, {"description": "", "rules": []}, True),
        ({"description": None}, {}, True),
    ],
)
def test_null_for_what_was_sent_says_nothing(told: dict[str, Any], sent: dict[str, Any], whole: bool) -> None:
    """Nor does it for an output that is never empty."""
    answer = {"id": "a", "name": "A", "createdTime": 1, "status": "In Progress", "typeReason": "NONE", "isEnabled": True}

    assert is_whole(kind_of(statsig.Gate), {**answer, **told}, sent) is whole


def test_an_item_of_a_list_has_to_show_what_is_managed() -> None:
    """What nobody manages may be missing; where nobody knows what is managed, what state has counts, and without state everything."""
    item = {"name": "A", "shownAs": "B"}

    assert shows(EVERYTHING, item, {MANAGED: ["name", "title", "noted"]})
    assert not shows(EVERYTHING, item, {MANAGED: ["name", "app_ids"]})
    assert shows(EVERYTHING, item, {"name": "A", "version": 3})
    assert not shows(EVERYTHING, item, {"name": "A", "app_ids": ["x"]})
    assert not shows(EVERYTHING, item, {})


def test_what_an_item_of_a_list_lacks_is_named() -> None:
    """Of the settable properties that a read always tells."""
    assert "title" in unshown(EVERYTHING, {"name": "A"})
    assert unshown(EVERYTHING, {"name": "A", "shownAs": "B"}) == [name for name in unshown(EVERYTHING, {"name": "A"}) if name != "title"]


def test_a_run_remembers_what_it_was_asked() -> None:
    """The answer of an action may name things like its inputs and mean others."""
    assert state_from(kind_of(Launch), {"flag": "other", "status": "Launched", "message": "ok"}, {"flag": "a"}) == {
        "flag": "a",
        "status": "Launched",
        "message": "ok",
    }


def test_settled_state_knows_what_is_managed() -> None:
    """Refresh shows drift only in what the program sets; what the API never tells is as it was sent."""
    inputs = {"name": "A", "secret_text": "s", "winner": "w", "noted": None, "unheard_of": 1}

    assert settled(EVERYTHING, {"name": "A", "title": "B", "secret_text": "old", "noted": "old"}, inputs) == {
        "name": "A",
        "title": "B",
        "secret_text": "s",
        MANAGED: ["name", "noted", "secret_text", "winner"],
    }


def test_inputs_ask_for_the_managed_part_of_state() -> None:
    """After a refresh the next preview compares the program with just these."""
    state = {"name": "A", "title": "B", "version": 3, MANAGED: ["name", "title", "source"]}

    assert inputs_from(EVERYTHING, state) == {"name": "A", "title": "B"}


def test_without_memory_all_inputs_count() -> None:
    """An object that is adopted has never been managed; outputs are no inputs even then."""
    assert inputs_from(EVERYTHING, {"name": "A", "title": "B", "version": 3}) == {"name": "A", "title": "B"}


def test_the_original_of_a_singleton_is_kept_exactly() -> None:
    """Destroy puts back what was there, to the digit, under the names that the operation takes."""
    original = original_in({"dataset": "Events", "scheduled_hour_pst": 4.5, "more": 1}, kind_of(Hour))

    assert original == '{"dataset":"Events","scheduled_hour_pst":4.5}'
    assert original_of({ORIGINAL: original}) == {"dataset": "Events", "scheduled_hour_pst": 4.5}
    assert original_of({}) == {}


def test_an_original_holds_what_can_be_put_back() -> None:
    """What travels in no body cannot be, and what the answer lacks is not known."""
    answer = {"name": "a", "shownAs": "B", "heading": "not read under this name", "dryRun": True, "phase": "running", "version": 1}

    assert original_in(answer, EVERYTHING) == '{"name":"a","heading":"B"}'


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        (Everything, "name", True),
        (Everything, "secret_text", False),
        (Everything, "noted", False),
        (Everything, "dry_run", False),
        (Everything, "phase", True),
        (Everything, "winner", True),
        (Everything, "late", True),
        (Flag, "archive_reason", False),
        (Token, "rotation", False),
        (Token, "key", True),
    ],
)
def test_which_fields_answers_tell(kind: Any, name: str, told: bool) -> None:
    """What is told may drift; what is not is remembered."""
    assert kind_of(kind).by_name[name].is_read is told


def test_nested_keys_of_the_server_are_no_inputs_unless_the_program_sets_them() -> None:
    """After a refresh, a preview would show a rule's id as something that the program takes away."""
    flag = kind_of(Flag)
    rule = {"name": "a", "pass_percentage": 1, "conditions": []}
    told = {**rule, "id": "a:1", "base_id": "a"}
    state = {"name": "A", "rules": [told, {**told, "name": "b"}]}

    left_out = inputs_from(flag, settled(flag, state, {"name": "A", "rules": [rule]}))
    one_set = inputs_from(flag, settled(flag, state, {"name": "A", "rules": [rule, {**rule, "base_id": "a"}]}))

    assert left_out == {"name": "A", "rules": [rule, {**rule, "name": "b"}]}
    assert one_set == {"name": "A", "rules": [{**rule, "base_id": "a"}, {**rule, "name": "b", "base_id": "a"}]}

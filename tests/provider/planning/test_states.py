"""State: what is remembered of an object, made from answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from statsig_console.declaring.kinds import kind_of
from statsig_console.planning.states import inputs_from, original_in, original_of, settled, state_from
from statsig_console.stored import MANAGED, ORIGINAL
from tests.provider.samples import Everything, Flag, Hour, Launch, Token

EVERYTHING = kind_of(Everything)


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
    }
    assert state_from(kind, {"id": "a", "data": None}, {}) == {"thing_id": "a"}


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
    assert kind_of(kind).by_name[name].is_told is told


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

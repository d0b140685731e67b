"""Request bodies: exactly what the API is to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console.declaring.endpoints import Deltas
from statsig_console.declaring.fields import UNMANAGED, Carry, Field, prop
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.lifecycle import Fixed, IdIn, move
from statsig_console.declaring.operations import operation
from statsig_console.declaring.shapes import ListOf, Member, Record, Scalar
from statsig_console.planning.bodies import carried, create_body, delta_bodies, move_body, own_body, restoring_body, update_body
from tests.provider.samples import Audience, Everything, Flag, Hour, Members, Overrides

EVERYTHING = kind_of(Everything)
FLAG = kind_of(Flag)
PATCH, POST = operation("PATCH /things/{id}"), operation("POST /things/{id}")
CARRY = Carry("name", ("id", "base_id"), within={"variants": Carry("name", ("id",))})
IDS = st.lists(st.integers(0, 30).map(str), unique=True)


def changed(*names: str) -> list[Field]:
    """Fields of Everything."""
    return [EVERYTHING.by_name[name] for name in names]


def test_create_sends_what_the_program_sets() -> None:
    """Properties that travel elsewhere, later, or not at all are in no body; unset ones neither."""
    inputs = {
        "name": "My Thing",
        "title": "T",
        "single": "s",
        "late": "later",
        "noted": "local",
        "handling": "gentle",
        "dry_run": True,
        "phase": "running",
        "winner": "w",
        "owner_id": "",
        "app_ids": [],
        "weight": 2.0,
        "value": '{"a":null}',
        "source": None,
        "kept": "k",
    }

    assert create_body(EVERYTHING, inputs) == {
        "name": "My Thing",
        "id": "my_thing",
        "heading": "T",
        "single": ["s"],
        "weight": 2,
        "value": {"a": None},
        "kept": "k",
    }


@pytest.mark.parametrize(
    ("inputs", "body"),
    [
        ({"name": "A Flag"}, {"name": "A Flag", "id": "a_flag"}),
        ({"name": "A Flag", "flag_id": "other"}, {"name": "A Flag", "id": "other"}),
        ({"name": "A Flag", "lifecycle": "disabled"}, {"name": "A Flag", "id": "a_flag", "isEnabled": False}),
        ({"name": "A Flag", "lifecycle": "enabled"}, {"name": "A Flag", "id": "a_flag", "isEnabled": True}),
        ({"name": "A Flag", "lifecycle": "archived"}, {"name": "A Flag", "id": "a_flag"}),
        ({"flag_id": "x"}, {"id": "x"}),
    ],
)
def test_create_names_the_object_and_its_first_state(inputs: dict[str, Any], body: dict[str, Any]) -> None:
    """The ID is decided by us, not left to the API; a flag that is declared off is never on."""
    assert create_body(FLAG, inputs) == body


def test_create_takes_the_first_batch_of_a_long_list() -> None:
    """One request takes so many elements; the rest is added after it."""
    assert create_body(kind_of(Members), {"audience": "a", "ids": ["1", "2", "3", "4"]}) == {"ids": ["1", "2", "3"]}


def test_patch_holds_only_what_changed() -> None:
    """What the program does not manage, and what did not change, is not overwritten; what every body needs is there."""
    state = {"name": "a", "title": "old", "kept": "k", "source": "theirs", "version": 3.0}
    inputs = {"name": "a", "title": "new", "query": "q"}

    assert update_body(EVERYTHING, PATCH, changed("title"), state, inputs) == {"heading": "new", "kept": "k"}


@pytest.mark.parametrize(
    ("source", "guests"),
    [("auto", ["theirs", "ours", "new"]), ("manual", ["ours", "new"])],
)
def test_a_growing_list_keeps_what_the_api_added(source: str, guests: list[str]) -> None:
    """Sending the program's elements alone would throw the API's out."""
    state, inputs = {"guests": ["theirs", "ours"]}, {"source": source, "guests": ["ours", "new"]}

    assert update_body(EVERYTHING, PATCH, changed("guests"), state, inputs) == {"guests": guests}


def test_patch_clears_by_null_where_the_api_wants_null() -> None:
    """An empty text would be refused as an unknown owner."""
    assert update_body(EVERYTHING, PATCH, changed("owner_id", "app_ids", "title"), {}, {"owner_id": "", "app_ids": [], "title": ""}) == {
        "ownerID": None,
        "appIDs": None,
        "heading": "",
    }


def test_full_update_holds_everything() -> None:
    """A POST takes the whole object: what it lacks would be reset, so unmanaged properties go along as they are."""
    state = {"name": "a", "thing_id": "a", "title": "old", "source": "theirs", "version": 3.0, "value_text": "{}", "owner_id": "o"}
    inputs = {"name": "a", "title": "new", "value": '{"b":1}', "noted": "n"}

    assert update_body(EVERYTHING, POST, changed("title"), state, inputs) == {
        "name": "a",
        "heading": "new",
        "source": "theirs",
        "value": {"b": 1},
        "ownerID": "o",
        "appIDs": None,
        "version": 3,
    }


def test_an_update_keeps_the_identity_of_rules() -> None:
    """Assignment hangs on a rule's base id, so it travels with the rule."""
    rules = [{"name": "r", "pass_percentage": 1.0, "conditions": [], "base_id": "b", "id": "i"}]
    inputs = {"name": "a", "rules": [{"name": "r", "pass_percentage": 2.0, "conditions": []}]}

    assert update_body(FLAG, PATCH, [FLAG.by_name["rules"]], {"rules": rules}, inputs) == {
        "rules": [{"name": "r", "passPercentage": 2, "conditions": [], "baseID": "b", "id": "i"}]
    }


def test_fields_with_operations_of_their_own_are_in_no_update() -> None:
    """The update would refuse them, or take them without effect."""
    kind = kind_of(Audience)

    assert update_body(kind, PATCH, list(kind.inputs), {}, {"description": "d", "rules": [], "tags": ["t"]}) == {
        "description": "d",
        "tags": ["t"],
    }


def test_own_bodies_are_bare_or_wrapped() -> None:
    """Some operations take the list itself, some an object with it."""
    rule = {"name": "r", "pass_percentage": 1.0, "conditions": []}
    field = kind_of(Audience).by_name["rules"]
    wrapped = replace(field, options=replace(field.options, wrapped=True))
    state = {"rules": [{"name": "r", "base_id": "b"}]}
    wire = [{"name": "r", "passPercentage": 1, "conditions": [], "baseID": "b"}]

    assert own_body(field, state, {"rules": [rule]}) == wire
    assert own_body(wrapped, state, {"rules": [rule]}) == {"rules": wire}


def test_restoring_names_the_singleton_and_puts_everything_back() -> None:
    """What it was before it was managed, under its own key."""
    assert restoring_body(kind_of(Hour), {"dataset": "Events", "scheduled_hour_pst": 23.0}, {"scheduled_hour_pst": 4}) == {
        "scheduled_hour_pst": 4,
        "dataset": "Events",
    }


def test_moves_take_what_goes_along() -> None:
    """A reason goes with its move, a fixed value always; an operation without body gets none, one with an optional body an empty one."""
    bare, empty = move("a", "b", "PUT /x"), move("a", "b", "PUT /x", sends={})
    reasoned = move("a", "b", "PUT /x", sends={"why": "title", "winnerID": IdIn("winner", "groups")})
    state = {"groups": [{"name": "x", "id": "1"}, {"name": "y", "id": "2"}]}

    assert move_body(EVERYTHING, bare, {}, {"title": "t"}) is None
    assert move_body(EVERYTHING, empty, {}, {"title": "t"}) == {}
    assert move_body(EVERYTHING, reasoned, state, {"title": "t", "winner": "y"}) == {"why": "t", "winnerID": "2"}
    assert move_body(EVERYTHING, reasoned, state, {"winner": "z"}) == {}
    assert move_body(EVERYTHING, reasoned, {}, {"winner": "y"}) == {}
    assert move_body(EVERYTHING, move("a", "b", "PUT /x", sends={"always": Fixed(True)}), {}, {}) == {"always": True}


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ([{"name": "a", "x": 1}], [{"name": "a", "x": 0, "id": "1", "base_id": "b"}], [{"id": "1", "base_id": "b", "name": "a", "x": 1}]),
        ([{"name": "b"}, {"name": "a"}], [{"name": "a", "id": "1"}], [{"name": "b"}, {"id": "1", "name": "a"}]),
        ([{"name": "a", "id": "own"}], [{"name": "a", "id": "1"}], [{"id": "own", "name": "a"}]),
        (
            [{"name": "a", "variants": [{"name": "v", "y": 2}, {"name": "w"}]}],
            [{"name": "a", "id": "1", "variants": [{"name": "v", "id": "9", "y": 1}]}],
            [{"id": "1", "name": "a", "variants": [{"id": "9", "name": "v", "y": 2}, {"name": "w"}]}],
        ),
        ([{"name": "a", "variants": [{"name": "v"}]}], [], [{"name": "a", "variants": [{"name": "v"}]}]),
        (
            [{"name": "a"}, {"name": "a"}, {"name": "a"}],
            [{"name": "a", "id": "1"}, {"name": "a", "id": "2"}],
            [{"id": "1", "name": "a"}, {"id": "2", "name": "a"}, {"name": "a"}],
        ),
        (["text"], [{"name": "a", "id": "1"}], ["text"]),
        ([{"name": "a"}], ["text"], [{"name": "a"}]),
        ([], [{"name": "a", "id": "1"}], []),
        (None, [{"name": "a"}], None),
        ([{"name": "a"}], None, [{"name": "a"}]),
    ],
)
def test_carried_elements_keep_their_identity(new: Any, old: Any, expected: Any) -> None:
    """An element that moves or changes is the same element to the API; a new one gets its own keys."""
    assert carried(CARRY, new, old) == expected


@given(st.lists(st.text(), unique=True), st.lists(st.text(), unique=True))
def test_carrying_changes_nothing_but_keys(new: list[str], old: list[str]) -> None:
    """Order, number and values are the program's; known elements keep their keys, and no key is given twice."""
    before = [{"name": name, "id": f"id of {name}", "x": 0} for name in old]

    result = carried(CARRY, [{"name": name, "x": 1} for name in new], before)

    assert [(each["name"], each["x"], each.get("id")) for each in result] == [
        (name, 1, f"id of {name}" if name in old else None) for name in new
    ]


def test_nothing_is_carried_without_a_declaration() -> None:
    """The API may not take those keys."""
    assert carried(None, [{"name": "a"}], [{"name": "a", "id": "1"}]) == [{"name": "a"}]


@given(IDS, IDS, st.integers(1, 7))
def test_deltas_bring_a_list_from_old_to_new(before: list[str], after: list[str], batch: int) -> None:
    """What is removed and added, and nothing else, in batches that one request takes."""
    deltas = Deltas(operation("PATCH /x"), operation("DELETE /x"), batch=batch)
    field = kind_of(Members).by_name["ids"]

    added = delta_bodies(deltas, [field], {"ids": before}, {"ids": after}, {})
    removed = delta_bodies(deltas, [field], {"ids": after}, {"ids": before}, {})

    plus, minus = ([each for body in bodies for each in body["ids"]] for bodies in (added, removed))
    assert (set(before) - set(minus)) | set(plus) == set(after)
    assert set(minus) <= set(before)
    assert not set(plus) & set(before)
    assert all(0 < len(body["ids"]) <= batch for body in (*added, *removed))
    assert len(added) == -(-len(plus) // batch)


def test_deltas_of_one_group_travel_together() -> None:
    """The API requires all lists of such a body, empty ones too; what goes along is in each."""
    deltas = Deltas(operation("PATCH /x"), operation("DELETE /x"), batch=2)
    fields = [kind_of(Overrides).by_name[name] for name in ("passing", "failing")]

    bodies = delta_bodies(deltas, fields, {}, {"passing": ["a", "b", "c"], "failing": ["d"]}, {"why": "x"})

    assert bodies == [
        {"passingUserIDs": ["a", "b"], "failingUserIDs": ["d"], "why": "x"},
        {"passingUserIDs": ["c"], "failingUserIDs": [], "why": "x"},
    ]
    assert delta_bodies(deltas, fields, {"passing": ["a"]}, {"passing": ["a"]}, {"why": "x"}) == []
    assert delta_bodies(deltas, [], {}, {"passing": ["a"]}, {"why": "x"}) == []


def test_deltas_look_into_objects_with_lists() -> None:
    """Of overrides per environment, only the IDs that an environment lacks are added."""
    text = ListOf(Scalar(str))
    item = Record(
        "Environment",
        (
            Member("environment", "environment", Scalar(str), required=True),
            Member("unit", "unitID", Scalar(str), required=False),
            Member("passing", "passingIDs", text, required=True),
            Member("failing", "failingIDs", text, required=False),
        ),
    )
    field = Field("environments", "environmentOverrides", ListOf(item), prop(default=UNMANAGED, delta="environments"))
    old = [{"environment": "dev", "unit": "userID", "passing": ["1"]}, {"environment": "prod", "passing": ["1"], "failing": None}]
    new = [
        {"environment": "dev", "unit": "stableID", "passing": ["1"]},
        {"environment": "prod", "passing": ["1", "2"], "failing": ["3"]},
        {"environment": "dev", "unit": "userID", "passing": ["1"]},
    ]

    assert delta_bodies(Deltas(PATCH, None), [field], {"environments": old}, {"environments": new}, {}) == [
        {
            "environmentOverrides": [
                {"environment": "dev", "unitID": "stableID", "passingIDs": ["1"], "failingIDs": []},
                {"environment": "prod", "passingIDs": ["2"], "failingIDs": ["3"]},
            ]
        }
    ]


def test_deltas_of_other_elements() -> None:
    """Lists of objects, and of values that are no texts, have deltas too."""
    pair = ListOf(Record("Pair", (Member("name", "name", Scalar(str), required=True),)))
    field = Field("pairs", "pairs", pair, prop(default=UNMANAGED, delta="pairs"))

    assert delta_bodies(Deltas(PATCH, None), [field], {"pairs": [{"name": "a"}]}, {"pairs": [{"name": "a"}, {"name": "b"}]}, {}) == [
        {"pairs": [{"name": "b"}]}
    ]

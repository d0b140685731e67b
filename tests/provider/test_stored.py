"""Stored: state in Pulumi's form, and back."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.planning.states import packed, unpacked
from statsig_console.stored import ABOUT, MANAGED, apart, is_secret, joined, own
from tests.provider.samples import Everything, Token

LISTS: dict[str, Any] = {"app_ids": [], "groups": [], "guests": [], "seen": []}
STATE: dict[str, Any] = {"name": "a", "version": 3.0, "winner": "ü\u2028", **LISTS, MANAGED: ["name"]}


def test_what_a_program_manages_is_by_itself_and_the_rest_is_one_text() -> None:
    """Pulumi compares and shows the first; it carries the second as it is."""
    found = packed(kind_of(Everything), {**STATE, "value": "{}", "project": "eu"})

    assert found == {"name": "a", "project": "eu", ABOUT: '{"__managed":["name"],"value":"{}","version":3.0,"winner":"ü\u2028"}'}


def test_what_is_managed_is_noted_only_where_it_is_not_what_stands_by_itself() -> None:
    """It is for most resources, and state is written with every checkpoint."""
    found = packed(kind_of(Everything), STATE)

    assert found == {"name": "a", ABOUT: '{"version":3.0,"winner":"ü\u2028"}'}
    assert unpacked(kind_of(Everything), found) == STATE


def test_of_what_nobody_manages_all_that_can_be_set_is_by_itself() -> None:
    """As after an import, when it is not known yet what the program will set."""
    state = {"name": "a", "value": "{}", "version": 3.0, **LISTS}

    found = packed(kind_of(Everything), state)

    assert found == {"name": "a", "value": "{}", "app_ids": [], "groups": [], "guests": [], ABOUT: '{"__managed":false,"version":3.0}'}
    assert unpacked(kind_of(Everything), found) == state


def test_what_the_api_adds_to_a_managed_value_is_in_the_text() -> None:
    """A rule's identity, for one: Pulumi compares the rule as the program has it."""
    rule = {"name": "all", "conditions": [], "pass_percentage": 10}
    state = {"name": "A b", "rules": [{**rule, "id": "r1", "base_id": "r1"}], MANAGED: ["name", "rules"]}

    found = packed(kind_of(statsig.Gate), state)

    assert found["rules"] == [rule]
    assert json.loads(found[ABOUT])["rules"] == [{"id": "r1"}]
    assert unpacked(kind_of(statsig.Gate), found) == state


def test_the_text_holds_no_empty_lists() -> None:
    """Most objects have several, and they say nothing; one that is managed stands by itself."""
    state = {**STATE, "groups": [], "seen": ["a"], MANAGED: ["groups", "name"]}

    found = packed(kind_of(Everything), state)

    assert found == {"name": "a", "groups": [], ABOUT: '{"seen":["a"],"version":3.0,"winner":"ü\u2028"}'}
    assert unpacked(kind_of(Everything), found) == state


def test_a_list_that_the_api_does_not_tell_of_is_not_an_empty_one() -> None:
    """The text says so, as a list is empty that it lacks."""
    state = {name: value for name, value in STATE.items() if name != "seen"}

    found = packed(kind_of(Everything), state)

    assert found == {"name": "a", ABOUT: '{"version":3.0,"winner":"ü\u2028","seen":null}'}
    assert unpacked(kind_of(Everything), found) == state


VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.randoms(use_true_random=False))
def test_what_is_taken_apart_is_joined_again(whole: Any, random: Random) -> None:
    """Whatever keys of objects are not shown, at any depth."""

    def part_of(value: Any) -> Any:
        if isinstance(value, list):
            return [part_of(each) for each in value]
        return {name: part_of(each) for name, each in value.items() if random.random() < 0.6} if isinstance(value, dict) else value

    shown = part_of(whole)

    assert joined(shown, apart(whole, shown)) == whole
    assert apart(whole, whole) is None


def test_the_text_lacks_what_is_as_usual() -> None:
    """Such as who changed a gate last, where that is who made it: state is written with every checkpoint."""
    made = {"created_time": 1.0, "creator_id": "u1", "creator_name": "Ann", "checks_per_hour": 0, "type_reason": "NONE"}
    changed = {"last_modified_time": 2.0, "last_modifier_id": "u1", "last_modifier_name": "Bob"}
    lists = {name: [] for name in ("tags", "target_apps", "rules", "monitoring_metrics", "holdout_ids")}
    state = {"name": "A b", **made, **changed, **lists, "measure_metric_lifts": False, MANAGED: ["name"]}
    gate = kind_of(statsig.Gate)

    found = packed(gate, state)

    text = json.loads(found[ABOUT])
    kept = {"created_time", "creator_id", "creator_name", "last_modified_time", "last_modifier_name", "measure_metric_lifts"}
    assert {name for name, value in text.items() if value is not None} == kept
    assert {name for name, value in text.items() if value is None} == {"review_settings"}
    assert unpacked(gate, found) == state
    assert gate.by_name["last_modifier_id"].whole(None, found[ABOUT]) == "u1"
    assert gate.by_name["last_modifier_name"].whole(None, found[ABOUT]) == "Bob"
    assert gate.by_name["checks_per_hour"].whole(None, found[ABOUT]) == 0
    assert gate.by_name["review_settings"].whole(None, found[ABOUT]) is None
    assert gate.by_name["rules"].whole([{"name": "all"}], '{"rules":[{"id":"r1"}]}') == [{"name": "all", "id": "r1", "base_id": "r1"}]


def test_what_a_program_manages_is_not_as_usual() -> None:
    """It is what state shows of it, by itself."""
    lists = {name: [] for name in ("tags", "target_apps", "rules", "monitoring_metrics", "holdout_ids")}
    rules = {"rules": [{"name": "all", "base_id": "r2", "id": "r1"}]}
    state = {"measure_metric_lifts": False, **lists, **rules, MANAGED: ["measure_metric_lifts", "rules", "rules.base_id"]}
    gate = kind_of(statsig.Gate)

    found = packed(gate, state)

    assert found["rules"] == [{"name": "all", "base_id": "r2"}]
    assert unpacked(gate, found) == state
    assert gate.by_name["measure_metric_lifts"].whole(False, found[ABOUT]) is False
    assert gate.by_name["rules"].whole(found["rules"], found[ABOUT]) == state["rules"]


def test_secrets_are_by_themselves() -> None:
    """Else they could not be encrypted."""
    found = packed(kind_of(Token), {"description": "a", "key": "hush", "status": "active"})

    assert found["key"] == "hush"
    assert "hush" not in found.get(ABOUT, "")


def test_state_comes_back_as_it_was() -> None:
    """Nothing is lost on the way, and Pulumi's own entry is left out."""
    found = unpacked(kind_of(Everything), {**packed(kind_of(Everything), STATE), "__provider": "gASV"})

    assert found == STATE


def test_the_same_state_is_the_same_text() -> None:
    """Whatever the order in which its values came: else each refresh would show a change."""
    kind = kind_of(Everything)

    assert packed(kind, STATE) == packed(kind, dict(reversed(STATE.items())))


def test_state_that_holds_each_value_by_itself_is_read_too() -> None:
    """As an import file of earlier days, or a test, may have it."""
    assert unpacked(kind_of(Everything), {**STATE, "__provider": "gASV"}) == STATE


@pytest.mark.parametrize(
    ("shown", "about", "value"),
    [
        (None, None, None),
        (None, "", None),
        (["a"], "", ["a"]),
        (None, '{"seen":["b"]}', ["b"]),
        (None, '{"seen":null}', None),
        (None, '{"other":3}', []),
        (["a"], '{"other":3}', ["a"]),
    ],
)
def test_one_value_of_state(shown: Any, about: str | None, value: Any) -> None:
    """None where nothing is known; as usual where the text says nothing, unless state shows another."""
    assert kind_of(Everything).by_name["seen"].whole(shown, about) == value


def test_own_leaves_out_pulumis_entry() -> None:
    """It is no property of ours, and must not look like a misspelt one."""
    assert own({"name": "a", "__provider": "x", ABOUT: "{}"}) == {"name": "a", ABOUT: "{}"}


def test_secrets_of_an_export_are_known_by_their_mark() -> None:
    """As Pulumi writes them."""
    assert is_secret({"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "x"})
    assert not is_secret({"plaintext": "x"})

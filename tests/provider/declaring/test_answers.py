"""Answers: values that stand elsewhere than in a field of their own."""

from __future__ import annotations

from statsig_console.declaring.answers import at, first_set, given, name_in, worded

ANSWER = {
    "winner": {"id": "v1", "name": "short"},
    "groups": [{"id": "g1", "name": "Control"}, {"id": "g2", "name": "Test"}],
    "launchedGroupID": "g2",
    "layerID": "statsig::a_layer",
    "isStarted": True,
}


def test_path_leads_into_nested_objects() -> None:
    """A path that leads nowhere is a value that is not set."""
    assert at("winner", "name")(ANSWER) == "short"
    assert at("winner", "name", "more")(ANSWER) is None
    assert at("missing", "name")(ANSWER) is None


def test_id_is_told_by_name() -> None:
    """Programs know groups by their names, the API by IDs that it makes up."""
    assert name_in("groups", "launchedGroupID")(ANSWER) == "Test"
    assert name_in("groups", "launchedGroupID")({**ANSWER, "launchedGroupID": None}) is None
    assert name_in("groups", "launchedGroupID")({"launchedGroupID": "g2", "groups": None}) is None


def test_made_up_value_is_not_set() -> None:
    """A layer that the API made for one experiment is none that somebody chose."""
    layer = given("layerID", made_up="statsig::")

    assert layer(ANSWER) is None
    assert layer({"layerID": None}) is None
    assert layer({"layerID": "shop_window"}) == "shop_window"


def test_first_field_that_is_set_tells_the_state() -> None:
    """An autotune with a winner has been started too."""
    state = first_set({"winner": "decided", "isStarted": "started"}, otherwise="setup")

    assert [state(ANSWER), state({"winner": None, "isStarted": True}), state({"isStarted": False})] == ["decided", "started", "setup"]


def test_word_is_none_where_an_answer_does_not_tell() -> None:
    """An answer may hold less than the object, which says nothing about it."""
    stays = worded("isPermanent", {True: "PERMANENT", False: "TEMPORARY"})

    assert [stays({"isPermanent": True}), stays({"isPermanent": False}), stays({})] == ["PERMANENT", "TEMPORARY", None]

"""Autotunes: windows in the API's spelling, variants with IDs, start, decision, reset."""

import pytest

BODY = {
    "name": "Button Color",
    "variants": [{"name": "red", "json": {"c": "red"}}, {"name": "blue", "json": [1]}],
    "successEvent": "click",
    "explorationWindow": "24",
    "attributionWindow": "2hr",
    "winnerThreshold": "95%",
}


@pytest.fixture
def autotune(console):
    return console.post("/autotunes", BODY).data


def test_windows_read_back_in_another_spelling(autotune):
    """A drift trap: compare the leading number."""
    assert (autotune["explorationWindow"], autotune["attributionWindow"]) == ("24hrs", "2hrs")


@pytest.mark.parametrize("sent", ["1", "1hr", "1hrs"])
def test_one_hour_is_singular(console, sent):
    assert console.post("/autotunes", BODY | {"explorationWindow": sent}).data["explorationWindow"] == "1hr"


def test_new_autotune_is_not_started(console, autotune):
    assert autotune["id"] == "button_color"
    assert (autotune["isStarted"], autotune["winner"], autotune["successEventValue"], autotune["higherIsBetter"]) == (False, None, "", True)


def test_variants_keep_their_ids_by_name(console, autotune):
    variants = [*BODY["variants"], {"name": "green", "json": None}]
    found = console.patch("/autotunes/button_color", {"variants": variants}).data["variants"]

    assert [variant["id"] for variant in found[:2]] == [variant["id"] for variant in autotune["variants"]]
    assert found[2]["json"] is None


def test_one_variant_is_too_few(console):
    assert console.post("/autotunes", BODY | {"variants": BODY["variants"][:1]}).body["errors"] == [
        {"property": "variants", "errorMessage": "Array must contain at least 2 element(s)"}
    ]


@pytest.mark.parametrize("name", ["id", "name"])
def test_decision_names_the_variant_by_id_or_name(console, autotune, name):
    console.put("/autotunes/button_color/start")
    blue = autotune["variants"][1]
    console.put("/autotunes/button_color/make_decision", {"id": blue[name], "decisionReason": "r"})

    assert console.get("/autotunes/button_color").data["winner"] == {"id": blue["id"], "name": "blue"}


def test_wrong_state_is_refused_in_the_apis_words(console, autotune):
    def put(verb):
        return console.put(f"/autotunes/button_color/{verb}", {"id": "red", "decisionReason": "r"}).body.get("message")

    assert put("make_decision") == "Autotune experiment has not yet started"
    assert put("reset") == "Autotune experiment has not yet started"
    put("start")
    assert put("start") == "Autotune experiment has already started"
    assert put("reset") == "Autotune experiment has not yet finished"
    put("make_decision")
    assert put("start") == "Autotune experiment has already finished"
    put("reset")
    assert console.get("/autotunes/button_color").data["isStarted"] is False

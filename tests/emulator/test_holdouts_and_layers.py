"""Holdouts and layers: created with little, filled by a second call; membership seen from both ends."""

import pytest

from statsig_console_emulator import Options


@pytest.fixture
def holdout(console):
    console.post("/gates", {"name": "gate one"})
    console.post("/gates", {"name": "gate two"})
    return console.post("/holdouts", {"name": "A holdout"}).data


@pytest.fixture
def layer(console):
    return console.post("/layers", {"name": "A layer", "idType": "userID"}).data


def test_holdout_create_takes_a_name_and_drops_the_rest(console):
    """Everything else needs a second call; ignoring it silently is the harsher test for a client."""
    answer = console.post("/holdouts", {"name": "A holdout", "passPercentage": 5, "gateIDs": ["none"]})

    assert answer.status == 200
    assert (answer.data["passPercentage"], answer.data["gateIDs"], answer.data["isEnabled"]) == (0, [], True)


def test_members_carry_the_holdout(console, holdout):
    console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one", "gate_two"]})
    joined = console.get("/gates/gate_one").data["holdoutIDs"]
    full = {"isEnabled": True, "description": "", "passPercentage": 1, "experimentIDs": [], "layerIDs": [], "isGlobal": False}
    console.post("/holdouts/a_holdout", {**full, "targetingGateID": None, "gateIDs": ["gate_two"]})

    assert joined == ["a_holdout"]
    assert [console.get(f"/gates/gate_{name}").data["holdoutIDs"] for name in ("one", "two")] == [[], ["a_holdout"]]


def test_partial_update_adds_members_and_doubles_them(console, holdout):
    """A client that sends the whole list by PATCH never takes anybody out."""
    console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one"]})
    answer = console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one", "gate_two"]})

    assert answer.data["gateIDs"] == ["gate_one", "gate_one", "gate_two"]


def test_null_leaves_the_targeting_gate_and_an_empty_text_clears_it(console, holdout):
    """It is written by the public ID and read by an internal one."""
    full = {
        "isEnabled": True,
        "description": "",
        "passPercentage": 1,
        "experimentIDs": [],
        "layerIDs": [],
        "gateIDs": [],
        "isGlobal": False,
    }
    written = console.patch("/holdouts/a_holdout", {"targetingGateID": "gate_one"}).data["targetingGateID"]
    left = [
        console.patch("/holdouts/a_holdout", {"targetingGateID": None}).data["targetingGateID"],
        console.post("/holdouts/a_holdout", {**full, "targetingGateID": None}).data["targetingGateID"],
        console.patch("/holdouts/a_holdout", {"targetingGateID": written}).data["targetingGateID"],
        console.get("/holdouts").data[0]["targetingGateID"],
    ]
    cleared = console.post("/holdouts/a_holdout", {**full, "targetingGateID": ""}).data["targetingGateID"]

    assert (len(written), set(left), cleared) == (22, {written}, "")


class TestOtherReading:
    """The older documents say nothing of either: an emulator can be told to replace members and to answer what was written."""

    @pytest.fixture
    def options(self):
        return Options(holdout_patch_appends=False, holdout_internal_ids=False)

    def test_members_are_replaced_and_the_gate_is_as_written(self, console, holdout):
        console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one"]})
        answer = console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_two"], "targetingGateID": "gate_one"})

        assert (answer.data["gateIDs"], answer.data["targetingGateID"]) == (["gate_two"], "gate_one")


def test_deletion_ends_membership_on_both_sides(console, holdout):
    console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one", "gate_two"]})
    console.delete("/gates/gate_one")
    left = console.get("/holdouts/a_holdout").data["gateIDs"]
    console.delete("/holdouts/a_holdout")

    assert left == ["gate_two"]
    assert console.get("/gates/gate_two").data["holdoutIDs"] == []


def test_unknown_members_are_a_404_that_names_them(console, holdout):
    answer = console.patch("/holdouts/a_holdout", {"gateIDs": ["gate_one", "none"]})

    assert (answer.status, answer.body) == (
        404,
        {
            "status": 404,
            "message": "Not Found Exception",
            "errors": [{"property": "gateIDs", "errorMessage": "The following Gate IDs could not be found: [none]"}],
        },
    )


def test_global_holdout_takes_in_new_objects_of_its_unit_type(console, holdout):
    console.patch("/holdouts/a_holdout", {"isGlobal": True})
    console.post("/gates", {"name": "late gate"})
    console.post("/gates", {"name": "other unit", "idType": "stableID"})

    assert console.get("/holdouts/a_holdout").data["gateIDs"] == ["late_gate"]
    assert console.get("/gates/late_gate").data["holdoutIDs"] == ["a_holdout"]


def test_share_above_ten_is_refused(console, holdout):
    assert console.patch("/holdouts/a_holdout", {"passPercentage": 11}).status == 400


def test_full_update_of_a_holdout_needs_all_its_lists(console, holdout):
    errors = console.post("/holdouts/a_holdout", {"isEnabled": True}).body["errors"]

    assert {error["property"] for error in errors} == {
        "description",
        "passPercentage",
        "gateIDs",
        "experimentIDs",
        "layerIDs",
        "isGlobal",
        "targetingGateID",
    }


def test_layer_create_takes_no_parameters(console):
    parameters = [{"name": "p", "type": "string", "defaultValue": ""}]
    answer = console.post("/layers", {"name": "A layer", "idType": "userID", "parameters": parameters})

    assert (answer.status, answer.data["parameters"], answer.data["isImplicitLayer"]) == (201, [], False)


def test_layer_duplicate_has_its_own_text(console, layer):
    assert console.post("/layers", {"name": "a layer", "idType": "userID"}).message == "Layer name is already in use"


@pytest.mark.parametrize(
    ("type", "good", "bad"),
    [
        ("string", "a", 1),
        ("number", 1.5, "1"),
        ("number", 1, True),
        ("boolean", False, 0),
        ("object", {"a": 1}, "x"),
        ("array", [1, "a"], {}),
    ],
)
def test_default_values_match_their_type(console, layer, type, good, bad):
    def patch(value):
        return console.patch("/layers/a_layer", {"parameters": [{"name": "p", "type": type, "defaultValue": value}]}).status

    assert (patch(good), patch(bad)) == (200, 400)


def test_full_update_refuses_to_drop_parameters_and_patch_does_not(console, layer):
    parameters = [{"name": name, "type": "string", "defaultValue": ""} for name in ("a", "b", "c")]
    console.patch("/layers/a_layer", {"parameters": parameters})
    refused = console.post("/layers/a_layer", {"description": "", "parameters": parameters[2:]})

    assert (refused.status, refused.message) == (400, "Parameter(s) missing: [a, b]")
    assert console.patch("/layers/a_layer", {"parameters": parameters[2:]}).data["parameters"] == parameters[2:]


def test_layer_with_experiments_stays(console, layer):
    console.post("/experiments", {"name": "Exp", "layerID": "a_layer"})
    refused = console.delete("/layers/a_layer")

    assert (refused.status, refused.message) == (400, "Layer cannot be deleted with experiments still on it")
    assert [found["id"] for found in console.get("/layers/a_layer/experiments").data] == ["exp"]
    console.delete("/experiments/exp")
    assert console.delete("/layers/a_layer").status == 200

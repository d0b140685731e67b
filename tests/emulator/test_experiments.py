"""Experiments: layers, groups, and the status machine with its refusals."""

from dataclasses import replace

import pytest

NOT_STARTED = "Experiment has not yet started"
FINISHED = "Experiment has already finished"


@pytest.fixture
def experiment(console):
    return console.post("/experiments", {"name": "Exp One", "idType": "stableID"}).data


def status(console):
    return console.get("/experiments/exp_one").data["status"]


def decide(console, group, **fields):
    return console.put("/experiments/exp_one/make_decision", {"id": group, "decisionReason": "won", **fields})


def test_new_experiment_is_in_setup_with_two_groups(experiment):
    assert experiment["status"] == "setup"
    assert [(group["name"], group["size"], len(group["id"])) for group in experiment["groups"]] == [("Control", 50, 22), ("Test", 50, 22)]


def test_experiment_without_layer_gets_an_implicit_one(console, experiment, options):
    """No answer tells it; a single read does where a service has that habit. Both mean the same."""
    layer = "statsig::exp_one_layer"
    told = [experiment, console.get("/experiments").data[0], console.get("/experiments/exp_one").data]
    console.service.options = replace(options, implicit_layers_read=True)

    assert [each["layerID"] for each in told] == [None, None, None]
    assert console.get("/experiments/exp_one").data["layerID"] == layer
    assert (console.get(f"/layers/{layer}").data["isImplicitLayer"], console.get(f"/layers/{layer}").data["idType"]) == (True, "stableID")


def test_implicit_layer_goes_with_its_experiment(console, experiment):
    console.delete("/experiments/exp_one")

    assert console.get("/layers").data == []


def test_unknown_layer_is_refused(console):
    assert console.post("/experiments", {"name": "Exp", "layerID": "none"}).body["errors"][0]["property"] == "layerID"


def test_groups_keep_their_ids_by_id_or_name(console, experiment):
    control, test = experiment["groups"]
    groups = [
        {"name": "Test", "size": 40, "parameterValues": {}},
        {"name": "Renamed", "id": control["id"], "size": 40, "parameterValues": {}},
        {"name": "New", "size": 20, "parameterValues": {}},
    ]
    found = console.patch("/experiments/exp_one", {"groups": groups}).data["groups"]

    assert [group["id"] for group in found[:2]] == [test["id"], control["id"]]
    assert found[2]["id"] not in (test["id"], control["id"])


def test_start_sets_the_time_and_answers_a_message_alone(console, experiment, clock):
    answer = console.put("/experiments/exp_one/start")

    assert set(answer.body) == {"message"}
    found = console.get("/experiments/exp_one").data
    assert (found["status"], found["startTime"], found["endTime"]) == ("active", clock.milliseconds, None)


def test_decision_launches_a_group(console, experiment, clock):
    console.put("/experiments/exp_one/start")
    clock.advance(days=3)
    group = experiment["groups"][1]["id"]

    assert decide(console, group).status == 200
    found = console.get("/experiments/exp_one").data
    assert {name: found[name] for name in ("status", "launchedGroupID", "decisionReason", "decisionTime", "endTime")} == {
        "status": "decision_made",
        "launchedGroupID": group,
        "decisionReason": "won",
        "decisionTime": clock.milliseconds,
        "endTime": clock.milliseconds,
    }


def test_reset_goes_back_to_setup(console, experiment):
    console.put("/experiments/exp_one/start")
    decide(console, experiment["groups"][0]["id"])
    console.put("/experiments/exp_one/reset")

    found = console.get("/experiments/exp_one").data
    assert [found[name] for name in ("status", "startTime", "endTime", "decisionTime", "launchedGroupID", "decisionReason")] == [
        "setup",
        None,
        None,
        None,
        None,
        None,
    ]


def test_abandon_and_archive_and_back(console, experiment):
    console.put("/experiments/exp_one/start")
    console.put("/experiments/exp_one/abandon", {"decisionReason": "no"})
    console.put("/experiments/exp_one/archive")
    archived = status(console)
    console.put("/experiments/exp_one/unarchive")

    assert (archived, status(console)) == ("archived", "abandoned")


CALLS = {
    "start": {},
    "make_decision": {"id": "x", "decisionReason": "r"},
    "abandon": {"decisionReason": "r"},
    "reset": {},
}


@pytest.mark.parametrize(
    ("before", "verb", "message"),
    [
        ((), "make_decision", NOT_STARTED),
        ((), "abandon", NOT_STARTED),
        ((), "reset", NOT_STARTED),
        (("start",), "start", "Experiment has already started"),
        (("start", "decide"), "start", FINISHED),
        (("start", "decide"), "make_decision", FINISHED),
        (("start", "abandon"), "abandon", "Experiment exp_one is already abandoned"),
        (("start", "abandon"), "start", FINISHED),
    ],
)
def test_wrong_state_is_refused_in_the_apis_words(console, experiment, before, verb, message):
    for step in before:
        if step == "decide":
            decide(console, experiment["groups"][0]["id"])
        else:
            console.put(f"/experiments/exp_one/{step}", CALLS[step])

    answer = console.put(f"/experiments/exp_one/{verb}", CALLS[verb])
    assert (answer.status, answer.message) == (400, message)


def test_running_experiment_cannot_be_archived(console, experiment):
    console.put("/experiments/exp_one/start")

    assert console.put("/experiments/exp_one/archive").status == 400


def test_archived_experiment_is_read_only(console, experiment):
    console.put("/experiments/exp_one/archive")

    assert console.patch("/experiments/exp_one", {"hypothesis": "h"}).status == 400


def test_groups_of_a_running_experiment_stay(console, experiment):
    """Repeating them is fine: a full update must carry them."""
    console.put("/experiments/exp_one/start")
    groups = experiment["groups"]

    assert console.patch("/experiments/exp_one", {"groups": groups}).status == 200
    assert console.patch("/experiments/exp_one", {"groups": [groups[0] | {"size": 60}, groups[1] | {"size": 40}]}).status == 400


def test_allocation_of_a_running_experiment_only_rises(console):
    console.post("/experiments", {"name": "Exp One", "allocation": 50})
    console.put("/experiments/exp_one/start")

    assert [console.patch("/experiments/exp_one", {"allocation": share}).status for share in (40, 50, 80)] == [400, 200, 200]


def test_scheduled_start_happens_when_its_time_has_come(console, experiment, clock):
    console.post("/experiments/exp_one/schedule_start", {"scheduledTime": clock.milliseconds + 60_000})
    before = status(console)
    clock.advance(61)

    assert (before, status(console)) == ("setup", "active")


def test_restart_as_new_copies_the_design(console, experiment):
    console.patch("/experiments/exp_one", {"hypothesis": "h"})
    assert console.post("/experiments/exp_one/restart_as_new", {"name": "Exp Two"}).message == NOT_STARTED
    console.put("/experiments/exp_one/start")
    answer = console.post("/experiments/exp_one/restart_as_new", {"name": "Exp Two"})

    assert (answer.status, answer.data["id"], answer.data["status"], answer.data["hypothesis"]) == (200, "exp_two", "setup", "h")
    assert console.get("/layers/statsig::exp_two_layer").data["isImplicitLayer"]
    assert answer.data["groups"][0]["id"] != experiment["groups"][0]["id"]


def test_groups_are_switched_by_name(console, experiment):
    console.put("/experiments/exp_one/start")
    answer = console.post("/experiments/exp_one/disable_groups", {"group_names": ["Test"]})
    back = console.post("/experiments/exp_one/enable_groups", {"group_names": ["Test"]})

    assert answer.status == 201
    assert [group.get("disabled", False) for group in answer.data["groups"]] == [False, True]
    assert [group.get("disabled", False) for group in back.data["groups"]] == [False, False]
    assert console.post("/experiments/exp_one/disable_groups", {"group_names": ["None"]}).status == 400


@pytest.mark.parametrize(("targeting", "remove", "shipped"), [("", False, 2), ("a_gate", False, 1), ("a_gate", True, 2)])
def test_shipping_in_a_layer_rewrites_its_defaults_unless_targeting_stays(console, targeting, remove, shipped):
    """Which is drift on the layer."""
    console.post("/layers", {"name": "A layer", "idType": "userID"})
    console.patch("/layers/a_layer", {"parameters": [{"name": "p", "type": "number", "defaultValue": 1}]})
    groups = [{"name": name, "size": 50, "parameterValues": {"p": value}} for name, value in (("Control", 1), ("Test", 2))]
    fields = {"name": "Exp One", "layerID": "a_layer", "groups": groups, "targetingGateID": targeting}
    created = console.post("/experiments", fields).data
    console.put("/experiments/exp_one/start")
    decide(console, created["groups"][1]["id"], removeTargeting=remove)

    assert console.get("/layers/a_layer").data["parameters"][0]["defaultValue"] == shipped


def test_decision_for_an_unknown_group_is_refused(console, experiment):
    console.put("/experiments/exp_one/start")

    assert decide(console, "none").status == 404


def test_list_filters_by_status_and_dates(console, experiment, clock):
    clock.advance(days=10)
    console.post("/experiments", {"name": "Late"})
    console.put("/experiments/late/start")

    def ids(**query):
        return [found["id"] for found in console.get("/experiments", **query).data]

    assert (ids(status="active"), ids(idType="stableID")) == (["late"], ["exp_one"])
    assert (ids(createdStartDate="2025-06-20"), ids(createdEndDate="2025-06-20")) == (["late"], ["exp_one"])


def test_the_first_group_is_the_control_unless_one_is_named(console):
    """It is always filled in, also where the one that was named goes."""
    made = console.post("/experiments", {"name": "Exp One"}).data
    control, test = (group["id"] for group in made["groups"])
    named = console.patch("/experiments/exp_one", {"controlGroupID": test}).data
    groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Other")]
    gone = console.patch("/experiments/exp_one", {"groups": groups}).data

    assert (made["controlGroupID"], named["controlGroupID"], gone["controlGroupID"]) == (control, test, control)


def test_experiments_grow_stale_without_a_write(console, clock):
    """Those that run, or are decided, and have not been changed for 30 days; the list tells them apart."""
    for name in ("Old", "Planned", "New"):
        console.post("/experiments", {"name": name, "hypothesis": "h"})
    console.put("/experiments/old/start")
    clock.advance(30 * 24 * 3600)

    assert [each["id"] for each in console.get("/experiments", stale="true").data] == ["old"]
    assert len(console.get("/experiments", stale="false").data) == 3
    assert [console.get(f"/experiments/{name}").data["isStale"] for name in ("old", "planned")] == [True, False]
    console.patch("/experiments/old", {"description": "still needed"})
    assert console.get("/experiments", stale="true").data == []


def test_experiments_are_told_with_the_fields_that_are_asked_for(console):
    """The ID is always there; an unknown name is a mistake, and without any everything is told."""
    console.post("/experiments", {"name": "Button"})

    whole = console.get("/experiments/button").data
    one = console.get("/experiments/button", fields="name,status").data
    several = console.get("/experiments", fields=["name", "allocation"]).data
    wrong = console.get("/experiments", fields="name,colour")

    assert len(whole) > 20
    assert one == {"id": "button", "name": "Button", "status": "setup"}
    assert several == [{"id": "button", "name": "Button", "allocation": 100}]
    assert (wrong.status, wrong.message) == (400, "Invalid field(s) requested.")

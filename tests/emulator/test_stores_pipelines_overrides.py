"""Parameter stores, prompts, release pipelines with their triggers, and overrides."""

import pytest

STORE = {"name": "store 1", "displayName": "Store", "description": "d"}


def test_param_store_is_created_empty_and_filled_by_a_second_call(console):
    created = console.post("/param_stores", STORE | {"tags": ["x"], "parameters": [1]})
    parameters = [
        {"ref_type": "static", "name": "a", "param_type": "number", "value": 1},
        {"ref_type": "gate", "name": "b", "gate_name": "g", "param_type": "string", "pass_value": "y", "fail_value": "n"},
        {"ref_type": "experiment", "name": "c", "param_type": "boolean", "experiment_name": "e", "param_name": "p"},
    ]
    filled = console.post("/param_stores/store%201", {"parameters": parameters}).data

    assert (created.status, created.data["parameters"], "tags" in created.data) == (200, [], False)
    assert (filled["parameters"], filled["description"]) == (parameters, "d")


def test_param_store_can_be_deleted(console):
    console.post("/param_stores", STORE)

    assert [console.delete("/param_stores/store%201").status for _ in range(2)] == [200, 404]
    assert console.get("/param_stores/store%201").status == 404


def test_static_value_must_have_its_type(console):
    console.post("/param_stores", STORE)
    wrong = [{"ref_type": "static", "name": "a", "param_type": "number", "value": "1"}]

    assert console.post("/param_stores/store%201", {"parameters": wrong}).status == 400


def test_prompt_versions_are_echoed_and_never_read(console):
    console.post("/prompts", {"name": "Greeter", "displayName": "Greeter"})
    version = {"name": "version one", "model": "m", "prompts": [{"role": "system", "content": "hi"}]}
    answer = console.post("/prompts/greeter/versions", version)
    path = f"/prompts/greeter/versions/{answer.data['id']}"

    assert (answer.status, answer.data["model"]) == (201, "m")
    assert console.get(path).status == 404
    assert console.post(f"{path}/start_evals").data == {"id": answer.data["id"], "name": "version one"}
    assert console.post("/prompts/greeter/versions/none/start_evals").status == 404


RULE = {"name": "r", "passPercentage": 100, "conditions": [{"type": "public"}]}


def phase(name, minutes, review=False):
    rule = {"name": "all", "conditions": [{"type": "public"}], "environments": ["staging"]}
    return {"name": name, "timeIntervalMs": 60_000 * minutes, "requiredReview": review, "rules": [rule]}


@pytest.fixture
def pipeline(console):
    return console.post("/release_pipelines", {"name": "Careful", "phases": [phase("one", 10), phase("two", 10, review=True)]}).data


@pytest.fixture
def gate(console, pipeline):
    return console.post("/gates", {"name": "A gate", "releasePipelineID": pipeline["id"]}).data


def trigger(console):
    return console.get("/release_pipeline_triggers").data[0]


def move(console, verb, phase_id=None):
    body = {"phaseID": phase_id or trigger(console)["currentPhaseID"]}
    return console.put(f"/release_pipeline_triggers/{trigger(console)['id']}/{verb}", body)


def test_phases_and_their_rules_get_ids_that_last(console, pipeline):
    first, second = pipeline["phases"]
    changed = console.post(f"/release_pipelines/{pipeline['id']}", {"phases": [second, phase("new", 1)]}).data

    assert changed["phases"][0] == second
    assert changed["phases"][1]["id"] not in (first["id"], second["id"])


def test_rule_change_with_a_pipeline_is_held_back(console, gate):
    """A read after the write still shows the old rules."""
    written = console.patch("/gates/a_gate", {"rules": [RULE], "description": "new"}).data
    started = trigger(console)

    assert (written["rules"], written["description"]) == ([], "new")
    assert (started["status"], started["currentPhase"], started["gateID"]) == ("IN_PROGRESS", "one", "a_gate")
    assert [action["type"] for action in started["actions"]] == ["STARTED"]


def test_phases_follow_each_other_and_reviews_stop_them(console, gate, clock):
    console.patch("/gates/a_gate", {"rules": [RULE]})
    clock.advance(11 * 60)
    waiting = trigger(console)
    clock.advance(60 * 60)
    still = trigger(console)
    move(console, "approve")
    clock.advance(11 * 60)

    assert [found["status"] for found in (waiting, still)] == ["WAITING_FOR_REVIEW"] * 2
    assert trigger(console)["status"] == "COMPLETED"
    assert [rule["name"] for rule in console.get("/gates/a_gate").data["rules"]] == ["r"]


def test_pause_stops_the_clock(console, gate, clock):
    console.patch("/gates/a_gate", {"rules": [RULE]})
    move(console, "pause")
    clock.advance(60 * 60)
    paused = trigger(console)
    move(console, "unpause")

    assert (paused["status"], paused["currentPhase"]) == ("PAUSED", "one")
    assert trigger(console)["status"] == "IN_PROGRESS"


def test_skip_rollout_and_abort(console, gate):
    console.patch("/gates/a_gate", {"rules": [RULE]})
    assert move(console, "skip").data["currentPhase"] == "two"

    console.put(f"/release_pipeline_triggers/{trigger(console)['id']}/rollout")
    assert len(console.get("/gates/a_gate").data["rules"]) == 1

    console.patch("/gates/a_gate", {"rules": []})
    console.put(f"/release_pipeline_triggers/{trigger(console)['id']}/abort")
    assert (trigger(console)["status"], len(console.get("/gates/a_gate").data["rules"])) == ("ABORTED", 1)


def test_second_rule_change_aborts_the_first_release_and_no_other(console, gate, pipeline, clock):
    """The newer rules win; a release of another gate goes on."""
    console.post("/gates", {"name": "Another gate", "releasePipelineID": pipeline["id"]})
    console.patch("/gates/another_gate", {"rules": [RULE]})
    console.patch("/gates/a_gate", {"rules": [RULE]})
    console.patch("/gates/a_gate", {"rules": [{**RULE, "name": "newer"}]})

    found = sorted((each["gateID"], each["status"]) for each in console.get("/release_pipeline_triggers").data)
    aborted = next(each for each in console.get("/release_pipeline_triggers").data if each["status"] == "ABORTED")
    for each in console.get("/release_pipeline_triggers").data:
        if each["status"] != "ABORTED":
            console.put(f"/release_pipeline_triggers/{each['id']}/rollout")

    assert found == [("a_gate", "ABORTED"), ("a_gate", "IN_PROGRESS"), ("another_gate", "IN_PROGRESS")]
    assert [action["type"] for action in aborted["actions"]] == ["STARTED", "ABORTED"]
    assert [rule["name"] for rule in console.get("/gates/a_gate").data["rules"]] == ["newer"]


def test_caller_with_a_wrong_idea_of_the_phase_is_refused(console, gate):
    console.patch("/gates/a_gate", {"rules": [RULE]})

    assert move(console, "skip", "another").status == 400
    assert move(console, "approve").status == 400


def test_pipeline_under_way_cannot_be_changed(console, pipeline, gate):
    console.patch("/gates/a_gate", {"rules": [RULE]})

    assert console.post(f"/release_pipelines/{pipeline['id']}", {"name": "New"}).status == 400


def test_triggers_are_listed_by_one_status_or_several(console, gate):
    console.patch("/gates/a_gate", {"rules": [RULE]})
    console.put(f"/release_pipeline_triggers/{trigger(console)['id']}/abort")

    found = [len(console.get("/release_pipeline_triggers", status=status).data) for status in ("ABORTED", "PAUSED", "ABORTED,PAUSED")]

    assert found == [1, 0, 1]


def test_disabling_and_deleting_start_no_trigger(console, gate):
    console.put("/gates/a_gate/disable")
    console.delete("/gates/a_gate")

    assert console.get("/release_pipeline_triggers").data == []


USERS = {"passingUserIDs": ["a", "b"], "failingUserIDs": ["c"]}


@pytest.mark.parametrize(("path", "status"), [("/gates/an_owner/overrides", 201), ("/holdouts/an_owner/overrides", 200)])
class TestOverrides:
    @pytest.fixture(autouse=True)
    def owner(self, console):
        console.post("/gates", {"name": "an owner"})
        console.post("/holdouts", {"name": "an owner"})

    def test_all_four_methods_answer_the_declared_status(self, console, path, status):
        """201 on gates, the GET and the DELETE included."""
        answers = [console.get(path), console.post(path, USERS), console.patch(path, USERS), console.delete(path, USERS)]

        assert [answer.status for answer in answers] == [status] * 4

    def test_post_sets_patch_adds_delete_removes(self, console, path, status):
        console.post(path, USERS)
        console.patch(path, {"passingUserIDs": ["d"], "failingUserIDs": ["a"]})
        console.delete(path, {"passingUserIDs": ["b"], "failingUserIDs": []})

        found = console.get(path).data
        assert (found["passingUserIDs"], found["failingUserIDs"]) == (["d"], ["c", "a"])

    def test_environments_are_another_shape(self, console, path, status):
        entry = {"environment": "staging", "unitID": None, "passingIDs": ["x"], "failingIDs": []}
        console.post(path, USERS)
        console.post(path, {"environmentOverrides": [entry]})
        console.patch(path, {"environmentOverrides": [entry | {"passingIDs": ["y"]}]})

        found = console.get(path).data
        assert (found["passingUserIDs"], found["environmentOverrides"]) == (["a", "b"], [entry | {"passingIDs": ["x", "y"]}])

    def test_delete_without_a_body_clears_everything(self, console, path, status):
        console.post(path, USERS)

        assert console.delete(path).data["passingUserIDs"] == []

    def test_lists_end_at_two_thousand(self, console, path, status):
        console.post(path, {"passingUserIDs": [str(number) for number in range(2000)], "failingUserIDs": []})

        assert console.patch(path, {"passingUserIDs": ["one more"], "failingUserIDs": []}).status == 400


@pytest.fixture
def experiment(console):
    return console.post("/experiments", {"name": "exp"}).data


def test_experiment_overrides_are_written_with_id_and_read_with_name(console, experiment):
    body = {"overrides": [{"type": "gate", "id": "g", "groupID": "Control"}], "userIDOverrides": [{"groupID": "Test", "ids": ["u"]}]}
    console.post("/experiments/exp/overrides", body)

    found = console.get("/experiments/exp/overrides").data
    assert found == {
        "overrides": [{"type": "gate", "name": "g", "groupID": "Control"}],
        "userIDOverrides": [{"groupID": "Test", "ids": ["u"]}],
    }


def test_experiment_overrides_are_added_and_removed(console, experiment):
    path = "/experiments/exp/overrides"
    console.post(path, {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["u", "v"]}]})
    added = {"overrides": [{"type": "gate", "id": "g", "groupID": "Test"}], "userIDOverrides": [{"groupID": "Control", "ids": ["u"]}]}
    console.patch(path, added)
    console.delete(path, {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["v"]}]})

    found = console.get(path).data
    assert found["userIDOverrides"] == [{"groupID": "Control", "ids": ["u"]}]
    assert [entry["name"] for entry in found["overrides"]] == ["g"]


def test_layer_overrides_need_their_op_to_be_added(console):
    console.post("/layers", {"name": "A layer", "idType": "userID"})
    path = "/layers/a_layer/overrides"
    entry = {"type": "gate", "name": "g", "experimentName": "e", "groupName": "Control"}
    body = {"conditionalOverrides": [entry], "idOverrides": [{"groupName": "Test", "ids": ["a", "b"]}]}

    assert console.patch(path, body).status == 400
    assert console.patch(path, {"op": "add", **body}).status == 200
    console.delete(path, {"conditionalOverrides": [], "idOverrides": [{"groupName": "Test", "ids": ["a"]}]})
    assert console.get(path).data == {"conditionalOverrides": [entry], "idOverrides": [{"groupName": "Test", "ids": ["b"]}]}

"""Experiments, autotunes, holdouts, overrides, rules and lists of IDs, where they are more than fields: moves, refusals, few requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.errors import InputError
from statsig_console.resource import encoded
from tests.provider.conftest import Project

GROUPS = [{"name": name, "size": 50, "parameter_values": {"color": color}} for name, color in (("Control", "blue"), ("Test", "red"))]


@pytest.fixture
def project() -> Project:
    """An empty project."""
    return Project()


class Managed:
    """One resource through its runs: each checks, and creates or updates, as Pulumi would have it."""

    def __init__(self, project: Project, kind: type, **values: Any) -> None:
        self.handlers = project.handlers(kind)
        self.inputs = self._checked(values, {})
        self.id, self.state = (made := self.handlers.create(self.inputs)).id, made.state
        project.sent()

    def up(self, **values: Any) -> None:
        """Another run with these values."""
        inputs = self._checked(values, self.inputs)
        self.state = self.handlers.update(self.id, self.state, inputs)
        self.inputs = inputs
        assert not self.handlers.diff(self.state, inputs)

    def refused(self, **values: Any) -> dict[str, str]:
        """What a preview of these values says, by property."""
        checked = self.handlers.check(encoded(self.handlers.kind, "it", values), self.inputs)
        return {each.property: each.reason for each in checked.invalid}

    def refresh(self) -> None:
        """Reads the object as it is."""
        found = self.handlers.read(self.id, self.state)
        assert found is not None
        self.state = found.state

    def _checked(self, values: Mapping[str, Any], olds: Mapping[str, Any]) -> dict[str, Any]:
        checked = self.handlers.check(encoded(self.handlers.kind, "it", values), olds)
        assert not checked.invalid
        return checked.inputs


def test_experiment_runs_to_its_decision(project: Project) -> None:
    """Declared states become the API's calls; the group to ship is declared by name and sent by ID."""
    button = Managed(project, statsig.Experiment, name="Button", groups=GROUPS)
    ids = {group["name"]: group["id"] for group in project.console.get("/experiments/button").data["groups"]}

    button.up(name="Button", groups=GROUPS, lifecycle="active")
    button.up(
        name="Button", groups=GROUPS, lifecycle="decision_made", decision_group="Test", decision_reason="Sells", remove_targeting=True
    )

    look = ("GET /experiments/button", None)
    assert project.sent() == [
        look,
        ("PUT /experiments/button/start", {}),
        look,
        look,
        ("PUT /experiments/button/make_decision", {"id": ids["Test"], "decisionReason": "Sells", "removeTargeting": True}),
        look,
    ]
    assert (button.state["status"], button.state["decision_group"]) == ("decision_made", "Test")


def test_reset_comes_before_new_groups(project: Project) -> None:
    """Groups of a running experiment are fixed; declaring setup resets it first. Old groups keep their IDs."""
    button = Managed(project, statsig.Experiment, name="Button", groups=GROUPS, lifecycle="active")
    control = next(group["id"] for group in button.state["groups"] if group["name"] == "Control")
    new = [GROUPS[0], {"name": "Green", "size": 50, "parameter_values": {}}]

    button.up(name="Button", groups=new, lifecycle="setup")

    assert [request for request, _ in project.mutations()] == ["PUT /experiments/button/reset", "PATCH /experiments/button"]
    assert next(group["id"] for group in button.state["groups"] if group["name"] == "Control") == control


def test_running_experiment_refuses_at_preview(project: Project) -> None:
    """What would break a running experiment is named, with the property and a way out."""
    running = {"name": "Button", "groups": GROUPS, "allocation": 50, "lifecycle": "active"}
    button = Managed(project, statsig.Experiment, **running)

    assert button.refused(**{**running, "groups": [{**GROUPS[0], "size": 100}]}) == {
        "groups": "cannot be changed while lifecycle is 'active': declare setup, which resets it"
    }
    assert list(button.refused(**{**running, "allocation": 20})) == ["allocation"]
    assert button.refused(**{**running, "allocation": 80}) == {}
    assert list(button.refused(**{**running, "lifecycle": "archived"})) == ["lifecycle"]
    assert button.refused(**{**running, "lifecycle": "decision_made"}) == {
        "decision_group": "is required when lifecycle is 'decision_made'",
        "decision_reason": "is required when lifecycle is 'decision_made' or is 'abandoned'",
    }
    assert button.refused(**{**running, "lifecycle": "decision_made", "decision_group": "Tset", "decision_reason": "It sells"}) == {
        "decision_group": "is the name of one of groups (Control, Test), not 'Tset'"
    }
    assert project.requests() == []


def test_decision_stands(project: Project) -> None:
    """Another group cannot be shipped without a reset, and a decided experiment does not run again by itself."""
    decided = {"name": "Button", "groups": GROUPS, "lifecycle": "decision_made", "decision_group": "Test", "decision_reason": "It sells"}
    button = Managed(project, statsig.Experiment, **decided)

    assert button.refused(**{**decided, "decision_group": "Control"}) == {
        "decision_group": "was settled when lifecycle became 'decision_made', and stays 'Test'"
    }
    assert list(button.refused(**{**decided, "lifecycle": "active"})) == ["lifecycle"]


def test_state_from_the_console_is_refused_as_well(project: Project) -> None:
    """After a refresh, the difference is to what is really there, not to what was declared before."""
    button = Managed(project, statsig.Experiment, name="Button", groups=GROUPS, lifecycle="active")
    project.console.put("/experiments/button/abandon", {"decisionReason": "Broken"})
    button.refresh()

    with pytest.raises(InputError, match=r"lifecycle cannot become 'active' from 'abandoned'"):
        button.handlers.diff(button.state, button.inputs)


def test_undeclared_lifecycle_is_left_alone(project: Project) -> None:
    """An experiment that people start in the console is not reset by the next run."""
    button = Managed(project, statsig.Experiment, name="Button", description="Old")
    project.console.put("/experiments/button/start")
    button.refresh()

    button.up(name="Button", description="New")

    assert [request for request in project.requests() if not request.startswith("GET")] == ["PATCH /experiments/button"]
    assert button.state["status"] == "active"


def test_scheduled_start_is_no_drift_once_it_happened(project: Project) -> None:
    """The API says nothing of a scheduled start; an experiment that it started is as declared."""
    button = Managed(project, statsig.Experiment, name="Button", lifecycle="scheduled", scheduled_start=4102444800000)
    button.up(name="Button", lifecycle="scheduled", scheduled_start=4102444900000)
    assert project.mutations()[0] == ("POST /experiments/button/schedule_start", {"scheduledTime": 4102444900000})

    project.console.put("/experiments/button/start")
    button.refresh()

    assert button.state["lifecycle"] == "active"
    assert not button.handlers.diff(button.state, button.inputs)


def test_unarchived_experiment_goes_on_from_where_it_is(project: Project) -> None:
    """Only the API knows what an experiment is after unarchiving: one that was decided is not started and decided again."""
    decided = {"name": "Button", "groups": GROUPS, "decision_group": "Test", "decision_reason": "It sells"}
    button = Managed(project, statsig.Experiment, **decided, lifecycle="decision_made")
    button.up(**decided, lifecycle="archived", archive_reason="Over")
    project.sent()

    button.up(**decided, lifecycle="decision_made")

    assert project.mutations() == [("PUT /experiments/button/unarchive", None)]


def test_unarchived_experiment_is_changed_where_it_is(project: Project) -> None:
    """With other changes as well, what is left to do depends on what unarchiving led to."""
    decided = {"name": "Button", "groups": GROUPS, "decision_group": "Test", "decision_reason": "It sells"}
    button = Managed(project, statsig.Experiment, **decided, lifecycle="decision_made")
    button.up(**decided, lifecycle="archived")
    project.sent()

    button.up(**decided, lifecycle="decision_made", description="Kept for the record")

    assert [request for request in project.requests() if not request.startswith("GET")] == [
        "PUT /experiments/button/unarchive",
        "PATCH /experiments/button",
    ]


def test_archived_experiment_is_changed_in_between(project: Project) -> None:
    """An archived experiment takes no change, so it leaves the archive for it."""
    button = Managed(project, statsig.Experiment, name="Button", lifecycle="archived")

    button.up(name="Button", description="New", lifecycle="archived")

    writes = [request for request in project.requests() if not request.startswith("GET")]
    assert writes == ["PUT /experiments/button/unarchive", "PATCH /experiments/button", "PUT /experiments/button/archive"]


def test_full_update_keeps_what_is_not_managed(project: Project) -> None:
    """A full update may reset what it lacks, so it says all: status and decision included."""
    values = {"name": "Button", "groups": GROUPS, "lifecycle": "decision_made", "decision_group": "Test", "decision_reason": "It sells"}
    button = Managed(project, statsig.Experiment, **values, update_style="full")
    project.console.patch("/experiments/button", {"hypothesis": "Set in the console", "duration": 21})
    before = project.console.get("/experiments/button").data
    button.refresh()

    button.up(**values, hypothesis="Declared", update_style="full")

    after = project.console.get("/experiments/button").data
    moving = {"version", "lastModifiedTime", "lastModifierID", "lastModifierName", "lastModifierEmail"}
    assert project.requests()[-1] == "POST /experiments/button"
    assert {name for name in before if (before[name] or None) != (after[name] or None)} - moving == {"hypothesis"}


@pytest.mark.parametrize("number", [0, 1])
def test_rules_are_managed_whole_or_one_by_one(project: Project, number: int) -> None:
    """A gate that declares its rules would undo what a single rule adds: the second of the two is told, whichever it is."""
    gate = (statsig.Gate, {"name": "Flag", "rules": []}, "rules")
    rule = (statsig.GateRule, {"gate_id": "flag", "name": "All", "pass_percentage": 1, "conditions": []}, "gate_id")
    first, second = (gate, rule) if number else (rule, gate)

    told = [project.handlers(kind).check(encoded(project.handlers(kind).kind, "it", values)).invalid for kind, values, _ in (first, second)]

    assert [[each.property for each in invalid] for invalid in told] == [[], [second[2]]]


def test_rule_follows_its_base_id(project: Project) -> None:
    """The API renames a rule's ID with each percentage; the Pulumi ID stays."""
    Managed(project, statsig.Gate, name="Flag")
    rule = Managed(project, statsig.GateRule, gate_id="flag", name="All", pass_percentage=1, conditions=[])
    old = rule.state["rule_id"]

    rule.up(gate_id="flag", name="Everyone", pass_percentage=2, conditions=[])

    assert rule.id == f"flag/{rule.state['base_id']}"
    assert rule.state["rule_id"] != old


def test_rule_is_known_by_its_id(project: Project) -> None:
    """Whoever takes a rule over knows its ID alone, and gets the gate from it."""
    Managed(project, statsig.Gate, name="Flag")
    rule = Managed(project, statsig.GateRule, gate_id="flag", name="All", pass_percentage=1, conditions=[])

    found = rule.handlers.read(rule.id, {})

    assert found is not None
    assert not rule.handlers.diff(found.state, rule.inputs)


def test_gone_rule_is_deleted_without_complaint(project: Project) -> None:
    """The API calls a rule that is gone a bad request; it is gone all the same."""
    Managed(project, statsig.Gate, name="Flag")
    rule = Managed(project, statsig.GateRule, gate_id="flag", name="All", pass_percentage=1, conditions=[])
    project.console.patch("/gates/flag", {"rules": []})

    assert rule.handlers.read(rule.id, rule.state) is None
    rule.handlers.delete(rule.id, rule.state)


def test_overrides_send_what_changed(project: Project) -> None:
    """Of long lists only the differences travel, also of those inside an override."""
    Managed(project, statsig.Experiment, name="Button", groups=GROUPS)
    overrides = Managed(
        project,
        statsig.ExperimentOverrides,
        experiment_id="button",
        user_id_overrides=[{"group_id": "Test", "ids": ["u1", "u2"]}, {"group_id": "Control", "ids": ["u3"]}],
    )

    overrides.up(
        experiment_id="button",
        user_id_overrides=[{"group_id": "Control", "ids": ["u3"]}, {"group_id": "Test", "ids": ["u4", "u2"]}],
    )

    assert project.mutations() == [
        ("DELETE /experiments/button/overrides", {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["u1"]}]}),
        ("PATCH /experiments/button/overrides", {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["u4"]}]}),
    ]
    overrides.refresh()
    assert not overrides.handlers.diff(overrides.state, overrides.inputs)


def test_overrides_leave_others_in_place(project: Project) -> None:
    """What the console added in the meantime shows as drift, and a destroy takes away only what the stack knows."""
    Managed(project, statsig.Gate, name="Flag")
    overrides = Managed(project, statsig.GateOverrides, gate_id="flag", passing_user_ids=["u1"])
    project.console.patch("/gates/flag/overrides", {"passingUserIDs": ["u2"], "failingUserIDs": []})

    overrides.handlers.delete(overrides.id, overrides.state)

    assert project.console.get("/gates/flag/overrides").data["passingUserIDs"] == ["u2"]


def test_long_list_of_ids_travels_in_batches(project: Project) -> None:
    """No request holds more IDs than the API takes."""
    Managed(project, statsig.Segment, name="Stored", type="user_store_id_list")
    handlers = project.handlers(statsig.SegmentUserStoreIds)
    ids = [f"u{number}" for number in range(2500)]

    made = handlers.create(handlers.check({"segment_id": "stored", "ids": ids}).inputs)

    assert [len(body["ids"]) for _, body in project.sent()] == [1000, 1000, 500]
    assert made.state["ids"] == ids


def test_global_holdout_grows_by_itself(project: Project) -> None:
    """The API adds new objects to a global holdout, which is no drift."""
    Managed(project, statsig.Gate, name="Flag")
    holdout = Managed(project, statsig.Holdout, name="All of it", is_global=True, gate_ids=["flag"])
    Managed(project, statsig.Gate, name="Newer")
    project.console.post("/gates", {"name": "Newest", "idType": "stableID"})

    holdout.refresh()
    assert holdout.state["gate_ids"] == ["flag", "newer"]
    assert not holdout.handlers.diff(holdout.state, holdout.inputs)

    holdout.up(name="All of it", is_global=True, gate_ids=["newest", "flag"])
    assert project.console.get("/holdouts/all_of_it").data["gateIDs"] == ["flag", "newer", "newest"]


def test_full_update_of_a_global_holdout_keeps_what_joined_it(project: Project) -> None:
    """The members go with every full update, and state may not know yet who joined since the last refresh."""
    Managed(project, statsig.Gate, name="Flag")
    holdout = Managed(project, statsig.Holdout, name="All of it", is_global=True, gate_ids=["flag"], update_style="full")
    Managed(project, statsig.Gate, name="Newer")

    holdout.up(name="All of it", is_global=True, gate_ids=["flag"], pass_percentage=5, update_style="full")

    assert project.console.get("/holdouts/all_of_it").data["gateIDs"] == ["flag", "newer"]


def test_members_of_a_holdout_go_by_the_full_update(project: Project) -> None:
    """The partial update adds to the members, so that nobody would ever leave; all else goes by it."""
    for name in ("One", "Two", "Six"):
        Managed(project, statsig.Gate, name=name)
    holdout = Managed(project, statsig.Holdout, name="Held out", gate_ids=["one", "two"])

    holdout.up(name="Held out", gate_ids=["two", "six"])
    by_members = project.mutations()
    holdout.up(name="Held out", gate_ids=["six", "two"], pass_percentage=3)

    assert [(name, body["gateIDs"], body["targetingGateID"]) for name, body in by_members] == [
        ("POST /holdouts/held_out", ["six", "two"], None)
    ]
    assert project.mutations() == [("PATCH /holdouts/held_out", {"passPercentage": 3})]
    assert project.console.get("/holdouts/held_out").data["gateIDs"] == ["six", "two"]


def test_members_that_the_service_doubles_are_no_drift(project: Project) -> None:
    """Whoever adds a member in the partial update's way doubles the others."""
    Managed(project, statsig.Gate, name="One")
    holdout = Managed(project, statsig.Holdout, name="Held out", gate_ids=["one"])
    project.console.patch("/holdouts/held_out", {"gateIDs": ["one"]})
    assert project.console.get("/holdouts/held_out").data["gateIDs"] == ["one", "one"]

    holdout.refresh()

    assert holdout.state["gate_ids"] == ["one"]
    assert not holdout.handlers.diff(holdout.state, holdout.inputs)


def test_a_holdouts_gate_is_compared_as_it_was_written(project: Project) -> None:
    """Answers name the gate by its internal ID; only another one there, or none, is drift."""
    for name in ("One", "Two"):
        Managed(project, statsig.Gate, name=name)
    holdout = Managed(project, statsig.Holdout, name="Held out", targeting_gate_id="one")
    internal = holdout.state["targeting_gate_internal_id"]
    assert (holdout.state["targeting_gate_id"], len(internal)) == ("one", 22)

    holdout.refresh()
    assert holdout.state["targeting_gate_id"] == "one"
    holdout.up(name="Held out", targeting_gate_id="two")
    assert holdout.state["targeting_gate_internal_id"] != internal

    project.console.patch("/holdouts/held_out", {"targetingGateID": "one"})
    holdout.refresh()
    assert holdout.state["targeting_gate_id"] == internal
    assert [field.name for field in holdout.handlers.diff(holdout.state, holdout.inputs).updates] == ["targeting_gate_id"]
    holdout.up(name="Held out", targeting_gate_id="one")
    assert holdout.state["targeting_gate_id"] == "one"

    project.mutations()
    holdout.up(name="Held out", targeting_gate_id="")
    assert project.mutations() == [("PATCH /holdouts/held_out", {"targetingGateID": ""})]
    assert not project.console.get("/holdouts/held_out").data["targetingGateID"]


def test_a_holdouts_gate_that_the_program_leaves_out_stays(project: Project) -> None:
    """The full update requires the gate, and null leaves it as it is."""
    for name in ("One", "Two"):
        Managed(project, statsig.Gate, name=name)
    holdout = Managed(project, statsig.Holdout, name="Held out")
    project.console.patch("/holdouts/held_out", {"targetingGateID": "two"})
    there = project.console.get("/holdouts/held_out").data["targetingGateID"]

    holdout.up(name="Held out", gate_ids=["one"])

    assert project.console.get("/holdouts/held_out").data["targetingGateID"] == there


def test_failed_second_step_leaves_nothing(project: Project) -> None:
    """A holdout is created in two steps; when the second fails, the first is taken back."""
    handlers = project.handlers(statsig.Holdout)

    with pytest.raises(InputError, match=r"could not be found: \[missing\].*taken back"):
        handlers.create(handlers.check({"name": "Held out", "gate_ids": ["missing"]}).inputs)

    assert project.console.get("/holdouts").data == []


def test_autotune_windows_are_compared_by_number(project: Project) -> None:
    """The API spells ``2hr`` as ``2hrs``, and takes ``2`` as well."""
    variants = [{"name": "a", "json": None}, {"name": "b", "json": [1]}]
    values = {"name": "Best", "variants": variants, "success_event": "paid", "winner_threshold": "95%", "exploration_window": "24"}
    autotune = Managed(project, statsig.Autotune, **values, attribution_window="2hr")

    assert project.console.get("/autotunes").data[0]["attributionWindow"] == "2hrs"
    assert autotune.state["attribution_window"] == "2hr"
    autotune.up(**values, attribution_window="2")

    assert project.requests() == []

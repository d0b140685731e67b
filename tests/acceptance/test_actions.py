"""Actions: run when they are created and when an input changes, in the program's order; remembered, and nothing on destroy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console.resource import ConsoleAction
from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Stack

EVERYONE: statsig.Condition = {"type": "public"}


@pytest.fixture
def key(keys: Callable[[str], str]) -> str:
    """A warehouse-native project, where results are computed on demand."""
    return keys("whn-actions")


class Chain:
    """Declares resources so that each waits for the one before."""

    def __init__(self) -> None:
        self.last: list[pulumi.Resource] = []

    def then(self, kind: Any, name: str, /, **values: Any) -> Any:
        """Declares one more."""
        resource = kind(name, opts=pulumi.ResourceOptions(depends_on=self.last), **values)
        self.last = [resource]
        return resource


def experiment(name: str) -> statsig.Experiment:
    """An experiment whose state the program does not declare."""
    groups = [statsig.ExperimentGroup(name=group, size=50, parameter_values={"on": group == "Test"}) for group in ("Control", "Test")]
    return statsig.Experiment(name, name=name, groups=groups)


def everything(trigger: str = "one") -> None:
    """Each action on gates, configs, experiments and autotunes once."""
    events = [{"name": "purchase", "type": "value"}]
    metric = statsig.Metric("revenue", name="revenue", type="sum", unit_types=["userID"], metric_events=events)
    gate = statsig.Gate("gate", name="A gate")
    rules = Chain()
    rules.then(statsig.GateAddRules, "gate-add", gate_id=gate.id, rules=[{"name": "r", "pass_percentage": 1, "conditions": [EVERYONE]}])
    rule = pulumi.Output.all(gate.id, rules.last[0].urn).apply(lambda known: statsig.get_gate(known[0]).rules[0].base_id or "")
    rules.then(statsig.GateChangeRules, "gate-change", gate_id=gate.id, rules=[{"base_id": rule, "pass_percentage": 2}])
    rules.then(statsig.GateLoadPulse, "gate-pulse", gate_id=gate.id, rule_id=rule, triggers={"on": trigger})
    rules.then(statsig.GateAlertResolve, "gate-alert", gate_id=gate.id, metric_id=metric.id, reasoning="seen")
    rules.then(statsig.GateCodeCleanup, "gate-cleanup", gate_id=gate.id)

    config = statsig.DynamicConfig("config", name="A config")
    added = [{"name": name, "pass_percentage": 1, "conditions": [EVERYONE]} for name in ("a", "b")]
    changes = Chain()
    changes.then(statsig.DynamicConfigAddRules, "config-add", dynamic_config_id=config.id, rules=added)
    ids = pulumi.Output.all(config.id, changes.last[0].urn).apply(lambda known: statsig.get_dynamic_config(known[0]).rules[0].base_id or "")
    changes.then(
        statsig.DynamicConfigChangeRules, "config-change", dynamic_config_id=config.id, rules=[{"base_id": ids, "pass_percentage": 3}]
    )
    changes.then(
        statsig.DynamicConfigChangeRuleNamed, "config-change-b", dynamic_config_id=config.id, rule_name="b", return_value={"big": 2**60 + 1}
    )
    changes.then(statsig.DynamicConfigDeleteRuleNamed, "config-delete-b", dynamic_config_id=config.id, rule_name="b")

    decided = experiment("decided")
    life = Chain()
    id_ = {"experiment_id": decided.id}
    life.then(statsig.ExperimentStart, "start", **id_)
    life.then(statsig.ExperimentDisableGroups, "disable", **id_, group_names=["Test"])
    life.then(statsig.ExperimentEnableGroups, "enable", **id_, group_names=["Test"])
    life.then(statsig.ExperimentLoadPulse, "pulse", **id_)
    loads = pulumi.Output.all(decided.id, life.last[0].urn).apply(lambda known: [*statsig.get_experiment_pulse_load_history(known[0])])
    life.then(statsig.ExperimentPulseCancel, "pulse-cancel", **id_, dag_id=loads.apply(lambda found: found[-1].dag_id))
    life.then(statsig.ExperimentAlertResolve, "alert", **id_, metric_id=metric.id)
    life.then(statsig.ExperimentDeferDecision, "defer", **id_, stop_reason="holidays")
    life.then(statsig.ExperimentRestartAsNew, "restart", **id_, name="decided again")
    winner = decided.groups.apply(lambda groups: groups[1]["id"])
    life.then(statsig.ExperimentMakeDecision, "decide", **id_, group_id=winner, decision_reason="better")
    life.then(statsig.ExperimentCodeCleanup, "cleanup", **id_)
    life.then(statsig.ExperimentArchive, "archive", **id_, archive_reason="over")
    life.then(statsig.ExperimentUnarchive, "unarchive", **id_)

    for name, end in (("abandoned", statsig.ExperimentAbandon), ("reset", statsig.ExperimentReset)):
        other = experiment(f"{name} experiment")
        ways = Chain()
        ways.then(statsig.ExperimentStart, f"start-{name}", experiment_id=other.id)
        reason = {"decision_reason": "no use"} if name == "abandoned" else {}
        ways.then(end, f"end-{name}", experiment_id=other.id, **reason)
    statsig.ExperimentScheduleStart("schedule", experiment_id=experiment("scheduled").id, scheduled_time=4102444800000)

    autotune = statsig.Autotune(
        "autotune",
        name="An autotune",
        variants=[{"name": name, "json": {"color": name}} for name in ("red", "blue")],
        success_event="buy",
        exploration_window="24",
        attribution_window="1",
        winner_threshold="95%",
    )
    tuned = Chain()
    tuned.then(statsig.AutotuneScheduleStart, "tune-later", autotune_id=autotune.id, scheduled_time=4102444800000)
    tuned.then(statsig.AutotuneStart, "tune", autotune_id=autotune.id)
    variant = autotune.variants.apply(lambda variants: variants[0]["id"])
    tuned.then(statsig.AutotuneMakeDecision, "tuned", autotune_id=autotune.id, variant_id=variant, decision_reason="clear")
    tuned.then(statsig.AutotuneReset, "tune-again", autotune_id=autotune.id)


# Reviews are decided by somebody else than who opens them: see test_reviews.
ACTIONS = [
    each
    for each in classes_in(statsig)
    if each.__name__.startswith(("Gate", "DynamicConfig", "Experiment", "Autotune")) and issubclass(each, ConsoleAction)
    if "Review" not in each.__name__
]


def test_actions_run_once_and_again_when_triggered(stack: Stack, traffic: Traffic) -> None:
    """Every action sends its operation; a second `up` none; a new trigger that one; destroy none but the objects' own."""
    stack.up(everything)
    sent = set(traffic.since())
    expected = {str(operation) for action in ACTIONS for operation in kind_of(action).operations()}
    assert expected - sent == set()

    stack.up(everything)
    assert traffic.mutations() == []

    planned = stack.preview(lambda: everything("two"))
    stack.up(lambda: everything("two"))
    assert {name: step.op for name, step in planned.steps.items()} == {"gate-pulse": "replace"}
    assert traffic.mutations() == ["POST /gates/{id}/load_pulse"]

    recorded = stack.resources()
    assert recorded["start"]["outputs"]["message"]
    assert recorded["restart"]["outputs"]["new_experiment_id"] == "decided_again"

    stack.destroy()
    objects = ("gates", "dynamic_configs", "experiments", "autotunes", "metrics")
    assert set(traffic.mutations()) == {f"DELETE /{each}/{{id}}" for each in objects}


def test_rollout_is_led_through_its_phases(stack: Stack, console: Client, traffic: Traffic) -> None:
    """A program pauses, resumes, skips, approves and finishes one rollout, and aborts another."""

    def phase(name: str, review: bool = False) -> dict[str, object]:
        return {"name": name, "timeIntervalMs": 3_600_000, "requiredReview": review, "rules": [{"name": "all", "conditions": []}]}

    pipeline = console.post("/release_pipelines", {"name": "Careful", "phases": [phase("staff"), phase("rest", True), phase("late")]}).data
    for name in ("Led", "Broken off"):
        config = console.post("/dynamic_configs", {"name": name, "releasePipelineID": pipeline["id"]}).data
        console.patch(f"/dynamic_configs/{config['id']}", {"rules": [{"name": "all", "passPercentage": 100, "conditions": [EVERYONE]}]})
    triggers = {each["dynamicConfigID"]: each for each in console.get("/release_pipeline_triggers").data}
    led, broken = triggers["led"], triggers["broken_off"]

    def program() -> None:
        rollout = Chain()
        id_, first = {"trigger_id": led["id"]}, led["currentPhaseID"]
        rollout.then(statsig.ReleasePipelineTriggerPause, "pause", **id_, phase_id=first)
        rollout.then(statsig.ReleasePipelineTriggerUnpause, "unpause", **id_, phase_id=first)
        skipped = rollout.then(statsig.ReleasePipelineTriggerSkip, "skip", **id_, phase_id=first)
        rollout.then(statsig.ReleasePipelineTriggerApprove, "approve", **id_, phase_id=skipped.current_phase_id)
        pulumi.export("done", rollout.then(statsig.ReleasePipelineTriggerRollout, "rollout", **id_).status)
        pulumi.export("aborted", statsig.ReleasePipelineTriggerAbort("abort", trigger_id=broken["id"]).status)

    run = stack.up(program)

    assert run.outputs == {"done": "COMPLETED", "aborted": "ABORTED"}
    assert sorted(traffic.mutations()[5:]) == sorted(
        f"PUT /release_pipeline_triggers/{{id}}/{each}" for each in ("pause", "unpause", "skip", "approve", "rollout", "abort")
    )


def test_changes_take_the_operation_that_fits(stack: Stack, traffic: Traffic) -> None:
    """A source whose query stays is patched; a full update replaces the whole; an archived metric comes back by either way."""

    def program(changed: bool) -> Callable[[], None]:
        text = "new" if changed else "old"
        source: dict[str, Any] = {"sql": "SELECT 1", "id_type_mapping": [{"statsig_unit_id": "userID", "column": "u"}]}

        def run() -> None:
            assigned = {"timestamp_column": "at", "experiment_id_column": "e", "group_id_column": "g"}
            metric: Any = statsig.Metric
            statsig.AssignmentSource("assigned", name="assigned", description=text, **assigned, **source)
            statsig.EntityProperty("facts", name="facts", description=text, **source)
            statsig.Experiment("whole", name="whole", description=text, update_style="full")
            metric("revenue", name="revenue", type="undefined", lifecycle="active" if changed else "archived")
            statsig.ChangeValidation("verdict", review_id="r1", validated=True, message=text)

        return run

    stack.up(program(changed=False))
    traffic.since()
    stack.up(program(changed=True))

    assert sorted(traffic.mutations()) == [
        "PATCH /change_validation/message",
        "PATCH /experiments/assignment_source/{name}",
        "PATCH /experiments/entity_property/{name}",
        "POST /experiments/{id}",
        "PUT /metrics/{id}/cancel_archive",
        "PUT /metrics/{id}/unarchive",
    ]
    assert stack.preview(program(changed=True)).steps == {}

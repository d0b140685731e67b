"""What can be done to an experiment once, where its `lifecycle` is not declared.

API: PUT /experiments/{id}/start, make_decision, abandon, reset, archive, unarchive; POST /experiments/{id}/schedule_start,
restart_as_new, enable_groups, disable_groups, load_pulse, alerts/{metricId}/resolve, code_cleanup, pulse_load_history/{dagID}/cancel;
PUT /experiments/{id}/defer_decision.
"""

from typing import Annotated, Literal

from annotated_types import Ge, Le

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.checks import InMs
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Among
from statsig_console.resource import ConsoleAction, Fields

from .experiment import ExperimentName

GROUPS = Among("group_names[]", of="Experiment", by="experiment_id", items="groups", what="group")


class _OfExperiment(Fields):
    """An action on one experiment."""

    experiment_id: Prop[str] = prop(address="id")


class ExperimentStart(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/start"):
    """Starts an experiment. The days of the analysis (``2026-01-31``) are for those that a warehouse-native project only analyses."""

    analysis_start_time: Prop[str | None] = prop(default=UNMANAGED)
    analysis_end_time: Prop[str | None] = prop(default=UNMANAGED)
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)


class ExperimentScheduleStart(
    _OfExperiment,
    ConsoleAction,
    runs="POST /experiments/{id}/schedule_start",
    checks=(InMs("scheduled_time", ahead=True),),
):
    """Lets an experiment start by itself at `scheduled_time`, in ms since 1970. It cannot be called off."""

    scheduled_time: Prop[float] = prop()


class ExperimentMakeDecision(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/make_decision"):
    """Ships the group with the ID `group_id`; with `remove_targeting`, to all and not just to those who were targeted.

    With `holdout` the experiment goes on: each other group keeps that many % of the users, and the shipped one has the rest.
    """

    group_id: Prop[str] = prop(sent="id")
    decision_reason: Prop[str] = prop()
    remove_targeting: Prop[bool] = prop(default=False)
    holdout: Prop[Annotated[int, Ge(0), Le(50)] | None] = prop(default=UNMANAGED)


class ExperimentAbandon(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/abandon"):
    """Ends an experiment without a decision."""

    decision_reason: Prop[str] = prop()


class ExperimentReset(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/reset"):
    """Takes an experiment back to setup, with its users assigned anew."""


class ExperimentArchive(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/archive"):
    """Archives an experiment that is not running."""

    archive_reason: Prop[str | None] = prop(default=UNMANAGED)


class ExperimentUnarchive(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/unarchive"):
    """Brings an archived experiment back."""


class ExperimentRestartAsNew(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/restart_as_new"):
    """Makes a new experiment in setup out of one that was started. It is no part of the stack: adopt it to manage it."""

    name: Prop[ExperimentName] = prop()

    new_experiment_id: Out[str] = output(read="id")


class ExperimentEnableGroups(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/enable_groups", among=(GROUPS,)):
    """Lets users into groups of a running experiment again."""

    group_names: Prop[ManySet[str]] = prop(sent="group_names")


class ExperimentDisableGroups(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/disable_groups", among=(GROUPS,)):
    """Keeps users out of groups of a running experiment."""

    group_names: Prop[ManySet[str]] = prop(sent="group_names")


class ExperimentLoadPulse(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/load_pulse"):
    """Computes an experiment's results in a warehouse-native project: all, what is new, or those of `metric_ids`."""

    refresh: Prop[Literal["full", "incremental", "metric"]] = prop(default="full")
    metric_ids: Prop[ManySet[str]] = prop(default=UNMANAGED)
    rule_id: Prop[str | None] = prop(default=UNMANAGED, sent="ruleId")
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)


class ExperimentAlertResolve(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/alerts/{metricId}/resolve"):
    """Resolves the alert that an experiment has about a metric (``name::type``)."""

    metric_id: Prop[str] = prop(address="metricId")
    reasoning: Prop[str | None] = prop(default=UNMANAGED)

    resolved_at: Out[float] = output()


class ExperimentPulseCancel(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/pulse_load_history/{dagID}/cancel"):
    """Ends a computation of results that is under way: that with the `dag_id` that `get_experiment_pulse_load_history` tells."""

    dag_id: Prop[str] = prop(address="dagID")


class ExperimentDeferDecision(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/defer_decision"):
    """Stops a running experiment and leaves the decision for later."""

    stop_reason: Prop[str | None] = prop(default=UNMANAGED)


class ExperimentCodeCleanup(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/code_cleanup"):
    """Has the service propose code without an experiment that is over. It refuses where the experiment is not stale."""

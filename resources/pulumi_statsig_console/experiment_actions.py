"""Actions on an experiment whose `lifecycle` is not declared.

API: PUT /experiments/{id}/start, make_decision, abandon, reset, archive, unarchive; POST /experiments/{id}/schedule_start,
restart_as_new, enable_groups, disable_groups, load_pulse, alerts/{metricId}/resolve, code_cleanup, pulse_load_history/{dagID}/cancel;
PUT /experiments/{id}/defer_decision.
"""

from typing import Annotated, Literal

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.checks import InMs
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Among
from statsig_console.declaring.limits import Ge, Le
from statsig_console.resource import ConsoleAction, Fields

from .experiment import ExperimentName

GROUPS = Among("group_names[]", of="Experiment", by="experiment_id", items="groups", what="group")


class _OfExperiment(Fields):
    """An action on one experiment."""

    experiment_id: Prop[str] = prop(address="id")
    """The ID of the experiment that the action is for."""


class ExperimentStart(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/start"):
    """Starts an experiment."""

    analysis_start_time: Prop[str | None] = prop(default=UNMANAGED)
    """The first day of the analysis (2026-01-31), for an experiment that a warehouse-native project only analyses."""
    analysis_end_time: Prop[str | None] = prop(default=UNMANAGED)
    """The last day of the analysis (2026-01-31), for an experiment that a warehouse-native project only analyses."""
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the computation leaves out the history by day, so that the latest figures are available sooner."""


class ExperimentScheduleStart(
    _OfExperiment,
    ConsoleAction,
    runs="POST /experiments/{id}/schedule_start",
    checks=(InMs("scheduled_time", ahead=True),),
):
    """Schedules the start of an experiment for `scheduled_time`, in ms since 1970. It cannot be cancelled."""

    scheduled_time: Prop[float] = prop()
    """When the experiment is to start, in ms since 1970. It must be in the future, and the API cannot cancel it."""


class ExperimentMakeDecision(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/make_decision"):
    """Ships the group with the ID `group_id`; with `remove_targeting`, to all and not just to those who were targeted.

    With `holdout` the experiment goes on: each other group keeps that many % of the users, and the shipped one has the rest.
    """

    group_id: Prop[str] = prop(sent="id")
    """The ID of the group that is shipped, from the experiment's `groups`."""
    decision_reason: Prop[str] = prop()
    """The reason for the decision, for later readers of the results."""
    remove_targeting: Prop[bool] = prop(default=False)
    """Whether the shipped group is for everyone, instead of just those who were targeted."""
    holdout: Prop[Annotated[int, Ge(0), Le(50)] | None] = prop(default=UNMANAGED)
    """The share in % that each other group keeps, so that the experiment goes on beside the decision. Left out, none keeps any."""


class ExperimentAbandon(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/abandon"):
    """Ends an experiment without a decision."""

    decision_reason: Prop[str] = prop()
    """Why the experiment ends without a decision, for those who read it later."""


class ExperimentReset(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/reset"):
    """Takes an experiment back to setup, with its users assigned anew."""


class ExperimentArchive(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/archive"):
    """Archives an experiment that is not running."""

    archive_reason: Prop[str | None] = prop(default=UNMANAGED)
    """Why the experiment is archived, for its history."""


class ExperimentUnarchive(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/unarchive"):
    """Brings an archived experiment back."""


class ExperimentRestartAsNew(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/restart_as_new"):
    """Makes a new experiment in setup from one that was started. The new one is not in the stack: adopt it to manage it."""

    name: Prop[ExperimentName] = prop()
    """What the new experiment is called."""

    new_experiment_id: Out[str] = output(read="id")
    """The ID of the new experiment, by which it can be adopted."""


class ExperimentEnableGroups(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/enable_groups", among=(GROUPS,)):
    """Lets users into groups of a running experiment again."""

    group_names: Prop[ManySet[str]] = prop(sent="group_names")
    """The names of the groups that take in users again."""


class ExperimentDisableGroups(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/disable_groups", among=(GROUPS,)):
    """Keeps users out of groups of a running experiment."""

    group_names: Prop[ManySet[str]] = prop(sent="group_names")
    """The names of the groups that take in nobody any more."""


class ExperimentLoadPulse(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/load_pulse"):
    """Computes an experiment's results in a warehouse-native project: all, those of new days, or those of `metric_ids`."""

    refresh: Prop[Literal["full", "incremental", "metric"]] = prop(default="full")
    """What is computed: everything anew (`full`), the days since the last time (`incremental`), or the metrics of `metric_ids`
    (`metric`)."""
    metric_ids: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The IDs (`name::type`) of the metrics to compute, with `refresh` metric."""
    rule_id: Prop[str | None] = prop(default=UNMANAGED, sent="ruleId")
    """The ID of the rule whose results are computed. Left out, it is the experiment's own."""
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the computation leaves out the history by day, so that the latest figures are available sooner."""


class ExperimentAlertResolve(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/alerts/{metricId}/resolve"):
    """Resolves the alert that an experiment has about a metric (``name::type``)."""

    metric_id: Prop[str] = prop(address="metricId")
    """The ID (`name::type`) of the metric that the alert is about."""
    reasoning: Prop[str | None] = prop(default=UNMANAGED)
    """Why the alert is resolved, for later readers."""

    resolved_at: Out[float] = output()
    """When the alert was resolved. The vendor's example counts in seconds since 1970, unlike other times."""


class ExperimentPulseCancel(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/pulse_load_history/{dagID}/cancel"):
    """Cancels a running computation of results, by its `dag_id` from `get_experiment_pulse_load_history`."""

    dag_id: Prop[str] = prop(address="dagID")
    """The ID of the computation, from `get_experiment_pulse_load_history`."""


class ExperimentDeferDecision(_OfExperiment, ConsoleAction, runs="PUT /experiments/{id}/defer_decision"):
    """Stops a running experiment and leaves the decision for later."""

    stop_reason: Prop[str | None] = prop(default=UNMANAGED)
    """Why the experiment stops before it is decided."""


class ExperimentCodeCleanup(_OfExperiment, ConsoleAction, runs="POST /experiments/{id}/code_cleanup"):
    """Asks the service to propose code without an experiment that is over. It refuses where the experiment is not stale."""

"""Lookups: experiments, their overrides, exposures and results."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.cumulative_exposure import CumulativeExposureResult
from pulumi_statsig_console.results.dimensional_exposures import DimensionalExposuresResult
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.experiment_alerts import ExperimentAlertsResult
from pulumi_statsig_console.results.experiment_context import ExperimentContextResult
from pulumi_statsig_console.results.experiment_diagnostics import ExperimentDiagnosticsResult
from pulumi_statsig_console.results.experiment_metric_pulse import ExperimentMetricPulseResult
from pulumi_statsig_console.results.experiment_overrides import ExperimentOverridesResult
from pulumi_statsig_console.results.experiment_pulse import ExperimentPulseResult
from pulumi_statsig_console.results.experiment_summary_charts import ExperimentSummaryChartsResult
from pulumi_statsig_console.results.exposure_count import ExposureCountResult
from pulumi_statsig_console.results.filters import DiagnosticsType, ExperimentStatus, Severity
from pulumi_statsig_console.results.pulse_load import PulseLoadResult
from pulumi_statsig_console.results.pulse_load_details import PulseLoadDetailsResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages, WholeLookup

EXPERIMENT = Lookup("get_experiment", operation("GET /experiments/{id}"), ExperimentResult)


def get_experiment(
    id: str,
    *,
    fields: Sequence[str] | None = None,
) -> ExperimentResult:
    """The experiment with this id. Times are in ms since 1970.

    API: GET /experiments/{id}. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        fields: The fields that answers should hold, by the API's names; all others are None. Left out, answers hold all fields.
    """
    return EXPERIMENT(**locals())


EXPERIMENTS = ListLookup("get_experiments", operation("GET /experiments"), ExperimentResult)


def get_experiments(
    *,
    layer_id: str | None = None,
    id_type: str | None = None,
    team_id: str | None = None,
    status: ExperimentStatus | Sequence[ExperimentStatus] | None = None,
    target_app_id: str | None = None,
    created_start_date: str | None = None,
    created_end_date: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: str | Sequence[str] | None = None,
    experiment_type: str | Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
    ids: Sequence[str] | None = None,
    stale: bool | None = None,
) -> Pages[ExperimentResult]:
    """The experiments, filtered. Dates are `YYYY-MM-DD`; `fields` names what the answers hold, everything without it.

    API: GET /experiments.

    Args:
        layer_id: Only experiments in the layer with this ID.
        id_type: Only those for this unit ID type, such as `userID`.
        team_id: Only those owned by the team with this ID.
        status: Only those in this state, or in one of these.
        target_app_id: Only those of the target app with this ID.
        created_start_date: Only those that were made on this day (2026-01-31) or later.
        created_end_date: Only those that were made on this day (2026-01-31) or earlier.
        creator_name: Only those made by a person of this name.
        creator_id: Only those made by the user with this ID.
        tags: Only those with this tag, or with one of these, by name.
        experiment_type: Only experiments of this sort, or of one of these, in the API's words.
        fields: The fields that answers should hold, by the API's names; all others are None. Left out, answers hold all fields.
        ids: Only the experiments with these IDs.
        stale: Whether only those that nobody needs any more are listed, or only the others. Left out, both are.
    """
    return EXPERIMENTS(**locals())


EXPERIMENT_OVERRIDES = Lookup("get_experiment_overrides", operation("GET /experiments/{id}/overrides"), ExperimentOverridesResult)


def get_experiment_overrides(id: str) -> ExperimentOverridesResult:
    """Which gates, segments and users always get a certain group. The API may answer `name` where it takes `id`: see `raw`.

    API: GET /experiments/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return EXPERIMENT_OVERRIDES(**locals())


EXPERIMENT_CUMULATIVE_EXPOSURES = WholeLookup(
    "get_experiment_cumulative_exposures", operation("GET /experiments/{id}/cumulative_exposures"), CumulativeExposureResult
)


def get_experiment_cumulative_exposures(id: str) -> list[CumulativeExposureResult]:
    """The exposures of an experiment day by day, one item per group.

    API: GET /experiments/{id}/cumulative_exposures. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return EXPERIMENT_CUMULATIVE_EXPOSURES(**locals())


EXPERIMENT_PULSE_RESULTS = Lookup("get_experiment_pulse_results", operation("GET /experiments/{id}/pulse_results"), ExperimentPulseResult)


def get_experiment_pulse_results(
    id: str,
    control: str,
    test: str,
    *,
    cuped: bool | None = None,
    confidence: float | None = None,
    apply_bonferroni_per_variant: bool | None = None,
    apply_bonferroni_per_metric: bool | None = None,
    bonferroni_primary_metric_weight: float | None = None,
    apply_benjamini_hochberg_per_metric: bool | None = None,
    apply_benjamini_hochberg_per_variant: bool | None = None,
    date: str | None = None,
    benjamini_across_all_test_groups: bool | None = None,
    benjamini_primary_metrics_only: bool | None = None,
) -> ExperimentPulseResult:
    """How the `test` group moves the metrics against `control` (group ids), on a `date` (`YYYY-MM-DD`); `confidence` is 0–100.

    API: GET /experiments/{id}/pulse_results. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        control: The ID of the group to compare with.
        test: The ID of the group that is compared with `control`.
        cuped: Whether variance is reduced by what units did before the exposure (CUPED). Left out, the API decides.
        confidence: The confidence of the intervals in %, 0 to 100. Left out, the API decides.
        apply_bonferroni_per_variant: Whether the significance level is divided by the number of test groups.
        apply_bonferroni_per_metric: Whether the significance level is divided by the number of metrics.
        bonferroni_primary_metric_weight: The part of the significance level that the primary metrics get, as a share.
        apply_benjamini_hochberg_per_metric: Whether the false discovery rate is controlled across the metrics.
        apply_benjamini_hochberg_per_variant: Whether the false discovery rate is controlled across the test groups.
        date: The day up to which results count, as in 2026-01-31. Left out, it is the latest.
        benjamini_across_all_test_groups: Whether the Benjamini-Hochberg procedure takes the metrics of all test groups together.
        benjamini_primary_metrics_only: Whether the Benjamini-Hochberg procedure only looks at the primary metrics.
    """
    return EXPERIMENT_PULSE_RESULTS(**locals())


EXPERIMENT_PULSE_LOAD_HISTORY = ListLookup(
    "get_experiment_pulse_load_history", operation("GET /experiments/{id}/pulse_load_history"), PulseLoadResult
)


def get_experiment_pulse_load_history(id: str) -> Pages[PulseLoadResult]:
    """The runs that computed an experiment's results; only warehouse-native projects have them. Times are in ms since 1970.

    API: GET /experiments/{id}/pulse_load_history. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return EXPERIMENT_PULSE_LOAD_HISTORY(**locals())


EXPERIMENT_EXPOSURES = Lookup("get_experiment_exposures", operation("GET /experiments/{experimentName}/exposures"), ExposureCountResult)


def get_experiment_exposures(experiment_name: str) -> ExposureCountResult:
    """The exposures of an experiment in the past day and week. The current API documentation no longer lists this operation.

    API: GET /experiments/{experimentName}/exposures. Raises `NotFound` when there is none.

    Args:
        experiment_name: The experiment's ID, which this older operation calls its name.
    """
    return EXPERIMENT_EXPOSURES(**locals())


EXPERIMENT_ALERTS = Lookup("get_experiment_alerts", operation("GET /experiments/{id}/alerts"), ExperimentAlertsResult)


def get_experiment_alerts(id: str) -> ExperimentAlertsResult:
    """How the guardrails of an experiment stand: metric id → status, and that of each group.

    API: GET /experiments/{id}/alerts. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return EXPERIMENT_ALERTS(**locals())


EXPERIMENT_CONTEXT = Lookup("get_experiment_context", operation("GET /experiments/{id}/context"), ExperimentContextResult)


def get_experiment_context(id: str) -> ExperimentContextResult:
    """A text that tells what an experiment is about.

    API: GET /experiments/{id}/context. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return EXPERIMENT_CONTEXT(**locals())


EXPERIMENT_DIAGNOSTICS_CHECKS = Lookup(
    "get_experiment_diagnostics_checks", operation("GET /experiments/{id}/diagnostics_checks"), ExperimentDiagnosticsResult
)


def get_experiment_diagnostics_checks(
    id: str,
    *,
    end_date: str | None = None,
    last_days: int | None = None,
    start_date: str | None = None,
    type: DiagnosticsType | None = None,
) -> ExperimentDiagnosticsResult:
    """How many checks, or units, each group had by day: between two days (`YYYY-MM-DD`), or in the `last_days`, by default 7.

    API: GET /experiments/{id}/diagnostics_checks. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        end_date: The last day, as in 2026-01-31, where `last_days` does not say it.
        last_days: How many days up to today count, where no day is given. Left out, it is 7.
        start_date: The first day, as in 2026-01-31, where `last_days` does not say it.
        type: Whether checks are counted, or the units that were checked for.
    """
    return EXPERIMENT_DIAGNOSTICS_CHECKS(**locals())


EXPERIMENT_DIMENSIONAL_EXPOSURES = Lookup(
    "get_experiment_dimensional_exposures",
    operation("GET /experiments/{id}/dimensional_exposures"),
    DimensionalExposuresResult,
    wire={"dimension_type": "dimension_type"},
)


def get_experiment_dimensional_exposures(
    id: str, *, dimension_type: str | Sequence[str] | None = None, severity: Severity | None = None
) -> DimensionalExposuresResult:
    """Whether the groups are as large as designed within each value of a dimension.

    API: GET /experiments/{id}/dimensional_exposures. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        dimension_type: Only dimensions of this sort, or of one of these.
        severity: Only differences of this severity.
    """
    return EXPERIMENT_DIMENSIONAL_EXPOSURES(**locals())


EXPERIMENT_PULSE_LOAD = Lookup(
    "get_experiment_pulse_load", operation("GET /experiments/{id}/pulse_load_history/{dagID}"), PulseLoadDetailsResult
)


def get_experiment_pulse_load(id: str, dag_id: str) -> PulseLoadDetailsResult:
    """The jobs of one computation of an experiment's results. Warehouse-native projects only.

    API: GET /experiments/{id}/pulse_load_history/{dagID}. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        dag_id: The ID of the computation, from `get_experiment_pulse_load_history`.
    """
    return EXPERIMENT_PULSE_LOAD(**locals())


EXPERIMENT_METRIC_PULSE = Lookup(
    "get_experiment_metric_pulse", operation("GET /experiments/{id}/pulse_metric_result"), ExperimentMetricPulseResult
)


def get_experiment_metric_pulse(
    id: str,
    control: str,
    metric_id: str,
    test: str,
    *,
    apply_benjamini_hochberg_per_metric: bool | None = None,
    apply_benjamini_hochberg_per_variant: bool | None = None,
    apply_bonferroni_per_metric: bool | None = None,
    apply_bonferroni_per_variant: bool | None = None,
    benjamini_across_all_test_groups: bool | None = None,
    benjamini_primary_metrics_only: bool | None = None,
    bonferroni_primary_metric_weight: float | None = None,
    confidence: float | None = None,
    cuped: bool | None = None,
    date: str | None = None,
) -> ExperimentMetricPulseResult:
    """How the `test` group moves one metric against `control` (group ids), by dimension, on a `date` (`YYYY-MM-DD`).

    API: GET /experiments/{id}/pulse_metric_result. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        control: The ID of the group to compare with.
        metric_id: The ID (`name::type`) of the metric that is looked at.
        test: The ID of the group that is compared with `control`.
        apply_benjamini_hochberg_per_metric: Whether the false discovery rate is controlled across the metrics.
        apply_benjamini_hochberg_per_variant: Whether the false discovery rate is controlled across the test groups.
        apply_bonferroni_per_metric: Whether the significance level is divided by the number of metrics.
        apply_bonferroni_per_variant: Whether the significance level is divided by the number of test groups.
        benjamini_across_all_test_groups: Whether the Benjamini-Hochberg procedure takes the metrics of all test groups together.
        benjamini_primary_metrics_only: Whether the Benjamini-Hochberg procedure only looks at the primary metrics.
        bonferroni_primary_metric_weight: The part of the significance level that the primary metrics get, as a share.
        confidence: The confidence of the intervals in %, 0 to 100. Left out, the API decides.
        cuped: Whether variance is reduced by what units did before the exposure (CUPED). Left out, the API decides.
        date: The day up to which results count, as in 2026-01-31. Left out, it is the latest.
    """
    return EXPERIMENT_METRIC_PULSE(**locals())


EXPERIMENT_SUMMARY_CHARTS = Lookup(
    "get_experiment_summary_charts", operation("GET /experiments/{id}/summary_charts"), ExperimentSummaryChartsResult
)


def get_experiment_summary_charts(id: str, *, control: str | None = None, test: str | None = None) -> ExperimentSummaryChartsResult:
    """The charts of an experiment's summary, of one `test` group (its id) against `control`; `"*"` means all test groups.

    API: GET /experiments/{id}/summary_charts. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        control: The ID of the group to compare with. Left out, it is the control group.
        test: The ID of the group that is compared with `control`, or `"*"` for all of them.
    """
    return EXPERIMENT_SUMMARY_CHARTS(**locals())


EXPERIMENT_VERSIONS = ListLookup("get_experiment_versions", operation("GET /experiments/{id}/versions"), ExperimentResult)


def get_experiment_versions(id: str, *, end_date: str | None = None, start_date: str | None = None) -> Pages[ExperimentResult]:
    """The versions that an experiment has had, each as the whole experiment. Dates are `YYYY-MM-DD`.

    API: GET /experiments/{id}/versions. Raises `NotFound` when there is none.

    Args:
        id: The experiment's public ID: the last part of its address in the console, and the ID by which code asks for it.
        end_date: The last day, as in 2026-01-31. Left out, there is no end.
        start_date: The first day, as in 2026-01-31. Left out, there is no beginning.
    """
    return EXPERIMENT_VERSIONS(**locals())

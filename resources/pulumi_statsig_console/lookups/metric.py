"""Lookups: metrics, their values and experiments."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.filters import ExperimentStatus
from pulumi_statsig_console.results.metric import MetricResult
from pulumi_statsig_console.results.metric_day import MetricDayResult
from pulumi_statsig_console.results.metric_sql import MetricSqlResult
from pulumi_statsig_console.results.metric_value import MetricValueResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages, WholeLookup

METRIC = Lookup("get_metric", operation("GET /metrics/{id}"), MetricResult)


def get_metric(id: str) -> MetricResult:
    """The metric with this id, `name::type`.

    API: GET /metrics/{id}. Raises `NotFound` when there is none.

    Args:
        id: The metric's ID: its name and type, as in `sign_up::event_count_custom`.
    """
    return METRIC(**locals())


METRIC_BY_NAME = Lookup("get_metric_by_name", operation("GET /metrics/{name}/{type}"), MetricResult)


def get_metric_by_name(name: str, type: str) -> MetricResult:
    """The metric with this name and type.

    API: GET /metrics/{name}/{type}. Raises `NotFound` when there is none.

    Args:
        name: The metric's name, as the metrics catalog shows it.
        type: The metric's type, such as `event_count_custom`.
    """
    return METRIC_BY_NAME(**locals())


METRICS = ListLookup("get_metrics", operation("GET /metrics/list"), MetricResult)


def get_metrics(
    *, show_hidden_metrics: bool | None = None, tags: str | Sequence[str] | None = None, filters: str | None = None
) -> Pages[MetricResult]:
    """The metrics, filtered. `tags` are ids of tags.

    API: GET /metrics/list.

    Args:
        show_hidden_metrics: Whether metrics are listed too that the catalog leaves out.
        tags: Only metrics that have the tag with this ID, or one of these. Unlike in other lookups, it is not a name.
        filters: Further filters as a text, passed on as it is; the documents do not say what it may hold.
    """
    return METRICS(**locals())


METRIC_EXPERIMENTS = ListLookup("get_metric_experiments", operation("GET /metrics/{id}/experiments"), ExperimentResult)


def get_metric_experiments(
    id: str,
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
    """The experiments that use a metric, filtered. Dates are `YYYY-MM-DD`.

    API: GET /metrics/{id}/experiments. Raises `NotFound` when there is none.

    Args:
        id: The metric's ID: its name and type, as in `sign_up::event_count_custom`.
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
    return METRIC_EXPERIMENTS(**locals())


METRIC_VALUE = WholeLookup("get_metric_value", operation("GET /metrics"), MetricDayResult, snake_case=True)


def get_metric_value(id: str, date: str) -> list[MetricDayResult]:
    """What one metric (`name::type`) was on a date (`YYYY-MM-DD`), one item per unit type.

    API: GET /metrics.

    Args:
        id: The metric's ID: its name and type, as in `sign_up::event_count_custom`.
        date: The day, as in 2026-01-31.
    """
    return METRIC_VALUE(**locals())


METRIC_VALUES = ListLookup("get_metric_values", operation("GET /metrics/values"), MetricValueResult)


def get_metric_values(date: str, *, metric_name: str | None = None, metric_type: str | None = None) -> Pages[MetricValueResult]:
    """What the metrics were on a date (`YYYY-MM-DD`).

    API: GET /metrics/values.

    Args:
        date: The day, as in 2026-01-31.
        metric_name: Only the metrics with this name.
        metric_type: Only the metrics of this type.
    """
    return METRIC_VALUES(**locals())


METRIC_SQL = WholeLookup("get_metric_sql", operation("GET /metrics/{id}/sql"), MetricSqlResult)


def get_metric_sql(id: str) -> list[MetricSqlResult]:
    """The statements that compute a metric, by unit type. Warehouse-native projects only.

    API: GET /metrics/{id}/sql. Raises `NotFound` when there is none.

    Args:
        id: The metric's ID: its name and type, as in `sign_up::event_count_custom`.
    """
    return METRIC_SQL(**locals())

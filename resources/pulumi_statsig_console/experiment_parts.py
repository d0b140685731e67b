"""What an experiment is made of: groups, metrics, links, filters, and what its assignment is balanced by.

Schemas: the nested objects of ExperimentCreateContractDto.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypedDict

from annotated_types import Ge, Gt, Le
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ByServer, JsonObject, KeptAsText, ManySet

from .metric_criterion import CriterionCondition

# Answers show what a sidecar experiment's own properties say among the parameters, where nothing can be set.
SIDECAR = ("sidecarEditorURL", "sidecarURLFilters", "sidecarDisableAutoRun", "sidecarPrerunScript")
ParameterValues = Annotated[Mapping[str, Any], KeptAsText(objects_only=True, ignores=SIDECAR)]


class ExperimentGroup(TypedDict):
    """A group of an experiment: `size` % of those in it get `parameter_values`.

    The groups' sizes add up to 100. A group that is left without `disabled` is enabled and disabled elsewhere.
    """

    name: Input[str]
    size: Input[Annotated[float, Ge(0), Le(100)]]
    parameter_values: Input[ParameterValues]
    highlighted: NotRequired[Annotated[Input[bool], ByServer()]]
    description: NotRequired[Input[str]]
    disabled: NotRequired[Annotated[Input[bool], ByServer()]]
    foreign_group_id: NotRequired[Annotated[Input[str], ByServer()]]
    id: NotRequired[Annotated[Input[str | None], ByServer()]]


class ExperimentMetric(TypedDict):
    """A metric that an experiment watches, with the change that is hoped for: `hypothesized_value` is in %."""

    name: Input[str]
    type: Input[str]
    direction: NotRequired[Input[Literal["increase", "decrease"]]]
    hypothesized_value: NotRequired[Input[float]]


class ExperimentLink(TypedDict):
    """A link that the console shows beside the experiment."""

    url: Input[str]
    title: NotRequired[Input[str]]


class QualityScore(TypedDict):
    """A criterion of an experiment's quality that people judge."""

    criteria_name: Input[str]
    status: Input[Literal["PASSED", "FAILED", "WARNING"]]
    criteria_description: Input[str]
    score: Input[float]
    weight: Input[float]


class AssignmentFilter(TypedDict):
    """Which rows of an assignment source count, in a warehouse-native project."""

    condition: Input[CriterionCondition]
    column: NotRequired[Input[str]]
    values: NotRequired[Input[ManySet[str]]]


class StratifyingMetric(TypedDict):
    """The metric, and the days (``2026-01-31``), by which groups are balanced."""

    name: Input[str]
    start_date: Input[str]
    end_date: Input[str]
    type: NotRequired[Input[str]]


class StratifyingProperty(TypedDict):
    """The column of an entity property source by which groups are balanced."""

    property_source_name: Input[str]
    column: Input[str]


class StratifyingFile(TypedDict):
    """The file by which groups are balanced: its name, and the API's name for it."""

    original: Input[str]
    identifier: Input[str]


class StratifiedSampling(TypedDict):
    """What the groups of an experiment are balanced by."""

    status: Input[Literal["pending", "success", "error"]]
    metric: NotRequired[Input[StratifyingMetric]]
    entity_property_source: NotRequired[Input[StratifyingProperty]]
    csv: NotRequired[Input[StratifyingFile]]
    use_stratified_salt: NotRequired[Input[bool]]
    use_units: NotRequired[Input[bool]]
    delta_reduction: NotRequired[Annotated[Input[float], ByServer()]]
    spread_reduction: NotRequired[Annotated[Input[float], ByServer()]]


class MetricNamed(TypedDict):
    """A metric, by name and type."""

    name: Input[str]
    type: Input[str]


class BayesianPrior(TypedDict):
    """What is believed of a metric before the experiment."""

    metric: Input[MetricNamed]
    prior_mean: Input[float]
    prior_std_dev: Input[Annotated[float, Gt(0)]]


class ExternalEvent(TypedDict):
    """Something that happened during the experiment, at `timestamp`."""

    name: Input[str]
    timestamp: Input[float]


class UserDimension(TypedDict):
    """A dimension of users that results are computed by in advance."""

    name: Input[str]
    property_source: NotRequired[Input[str]]


class SidecarFilter(TypedDict):
    """The pages that a sidecar experiment runs on."""

    type: Input[Literal["contains", "equals", "regex", "path"]]
    value: Input[str]


class SprtGroup(TypedDict):
    """The least effect that a sequential test is to find in one group, and what is known of the metric there."""

    group_key: Input[str]
    mde: Input[float]
    mean: NotRequired[Input[float]]
    std_dev: NotRequired[Input[float]]


class SprtSetting(TypedDict):
    """How a metric is tested in sequence, group by group."""

    metric_key: Input[str]
    group_settings: Input[ManySet[SprtGroup]]


class HealthCheck(TypedDict):
    """One of the API's checks on an experiment; what `metadata` holds depends on the check."""

    type: str
    name: str
    description: str
    status: str
    metadata: NotRequired[JsonObject]


class SummarySection(TypedDict):
    """A section of the summary that people write about an experiment."""

    name: str
    content: str | None

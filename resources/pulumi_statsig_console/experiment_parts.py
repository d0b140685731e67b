"""What an experiment is made of: groups, metrics, links, filters, and what its assignment is balanced by.

Schemas: the nested objects of ExperimentCreateContractDto.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ByServer, JsonObject, KeptAsText, ManySet
from statsig_console.declaring.checks import InMs, checked
from statsig_console.declaring.limits import Ge, Gt, Le

from .metric_criterion import CriterionCondition

# In answers, the parameters also hold a sidecar experiment's own properties, which cannot be set there.
SIDECAR = ("sidecarEditorURL", "sidecarURLFilters", "sidecarDisableAutoRun", "sidecarPrerunScript", "sidecarExperimentName")
ParameterValues = Annotated[Mapping[str, Any], KeptAsText(objects_only=True, ignores=SIDECAR)]


class ExperimentGroup(TypedDict):
    """A group of an experiment: `size` % of those in it get `parameter_values`.

    The groups' sizes add up to 100. A group that is left without `disabled` is enabled and disabled elsewhere.
    """

    name: Input[str]
    """What the group is called, in the console and in results. It names the group within the experiment."""
    size: Input[Annotated[float, Ge(0), Le(100)]]
    """The share in % of those in the experiment that the group gets. The groups' sizes add up to 100."""
    parameter_values: Input[ParameterValues]
    """The values that the group's users get, by parameter: a JSON object. In a layer of the project's own, only the layer's
    parameters can be given."""
    highlighted: NotRequired[Annotated[Input[bool], ByServer()]]
    """Whether the console highlights the group."""
    description: NotRequired[Input[str]]
    """What the group is about, as the console shows it."""
    disabled: NotRequired[Annotated[Input[bool], ByServer()]]
    """Whether the group takes in nobody any more. Left out, groups are enabled and disabled elsewhere."""
    foreign_group_id: NotRequired[Annotated[Input[str], ByServer()]]
    """The group's ID in the assignment source, in a warehouse-native experiment that is assigned outside Statsig."""
    id: NotRequired[Annotated[Input[str | None], ByServer()]]
    """The ID of the group. The API makes it, and keeps it where it is left out."""


class ExperimentMetric(TypedDict):
    """A metric that an experiment watches, with the change that is hoped for: `hypothesized_value` is in %."""

    name: Input[str]
    """The metric's name, as the metrics catalog shows it."""
    type: Input[str]
    """The metric's type, such as `event_count_custom`, `sum` or `user_warehouse`."""
    direction: NotRequired[Input[Literal["increase", "decrease"]]]
    """Whether the experiment is to increase or decrease the metric."""
    hypothesized_value: NotRequired[Input[float]]
    """The change that is hoped for, in %."""


class ExperimentLink(TypedDict):
    """A link that the console shows beside the experiment."""

    url: Input[str]
    """Where the link leads, with its scheme: `https://…`."""
    title: NotRequired[Input[str]]
    """The words that the console shows for the link."""


class QualityScore(TypedDict):
    """A criterion of an experiment's quality that people judge."""

    criteria_name: Input[str]
    """What is judged, in a few words. The name of one of the API's own checks changes that check's weight."""
    status: Input[Literal["PASSED", "FAILED", "WARNING"]]
    """The verdict: fine (`PASSED`), not (`FAILED`), or doubtful (`WARNING`)."""
    criteria_description: Input[str]
    """What the criterion asks for."""
    score: Input[float]
    """How many points the experiment has by this criterion."""
    weight: Input[float]
    """How much the criterion counts. The API adds its own checks and scales all weights to 100."""


class AssignmentFilter(TypedDict):
    """Which rows of an assignment source count, in a warehouse-native project."""

    condition: Input[CriterionCondition]
    """How the column is compared with the values, such as `in`, `=` or `is_null`."""
    column: NotRequired[Input[str]]
    """The column of the assignment source that is looked at."""
    values: NotRequired[Input[ManySet[str]]]
    """What the column is compared with. Conditions such as `is_null` need none."""


class StratifyingMetric(TypedDict):
    """The metric, and the days (``2026-01-31``), by which groups are balanced."""

    name: Input[str]
    """The name of the metric whose past values the groups are to share evenly."""
    start_date: Input[str]
    """The first day that counts, as in 2026-01-31."""
    end_date: Input[str]
    """The last day that counts, as in 2026-01-31."""
    type: NotRequired[Input[str]]
    """The metric's type, such as `sum`."""


class StratifyingProperty(TypedDict):
    """The column of an entity property source by which groups are balanced."""

    property_source_name: Input[str]
    """The name of the entity property source that holds the column."""
    column: Input[str]
    """The column whose values the groups are to share evenly."""


class StratifyingFile(TypedDict):
    """The file by which groups are balanced: its name, and the API's name for it."""

    original: Input[str]
    """The name that the uploaded file had."""
    identifier: Input[str]
    """The name under which the API keeps the file."""


class StratifiedSampling(TypedDict):
    """What the groups of an experiment are balanced by."""

    status: Input[Literal["pending", "success", "error"]]
    """How far the search for a balanced split is: under way (`pending`), found (`success`), or failed (`error`)."""
    metric: NotRequired[Input[StratifyingMetric]]
    """The metric that the groups are balanced by."""
    entity_property_source: NotRequired[Input[StratifyingProperty]]
    """The column of an entity property source that the groups are balanced by."""
    csv: NotRequired[Input[StratifyingFile]]
    """The uploaded file that the groups are balanced by."""
    use_stratified_salt: NotRequired[Input[bool]]
    """Whether users are assigned by the balanced split that was found."""
    use_units: NotRequired[Input[bool]]
    """Whether units are balanced one by one, as the API takes it; the documents say no more of it."""
    delta_reduction: NotRequired[Annotated[Input[float], ByServer()]]
    """By how much the balanced split lessens the difference between groups, as the API has computed it."""
    spread_reduction: NotRequired[Annotated[Input[float], ByServer()]]
    """By how much the balanced split lessens the spread between groups, as the API has computed it."""


class MetricNamed(TypedDict):
    """A metric, by name and type."""

    name: Input[str]
    """The metric's name, as the metrics catalog shows it."""
    type: Input[str]
    """The metric's type, such as `sum` or `user_warehouse`."""


class BayesianPrior(TypedDict):
    """What is believed of a metric before the experiment."""

    metric: Input[MetricNamed]
    """The metric that the belief is about."""
    prior_mean: Input[float]
    """The effect that is expected before any data."""
    prior_std_dev: Input[Annotated[float, Gt(0)]]
    """How sure that is: the standard deviation of the expected effect."""


@checked(InMs("timestamp"))
class ExternalEvent(TypedDict):
    """Something that happened during the experiment, at `timestamp`."""

    name: Input[str]
    """What happened, as charts of results show it."""
    timestamp: Input[float]
    """When it happened, in ms since 1970."""


class UserDimension(TypedDict):
    """A dimension of users that results are computed by in advance."""

    name: Input[str]
    """What the dimension is called: a property of users, such as `country`."""
    property_source: NotRequired[Input[str]]
    """The name of the entity property source that holds it, in a warehouse-native project."""


class SidecarFilter(TypedDict):
    """The pages that a sidecar experiment runs on."""

    type: Input[Literal["contains", "equals", "regex", "path"]]
    """How a page's address is compared: it contains the value, equals it, matches it as a regular expression, or has it as its path."""
    value: Input[str]
    """What the page's address is compared with."""


class SprtGroup(TypedDict):
    """The least effect that a sequential test is to find in one group, and what is known of the metric there."""

    group_key: Input[str]
    """The key of the group that the setting is for."""
    mde: Input[float]
    """The smallest effect that the test is to find in the group."""
    mean: NotRequired[Input[float]]
    """The metric's known mean, where the baseline is set by hand."""
    std_dev: NotRequired[Input[float]]
    """The metric's known standard deviation, where the baseline is set by hand."""


class SprtSetting(TypedDict):
    """How a metric is tested in sequence, group by group."""

    metric_key: Input[str]
    """The metric that the setting is for, by its ID (`name::type`)."""
    group_settings: Input[ManySet[SprtGroup]]
    """What the test is to find, group by group."""


class HealthCheck(TypedDict):
    """One of the API's checks on an experiment; what `metadata` holds depends on the check."""

    type: str
    """The API's own word for the check."""
    name: str
    """What the check is called in the console."""
    description: str
    """What the check looks at."""
    status: str
    """The verdict: `PASSED`, `FAILED`, `WAITING` or `WARNING`."""
    metadata: NotRequired[JsonObject]
    """Figures behind the verdict; what they are depends on the check."""


class SummarySection(TypedDict):
    """A section of the summary that people write about an experiment."""

    name: str
    """The heading of the section."""
    content: str | None
    """The text that people have written; nothing where they have not yet."""

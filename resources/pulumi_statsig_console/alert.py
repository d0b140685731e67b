"""Alert: a topline alert, which tells people when metrics cross a threshold.

API: POST /alerts (only name, message, team, metrics and formula); GET, PATCH, DELETE /alerts/{id}; POST /alerts/{id}/mute, unmute.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import JsonObject, Many, ManySet
from statsig_console.declaring.answers import objects_in
from statsig_console.declaring.checks import JsonTexts, Lasts
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Fixed, Machine, move
from statsig_console.declaring.limits import Ge, Le, MaxLen, MinLen
from statsig_console.resource import ConsoleResource

from .audit import Owner

AlertName = Annotated[str, MinLen(4), MaxLen(100)]
Comparison = Literal["greater", "greater_or_equal", "less", "less_or_equal", "equal", "not_equal"]
Milliseconds = Annotated[float, Ge(0), Le(2_592_000_000)]


def muting(answer: Mapping[str, Any]) -> str:
    """Whether the whole alert is muted; mutes of single groups of it do not count."""
    ends = [each.get("end") for each in objects_in(answer.get("activeMuteSchedules")) if not each.get("groupBys")]
    return "active" if not ends else "muted" if 0 in ends else "muted_for_a_while"


# Somebody who mutes an alert for some hours is not to be overruled by the next deployment.
LIFECYCLE = Machine(
    initial="active",
    status=muting,
    moves=(
        move("active muted_for_a_while", "muted", "POST /alerts/{id}/mute", sends={"indefinite": Fixed(True)}),
        move("muted muted_for_a_while", "active", "POST /alerts/{id}/unmute", sends={}),
    ),
    met_by={"active": ("muted_for_a_while",)},
)


class AlertGroupBy(TypedDict):
    """What an alert is split by: the values of `key` in `column`."""

    column: Input[str]
    """The part of an event that holds the key, such as user."""
    key: Input[str]
    """The name of the property that splits it, such as country."""


class Subscriber(TypedDict):
    """Who is notified: a user, a Slack channel, or a service of PagerDuty. Members who subscribed in the console are not among them."""

    type: Input[Literal["user", "slackChannel", "pagerDutyOncall", "pagerDutyService"]]
    """The type of the ID. pagerDutyOncall has no effect yet."""
    id: Input[str]
    """The ID of the user or channel, or that of the service in the settings of the PagerDuty integration."""


class Alert(
    ConsoleResource,
    endpoints=collection("alerts").but(listed_by=None),
    checks=(JsonTexts("definition_metrics_json"), Lasts("evaluation_delay_ms"), Lasts("renotification_window_ms")),
):
    """A topline alert. It does not show whether it has been raised: `get_alert` and `get_alert_events` do."""

    name: Prop[AlertName] = prop()
    """The name that people see."""
    message: Prop[str] = prop(default="")
    """The message to subscribers when the alert is raised."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, returned=False)
    """The ID of the team that owns it; an empty text removes the team."""
    definition_metrics_json: Prop[Many[str]] = prop(default=UNMANAGED, returned=False)
    """The metrics that it watches, each as the JSON text of its definition in the console."""
    formula: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The formula that combines several metrics; an empty text removes it."""
    group_bys: Prop[Many[AlertGroupBy]] = prop(default=UNMANAGED, returned=False)
    """The columns by whose values it is split, so that each group is watched alone."""
    alert_threshold: Prop[float | None] = prop(default=UNMANAGED, later=True)
    """The value beyond which it is raised."""
    warning_threshold: Prop[float | Literal[""] | None] = prop(default=UNMANAGED, null=True, later=True)
    """The value beyond which it warns; an empty text removes it."""
    condition: Prop[Comparison | None] = prop(default=UNMANAGED, later=True)
    """How the value is compared with the thresholds."""
    window_ms: Prop[Annotated[float, Ge(60_000), Le(2_592_000_000)] | None] = prop(default=UNMANAGED, later=True)
    """How far back the value is computed, in ms: a minute to 30 days."""
    evaluation_delay_ms: Prop[Milliseconds | None] = prop(
        default=UNMANAGED, later=True, from_answer=lambda answer: answer.get("evaluationDelayMs") or 0
    )
    """How long it waits for late events, in ms; 0 is not at all."""
    priority: Prop[Literal["P1", "P2", "P3", "P4"] | None] = prop(default=UNMANAGED, later=True, server_values=("P0", "P5"))
    """How urgent it is, P1 the most."""
    renotification_conditions: Prop[ManySet[Literal["raise", "warn", "no-data"]]] = prop(default=UNMANAGED, null=True, later=True)
    """The states in which subscribers are notified again; with an empty list, in none."""
    renotification_window_ms: Prop[float | None] = prop(default=UNMANAGED, later=True)
    """After how many ms subscribers are notified again."""
    renotification_message: Prop[str | None] = prop(default=UNMANAGED, later=True)
    """The message to subscribers who are notified again."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED, later=True)
    """Who owns it."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, later=True)
    """The names of its tags."""
    subscribers: Prop[ManySet[Subscriber]] = prop(default=UNMANAGED, later=True)
    """Who is notified."""
    lifecycle: Prop[Literal["active", "muted"] | None] = prop(default=UNMANAGED, machine=LIFECYCLE)
    """Whether it is muted without an end. `active` leaves a mute with an end alone. Left out, the console manages mutes."""

    alert_type: Out[str] = output()
    """Whether it watches the value (threshold), its change, or its change in % (pct_change)."""
    metrics: Out[JsonObject | None] = output(repeats=("definition_metrics_json",))
    """The metrics that it watches, as the API keeps them."""
    metric_group_bys: Out[JsonObject | None] = output(repeats=("group_bys",))
    """What it is split by, as the API keeps it."""
    team: Out[str | None] = output(repeats=("team_id",))
    """The name of the team that owns it."""
    creator_id: Out[str | None] = output()
    """The ID of who made it."""

"""Autotune: variants, of which the best is found and shown automatically.

API: POST /autotunes; GET, PATCH, POST, DELETE /autotunes/{id}; PUT /autotunes/{id}/start, make_decision, reset.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Computed, Json, Many, ManySet, SetOf
from statsig_console.declaring.answers import at, first_set
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.combinations import needed_when
from statsig_console.declaring.compare import same_number
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import IdIn, Machine, move
from statsig_console.declaring.limits import Ge, Le, MinLen
from statsig_console.declaring.reviews import Reviews, Step
from statsig_console.resource import ConsoleResource, FullUpdates, Reviewed

from .audit import Audited

ExplorationWindow = Literal[
    "1hr", "24hr", "48hr", "168hr", "336hr", "1", "24", "48", "168", "336", "1hrs", "24hrs", "48hrs", "168hrs", "336hrs",
]  # fmt: skip
AttributionWindow = Literal["1hr", "2hr", "4hr", "24hr", "1hrs", "2hrs", "4hrs", "24hrs", "1", "2", "4", "24"]
Share = Annotated[float, Ge(0.001), Le(1)]


LIFECYCLE = Machine(
    initial="setup",
    status=first_set({"winner": "decided", "isStarted": "started"}, otherwise="setup"),
    advice="a started autotune is decided before it is reset (setup), and only one in setup is started",
    moves=(
        move("setup", "started", "PUT /autotunes/{id}/start"),
        move(
            "started",
            "decided",
            "PUT /autotunes/{id}/make_decision",
            sends={"id": IdIn("decision_variant", "variants"), "decisionReason": "decision_reason", "removeTargeting": "remove_targeting"},
            deliberate=True,
        ),
        move("decided", "setup", "PUT /autotunes/{id}/reset", deliberate=True),
    ),
)


class AutotuneVariant(TypedDict):
    """A variant, with the JSON value that its users get."""

    name: Input[str]
    """What the variant is called, in the console and in results. It names the variant within the autotune."""
    json: Json
    """The JSON value that the variant's users get."""
    size: NotRequired[Input[float]]
    """The variant's share of users. The autotune shifts it by itself towards what works best."""
    id: NotRequired[Annotated[Input[str], Computed()]]
    """The ID of the variant, which the API makes."""


class AutotuneWinner(TypedDict):
    """The variant that won."""

    id: str
    """The ID of the variant that won."""
    name: str
    """What the variant that won is called."""


REVIEWS = Reviews(
    "/autotunes/{id}/reviews",
    # Neither settings nor a reset go through reviews.
    slots=(),
    steps={"start": Step("start"), "make_decision": Step("make_decision")},
    renamed={"id": "winning_group_id", "decisionReason": "reason", "removeTargeting": "remove_targeting"},
    removal=Step("delete"),
    beside=frozenset({"overrides", "start", "schedule_start", "make_decision", "reset"}),
    reason_from="GET /audit_logs",
    rejected="autotune_review_reject",
)


class Autotune(
    Audited,
    FullUpdates,
    Reviewed,
    ConsoleResource,
    endpoints=collection("autotunes", full=True),
    reviews=REVIEWS,
    unique="name",
    checks=(needed_when("decision_variant decision_reason", "lifecycle", "decided"), *distinct("variants")),
):
    """An autotune. `lifecycle` starts it, decides for `decision_variant` and resets it; left out, that is done elsewhere."""

    name: Prop[str] = prop(replace=True)
    """The name that the console shows. The API makes the ID from it, by which code asks for the autotune. No operation changes it."""
    variants: Prop[Annotated[Many[AutotuneVariant], MinLen(2)]] = prop()
    """The variants that are tried out, two at least."""
    success_event: Prop[str] = prop()
    """The name of the event that counts as a success of the variant that the user saw."""
    exploration_window: Prop[ExplorationWindow] = prop(same=same_number)
    """How long all variants get equal shares at first, in hours: `"24hr"` is a day."""
    attribution_window: Prop[AttributionWindow] = prop(same=same_number)
    """How long after the exposure a success still counts, in hours (`"2hr"`), or in `attribution_window_unit`."""
    winner_threshold: Prop[Literal["80%", "90%", "95%", "98%", "99%"]] = prop()
    """The probability of being the best at which a variant wins. Then everyone gets it."""
    id_type: Prop[str] = prop(default="userID", replace=True)
    """The kind of ID that is put into variants: users (`userID`), devices (`stableID`) or another unit ID type. No operation changes it."""
    description: Prop[str] = prop(default="")
    """What the autotune is for, as the console shows it. Left out, it is empty."""
    success_event_value: Prop[str] = prop(default=UNMANAGED)
    """The value that the event has to have to count. Left out, any will do."""
    lifecycle: Prop[Literal["setup", "started", "decided"] | None] = prop(default=UNMANAGED, machine=LIFECYCLE)
    """The state of the autotune: set up, running (`started`), or decided for a variant (`decided`). A new value moves it there;
    `setup` resets it. Left out, the state is managed elsewhere."""
    decision_variant: Prop[str | None] = prop(default=UNMANAGED, only_with="decided", from_answer=at("winner", "name"))
    """The name of the variant that everyone gets; for `lifecycle` decided."""
    decision_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="decided")
    """The reason for the decision, for later readers. A decision asks for it."""
    remove_targeting: Prop[bool | None] = prop(default=UNMANAGED, only_with="decided")
    """Whether the winner is for everyone, instead of just those who were targeted."""
    attribution_window_unit: Prop[Literal["min", "hour", "day"] | None] = prop(default=UNMANAGED)
    """What `attribution_window` counts: minutes, hours or days."""
    exploration_window_rate: Prop[Share | None] = prop(default=UNMANAGED)
    """The rate of the exploration window, a share from 0.001 to 1. The documents say no more of it."""
    longterm_exploration_allocation: Prop[Share | None] = prop(default=UNMANAGED)
    """The share of units, from 0.001 to 1, that goes on exploring in the long run."""
    optimization_parameter: Prop[Literal["occurrence", "value"] | None] = prop(default=UNMANAGED)
    """Whether successes are counted (`occurrence`) or their values are compared (`value`)."""
    higher_is_better: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether a higher value of `metadata_field` is better. It only counts for contextual autotunes. Left out of a new one, it is true."""
    is_contextual: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the best variant is found for each user, by the user's attributes, instead of one for all."""
    feature_list: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The attributes of users that a contextual autotune looks at."""
    metadata_field: Prop[str | None] = prop(default=UNMANAGED)
    """The field of the event's metadata whose number is optimised, in a contextual autotune. Left out, it is whether the event happens."""
    value_column: Prop[str | None] = prop(default=UNMANAGED)
    """The column of the metric source whose values are optimised, in a warehouse-native project."""
    metric_source_id: Prop[str | None] = prop(default=UNMANAGED)
    """The metric source that success events come from, in a warehouse-native project."""
    linked_experiment_name: Prop[str | None] = prop(default=UNMANAGED)
    """The experiment that measures the effect of the autotune."""
    goal_rich_text: Prop[str | None] = prop(default=UNMANAGED)
    """What the autotune is to achieve, as the console shows it."""

    is_started: Out[bool] = output()
    """Whether the autotune is running."""
    winner: Out[AutotuneWinner | None] = output()
    """The variant that won; nothing before that."""
    creator_id: Out[str | None] = output()
    """The ID of the user or API key that made the autotune."""
    creator_email: Out[str | None] = output()
    """The email address of the user who made the autotune; nothing where an API key did."""
    tags: Out[SetOf[str]] = output()
    """The names of the autotune's tags, which are set in the console."""
    target_apps: Out[SetOf[str]] = output()
    """The names of the target apps that get the autotune, as set in the console."""
    team: Out[str | None] = output()
    """The name of the team that owns the autotune, as set in the console."""
    team_id: Out[str | None] = output()
    """The ID of the team that owns the autotune."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the autotune. Membership is set on the `Holdout`."""

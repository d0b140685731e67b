"""Autotune: variants of which the best is found, and shown, by itself.

API: POST /autotunes; GET, PATCH, POST, DELETE /autotunes/{id}; PUT /autotunes/{id}/start, make_decision, reset.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import Ge, Le, MinLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Json, Many, ManySet, SetOf, ToldOnly
from statsig_console.declaring.answers import at, first_set
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.combinations import needed_when
from statsig_console.declaring.compare import same_number
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import IdIn, Machine, move
from statsig_console.resource import ConsoleResource, FullUpdates

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
    json: Json
    size: NotRequired[Input[float]]
    id: NotRequired[Annotated[Input[str], ToldOnly()]]


class AutotuneWinner(TypedDict):
    """The variant that won."""

    id: str
    name: str


class Autotune(
    Audited,
    FullUpdates,
    ConsoleResource,
    endpoints=collection("autotunes", full=True),
    unique="name",
    checks=(needed_when("decision_variant decision_reason", "lifecycle", "decided"), *distinct("variants")),
):
    """An autotune. Windows are in hours (``"24hr"``), or in `attribution_window_unit`; `success_event` is what variants compete for.

    `lifecycle` starts it, decides for `decision_variant` and resets it; left out, that is done elsewhere.
    """

    name: Prop[str] = prop(replace=True)
    variants: Prop[Annotated[Many[AutotuneVariant], MinLen(2)]] = prop()
    success_event: Prop[str] = prop()
    exploration_window: Prop[ExplorationWindow] = prop(same=same_number)
    attribution_window: Prop[AttributionWindow] = prop(same=same_number)
    winner_threshold: Prop[Literal["80%", "90%", "95%", "98%", "99%"]] = prop()
    id_type: Prop[str] = prop(default="userID", replace=True)
    description: Prop[str] = prop(default="")
    success_event_value: Prop[str] = prop(default=UNMANAGED)
    lifecycle: Prop[Literal["setup", "started", "decided"] | None] = prop(default=UNMANAGED, machine=LIFECYCLE)
    decision_variant: Prop[str | None] = prop(default=UNMANAGED, only_with="decided", told=at("winner", "name"))
    decision_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="decided")
    remove_targeting: Prop[bool | None] = prop(default=UNMANAGED, only_with="decided")
    attribution_window_unit: Prop[Literal["min", "hour", "day"] | None] = prop(default=UNMANAGED)
    exploration_window_rate: Prop[Share | None] = prop(default=UNMANAGED)
    longterm_exploration_allocation: Prop[Share | None] = prop(default=UNMANAGED)
    optimization_parameter: Prop[Literal["occurrence", "value"] | None] = prop(default=UNMANAGED)
    higher_is_better: Prop[bool | None] = prop(default=UNMANAGED)
    is_contextual: Prop[bool | None] = prop(default=UNMANAGED)
    feature_list: Prop[ManySet[str]] = prop(default=UNMANAGED)
    metadata_field: Prop[str | None] = prop(default=UNMANAGED)
    value_column: Prop[str | None] = prop(default=UNMANAGED)
    metric_source_id: Prop[str | None] = prop(default=UNMANAGED)
    linked_experiment_name: Prop[str | None] = prop(default=UNMANAGED)
    goal_rich_text: Prop[str | None] = prop(default=UNMANAGED)

    is_started: Out[bool] = output()
    winner: Out[AutotuneWinner | None] = output()
    creator_id: Out[str | None] = output()
    creator_email: Out[str | None] = output()
    tags: Out[SetOf[str]] = output()
    target_apps: Out[SetOf[str]] = output()
    team: Out[str | None] = output()
    team_id: Out[str | None] = output()
    holdout_ids: Out[SetOf[str]] = output()

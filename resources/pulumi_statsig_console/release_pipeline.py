"""ReleasePipeline: the phases in which a change of a gate or dynamic config reaches everyone.

API: POST /release_pipelines; GET, POST, DELETE /release_pipelines/{id}.
"""

from typing import Annotated, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ByServer, EnvironmentName, Many, ManySet
from statsig_console.declaring.checks import Lasts, checked, distinct
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.resource import ConsoleResource

from .rule import NAMED, Condition

BY_NAME = Carry(by="name", keys=("id",))


@checked(NAMED)
class PhaseRule(TypedDict):
    """Who a phase reaches: those in `environments` who meet all conditions."""

    name: Input[str]
    """What the rule is called in the console. No two rules of the phase share one."""
    conditions: Input[Many[Condition]]
    """The conditions, all of which a user has to meet to be reached in this phase. One of type `public` fits everyone."""
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    """The names of the environments that the phase reaches. The vendor's guide asks for one at least."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the rule. The API makes it, and keeps it where it is left out."""


@checked(*distinct("rules", doubtful=True), Lasts("time_interval_ms"))
class Phase(TypedDict):
    """A phase: after `time_interval_ms` (ms) the next one starts, once reviewed where that phase requires it."""

    name: Input[str]
    """What the phase is called in the console. It names the phase within the pipeline."""
    time_interval_ms: Input[float]
    """How long the phase lasts before the next one may start, in ms: 86,400,000 is a day."""
    required_review: Input[bool]
    """Whether the phase waits for somebody's approval before it starts."""
    rules: Input[Many[PhaseRule]]
    """Whom the phase reaches: whoever meets all conditions of one rule."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the phase. The API makes it, and keeps it where it is left out."""


class ReleasePipeline(ConsoleResource, endpoints=collection("release_pipelines", update="POST"), checks=distinct("phases", doubtful=True)):
    """A release pipeline. Gates and dynamic configs name it as `release_pipeline_id`; none can be changed during a rollout."""

    name: Prop[str] = prop()
    """The name that the console shows. Gates and configs name the pipeline by its ID."""
    trigger_notice: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """What people read when their change starts a rollout through the pipeline. An empty text removes it."""
    phases: Prop[Many[Phase]] = prop(default=[], carry=Carry(by="name", keys=("id",), within={"rules": BY_NAME}))
    """The phases, in the order in which a change goes through them. They cannot be changed while a rollout is under way."""

    creator_id: Out[str] = output()
    """The ID of the user or API key that made the pipeline."""
    created_time: Out[float] = output(created=True)
    """When the pipeline was made, in ms since 1970."""
    last_modified_time: Out[float | None] = output(last_change="when")
    """When the pipeline last changed, in ms since 1970."""
    last_modifier_id: Out[str] = output(last_change="who")
    """The ID of the user or API key that changed the pipeline last."""

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
    conditions: Input[Many[Condition]]
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    id: NotRequired[Annotated[Input[str], ByServer()]]


@checked(*distinct("rules", doubtful=True), Lasts("time_interval_ms"))
class Phase(TypedDict):
    """A phase: after `time_interval_ms` (ms) the next one starts, once reviewed where that phase requires it."""

    name: Input[str]
    time_interval_ms: Input[float]
    required_review: Input[bool]
    rules: Input[Many[PhaseRule]]
    id: NotRequired[Annotated[Input[str], ByServer()]]


class ReleasePipeline(ConsoleResource, endpoints=collection("release_pipelines", update="POST"), checks=distinct("phases", doubtful=True)):
    """A release pipeline. Gates and dynamic configs name it as `release_pipeline_id`; none can be changed during a rollout."""

    name: Prop[str] = prop()
    trigger_notice: Prop[str | None] = prop(default=UNMANAGED, null=True)
    phases: Prop[Many[Phase]] = prop(default=[], carry=Carry(by="name", keys=("id",), within={"rules": BY_NAME}))

    creator_id: Out[str] = output()
    created_time: Out[float] = output()
    last_modified_time: Out[float | None] = output(stamp="when")
    last_modifier_id: Out[str] = output(stamp="who")

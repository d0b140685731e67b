"""Layer: parameters that several experiments share, each user in one of them.

API: POST /layers (without parameters); GET, PATCH, POST, DELETE /layers/{id}.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import MaxLen, MinLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Json, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import TypedBy, checked, distinct
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Dependents
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource, FullUpdates, Protecting

from .audit import Audited

LayerName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[A-Za-z0-9_ -]*")]


@checked(TypedBy("default_value", "type"))
class LayerParameter(TypedDict):
    """A parameter of a layer, and the value that it has outside all experiments. `schema` is the text of a JSON Schema for objects."""

    name: Input[str]
    type: Input[Literal["string", "number", "boolean", "object", "array"]]
    default_value: Json
    description: NotRequired[Input[str]]
    schema: NotRequired[Input[str | None]]


SHARING = Dependents(operation("GET /layers/{id}/experiments"), properties=("parameters",), running=("active",), what="experiments")


class Layer(
    Audited,
    FullUpdates,
    Protecting,
    ConsoleResource,
    endpoints=collection("layers", full=True),
    lenient=True,
    unique="name",
    dependents=SHARING,
    checks=distinct("parameters"),
):
    """A layer. The API does not let go of one that experiments are in, and with `update_style` full, of no parameter."""

    name: Prop[LayerName] = prop(replace=True)
    id_type: Prop[str] = prop(replace=True)
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    # A shipped group changes default values, so they are only managed where a program sets them.
    parameters: Prop[ManySet[LayerParameter]] = prop(default=UNMANAGED, later=True)
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)

    is_implicit_layer: Out[bool] = output()
    creator_id: Out[str | None] = output()
    creator_email: Out[str | None] = output()
    tags: Out[SetOf[str]] = output()
    team_id: Out[str | None] = output()
    holdout_ids: Out[SetOf[str]] = output()

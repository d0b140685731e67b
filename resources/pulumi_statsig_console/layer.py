"""Layer: parameters that several experiments share, each user in one of them.

API: POST /layers (without parameters); GET, PATCH, POST, DELETE /layers/{id}.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Json, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import TypedBy, checked, distinct
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Dependents
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource, FullUpdates, Protecting

from .audit import Audited

LayerName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[A-Za-z0-9_ -]*")]


@checked(TypedBy("default_value", "type"))
class LayerParameter(TypedDict):
    """A parameter of a layer, and the value that it has outside all experiments."""

    name: Input[str]
    """The name by which code reads the parameter from the layer."""
    type: Input[Literal["string", "number", "boolean", "object", "array"]]
    """What sort of value the parameter has. It has to fit `default_value`."""
    default_value: Json
    """The value for everyone who is in none of the layer's experiments. Shipping a group of an experiment may change it."""
    description: NotRequired[Input[str]]
    """What the parameter is for, as the console shows it."""
    schema: NotRequired[Input[str | None]]
    """The text of a JSON Schema that values of a parameter of type object have to match. Left out, any object will do."""


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
    """A layer. The API deletes no layer that has experiments, and with `update_style` full it removes no parameter."""

    name: Prop[LayerName] = prop(replace=True)
    """The name that the console shows. The API makes the ID from it, by which code reads the layer. No operation changes it."""
    id_type: Prop[str] = prop(replace=True)
    """The kind of ID that is assigned to one experiment of the layer: users (`userID`), devices (`stableID`) or another unit ID
    type. All its experiments have the same."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the layer is for, as the console shows it. Left out, it is empty."""
    # A shipped group changes default values, so they are only managed where a program sets them.
    parameters: Prop[ManySet[LayerParameter]] = prop(default=UNMANAGED, later=True)
    """The parameters that the layer's experiments give values to, with their values outside all experiments. Left out, they are
    managed elsewhere."""
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the target apps that get the layer. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The name of the team that owns the layer. Teams are a feature of the enterprise plan; a team's defaults may add to a new layer."""

    is_implicit_layer: Out[bool] = output()
    """Whether the API made the layer for a single experiment, which then has it to itself."""
    creator_id: Out[str | None] = output()
    """The ID of the user or API key that made the layer."""
    creator_email: Out[str | None] = output()
    """The email address of the user who made the layer; nothing where an API key did."""
    tags: Out[SetOf[str]] = output()
    """The names of the layer's tags, which are set in the console."""
    team_id: Out[str | None] = output()
    """The ID of the team that owns the layer."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the layer. Membership is set on the `Holdout`."""

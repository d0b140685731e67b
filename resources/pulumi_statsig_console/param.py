"""Parameters of a parameter store: a value of their own, or one that a gate, layer, config or experiment decides.

Schema: the 13 forms of `parameters` in ParamStoreDto and ParamStoreUpdateDto, told apart by `ref_type` and `param_type`.
"""

from typing import Literal, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import JsonList, JsonObject, snake_case

ParamType = Literal["string", "boolean", "number", "array", "object"]


@snake_case
class BooleanParam(TypedDict):
    """True or false."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """That the value stands here (`static`), instead of coming from elsewhere."""
    param_type: Input[Literal["boolean"]]
    """What sort of value it is: true or false."""
    value: Input[bool]
    """The value that everyone gets: true or false."""


@snake_case
class NumberParam(TypedDict):
    """A number."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """That the value stands here (`static`), instead of coming from elsewhere."""
    param_type: Input[Literal["number"]]
    """What sort of value it is: a number."""
    value: Input[float]
    """The value that everyone gets: a number."""


@snake_case
class StringParam(TypedDict):
    """A text."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """That the value stands here (`static`), instead of coming from elsewhere."""
    param_type: Input[Literal["string"]]
    """What sort of value it is: a text."""
    value: Input[str]
    """The value that everyone gets: a text."""


@snake_case
class ObjectParam(TypedDict):
    """A JSON object."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """That the value stands here (`static`), instead of coming from elsewhere."""
    param_type: Input[Literal["object"]]
    """What sort of value it is: a JSON object."""
    value: Input[JsonObject]
    """The value that everyone gets: a JSON object."""


@snake_case
class ArrayParam(TypedDict):
    """A list of JSON values."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """That the value stands here (`static`), instead of coming from elsewhere."""
    param_type: Input[Literal["array"]]
    """What sort of value it is: a list of JSON values."""
    value: Input[JsonList]
    """The value that everyone gets: a list of JSON values."""


@snake_case
class BooleanGateParam(TypedDict):
    """One of two booleans, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """That a `gate` decides which value it is."""
    param_type: Input[Literal["boolean"]]
    """What sort of value it is: true or false."""
    gate_name: Input[str]
    """The ID of the gate that decides."""
    pass_value: Input[bool]
    """The value for users who pass the gate: true or false."""
    fail_value: Input[bool]
    """The value for users who fail the gate: true or false."""


@snake_case
class NumberGateParam(TypedDict):
    """One of two numbers, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """That a `gate` decides which value it is."""
    param_type: Input[Literal["number"]]
    """What sort of value it is: a number."""
    gate_name: Input[str]
    """The ID of the gate that decides."""
    pass_value: Input[float]
    """The value for users who pass the gate: a number."""
    fail_value: Input[float]
    """The value for users who fail the gate: a number."""


@snake_case
class StringGateParam(TypedDict):
    """One of two texts, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """That a `gate` decides which value it is."""
    param_type: Input[Literal["string"]]
    """What sort of value it is: a text."""
    gate_name: Input[str]
    """The ID of the gate that decides."""
    pass_value: Input[str]
    """The value for users who pass the gate: a text."""
    fail_value: Input[str]
    """The value for users who fail the gate: a text."""


@snake_case
class ObjectGateParam(TypedDict):
    """One of two JSON objects, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """That a `gate` decides which value it is."""
    param_type: Input[Literal["object"]]
    """What sort of value it is: a JSON object."""
    gate_name: Input[str]
    """The ID of the gate that decides."""
    pass_value: Input[JsonObject]
    """The value for users who pass the gate: a JSON object."""
    fail_value: Input[JsonObject]
    """The value for users who fail the gate: a JSON object."""


@snake_case
class ArrayGateParam(TypedDict):
    """One of two lists, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """That a `gate` decides which value it is."""
    param_type: Input[Literal["array"]]
    """What sort of value it is: a list of JSON values."""
    gate_name: Input[str]
    """The ID of the gate that decides."""
    pass_value: Input[JsonList]
    """The value for users who pass the gate: a list of JSON values."""
    fail_value: Input[JsonList]
    """The value for users who fail the gate: a list of JSON values."""


@snake_case
class LayerParam(TypedDict):
    """A parameter of a layer."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["layer"]]
    """That the value comes from a layer."""
    param_type: Input[ParamType]
    """What sort of value it is there."""
    layer_name: Input[str]
    """The ID of the layer that has the value."""
    param_name: Input[str]
    """The parameter that is taken."""


@snake_case
class ConfigParam(TypedDict):
    """A value of a dynamic config."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["dynamic_config"]]
    """That the value comes from a dynamic config."""
    param_type: Input[ParamType]
    """What sort of value it is there."""
    config_name: Input[str]
    """The ID of the dynamic config that has the value."""
    param_name: Input[str]
    """The key of its value that is taken."""


@snake_case
class ExperimentParam(TypedDict):
    """A parameter of an experiment."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["experiment"]]
    """That the value comes from an experiment."""
    param_type: Input[ParamType]
    """What sort of value it is there."""
    experiment_name: Input[str]
    """The ID of the experiment that has the value."""
    param_name: Input[str]
    """The parameter that is taken."""


StaticParam = BooleanParam | NumberParam | StringParam | ObjectParam | ArrayParam
GateParam = BooleanGateParam | NumberGateParam | StringGateParam | ObjectGateParam | ArrayGateParam
Param = StaticParam | GateParam | LayerParam | ConfigParam | ExperimentParam

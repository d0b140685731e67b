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
    ref_type: Input[Literal["static"]]
    param_type: Input[Literal["boolean"]]
    value: Input[bool]


@snake_case
class NumberParam(TypedDict):
    """A number."""

    name: Input[str]
    ref_type: Input[Literal["static"]]
    param_type: Input[Literal["number"]]
    value: Input[float]


@snake_case
class StringParam(TypedDict):
    """A text."""

    name: Input[str]
    ref_type: Input[Literal["static"]]
    param_type: Input[Literal["string"]]
    value: Input[str]


@snake_case
class ObjectParam(TypedDict):
    """A JSON object."""

    name: Input[str]
    ref_type: Input[Literal["static"]]
    param_type: Input[Literal["object"]]
    value: Input[JsonObject]


@snake_case
class ArrayParam(TypedDict):
    """A list of JSON values."""

    name: Input[str]
    ref_type: Input[Literal["static"]]
    param_type: Input[Literal["array"]]
    value: Input[JsonList]


@snake_case
class BooleanGateParam(TypedDict):
    """One of two booleans, by whether the user passes a gate."""

    name: Input[str]
    ref_type: Input[Literal["gate"]]
    param_type: Input[Literal["boolean"]]
    gate_name: Input[str]
    pass_value: Input[bool]
    fail_value: Input[bool]


@snake_case
class NumberGateParam(TypedDict):
    """One of two numbers, by whether the user passes a gate."""

    name: Input[str]
    ref_type: Input[Literal["gate"]]
    param_type: Input[Literal["number"]]
    gate_name: Input[str]
    pass_value: Input[float]
    fail_value: Input[float]


@snake_case
class StringGateParam(TypedDict):
    """One of two texts, by whether the user passes a gate."""

    name: Input[str]
    ref_type: Input[Literal["gate"]]
    param_type: Input[Literal["string"]]
    gate_name: Input[str]
    pass_value: Input[str]
    fail_value: Input[str]


@snake_case
class ObjectGateParam(TypedDict):
    """One of two JSON objects, by whether the user passes a gate."""

    name: Input[str]
    ref_type: Input[Literal["gate"]]
    param_type: Input[Literal["object"]]
    gate_name: Input[str]
    pass_value: Input[JsonObject]
    fail_value: Input[JsonObject]


@snake_case
class ArrayGateParam(TypedDict):
    """One of two lists, by whether the user passes a gate."""

    name: Input[str]
    ref_type: Input[Literal["gate"]]
    param_type: Input[Literal["array"]]
    gate_name: Input[str]
    pass_value: Input[JsonList]
    fail_value: Input[JsonList]


@snake_case
class LayerParam(TypedDict):
    """A parameter of a layer."""

    name: Input[str]
    ref_type: Input[Literal["layer"]]
    param_type: Input[ParamType]
    layer_name: Input[str]
    param_name: Input[str]


@snake_case
class ConfigParam(TypedDict):
    """A value of a dynamic config."""

    name: Input[str]
    ref_type: Input[Literal["dynamic_config"]]
    param_type: Input[ParamType]
    config_name: Input[str]
    param_name: Input[str]


@snake_case
class ExperimentParam(TypedDict):
    """A parameter of an experiment."""

    name: Input[str]
    ref_type: Input[Literal["experiment"]]
    param_type: Input[ParamType]
    experiment_name: Input[str]
    param_name: Input[str]


StaticParam = BooleanParam | NumberParam | StringParam | ObjectParam | ArrayParam
GateParam = BooleanGateParam | NumberGateParam | StringGateParam | ObjectGateParam | ArrayGateParam
Param = StaticParam | GateParam | LayerParam | ConfigParam | ExperimentParam

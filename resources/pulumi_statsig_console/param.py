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
    """Where the value comes from: the parameter itself (`static`)."""
    param_type: Input[Literal["boolean"]]
    """The type of the value: true or false."""
    value: Input[bool]
    """The value that everyone gets: true or false."""


@snake_case
class NumberParam(TypedDict):
    """A number."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """Where the value comes from: the parameter itself (`static`)."""
    param_type: Input[Literal["number"]]
    """The type of the value: a number."""
    value: Input[float]
    """The value that everyone gets: a number."""


@snake_case
class StringParam(TypedDict):
    """A text."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """Where the value comes from: the parameter itself (`static`)."""
    param_type: Input[Literal["string"]]
    """The type of the value: a text."""
    value: Input[str]
    """The value that everyone gets: a text."""


@snake_case
class ObjectParam(TypedDict):
    """A JSON object."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """Where the value comes from: the parameter itself (`static`)."""
    param_type: Input[Literal["object"]]
    """The type of the value: a JSON object."""
    value: Input[JsonObject]
    """The value that everyone gets: a JSON object."""


@snake_case
class ArrayParam(TypedDict):
    """A list of JSON values."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["static"]]
    """Where the value comes from: the parameter itself (`static`)."""
    param_type: Input[Literal["array"]]
    """The type of the value: a list of JSON values."""
    value: Input[JsonList]
    """The value that everyone gets: a list of JSON values."""


@snake_case
class BooleanGateParam(TypedDict):
    """One of two booleans, by whether the user passes a gate."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["gate"]]
    """Where the value comes from: a gate decides it (`gate`)."""
    param_type: Input[Literal["boolean"]]
    """The type of the value: true or false."""
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
    """Where the value comes from: a gate decides it (`gate`)."""
    param_type: Input[Literal["number"]]
    """The type of the value: a number."""
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
    """Where the value comes from: a gate decides it (`gate`)."""
    param_type: Input[Literal["string"]]
    """The type of the value: a text."""
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
    """Where the value comes from: a gate decides it (`gate`)."""
    param_type: Input[Literal["object"]]
    """The type of the value: a JSON object."""
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
    """Where the value comes from: a gate decides it (`gate`)."""
    param_type: Input[Literal["array"]]
    """The type of the value: a list of JSON values."""
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
    """Where the value comes from: a layer (`layer`)."""
    param_type: Input[ParamType]
    """The type of the value."""
    layer_name: Input[str]
    """The ID of the layer that has the value."""
    param_name: Input[str]
    """The name of the parameter whose value is used."""


@snake_case
class ConfigParam(TypedDict):
    """A value of a dynamic config."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["dynamic_config"]]
    """Where the value comes from: a dynamic config (`dynamic_config`)."""
    param_type: Input[ParamType]
    """The type of the value."""
    config_name: Input[str]
    """The ID of the dynamic config that has the value."""
    param_name: Input[str]
    """The key in the config's value that is used."""


@snake_case
class ExperimentParam(TypedDict):
    """A parameter of an experiment."""

    name: Input[str]
    """The name by which code reads the parameter from the store."""
    ref_type: Input[Literal["experiment"]]
    """Where the value comes from: an experiment (`experiment`)."""
    param_type: Input[ParamType]
    """The type of the value."""
    experiment_name: Input[str]
    """The ID of the experiment that has the value."""
    param_name: Input[str]
    """The name of the parameter whose value is used."""


StaticParam = BooleanParam | NumberParam | StringParam | ObjectParam | ArrayParam
GateParam = BooleanGateParam | NumberGateParam | StringGateParam | ObjectGateParam | ArrayGateParam
Param = StaticParam | GateParam | LayerParam | ConfigParam | ExperimentParam

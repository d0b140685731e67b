"""Values: Pulumi's properties, between its protocol and the engine.

Unknown values are `Unknown`. A property with a secret anywhere in it is secret as a whole, and its name is recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.struct_pb2 import ListValue, Struct  # type: ignore[import-untyped]
from pulumi.output import UNKNOWN, Unknown
from pulumi.runtime.rpc import UNKNOWN as UNKNOWN_TEXT
from pulumi.runtime.rpc import (
    _special_output_value_sig,  # pyright: ignore[reportPrivateUsage]
    _special_resource_sig,  # pyright: ignore[reportPrivateUsage]
    _special_secret_sig,  # pyright: ignore[reportPrivateUsage]
    _special_sig_key,  # pyright: ignore[reportPrivateUsage]
    wrap_rpc_secret,
)

from statsig_console.errors import InputError
from statsig_console.state_keys import PROVIDER_KEY


@dataclass
class Properties:
    """The properties of a request: their values, and the names of those that hold a secret."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    secrets: set[str] = field(default_factory=set[str])

    @classmethod
    def of(cls, sent: Struct | None) -> Properties:
        """The properties in a message of the protocol.

        Raises:
            InputError: one is or contains a file or an archive, which no property takes.
        """
        found = cls()
        for name, value in (sent or Struct()).fields.items():
            reading = _Reading(name)
            found.values[name] = reading.plain(value)
            if reading.is_secret:
                found.secrets.add(name)
        return found

    @classmethod
    def stored(cls, outputs: Struct | None, inputs: Struct | None) -> Properties:
        """The outputs in state. If `pulumi import` has written it for the dynamic provider, only the inputs hold that provider."""
        found = cls.of(outputs)
        if PROVIDER_KEY in (inputs or Struct()).fields and found.values:
            found.values.setdefault(PROVIDER_KEY, "")
        return found


class _Reading:
    """Reads one property, and records whether it contains a secret."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_secret = False

    def plain(self, value: Any) -> Any:
        """A value of the protocol as plain JSON, null included, with `Unknown` for unknown values."""
        match value.WhichOneof("kind"):
            case "struct_value":
                return self._object(value.struct_value)
            case "list_value":
                return [self.plain(each) for each in value.list_value.values]
            case "string_value":
                return UNKNOWN if value.string_value == UNKNOWN_TEXT else value.string_value
            case "number_value":
                return value.number_value
            case "bool_value":
                return value.bool_value
            case _:
                return None

    def _object(self, held: Struct) -> Any:
        fields = held.fields
        match fields[_special_sig_key].string_value if _special_sig_key in fields else "":
            case "":
                return {key: self.plain(each) for key, each in fields.items()}
            case sign if sign == _special_secret_sig:
                self.is_secret = True
                return self.plain(fields["value"])
            case sign if sign == _special_output_value_sig:
                self.is_secret = self.is_secret or ("secret" in fields and fields["secret"].bool_value)
                return self.plain(fields["value"]) if "value" in fields else UNKNOWN
            case sign if sign == _special_resource_sig:
                return self.plain(fields["id"]) if "id" in fields else UNKNOWN
            case _:
                raise InputError(f"{self.name} holds a file or an archive; give the text that is in it.")


def struct_of(values: Mapping[str, Any], secrets: Collection[str] = ()) -> Struct:
    """Properties in the form of the protocol, those with the given names as secrets, without those that are None."""
    sent = Struct()
    for name, value in values.items():
        if value is not None:
            _put(sent.fields[name], wrap_rpc_secret(value) if name in secrets else value)
    return sent


def _put(place: Any, value: Any) -> None:
    match value:
        case None:
            place.null_value = 0
        case Unknown():
            place.string_value = UNKNOWN_TEXT
        case bool():
            place.bool_value = value
        case int() | float():
            place.number_value = value
        case str():
            place.string_value = value
        case Mapping():
            place.struct_value.SetInParent()
            for key, each in value.items():
                _put(place.struct_value.fields[key], each)
        case _:
            items: ListValue = place.list_value
            items.SetInParent()
            for each in value:
                _put(items.values.add(), each)

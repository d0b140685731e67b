"""Plain values: converts a program's values to what JSON has.

Sets, dates, decimals and models have one plain meaning and are converted. Any other value is a mistake. It is reported in one sentence
while the program runs, since Pulumi itself would stop with a traceback. `path` is the place that the sentence names.
"""

from __future__ import annotations

import dataclasses
import enum
import math
import uuid
from collections.abc import Awaitable, Iterable, Mapping, MappingView, Set
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

import pulumi
from statsig_console.errors import InputError
from statsig_console.values import DEEPEST, article, json_text

EXACT = 2**53
"""The largest whole number up to which Pulumi, whose numbers are floats, keeps every one exactly."""

NEWER = "statsig:newer"
"""The key that wraps a value that is sent although the package does not know it, on its way to the provider."""


class Newer:
    """What `newer` makes."""

    def __init__(self, value: Any) -> None:
        self.value = value


def newer(value: pulumi.Input[Any]) -> Any:
    """A text, number, true or false that is sent as it is, although the package does not know it: ``type=statsig.newer("user_agent")``.

    It fits wherever a single value fits. A value marked like this is not checked.
    """
    return Newer(value)


def is_newer(value: Any) -> bool:
    """Whether a value that reached the provider was marked by `newer`."""
    return isinstance(value, dict) and len(value) == 1 and NEWER in value


def without_newer(value: Any) -> Any:
    """A value without the marks of `newer` in it."""
    if is_newer(value):
        return value[NEWER]
    if isinstance(value, dict):
        return {key: without_newer(each) for key, each in value.items()}
    return [without_newer(each) for each in value] if isinstance(value, list) else value


def plain_scalar(value: Any, path: str = "") -> Any:
    """A text, number, or true or false.

    Raises:
        InputError: the value is none of these, or Pulumi would change it.
    """
    if isinstance(value, enum.Enum):
        return plain_scalar(value.value, path)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return whole_text(str(value) if type(value) is not str else value, path)
    if isinstance(value, (Integral, Real, Decimal)):
        return plain_number(value, path)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise wrong(path, "is a time without a time zone; give it one, as in datetime(2026, 1, 31, tzinfo=timezone.utc)")
        return round(value.timestamp() * 1000)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, pulumi.Resource):
        raise wrong(path, "is a resource; name it by one of its outputs, mostly its id")
    raise wrong(path, f"is {article(type(value).__name__)}, which has no plain value; convert it first")


def plain_number(value: Any, path: str = "") -> int | float:
    """A number that Pulumi keeps exactly.

    Raises:
        InputError: Pulumi would change the number.
    """
    if not isinstance(value, Integral) and not math.isfinite(value):
        raise wrong(path, "is not a finite number")
    number = int(value) if value == value // 1 and not isinstance(value, float) else float(value)
    if isinstance(value, (Decimal, Fraction)) and Fraction(repr(number)) != Fraction(value):
        raise wrong(path, "has more digits than a number keeps; round it first")
    if isinstance(number, int) and abs(number) > EXACT:
        raise wrong(path, "is a whole number beyond 2^53, which Pulumi would change; give it as a text where the property takes one")
    return number


def is_rounded(value: Any) -> bool:
    """Whether a number that came through Pulumi may have been another whole number before."""
    return isinstance(value, float) and value.is_integer() and abs(value) >= EXACT


def whole_text(text: str, path: str) -> str:
    """A text that UTF-8 can encode; two surrogates side by side become the one character that they stand for."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise wrong(path, "holds half an emoji (a lone surrogate), mostly since a text was cut; cut it elsewhere") from None
    return text


def plain_list(value: Any) -> Any:
    """The elements of an iterable as a list; a set is sorted, since it has no order. Any other value stays as it is."""
    if isinstance(value, list):
        return value
    if isinstance(value, (str, bytes, Mapping, pulumi.Output, Awaitable)) or is_model(value) or not isinstance(value, Iterable):
        return value
    unordered = isinstance(value, Set) and not isinstance(value, MappingView)
    return sorted(value, key=lambda each: (type(each).__name__, str(each))) if unordered else list(value)


def plain_object(value: Any) -> Any:
    """The attributes of a dataclass, named tuple, attrs or pydantic model as a mapping. Any other value stays as it is."""
    kind = type(value)
    if isinstance(value, (dict, Mapping)) or not is_model(value):
        return value
    if dataclasses.is_dataclass(value):
        names: Iterable[str] = (each.name for each in dataclasses.fields(value))
    elif hasattr(kind, "model_fields"):
        names = kind.model_fields
    else:
        names = getattr(kind, "_fields", None) or (each.name for each in kind.__attrs_attrs__)
    return {name: getattr(value, name) for name in names}


def is_model(value: Any) -> bool:
    """Whether a value is a dataclass, named tuple, attrs or pydantic model."""
    kind = type(value)
    declares = dataclasses.is_dataclass(kind) or hasattr(kind, "model_fields") or hasattr(kind, "__attrs_attrs__")
    return declares or (isinstance(value, tuple) and hasattr(kind, "_fields"))


def plain(value: Any, path: str = "", depth: int = 0, within_json: bool = False) -> Any:
    """The plain form of a value of any depth; Outputs in it are converted once they are known.

    With `within_json` the value becomes JSON text, so whole numbers of any size are kept.

    Raises:
        InputError: something in it has no plain meaning.
    """
    if depth > DEEPEST:
        raise wrong(f"{path[:120]}…", f"is nested more than {DEEPEST} levels deep")
    if value is None:
        return None
    if isinstance(value, (pulumi.Output, Awaitable)):
        if within_json:
            return value
        return pulumi.Output.from_input(value).apply(lambda known: plain(known, path, depth))
    if isinstance(value, Newer):
        return plain(value.value, path, depth, within_json) if within_json else {NEWER: plain(value.value, path, depth)}
    if within_json and isinstance(value, int) and not isinstance(value, enum.Enum):
        return value
    value = plain_object(value)
    if isinstance(value, Mapping):
        return {key: plain(each, f"{path}.{key}", depth + 1, within_json) for key, each in value.items()}
    if within_json and isinstance(value, (Set, date)):
        raise wrong(path, f"should be a JSON value, not {article(type(value).__name__)}")
    value = plain_list(value)
    if isinstance(value, list):
        return [plain(each, f"{path}[{number}]", depth + 1, within_json) for number, each in enumerate(value)]
    return plain_scalar(value, path)


def plain_json(value: Any, path: str) -> Any:
    """The JSON text of a value; Outputs in it become an Output of the text.

    Raises:
        InputError: the value is not JSON.
    """
    made = plain(value, path, within_json=True)
    if holds_outputs(made):
        return pulumi.Output.from_input(made).apply(lambda known: plain_json(known, path))
    try:
        return json_text(made)
    except ValueError as error:
        raise wrong(path, str(error)) from None


def holds_outputs(value: Any) -> bool:
    """Whether an Output or awaitable is somewhere inside."""
    if isinstance(value, Mapping):
        return any(holds_outputs(item) for item in value.values())
    if isinstance(value, list):
        return any(holds_outputs(item) for item in value)
    return isinstance(value, (pulumi.Output, Awaitable))


def wrong(path: str, reason: str) -> InputError:
    """The error about the value at a path."""
    return InputError(f"{path} {reason}".lstrip())

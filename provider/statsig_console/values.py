"""Plain values: JSON without loss, equality as the API sees it, and the API's spelling of names."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any, TypeGuard, TypeVar

Value = TypeVar("Value")

NOTHING: tuple[Any, ...] = (None, "", [], {})
"""The values that the API uses interchangeably for "not set"."""

DEEPEST = 100
"""The most objects and lists inside one another."""


class TooDeep(ValueError):
    """A JSON value is nested too deeply."""


def listed(value: Any) -> list[Any]:
    """A JSON list as it is; anything else as the one item of a list."""
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def json_text(value: Any) -> str:
    """The JSON text of a value, without loss; keys keep their order.

    Raises:
        ValueError: the value is not JSON (NaN, infinity, half an emoji, or another Python object).
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()
    except RecursionError:
        raise TooDeep("should be a JSON value: it is nested too deeply") from None
    except UnicodeEncodeError:
        raise ValueError("should be a JSON value: it holds half an emoji") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"should be a JSON value: {error}") from None
    return text


def parsed_json(text: str, deepest: int = DEEPEST) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: the text is not JSON, or holds NaN, Infinity, or a number too large for a float.
        TooDeep: it is nested more deeply than `deepest`.
    """

    def refuse(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    def finite(digits: str) -> float:
        number = float(digits)
        return number if abs(number) != float("inf") else refuse("a number without an end")

    try:
        value = json.loads(text, parse_constant=refuse, parse_float=finite)
    except RecursionError:
        raise TooDeep("it is nested too deeply") from None
    if text.count("[") + text.count("{") > deepest and is_deeper(value, deepest):
        raise TooDeep(f"it is nested more than {deepest} levels deep")
    return value


def is_deeper(value: Any, deepest: int) -> bool:
    """Whether more than `deepest` objects and lists are inside one another."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(deepest):
        inside = (each.values() if isinstance(each, dict) else each for each in level)
        level = [item for items in inside for item in items if isinstance(item, (dict, list))]
    return bool(level)


def whole(value: Any) -> Any:
    """The value; a float without a fraction as an integer, since Pulumi passes all numbers as floats."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def wholes(value: Any) -> Any:
    """A JSON value in which all floats without a fraction are integers."""
    if isinstance(value, dict):
        return {key: wholes(item) for key, item in value.items()}
    return [wholes(item) for item in value] if isinstance(value, list) else whole(value)


def number_in(value: Any) -> Any:
    """The number in a text, for a property declared as a number: from digits, or from an ISO time, in ms since 1970. Else the value."""
    if not isinstance(value, str):
        return value
    for read in (int, float, _milliseconds):
        try:
            number = read(value)
        except ValueError:
            continue
        return number if number == number and abs(number) != float("inf") else value
    return value


def _milliseconds(text: str) -> int:
    """An ISO time in ms since 1970; a time without a zone is UTC."""
    time = datetime.fromisoformat(_MORE_DIGITS.sub(_six_digits, text.strip().replace("Z", "+00:00")))
    return round((time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp() * 1000)


_MORE_DIGITS = re.compile(r"(?<=:\d\d)\.(\d+)")
"""The fraction of a second; Python 3.10 only reads three or six digits."""


def _six_digits(part: re.Match[str]) -> str:
    return f".{part[1][:6]:0<6}"


def is_nothing(value: Any) -> bool:
    """Whether the value stands for "not set"; false and 0 do not."""
    return not isinstance(value, (bool, int, float)) and value in NOTHING


def same_json(left: Any, right: Any) -> bool:
    """JSON equality: 1 equals 1.0, but true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same_json(a, b) for a, b in zip(left, right, strict=True))
    return bool(left == right)


def identical(left: Any, right: Any) -> bool:
    """Whether two values have the same JSON text, sorted by keys: true and 1 differ, and a value with an unknown is identical to none."""
    try:
        return bool(left == right) and json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
    except TypeError:
        return False


def text_of(scalar: Any) -> str:
    """A scalar as the API compares it: 1 is "1"."""
    return str(whole(scalar))


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a JSON value, at any depth; keys are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (Mapping, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(each)


def texts_of(value: Any) -> list[str]:
    """The texts of a scalar, or of a list of scalars."""
    return [text_of(item) for item in (value if isinstance(value, list) else [] if value is None else [value])]


def camel_case(name: str) -> str:
    """The API's usual spelling: ``id_type`` is ``idType``, ``release_pipeline_id`` is ``releasePipelineID``."""
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "ids": "IDs"}.get(word, word.capitalize()) for word in rest)


def as_written(name: str) -> str:
    """The spelling for the few objects whose names the API writes in snake_case."""
    return name


def without_null(value: Any) -> Any:
    """A value without the keys that hold null, at any depth: Pulumi drops them."""
    if isinstance(value, dict):
        return {key: without_null(each) for key, each in value.items() if each is not None}
    return [without_null(each) for each in value] if isinstance(value, list) else value


def root(path: str) -> str:
    """The property that a path begins with."""
    return path.partition(".")[0].partition("[")[0]


def in_a_line(text: str, longest: int = 1_000) -> str:
    """A text from elsewhere for a message: without characters that break lines or control a terminal, and cut at `longest` characters."""
    shown = "".join(each if each.isprintable() else " " if each.isspace() else escaped(each) for each in text[:longest])
    return f"{shown}…" if len(text) > longest else shown


def escaped(character: str) -> str:
    """A character as Python's source spells it: a right-to-left mark is ``\\u200f``."""
    return character.encode("unicode_escape").decode("ascii")


def article(word: str) -> str:
    """A word with its indefinite article."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that a misspelt name most likely means."""
    import difflib

    return next(iter(difflib.get_close_matches(name, known, 1)), None)


def slug(name: str) -> str:
    """The id that the API derives from a name: lower case, with underscores for spaces."""
    return name.lower().replace(" ", "_")


def found(mapping: Mapping[Any, Value], key: Any, otherwise: Value | None = None) -> Value | None:
    """The value of a mapping for a key; `otherwise` where it has none, or where the key cannot be hashed."""
    return mapping.get(key, otherwise) if isinstance(key, Hashable) else otherwise

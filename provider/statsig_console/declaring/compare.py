"""Comparisons of texts that the API rewrites without changing what they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pulumi.output import Unknown

from statsig_console.values import is_object, parsed_json, same_json


def same_words(left: str, right: str) -> bool:
    """Whether two texts hold the same letters and digits: ``read_only`` is ``Read Only``, and ``user_id`` is ``userID``."""
    return _letters(left) == _letters(right)


def same_or_open(old: str, new: str) -> bool:
    """Whether a text is as it was or empty; an empty text leaves the choice to the API."""
    return new in ("", old)


def same_json_text(left: str, right: str) -> bool:
    """Whether two JSON texts hold the same value; a text that is not JSON is compared as it is."""
    try:
        return same_json(parsed_json(left), parsed_json(right))
    except ValueError:
        return left == right


def same_json5(left: str, right: str) -> bool:
    """Whether two JSON5 texts differ in nothing but white space, trailing commas and quotes."""
    return left == right or _tokens(left) == _tokens(right)


def same_number(left: str, right: str) -> bool:
    """Whether two texts begin with the same whole number: ``24hrs`` is ``24hr`` and ``24``."""
    first, second = _NUMBER.match(left), _NUMBER.match(right)
    return left == right or (first is not None and second is not None and int(first[0]) == int(second[0]))


def rises(old: Any, new: Any) -> bool:
    """Whether a number becomes no smaller; an unknown counts as no smaller."""
    return isinstance(new, Unknown) or not isinstance(old, (int, float)) or new >= old


def alike(*keys: str) -> Callable[[Any, Any], bool]:
    """A comparison of lists of objects by these keys, in order; an unknown counts as the same."""

    def same(old: Any, new: Any) -> bool:
        if not isinstance(old, list) or not isinstance(new, list):
            return True
        return len(old) == len(new) and all(map(is_alike, old, new))

    def is_alike(one: Any, other: Any) -> bool:
        if not is_object(one) or not is_object(other):
            return isinstance(other, Unknown) or same_json(one, other)
        return all(_same_value(one.get(key), other.get(key)) for key in keys)

    return same


def _same_value(left: Any, right: Any) -> bool:
    if isinstance(right, Unknown):
        return True
    return same_json_text(left, right) if isinstance(left, str) and isinstance(right, str) else same_json(left, right)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


_NUMBER = re.compile(r"^\s*\d+")
_TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}\[\]:,]|[^\s{}\[\]:,"']+""", re.DOTALL)


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    pairs = zip(tokens, [*tokens, ""][1:], strict=True)
    return [_unquoted(token, following) for token, following in pairs if not (token == "," and following in {"}", "]"})]


def _unquoted(token: str, following: str) -> str:
    """A key without its quotes; a string in double quotes, so that it differs from a number."""
    if token[0] not in "\"'":
        return token
    return token[1:-1] if following == ":" else f'"{token[1:-1]}"'

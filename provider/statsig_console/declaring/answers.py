"""Answers: how a property is read from an answer that has no field for it.

Each function makes a reader of answers, for `from_answer=` of a property and `status=` of a lifecycle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statsig_console.values import found, is_object

Answer = Mapping[str, Any]


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none where the answer holds no list."""
    return [each for each in value if is_object(each)] if isinstance(value, list) else []


def at(*path: str) -> Callable[[Answer], Any]:
    """The value at a path, as in ``at("winner", "name")``; None where there is none."""

    def read(answer: Answer) -> Any:
        value: Any = answer
        for step in path:
            value = value.get(step) if is_object(value) else None
        return value

    return read


def name_in(items: str, key: str) -> Callable[[Answer], Any]:
    """The name of the list element whose ID is in the field `key`, as in ``name_in("groups", "launchedGroupID")``."""

    def read(answer: Answer) -> Any:
        wanted = answer.get(key)
        return next((item.get("name") for item in objects_in(answer.get(items)) if wanted and item.get("id") == wanted), None)

    return read


def given(name: str, made_up: str) -> Callable[[Answer], Any]:
    """The field's value; None for a value that the API made up, which begins with `made_up`."""

    def read(answer: Answer) -> Any:
        value = answer.get(name)
        return None if not value or str(value).startswith(made_up) else value

    return read


def worded(name: str, words: Mapping[Any, str]) -> Callable[[Answer], str | None]:
    """The word for the field's value, as in ``worded("isPermanent", {True: "PERMANENT"})``; None where no word is declared for it."""

    def read(answer: Answer) -> str | None:
        return found(words, answer.get(name))

    return read


def first_set(states: Mapping[str, str], otherwise: str) -> Callable[[Answer], str]:
    """The lifecycle state of the first field that is set, as in ``first_set({"winner": "decided"}, otherwise="setup")``."""

    def read(answer: Answer) -> str:
        return next((state for name, state in states.items() if answer.get(name)), otherwise)

    return read

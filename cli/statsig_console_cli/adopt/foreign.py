"""Values as the plugin's languages write them: under the names of its schema, with JSON in the form in which every language keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.casing import camel, marked

from .saying import Items, Keys, Link, Newer, Plain, Setting, Value

Tree = Mapping[str, "Tree"] | list["Tree"] | Link | Newer | Setting | str | int | float | bool | None
"""A value whose objects and lists are plain ones, with what a language writes in a way of its own among them."""


def properties(values: Mapping[str, Value]) -> dict[str, Tree]:
    """The properties of an object by the plugin's names."""
    return {camel(name): tree(each) for name, each in values.items()}


def tree(value: Value) -> Tree:
    """A value with the plugin's names for the keys that are declared."""
    if isinstance(value, Items):
        return [tree(each) for each in value.items]
    if isinstance(value, Keys):
        declared = value.record.by_name if value.record else {}
        return {camel(key) if key in declared else key: tree(each) for key, each in value.values.items()}
    if isinstance(value, Plain):
        held: Tree = plain(marked(value.value, written=True) if value.json else value.value)
        return held
    if isinstance(value, Link) and is_choice(value):
        return value.text
    return value


def is_choice(link: Link) -> bool:
    """Whether a link is to one of a few values, which languages with types take for one of that property alone."""
    reference = link.reference
    field = reference.target.kind.by_name.get(reference.attribute)
    return bool(field and getattr(field.shape, "choices", ()))


def plain(value: Any) -> Any:
    """A value of JSON; whole numbers are none with a fraction of nothing."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value

"""Values as the plugin's languages write them: keys are named as in its schema, and JSON is in a form that every language preserves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.casing import camel, marked

from .saying import Items, Keys, Link, Newer, Plain, Setting, Value

Tree = Mapping[str, "Tree"] | list["Tree"] | Link | Newer | Setting | str | int | float | bool | None
"""A value made of plain objects and lists. Links, newer values and settings in it are written by each language in its own way."""


def properties(values: Mapping[str, Value]) -> dict[str, Tree]:
    """The properties of an object by the plugin's names."""
    return {camel(name): tree(each) for name, each in values.items()}


def tree(value: Value) -> Tree:
    """A value whose declared keys have the plugin's names."""
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
    """Whether a link leads to a property with a few fixed values: typed languages do not accept it as the value of another property."""
    reference = link.reference
    field = reference.target.kind.by_name.get(reference.attribute)
    return bool(field and getattr(field.shape, "choices", ()))


def plain(value: Any) -> Any:
    """A JSON value; a float without a fraction becomes an integer."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value

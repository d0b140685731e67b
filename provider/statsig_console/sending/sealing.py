"""Sealing: the names and texts of a resource's secret properties, so that errors and the trace hide them.

Declarations do not know the program's marks, nor the values. The provider sets them here for each call on a resource.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.plain import is_newer
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.records import record
from statsig_console.values import parsed_json, texts_in


@record
class Sealed:
    """The API's names of a resource's marked properties and of outputs that show their values, and the texts in these values."""

    names: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    @property
    def spellings(self) -> frozenset[str]:
        """The texts, also in the spellings of addresses and of JSON."""
        return self.texts | {quote(each, safe="") for each in self.texts} | {json.dumps(each)[1:-1] for each in self.texts}


_UNDER_WAY: ContextVar[Callable[[], Sealed]] = ContextVar("statsig_sealed", default=Sealed)
"""Computes the marked names and texts of the resource that this thread serves."""


def sealed_under_way() -> Sealed:
    """The marked names and texts of the resource that this thread serves."""
    return _UNDER_WAY.get()()


@contextmanager
def sealing(kind: Kind, secrets: Collection[str], *values: Mapping[str, Any]) -> Generator[None]:
    """Sets the marked properties of the resource for the requests inside; `values` are its state and inputs."""
    # Computed on demand, since only errors and a trace need them.
    token = _UNDER_WAY.set(cache(partial(sealed, kind, secrets, values)))
    try:
        yield
    finally:
        _UNDER_WAY.reset(token)


def sealed(kind: Kind, secrets: Collection[str], values: Collection[Mapping[str, Any]]) -> Sealed:
    """The names and texts of the marked properties of a resource."""
    fields = [kind.by_name[name] for name in sorted({shown for secret in secrets for shown in kind.outputs_showing(secret)})]
    texts = (text for each in values for field in fields for text in texts_at(field.shape, each.get(field.name)))
    return Sealed(frozenset(name for field in fields for name in (field.sent, field.read)), frozenset(texts))


def texts_at(shape: Shape, value: Any) -> Iterator[str]:
    """The texts in a value of state's form, at any depth. Words of a closed vocabulary are no secrets."""
    match shape:
        case Scalar(choices=choices) if choices and value in choices:
            return
        case JsonValue() if isinstance(value, str):
            yield from texts_in([value, parsed_json(value)])
        case ListOf(item=item) if isinstance(value, list):
            for each in value:
                yield from texts_at(item, each)
        case MapOf(value=item) if isinstance(value, Mapping):
            for each in value.values():
                yield from texts_at(item, each)
        case OneOf() if value is not None:
            yield from texts_at(shape.option(value), value)
        case Record(by_name=members) if isinstance(value, Mapping) and not is_newer(value):
            for name, each in value.items():
                yield from texts_at(members[name].shape if name in members else Shape(), each)
        case _:
            yield from texts_in(value)

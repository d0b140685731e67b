"""Results: typed access to the answer of a lookup.

A result class declares its attributes by annotation and keeps the API's answer unchanged. An
attribute is converted when it is read: an object to the nested result class, a list item by
item, plain JSON not at all. An attribute that the answer lacks is None. Wire names follow
`camel_case`; a class names its exceptions (`wire={"sql_id": "sqlID"}`), or says `snake_case`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from statsig_console.secrets import HIDDEN
from statsig_console.values import as_written, camel_case, is_object, listed, number_in, whole

Reader = Callable[[Any], Any]
_LONGEST_SHOWN = 40


class Result:
    """One object in an answer of the API. `raw` is the object itself; an attribute that it lacks is None."""

    __slots__ = ("_raw",)
    _spell: ClassVar[Callable[[str], str]] = staticmethod(camel_case)
    _secrets: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls, *, wire: Mapping[str, str] | None = None, snake_case: bool = False, secret: Iterable[str] = (), **keywords: Any
    ) -> None:
        """Takes the wire names: `wire` for single attributes, `snake_case` for all. Attributes in `secret` are not shown."""
        super().__init_subclass__(**keywords)
        spelling, exceptions = as_written if snake_case else camel_case, dict(wire or {})

        def spell(name: str) -> str:
            return exceptions.get(name) or spelling(name)

        cls._spell = staticmethod(spell)
        cls._secrets = frozenset(secret)

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    @property
    def raw(self) -> Mapping[str, Any]:
        """The API's object, unchanged: under the API's names, with fields that no document mentions."""
        return self._raw

    def as_dict(self) -> dict[str, Any]:
        """The declared attributes as plain values, nested results included, so that Pulumi can store or export them."""
        return {name: _plain(getattr(self, name)) for name in _readers(type(self))}

    @classmethod
    def attributes(cls) -> dict[str, str]:
        """The attributes with the API's name of each, as in ``{"id_type": "idType"}``."""
        return {name: cls._spell(name) for name in _readers(cls)}

    @classmethod
    def secret_attributes(cls) -> frozenset[str]:
        """The names of the attributes that are never to be shown."""
        return cls._secrets

    @classmethod
    def holds_secrets(cls) -> bool:
        """Whether an attribute is never to be shown."""
        return bool(cls._secrets)

    # Hidden from type checkers, which would otherwise accept every misspelt attribute.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or (read := _readers(type(self)).get(name)) is None:
                raise AttributeError(f"{type(self).__name__} has no {name!r}", name=name, obj=self)
            value = self._raw.get(self._spell(name))
            return None if value is None else read(value)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._raw == self._raw

    __hash__ = None  # type: ignore[assignment]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_readers(type(self))]

    def __repr__(self) -> str:
        held = {name: self._raw[wire] for name, wire in self.attributes().items() if self._raw.get(wire) is not None}
        shown = (f"{name}={HIDDEN if name in self._secrets else _short(value)}" for name, value in held.items())
        return f"{type(self).__name__}({', '.join(shown)})"


_known: dict[type[Result], dict[str, Reader]] = {}


def _readers(cls: type[Result]) -> dict[str, Reader]:
    """How each attribute of a class is converted from its wire value; made once, when first needed."""
    if cls not in _known:
        _known[cls] = {name: _reader(hint) for name, hint in get_type_hints(cls).items() if not name.startswith("_")}
    return _known[cls]


def _reader(annotation: Any) -> Reader:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Result):
        return partial(_nested, annotation)
    if origin is list:
        return partial(_listed, _reader(arguments[0]))
    if origin in {Union, types.UnionType}:
        options = [option for option in arguments if option is not type(None)]
        return _reader(options[0]) if len(options) == 1 else _as_it_is
    return {int: _integer, float: number_in}.get(annotation, _as_it_is)


def _nested(cls: type[Result], value: Any) -> Any:
    return cls(value) if is_object(value) else value


def _listed(item: Reader, value: Any) -> list[Any]:
    # In places the API answers a list of one element as the bare element.
    return [item(each) for each in listed(value)]


def _integer(value: Any) -> Any:
    return whole(number_in(value))


def _as_it_is(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Result):
        return value.as_dict()
    return [_plain(item) for item in listed(value)] if isinstance(value, list) else value


def _short(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

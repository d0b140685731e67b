"""Comparing: where two answers to one request differ in form. Of values, only the order in lists is compared, and none is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEFT_OUT = "left out"
EACH = "[]"
STATUS = "status"


@dataclass(frozen=True)
class Difference:
    """A place in an answer, and what each side has there: a sort of value, or a status."""

    path: str
    service: str
    emulator: str


def sort_of(value: Any) -> str:
    """The sort of a value, in one word or two."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text" if value else "empty text"
        case dict():
            return "object" if value else "empty object"
        case _:
            return "list" if value else "empty list"


def differences(service: Any, emulator: Any, path: str = "") -> Iterator[Difference]:
    """Where the bodies of two answers differ. If lists differ in length, only the items that both have are compared."""
    if isinstance(service, dict) and isinstance(emulator, dict):
        for key in sorted({*service, *emulator}):
            place = f"{path}.{key}" if path else key
            if key not in service:
                yield Difference(place, LEFT_OUT, sort_of(emulator[key]))
            elif key not in emulator:
                yield Difference(place, sort_of(service[key]), LEFT_OUT)
            else:
                yield from differences(service[key], emulator[key], place)
    elif sort_of(service) != sort_of(emulator):
        yield Difference(path, sort_of(service), sort_of(emulator))
    elif isinstance(service, list):
        if is_reordered(service, emulator):
            yield Difference(f"{path}{EACH}", "other order", "as sent")
        else:
            for one, other in zip(service, emulator, strict=False):
                yield from differences(one, other, f"{path}{EACH}")


def is_reordered(service: Sequence[Any], emulator: Sequence[Any]) -> bool:
    """Whether both hold the same texts and numbers in another order."""
    plain = all(isinstance(each, (str, int, float)) for each in (*service, *emulator))
    return plain and list(service) != list(emulator) and sorted(map(str, service)) == sorted(map(str, emulator))


class Names:
    """The IDs that the service and the emulator made up for the same objects."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, service: Any, emulator: Any, key: str = "") -> None:
        """Records the IDs that two answers have for one object."""
        if isinstance(service, dict) and isinstance(emulator, dict):
            for name in service.keys() & emulator.keys():
                self.learn(service[name], emulator[name], name)
        elif isinstance(service, list) and isinstance(emulator, list) and len(service) == len(emulator):
            for one, other in zip(service, emulator, strict=True):
                self.learn(one, other, key)
        elif isinstance(service, str) and isinstance(emulator, str) and service and key.lower().endswith(("id", "ids", "key")):
            self._known[service] = emulator

    def translated(self, value: Any) -> Any:
        """A value of a request to the service, with the emulator's IDs."""
        if isinstance(value, str):
            return self._known.get(value, value)
        if isinstance(value, Mapping):
            return {name: self.translated(each) for name, each in value.items()}
        return [self.translated(each) for each in value] if isinstance(value, list) else value

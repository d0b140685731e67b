"""Faults: errors and delays that a test asks for, on chosen requests.

A fault changes one answer and nothing else. `reset_before`, `expired_key` and the error statuses keep the request from taking effect.
`reset_after`, `truncate`, `malformed`, `slow` and `latency` change the answer of a request that took effect.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatchcase
from typing import Any, Literal, cast, get_args

from .documents import is_object

FaultKind = Literal["latency", "status", "reset_before", "reset_after", "truncate", "malformed", "slow", "expired_key"]
BEFORE = {"status", "reset_before", "expired_key"}


@dataclass
class Fault:
    """One fault.

    `method` and `path` choose requests: `path` is a template (`/gates/{id}`) or a pattern (`/gates/*`). `count` is how often it happens
    (None: without end), `skip` how many matching requests pass first, `probability` how likely each is hit; `seed` makes that repeatable.
    `status` belongs to the kind `status`; `retry_after` (seconds) is sent with it. `seconds` is the delay of `latency`, and the time over
    which `slow` sends the body.
    """

    kind: FaultKind
    method: str | None = None
    path: str | None = None
    count: int | None = None
    skip: int = 0
    probability: float = 1.0
    seed: int = 0
    status: int = 503
    retry_after: float | None = None
    seconds: float = 1.0
    id: int = 0
    hits: int = 0
    _chance: random.Random = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"kind must be one of {', '.join(get_args(FaultKind))}")
        for name in ("method", "path"):
            if not isinstance(getattr(self, name), str | None):
                raise ValueError(f"{name} must be a text")
        for name, (sort, least, most) in BOUNDS.items():
            value = getattr(self, name)
            if value is None and name in OPTIONAL:
                continue
            is_number = isinstance(value, sort) and not isinstance(value, bool)
            if not is_number or not least <= cast("float", value) <= most:
                raise ValueError(f"{name} must be a {'whole number' if sort is int else 'number'} from {least:g} to {most:g}")
        self._chance = random.Random(self.seed)

    def strikes(self, method: str, path: str, template: str | None) -> bool:
        """Whether this request is hit; counts it when it is."""
        if self.method and self.method.upper() != method:
            return False
        if self.path and self.path != template and not fnmatchcase(path, self.path):
            return False
        if self.count is not None and self.hits >= self.count:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self._chance.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def describe(self) -> dict[str, Any]:
        """The fault as JSON."""
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}


MANY = 2**31

BOUNDS: dict[str, tuple[Any, float, float]] = {
    "count": (int, 0, MANY),
    "skip": (int, 0, MANY),
    "seed": (int, -MANY, MANY),
    "status": (int, 400, 599),
    "probability": (int | float, 0, 1),
    "retry_after": (int | float, 0, MANY),
    "seconds": (int | float, 0, MANY),
}
"""The numbers of a fault: their type, least and greatest value."""

OPTIONAL = {"count", "retry_after"}


def from_text(text: str) -> dict[str, Any]:
    """A fault's facts from one line: `status,status=429,retry_after=2,method=POST,path=/gates,count=3`. Raises ValueError."""
    kind, *settings = text.split(",")
    facts: dict[str, Any] = {"kind": kind.strip()}
    for setting in settings:
        name, separator, value = setting.partition("=")
        if not separator or name.strip() not in SETTABLE:
            raise ValueError(f"{setting!r} is no setting of a fault; there are {', '.join(sorted(SETTABLE))}")
        number = NUMBERS.get(name.strip())
        try:
            facts[name.strip()] = number(value) if number else value.strip()
        except ValueError:
            raise ValueError(f"{setting!r} needs a number") from None
    return facts


SETTABLE = {found.name for found in fields(Fault) if found.init} - {"id", "hits"}
NUMBERS: dict[str, Callable[[str], float]] = {
    **dict.fromkeys(("count", "skip", "seed", "status"), int),
    **dict.fromkeys(("probability", "retry_after", "seconds"), float),
}


def _fault(facts: Any) -> Fault:
    if not is_object(facts) or "kind" not in facts or not set(facts) <= SETTABLE:
        raise ValueError(f"a fault has a kind, and of {', '.join(sorted(SETTABLE))} what it needs")
    return Fault(**facts)


class Faults:
    """The faults in force, in the order in which they were added; the first that strikes counts."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._number = 0

    def add(self, fault: Fault) -> Fault:
        self._number += 1
        fault.id = self._number
        self._faults.append(fault)
        return fault

    def parse(self, facts: Any) -> Fault:
        """Adds a fault given as JSON. Raises ValueError if it is no fault."""
        return self.parse_all([facts])[0]

    def parse_all(self, wanted: Sequence[Any]) -> list[Fault]:
        """Adds faults given as JSON. Raises ValueError if one of them is no fault; then none is added."""
        return [self.add(fault) for fault in [_fault(facts) for facts in wanted]]

    def all(self) -> list[Fault]:
        return list(self._faults)

    def clear(self, id: int | None = None) -> None:
        """Removes one fault, or all of them."""
        self._faults = [fault for fault in self._faults if id is not None and fault.id != id]

    def strike(self, method: str, path: str, template: str | None) -> Fault | None:
        return next((fault for fault in self._faults if fault.strikes(method, path, template)), None)

"""Lifecycles: states that an object is moved between by operations of their own.

A `Machine` says which states there are, how the API's answers tell them, and which operation
moves an object from which state to which. What is sent at creation and in between is for
`handlers` to order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .operations import Operation, operation


@dataclass(frozen=True)
class Move:
    """One operation that brings an object into state `to`; `sends` maps wire names to the properties that go along."""

    to: str
    operation: Operation
    origins: tuple[str, ...]
    sends: Mapping[str, str] = field(default_factory=dict)
    has_body: bool = False


@dataclass(frozen=True)
class Machine:
    """The states of a kind and the moves between them.

    - `initial` is the state after a plain create; `born` names wire values that create an object in another state.
    - `status` is the answer's field that tells the state, through `reads`; without it state remembers what was declared.
    - in a `frozen` state nothing else can be changed, so an object leaves it first and enters it last.
    """

    initial: str
    moves: tuple[Move, ...]
    status: str | None = None
    reads: Mapping[Any, str] = field(default_factory=dict)
    born: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()

    def state_of(self, answer: Mapping[str, Any], remembered: str | None) -> str | None:
        """The state that an answer tells; one that it does not tell, or that cannot be declared, is the API's own text."""
        if self.status is None or self.status not in answer:
            return remembered
        told = answer[self.status]
        return self.reads.get(told, None if told is None else str(told))

    def way(self, origin: str, to: str) -> tuple[Move, ...] | None:
        """The shortest sequence of moves from one state to another; None when there is none."""
        ways: dict[str, tuple[Move, ...]] = {origin: ()}
        waiting = deque([origin])
        while waiting:
            at = waiting.popleft()
            if at == to:
                return ways[at]
            for move in self._moves_from(at):
                if move.to not in ways:
                    ways[move.to] = (*ways[at], move)
                    waiting.append(move.to)
        return None

    def thaw(self, origin: str, to: str) -> tuple[Move, ...]:
        """The first moves of the way that lead out of a frozen state, so that other changes can be made."""
        if origin not in self.frozen:
            return ()
        way = self.way(origin, to) if to != origin else None
        if not way:
            way = next((found for move in self._moves_from(origin) if (found := self.way(origin, move.to))), ())
        out = next((number for number, move in enumerate(way, 1) if move.to not in self.frozen), len(way))
        return way[:out]

    def _moves_from(self, state: str) -> Iterator[Move]:
        return (move for move in self.moves if state in move.origins)


def move(origins: str, to: str, via: str, *, sends: Mapping[str, str] | None = None) -> Move:
    """The move ``move("enabled disabled", "launched", "PUT /gates/{id}/launch")``; with `sends` its operation takes a body."""
    return Move(to, operation(via), tuple(origins.split()), sends or {}, has_body=sends is not None)

"""Lifecycles: states of an object, each reached by an operation of its own.

A `Machine` says which states there are, how answers show them, and which operation moves an
object from which state to which. `creating` and `updating` decide the order of the requests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from statsig_console.records import record
from statsig_console.values import found

from .operations import Operation, operation

ARCHIVED = "archived"
"""The state of objects that are put away, where a kind has such a state: they have no effect, and can be restored."""


@record
class IdIn:
    """Stands for the ID of an element of the list `within`: the one whose name is the value of `property`."""

    property: str
    within: str


@record
class Fixed:
    """A value that a move always sends."""

    value: Any


@record
class Move:
    """One operation that brings an object into state `to`. `sends` maps wire names in its body to properties or values.

    A `deliberate` move is made only when its state is declared, never on the way to another state.

    Where only the API knows which of two operations applies, `also` is sent too: one of them has to succeed.
    """

    to: str
    operation: Operation
    origins: tuple[str, ...]
    sends: Mapping[str, str | IdIn | Fixed] = field(default_factory=dict)
    has_body: bool = False
    also: Operation | None = None
    deliberate: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operation, and `also` where there is one."""
        return (self.operation, self.also) if self.also else (self.operation,)


@record
class Machine:
    """The states of a kind and the moves between them.

    - `initial` is the state after a plain create; `created_with` maps other states to the wire values with which a create leads there.
    - `status` is the answer's field with the state, or a function that reads the state from the answer; `reads` maps its values to states.
      Without `status`, state keeps what was declared.
    - `shown_as` maps a declared state to the states that the API may show for it, `met_by` to the states that satisfy it too.
    - In a `frozen` state nothing else can be changed, so an object leaves it first and enters it last.
    - `advice` says what to do where no moves lead to the declared state; without `advice`, the object is replaced.
    """

    initial: str
    moves: tuple[Move, ...]
    status: str | Callable[[Mapping[str, Any]], Any] | None = None
    reads: Mapping[Any, str] = field(default_factory=dict)
    created_with: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    shown_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    met_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    advice: str | None = None

    @property
    def archives(self) -> bool:
        """Whether there is an archived state."""
        return any(move.to == ARCHIVED for move in self.moves)

    def knows(self, state: str) -> bool:
        """Whether a state is one that can be declared, or that a move leads to or from."""
        return state in {
            self.initial,
            *self.created_with,
            *self.reads.values(),
            *(at for move in self.moves for at in (move.to, *move.origins)),
        }

    def state_of(self, answer: Mapping[str, Any], remembered: str | None) -> str | None:
        """The state in an answer, else the remembered one. A status that `reads` does not map is the API's own text."""
        if self.status is None or (isinstance(self.status, str) and self.status not in answer):
            return remembered
        status = answer[self.status] if isinstance(self.status, str) else self.status(answer)
        state = found(self.reads, status, None if status is None else str(status))
        return remembered if remembered is not None and state in self.shown_as.get(remembered, ()) else state

    def way(self, origin: str, to: str) -> tuple[Move, ...] | None:
        """The shortest sequence of moves from one state to another; None when no moves lead there."""
        if origin in self.met_by.get(to, ()):
            return ()
        ways: dict[str, tuple[Move, ...]] = {origin: ()}
        waiting = deque([origin])
        while waiting:
            at = waiting.popleft()
            if at == to:
                return ways[at]
            for move in self._moves_from(at):
                if move.to not in ways and (move.to == to or not move.deliberate):
                    ways[move.to] = (*ways[at], move)
                    waiting.append(move.to)
        return None

    def leave_locked(self, origin: str, to: str, locked: Callable[[str], bool]) -> tuple[Move, ...] | None:
        """The first moves of the way, up to a state in which a change is not `locked`; None when every state on the way is locked."""
        way = self.way(origin, to) or ()
        states = [origin, *(move.to for move in way)]
        return next((way[:number] for number, state in enumerate(states) if not locked(state)), None)

    def leave_frozen(self, origin: str, to: str) -> tuple[Move, ...]:
        """The first moves of the way, up to a state that is not frozen, so that other changes can be made."""
        if origin not in self.frozen:
            return ()
        way = self.way(origin, to) if to != origin else None
        if not way:
            way = next((found for move in self._moves_from(origin) if (found := self.way(origin, move.to))), ())
        out = next((number for number, move in enumerate(way, 1) if move.to not in self.frozen), len(way))
        return way[:out]

    def _moves_from(self, state: str) -> Iterator[Move]:
        return (move for move in self.moves if state in move.origins)


def move(
    origins: str,
    to: str,
    via: str,
    *,
    sends: Mapping[str, str | IdIn | Fixed] | None = None,
    also: str | None = None,
    deliberate: bool = False,
    secret: bool = False,
) -> Move:
    """A move, as in ``move("enabled disabled", "launched", "PUT /gates/{id}/launch")``; with `sends` its operation takes a body.

    The address of a `secret` move is never shown.
    """
    pair = operation(also, secret=secret) if also else None
    return Move(to, operation(via, secret=secret), tuple(origins.split()), sends or {}, sends is not None, pair, deliberate)

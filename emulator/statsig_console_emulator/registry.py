"""Which function answers which operation of the contract.

Behaviours announce themselves with `@operation("PUT /gates/{id}/launch")`; the verbs that kinds share are announced by `collection.offer`.
"""

from __future__ import annotations

from collections.abc import Callable

from .calls import Call, Handler
from .contract import load

HANDLERS: dict[str, Handler] = {}
# Operation without a declared body → the operation whose body it takes.
BORROWED_BODIES: dict[str, str] = {}
# Operations that only warehouse-native projects have.
WAREHOUSE_ONLY: set[str] = set()
# The functions of timers, by the timer's name.
TIMERS: dict[str, Callable[[Call], None]] = {}


def operation(*names: str, body_of: str | None = None, warehouse_only: bool = False) -> Callable[[Handler], Handler]:
    """Marks a function as the answer to the named operations.

    `body_of` names the operation whose body schema this one shares without declaring it (DELETE with a body); such a body may be missing.
    """

    def announce(handler: Handler) -> Handler:
        for name in names:
            answer(name, handler, warehouse_only=warehouse_only)
            if body_of:
                BORROWED_BODIES[name] = body_of
        return handler

    return announce


def answer(name: str, handler: Handler, *, warehouse_only: bool = False) -> None:
    """Registers one handler. Raises LookupError for a name outside the contract or one that is taken: a mistake in the emulator."""
    if name not in load().operations or name in HANDLERS:
        raise LookupError(name)
    HANDLERS[name] = handler
    if warehouse_only:
        WAREHOUSE_ONLY.add(name)


def timer(name: str) -> Callable[[Callable[[Call], None]], Callable[[Call], None]]:
    """Marks a function to run when a timer of that name goes off; the timer's target is `call.path["target"]`."""

    def announce(handler: Callable[[Call], None]) -> Callable[[Call], None]:
        TIMERS[name] = handler
        return handler

    return announce

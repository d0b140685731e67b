"""Mistakes: reports the mistakes of all resources in one run, since Pulumi reports those of one resource.

The first check that fails ends a run: Pulumi's engine reports that resource's mistakes, refuses further resources, and waits for the
program to end. Until then the program's process can still print. It knows all resources, and checks those that the engine has not
checked. Only the provider's process knows which resource the engine reports; it tells the program through `reported`.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pulumi.output import UNKNOWN
from pulumi.runtime import settings as running
from pulumi.runtime.mocks import MockMonitor

import pulumi
from statsig_console.records import record

from .call import Call, calling
from .declaring.kinds import Kind
from .errors import ProviderError
from .program import settings


@record
class Declared:
    """A resource that a program declares, with its values in state's form."""

    kind: Kind
    name: str
    inputs: Mapping[str, Any]
    resource: pulumi.Resource

    @property
    def is_accepted(self) -> bool:
        """Whether the engine has accepted the resource."""
        return isinstance(_now(self.resource.urn), str)

    @property
    def is_final(self) -> bool:
        """Whether the engine gets exactly these values: no transformation changes them on the way."""
        return not getattr(self.resource, "_transformations", None) and getattr(running.SETTINGS, "callbacks", None) is None


@dataclass
class _Program:
    """The resources that a program has declared so far, and whether their mistakes have been reported."""

    begun: float = field(default_factory=time.time)
    declared: list[Declared] = field(default_factory=list[Declared])
    waiting: list[asyncio.Future[None]] = field(default_factory=list[asyncio.Future[None]])
    is_told: bool = False


@lru_cache(maxsize=16)
def _program(_monitor: object) -> _Program:
    """The program of a monitor: a process may run programs of several stacks, each with a monitor of its own."""
    return _Program()


def watch(resource: pulumi.Resource, kind: Kind, name: str, inputs: Mapping[str, Any]) -> None:
    """Notes a resource of the program, and reports the mistakes of all resources if a check ends the run."""
    monitor = running.get_monitor()
    if monitor is None or isinstance(monitor, MockMonitor):
        return
    program = _program(monitor)
    program.declared.append(Declared(kind, name, inputs, resource))

    async def wait() -> None:
        try:
            await resource.urn.future()
        except Exception:  # Pulumi reports it.
            _tell(program)

    program.waiting.append(asyncio.ensure_future(wait()))


def _tell(program: _Program) -> None:
    """Reports, once, the mistakes of the resources that the engine has not checked."""
    if program.is_told:
        return
    # Imported here, like the modules in `_lines`, since programs without mistakes need none of them.
    from . import reported

    stack = f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}"
    for project in dict.fromkeys(each.inputs.get("project") for each in program.declared):
        place = reported.file_for(settings(project), stack)
        if urn := reported.read(place, program.begun):
            program.is_told = True
            _ignore_interrupt()
            try:
                for line in _lines(program, urn):
                    pulumi.log.error(line)
            finally:
                reported.remove(place)
            return


def _ignore_interrupt() -> None:
    """Ignores the engine's interrupt, so that the program can print; the engine kills it five seconds later.

    Programs of the Automation API run in threads of another process, which the engine does not interrupt.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _lines(program: _Program, urn: str) -> Iterator[str]:
    from .handling.handlers import Handlers
    from .secrets import ApiKey
    from .session.session import Session
    from .stack.settings import Settings

    sessions: dict[Any, Session] = {}
    for each in sorted(program.declared, key=lambda one: not one.is_accepted):
        if not each.is_final or urn.endswith(f":{each.kind.label}::{each.name}"):
            continue
        session = sessions.setdefault(each.inputs.get("project"), Session(Settings(ApiKey("console-of-nobody"))))
        values = {name: known_now(value) for name, value in each.inputs.items()}
        with calling(Call(f"{each.kind.label}::{each.name}")), contextlib.suppress(ProviderError):
            found = Handlers(each.kind, session).check(values, aloud=False).invalid
            if not each.is_accepted:
                yield from (f'{each.kind.label} "{each.name}": {problem.sentence()}' for problem in found)


def known_now(value: Any) -> Any:
    """A value with the present values of its Outputs; an Output without a value yet is unknown."""
    if isinstance(value, pulumi.Output):
        return known_now(_now(value))
    if isinstance(value, Mapping):
        return {name: known_now(each) for name, each in value.items()}
    return [known_now(each) for each in value] if isinstance(value, list) else value


def _now(output: pulumi.Output[Any]) -> Any:
    """An Output's present value, without waiting: the event loop stands still until all mistakes are reported."""
    # `is_known` is not True for the ID of a resource that is to be created.
    return _at_once(output.future(with_unknowns=True)) if _at_once(output.is_known()) is True else UNKNOWN


def _at_once(coming: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that need not wait; unknown for any other."""
    try:
        coming.send(None)
    except StopIteration as known:
        return known.value
    except Exception:
        return UNKNOWN
    finally:
        coming.close()
    return UNKNOWN

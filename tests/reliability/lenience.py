"""Lives under a latitude: every kind is created, changed and deleted through a proxy with that latitude, with the usual result."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from statsig_console.session import patience, snapshots
from statsig_console.state_keys import own
from statsig_console.values import is_nothing
from statsig_console_emulator.testing import Emulator

from .contents import contents, difference
from .deployment import Declared, Deployment, Step
from .latitude import LAG, LATITUDES, LatitudeProxy
from .matrix import CONFIG, said, trace
from .subjects import Subject, declared

KEY = "statsig:consoleApiKey"
UNTELLABLE = {"promptversion": ("message alone", "late reads, message alone")}
"""Subjects whose ID only the answer to the create has: without it there the engine reports an error."""

NO_ID = "The answer does not tell its ID"
"""The text of that error."""

REFRESHES = (1, 0)
"""The number of objects that each of two refreshes reads alone before it loads a page."""


@dataclass(frozen=True)
class Trail:
    """The project's contents after each step of a life, and the number of requests of each."""

    held: Mapping[str, Mapping[str, list[str]]]
    requests: Mapping[str, int]


class Lives:
    """Lives of subjects through one emulator; each has a project of its own."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self._number = 0
        self._plain: dict[str, Trail] = {}

    def plain(self, subject: Subject) -> Trail:
        """The life of a subject with unchanged answers."""
        if subject.name not in self._plain:
            trail, problems = self.live(subject, None)
            assert not problems, f"{subject.name}: {problems}"
            self._plain[subject.name] = trail
        return self._plain[subject.name]

    def problems(self, subject: Subject, latitude: str) -> list[str]:
        """The differences between a life under a latitude and without it."""
        plain = self.plain(subject)
        trail, problems = self.live(subject, latitude)
        for step, held in trail.held.items():
            if found := difference(plain.held[step], held):
                problems.append(f"after {step}, the project differs: {found}")
        return problems

    def live(self, subject: Subject, latitude: str | None) -> tuple[Trail, list[str]]:
        """Runs one life; returns its trail and the problems."""
        trail, problems = Trail({}, {}), []
        with self._proxy(latitude) as proxy, self._project(subject, proxy) as stack, said():
            for step, changes in {"create": {}, "change": subject.life.changed}.items():
                if problems or (step == "change" and not changes):
                    continue
                self.emulator.clear_requests()
                program = subject.program(stack, changes)
                problems += failures(step, stack.up(program))
                proxy.wait(LAG)
                self._note(trail, step, stack)
                problems += settled(step, stack, subject, program, told=latitude in {None, *LATITUDES}) if not problems else []
            if not problems:
                problems += failures("destroy", stack.destroy())
                proxy.wait(LAG)
                self._note(trail, "destroy", stack)
        return trail, problems

    def losses(self, subject: Subject, latitude: str) -> list[str]:
        """The resources that a refresh right after a creation loses, and what a destroy right after it leaves in the project."""
        plain, problems = self.plain(subject), []
        for verb in ("refresh", "destroy"):
            with self._proxy(latitude) as proxy, self._project(subject, proxy) as stack, said():
                problems += failures("create", stack.up(subject.program(stack)))
                names = set(stack.held)
                if verb == "refresh":
                    problems += failures(verb, stack.refresh())
                    problems += [f"a refresh lost {name}" for name in sorted(names - stack.held.keys())]
                    continue
                problems += failures(verb, stack.destroy())
                stays = subject.life.declaration.endpoints.permanent
                if found := not stays and difference(plain.held["destroy"], contents(self.emulator, stack.config[KEY])):
                    problems.append(f"after destroy, the project differs: {found}")
        return problems

    def reverted(self, subject: Subject, latitude: str | None) -> tuple[list[str], Mapping[str, list[str]]]:
        """What goes wrong when a change is made and taken back at once, and what the project holds then."""
        with self._proxy(latitude) as proxy, self._project(subject, proxy) as stack, said():
            problems = failures("create", stack.up(subject.program(stack)))
            proxy.wait(LAG)
            problems += failures("change", stack.up(subject.program(stack, subject.life.changed)))
            problems += failures("revert", stack.up(subject.program(stack)))
            return problems, contents(self.emulator, stack.config[KEY])

    def _note(self, trail: Trail, step: str, stack: Deployment) -> None:
        trail.requests[step] = self.emulator.count()  # type: ignore[index]
        trail.held[step] = contents(self.emulator, stack.config[KEY])  # type: ignore[index]

    @contextlib.contextmanager
    def _proxy(self, latitude: str | None) -> Iterator[LatitudeProxy]:
        """A proxy that takes the latitude, whose clock goes on while the engine waits."""
        with LatitudeProxy(self.emulator.url, latitude, self.emulator.service) as proxy, patch.object(patience, "sleep", proxy.wait):
            yield proxy

    @contextlib.contextmanager
    def _project(self, subject: Subject, proxy: LatitudeProxy) -> Iterator[Deployment]:
        """A stack on a new project, with the resources that the subject refers to."""
        self._number += 1
        key = f"console-{'whn-' if subject.warehouse else ''}latitude-{self._number:06}-hush"
        stack = Deployment({KEY: key, "statsig:apiUrl": proxy.url, **CONFIG})
        try:
            with said():
                for life in subject.parents:
                    program = [*(declared(each, stack) for each in subject.parents if each.label in stack.held), declared(life, stack)]
                    if failed := failures(life.label, stack.up(program)):
                        raise AssertionError(f"{subject.name}: {failed}")
                    proxy.wait(LAG)
            yield stack
        finally:
            stack.leave_process()
            self.emulator.reset()


def settled(step: str, stack: Deployment, subject: Subject, program: Sequence[Declared], told: bool = True) -> Iterator[str]:
    """The changes that a preview or a refresh finds after a step, although there should be none, outputs only where `told`."""
    yield from (f"after {step}, a preview would {each.op} {each.name}: {each.error}" for each in stack.preview(program))
    for number, alone in enumerate(REFRESHES, 1):
        before = {name: held.inputs for name, held in stack.held.items()}
        outputs = visible(stack.held[subject.name])
        usual, snapshots.ALONE = snapshots.ALONE, alone
        yield from failures(f"refresh {number} after {step}", stack.refresh())
        snapshots.ALONE = usual
        if lost := before.keys() - stack.held.keys():
            yield f"refresh {number} after {step} lost {sorted(lost)}"
            return
        differences = {name: changed(before[name], held.inputs) for name, held in stack.held.items()}
        differences[f"{subject.name}'s outputs"] = {} if not told else changed(outputs, visible(stack.held[subject.name]))
        yield from (f"refresh {number} after {step} changes {name}: {found}" for name, found in differences.items() if found)
        yield from (
            f"after refresh {number} after {step}, a preview would {each.op} {each.name}: {each.error}" for each in stack.preview(program)
        )


def visible(held: Any) -> dict[str, Any]:
    """The outputs by name."""
    return own(held.outputs)


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ, by name."""
    pairs = {name: (old.get(name), new.get(name)) for name in sorted({*old, *new})}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and not all(is_nothing(each) for each in pair)}


def failures(step: str, steps: Sequence[Step]) -> list[str]:
    """The errors of steps."""
    return [f"{step}: {each.op} {each.name} failed: {str(each.error) or trace(each)}" for each in steps if each.error]

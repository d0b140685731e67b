"""The stage: plays acts with the provider's own handlers, and deletes their objects again, even after an error."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import typer
from rich.console import Console

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import ARCHIVED
from statsig_console.errors import InputError, ProviderError, Unauthorized, Unavailable
from statsig_console.handling.handlers import Handlers
from statsig_console.session.session import Session
from statsig_console.stack.bounds import Bounds
from statsig_console.stack.settings import Settings
from statsig_console_cli.adopt.cache import ScanCache
from statsig_console_cli.adopt.catalogue import Way, bare, catalogue, chosen
from statsig_console_cli.adopt.scan import Seen, left_out, scan
from statsig_console_cli.projects import settings_of, warehouse_native

from . import report
from .acts import ACTS, Act
from .twin import Twin, Watched

FEW = 10
"""The most objects that a sandbox may have, apart from those of earlier rehearsals."""

PREFIX = re.compile(r"[a-z][a-z0-9_]{3,30}")
MOST_REQUESTS = 14
"""The most requests of one act."""

UNBOUNDED = Bounds(guard_lost_updates=False, max_deletes=1_000, max_deleted_share=100, max_rollout_step=100)
"""No guards: they are for projects in which something matters."""


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    kinds: Sequence[str]
    prefix: str
    i_know: bool = False
    clean: bool = False
    report: Path | None = None
    url: str = ""
    project: str = ""
    yes: bool = False


@dataclass
class Stage:
    """A sandbox project, the objects that a rehearsal made in it, and what went wrong: by kind and step."""

    session: Session
    twin: Twin
    prefix: str
    made: dict[str, SimpleNamespace] = field(default_factory=dict[str, SimpleNamespace])
    problems: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    left: list[str] = field(default_factory=list[str])

    def play(self, act: Act) -> None:
        """Makes an object, reads it, changes it, finds what somebody else has changed, and archives it where it can be."""
        kind = catalogue()[act.kind].kind
        handlers = Handlers(kind, self.session)
        with self._step(act, "create"):
            first = act.first(f"{self.prefix}_{act.label.lower()}", self.made)
            wanted = checked(handlers, encoded(kind, first))
            new = handlers.create(wanted)
            self.made[act.label] = SimpleNamespace(**{**new.state, "id": new.id}, kind=kind, inputs=wanted, state=new.state)
        if act.label not in self.made:
            return
        with self._step(act, "read"):
            self._expect_no_difference(act, handlers)
        with self._step(act, "change"):
            self.made[act.label].inputs = self._changed(act, handlers, act.changed)
            self._expect_no_difference(act, handlers)
        if act.drift:
            with self._step(act, "drift"):
                before = self.made[act.label].state
                self._changed(act, handlers, act.drift)
                self.session.forget()
                found = handlers.read(self.made[act.label].id, before)
                if found is None or not found.drifted:
                    self._note(act, "drift", "what somebody else changed does not show")
        machine = kind.lifecycle.options.machine if kind.lifecycle else None
        if kind.lifecycle and machine and machine.archives and machine.way(machine.initial, ARCHIVED):
            with self._step(act, "archive"):
                self._changed(act, handlers, {kind.lifecycle.name: ARCHIVED})

    def clear(self) -> None:
        """Deletes all objects, the last first. `left` gets those that cannot be deleted; after an interruption, `made` keeps the rest."""
        while self.made:
            label = next(reversed(self.made))
            one = self.made[label]
            handlers = Handlers(one.kind, self.session)
            self.twin.begin(label, "delete")
            try:
                handlers.delete(one.id, one.state)
                if handlers.kind.endpoints.delete and handlers.objects.fetch(one.id, one.state) is not None:
                    self.left.append(f"{one.kind.label} {one.id}")
            except ProviderError as error:
                self.left.append(f"{one.kind.label} {one.id} ({error})")
            del self.made[label]

    def sweep(self) -> int:
        """Deletes the objects that an earlier rehearsal left, and returns how many it found."""
        self.twin.begin("", "")
        found = [each for each in seen_in(self.session) if is_ours(each, self.prefix)]
        order = [act.kind for act in ACTS]
        for each in sorted(found, key=lambda each: -order.index(each.kind.label)):
            handlers = Handlers(each.kind, self.session)
            try:
                # The address may need what scans leave out, such as a key's text.
                now = handlers.read(each.id, each.state)
                if now is not None:
                    handlers.delete(each.id, now.state)
            except ProviderError as error:
                self.left.append(f"{each.kind.label} {each.id} ({error})")
        self.session.forget()
        return len(found)

    def _changed(self, act: Act, handlers: Handlers, values: Mapping[str, Any]) -> dict[str, Any]:
        """Changes the object, and records its new state; returns the inputs that a program would have for it now."""
        one = self.made[act.label]
        wanted = checked(handlers, {**one.inputs, **encoded(handlers.kind, values)})
        one.state = handlers.update(one.id, one.state, wanted)
        return wanted

    def _expect_no_difference(self, act: Act, handlers: Handlers) -> None:
        one = self.made[act.label]
        self.session.forget()
        found = handlers.read(one.id, one.state)
        if found is None:
            self._note(act, self.twin.step, "it is not there")
        elif found.drifted:
            names = sorted(name for name, value in found.state.items() if value != one.state.get(name))
            self._note(act, self.twin.step, f"the next preview would show a difference: {', '.join(names)}")

    @contextmanager
    def _step(self, act: Act, step: str) -> Generator[None]:
        self.twin.begin(act.label, step)
        try:
            yield
        except (Unauthorized, Unavailable):
            raise
        except ProviderError as error:
            self._note(act, step, str(error))

    def _note(self, act: Act, step: str, said: str) -> None:
        self.problems.append((act.label, step, said))


def carry_out(asked: Request) -> bool:
    """Carries out the request; False when something went wrong, or an object could not be deleted.

    Raises:
        InputError: the project is no sandbox, or there is no such kind.
        OSError: the report cannot be written.
        ProviderError: the key is not accepted, or the API does not answer.
    """
    if not PREFIX.fullmatch(asked.prefix):
        raise InputError("a prefix is a lower-case word of 4 to 31 letters, digits and underscores, so that it means nothing else's names")
    console, settings = Console(stderr=True), replace(settings_of(asked.url, asked.project), bounds=UNBOUNDED, on_destroy="delete")
    acts = acts_for(asked.kinds)
    asking = Session(settings)
    try:
        native = warehouse_native(asking)
    finally:
        asking.close()
    twin = Twin(native)
    twin.prefix = asked.prefix
    session = Session(settings, lambda network: Watched(network, twin, settings.url))
    stage = Stage(session, twin, asked.prefix)
    try:
        demand_sandbox(session, asked)
        if not asked.yes and not confirmed(settings, acts, asked):
            return False
        if swept := stage.sweep():
            console.print(f"{swept} objects of an earlier rehearsal are deleted")
        if not asked.clean:
            try:
                played(stage, acts, native, console)
            except BaseException:
                stage.clear()
                # An object may have been created although no answer came.
                with suppress(ProviderError):
                    stage.sweep()
                raise
            stage.clear()
    finally:
        session.close()
        for each in [*stage.left, *(f"{one.kind.label} {one.id}" for one in stage.made.values())]:
            console.print(f"could not be deleted: {each}", highlight=False, markup=False, soft_wrap=True)
    if not asked.clean:
        report.show(Console(), stage.problems, twin)
        if asked.report:
            report.write(asked.report, twin, native)
    return not stage.problems and not stage.left


def played(stage: Stage, acts: Sequence[Act], native: bool | None, console: Console) -> None:
    """Plays the acts that suit the project and whose needs are met."""
    for act in acts:
        if act.warehouse is not None and native is not None and act.warehouse is not native:
            continue
        if missing := [each for each in act.needs if each not in stage.made]:
            console.print(f"{act.label} is left out, as it needs {', '.join(missing)}", highlight=False)
            continue
        console.print(f"{act.label} …", highlight=False)
        stage.play(act)


def acts_for(names: Sequence[str]) -> list[Act]:
    """The acts of these kinds, and those that they need; all acts if no kind is named.

    Raises:
        InputError: there is no such kind, or it cannot be rehearsed.
    """
    if not names:
        return list(ACTS)
    known = {bare(name): label for label, entry in catalogue().items() for name in (label, entry.module)}
    labels = [known[bare(name)] if bare(name) in known else chosen([name], deep=True)[0].label for name in names]
    if missing := [each for each in labels if not any(act.kind == each for act in ACTS)]:
        raise InputError(f"{missing[0]} cannot be rehearsed: the API could not delete it, or it is the whole project's")
    by_label = {act.label: act for act in ACTS}
    waiting = [act.label for act in ACTS if act.kind in labels]
    wanted = set[str]()
    for label in waiting:
        wanted.add(label)
        waiting += [each for each in by_label[label].needs if each not in wanted]
    return [act for act in ACTS if act.label in wanted]


def demand_sandbox(session: Session, asked: Request) -> None:
    """Refuses a project in which something may matter.

    Raises:
        InputError: it has more than a few objects.
    """
    theirs = [each for each in seen_in(session) if not is_ours(each, asked.prefix) and not left_out(each)]
    session.forget()
    if len(theirs) > FEW and not asked.i_know:
        raise InputError(
            f"the project has {len(theirs)} objects, and a rehearsal is for a sandbox with {FEW} at most: give the key of another project, "
            "or --i-know"
        )


def confirmed(settings: Settings, acts: Sequence[Act], asked: Request) -> bool:
    """Says what is going to be sent, and asks whether to go on."""
    what = (
        "deletes what an earlier rehearsal left"
        if asked.clean
        else f"makes, changes and deletes {len(acts)} objects of all kinds that can go again"
    )
    typer.echo(
        f"This {what} in the project at {settings.url}, under names that begin with {asked.prefix}: "
        f"at most {len(acts) * MOST_REQUESTS} requests, paced within the API's limits.",
        err=True,
    )
    return typer.confirm("Go on?", err=True)


def seen_in(session: Session) -> list[Seen]:
    """The objects of all kinds that are rehearsed and that the API lists."""
    entries = [each for each in catalogue().values() if each.way is Way.LIST and any(act.kind == each.label for act in ACTS)]
    found = scan(session, entries, ScanCache(None, session.settings))
    return [each for objects in found.objects.values() for each in objects]


def is_ours(object_: Seen, prefix: str) -> bool:
    """Whether a rehearsal has made an object: its name, or its description where it has none, begins with the prefix."""
    said = object_.state.get("name") or object_.state.get("description")
    return isinstance(said, str) and said.startswith(f"{prefix}_")


def checked(handlers: Handlers, values: Mapping[str, Any]) -> dict[str, Any]:
    """An act's values with defaults.

    Raises:
        InputError: they have a mistake, which would be the package's own.
    """
    found = handlers.check(values, aloud=False)
    if found.invalid:
        raise InputError("; ".join(each.sentence() for each in found.invalid))
    return found.inputs


def encoded(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the engine holds them."""
    return {name: kind.by_name[name].shape.encode(value) for name, value in values.items()}

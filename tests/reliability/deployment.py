"""A deployment as Pulumi's engine makes it: calls of the provider in the same order, with state kept in the same way.

Values pass through Pulumi's own serialization both ways. A create that fails leaves nothing in state, an update or delete that
fails leaves the old state, so does a replacement that fails. From the engine's own rules (as its
`step_generator.go`): ignored properties keep their old inputs; a replacement is checked a second time, as if nothing were there
before; a resource that `--replace` or a taint names is only checked in this way, never compared; deletes come last, dependent ones first.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import methodcaller
from typing import Any
from unittest.mock import patch

import dill
from pulumi.dynamic import Config, ConfigureRequest, DiffResult
from pulumi.runtime import rpc

from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import Kind
from statsig_console.provider import ConsoleProvider
from statsig_console.resource import encoded
from statsig_console.session.session import _sessions
from statsig_console.stack import exported
from statsig_console.state_keys import TYPE


@dataclass(frozen=True)
class Declared:
    """A resource of a program, with the options that it is declared with. `parent` is the component that it is in."""

    name: str
    kind: Kind
    values: Mapping[str, Any]
    parent: str = ""
    aliases: tuple[str, ...] = ()
    ignore_changes: tuple[str, ...] = ()
    delete_before_replace: bool | None = None
    replacement_trigger: Any = None

    @property
    def urn(self) -> str:
        """The URN by which state identifies the resource."""
        return f"{self.parent}${self.name}" if self.parent else self.name


@dataclass(frozen=True)
class Held:
    """A resource in state. `place` is its position in the program: later resources may depend on it."""

    kind: Kind
    id: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    place: int = 0
    trigger: Any = None
    tainted: bool = False


@dataclass(frozen=True)
class Step:
    """An operation on one resource, and the error that it ended with."""

    name: str
    op: str
    error: Exception | None = None


@dataclass(frozen=True)
class Plan:
    """The engine's decision about a declared resource: nothing to do, or one of its operations."""

    op: str
    old: Held | None
    inputs: dict[str, Any]
    delete_first: bool = False


@dataclass
class Deployment:
    """A stack of one project. Its operations return the steps taken; an exception of the provider is an error of a step.

    Each begins with a new provider process, without the caches of earlier ones.
    """

    config: dict[str, str]
    held: dict[str, Held] = field(default_factory=dict)
    doomed: list[tuple[str, Held]] = field(default_factory=list)
    providers: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    export: exported.Resources | None = field(default=None, init=False, repr=False, compare=False)
    """What the process has seen of the stack's state, which it asks for once."""

    def run(self, program: Sequence[Declared], replaced: Collection[str] = ()) -> list[Step]:
        """`pulumi up` as people run it: a preview, and if that finds no mistake, the update."""
        return [step for step in self.preview(program, replaced) if step.error] or self.up(program, replaced)

    def up(self, program: Sequence[Declared], replaced: Collection[str] = ()) -> list[Step]:
        """Updates the stack to the program; stops at the first error, as with resources that depend on each other.

        `replaced` are the resources that `--replace` names.
        """
        self.leave_process()
        steps: list[Step] = []
        for place, each in enumerate(program):
            self._follow_alias(each)
            if each.urn in self.held:
                self.held[each.urn] = replace(self.held[each.urn], place=place)
            steps += self._bring(each, place, each.urn in replaced)
            if steps and steps[-1].error:
                return steps
        declared = {each.urn for each in program}
        return [*steps, *self._remove([name for name in self.held if name not in declared])]

    def destroy(self, *names: str) -> list[Step]:
        """Deletes the named resources, or all."""
        self.leave_process()
        return self._remove([name for name in self.held if not names or name in names])

    def taint(self, name: str) -> None:
        """Marks a resource, as `pulumi state taint` does: the next update replaces it."""
        self.held[name] = replace(self.held[name], tainted=True)

    def refresh(self, *names: str) -> list[Step]:
        """Reads the named resources, or all, into state."""
        self.leave_process()
        steps: list[Step] = []
        for name in [each for each in self.held if not names or each in names]:
            old = self.held[name]
            try:
                found = self._call(name, old.kind, methodcaller("read", old.id, old.outputs))
            except Exception as error:
                steps.append(Step(name, "refresh", error))
                continue
            if not found.id:
                del self.held[name]
            else:
                inputs = old.inputs if found.inputs is None else self.carried(found.inputs)
                self.held[name] = replace(old, id=found.id, inputs=inputs, outputs=self.carried(found.outs or {}))
            steps.append(Step(name, "refresh"))
        return steps

    def preview(self, program: Sequence[Declared], replaced: Collection[str] = ()) -> list[Step]:
        """The steps that `up` would take, by checks and diffs, which send nothing."""
        self.leave_process()
        steps = []
        for each in program:
            self._follow_alias(each)
            plan = self._planned(each, each.urn in replaced)
            if isinstance(plan, Step):
                steps.append(plan)
            elif plan.op:
                steps.append(Step(each.name, plan.op))
        declared = {each.urn for each in program}
        return [*steps, *(Step(name, "delete") for name in self.held if name not in declared)]

    def carried(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A provider's answer after Pulumi's serialization."""
        return through_pulumi(values)

    def leave_process(self) -> None:
        """Ends the provider process of the last operation."""
        key = self.config["statsig:consoleApiKey"]
        for settings in [each for each in _sessions if each.key.reveal() == key]:
            _sessions.pop(settings).close()
        self.providers.clear()
        self.export = None

    def _bring(self, each: Declared, place: int, forced: bool) -> list[Step]:
        plan = self._planned(each, forced)
        if isinstance(plan, Step):
            return [plan]
        old = plan.old
        if old is None:
            return [self._create(each, plan.inputs, place)]
        if not plan.op:
            self.held[each.urn] = replace(old, inputs=plan.inputs, trigger=each.replacement_trigger)
            return []
        if plan.op == "update":
            return [self._update(each, old, plan.inputs)]
        if not plan.delete_first:
            made = self._create(each, plan.inputs, place)
            if not made.error:
                self.doomed.append((each.urn, old))
            return [made]
        removed = self._remove([each.urn], swept=False)
        return removed if removed[-1].error else [*removed, self._create(each, plan.inputs, place)]

    def _planned(self, each: Declared, forced: bool) -> Plan | Step:
        """The engine's plan from the provider's `check` and `diff`, or the failed step."""
        old = self.held.get(each.urn)
        news = through_pulumi(encoded(each.kind, each.name, each.values))
        forced = forced or bool(old and old.tainted)
        if old is None or forced:
            inputs = self._checked(each, {}, news)
            if isinstance(inputs, Step):
                return inputs
            return Plan("replace" if old else "create", old, inputs, bool(each.delete_before_replace))
        inputs = self._checked(each, old.inputs, reset(old.inputs, news, each.ignore_changes))
        if isinstance(inputs, Step):
            return inputs
        if None not in (each.replacement_trigger, old.trigger) and each.replacement_trigger != old.trigger:
            found = DiffResult(changes=True, replaces=["replacementTrigger"])
        else:
            try:
                method = methodcaller("diff", old.id, old.outputs, inputs)
                found = self._call(each.urn, each.kind, method, each.ignore_changes, old.inputs)
            except Exception as failure:
                return Step(each.name, "diff", failure)
        if not (old.inputs != inputs if found.changes is None else found.changes):
            return Plan("", old, inputs)
        if not found.replaces:
            return Plan("update", old, reset(old.inputs, inputs, each.ignore_changes))
        inputs = self._checked(each, {}, news)
        if isinstance(inputs, Step):
            return inputs
        chosen = each.delete_before_replace
        return Plan("replace", old, inputs, bool(found.delete_before_replace) if chosen is None else chosen)

    def _checked(self, each: Declared, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any] | Step:
        try:
            found = self._call(each.urn, each.kind, methodcaller("check", dict(olds), dict(news)))
        except Exception as error:
            return Step(each.name, "check", error)
        if found.failures:
            reasons = "; ".join(f"{failure.property} {failure.reason}" for failure in found.failures)
            return Step(each.name, "check", Refused(reasons))
        return self.carried(found.inputs)

    def _create(self, each: Declared, inputs: dict[str, Any], place: int) -> Step:
        try:
            made = self._call(each.urn, each.kind, methodcaller("create", dict(inputs)))
        except Exception as error:
            return Step(each.name, "create", error)
        outputs = self.carried(made.outs or {})
        self.held[each.urn] = Held(each.kind, made.id, inputs, outputs, place, each.replacement_trigger)
        return Step(each.name, "create")

    def _update(self, each: Declared, old: Held, inputs: dict[str, Any]) -> Step:
        try:
            method = methodcaller("update", old.id, dict(old.outputs), dict(inputs))
            done = self._call(each.urn, each.kind, method, each.ignore_changes, old.inputs)
        except Exception as error:
            return Step(each.name, "update", error)
        self.held[each.urn] = replace(old, inputs=inputs, outputs=self.carried(done.outs or {}), trigger=each.replacement_trigger)
        return Step(each.name, "update")

    def _remove(self, names: Sequence[str], swept: bool = True) -> list[Step]:
        """Deletes the named resources, and replaced ones: those that the program declares later are deleted first.

        It stops at the first error; the rest is deleted by the next operation.
        """
        going = [(urn, old) for urn, old in self.doomed if swept] + [(name, self.held[name]) for name in names]
        steps: list[Step] = []
        for name, old in sorted(going, key=lambda each: each[1].place, reverse=True):
            try:
                self._call(name, old.kind, methodcaller("delete", old.id, dict(old.outputs)))
            except Exception as error:
                return [*steps, Step(name, "delete", error)]
            if (name, old) in self.doomed:
                self.doomed.remove((name, old))
            else:
                del self.held[name]
            steps.append(Step(name, "delete"))
        return steps

    def _follow_alias(self, each: Declared) -> None:
        """Moves a resource in state to the name that the program gives it now."""
        for alias in each.aliases:
            if each.urn not in self.held and alias in self.held:
                self.held = {each.urn if name == alias else name: old for name, old in self.held.items()}

    def _call(self, name: str, kind: Kind, method: methodcaller, ignored: Collection[str] = (), before: Any = None) -> Any:
        """Calls the provider about a resource, as Pulumi's request names it; `before` are the old inputs."""
        sent = None if before is None else serialized({"__provider": "", **before})
        with calling(Call(full_urn(name, kind), tuple(ignored), sent)), self._exported():
            return method(self._provider(kind))

    @contextmanager
    def _exported(self) -> Generator[None]:
        """Answers in place of the CLI, from which a process may request the stack's state once."""

        def state(_stack: str) -> exported.Resources:
            kept = [(name, held, False) for name, held in self.held.items()] + [(name, held, True) for name, held in self.doomed]
            self.export = self.export or exported.by_type(
                [
                    {"urn": full_urn(name, held.kind), "id": held.id, "inputs": held.inputs, "outputs": held.outputs, "delete": gone}
                    for name, held, gone in kept
                ]
            )
            return self.export

        with patch.object(exported, "resources_of", state):
            yield

    def _provider(self, kind: Kind) -> Any:
        """The provider of a kind, of which a process makes one."""
        if kind.name not in self.providers:
            self.providers[kind.name] = self._configured(kind)
        return self.providers[kind.name]

    def _configured(self, kind: Kind) -> Any:
        """The provider as each process gets it: out of its pickle, and configured."""
        provider: ConsoleProvider = dill.loads(base64.b64decode(ConsoleProvider(kind.name).text))
        provider.configure(ConfigureRequest(Config(dict(self.config), "reliability")))
        return provider


class Refused(Exception):
    """The provider's check refused a resource."""


def full_urn(name: str, kind: Kind) -> str:
    """The URN of a resource: that of one in a component names the component's type, too."""
    parent, _, own = name.rpartition("$")
    return f"urn:pulumi:dev::reliability::{f'demo:{parent}$' if parent else ''}{TYPE}{kind.label}::{own}"


def reset(olds: Mapping[str, Any], news: Mapping[str, Any], paths: Collection[str]) -> dict[str, Any]:
    """The new inputs with the old values at ignored paths, such as ``rules[0].name``: added ones go, removed ones come back."""
    found: dict[str, Any] = copy.deepcopy(dict(news))
    for path in paths:
        *way, last = list(parts(path))
        old: Any = olds
        new: Any = found
        for part in way:
            old, new = within(old, part), within(new, part)
        if isinstance(old, (dict, list)) and type(old) is type(new):
            if within(old, last) is not None:
                new[last] = copy.deepcopy(old[last])
            elif isinstance(new, dict):
                new.pop(last, None)
    return found


def parts(path: str) -> Iterator[str | int]:
    """The keys and indexes of a property path."""
    for part in path.replace("[", ".").replace("]", "").split("."):
        yield int(part) if part.isdigit() else part


def within(value: Any, part: str | int) -> Any:
    """The member of a value with this key or index; None if there is none."""
    if isinstance(value, Mapping):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def through_pulumi(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values after Pulumi's serialization: numbers are floats, nulls are gone, secrets are in clear within the engine."""
    plain = {name: rpc.unwrap_rpc_secret(value) for name, value in values.items() if value is not None}
    try:
        text = json.dumps(plain)
    except TypeError:
        return carried(plain)
    carried_before: dict[str, Any] = json.loads(carried_text(text))
    return carried_before


@lru_cache(1000)
def carried_text(text: str) -> str:
    """The same for values of JSON, as text, so that it can be cached: most values of a life are the same in each of its operations."""
    return json.dumps(carried(json.loads(text)))


def carried(values: dict[str, Any]) -> dict[str, Any]:
    """Values from Pulumi's own message."""
    return rpc.deserialize_properties(serialized(values)) or {}


def serialized(values: dict[str, Any]) -> Any:
    """Pulumi's own message of values. None of them has to be awaited, so it is made at once, without an event loop."""
    making = rpc.serialize_properties(values, {})
    try:
        making.send(None)
    except StopIteration as made:
        return made.value
    raise AssertionError("values are waited for")

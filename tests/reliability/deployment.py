"""A deployment as Pulumi's engine leads it: the provider's calls in its order, with state kept as it keeps it.

Values pass through Pulumi's own serialization both ways. A create that fails leaves nothing in state, an update or delete that
fails leaves the old state, a replacement that fails leaves what was there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dill
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.runtime import rpc

from statsig_console.declaring.kinds import Kind
from statsig_console.provider import ConsoleProvider
from statsig_console.resource import encoded


@dataclass(frozen=True)
class Declared:
    """A resource of a program."""

    name: str
    kind: Kind
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A resource in state."""

    kind: Kind
    id: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """What was done to one resource, and the error that it ended with."""

    name: str
    op: str
    error: Exception | None = None


@dataclass
class Deployment:
    """A stack of one project. Its operations return the steps taken; none of them raises what a provider raises."""

    config: dict[str, str]
    held: dict[str, Held] = field(default_factory=dict)
    doomed: list[Held] = field(default_factory=list)

    def up(self, program: Sequence[Declared]) -> list[Step]:
        """Brings the stack to the program; stops at the first error, as a program whose resources depend on each other does."""
        steps: list[Step] = []
        for each in program:
            steps += self._bring(each)
            if steps and steps[-1].error:
                return steps
        declared = {each.name for each in program}
        gone = [name for name in reversed(self.held) if name not in declared]
        return [*steps, *self._sweep(), *self._delete(gone)]

    def destroy(self, *names: str) -> list[Step]:
        """Deletes the named resources, or all."""
        return [*self._sweep(), *self._delete([name for name in reversed(self.held) if not names or name in names])]

    def refresh(self, *names: str) -> list[Step]:
        """Reads the named resources, or all, into state."""
        steps: list[Step] = []
        for name in [each for each in self.held if not names or each in names]:
            old = self.held[name]
            try:
                found = self._provider(old.kind).read(old.id, old.outputs)
            except Exception as error:
                steps.append(Step(name, "refresh", error))
                continue
            if not found.id:
                del self.held[name]
            else:
                inputs = old.inputs if found.inputs is None else through_pulumi(found.inputs)
                self.held[name] = Held(old.kind, found.id, inputs, through_pulumi(found.outs or {}))
            steps.append(Step(name, "refresh"))
        return steps

    def preview(self, program: Sequence[Declared]) -> list[Step]:
        """What `up` would do: checks and diffs, which send nothing."""
        steps = []
        for each in program:
            old, inputs, error = self._checked(each)
            if error:
                steps.append(Step(each.name, "check", error))
            elif old is None:
                steps.append(Step(each.name, "create"))
            elif (found := self._provider(each.kind).diff(old.id, old.outputs, inputs)).changes:
                steps.append(Step(each.name, "replace" if found.replaces else "update"))
        return steps

    def _bring(self, each: Declared) -> list[Step]:
        old, inputs, error = self._checked(each)
        if error:
            return [Step(each.name, "check", error)]
        if old is None:
            return [self._create(each, inputs)]
        provider = self._provider(each.kind)
        try:
            found = provider.diff(old.id, old.outputs, inputs)
        except Exception as failure:
            return [Step(each.name, "diff", failure)]
        if not found.changes:
            self.held[each.name] = Held(each.kind, old.id, inputs, old.outputs)
            return []
        if not found.replaces:
            return [self._update(each, old, inputs)]
        if not found.delete_before_replace:
            made = self._create(each, inputs)
            if not made.error:
                self.doomed.append(old)
            return [made]
        removed = self._delete([each.name])
        return removed if removed[-1].error else [*removed, self._create(each, inputs)]

    def _checked(self, each: Declared) -> tuple[Held | None, dict[str, Any], Exception | None]:
        old = self.held.get(each.name)
        news = through_pulumi(encoded(each.kind, each.name, each.values))
        try:
            found = self._provider(each.kind).check(old.inputs if old else {}, news)
        except Exception as error:
            return old, {}, error
        if found.failures:
            return old, {}, Refused("; ".join(f"{failure.property} {failure.reason}" for failure in found.failures))
        return old, through_pulumi(found.inputs), None

    def _create(self, each: Declared, inputs: dict[str, Any]) -> Step:
        try:
            made = self._provider(each.kind).create(dict(inputs))
        except Exception as error:
            return Step(each.name, "create", error)
        self.held[each.name] = Held(each.kind, made.id, inputs, through_pulumi(made.outs or {}))
        return Step(each.name, "create")

    def _update(self, each: Declared, old: Held, inputs: dict[str, Any]) -> Step:
        try:
            done = self._provider(each.kind).update(old.id, dict(old.outputs), dict(inputs))
        except Exception as error:
            return Step(each.name, "update", error)
        self.held[each.name] = Held(each.kind, old.id, inputs, through_pulumi(done.outs or {}))
        return Step(each.name, "update")

    def _delete(self, names: Sequence[str]) -> list[Step]:
        steps = []
        for name in names:
            try:
                self._provider(self.held[name].kind).delete(self.held[name].id, dict(self.held[name].outputs))
            except Exception as error:
                return [*steps, Step(name, "delete", error)]
            del self.held[name]
            steps.append(Step(name, "delete"))
        return steps

    def _sweep(self) -> list[Step]:
        """Deletes what was replaced; what cannot be stays to be deleted by the next operation."""
        steps = []
        for old in list(self.doomed):
            try:
                self._provider(old.kind).delete(old.id, dict(old.outputs))
            except Exception as error:
                return [*steps, Step(old.id, "delete", error)]
            self.doomed.remove(old)
            steps.append(Step(old.id, "delete"))
        return steps

    def _provider(self, kind: Kind) -> ConsoleProvider:
        """The provider as each operation gets it: out of its pickle, and configured."""
        provider: ConsoleProvider = dill.loads(dill.dumps(ConsoleProvider(kind.name)))
        provider.configure(ConfigureRequest(Config(dict(self.config), "reliability")))
        return provider


class Refused(Exception):
    """The provider's check refused a resource."""


def through_pulumi(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are after Pulumi carried them: numbers are floats, nulls are gone, secrets are in clear within the engine."""
    plain = {name: rpc.unwrap_rpc_secret(value) for name, value in values.items() if value is not None}
    loop = asyncio.new_event_loop()
    try:
        message = loop.run_until_complete(rpc.serialize_properties(plain, {}))
    finally:
        loop.close()
    return rpc.deserialize_properties(message) or {}

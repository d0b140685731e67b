"""Resources: Pulumi's calls about the resources of one kind, carried out by the engine.

State holds the engine's own keys beside the outputs, as the dynamic provider's state does. A state that the dynamic provider has written
holds that provider. Such a state is read too: its names are Python's, and its JSON is text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pulumi.output import UNKNOWN

from statsig_console.call import Call, calling
from statsig_console.declaring.casing import DIGITS, camel, inward, names_of, outward, path_inward, rounded
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.paths import path_problem
from statsig_console.errors import InputError
from statsig_console.planning.naming import addressed
from statsig_console.planning.notations import said_once
from statsig_console.serving import PROJECT, Serving
from statsig_console.state_keys import MANAGED, ORIGINAL, PROVIDER_KEY, own
from statsig_console.values import root

from .differences import Difference, differences
from .schema import can_list, listed_by
from .values import Properties

ROUNDED = f'is a whole number beyond 2^53, which Pulumi may have rounded: write it as {{"{DIGITS}": "its digits"}}'
"""The mistake of a number in JSON."""


@dataclass(frozen=True)
class Asked:
    """A request about a resource: its URN, the properties whose changes are ignored, and the seconds that it may take."""

    urn: str
    ignored: tuple[str, ...] = ()
    timeout: float = 0.0


@dataclass(frozen=True)
class Answered:
    """Properties for Pulumi to keep or to show, with the names of those that are secret, and the object's ID if it has one."""

    values: dict[str, Any]
    secrets: frozenset[str] = frozenset()
    id: str = ""


@dataclass(frozen=True)
class Checked:
    """The inputs with defaults, and a sentence for each mistake in them."""

    inputs: Answered
    failures: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Differing:
    """Whether an update changes something and where, the properties that replace the object, and whether the old one is deleted first."""

    changes: bool
    places: list[Difference] = field(default_factory=list[Difference])
    replaces: list[str] = field(default_factory=list[str])
    delete_first: bool = False


@dataclass(frozen=True)
class Read:
    """An object as it is: its state, and the inputs that match it."""

    state: Answered
    inputs: Answered


class Resources:
    """Answers Pulumi's calls about the resources of one kind; `provider` is the URN of their provider."""

    def __init__(self, kind: Kind, type_: str, setting: Callable[[str], str | None], provider: str = "") -> None:
        self.kind = kind
        self.type = type_
        self.provider = provider
        self.serving = Serving(kind.name, setting)

    def check(self, asked: Asked, olds: Properties, news: Properties) -> Checked:
        """The program's values with defaults filled in, and the mistakes in them."""
        with self._call(asked, olds, news):
            checked = self.serving.check(self._engine(olds), self._engine(news))
        known = {*rounded(self.kind, olds.values)}
        lost = [f"{path} {ROUNDED}" for path in rounded(self.kind, news.values) if path not in known]
        return Checked(self._out(checked.inputs, news), [*lost, *(each.sentence() for each in checked.invalid)])

    def diff(self, asked: Asked, id_: str, olds: Properties, old_inputs: Properties, news: Properties) -> Differing:
        """What an update would change. A state of the dynamic provider always changes: its form does."""
        state, inputs = self._engine(olds), self._engine(news)
        for path in asked.ignored:
            if reason := self._path_problem(path):
                self.serving.handlers(state).objects.say_once(f'warning: ignoreChanges "{path}" ignores nothing: {reason}')
        with self._call(asked, olds, news):
            changes = self.serving.diff(id_, state, inputs)
        if not changes:
            return Differing(changes=PROVIDER_KEY in olds.values)
        names = {own: theirs for theirs, own in names_of(self.kind).items()}
        places = differences(self.kind, changes, self._engine(old_inputs), state, inputs)
        return Differing(True, places, [names[name] for name in changes.replaces], changes.delete_first)

    def create(self, asked: Asked, news: Properties, preview: bool) -> Answered:
        """The new object; at preview, its known properties."""
        inputs = self._engine(news)
        if preview:
            return self._foretold({}, inputs, news)
        with self._call(asked, news):
            made = self.serving.create(inputs)
        return self._held(made.state, news, made.id)

    def update(self, asked: Asked, id_: str, olds: Properties, news: Properties, preview: bool) -> Answered:
        """The updated object; at preview, its known properties. If only the form of the state changes, nothing is sent."""
        state, inputs = self._engine(olds), self._engine(news)
        if preview:
            return self._foretold(state, inputs, news, olds)
        with self._call(asked, olds, news):
            if PROVIDER_KEY in olds.values and not self.serving.diff(id_, state, inputs):
                return self._held(state, news, id_, olds)
            return self._held(self.serving.update(id_, state, inputs), news, id_, olds)

    def read(self, asked: Asked, id_: str, state: Properties, inputs: Properties) -> Read | None:
        """The object as it is now; None when it is gone."""
        with self._call(asked, state, inputs):
            found = self.serving.read(id_, self._engine(state))
        if found is None:
            return None
        if not state.values:
            written = self._out(said_once(self.kind, found.inputs), inputs, written=True)
            return Read(self._held(found.state, inputs, id_, state), written)
        kept = found.inputs if found.drifted or not inputs.values else self._engine(inputs)
        return Read(self._held(found.state, inputs, id_, state), self._out(kept, inputs, state))

    def delete(self, asked: Asked, id_: str, olds: Properties) -> None:
        """Deletes the object; one that is gone already is fine."""
        with self._call(asked, olds):
            self.serving.delete(id_, self._engine(olds))

    def ids(self, query: Properties) -> Iterator[tuple[str, str]]:
        """The IDs of the objects that the API lists, each with its name; for parts of other objects, `query` names the object.

        Raises:
            InputError: the API does not list them, or the query does not name the object that they are parts of.
        """
        given = self._engine(query)
        if not can_list(self.kind):
            raise InputError(f"The API has no list of {self.kind.label}.")
        if missing := [each.name for each in listed_by(self.kind) if not given.get(each.name)]:
            raise InputError(f"The API lists {self.kind.label} by {' and '.join(missing)}, which the query has to say.")
        objects = self.serving.handlers(given).objects
        for item in objects.all(addressed(self.kind, given) or None):
            yield objects.id_of(item, given), str(item.get("name") or "")

    def _call(self, asked: Asked, *sources: Properties) -> AbstractContextManager[None]:
        ignored = tuple(path_inward(self.kind, path) for path in asked.ignored if not self._path_problem(path))
        until = time.monotonic() + asked.timeout if asked.timeout else None
        # An action makes no object that could be imported.
        importing = "" if self.kind.endpoints.once else f"pulumi import {self.type} NAME {{}}"
        form = partial(in_form, self.kind)
        secrets = self._marked(sources)
        return calling(Call(asked.urn, ignored, secrets=secrets, until=until, in_form=form, provider=self.provider, importing=importing))

    def _path_problem(self, path: str) -> str | None:
        return None if root(path) == PROJECT else path_problem(self.kind.record, path, camel)

    def _engine(self, properties: Properties) -> dict[str, Any]:
        return in_form(self.kind, properties.values)

    def _out(self, values: Mapping[str, Any], *sources: Properties, written: bool = False) -> Answered:
        """Values under the program's names. Secret are those that the kind or a source has as secret, and those that reveal a secret."""
        secret = set(self.kind.secrets)
        for name in self._marked(sources):
            secret |= {name, *self.kind.outputs_showing(name), ORIGINAL}
        shown = {theirs: name for theirs, name in names_of(self.kind).items() if name in secret}
        return Answered(outward(self.kind, values, written=written), frozenset({*shown, *(secret & {ORIGINAL})}))

    def _marked(self, sources: Iterable[Properties]) -> frozenset[str]:
        """The properties that hold a secret in one of the sources."""
        names = names_of(self.kind)
        return frozenset(names.get(name, name) for source in sources for name in source.secrets)

    def _held(self, state: Mapping[str, Any], news: Properties, id_: str, olds: Properties | None = None) -> Answered:
        """State as Pulumi keeps it; the key for managed properties is always there."""
        found = self._out({MANAGED: False} | dict(state), news, *([olds] if olds else []))
        return Answered(found.values, found.secrets, id_)

    def _foretold(self, state: Mapping[str, Any], inputs: Mapping[str, Any], *sources: Properties) -> Answered:
        """The properties at preview: the program's values. Other properties that answers have are unknown."""
        answered = [each.name for each in self.kind.fields if each.is_read or not each.options.input]
        unknown = [name for name in answered if name not in inputs and not (name in state and self.kind.by_name[name].options.input)]
        kept = {name: value for name, value in state.items() if name in self.kind.settable}
        return self._out({**kept, **inputs, **dict.fromkeys(unknown, UNKNOWN)}, *sources)


def in_form(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """A resource's values in a program or a stack, in the engine's form."""
    return inward(kind, own(values), as_texts=PROVIDER_KEY in values)

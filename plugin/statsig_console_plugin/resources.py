"""Resources: Pulumi's calls about the resources of one kind, over what the engine does for every provider.

State holds what the engine remembers beside the outputs under its own names, as the dynamic provider's does. A state that the dynamic
provider has written is known by the provider that it holds, and is understood: its names are Python's, and its JSON is text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pulumi.output import UNKNOWN

from statsig_console.call import Call, calling
from statsig_console.declaring.casing import inward, names_of, outward, path_inward
from statsig_console.declaring.kinds import Kind
from statsig_console.errors import InputError
from statsig_console.planning.naming import addressed
from statsig_console.planning.notations import said_once
from statsig_console.serving import Serving
from statsig_console.state_keys import MANAGED, ORIGINAL, PROVIDER_KEY, own

from .differences import Difference, differences
from .schema import can_list, listed_by
from .values import Properties


@dataclass(frozen=True)
class Asked:
    """What every request about a resource says: its URN, the properties to ignore changes of, and the seconds that it may take."""

    urn: str
    ignored: tuple[str, ...] = ()
    timeout: float = 0.0


@dataclass(frozen=True)
class Answered:
    """Properties for Pulumi to keep or to show, with the names of those that are secret, and the object's ID where there is one."""

    values: dict[str, Any]
    secrets: frozenset[str] = frozenset()
    id: str = ""


@dataclass(frozen=True)
class Checked:
    """The inputs with defaults, and the sentences about what is wrong with them."""

    inputs: Answered
    failures: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Differing:
    """Whether there is something to do, where, and whether for that a new object is made, and the old one goes first."""

    changes: bool
    places: list[Difference] = field(default_factory=list[Difference])
    replaces: list[str] = field(default_factory=list[str])
    delete_first: bool = False


@dataclass(frozen=True)
class Read:
    """An object as it is: what state is to hold, and the inputs that ask for just that."""

    state: Answered
    inputs: Answered


class Resources:
    """Answers for the resources of one kind, which have the provider with the URN `provider`."""

    def __init__(self, kind: Kind, type_: str, setting: Callable[[str], str | None], provider: str = "") -> None:
        self.kind = kind
        self.type = type_
        self.provider = provider
        self.serving = Serving(kind.name, setting)

    def check(self, asked: Asked, olds: Properties, news: Properties) -> Checked:
        """The program's values with defaults filled in, or what is wrong with them."""
        with self._call(asked):
            checked = self.serving.check(self._engine(olds), self._engine(news))
        return Checked(self._out(checked.inputs, news), [each.sentence() for each in checked.invalid])

    def diff(self, asked: Asked, id_: str, olds: Properties, old_inputs: Properties, news: Properties) -> Differing:
        """What an update would change. What the dynamic provider has written changes its form."""
        state, inputs = self._engine(olds), self._engine(news)
        with self._call(asked):
            changes = self.serving.diff(id_, state, inputs)
        if not changes:
            return Differing(changes=PROVIDER_KEY in olds.values)
        names = {own: theirs for theirs, own in names_of(self.kind).items()}
        places = differences(self.kind, changes, self._engine(old_inputs), state, inputs)
        return Differing(True, places, [names[name] for name in changes.replaces], changes.delete_first)

    def create(self, asked: Asked, news: Properties, preview: bool) -> Answered:
        """The new object; at preview what is known of it."""
        inputs = self._engine(news)
        if preview:
            return self._foretold({}, inputs, news)
        with self._call(asked):
            made = self.serving.create(inputs)
        return self._held(made.state, news, made.id)

    def update(self, asked: Asked, id_: str, olds: Properties, news: Properties, preview: bool) -> Answered:
        """The object once it is what the program asks for; at preview what is known of it. A new form of state alone sends nothing."""
        state, inputs = self._engine(olds), self._engine(news)
        if preview:
            return self._foretold(state, inputs, news, olds)
        with self._call(asked):
            if PROVIDER_KEY in olds.values and not self.serving.diff(id_, state, inputs):
                return self._held(state, news, id_, olds)
            return self._held(self.serving.update(id_, state, inputs), news, id_, olds)

    def read(self, asked: Asked, id_: str, state: Properties, inputs: Properties) -> Read | None:
        """The object as it is now; None when it is gone."""
        with self._call(asked):
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
        with self._call(asked):
            self.serving.delete(id_, self._engine(olds))

    def ids(self, query: Properties) -> Iterator[tuple[str, str]]:
        """The IDs of the objects that the API lists, each with its name; `query` says of what they are parts, where they are.

        Raises:
            InputError: the API does not list them, or the query does not say where they are.
        """
        given = self._engine(query)
        if not can_list(self.kind):
            raise InputError(f"The API has no list of {self.kind.label}.")
        if missing := [each.name for each in listed_by(self.kind) if not given.get(each.name)]:
            raise InputError(f"The API lists {self.kind.label} by {' and '.join(missing)}, which the query has to say.")
        objects = self.serving.handlers(given).objects
        for item in objects.all(addressed(self.kind, given) or None):
            yield objects.id_of(item, given), str(item.get("name") or "")

    def _call(self, asked: Asked) -> AbstractContextManager[None]:
        ignored = tuple(path_inward(self.kind, path) for path in asked.ignored)
        until = time.monotonic() + asked.timeout if asked.timeout else None
        # An action makes no object that could be imported.
        importing = "" if self.kind.endpoints.once else f"pulumi import {self.type} NAME {{}}"
        form = partial(in_form, self.kind)
        return calling(Call(asked.urn, ignored, until=until, in_form=form, provider=self.provider, importing=importing))

    def _engine(self, properties: Properties) -> dict[str, Any]:
        return in_form(self.kind, properties.values)

    def _out(self, values: Mapping[str, Any], *sources: Properties, written: bool = False) -> Answered:
        """Values under the program's names, with those secret that are, that were, or that tell something of one that was."""
        secret = set(self.kind.secrets)
        names = names_of(self.kind)
        for name in {names.get(name, name) for source in sources for name in source.secrets}:
            secret |= {name, *self.kind.telling(name), ORIGINAL}
        shown = {theirs: name for theirs, name in names.items() if name in secret}
        return Answered(outward(self.kind, values, written=written), frozenset({*shown, *(secret & {ORIGINAL})}))

    def _held(self, state: Mapping[str, Any], news: Properties, id_: str, olds: Properties | None = None) -> Answered:
        """State as Pulumi is to keep it. It always notes what is managed."""
        found = self._out({MANAGED: False} | dict(state), news, *([olds] if olds else []))
        return Answered(found.values, found.secrets, id_)

    def _foretold(self, state: Mapping[str, Any], inputs: Mapping[str, Any], *sources: Properties) -> Answered:
        """What is known at preview: what the program asks for. What answers tell beside that is not known yet."""
        told = [each.name for each in self.kind.fields if each.is_read or not each.options.input]
        unknown = [name for name in told if name not in inputs and not (name in state and self.kind.by_name[name].options.input)]
        kept = {name: value for name, value in state.items() if name in self.kind.settable}
        return self._out({**kept, **inputs, **dict.fromkeys(unknown, UNKNOWN)}, *sources)


def in_form(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a program or a stack holds of a resource, in the engine's form."""
    return inward(kind, own(values), as_texts=PROVIDER_KEY in values)

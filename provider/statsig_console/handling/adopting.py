"""Adoption: takes objects that exist already into a stack.

A create never overwrites an existing object. Where the program says `adopt_existing`, the object
is taken over: an update makes it what the program declares. Nothing is ever deleted for that.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from statsig_console.call import current, name_in
from statsig_console.declaring.fields import ADOPT, Options
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import ARCHIVED
from statsig_console.errors import InputError, Problem
from statsig_console.guarding.guards import Guards
from statsig_console.planning.bodies import undeclared
from statsig_console.planning.changes import Changes, changes_between
from statsig_console.planning.naming import addressed, parents, wanted_id
from statsig_console.planning.states import settled, state_from
from statsig_console.records import record
from statsig_console.session.objects import Objects
from statsig_console.session.owners import called
from statsig_console.stack.exported import Exported, resource_with, resources_like

from .recovering import settle
from .reviewing import names, reported
from .updating import Update

LONGEST = 60
"""The length in characters up to which messages show a value."""

TAKES_AWAY = ", which takes away what the program does not declare"
"""Says in messages what an adoption does to lists."""


@record
class Existing:
    """An object of the project: its Pulumi ID, and its data in the API's answer."""

    id: str
    data: Mapping[str, Any]


@record
class Takeover:
    """The changes that make an existing object what the program declares. `known` is its state as another resource of the stack."""

    kind: Kind
    state: Mapping[str, Any]
    changes: Changes
    known: Mapping[str, Any]

    @property
    def obstacles(self) -> list[Problem]:
        """The differences that no update can remove, by property."""
        fixed = [Problem(name, f"is {self._shown(name)} there, which no operation changes") for name in self.changes.replaces]
        return [*fixed, *self.changes.refusals]

    @property
    def changed(self) -> list[str]:
        """The names of the properties to change."""
        return names(self.kind, self.changes)

    def _shown(self, name: str) -> str:
        value = repr(self.state.get(name))
        return "another" if name in self.kind.secrets or len(value) > LONGEST else value


class Adoption:
    """Finds existing objects of one kind, and takes them over."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind = objects.kind

    def is_wanted(self, inputs: Mapping[str, Any]) -> bool:
        """Whether an existing object is to be taken over: as the resource says, else as the stack's setting says."""
        said = inputs.get(ADOPT)
        return self.objects.session.settings.adopt_existing if said is None else bool(said)

    def find(self, inputs: Mapping[str, Any]) -> Existing | None:
        """The object that a create with these inputs would duplicate."""
        kind = self.kind
        if kind.naming:
            id_ = wanted_id(kind, inputs)
            there = self.objects.fetch(id_, inputs)
            if there or not kind.unique:
                return Existing(id_, there) if there else None
        unique = kind.by_name[kind.unique] if kind.unique else None
        if unique is None or inputs.get(unique.name) is None:
            return None
        wanted = unique.to_wire(inputs[unique.name])
        items = (item for item in self.objects.all(addressed(kind, inputs)) if item.get(unique.read) == wanted)
        item = next(items, None)
        if item is None:
            return None
        found = self.objects.id_of(item, parents(kind, inputs))
        there = self.objects.fetch(found, inputs)
        return Existing(found, there) if there else None

    def met(self, inputs: Mapping[str, Any]) -> Existing | None:
        """The object that a create with these inputs would duplicate or overwrite.

        Where the create operation overwrites, that is an object that the stack holds, an existing entry of a list, or lists with
        elements that the program does not declare.
        """
        kind = self.kind
        found = self.find(inputs) if kind.can_be_found else None
        if not kind.endpoints.overwrites:
            return found
        wanted = wanted_id(kind, inputs)
        if self.holder(wanted, inputs):
            return found or Existing(wanted, {})
        return found if found and (kind.entry or undeclared(kind, state_from(kind, found.data, {}), inputs)) else None

    def plan(self, found: Existing, inputs: Mapping[str, Any]) -> Takeover:
        """The changes from an existing object to the declared one. A property that no answer shows is set where an update can set it."""
        unseen = [field for field in self.kind.inputs if not field.is_read and fixed(field.options)]
        addresses = {field.name: inputs.get(field.name) for field in (*unseen, *self.kind.addressing)}
        given = {name: value for name, value in addresses.items() if value is not None}
        # Values that no answer shows come from the stack. So do lists: the stack must not remove elements that others have added since.
        known = self.known(found.id)
        state = state_from(self.kind, found.data, {**given, **known}, partial=bool(known) and not found.data)
        state |= {field.name: known[field.name] for field in self.kind.deltas if field.name in known}
        return Takeover(self.kind, state, changes_between(self.kind, state, inputs), known)

    def take_over(self, found: Existing, inputs: Mapping[str, Any], guards: Guards) -> dict[str, Any]:
        """Makes an existing object what the program declares, and returns its state.

        Raises:
            InputError: no update can do that or `guards` refuse, and nothing was sent; or a request failed, and the object stays.
        """
        name, takeover = self.objects.named(found.id), self.plan(found, inputs)
        if takeover.obstacles:
            reasons = "; ".join(f"{each.property} {each.reason}" for each in takeover.obstacles)
            raise InputError(f"{name}: exists, and cannot be taken over: {reasons}.")
        guards.take_over(found.id, takeover.known, takeover.state, inputs, takeover.changes)
        update = Update(self.objects, found.id, takeover.state, inputs)

        def remaining(state: Mapping[str, Any]) -> Changes:
            return changes_between(self.kind, state, inputs).within(takeover.changes)

        try:
            settle(update, takeover.changes, remaining)
        except InputError as error:
            raise InputError(f"{error} It is not in the stack yet and nothing was deleted: run the update again.") from error
        self.objects.say(f"{name} existed, and was taken over{'' if update.waiting else f' ({listed(takeover.changed)})'}")
        return settled(self.kind, reported(update, remaining(update.state)), inputs)

    def advice(self, found: Existing | None, inputs: Mapping[str, Any]) -> str:
        """How to get an existing object into the stack, or how to rename the resource that the stack holds it as."""
        kind = self.kind
        if holder := self.holder(found.id if found else wanted_id(kind, inputs) if kind.naming else "", inputs):
            return kept_advice(holder, current().urn)
        archived = found is not None and self.is_archived(found)
        where = "The project has it, archived; this stack has not." if archived else "The project has it, this stack has not."
        project = self.objects.session.settings.name
        ways = [f"run `{import_command(kind, found.id, project)}` with NAME as the resource is named in the program"] if found else []
        if not unadoptable(kind):
            what_then = self._way_back(inputs) if archived else TAKES_AWAY if kind.endpoints.emptied else ""
            ways.insert(0, f"set adopt_existing=True{what_then}")
        otherwise = (
            "leave it to the console" if kind.entry else "declare all that is there" if kind.endpoints.emptied else "choose another name"
        )
        return f"{where} To take it over, {', or '.join(ways)}; or {otherwise}." if ways else f"{where} Choose another name."

    def holder(self, id_: str, inputs: Mapping[str, Any]) -> str | None:
        """The URN of the resource that holds an existing object in the stack; None where there is none, or where that is not known."""
        if known := self.objects.session.owners.holder(self.kind, id_, inputs):
            return known
        exported = self.in_state(id_)
        return exported.urn if exported else None

    def in_state(self, id_: str) -> Exported | None:
        """The resource with this ID in the stack's state; None where there is none, or where that is not known."""
        urn, session = current().urn, self.objects.session
        resource = resource_with(id_, urn, session.settings.name) if urn and id_ else None
        return None if resource is None or session.owners.is_gone(resource.urn) else resource

    def duplicate(self, inputs: Mapping[str, Any]) -> str | None:
        """The URN of a resource in state with the same values as a new one; None where there is none.

        The program has not declared it so far in this run, so it may be the new resource under its former name.
        """
        urn, owners = current().urn, self.objects.session.owners
        others = resources_like(urn, self.objects.session.settings.name) if urn else []
        unclaimed = (each for each in others if each.urn != urn and not owners.is_declared(each.urn) and not owners.is_gone(each.urn))
        return next((each.urn for each in unclaimed if self._is_duplicate(each, inputs)), None)

    def _is_duplicate(self, other: Exported, inputs: Mapping[str, Any]) -> bool:
        """Whether another resource has these values, as far as state does not encrypt them."""
        known, all_inputs = current().in_form(other.open_inputs), current().in_form(other.inputs)
        readable = [field for field in self.kind.inputs if field.name in known or field.name not in all_inputs]
        return all(
            field.same(known.get(field.name), inputs.get(field.name)) for field in readable if field.in_bodies or field.options.address
        )

    def known(self, id_: str) -> Mapping[str, Any]:
        """The outputs, without secrets, of the resource that holds this object in the stack; empty where there is none."""
        resource = self.in_state(id_)
        return current().in_form(resource.open_outputs) if resource else {}

    def is_replaced(self, inputs: Mapping[str, Any]) -> bool:
        """Whether the current resource holds the object that these inputs name, so that a new object is to replace it."""
        urn = current().urn
        return bool(urn) and self.objects.session.owners.holder(self.kind, "", inputs) == urn

    def _way_back(self, inputs: Mapping[str, Any]) -> str:
        """How to restore an archived object, as a part of the advice."""
        name = self.kind.lifecycle.name if self.kind.lifecycle else ""
        declared = inputs.get(name)
        if declared in (None, ARCHIVED):
            return f" and a {name} other than archived, to bring it back"
        return f", which brings it back to {name} {declared!r}"

    def is_archived(self, found: Existing) -> bool:
        """Whether an existing object is archived, as far as the answer shows."""
        lifecycle = self.kind.lifecycle
        return lifecycle is not None and state_from(self.kind, found.data, {}).get(lifecycle.name) == ARCHIVED


def kept_advice(holder: str, urn: str) -> str:
    """What to do about an object that this resource or another one holds already."""
    if holder == urn:
        return (
            "This stack has it as this resource, and Pulumi makes the new object of a replacement before the old one goes: "
            "set delete_before_replace=True in its ResourceOptions, or do without the replacement, which makes the object anew."
        )
    return (
        f"This stack has it as {called(holder, urn)}. If this is that resource under another name or in another component, "
        f"add aliases=[{alias_of(holder, urn)}] to its ResourceOptions: it is renamed then, and nothing is made or deleted. "
        "Else choose another name."
    )


def alias_of(holder: str, urn: str) -> str:
    """The alias for a resource's former URN, as a program writes it: only the name where nothing else differs."""
    alike = holder.rpartition("::")[0] == urn.rpartition("::")[0]
    return f'pulumi.Alias(name="{name_in(holder)}")' if alike else f'"{holder}"'


def fixed(options: Options) -> bool:
    """Whether no update can set a property in an existing object, or only with a side effect."""
    return bool(options.replace or options.triggers or options.place)


def import_command(kind: Kind, id_: str, project: str | None = None) -> str:
    """The command that imports an object into the stack."""
    if (own := current().importing) and not project:
        return own.format(shlex.quote(id_))
    where = f"--project {project} " if project else ""
    file = f"statsig-console import-file {where}{kind.label} NAME {shlex.quote(id_)}"
    return f"{file} > import.json && pulumi import --file import.json --generate-code=false"


def unadoptable(kind: Kind) -> str | None:
    """Why a kind does not take `adopt_existing`; None where it does."""
    endpoints = kind.endpoints
    if endpoints.once:
        return "is not taken here: an action makes no object that could exist already"
    if endpoints.restores or not endpoints.identity.parts():
        return f"is not taken here: {kind.label} is always taken over as it is there"
    if not (endpoints.read or endpoints.listing):
        return f"is not taken here: the API cannot read a {kind.label}"
    if not kind.can_be_found:
        return (
            f"is not taken here: the API makes up the ID of a {kind.label}; take over the one that you mean by statsig-console import-file"
        )
    return None


def listed(names: list[str]) -> str:
    """The properties to change, for messages."""
    return f"changes: {', '.join(names)}" if names else "no changes"

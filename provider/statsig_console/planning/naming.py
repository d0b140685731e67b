"""Naming: which object a program's values name, without asking the API. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.kinds import Kind
from statsig_console.errors import InputError

from .bodies import create_body


def wanted_id(kind: Kind, inputs: Mapping[str, Any]) -> str:
    """The Pulumi ID of the object that these inputs name."""
    named = {name: inputs[name] for name in kind.naming_inputs if name in inputs}
    return kind.endpoints.identity.of({}, create_body(kind, named) | parents(kind, inputs))


def addressed(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    """The values of the placeholders in a create's path."""
    return {str(field.options.address): str(inputs.get(field.name, "")) for field in kind.addressing}


def parents(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that the ID is made of and those that address the object, by the program's names."""
    naming = [kind.by_name[name] for name in kind.naming]
    return {field.name: inputs.get(field.name) for field in (*naming, *kind.addressing)}


def marks_of(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    """The values that no two resources of a project may share: the Pulumi ID and the unique name, each by the property that decides it.

    A value that the API makes up or that is unknown is left out.
    """
    if kind.endpoints.once:
        return {}
    try:
        return {**_mark_by_id(kind, inputs), **_mark_by_name(kind, inputs)}
    except InputError:
        return {}  # Validation reports a name that cannot be part of a path.


def choice_of(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    """For whom an entry makes a choice, by the property with the choice; empty where a kind has no choice, or with unknown values."""
    choice = kind.entry.choice if kind.entry else ""
    values = [inputs.get(name) for name in kind.naming if name != choice]
    return {choice: "/".join(map(str, values))} if choice and all(isinstance(value, str) for value in values) else {}


def place_of(kind: Kind, id_: str, values: Mapping[str, Any]) -> str:
    """A key to compare objects by: the Pulumi ID, or the present name where an object is addressed by a name that can change."""
    read = kind.endpoints.read
    address = kind.endpoints.identity.address(id_, values) if read and not read.secret else None
    return "/".join(address.values()) if address else id_


def _mark_by_id(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    if not kind.endpoints.identity.parts():
        return {"": place_of(kind, wanted_id(kind, inputs), inputs)}
    given = {name: inputs[name] for name in kind.naming_inputs if inputs.get(name) is not None}
    if not given or not all(isinstance(value, str) for value in given.values()):
        return {}
    missing = [name for name in kind.naming if name not in given and kind.by_name[name].options.slug_of not in given]
    return {} if missing else {next(name for name in kind.naming_inputs if name in given): place_of(kind, wanted_id(kind, given), inputs)}


def _mark_by_name(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    if kind.unique is None or kind.unique in kind.naming_inputs or not isinstance(inputs.get(kind.unique), str):
        return {}
    places = [inputs.get(field.name) for field in kind.addressing]
    return {} if any(isinstance(place, Unknown) for place in places) else {kind.unique: "/".join(map(str, (*places, inputs[kind.unique])))}

"""The objects of a project that Terraform manages, and their names there, from Terraform's state.

The input is a state file (``terraform.tfstate``, or what ``terraform state pull`` prints), or the JSON of ``terraform show -json``.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from statsig_console.errors import InputError

if TYPE_CHECKING:
    from statsig_console.declaring.kinds import Kind

    from .adopt.scan import Seen

VENDORS = "statsig_"
"""The prefix of the types of the vendor's provider."""

LABELS = {
    "statsig_dynamic_config": "DynamicConfig",
    "statsig_entity_property": "EntityProperty",
    "statsig_environments": "Environments",
    "statsig_experiment": "Experiment",
    "statsig_gate": "Gate",
    "statsig_keys": "Key",
    "statsig_metric": "Metric",
    "statsig_metric_source": "MetricSource",
    "statsig_qualifying_event": "QualifyingEvent",
    "statsig_role": "Role",
    "statsig_segment": "Segment",
    "statsig_settings_project": "ProjectSettings",
    "statsig_settings_reviews": "ReviewSettings",
    "statsig_settings_roles": "RoleSettings",
    "statsig_settings_teams": "TeamSettings",
    "statsig_tag": "Tag",
    "statsig_unit_id_type": "UnitIdType",
}
"""The kind of each Terraform type."""

STATE_VERSION = 4
NO_STATE = "is no state of Terraform: give terraform.tfstate, or what `terraform show -json` prints"
_MODULE = re.compile(r'module\.([\w-]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\])?')


@dataclass(frozen=True)
class Managed:
    """A resource that Terraform manages: its type, its address, and its name here. Its attributes may hold a key's text."""

    type: str
    address: str
    name: str
    attributes: Mapping[str, Any] = field(repr=False)

    @property
    def label(self) -> str:
        """The kind that this package has for it."""
        return LABELS[self.type]


@dataclass(frozen=True)
class State:
    """The resources of the vendor's provider in a state, and the addresses of those that this package has no kind for."""

    managed: Sequence[Managed]
    unknown: Sequence[str]

    @classmethod
    def read(cls, text: str, file: str) -> State:
        """Reads a state from its text; `file` is its name in errors.

        Raises:
            InputError: the text is no state, or of a version that Terraform no longer writes.
        """
        try:
            held = json.loads(text)
            resources = list(shown(held["values"]["root_module"]) if "values" in held else stored(held, file))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(f"{file} {NO_STATE}") from None
        vendors = [each for each in resources if each.type.startswith(VENDORS)]
        return cls(
            [each for each in vendors if each.type in LABELS],
            [each.address for each in vendors if each.type not in LABELS],
        )


def found(managed: Iterable[Managed], objects: Iterable[Seen]) -> tuple[dict[tuple[str, str], Managed], list[Managed]]:
    """The managed resources that the project has, by kind and ID, and those that it lacks. Without an ID in state, the name decides."""
    kinds: dict[str, Kind] = {}
    by_name = dict[tuple[str, str], list[str]]()
    ids = set[tuple[str, str]]()
    for each in objects:
        kinds[each.kind.label] = each.kind
        ids.add((each.kind.label, each.id))
        by_name.setdefault((each.kind.label, str(each.state.get("name"))), []).append(each.id)
    there, missing = dict[tuple[str, str], Managed](), list[Managed]()
    for one in managed:
        attributes, kind = one.attributes, kinds.get(one.label)
        id_ = kind.endpoints.identity.of(attributes, attributes) if kind else ""
        alike = [] if attributes.get("id") else by_name.get((one.label, str(attributes.get("name") or "")), [])
        if (one.label, id_) in ids:
            there[one.label, id_] = one
        elif len(alike) == 1:
            there[one.label, alike[0]] = one
        else:
            missing.append(one)
    return there, missing


def stored(state: Mapping[str, Any], file: str) -> Iterator[Managed]:
    """The resources of a state file."""
    if state["version"] != STATE_VERSION:
        raise InputError(
            f"{file} is of version {state['version']}, and Terraform writes {STATE_VERSION}: let `terraform refresh` bring it up to date"
        )
    for resource in state["resources"]:
        if resource["mode"] != "managed":
            continue
        for instance in resource["instances"]:
            if "deposed" in instance:
                continue
            module, index = resource.get("module", ""), instance.get("index_key")
            address = f"{module}{'.' if module else ''}{resource['type']}.{resource['name']}{bracketed(index)}"
            yield Managed(resource["type"], address, name_of(module, resource["name"], index), instance["attributes"])


def shown(module: Mapping[str, Any]) -> Iterator[Managed]:
    """The resources of a module and its child modules, in the form of `terraform show`."""
    for resource in module.get("resources", ()):
        if resource["mode"] == "managed" and "deposed_key" not in resource:
            name = name_of(module.get("address", ""), resource["name"], resource.get("index"))
            yield Managed(resource["type"], resource["address"], name, resource["values"])
    for each in module.get("child_modules", ()):
        yield from shown(each)


def bracketed(index: object) -> str:
    """The index of a resource made by `count` or `for_each`, as addresses have it."""
    return "" if index is None else f"[{json.dumps(index, ensure_ascii=False)}]"


def name_of(module: str, name: str, index: object) -> str:
    """A resource's name in the program: the names of its modules, its own name and its index, as a valid variable."""
    outer = [part for match in _MODULE.finditer(module) for part in match.groups() if part]
    words = re.sub(r"\W+", "_", "_".join([*outer, name, *([] if index is None else [str(index)])]), flags=re.ASCII)
    return f"_{words}" if words[:1].isdigit() else words


def removal(addresses: Iterable[str]) -> str:
    """A script that makes Terraform forget these resources, and leaves the objects as they are."""
    return "".join(f"terraform state rm {shlex.quote(each)}\n" for each in addresses)

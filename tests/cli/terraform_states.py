"""States of Terraform as its provider for Statsig writes them, by the attributes that its registry page documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PROVIDER = 'provider["registry.terraform.io/statsig-io/statsig"]'


@dataclass(frozen=True)
class Instance:
    """One resource of Terraform."""

    type: str
    name: str
    attributes: Mapping[str, Any]
    module: str = ""
    index: str | int | None = None
    mode: str = "managed"
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def address(self) -> str:
        """Its address."""
        index = "" if self.index is None else f"[{json.dumps(self.index)}]"
        return f"{self.module}{'.' if self.module else ''}{self.type}.{self.name}{index}"


def stored(instances: Iterable[Instance]) -> str:
    """A state file."""
    resources = [
        {
            **({"module": each.module} if each.module else {}),
            "mode": each.mode,
            "type": each.type,
            "name": each.name,
            "provider": PROVIDER,
            "instances": [
                {
                    **({} if each.index is None else {"index_key": each.index}),
                    "schema_version": 0,
                    "attributes": each.attributes,
                    "sensitive_attributes": [],
                    **each.more,
                }
            ],
        }
        for each in instances
    ]
    return json.dumps({"version": 4, "terraform_version": "1.9.8", "serial": 7, "lineage": "a", "outputs": {}, "resources": resources})


def shown(instances: Iterable[Instance]) -> str:
    """What `terraform show -json` prints of it."""
    modules: dict[str, list[dict[str, Any]]] = {}
    for each in instances:
        resource = {
            "address": each.address,
            "mode": each.mode,
            "type": each.type,
            "name": each.name,
            **({} if each.index is None else {"index": each.index}),
            "provider_name": "registry.terraform.io/statsig-io/statsig",
            "schema_version": 0,
            "values": each.attributes,
            "sensitive_values": {},
        }
        modules.setdefault(each.module, []).append(resource)
    children = [{"address": address, "resources": resources} for address, resources in modules.items() if address]
    root = {"resources": modules.get("", []), **({"child_modules": children} if children else {})}
    return json.dumps({"format_version": "1.0", "terraform_version": "1.9.8", "values": {"root_module": root}})

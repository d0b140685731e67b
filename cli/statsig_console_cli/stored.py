"""Stored: resources in Pulumi's JSON, under the engine's names, whichever provider serves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.casing import inward
from statsig_console.declaring.kinds import Kind
from statsig_console.state_keys import PLUGIN_TYPE, PROVIDER_KEY, own


def is_of_plugin(type_: str, *properties: Mapping[str, Any]) -> bool:
    """Whether the plugin has written these properties. In a stack that has just moved to it, the dynamic provider may have."""
    return type_.startswith(PLUGIN_TYPE) and not any(PROVIDER_KEY in each for each in properties)


def in_form(kind: Kind | None, values: Mapping[str, Any], by_plugin: bool) -> dict[str, Any]:
    """Inputs or state in the engine's form. For other providers' resources, they stay as they are."""
    return inward(kind, own(values)) if kind and by_plugin else own(values)

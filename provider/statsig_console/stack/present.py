"""The stack's configuration as it is now.

Where Pulumi does not run the program, as in a destroy, it passes on the configuration of the last update, which is in state. A state that
was copied from another stack holds that stack's configuration, and its key.
"""

from __future__ import annotations

import threading
from functools import cache, partial

from statsig_console.call import Call, current, name_in
from statsig_console.errors import InputError
from statsig_console.state_keys import PLUGIN_TYPE

from .asking import asked
from .exported import stack_of
from .settings import NAMESPACE, Settings

_ASKING = threading.Lock()
"""Lets one thread ask for the configuration while the others wait for it."""


def present_settings(project: str | None) -> Settings | None:
    """The settings of the current call's stack, of its own project or of a named one; None where they are elsewhere or cannot be used."""
    call = current()
    namespace = namespace_of(call)
    if not namespace:
        return None
    with _ASKING:
        held = _configuration(stack_of(call.urn))
    if held is None:
        return None
    try:
        return Settings.read(partial(_setting, held, namespace), project)
    except InputError:
        return None


def namespace_of(call: Call) -> str:
    """Where the stack's configuration has the provider's settings; empty for an explicit provider, which the program configures."""
    if not call.provider:
        return NAMESPACE
    return PLUGIN_TYPE.partition(":")[0] if name_in(call.provider).startswith("default") else ""


def _setting(held: dict[str, str], namespace: str, name: str) -> str | None:
    return held.get(f"{namespace}:{name.removeprefix(f'{NAMESPACE}:')}")


@cache
def _configuration(stack: str) -> dict[str, str] | None:
    """The values of a stack's configuration by their full names."""
    told = asked(stack, "config", "--show-secrets", "--json")
    if not isinstance(told, dict):
        return None
    return {str(name): each["value"] for name, each in told.items() if isinstance(each, dict) and isinstance(each.get("value"), str)}

"""The program's side of the engine: the stack's configuration as a Pulumi program sees it.

Under Pulumi's mocks (a unit test of a program) nothing is configured and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pulumi.runtime.config import get_config
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import get_monitor

import pulumi
from statsig_console.declaring.kinds import Kind
from statsig_console.errors import InputError
from statsig_console.session.session import Session, session_for
from statsig_console.stack.settings import Settings


def session(project: str | None = None) -> Session:
    """The session with the stack's own project, or with a named one. Outside a Pulumi program, the key may come from the environment.

    Raises:
        InputError: the key is missing, or a setting cannot be used; Pulumi only shows that sentence.
    """
    return session_for(settings(project))


def settings(project: str | None = None) -> Settings:
    """A project's settings. They are read without `pulumi.Config`, which would warn that a secret is read in clear.

    Raises:
        InputError: see `session`.
    """
    return Settings.read(get_config, project)


def demand_configuration(project: str | None = None) -> None:
    """Stops a program that cannot reach a project, before the program declares a resource there.

    Raises:
        InputError: see `session`.
    """
    program = get_monitor()
    if program is None:
        _demand(project)
    else:
        _demand_once(program, project)


def _demand(project: str | None) -> None:
    if mocks() is None and (store := settings(project).rate_limit_store):
        demand_store(store)


@lru_cache(maxsize=16)
def _demand_once(_program: object, project: str | None) -> None:
    """Checks once per project of a program. A process may run programs of several stacks, each with a monitor of its own."""
    _demand(project)


@cache
def demand_store(address: str) -> None:
    """Stops a program whose rate store cannot be used; checks each store once.

    Raises:
        InputError: the store's package is missing, or the store does not answer.
    """
    from statsig_console.sending.rate_store import opened

    opened(address)


def demand_one_owner(kind: Kind, resource_name: str, inputs: Mapping[str, Any]) -> None:
    """Stops a program in which two resources name one object by the same Output, whose value may be unknown at preview.

    Raises:
        InputError: another resource of the kind is named by the same Output.
    """
    if (program := get_monitor()) is None:
        return
    telling = [*kind.naming_inputs] or [*(field.name for field in kind.addressing), *([kind.unique] if kind.unique else [])]
    values = [inputs.get(name) for name in telling if inputs.get(name) is not None]
    if not any(isinstance(value, pulumi.Output) for value in values):
        return
    key = (kind.name, str(inputs.get("project")), *(value if isinstance(value, str) else id(value) for value in values))
    other, _ = _told_apart(program).setdefault(key, (resource_name, values))
    if other != resource_name:
        raise InputError(
            f'{kind.label} "{resource_name}": {telling[0]} is that of "{other}" too, so that both mean the same {kind.label}: '
            "one object has one resource."
        )


@lru_cache(maxsize=16)
def _told_apart(_program: object) -> dict[tuple[Any, ...], tuple[str, list[Any]]]:
    """The resources of a program by their naming values. The Outputs are kept, so that Python does not reuse their ids."""
    return {}


def mocks() -> Any:
    """The `pulumi.runtime.Mocks` that a unit test has put in Pulumi's place, or None."""
    monitor = get_monitor()
    return monitor.mocks if isinstance(monitor, MockMonitor) else None

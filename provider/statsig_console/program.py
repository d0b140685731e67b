"""The program's side of the engine: the stack's configuration as a Pulumi program sees it.

Under Pulumi's mocks (a unit test of somebody's program) nothing is configured and nothing is sent.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pulumi.runtime.config import get_config
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import get_monitor

import pulumi

from .errors import InputError
from .session import Session, session_for
from .settings import Settings


def session() -> Session:
    """The session with the project that the stack's configuration names; outside a Pulumi program the environment is enough.

    Raises:
        pulumi.RunError: the key is missing, or a setting cannot be used; Pulumi shows that sentence alone.
    """
    return session_for(settings())


def settings() -> Settings:
    """The program's settings. They are read below `pulumi.Config`, which would warn that a secret is read in clear.

    Raises:
        pulumi.RunError: see `session`.
    """
    try:
        return Settings.read(get_config)
    except InputError as error:
        raise pulumi.RunError(str(error)) from None


def demand_configuration() -> None:
    """Stops a program that cannot reach its project, before it declares anything.

    It is asked for every resource: a process may run the programs of several stacks, and looking costs less than 0.1 ms.

    Raises:
        pulumi.RunError: see `session`.
    """
    if mocks() is None and (store := settings().rate_limit_store):
        demand_store(store)


@cache
def demand_store(address: str) -> None:
    """Stops a program whose rate store cannot be used, when it asks for the first time.

    Raises:
        pulumi.RunError: the store's package is missing, or the store does not answer.
    """
    from .rate_store import opened

    opened(address)


def mocks() -> Any:
    """The `pulumi.runtime.Mocks` that a unit test has put in Pulumi's place, or None."""
    monitor = get_monitor()
    return monitor.mocks if isinstance(monitor, MockMonitor) else None

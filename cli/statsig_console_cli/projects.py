"""Projects as the commands reach them: their settings, from options and the environment, and whether they are warehouse-native."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from statsig_console.session.session import Session
    from statsig_console.stack.settings import Settings


def settings_of(url: str, project: str, given: Mapping[str, str] | None = None) -> Settings:
    """The settings of one of the stack's projects, at an address; both may be left out. `given` has other settings by their full names.

    Raises:
        InputError: the key is missing or malformed, or the address cannot be used.
    """
    from statsig_console.stack.settings import NAMESPACE, Settings

    held = dict(given or {})
    if url:
        held |= {f"{NAMESPACE}:apiUrl": url, f"{NAMESPACE}:projects": json.dumps({project: {"apiUrl": url}})}
    return Settings.read(held.get, project or None)


def warehouse_native(session: Session) -> bool | None:
    """Whether the project is warehouse-native; None where the API does not tell.

    Raises:
        Unauthorized: the key is not accepted.
        Unavailable: the API does not answer.
    """
    from statsig_console.declaring.operations import operation
    from statsig_console.errors import ConsoleError, Unauthorized, Unavailable

    from .adopt.conventions import WAREHOUSE_NATIVE

    try:
        data: Any = session.client.send(operation(WAREHOUSE_NATIVE.operation)).data
    except (Unauthorized, Unavailable):
        raise
    except ConsoleError:
        return None
    value = data.get(WAREHOUSE_NATIVE.key) if isinstance(data, dict) else None
    return value if isinstance(value, bool) else None

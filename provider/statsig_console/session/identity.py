"""Identity: the project that a key opens, and the project's environments.

Where a key lacks the permission to read them, or the answer lacks them, the result is None: the API does not tell. A key that is not
accepted and an API that fails are errors, as for every other request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from statsig_console.declaring.api import declared_api
from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError, NotFound, RateLimited, Unauthorized, Unavailable
from statsig_console.records import record

if TYPE_CHECKING:
    from statsig_console.sending.client import ConsoleClient

Environments = Mapping[str, bool | None]
"""The environments' names, each with whether it is production; None where the API does not tell."""


@record
class Identity:
    """A Statsig project: its ID, which is the same for all its keys, and its name where the API tells both at once."""

    id: str
    name: str | None = None


def read_identity(client: ConsoleClient) -> Identity | None:
    """The project that the client's key opens; None where the API does not tell.

    Raises:
        NotFound: the API has no operation that tells.
        ConsoleError: the key is not accepted, or the API fails.
    """
    reading = declared_api().project
    found = _object(client, reading.operation, NotFound)
    id_ = _text(found.get(reading.id))
    return Identity(id_, _text(found.get(reading.name))) if id_ else None


def read_name(client: ConsoleClient) -> str | None:
    """The project's name, from its settings; None where the API does not tell.

    Raises:
        ConsoleError: the key is not accepted, or the API fails.
    """
    reading = declared_api().project
    return _text(_object(client, reading.naming).get(reading.name))


def read_environments(client: ConsoleClient) -> Environments | None:
    """The project's environments; None where the API does not tell.

    Raises:
        ConsoleError: the key is not accepted, or the API fails.
    """
    reading = declared_api().environments
    listed = _object(client, reading.operation).get(reading.within)
    if not isinstance(listed, list):
        return None
    items = [each for each in listed if isinstance(each, dict) and isinstance(each.get(reading.name), str)]
    marks = {each[reading.name]: each.get(reading.production) for each in items}
    return {name: mark if isinstance(mark, bool) else None for name, mark in marks.items()}


def _object(client: ConsoleClient, operation: Operation, *telling: type[ConsoleError]) -> dict[str, Any]:
    """An operation's answer about the project; empty where the API refuses the request, except with an error that is `telling`."""
    try:
        data = client.send(operation).data
    except ConsoleError as error:
        if isinstance(error, (Unauthorized, RateLimited, Unavailable, *telling)):
            raise
        return {}
    return data if isinstance(data, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None

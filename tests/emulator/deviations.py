"""Deviations of the emulator from the contract that are on purpose, each with the reason. The contract run reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from statsig_console_emulator.contract import load

Json = Any


@dataclass(frozen=True)
class Status:
    """A status that operations answer although they declare other errors and not this one."""

    status: int
    operations: tuple[str, ...]
    reason: str

    def covers(self, operation: str) -> bool:
        return any(fnmatchcase(operation, pattern) for pattern in self.operations)


PAGED = tuple(
    name for name, each in load().operations.items() if each.method == "GET" and {"page", "limit"} & {query.name for query in each.query}
)
"""The operations that take a page or a limit."""

STATUSES = (
    Status(401, ("*",), "every operation needs a key; several that declare errors leave out the one for a wrong key"),
    Status(
        400,
        ("POST *", "PATCH *", "PUT *", "DELETE */overrides", "DELETE */id_list"),
        "request schemas are declared for these bodies, and breaking one is a 400 wherever the sources show it; states forbid some changes",
    ),
    Status(
        400,
        ("GET */metrics", "GET /metrics", "GET /metrics/values", "GET /ingestion/status", "GET /reports"),
        "required or enumerated query parameters, and the documented texts about unknown metrics, dates and warehouse-native projects",
    ),
    Status(400, ("GET /experiments", "GET /gates", "GET /metrics/list", "GET /metrics/{id}/experiments"), "query parameters with an enum"),
    Status(400, PAGED, "a page or a limit that is no number, which the document has take any text"),
    Status(400, ("GET /experiments/{id}/pulse_load_history/*", "GET /metrics/{id}/sql"), "warehouse-native projects alone have them"),
    Status(400, ("GET /gates/{id}/*_references",), "a limit with bounds"),
    Status(400, ("GET /experiments/{id}",), "fields that no experiment has, as the prose of the parameter says"),
    Status(400, ("GET /dynamic_configs", "GET */versions"), "query parameters with an enum or a form"),
    Status(400, ("DELETE */overrides/conditional/*",), "a required query parameter, whose lack the delete of a unit's override declares"),
    Status(
        404,
        ("GET *{*", "POST *{*", "PATCH *{*", "PUT *{*", "DELETE *{*"),
        "an unknown object in the path; the same kinds declare the 404 on other methods",
    ),
    Status(403, ("PATCH /wh_connections",), "declared there; listed for completeness"),
)


@dataclass(frozen=True)
class Patch:
    """A place where the document contradicts itself or the real service, and the schema that the contract run uses instead."""

    reason: str
    apply: Callable[[Json], None]


def _experiment_overrides(document: Json) -> None:
    path = document["paths"]["/console/v1/experiments/{id}/overrides"]
    for method in ("get", "post", "patch", "delete"):
        content = path[method]["responses"]["200"]["content"]["application/json"]
        entry = {"type": "object", "required": ["type", "name", "groupID"], "properties": {"name": {"type": "string"}}}
        data = {"type": "object", "properties": {"overrides": {"type": "array", "items": entry}}}
        content["schema"] = {"type": "object", "required": ["message", "data"], "properties": {"data": data}}


PATCHES = (Patch("experiment overrides are read with `name` where the shared request schema demands `id`", _experiment_overrides),)


def allowed(operation: str, declared: set[int]) -> set[int]:
    """Statuses that an operation may answer: the declared ones; any error where it declares none; else the deviations above."""
    if not any(status >= 400 for status in declared):
        return declared | {400, 401, 403, 404}
    return declared | {deviation.status for deviation in STATUSES if deviation.covers(operation)}

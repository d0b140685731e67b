"""Where the emulator knowingly leaves the current OpenAPI document, each with the reason. The contract run reads this."""

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
    Status(
        404,
        ("GET *{*", "POST *{*", "PATCH *{*", "PUT *{*", "DELETE *{*"),
        "an unknown object in the path; the same kinds declare the 404 on other methods",
    ),
    Status(403, ("PATCH /wh_connections",), "declared there; listed for completeness"),
)


@dataclass(frozen=True)
class Patch:
    """A place where the document contradicts itself or the facts, and what the contract run reads instead."""

    reason: str
    apply: Callable[[Json], None]


def _unions(document: Json) -> None:
    def walk(node: Json) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("oneOf"), list):
                node["anyOf"] = node.pop("oneOf")
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)


# Operations whose envelope declares `data` an object (or list) while their own schema declares the opposite.
OTHER_DATA = {
    "/segments/{id}/id_list": "get",
    "/experiments/{id}/cumulative_exposures": "get",
    "/ingestion/events/count": "get",
    "/ingestion/events/delta": "get",
}


def _envelopes(document: Json) -> None:
    for path, method in OTHER_DATA.items():
        content = document["paths"]["/console/v1" + path][method]["responses"]["200"]["content"]["application/json"]
        envelope, own = content["schema"]["allOf"]
        general = document["components"]["schemas"][envelope["$ref"].rsplit("/", 1)[1]]
        merged = {**general, "properties": {**general["properties"], **own["properties"]}}
        content["schema"] = merged


def _audit_log(document: Json) -> None:
    fields = document["components"]["schemas"]["AuditLogDto"]["properties"]
    fields["actionType"] = {"type": "string"}
    fields["modifierEmail"] = {"type": "string", "nullable": True}


def _experiment_overrides(document: Json) -> None:
    path = document["paths"]["/console/v1/experiments/{id}/overrides"]
    for method in ("get", "post", "patch", "delete"):
        content = path[method]["responses"]["200"]["content"]["application/json"]
        entry = {"type": "object", "required": ["type", "name", "groupID"], "properties": {"name": {"type": "string"}}}
        data = {"type": "object", "properties": {"overrides": {"type": "array", "items": entry}}}
        content["schema"] = {"type": "object", "required": ["message", "data"], "properties": {"data": data}}


PATCHES = (
    Patch("`oneOf` is written for unions whose branches overlap, so exactly-one can never hold for some values", _unions),
    Patch("four operations declare `data` both as an object and as a list; their own schema counts", _envelopes),
    Patch("`actionType` and `modifierEmail` of audit logs are declared objects and shown as text", _audit_log),
    Patch("experiment overrides are read with `name` where the shared request schema demands `id`", _experiment_overrides),
)


def allowed(operation: str, declared: set[int]) -> set[int]:
    """Statuses that an operation may answer: the declared ones; any error where it declares none; else the deviations above."""
    if not any(status >= 400 for status in declared):
        return declared | {400, 401, 403, 404}
    return declared | {deviation.status for deviation in STATUSES if deviation.covers(operation)}

"""Objects that a project has exactly once: settings, environments, its name and company. They are written whole and never deleted."""

from __future__ import annotations

from collections.abc import Iterable

from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.registry import operation

SETTINGS = "settings"
IDENTITY = "identity"
"""The settings document with the project's ID from a seed: the ID of the project that it is a copy of."""
PATHS = tuple(f"/settings/{name}" for name in ("project", "reviews", "roles", "teams"))


def stored(call: Call, name: str) -> Document:
    return call.project.get(SETTINGS, name) or {}


@operation(*(f"GET {path}" for path in PATHS))
def read(call: Call) -> Reply:
    return Reply("Settings read successfully.", stored(call, call.operation.path.rsplit("/", 1)[1]))


@operation(*(f"POST {path}" for path in PATHS))
def write(call: Call) -> Reply:
    call.project.put(SETTINGS, call.operation.path.rsplit("/", 1)[1], call.body)
    return Reply("Settings updated successfully.", call.body)


@operation("GET /environments")
def read_environments(call: Call) -> Reply:
    return Reply("Environments read successfully.", stored(call, "environments"))


@operation("POST /environments")
def write_environments(call: Call) -> Reply:
    """Replaces the list: items with a known ID are kept, others are new, missing ones are removed. Production may not change."""
    before = {found["id"]: found for found in stored(call, "environments")["environments"]}
    given = call.body["environments"]
    _check_names(given)
    for production in (found for found in before.values() if found["isProduction"]):
        kept = next((found for found in given if found.get("id") == production["id"]), None)
        if kept is None or (kept["name"], kept["isProduction"]) != (production["name"], True):
            raise invalid_field("environments", "Production environments cannot be deleted or modified")
    written = [found | {"id": found["id"] if found.get("id") in before else call.sources.fraction()} for found in given]
    call.project.put(SETTINGS, "environments", {"environments": written})
    return Reply("Environments updated successfully.", {"environments": written})


def _check_names(given: Iterable[Document]) -> None:
    names = [found["name"] for found in given]
    ids = [found["id"] for found in given if found.get("id")]
    if len(set(names)) < len(names) or len(set(ids)) < len(ids):
        raise invalid_field("environments", "Duplicate environment(s) given")


@operation("GET /company")
def read_company(call: Call) -> Reply:
    return Reply("Company read successfully.", stored(call, "company"))


@operation("GET /project")
def read_project(call: Call) -> Reply:
    return Reply("Project read successfully.", {"id": stored(call, IDENTITY).get("id") or call.project.id})

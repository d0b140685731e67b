"""The contents of a project, for comparing two projects: without times, authors and identifiers that the server made up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from statsig_console_emulator import transfer
from statsig_console_emulator.testing import Emulator

HISTORY = {"audit_logs"}
MADE_UP = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9]{22}|\d\.\d{8,}(?:e-\d+)?|[0-9a-f]{8}-[0-9a-f-]{27})(?![A-Za-z0-9])")
COUNTER = re.compile(r"(<id>:[\d.]+):\d+")
PASSING = {
    "_", "version", "createdTime", "lastModifiedTime", "lastModifierID", "lastModifierName", "lastModifierEmail", "start", "startTime",
    "endTime", "decisionTime", "lastModified", "created_time", "modified_time", "updatedAt", "createdAt", "companyID", "archivedTime",
    "launchedTime", "time",
}  # fmt: skip


def contents(emulator: Emulator, key: str) -> dict[str, list[str]]:
    """The objects of a key's project by kind, each as text, sorted."""
    objects = documents(emulator, key)
    return {kind: sorted(json.dumps(lasting(each), sort_keys=True) for each in held.values()) for kind, held in sorted(objects.items())}


def documents(emulator: Emulator, key: str) -> dict[str, dict[str, Any]]:
    """The objects of a key's project by kind and identifier, oldest first, as they are kept; the IDs on segments' lists are objects too."""
    record = emulator.service.store.key(key)
    if record is None:
        return {}  # No request has opened the project yet.
    project = transfer.export_project(emulator.service.store.project(record.project))
    objects = {kind: held for kind, held in project["objects"].items() if kind not in HISTORY and held}
    members = {segment: {"ids": ids} for segment, ids in project["members"].items()}
    return objects | ({"members": members} if members else {})


def lasting(value: Any) -> Any:
    """A value without the parts that differ from run to run."""
    if isinstance(value, dict):
        return {name: lasting(each) for name, each in value.items() if name not in PASSING}
    if isinstance(value, list):
        return [lasting(each) for each in value]
    return (
        COUNTER.sub(r"\1", MADE_UP.sub("<id>", re.sub(r"^(secret|client|console)-….*", r"\1-<text>", value)))
        if isinstance(value, str)
        else value
    )


def difference(wanted: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> str:
    """The objects that only one of two projects has, in a line; empty when they hold the same."""
    parts = []
    for kind in sorted({*wanted, *found}):
        lost, extra = _less(wanted.get(kind, []), found.get(kind, [])), _less(found.get(kind, []), wanted.get(kind, []))
        parts += [f"{kind} lacks {each}" for each in lost] + [f"{kind} has {each}" for each in extra]
    return "; ".join(parts)


def _less(some: list[str], others: list[str]) -> list[str]:
    left = list(others)
    found = []
    for each in some:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found

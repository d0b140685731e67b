"""Furniture: objects that a project may have from the start, as real ones do and tests of the service's clients expect."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .completing import completed
from .documents import Document
from .sources import Sources
from .store import ProjectStore

# Word → kind in the store → objects by key.
FURNITURE: Mapping[str, Mapping[str, Mapping[str, Document]]] = {
    "tags": {
        "tags": {name: {"id": name, "name": name, "description": ""} for name in ("test-tag", "test-tag-a", "test-tag-b")},
    },
    "layers": {
        "layers": {
            "a_layer": {
                "idType": "userID",
                "parameters": [
                    {"name": "a_string", "type": "string", "defaultValue": ""},
                    {"name": "a_bool", "type": "boolean", "defaultValue": False},
                ],
            },
        },
    },
    "gates": {"gates": {name: {} for name in ("targeting_gate", "my_gate_2", "a_failing_gate")}},
    "segments": {"segments": {"growth_org": {"type": "rule_based"}, "promo_id_list": {"type": "id_list"}}},
    "sources": {
        "metric_source": {
            "shoppy_events": {
                "sourceType": "table",
                "tableName": "shoppy.events",
                "timestampColumn": "ts",
                "idTypeMapping": [{"statsigUnitID": "userID", "column": "user_id"}],
            },
        },
    },
}
"""The names are those that the vendor's own tests use."""

WAREHOUSE_ALONE = {"sources"}
"""The furniture that only warehouse-native projects have."""


def demand(words: Collection[str]) -> tuple[str, ...]:
    """The words, separated by commas or one by one. Raises ValueError for one that names no furniture."""
    found = tuple(word.strip() for each in words for word in each.split(",") if word.strip())
    for word in found:
        if word not in FURNITURE:
            raise ValueError(f"there is no furniture {word!r}: a project can have {', '.join(FURNITURE)}")
    return found


def put(project: ProjectStore, sources: Sources, words: Collection[str]) -> None:
    """Gives a project the furniture that these words name."""
    for word in words:
        if word in WAREHOUSE_ALONE and not project.warehouse_native:
            continue
        for kind, objects in FURNITURE[word].items():
            for key, document in objects.items():
                project.put(kind, key, completed(project, sources, kind, key, document))

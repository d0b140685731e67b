"""New projects, with the objects that the console gives them."""

from __future__ import annotations

from collections.abc import Collection

from . import furniture
from .documents import Document
from .sources import Sources
from .store import ProjectStore, Store

# A key that contains this text opens a warehouse-native project.
WAREHOUSE_NATIVE_MARK = "whn"
OWNER = {"email": "owner@example.com", "firstName": "Project", "lastName": "Owner", "role": "Owner"}
# Connections that teams make in the console. Databricks is missing, since an operation makes that connection.
CONNECTED = ("redshift", "bigquery-v2", "snowflake-v2", "azure-synapse", "s3", "athena", "adls")


def open_project(store: Store, key: str, sources: Sources, words: Collection[str] = ()) -> ProjectStore:
    """Adds the project of a new console key, with the furniture that `words` name."""
    name = sources.token()
    store.add_project(name, key, warehouse_native=WAREHOUSE_NATIVE_MARK in key, created=sources.now())
    project = store.project(name)
    furnish(project, sources, words)
    return project


def furnish(project: ProjectStore, sources: Sources, words: Collection[str] = ()) -> None:
    """Gives an empty project its environments, settings, unit ID types, core tag and owner, and the furniture that `words` name."""
    environments = [
        {
            "name": name,
            "id": sources.fraction(),
            "isProduction": name == "production",
            "requiresReview": False,
            "requiresReleasePipeline": False,
        }
        for name in ("development", "staging", "production")
    ]
    settings: dict[str, Document] = {
        "project": {"name": "Emulated project", "visibility": "OPEN", "default_unit_type": "userID"},
        "reviews": {
            "is_config_review_required": False,
            "is_metric_review_required": False,
            "is_metric_review_required_on_verified_only": False,
            "is_whn_analysis_only_review_required": False,
            "is_whn_source_review_required": False,
        },
        "roles": {"default_project_role": "Member"},
        "teams": {"require_teams_on_configs": False},
        "environments": {"environments": environments},
        "company": {
            "companyID": sources.token(),
            "companyName": "Emulated company",
            "isWarehouseNative": project.warehouse_native,
            "orgID": None,
            "orgName": None,
        },
        "connections": {"types": list(CONNECTED)},
    }
    for name, document in settings.items():
        project.put("settings", name, document)
    for name, description in (("userID", "The ID of a signed-in user."), ("stableID", "The ID of a device.")):
        project.put("unit_id_types", name, {"name": name, "description": description})
    tag = sources.token()
    project.put("tags", tag, {"id": tag, "name": "★ Core", "description": "Core metrics and configs.", "isCore": True})
    project.put("users", OWNER["email"], dict(OWNER))
    furniture.put(project, sources, words)

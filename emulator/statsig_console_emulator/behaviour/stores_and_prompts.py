"""Parameter stores (created empty) and prompts, with versions that cannot be read back."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field, not_found, refused
from statsig_console_emulator.kinds import HIDDEN, Kind, own_name, slug
from statsig_console_emulator.registry import operation


def prepare(call: Call, before: Document | None, store: Document, given: Document) -> None:
    if before is None:
        store["id"] = call.sources.token()
    store["teamID"] = store["teamID"] or ""
    names = [parameter["name"] for parameter in store["parameters"]]
    if len(set(names)) < len(names):
        raise invalid_field("parameters", "Duplicate parameter name(s) given")


PARAM_STORES = collection.offer(
    Kind(
        name="param_stores",
        label="Param Store",
        listed="/param_stores",
        created="/param_stores",
        item="/param_stores/{name}",
        key="name",
        identify=own_name,
        missing="Param Store not found.",
        partial_post=True,
        defaults={"parameters": [], "team": None, "teamID": ""},
        audit={"create": "param_store_create", "update": "param_store_update", "delete": "param_store_delete"},
        prepare=prepare,
    )
)


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    """Deletes a prompt's versions with it."""
    if after is None and before is not None:
        for version in call.project.all("prompt_versions"):
            if version[HIDDEN]["prompt"] == before["id"]:
                call.project.remove("prompt_versions", f"{before['id']}/{version['id']}")


PROMPTS = collection.offer(
    Kind(
        name="prompts",
        label="Prompt",
        listed="/prompts",
        created="/prompts",
        item="/prompts/{id}",
        identify=slug,
        missing="Not Found.",
        defaults={"description": "", "idType": "userID", "tags": [], "targetApps": [], "holdoutIDs": [], "team": None, "teamID": None},
        audit={"create": "ai_config_create", "update": "edit_ai_config_version", "delete": "delete_ai_config"},
        follow=follow,
    )
)


@operation("POST /prompts/{id}/versions")
def create_version(call: Call) -> Reply:
    """Adds a version with its own `id`, or one that the server makes; no operation reads it."""
    prompt = collection.find(call, PROMPTS, call.path["id"])
    version = call.body | {"id": call.body.get("id") or call.sources.token()}
    key = f"{prompt['id']}/{version['id']}"
    if call.project.has("prompt_versions", key):
        raise refused("Name is already in use")
    call.project.put("prompt_versions", key, version | {HIDDEN: {"prompt": prompt["id"]}})
    return Reply("Prompt version created successfully.", version)


@operation("POST /prompts/{id}/versions/{versionId}/start_evals")
def start_evals(call: Call) -> Reply:
    collection.find(call, PROMPTS, call.path["id"])
    version = call.project.get("prompt_versions", f"{call.path['id']}/{call.path['versionId']}")
    if version is None:
        raise not_found("Prompt version not found.")
    return Reply("Evaluation started successfully.", {"id": version["id"], "name": version["name"]})

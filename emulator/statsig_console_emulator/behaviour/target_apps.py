"""Target apps: a name, and the configs that have it in their `targetApps`."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import Kind, server_made
from statsig_console_emulator.registry import operation

ATTACHED = {
    "gates": ("gates", "Gates"),
    "dynamicConfigs": ("dynamic_configs", "Dynamic configs"),
    "experiments": ("experiments", "Experiments"),
}


def prepare(call: Call, before: Document | None, app: Document, given: Document) -> None:
    if any(other["id"] != app["id"] for other in call.project.with_field("target_app", "name", app["name"])):
        raise refused("Name is already in use")
    if before is None:
        _check_configs(call, given)


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    """Adds a new app to its configs, and renames or removes the app in them: configs hold app names."""
    if before is None and after is not None:
        _attach(call, after, [after["name"]])
    elif before is not None and (after is None or after["name"] != before["name"]):
        for kind, _ in ATTACHED.values():
            for document in call.project.all(kind):
                if before["name"] in document["targetApps"]:
                    renamed = [after["name"]] if after else []
                    others = [name for name in document["targetApps"] if name != before["name"]]
                    call.project.put(kind, document["id"], document | {"targetApps": [*others, *renamed]})


def _check_configs(call: Call, given: Document) -> None:
    for name, (kind, label) in ATTACHED.items():
        unknown = [found for found in given.get(name, []) if not call.project.has(kind, found)]
        if unknown:
            raise not_found(f"{label} with IDs [{', '.join(unknown)}] do not exist")


def _attach(call: Call, given: Document, apps: list[str]) -> None:
    for name, (kind, _) in ATTACHED.items():
        for key in given.get(name, []):
            document = call.project.get(kind, key)
            if document is not None:
                document["targetApps"] = list(dict.fromkeys([*document["targetApps"], *apps]))
                call.project.put(kind, key, document)


TARGET_APPS = collection.offer(
    Kind(
        name="target_app",
        label="Target App",
        listed="/target_app",
        created="/target_app",
        item="/target_app/{id}",
        identify=server_made,
        missing="Target app not found.",
        audited=False,
        audit={"create": "create_customer_app", "update": "edit_target_app", "delete": "delete_target_app"},
        prepare=prepare,
        follow=follow,
    )
)


@operation("PATCH /target_app")
def assign(call: Call) -> Reply:
    """Adds target apps, named by ID or name, to configs."""
    apps = {found[key]: found["name"] for found in call.project.all(TARGET_APPS.name) for key in ("id", "name")}
    unknown = [wanted for wanted in call.body["targetApps"] if wanted not in apps]
    if unknown:
        raise not_found(f"Target apps with IDs [{', '.join(unknown)}] do not exist")
    _check_configs(call, call.body)
    _attach(call, call.body, [apps[wanted] for wanted in call.body["targetApps"]])
    return Reply("Target apps assigned successfully.")

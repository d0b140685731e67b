"""Gates: identity, defaults, the three ways to change one, and a status that moves with isEnabled."""

import pytest

from statsig_console_emulator import Options


@pytest.fixture
def gate(console):
    return console.post("/gates", {"name": "A Gate"}).data


def test_id_is_the_slug_of_the_name(console):
    assert console.post("/gates", {"name": "A Gate.v1-x"}).data["id"] == "a_gate.v1-x"


def test_given_id_counts(console):
    gate = console.post("/gates", {"id": "My-ID.1", "name": "A Gate"}).data

    assert (gate["id"], gate["name"]) == ("My-ID.1", "A Gate")


def test_gate_needs_a_name_or_an_id(console):
    assert console.post("/gates", {}).body["errors"] == [{"property": "name", "errorMessage": "Required"}]
    assert console.post("/gates", {"id": "only_id"}).data["name"] == "only_id"


def test_new_gate_carries_the_servers_fields(console, clock):
    answer = console.post("/gates", {"name": "A Gate"})
    gate = answer.data
    caller, project = gate["creatorID"], console.get("/project").data["id"]

    assert answer.status == 201
    assert gate == {
        "id": "a_gate",
        "name": "A Gate",
        "description": "",
        "idType": "userID",
        "isEnabled": True,
        "status": "In Progress",
        "rules": [],
        "tags": [],
        "targetApps": [],
        "holdoutIDs": [],
        "type": "TEMPORARY",
        "typeReason": "NONE",
        "checksPerHour": 0,
        "team": None,
        "teamID": None,
        "measureMetricLifts": True,
        "monitoringMetrics": [],
        "reviewSettings": {"requiredReview": False, "allowedReviewers": []},
        "releasePipelineID": None,
        "owner": {"ownerID": caller, "ownerType": "SDK_KEY", "ownerName": "CONSOLE API", "ownerEmail": ""},
        "creatorID": caller,
        "creatorName": "CONSOLE API",
        "creatorEmail": None,
        "createdTime": clock.milliseconds,
        "lastModifierID": caller,
        "lastModifierName": "CONSOLE API",
        "lastModifierEmail": None,
        "lastModifiedTime": clock.milliseconds,
        "permalink": f"https://console.statsig.com/{project}/gates/a_gate",
        "version": 1,
    }


def test_duplicate_is_a_400(console, gate):
    """The API never declares 409."""
    assert console.post("/gates", {"id": "a_gate", "name": "Another"}).body == {"status": 400, "message": "Name is already in use"}


def test_unknown_gate_is_a_404(console):
    assert console.get("/gates/none").body == {"status": 404, "message": "Gate not found."}


def test_ids_are_case_sensitive(console, gate):
    assert console.get("/gates/A_Gate").status == 404


def test_patch_changes_what_it_gives(console, gate, clock):
    clock.advance(5)
    changed = console.patch("/gates/a_gate", {"tags": ["x"], "targetApps": "web"}).data

    assert changed == gate | {"tags": ["x"], "targetApps": ["web"], "version": 2, "lastModifiedTime": clock.milliseconds}


def test_full_update_needs_its_required_fields(console, gate):
    errors = console.post("/gates/a_gate", {}).body["errors"]

    assert {error["property"] for error in errors} == {"isEnabled", "description", "rules"}


def test_full_update_resets_what_it_leaves_out(console):
    console.post("/gates", {"name": "A Gate", "tags": ["x"], "measureMetricLifts": False, "idType": "stableID"})
    gate = console.post("/gates/a_gate", {"isEnabled": True, "description": "new", "rules": []}).data

    assert (gate["description"], gate["tags"], gate["measureMetricLifts"], gate["idType"]) == ("new", [], True, "userID")
    assert gate["name"] == "A Gate"


class TestKeepingFullUpdates:
    """The effect of a full update on omitted fields is unknown, so the other reading can be had."""

    @pytest.fixture
    def options(self):
        return Options(full_update_resets=False)

    def test_full_update_keeps_what_it_leaves_out(self, console):
        console.post("/gates", {"name": "A Gate", "tags": ["x"]})
        gate = console.post("/gates/a_gate", {"isEnabled": True, "description": "", "rules": []}).data

        assert gate["tags"] == ["x"]


@pytest.mark.parametrize(
    ("verb", "status", "enabled"),
    [
        ("enable", "In Progress", True),
        ("disable", "Disabled", False),
        ("launch", "Launched", False),
        ("archive", "Archived", True),
        ("unarchive", "In Progress", True),
    ],
)
def test_lifecycle_calls_set_status_and_is_enabled(console, gate, verb, status, enabled):
    """A launched gate is a constant and counts as not enabled."""
    moved = console.put(f"/gates/a_gate/{verb}").data

    assert (moved["status"], moved["isEnabled"], moved["version"]) == (status, enabled, 2)
    assert console.get("/gates/a_gate").data == moved


def test_is_enabled_moves_the_status(console, gate):
    assert console.patch("/gates/a_gate", {"isEnabled": False}).data["status"] == "Disabled"
    assert console.patch("/gates/a_gate", {"isEnabled": True}).data["status"] == "In Progress"


def test_repeating_is_enabled_leaves_a_launched_gate_launched(console, gate):
    console.put("/gates/a_gate/launch")

    assert console.patch("/gates/a_gate", {"isEnabled": False}).data["status"] == "Launched"


def test_nullable_fields_are_cleared_by_null_and_others_refuse_it(console, gate):
    console.patch("/gates/a_gate", {"team": "growth"})

    assert console.patch("/gates/a_gate", {"team": None}).data["team"] is None
    assert console.patch("/gates/a_gate", {"tags": None}).status == 400


def test_deleted_gate_is_gone(console, gate):
    """Deletion is not idempotent."""
    assert console.delete("/gates/a_gate").body == {"message": "Gate deleted successfully."}
    assert [console.get("/gates/a_gate").status, console.delete("/gates/a_gate").status] == [404, 404]
    assert console.post("/gates", {"name": "A Gate"}).status == 201


def test_versions_are_kept_newest_first(console, gate):
    console.patch("/gates/a_gate", {"description": "two"})
    console.patch("/gates/a_gate", {"description": "three"})

    found = console.get("/gates/a_gate/versions").data
    assert [(version["version"], version["description"]) for version in found] == [(3, "three"), (2, "two"), (1, "")]


def test_archived_gates_are_listed_for_who_asks_for_them(console):
    """Reads by ID show them all the same, and the count is that of what is listed."""
    for name in ("old", "new"):
        console.post("/gates", {"name": name, "tags": ["t"]})
    console.put("/gates/old/archive", {"archiveReason": "done"})

    unasked = [console.get("/gates"), console.get("/gates", includeArchived="false"), console.get("/gates", tags="t")]
    asked = console.get("/gates", includeArchived="true", tags="t")

    assert [[gate["id"] for gate in answer.data] for answer in unasked] == [["new"]] * 3
    assert [answer.body["pagination"]["totalItems"] for answer in unasked] == [1, 1, 1]
    assert [gate["id"] for gate in asked.data] == ["new", "old"]
    assert console.get("/gates/old").data["status"] == "Archived"


@pytest.mark.parametrize("options", [Options(archived_gates_listed=True)])
def test_services_may_list_archived_gates_unasked(console, options):
    """No document says in so many words that they are left out."""
    console.post("/gates", {"name": "old"})
    console.put("/gates/old/archive", {"archiveReason": "done"})

    assert [gate["id"] for gate in console.get("/gates").data] == ["old"]

"""Keys, tags, target apps, unit ID types, roles, people, settings: the kinds that configs refer to."""

import pytest


def test_key_answers_under_other_names_than_it_was_asked(console):
    """targetAppID goes in as an ID and comes out as primaryTargetApp, by name."""
    app = console.post("/target_app", {"name": "web", "description": ""}).data["id"]
    body = {"description": "d", "type": "SERVER", "targetAppID": app, "secondaryTargetAppIDs": [app], "environments": ["production"]}
    answer = console.post("/keys", body)
    key = answer.data["key"]

    assert answer.status == 200
    assert answer.data == {
        "key": key,
        "type": "SERVER",
        "description": "d",
        "scopes": [],
        "environments": ["production"],
        "primaryTargetApp": "web",
        "secondaryTargetApps": ["web"],
        "status": "active",
    }
    assert console.get(f"/keys/{key}").data == answer.data


def test_key_apps_are_cleared_by_null_and_its_type_stays(console):
    key = console.post("/keys", {"description": "d", "type": "CLIENT", "targetAppID": "x"}).data["key"]
    changed = console.patch(f"/keys/{key}", {"targetAppID": None, "type": "SERVER", "description": "new"}).data

    assert (changed["primaryTargetApp"], changed["type"], changed["description"]) == (None, "CLIENT", "new")


def test_keys_are_listed_by_app_and_environment(console):
    for name, environment in (("a", "production"), ("b", "staging")):
        console.post("/keys", {"description": name, "type": "SERVER", "targetAppID": name, "environments": [environment]})

    assert [key["description"] for key in console.get("/keys", environment="staging").data] == ["b"]
    assert [key["description"] for key in console.get("/keys", primaryTargetApp="a").data] == ["a"]


def test_tags_answer_to_id_and_name(console):
    tag = console.post("/tags", {"name": "my tag", "description": "d"}).data

    assert tag == {"id": tag["id"], "name": "my tag", "description": "d", "isCore": False}
    assert console.get(f"/tags/{tag['id']}").data == console.get("/tags/my%20tag").data == tag
    assert console.patch(f"/tags/{tag['id']}", {"name": "renamed"}).data["id"] == tag["id"]
    assert console.post("/tags", {"name": "renamed", "description": ""}).status == 400


def test_target_app_shows_nothing_but_its_name(console):
    """Description and attachments are write-only; the configs carry the app."""
    console.post("/gates", {"name": "A gate"})
    app = console.post("/target_app", {"name": "web", "description": "d", "gates": ["a_gate"]}).data

    assert set(app) == {"id", "name"}
    assert console.get("/gates/a_gate").data["targetApps"] == ["web"]


def test_renaming_and_deleting_an_app_reaches_its_configs(console):
    console.post("/gates", {"name": "A gate"})
    app = console.post("/target_app", {"name": "web", "description": "", "gates": ["a_gate"]}).data["id"]
    renamed = console.patch(f"/target_app/{app}", {"name": "site"})
    after_rename = console.get("/gates/a_gate").data["targetApps"]
    console.delete(f"/target_app/{app}")

    assert (set(renamed.body), after_rename, console.get("/gates/a_gate").data["targetApps"]) == ({"message"}, ["site"], [])


def test_bulk_assignment_adds_apps_and_names_what_is_missing(console):
    console.post("/gates", {"name": "A gate", "targetApps": ["first"]})
    console.post("/target_app", {"name": "web", "description": ""})
    console.patch("/target_app", {"targetApps": ["web"], "gates": ["a_gate"]})

    assert console.get("/gates/a_gate").data["targetApps"] == ["first", "web"]
    assert console.patch("/target_app", {"targetApps": ["none"]}).message == "Target apps with IDs [none] do not exist"
    assert console.patch("/target_app", {"targetApps": ["web"], "gates": ["x", "y"]}).message == "Gates with IDs [x, y] do not exist"


def test_unit_id_types_are_keyed_by_name(console):
    answer = console.post("/unit_id_types", {"name": "Company ID"})

    assert (answer.status, answer.data) == (201, {"name": "Company ID", "description": ""})
    assert console.patch("/unit_id_types/Company%20ID", {"description": "d"}).data["description"] == "d"
    assert {found["name"] for found in console.get("/unit_id_types").data} == {"userID", "stableID", "Company ID"}
    assert (console.delete("/unit_id_types/Company%20ID").status, console.get("/unit_id_types/Company%20ID").status) == (200, 404)


def test_roles_are_keyed_by_name(console):
    body = {"name": "Ops", "permissions": {"create_configs": True}}

    assert (console.post("/roles", body).status, console.get("/roles/Ops").data) == (201, body)
    assert console.patch("/roles/Ops", {"permissions": {"create_teams": True}}).data["permissions"] == {"create_teams": True}
    assert console.post("/roles", body).status == 400


TEAM = {
    "name": "Growth",
    "members": ["a@example.com"],
    "admins": ["owner@example.com"],
    "defaultGateMetrics": [{"name": "m", "type": "sum"}],
    "defaultExperimentPrimaryMetrics": [],
    "defaultExperimentSecondaryMetrics": [],
    "defaultHoldoutMetrics": [],
    "changeTeamConfigs": "anyone",
    "reviewApproval": "anyone",
    "defaultTargetApplications": ["web"],
}


@pytest.fixture
def team(console):
    return console.post("/users/teams", TEAM).data


def test_team_members_are_written_as_emails_and_read_as_users(team):
    people = [*team["members"], *team["admins"]]
    ids = {person.pop("userID") for person in people}

    assert len(ids) == 2
    assert people == [
        {"email": "a@example.com", "firstName": "", "lastName": "", "role": "Member"},
        {"email": "owner@example.com", "firstName": "Project", "lastName": "Owner", "role": "Owner"},
    ]


def test_team_update_replaces_given_lists_and_keeps_the_rest(console, team):
    changed = console.patch(f"/users/teams/{team['id']}", {"members": [], "id": "other"}).data

    assert (changed["members"], changed["admins"], changed["id"]) == ([], team["admins"], team["id"])
    assert console.get("/users/teams/Growth").data == changed


def test_team_name_and_id_belong_together_on_configs(console, team):
    by_name = console.post("/gates", {"name": "By name", "team": "Growth"}).data
    by_id = console.post("/gates", {"name": "By id", "teamID": team["id"]}).data

    assert [(gate["team"], gate["teamID"]) for gate in (by_name, by_id)] == [("Growth", team["id"])] * 2


def test_team_brings_defaults_to_new_objects(console, team):
    """Values that the caller did not send and will find in reads."""
    gate = console.post("/gates", {"name": "A gate", "team": "Growth"}).data
    own = console.post("/gates", {"name": "Own", "team": "Growth", "monitoringMetrics": [], "targetApps": []}).data

    assert (gate["monitoringMetrics"], gate["targetApps"]) == (TEAM["defaultGateMetrics"], ["web"])
    assert (own["monitoringMetrics"], own["targetApps"]) == ([], [])


def test_project_may_demand_a_team(console, team):
    console.post("/settings/teams", {"require_teams_on_configs": True})

    assert console.post("/gates", {"name": "A gate"}).body["errors"][0]["property"] == "team"
    assert console.post("/gates", {"name": "A gate", "team": "Growth"}).status == 201


def test_invited_users_can_be_read_and_changed(console, team):
    console.post("/users/invite", {"role": "Read Only", "emails": ["new@example.com"], "teams": ["Growth"]})
    changed = console.post("/users/new@example.com", {"firstName": "N"}).data

    assert changed == {"userID": changed["userID"], "email": "new@example.com", "firstName": "N", "lastName": "", "role": "Read Only"}
    assert "new@example.com" in [member["email"] for member in console.get(f"/users/teams/{team['id']}").data["members"]]
    assert console.get("/users/none@example.com").body == {"status": 404, "message": "No user identified"}


def test_company_may_keep_other_domains_out(console, service):
    from statsig_console_emulator import transfer

    company = console.get("/company").data | {"emailDomain": "acme.com"}
    transfer.seed(service, {"objects": {"settings": {"company": company}}}, "console-test")
    answer = console.post("/users/invite", {"role": "Member", "emails": ["x@other.org"]})

    assert (answer.status, "recieved: x@other.org" in answer.message) == (400, True)


def test_settings_are_written_whole(console):
    written = console.post("/settings/project", {"name": "Shop", "visibility": "CLOSED"})

    assert written.data == {"name": "Shop", "visibility": "CLOSED"}
    assert console.get("/settings/project").data == written.data
    assert console.post("/settings/project", {"name": "Shop"}).status == 400


def test_environments_keep_items_by_id_and_drop_the_rest(console):
    development, _, production = console.get("/environments").data["environments"]
    qa = {"name": "qa", "isProduction": False, "requiresReview": False, "requiresReleasePipeline": False}
    answer = console.post("/environments", {"environments": [production, qa, development | {"name": "dev"}]})
    found = console.get("/environments").data["environments"]

    assert answer.status == 200
    assert [(item["name"], item["id"]) for item in (found[0], found[2])] == [("production", production["id"]), ("dev", development["id"])]
    assert found[1]["id"] not in (production["id"], development["id"])


@pytest.mark.parametrize("change", ["drop", "rename", "demote"])
def test_production_environment_may_not_change(console, change):
    environments = console.get("/environments").data["environments"]
    production = environments.pop()
    if change != "drop":
        environments.append(production | ({"name": "prod"} if change == "rename" else {"isProduction": False}))

    assert console.post("/environments", {"environments": environments}).status == 400
    assert len(console.get("/environments").data["environments"]) == 3

"""Reviews by the contract: opened, edited, approved by somebody else, rejected, committed, cancelled, by plain requests."""

from __future__ import annotations

import copy
import json

import pytest

from statsig_console_emulator import Options, Service, reviews, transfer
from statsig_console_emulator.contract import REVIEW_HEADER
from statsig_console_emulator.requests import KEY_HEADER, Request
from statsig_console_emulator.testing import InProcessClient

RULE = {"name": "all", "passPercentage": 100, "conditions": [{"type": "public"}]}
VARIANTS = {
    "variants": [{"name": "a", "json": 1}, {"name": "b", "json": 2}],
    "successEvent": "e",
    "explorationWindow": "1hr",
    "attributionWindow": "1hr",
    "winnerThreshold": "95%",
}
# Kind → an object, and a review of it that everything can be done with.
OBJECTS = {
    "gates": {"name": "Ours"},
    "dynamic_configs": {"name": "Ours"},
    "experiments": {"name": "Ours"},
    "autotunes": {"name": "Ours", **VARIANTS},
}
REVIEWS = {
    "gates": {"description": "why", "change": {"rules": [RULE]}},
    "dynamic_configs": {"description": "why", "change": {"rules": [RULE], "default_value": {"a": 1}}},
    "experiments": {"type": "start", "description": "why"},
    "autotunes": {"type": "start", "description": "why"},
}
LISTS = (
    "defaultGateMetrics",
    "defaultExperimentPrimaryMetrics",
    "defaultExperimentSecondaryMetrics",
    "defaultHoldoutMetrics",
    "defaultTargetApplications",
)
each_kind = pytest.mark.parametrize("kind", OBJECTS)


@pytest.fixture
def other(service, console) -> InProcessClient:
    """Somebody else of the project: whoever has another key of it."""
    key = console.post("/keys", {"description": "", "type": "CONSOLE", "scopes": []}).data["key"]
    return InProcessClient(service, key)


@pytest.fixture
def opened(console, kind) -> str:
    """The address of an open review."""
    console.post(f"/{kind}", OBJECTS[kind])
    made = console.post(f"/{kind}/ours/reviews", REVIEWS[kind])
    return f"/{kind}/ours/reviews/{made.data['review_id']}"


def review(client, address):
    """A review, as it is read."""
    return client.get(address).data


def seen(client, kind):
    """What the change of the review is about."""
    it = client.get(f"/{kind}/ours").data
    return {"gates": lambda: len(it["rules"]), "dynamic_configs": lambda: (len(it["rules"]), it["defaultValue"])}.get(
        kind, lambda: it.get("status", it.get("isStarted"))
    )()


@each_kind
def test_an_open_review_changes_nothing_until_it_is_committed(console, other, kind, opened):
    """Approval alone is not enough, and a commit is not possible before it; a second one is not possible at all."""
    before = seen(console, kind)
    made = review(console, opened)
    assert (made["status"], made["description"], made["reviewers"], made["author"]["email"]) == ("pending", "why", [], None)
    assert [each["review_id"] for each in console.get(f"/{kind}/ours/reviews").data] == [made["review_id"]]
    assert console.put(f"{opened}/commit").status == 400

    assert other.put(f"{opened}/approve", {"reason": "fine"}).data["status"] == "accepted"
    assert seen(console, kind) == before
    assert console.put(f"{opened}/commit").status == 200

    assert seen(console, kind) != before
    assert review(console, opened)["status"] == "committed"
    assert console.put(f"{opened}/commit").status == 400


@each_kind
def test_a_review_is_not_approved_by_whoever_opened_it(console, other, kind, opened):
    """Neither twice by anybody."""
    assert console.put(f"{opened}/approve", {}).status == 403
    assert other.put(f"{opened}/approve", {}).status == 200
    assert other.put(f"{opened}/approve", {}).status == 400


@each_kind
def test_a_rejected_review_is_over_and_the_audit_log_tells_why(console, other, kind, opened):
    """No answer has a field for the reason."""
    assert other.put(f"{opened}/reject", {}).status == 400
    assert other.put(f"{opened}/reject", {"reason": "too steep"}).data["status"] == "rejected"

    assert [console.put(f"{opened}/commit").status, other.put(f"{opened}/approve", {}).status, console.delete(opened).status] == [400] * 3
    action = {"experiments": "experiment_review_reject", "autotunes": "autotune_review_reject"}.get(kind, "config_review_reject")
    (noted,) = console.get("/audit_logs", actionType=action).data
    assert "too steep" in noted["changeLog"]
    assert console.post(f"/{kind}/ours/reviews", REVIEWS[kind]).status == 201


@each_kind
def test_a_cancelled_review_is_gone(console, kind, opened):
    """The object shows none, and another can be opened."""
    assert console.delete(opened).status == 200

    assert (console.get(opened).status, console.get(f"/{kind}/ours/reviews").data) == (404, [])
    assert "activeReview" not in console.get(f"/{kind}/ours").data
    assert console.post(f"/{kind}/ours/reviews", REVIEWS[kind]).status == 201


@each_kind
def test_an_object_has_one_open_review(console, kind, opened):
    """The kinds that tell of one show it."""
    assert console.post(f"/{kind}/ours/reviews", REVIEWS[kind]).status == 400
    active = console.get(f"/{kind}/ours").data.get("activeReview", {})
    told = {"reviewID": opened.rsplit("/", 1)[1], "reviewStatus": "pending", "description": "why"}
    assert active == (told if kind in ("gates", "experiments") else {})


@each_kind
def test_description_and_reviewers_are_edited_one_by_one(console, kind, opened):
    """What an edit leaves out stays; one that edits nothing is refused."""
    assert console.put(opened, {}).status == 400
    console.put(opened, {"reviewer_ids": ["u"], "reviewer_group_ids": ["g"]})
    edited = console.put(opened, {"description": "because"}).data

    assert edited["description"] == "because"
    assert edited["reviewers"] == [{"id": "u", "kind": "user"}, {"id": "g", "kind": "group"}]


@each_kind
def test_an_object_that_is_deleted_takes_its_reviews_along(console, kind, opened):
    """One of the same name has none."""
    console.delete(f"/{kind}/ours")
    assert console.get(opened).status == 404
    console.post(f"/{kind}", OBJECTS[kind])

    assert (console.get(opened).status, console.get(f"/{kind}/ours/reviews").data) == (404, [])


@pytest.mark.parametrize("kind", ["gates"])
@pytest.mark.parametrize(("options", "status"), [(Options(), "pending"), (Options(edits_keep_approval=True), "accepted")])
def test_another_change_has_to_be_approved_anew(console, other, kind, opened, service, options, status):
    """Unless the service thinks otherwise."""
    service.options = options
    other.put(f"{opened}/approve", {})

    edited = console.put(opened, {"change": {"rules": [RULE | {"name": "some", "passPercentage": 5}]}}).data

    assert edited["status"] == status
    assert [rule["name"] for rule in edited["content"]["proposed"]["rules"]] == ["some"]


@pytest.mark.parametrize("kind", ["gates"])
def test_content_is_what_is_proposed_beside_what_is_there_now(console, kind, opened):
    """The content is whole in single answers, and left out of lists."""
    console.patch("/gates/ours", {"rules": [RULE | {"name": "meanwhile"}]})

    content = review(console, opened)["content"]
    assert [[rule["name"] for rule in content[side]["rules"]] for side in ("current", "proposed")] == [["meanwhile"], ["all"]]
    assert "content" not in console.get("/gates/ours/reviews").data[0]


@pytest.mark.parametrize("kind", ["gates"])
@pytest.mark.parametrize(
    ("options", "status", "rules"), [(Options(), 200, ["all"]), (Options(commits_overwrite=False), 409, ["meanwhile"])]
)
def test_a_commit_meets_what_was_changed_meanwhile(console, other, kind, opened, service, options, status, rules):
    """It replaces the rules as a whole; a stricter service refuses."""
    service.options = options
    console.patch("/gates/ours", {"rules": [RULE | {"name": "meanwhile"}]})
    other.put(f"{opened}/approve", {})

    assert console.put(f"{opened}/commit").status == status
    assert [rule["name"] for rule in console.get("/gates/ours").data["rules"]] == rules


@pytest.mark.parametrize("kind", ["autotunes"])
def test_options_allow_what_is_refused_otherwise(console, kind, opened, service):
    """A commit without an approval, and an approval by oneself."""
    service.options = Options(commits_unapproved=True, self_approval=True)

    assert console.put(f"{opened}/approve", {}).status == 200
    console.put(f"{opened}/commit")
    console.post("/autotunes", {**VARIANTS, "name": "Another"})
    made = console.post("/autotunes/another/reviews", {"type": "start"}).data["review_id"]
    assert console.put(f"/autotunes/another/reviews/{made}/commit").status == 200


@pytest.mark.parametrize(
    ("change", "type", "field", "value"),
    [
        ({"is_enabled": False}, "toggle_enabled", "status", "Disabled"),
        ({"is_archived": True}, "archive", "status", "Archived"),
        ({"team_id": "t"}, "update_team", "teamID", "t"),
        ({"release_pipeline_id": "p"}, "update_release_pipeline", "releasePipelineID", "p"),
        ({"id_type": "stableID"}, "edit_id_type", "idType", "stableID"),
        ({"target_app_ids": ["web"]}, "update_target_applications", "targetApps", ["web"]),
        ({"disable_reviews_locally": True}, "disable_reviews_locally", "status", "In Progress"),
        ({"resalt": True}, "resalt", "status", "In Progress"),
        ({"allow_self_approval": True}, "update_allow_self_approval", "status", "In Progress"),
        (
            {"owners": [{"owner_id": "u"}]},
            "update_owners",
            "owner",
            {"ownerID": "u", "ownerType": "USER", "ownerName": "", "ownerEmail": ""},
        ),
        ({"allowed_reviewers": {"user_ids": ["u"]}}, "allowed_reviewers", "status", "In Progress"),
        ({"delete": True}, "delete", None, None),
    ],
)
def test_each_change_of_a_gate_is_made_by_its_commit(console, other, change, type, field, value):
    """What proposes no value has no content."""
    console.post("/gates", {"name": "Ours"})
    made = console.post("/gates/ours/reviews", {"description": "why", "change": change}).data
    assert made["type"] == type
    assert (made["content"] is None) == (type in ("delete", "resalt", "disable_reviews_locally"))
    address = f"/gates/ours/reviews/{made['review_id']}"
    other.put(f"{address}/approve", {})

    assert console.put(f"{address}/commit").status == 200

    gate = console.get("/gates/ours")
    assert (gate.data[field] if field else gate.status) == (value if field else 404)


def test_a_config_goes_back_to_a_version(console, other):
    """The number of a version stands for a snapshot, which the API does not number in any answer."""
    console.post("/dynamic_configs", {"name": "Ours", "defaultValue": {"a": 1}})
    console.patch("/dynamic_configs/ours", {"defaultValue": {"a": 2}})
    assert console.post("/dynamic_configs/ours/reviews", {"description": "back", "change": {"restore": {"snapshot_id": "9"}}}).status == 404

    made = console.post("/dynamic_configs/ours/reviews", {"description": "back", "change": {"restore": {"snapshot_id": "1"}}}).data
    other.put(f"/dynamic_configs/ours/reviews/{made['review_id']}/approve", {})
    console.put(f"/dynamic_configs/ours/reviews/{made['review_id']}/commit")

    assert console.get("/dynamic_configs/ours").data["defaultValue"] == {"a": 1}


@pytest.mark.parametrize("change", [{}, {"rules": [], "is_enabled": False}, {"default_value": {}, "is_enabled": True}])
def test_a_review_has_exactly_one_change(console, change):
    """Rules and default value of a config go together, and nothing else does."""
    console.post("/dynamic_configs", {"name": "Ours"})

    assert console.post("/dynamic_configs/ours/reviews", {"description": "why", "change": change}).status == 400


def test_what_could_not_be_done_is_not_proposed(console):
    """Nobody is asked to approve the impossible, and nothing of the trial stays."""
    console.post("/gates", {"name": "Ours"})
    console.post("/experiments", {"name": "Ours"})

    twice = {"description": "why", "change": {"rules": [RULE, RULE]}}
    assert console.post("/gates/ours/reviews", twice).status == 400
    assert console.post("/experiments/ours/reviews", {"type": "abandon"}).status == 400
    assert console.get("/gates/ours").data["rules"] == []
    assert console.get("/gates/ours/reviews").data == []


SETUP, RUNNING, OVER = (), ("start",), ("start", "abandon")


@pytest.mark.parametrize(
    ("earlier", "given", "field", "value"),
    [
        (RUNNING, {"type": "stop"}, "status", "experiment_stopped"),
        (RUNNING, {"type": "pause"}, "status", "assignment_stopped"),
        (RUNNING, {"type": "restart"}, "status", "setup"),
        (RUNNING, {"type": "abandon", "reason": "no effect"}, "decisionReason", "no effect"),
        (OVER, {"type": "archive"}, "status", "archived"),
        (RUNNING, {"type": "rollout", "group_id": "Test", "rollout_percentage": 10}, "status", "active"),
        (RUNNING, {"type": "schedule_rollout", "group_id": "Test", "rollout_phases": [{"percentage": 10}]}, "status", "active"),
        (SETUP, {"type": "reallocate"}, "status", "setup"),
        (SETUP, {"type": "update_owners", "owners": [{"owner_id": "u"}]}, "status", "setup"),
        (SETUP, {"type": "update_team", "team_id": None}, "teamID", None),
        (SETUP, {"type": "update_target_applications", "target_app_ids": ["web"]}, "targetApps", ["web"]),
        (SETUP, {"type": "update_allowed_reviewers", "allowed_reviewer_user_ids": ["u"]}, "status", "setup"),
        (SETUP, {"type": "update_default_impact_multiplier", "default_impact_multiplier": 2}, "defaultImpactMultiplier", 2),
        (SETUP, {"type": "update_overrides", "id_overrides": [{"ids": ["u"], "group_id": "Test"}]}, "status", "setup"),
        (SETUP, {"type": "scheduled_start", "start_time": 4_000_000_000_000}, "status", "setup"),
        (SETUP, {"type": "disable_reviews_locally"}, "status", "setup"),
        (SETUP, {"type": "delete"}, None, None),
    ],
)
def test_each_move_of_an_experiment_is_made_by_its_commit(console, other, earlier, given, field, value):
    """By the operation that makes it without a review, where there is one."""
    console.post("/experiments", {"name": "Ours"})
    for verb in earlier:
        console.put(f"/experiments/ours/{verb}", {"decisionReason": "r"} if verb == "abandon" else {})
    made = console.post("/experiments/ours/reviews", given).data
    address = f"/experiments/ours/reviews/{made['review_id']}"
    other.put(f"{address}/approve", {})

    assert console.put(f"{address}/commit").status == 200

    experiment = console.get("/experiments/ours")
    assert (experiment.data.get(field) if field else experiment.status) == (value if field else 404)


def test_settings_and_groups_and_the_decision_of_an_experiment(console, other):
    """Settings that a review leaves out stay as they are."""
    made = console.post("/experiments", {"name": "Ours", "hypothesis": "old", "allocation": 50}).data
    required = (
        "description",
        "idType",
        "groups",
        "allocation",
        "targetingGateID",
        "bonferroniCorrection",
        "defaultConfidenceInterval",
        "status",
    )
    settings = {name: made[name] for name in required} | {"hypothesis": "new"}

    def commit(given):
        answer = console.post("/experiments/ours/reviews", given)
        address = f"/experiments/ours/reviews/{answer.data['review_id']}"
        other.put(f"{address}/approve", {})
        assert console.put(f"{address}/commit").status == 200
        return answer.data["content"]

    content = commit({"type": "update_settings", "settings": settings})
    assert [content[side]["settings"]["hypothesis"] for side in ("current", "proposed")] == ["old", "new"]
    console.put("/experiments/ours/start", {})
    commit({"type": "change_enabled_groups", "disabled_group_names": ["Test"]})
    assert [group.get("disabled") for group in console.get("/experiments/ours").data["groups"]] == [None, True]
    assert console.post("/experiments/ours/reviews", {"type": "make_decision"}).status == 400
    commit({"type": "make_decision", "winning_group_id": made["groups"][1]["id"], "reason": "better", "remove_overrides": True})
    decided = console.get("/experiments/ours").data
    assert (decided["status"], decided["decisionReason"], decided["hypothesis"]) == ("decision_made", "better", "new")


def test_the_moves_of_an_autotune(console, other):
    """Start, reallocation and decision."""
    made = console.post("/autotunes", {"name": "Ours", **VARIANTS}).data
    moves = ({"type": "reallocate"}, {"type": "start"}, {"type": "make_decision", "winning_group_id": made["variants"][0]["id"]})
    for given in moves:
        opened = console.post("/autotunes/ours/reviews", given).data["review_id"]
        other.put(f"/autotunes/ours/reviews/{opened}/approve", {})
        assert console.put(f"/autotunes/ours/reviews/{opened}/commit").status == 200

    assert console.get("/autotunes/ours").data["winner"]["name"] == "a"


def test_eligible_reviewers_are_those_who_are_named_and_the_members_of_groups(console, other):
    """Nobody named is everybody; a team that reviews itself is named with the object."""
    console.post("/users/invite", {"role": "Member", "emails": ["a@example.com", "b@example.com"]})
    first, second = (console.get(f"/users/{name}@example.com").data["userID"] for name in "ab")
    team = {
        "name": "Growth",
        "members": ["b@example.com"],
        "admins": [],
        **{name: [] for name in LISTS},
        "changeTeamConfigs": "anyone",
        "reviewApproval": "team_only",
    }
    group = console.post("/users/teams", team).data["id"]
    for kind in ("gates", "dynamic_configs", "experiments"):
        console.post(f"/{kind}", {"name": "Ours"})
        assert console.get(f"/{kind}/ours/eligible_reviewers").data == {"everyone_eligible": True, "users": [], "groups": []}

    for change in ({"allowed_reviewers": {"user_ids": [first]}}, {"team_id": group}):
        opened = console.post("/gates/ours/reviews", {"description": "why", "change": change}).data["review_id"]
        other.put(f"/gates/ours/reviews/{opened}/approve", {})
        console.put(f"/gates/ours/reviews/{opened}/commit")

    found = console.get("/gates/ours/eligible_reviewers").data
    assert (found["everyone_eligible"], [user["email"] for user in found["users"]]) == (False, ["a@example.com", "b@example.com"])
    assert found["groups"] == [{"id": group, "name": "Growth", "user_ids": [second]}]
    assert console.get("/gates/ours").data["reviewSettings"]["allowedReviewers"][0]["id"] == first


def test_a_seeded_review_is_whole(console, service):
    """What a seed leaves out is as of a review of rules that waits."""
    console.post("/gates", {"name": "Ours"})
    transfer.seed(service, {"objects": {"object_reviews": {"r": {"object": "ours", "description": "why"}}}}, "console-test")

    assert console.get("/gates/ours/reviews/r").data["content"]["proposed"] == {"rules": []}
    assert [each["review_id"] for each in console.get("/gates/ours/reviews").data] == ["r"]
    assert reviews.approve(service.store, "r", service.sources, service.options)
    assert console.put("/gates/ours/reviews/r/commit").status == 200


def test_reviews_survive_an_export(console, other, service):
    """A copy of the project goes on where the original stood."""
    console.post("/gates", {"name": "Ours"})
    made = console.post("/gates/ours/reviews", REVIEWS["gates"]).data
    exported = copy.deepcopy(transfer.export(service.store)["projects"][0])

    transfer.seed(service, {"objects": exported["objects"]}, "console-another")

    assert InProcessClient(service, "console-another").get(f"/gates/ours/reviews/{made['review_id']}").data["status"] == "pending"


def test_answers_hold_a_review_in_a_field_where_the_service_does(console, service):
    """One statement about the answers says so, and the schemas do not."""
    console.post("/gates", {"name": "Ours"})
    plain = console.post("/gates/ours/reviews", REVIEWS["gates"]).data
    unchecked = InProcessClient(Service(service.store, service.sources, options=Options(reviews_within="review")), "console-test")

    assert unchecked.get(f"/gates/ours/reviews/{plain['review_id']}").data == {"review": plain}
    assert [list(each) for each in unchecked.get("/gates/ours/reviews").data] == [["review"]]


def waiting_segment(console, service):
    """The address of a segment's review, which only the header opens."""
    console.post("/segments", {"name": "Ours", "type": "rule_based"})
    console.post("/settings/reviews", console.get("/settings/reviews").data | {"is_config_review_required": True})
    headers = {KEY_HEADER: "console-test", REVIEW_HEADER: "true"}
    rules = json.dumps([RULE | {"conditions": []}]).encode()
    assert service.handle(Request("POST", "/console/v1/segments/ours/conditional", "", headers, rules)).response.status == 200
    (review,) = reviews.waiting(service.store)
    return f"/segments/ours/reviews/{review['id']}"


def test_a_segments_review_is_committed_once_somebody_approved_it(console, service):
    """No operation approves it; the console does."""
    address = waiting_segment(console, service)
    assert console.put(f"{address}/commit").status == 400

    reviews.approve(service.store, address.rsplit("/", 1)[1], service.sources, service.options, commit=False)

    assert console.put(f"{address}/commit").status == 200
    assert [rule["name"] for rule in console.get("/segments/ours").data["rules"]] == ["all"]
    assert console.put(f"{address}/commit").status == 404


def test_a_segments_review_is_cancelled(console, service):
    """Nothing of it happens."""
    address = waiting_segment(console, service)

    assert console.delete(address).status == 200

    assert console.delete(address).status == 404
    assert console.get("/segments/ours").data["rules"] == []


def test_what_the_old_header_asks_for_does_not_join_a_review_by_the_contract(console, service):
    """An object shows one review at a time."""
    console.post("/gates", {"name": "Ours", "reviewSettings": {"requiredReview": True}})
    console.post("/gates/ours/reviews", REVIEWS["gates"])
    headers = {KEY_HEADER: "console-test", REVIEW_HEADER: "true"}

    answer = service.handle(Request("PATCH", "/console/v1/gates/ours", "", headers, b'{"description": "new"}')).response

    assert (answer.status, console.get("/gates/ours").data["description"]) == (400, "")


def test_reviews_themselves_wait_for_none(console, service):
    """Also where a request asks to respect them by the old header."""
    console.post("/gates", {"name": "Ours", "reviewSettings": {"requiredReview": True}})
    headers = {KEY_HEADER: "console-test", REVIEW_HEADER: "true"}

    answer = service.handle(Request("POST", "/console/v1/gates/ours/reviews", "", headers, json.dumps(REVIEWS["gates"]).encode())).response

    assert (answer.status, json.loads(answer.content)["data"]["status"]) == (201, "pending")


def test_a_person_decides_beside_the_api(console, service):
    """As one does in the console: a review is approved, another is rejected with its reason, and neither twice."""
    console.post("/gates", {"name": "Ours"})
    first = console.post("/gates/ours/reviews", REVIEWS["gates"]).data["review_id"]
    assert [(each["id"], each["status"]) for each in reviews.waiting(service.store)] == [(first, "pending")]

    assert reviews.approve(service.store, first, service.sources, service.options)
    assert console.get("/gates/ours").data["activeReview"]["reviewStatus"] == "accepted"
    assert reviews.reject(service.store, first, service.sources, service.options, "too steep")
    assert not reviews.reject(service.store, first, service.sources, service.options, "too steep")
    assert console.get(f"/gates/ours/reviews/{first}").data["status"] == "rejected"
    assert "too steep" in console.get("/audit_logs", actionType="config_review_reject").data[0]["changeLog"]


def test_what_is_not_there_is_said_in_the_declared_words(console):
    """Only some operations declare how they say it."""
    console.post("/dynamic_configs", {"name": "Ours"})
    declared = "Not Found. The requested resource could not be found."

    for kind in ("gates", "dynamic_configs", "experiments"):
        assert console.get(f"/{kind}/nowhere/eligible_reviewers").body["message"] == declared
    assert console.put("/dynamic_configs/ours/reviews/none", {"description": "why"}).body["message"] == declared
    assert console.put("/dynamic_configs/ours/reviews/none/commit").body["message"] == "Review not found."

"""Reviews as the contract of September 2026 has them: a change is proposed, edited, approved or rejected, and committed or cancelled.

A review of a gate or a dynamic config has one change, which can be edited; one of an experiment or an autotune has one move, which cannot.
A commit carries out what the review proposes, whatever the object holds by then. A caller with a console key counts as an admin of the
project, and may approve all reviews except its own.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from statsig_console_emulator import audit, collection, object_reviews
from statsig_console_emulator.behaviour.autotunes import AUTOTUNES
from statsig_console_emulator.behaviour.dynamic_configs import DYNAMIC_CONFIGS
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS
from statsig_console_emulator.behaviour.gates import GATES
from statsig_console_emulator.behaviour.people import TEAMS, USERS, shown
from statsig_console_emulator.behaviour.segments import SEGMENTS
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.contract import load
from statsig_console_emulator.dates import iso
from statsig_console_emulator.documents import objects_in, texts_in
from statsig_console_emulator.errors import ApiError, forbidden, invalid, not_found, refused
from statsig_console_emulator.kinds import HIDDEN, KINDS, Kind
from statsig_console_emulator.object_reviews import ACCEPTED, COMMITTED, OPEN, PENDING, REJECTED
from statsig_console_emulator.registry import HANDLERS, operation
from statsig_console_emulator.reviews import carry_out, tried, waiting_change

MISSING = "Review not found."
# Seeds may leave out the fields with defaults.
collection.offer(
    Kind(
        name=object_reviews.PLACE,
        label="Review",
        key="review_id",
        audited=False,
        defaults={
            "kind": GATES.name,
            "object": "",
            "status": PENDING,
            "type": "rules",
            "description": "",
            "created_at": "",
            "reason": "",
            "author": {"id": "seed", "email": None},
            "reviewer_ids": [],
            "reviewer_group_ids": [],
            "change": {"rules": []},
            "base": {},
            "proposed": {"rules": []},
        },
    )
)
# (call, kind, the change's value): makes the change.
Apply = Callable[[Call, Kind, Any], None]
View = Callable[[Document], Any]


@dataclass(frozen=True)
class Change:
    """One sort of change: its type in answers, how it is made, and the object's fields that it shows (none if it proposes no value)."""

    type: str
    apply: Apply
    views: Mapping[str, View]


def _run(call: Call, name: str, body: Any = None) -> None:
    """Runs another operation on the same object."""
    HANDLERS[name](replace(call, operation=load().operations[name], path={"id": call.path["id"]}, query={}, body=body))


def _patch(field: str) -> Apply:
    return lambda call, kind, value: _run(call, f"PATCH {kind.item}", {field: value})


def _write(changes: Callable[[Document, Any], Document]) -> Apply:
    """A change of fields that no other operation changes."""

    def apply(call: Call, kind: Kind, value: Any) -> None:
        document = collection.find(call, kind)
        collection.store_change(call, kind, document, changes(document, value), "update")

    return apply


def _hide(document: Document, **facts: Any) -> Document:
    return {HIDDEN: document[HIDDEN] | facts}


def _switch(on: str, off: str) -> Apply:
    return lambda call, kind, value: _run(call, f"PUT {kind.item}/{on if value else off}", {})


def _delete(call: Call, kind: Kind, value: Any) -> None:
    _run(call, f"DELETE {kind.item}")


def _resalt(call: Call, kind: Kind, value: Any) -> None:
    _write(lambda document, _: _hide(document, salt=call.sources.token()))(call, kind, value)


def _reviewers(document: Document) -> Document:
    """Who may approve: `{"user_ids": [str], "group_ids": [str]}`; if nobody is named, everybody may."""
    named = [found["id"] for found in (document.get("reviewSettings") or {}).get("allowedReviewers", [])]
    hidden = document[HIDDEN].get("reviewers") or {}
    return {"user_ids": list(dict.fromkeys([*hidden.get("user_ids", []), *named])), "group_ids": hidden.get("group_ids", [])}


def _set_reviewers(call: Call, kind: Kind, value: Any) -> None:
    document = collection.find(call, kind)
    reviewers = _reviewers(document) | value
    changes = _hide(document, reviewers=reviewers)
    if "reviewSettings" in document:
        people = [_person(call, user) for user in reviewers["user_ids"]]
        changes["reviewSettings"] = document["reviewSettings"] | {"allowedReviewers": people}
    collection.store_change(call, kind, document, changes, "update")


def _set_team(call: Call, kind: Kind, value: Any) -> None:
    """Sets the team. If only the team's admins or members may approve, they become the object's reviewers."""
    _run(call, f"PATCH {kind.item}", {"teamID": value})
    team = call.project.get(TEAMS, value) if value else None
    if team is None or team["reviewApproval"] == "anyone":
        return
    reviewers = _reviewers(collection.find(call, kind))
    if team["reviewApproval"] == "admin_only":
        admins = [shown(call.project.get(USERS, email) or {"email": email})["userID"] for email in team["admins"]]
        reviewers["user_ids"] = list(dict.fromkeys([*reviewers["user_ids"], *admins]))
    else:
        reviewers["group_ids"] = list(dict.fromkeys([*reviewers["group_ids"], team["id"]]))
    _set_reviewers(call, kind, reviewers)


def _own(call: Call, kind: Kind, value: Any) -> None:
    """Makes the first of the owners the object's owner, by default a user."""
    first = value[0] if value else None
    owner = first and {
        "ownerID": first["owner_id"],
        "ownerType": first.get("owner_type", "user").upper(),
        "ownerName": "",
        "ownerEmail": "",
    }
    _write(lambda document, _: {"owner": owner})(call, kind, value)


def _restore(call: Call, kind: Kind, value: Any) -> None:
    """Restores rules and value of an earlier version, which is taken as the snapshot."""
    versions = call.project.versions(kind.name, collection.target(call))
    found = next((version for version in versions if str(version["version"]) == value["snapshot_id"]), None)
    if found is None:
        raise not_found("Snapshot not found.")
    _run(call, f"PATCH {kind.item}", {name: found[name] for name in ("rules", "defaultValue")})


def _field(name: str) -> View:
    return lambda document: document.get(name)


def _secret(name: str, default: Any = None) -> View:
    return lambda document: document[HIDDEN].get(name, default)


def _owners(document: Document) -> list[Document]:
    owner = document.get("owner")
    return [{"owner_id": owner["ownerID"], "owner_type": owner["ownerType"].lower()}] if owner else []


def _unrequire(document: Document, _: Any) -> Document:
    settings = document.get("reviewSettings")
    return ({"reviewSettings": settings | {"requiredReview": False}} if settings else {}) | _hide(document, reviewsDisabled=True)


def _archived(document: Document) -> bool:
    return document.get("status") in ("Archived", "archived")


RULES: Mapping[str, View] = {"rules": _field("rules")}
VALUE: Mapping[str, View] = {**RULES, "default_value": _field("defaultValue")}
TEAM: Mapping[str, View] = {"team_id": _field("teamID"), "allowed_reviewers": _reviewers}

# The fields that a change of a gate or a dynamic config may have.
SLOTS: Mapping[str, Change] = {
    "rules": Change("rules", _patch("rules"), RULES),
    "default_value": Change("rules", _patch("defaultValue"), VALUE),
    "restore": Change("rules", _restore, VALUE),
    "is_enabled": Change("toggle_enabled", _switch("enable", "disable"), {"is_enabled": _field("isEnabled")}),
    "is_archived": Change("archive", _switch("archive", "unarchive"), {"is_archived": _archived}),
    "delete": Change("delete", _delete, {}),
    "resalt": Change("resalt", _resalt, {}),
    "disable_reviews_locally": Change("disable_reviews_locally", _write(_unrequire), {}),
    "team_id": Change("update_team", _set_team, TEAM),
    "release_pipeline_id": Change(
        "update_release_pipeline", _patch("releasePipelineID"), {"release_pipeline_id": _field("releasePipelineID")}
    ),
    "id_type": Change("edit_id_type", _write(lambda _, value: {"idType": value}), {"id_type": _field("idType")}),
    "allow_self_approval": Change(
        "update_allow_self_approval",
        _write(lambda document, value: _hide(document, allowSelfApproval=value)),
        {"allow_self_approval": _secret("allowSelfApproval", False)},
    ),
    "target_app_ids": Change("update_target_applications", _patch("targetApps"), {"target_app_ids": _field("targetApps")}),
    "owners": Change("update_owners", _own, {"owners": _owners}),
    "allowed_reviewers": Change("allowed_reviewers", _set_reviewers, {"allowed_reviewers": _reviewers}),
}


def _move(verb: str, **names: str) -> Apply:
    """A move of the object's lifecycle; `names` maps fields of its body to fields of the review."""

    def apply(call: Call, kind: Kind, given: Any) -> None:
        body = {own: given[name] for own, name in names.items() if name in given}
        _run(call, f"{'POST' if verb == 'schedule_start' else 'PUT'} {kind.item}/{verb}", body)

    return apply


def _reasoned(verb: str, **names: str) -> Apply:
    """A move that needs a reason; the reason is empty if the review gives none."""
    move = _move(verb, decisionReason="reason", **names)
    return lambda call, kind, given: move(call, kind, {"reason": "", **given})


def _decide(call: Call, kind: Kind, given: Any) -> None:
    _reasoned("make_decision", id="winning_group_id", removeTargeting="remove_targeting")(call, kind, given)
    if given.get("remove_overrides"):
        _run(call, f"POST {kind.item}/overrides", {"overrides": [], "userIDOverrides": []})


def _status(value: str) -> Apply:
    return _write(lambda document, given: {"status": value})


def _roll_out(call: Call, kind: Kind, given: Any) -> None:
    """Records a rollout. No other operation does that, and no read shows it."""
    facts = {name: given[name] for name in ("group_id", "rollout_percentage", "rollout_phases") if name in given}
    _write(lambda document, _: _hide(document, **facts))(call, kind, given)


def _switch_groups(call: Call, kind: Kind, given: Any) -> None:
    for verb, field in (("enable_groups", "enabled_group_names"), ("disable_groups", "disabled_group_names")):
        if given.get(field):
            _run(call, f"POST {kind.item}/{verb}", {"group_names": given[field]})


def _stored_overrides(call: Call, kind: Kind) -> Document:
    return call.project.get("experiment_overrides", collection.target(call)) or {"overrides": [], "userIDOverrides": []}


def _override(call: Call, kind: Kind, given: Any) -> None:
    """Sets the overrides that the review lists; a list that it leaves out stays."""
    names = {"group_id": "groupID", "name": "id", "unit_type": "unitType"}

    def listed(field: str) -> list[Document]:
        return [{names.get(name, name): value for name, value in entry.items() if value is not None} for entry in objects_in(given, field)]

    overrides = _stored_overrides(call, kind)
    overrides |= {own: listed(field) for own, field in (("overrides", "overrides"), ("userIDOverrides", "id_overrides")) if field in given}
    _run(call, f"POST {kind.item}/overrides", overrides)


def _settle(call: Call, kind: Kind, given: Any) -> None:
    _run(call, f"PATCH {kind.item}", given["settings"])


def _set_own_reviewers(call: Call, kind: Kind, given: Any) -> None:
    names = {"user_ids": "allowed_reviewer_user_ids", "group_ids": "allowed_reviewer_group_ids"}
    _set_reviewers(call, kind, {own: given[name] for own, name in names.items() if name in given})


ARCHIVED: Mapping[str, View] = {"archived": _archived, "allocation": _field("allocation")}
DECISION: Mapping[str, View] = {"winning_group_id": _field("launchedGroupID"), "decision_reason": _field("decisionReason")}
REASON: Mapping[str, View] = {"decision_reason": _field("decisionReason")}
START: Mapping[str, View] = {"start_time": _field("startTime")}
REVIEWERS: Mapping[str, View] = {
    "allowed_reviewer_user_ids": lambda document: _reviewers(document)["user_ids"],
    "allowed_reviewer_group_ids": lambda document: _reviewers(document)["group_ids"],
}
ROLLOUT: Mapping[str, View] = {name: _secret(name) for name in ("group_id", "rollout_percentage", "rollout_phases")}
SETTINGS: Mapping[str, View] = {
    "settings": lambda document: {
        name: document[name] for name in sorted(load().operations["PATCH /experiments/{id}"].body_fields & set(document))
    }
}

# The moves of experiments and autotunes, by the `type` of the review.
MOVES: Mapping[str, Change] = {
    name: Change(name, apply, views)
    for name, (apply, views) in {
        "start": (_move("start"), {}),
        "stop": (_status("experiment_stopped"), {}),
        "pause": (_status("assignment_stopped"), {}),
        "restart": (_move("reset"), {}),
        "abandon": (_reasoned("abandon"), REASON),
        "archive": (_move("archive"), ARCHIVED),
        "unarchive": (_move("unarchive"), ARCHIVED),
        "delete": (_delete, {}),
        "make_decision": (_decide, DECISION),
        "rollout": (_roll_out, ROLLOUT),
        "schedule_rollout": (_roll_out, {name: view for name, view in ROLLOUT.items() if name != "rollout_percentage"}),
        "reallocate": (_resalt, {}),
        "change_enabled_groups": (_switch_groups, {"groups": _field("groups")}),
        "update_owners": (lambda call, kind, given: _own(call, kind, given["owners"]), {"owners": _owners}),
        "update_team": (lambda call, kind, given: _set_team(call, kind, given.get("team_id")), {"team_id": _field("teamID"), **REVIEWERS}),
        "update_settings": (_settle, SETTINGS),
        "update_overrides": (_override, {"overrides": _secret("overrides"), "id_overrides": _secret("id_overrides")}),
        "update_target_applications": (
            lambda call, kind, given: _patch("targetApps")(call, kind, given["target_app_ids"]),
            {"target_app_ids": _field("targetApps")},
        ),
        "update_allowed_reviewers": (_set_own_reviewers, REVIEWERS),
        "update_default_impact_multiplier": (
            _write(lambda _, given: {"defaultImpactMultiplier": given["default_impact_multiplier"]}),
            {"default_impact_multiplier": _field("defaultImpactMultiplier")},
        ),
        "scheduled_start": (_move("schedule_start", scheduledTime="start_time"), START),
        "scheduled_start_edit": (_move("schedule_start", scheduledTime="new_time"), START),
        "disable_reviews_locally": (_write(_unrequire), {}),
    }.items()
}
NEEDS: Mapping[str, tuple[str, ...]] = {
    "make_decision": ("winning_group_id",),
    "rollout": ("group_id", "rollout_percentage"),
    "schedule_rollout": ("group_id", "rollout_phases"),
    "update_owners": ("owners",),
    "update_target_applications": ("target_app_ids",),
    "update_default_impact_multiplier": ("default_impact_multiplier",),
    "scheduled_start": ("start_time",),
    "scheduled_start_edit": ("new_time",),
    "update_settings": ("settings",),
}
# Kind → its name in messages. Reviews of the first two have changes that can be edited, the others have moves.
LABELS: Mapping[str, str] = {
    GATES.name: "Gate",
    DYNAMIC_CONFIGS.name: "Dynamic config",
    EXPERIMENTS.name: "Experiment",
    AUTOTUNES.name: "Autotune",
}
CHANGED = (GATES.name, DYNAMIC_CONFIGS.name)
# The prefix of a review's actions in the audit log; some kinds have prefixes and actions of their own.
AUDITED: Mapping[str, str] = {EXPERIMENTS.name: "experiment_review", AUTOTUNES.name: "autotune_review"}
UNLIKE: Mapping[str, str] = {
    "experiment_review_update": "experiment_review_info_update",
    "autotune_review_update": "autotune_review_info_update",
    "autotune_review_commit": "apply_autotune_review",
}
ABOUT = frozenset({"description", "reviewer_ids", "reviewer_group_ids"})


def _each(method: str, rest: str = "") -> tuple[str, ...]:
    return tuple(f"{method} /{kind}/{{id}}/reviews{rest}" for kind in LABELS)


def _kind(call: Call) -> Kind:
    return KINDS[call.operation.path.split("/")[1]]


def _word(call: Call) -> str:
    return f"{LABELS[_kind(call).name]} review"


def _owner(call: Call) -> Document:
    """The object that the path names. If there is none, operations that declare a 404 answer it with the general message."""
    document = _kind(call).lookup(call, _kind(call), collection.target(call))
    if document is None:
        raise not_found() if 404 in call.operation.answers else not_found(_kind(call).missing)
    return document


def _found(call: Call) -> tuple[Document, Document]:
    """The object and the review that the path names."""
    kind = _kind(call)
    document = _owner(call)
    review = call.project.get(object_reviews.PLACE, call.path["reviewID"])
    if review is None or (review["kind"], review["object"]) != (kind.name, str(document[kind.key])):
        raise not_found() if 404 in call.operation.answers else not_found(MISSING)
    return document, review


def _sort(kind: Kind, given: Document) -> Change:
    """The sort of a change. Raises `ApiError` 400 for no change, for two that exclude each other, and for missing fields."""
    if kind.name not in CHANGED:
        lacking = [name for name in NEEDS.get(given["type"], ()) if name not in given]
        if lacking:
            raise invalid(dict.fromkeys(lacking, "Required"))
        return MOVES[given["type"]]
    named = list(given)
    if set(named) == {"rules", "default_value"}:
        return Change("rules", _write_value, SLOTS["default_value"].views)
    if len(named) != 1:
        raise refused("A review has exactly one change")
    return SLOTS[named[0]]


def _write_value(call: Call, kind: Kind, given: Any) -> None:
    _run(call, f"PATCH {kind.item}", {"rules": given["rules"], "defaultValue": given["default_value"]})


def _apply(call: Call, kind: Kind, given: Document) -> None:
    change = _sort(kind, given)
    change.apply(call, kind, next(iter(given.values())) if kind.name in CHANGED and len(given) == 1 else given)


def _seen(call: Call, kind: Kind, change: Change) -> Document:
    """The object's present values of the fields that a change shows."""
    document = copy.deepcopy(collection.find(call, kind))
    overrides = _stored_overrides(call, kind) if kind is EXPERIMENTS else {}
    document[HIDDEN] |= {"overrides": overrides.get("overrides"), "id_overrides": overrides.get("userIDOverrides")}
    return {name: view(document) for name, view in change.views.items()}


def _proposal(call: Call, kind: Kind, given: Document) -> Document:
    """The values before the change and after it. Raises the `ApiError` with which the change itself would be refused."""
    change = _sort(kind, given)
    before = _seen(call, kind, change)

    def trial() -> Document:
        document = collection.find(call, kind)
        if document.get("releasePipelineID"):
            # A pipeline works on the change after the commit; the proposal is the same without it.
            call.project.put(kind.name, str(document[kind.key]), document | {"releasePipelineID": None})
        _apply(call, kind, given)
        return _seen(call, kind, change) if change.views else {}

    return {"type": change.type, "change": given, "base": before, "proposed": tried(call, trial)}


def _note(call: Call, document: Document, what: str, said: str = "") -> None:
    """Notes an action on a review in the audit log."""
    kind = _kind(call)
    action = f"{AUDITED.get(kind.name, 'config_review')}_{what}"
    audit.note(call, UNLIKE.get(action, action), document, None, None, key=kind.key, said=said)


def _asked(given: Document) -> Document:
    """The description and reviewers that a request has."""
    about: Document = {"description": given["description"]} if "description" in given else {}
    for kind, field in (("user", "reviewer_ids"), ("group", "reviewer_group_ids")):
        if field in given:
            about[field] = [{"id": reviewer, "kind": kind} for reviewer in given[field]]
    return about


def _shown(review: Document) -> Document:
    return {
        **{name: review[name] for name in ("review_id", "status", "type", "author", "description", "created_at")},
        "reviewers": [*review["reviewer_ids"], *review["reviewer_group_ids"]],
    }


def _whole(call: Call, review: Document) -> Document:
    """A review with its content: the proposed and the present values."""
    change = _sort(_kind(call), review["change"])
    content = (
        {"type": review["type"], "current": _seen(call, _kind(call), change), "proposed": review["proposed"]} if change.views else None
    )
    return _shown(review) | {"content": content}


def _answer(call: Call, review: Document, done: str) -> Reply:
    return Reply(f"{_word(call)} {done} successfully", _whole(call, review), within=call.options.reviews_within)


@operation(*_each("GET"))
def list_reviews(call: Call) -> Page:
    kind = _kind(call)
    found = object_reviews.reviews_of(call.project, kind.name, str(collection.find(call, kind)[kind.key]))
    page = collection.page_of(call, f"{_word(call)}s listed successfully", [_shown(review) for review in found])
    return replace(page, within=call.options.reviews_within)


@operation(*_each("GET", "/{reviewID}"))
def read_review(call: Call) -> Reply:
    return _answer(call, _found(call)[1], "read")


@operation(*_each("POST"))
def open_review(call: Call) -> Reply:
    """Proposes a change. A change that the API would refuse is refused now, and so is a second open review of an object."""
    kind, given = _kind(call), call.body
    document = collection.find(call, kind)
    if document.get("activeReview"):
        raise refused("There is an open review already")
    change = given["change"] if kind.name in CHANGED else {name: value for name, value in given.items() if name not in ABOUT}
    review: Document = {
        "review_id": call.sources.token(),
        "kind": kind.name,
        "object": str(document[kind.key]),
        "status": PENDING,
        "author": {"id": call.actor.id, "email": None},
        "created_at": iso(call.now),
        "reason": "",
        "description": "",
        "reviewer_ids": [],
        "reviewer_group_ids": [],
        **_asked(given),
        **_proposal(call, kind, change),
    }
    object_reviews.keep(call.project, review)
    _note(call, document, "create")
    return _answer(call, review, "created")


@operation(*_each("PUT", "/{reviewID}"))
def edit_review(call: Call) -> Reply:
    """Changes the given fields; a new change has to be approved again."""
    document, review = _found(call)
    if review["status"] not in OPEN:
        raise refused(f"Review is already {review['status']}")
    if not call.body:
        raise refused("Nothing to edit")
    edited = review | _asked(call.body)
    if "change" in call.body:
        edited |= _proposal(call, _kind(call), call.body["change"])
        if not call.options.edits_keep_approval:
            edited["status"] = PENDING
    object_reviews.keep(call.project, edited)
    _note(call, document, "update")
    return _answer(call, edited, "updated")


@operation(*_each("PUT", "/{reviewID}/approve"))
def approve_review(call: Call) -> Reply:
    document, review = _found(call)
    _check_pending(review, (PENDING,))
    itself = review["author"]["id"] == call.actor.id
    if itself and not (call.options.self_approval or document[HIDDEN].get("allowSelfApproval")):
        raise forbidden("You cannot approve your own review")
    return _decided(call, document, review, ACCEPTED, "accept", "approved")


@operation(*_each("PUT", "/{reviewID}/reject"))
def reject_review(call: Call) -> Reply:
    """Ends a review. Only the audit log shows the reason, since answers have no field for it."""
    document, review = _found(call)
    _check_pending(review, OPEN)
    return _decided(call, document, review, REJECTED, "reject", "rejected")


def _check_pending(review: Document, states: tuple[str, ...]) -> None:
    if review["status"] not in states:
        raise refused(f"Review is already {review['status']}")


def _decided(call: Call, document: Document, review: Document, status: str, action: str, word: str) -> Reply:
    reason = (call.body or {}).get("reason", "")
    decided = review | {"status": status, "reason": reason}
    object_reviews.keep(call.project, decided)
    _note(call, document, action, said=reason)
    return _answer(call, decided, word)


@operation(*_each("PUT", "/{reviewID}/commit"))
def commit_review(call: Call) -> Reply:
    """Carries out the change, whatever the object holds by now."""
    kind = _kind(call)
    document, review = _found(call)
    _check_pending(review, OPEN if call.options.commits_unapproved else (ACCEPTED,))
    if not call.options.commits_overwrite and _seen(call, kind, _sort(kind, review["change"])) != review["base"]:
        raise ApiError(409, "The object has changed since the review was created")
    object_reviews.keep(call.project, review | {"status": COMMITTED})
    _apply(call, kind, review["change"])
    _note(call, document, "commit")
    return Reply(f"{_word(call)} committed successfully")


@operation(*_each("DELETE", "/{reviewID}"))
def cancel_review(call: Call) -> Reply:
    """Cancels an open review, which is then removed."""
    document, review = _found(call)
    _check_pending(review, OPEN)
    object_reviews.drop(call.project, review)
    _note(call, document, "delete")
    return Reply(f"{_word(call)} cancelled successfully")


def _person(call: Call, id: str) -> Document:
    """A user by ID, in the form of reviewers."""
    user = next((user for user in map(shown, call.project.all(USERS)) if user["userID"] == id), {"userID": id, "email": ""})
    name = " ".join(filter(None, (user.get("firstName"), user.get("lastName"))))
    return {"id": id, "email": user["email"], "name": name}


@operation(*(f"GET /{kind}/{{id}}/eligible_reviewers" for kind in LABELS if kind != AUTOTUNES.name))
def eligible_reviewers(call: Call) -> Reply:
    """The users and groups named to approve. Admins of the project may always approve, and are not listed."""
    reviewers = _reviewers(_owner(call))
    groups: list[Document] = []
    for group in reviewers["group_ids"]:
        team = call.project.get(TEAMS, group) or {"name": ""}
        emails = dict.fromkeys([*texts_in(team, "members"), *texts_in(team, "admins")])
        members = [shown(call.project.get(USERS, email) or {"email": email})["userID"] for email in emails]
        groups.append({"id": group, "name": team["name"], "user_ids": members})
    people = dict.fromkeys([*reviewers["user_ids"], *(member for found in groups for member in found["user_ids"])])
    everyone = not people and not groups
    answer = {"everyone_eligible": everyone, "users": [_person(call, user) for user in people], "groups": groups}
    return Reply("Successfully retrieved eligible reviewers", answer)


@operation("PUT /segments/{id}/reviews/{reviewID}/commit")
def commit_segment_review(call: Call) -> Reply:
    """Carries out a change that waits because of the review header, once it is approved. Segments have no other reviews."""
    review = _waiting_segment(call)
    if not review.get("approved") and not call.options.commits_unapproved:
        raise refused("Review is already pending")
    carry_out(call.project.store, review["id"], call.sources, call.options)
    return Reply("Segment review committed successfully")


@operation("DELETE /segments/{id}/reviews/{reviewID}")
def cancel_segment_review(call: Call) -> Reply:
    carry_out(call.project.store, _waiting_segment(call)["id"], call.sources, call.options, keep=False)
    return Reply("Segment review cancelled successfully")


def _waiting_segment(call: Call) -> Document:
    segment = collection.find(call, SEGMENTS)
    review = waiting_change(call.project, SEGMENTS.name, str(segment["id"]), call.path["reviewID"])
    if review is None:
        raise not_found(MISSING)
    return review

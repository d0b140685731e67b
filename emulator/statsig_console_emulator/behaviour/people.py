"""Users, invitations and teams. Users are never removed through this API; teams are written with emails and read with users."""

from __future__ import annotations

import re

from statsig_console_emulator import audit, collection, made_up
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import invalid_field, not_found, refused
from statsig_console_emulator.kinds import Kind, server_made
from statsig_console_emulator.registry import operation

# Slightly stricter than the documents' `email` format.
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
USERS = "users"
TEAMS = "teams"


def user_of(call: Call, email: str) -> Document:
    """The user with an email; a user without a name if there is none."""
    return shown(call.project.get(USERS, email) or {"email": email, "firstName": "", "lastName": "", "role": "Member"})


def shown(user: Document) -> Document:
    """A user as the API shows it: with an ID, which is made from the first email."""
    return {"userID": made_up.identifier("user", user["email"])} | user


@operation("GET /users")
def list_users(call: Call) -> Page:
    return collection.page_of(call, "Users listed successfully.", [shown(user) for user in call.project.all(USERS)])


def _user(call: Call) -> Document:
    user = call.project.get(USERS, collection.target(call))
    if user is None:
        raise not_found("No user identified")
    return shown(user)


@operation("GET /users/{email}")
def read_user(call: Call) -> Reply:
    return Reply("User read successfully.", _user(call))


@operation("GET /users/id/{id}")
def read_user_by_id(call: Call) -> Reply:
    found = next((user for user in map(shown, call.project.all(USERS)) if user["userID"] == call.path["id"]), None)
    if found is None:
        raise not_found("No user identified")
    return Reply("User read successfully.", found)


@operation("POST /users/{email}")
def update_user(call: Call) -> Reply:
    """Changes the given fields."""
    before = _user(call)
    user = before | call.body
    call.project.put(USERS, user["email"], user)
    audit.note(call, "user_role_update", user, before, user, key="email")
    return Reply("User updated successfully.", user)


@operation("POST /users/invite")
def invite(call: Call) -> Reply:
    """Invites people; they are users at once, without names. Emails outside the company's domain are refused where one is set."""
    domain = (call.project.get("settings", "company") or {}).get("emailDomain")
    outside = [email for email in call.body["emails"] if domain and not email.lower().endswith(f"@{domain}")]
    if outside:
        raise refused(
            f"Can not invite emails from outside your organization's domain ({domain}) using the ConsoleAPI, recieved: {', '.join(outside)}"
        )
    for email in call.body["emails"]:
        if not call.project.has(USERS, email):
            call.project.put(USERS, email, user_of(call, email) | {"role": call.body["role"]})
        for team in call.project.all(TEAMS):
            if {team["id"], team["name"]} & set(call.body.get("teams", [])):
                call.project.put(TEAMS, team["id"], team | {"members": list(dict.fromkeys([*team["members"], email]))})
    return Reply("Users invited successfully.")


def _prepare(call: Call, before: Document | None, team: Document, given: Document) -> None:
    if before is not None:
        team["id"] = before["id"]
    if any(other["id"] != team["id"] for other in call.project.with_field(TEAMS, "name", team["name"])):
        raise refused("Name is already in use")
    for name in ("members", "admins"):
        if not all(EMAIL.fullmatch(email) for email in team[name]):
            raise invalid_field(name, "Invalid email")


def _show(call: Call, team: Document) -> Document:
    return team | {name: [user_of(call, email) for email in team[name]] for name in ("members", "admins")}


def _find(call: Call, kind: Kind, key: str) -> Document | None:
    """The team with this ID or name."""
    return call.project.get(kind.name, key) or next(iter(call.project.with_field(kind.name, "name", key)), None)


collection.offer(
    Kind(
        name=TEAMS,
        label="Team",
        listed="/users/teams",
        created="/users/teams",
        item="/users/teams/{id}",
        identify=server_made,
        lookup=_find,
        missing="Team not found.",
        defaults={
            "description": "",
            "members": [],
            "admins": [],
            "defaultHoldoutID": None,
            "requireReviews": None,
            "requireGateTemplates": None,
            "requireExperimentTemplates": None,
            "requireDynamicConfigTemplates": None,
        },
        audited=False,
        audit={"update": "update_team"},
        prepare=_prepare,
        show=_show,
    )
)

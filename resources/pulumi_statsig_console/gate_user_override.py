"""GateUserOverride: one user who passes or fails a gate, whatever its rules say.

API: GET, PATCH /gates/{id}/overrides; DELETE /gates/{id}/overrides/userID/{userID}.
"""

from typing import Literal

from statsig_console.declaring.endpoints import entering
from statsig_console.declaring.entries import Entry
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

ENTRY = Entry({"pass": "passingUserIDs", "fail": "failingUserIDs"}, by="groupID", value="userID", choice="group")
ENDPOINTS = entering("/gates/{id}/overrides", "gate_id", "userID/{userID}", {"group": "groupID", "user_id": "userID"})


class GateUserOverride(ConsoleResource, endpoints=ENDPOINTS, entry=ENTRY):
    """An override of a gate that has no `GateOverrides`: one user, in all environments."""

    gate_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the gate that the override is for."""
    group: Prop[Literal["pass", "fail"]] = prop(replace=True, sent="groupID")
    """Whether the gate is open for the user (pass) or closed (fail)."""
    user_id: Prop[str] = prop(replace=True, sent="userID")
    """The ID of the user. Adding the user to one list removes the user from the other."""

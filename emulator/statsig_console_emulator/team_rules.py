"""The effects of teams on other objects: name and ID of a team go together, a team has defaults, a project may require a team."""

from __future__ import annotations

from .calls import Call, Document
from .errors import invalid_field

TEAMS = "teams"
# Kinds whose objects need a team, if the project's setting requires it.
CONFIGS = {"gates", "dynamic_configs", "experiments", "layers", "segments", "holdouts"}
# Kind → its field ← the team's field, for new objects that leave the field out.
DEFAULTS = {
    "gates": {"monitoringMetrics": "defaultGateMetrics"},
    "experiments": {"primaryMetrics": "defaultExperimentPrimaryMetrics", "secondaryMetrics": "defaultExperimentSecondaryMetrics"},
    "holdouts": {"monitoringMetrics": "defaultHoldoutMetrics"},
}


def resolve(call: Call, kind: str, before: Document | None, document: Document, given: Document) -> None:
    """Fills in `team` and `teamID` from each other, and a new object's team defaults. The ID counts when both are given.

    A name or ID that no team has is kept as it is.
    """
    if "team" in given or "teamID" in given:
        wanted = given.get("teamID") or given.get("team")
        team = next((found for found in call.project.all(TEAMS) if wanted and wanted in (found["id"], found["name"])), None)
        if team:
            document |= {"team": team["name"], "teamID": team["id"]}
        elif not wanted:
            document |= {"team": None, "teamID": None}
        if team and before is None:
            _apply_defaults(kind, team, document, given)
    if before is None and kind in CONFIGS and not document.get("team") and not document.get("teamID"):
        demanded = call.project.get("settings", "teams") or {}
        if demanded.get("require_teams_on_configs"):
            raise invalid_field("team", "A team is required")


def _apply_defaults(kind: str, team: Document, document: Document, given: Document) -> None:
    for name, source in DEFAULTS.get(kind, {}).items():
        if name not in given and team[source]:
            document[name] = team[source]
    if "targetApps" in document and "targetApps" not in given and team["defaultTargetApplications"]:
        document["targetApps"] = team["defaultTargetApplications"]

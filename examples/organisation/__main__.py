"""Who works here, and what they may do: a role, people, and their team."""

import pulumi
import pulumi_statsig_console as statsig

release_manager = statsig.Role(
    "release-manager",
    name="Release manager",
    permissions=statsig.Permissions(create_configs=True, launch_to_production=True, approve_reviews=True),
)

ada = statsig.User("ada", email="ada@example.com", role=release_manager.name, first_name="Ada", last_name="Moreau")
ben = statsig.User("ben", email="ben@example.com", role="Member")

growth = statsig.Team(
    "growth",
    name="Growth",
    description="New customers, and more of them.",
    members=[ada.email, ben.email],
    admins=[ada.email],
    change_team_configs="team_only",
    review_approval="team_only",
    default_gate_metrics=[statsig.MetricReference(name="orders_paid", type="event_count_custom")],
)

statsig.RoleSettings("newcomers", default_project_role="Read Only")
statsig.TeamSettings("teams", require_teams_on_configs=True)

statsig.Gate("signup", name="Short sign-up", team=growth.name, opts=pulumi.ResourceOptions(depends_on=[growth]))

# Changes a user by ID; a new value in `triggers` runs it again.
statsig.UserChange("rename-ben", user_id=ben.id, last_name="Okafor", triggers="2026-03")

pulumi.export("team", growth.id)

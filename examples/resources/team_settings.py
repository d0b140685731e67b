"""The project's settings about teams."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Gates, configs and experiments need no team.
statsig.TeamSettings("teams", require_teams_on_configs=False)

# Usual: Each new gate, config or experiment needs a team.
teams = statsig.TeamSettings("teams", require_teams_on_configs=True)
growth = statsig.Team("growth", name="Growth")
statsig.Gate("signup", name="Short sign-up", team=growth.name, opts=pulumi.ResourceOptions(depends_on=[teams, growth]))

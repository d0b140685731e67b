"""The role that people have at first."""

import pulumi_statsig_console as statsig

# Smallest: New members of the project can only read it.
statsig.RoleSettings("newcomers", default_project_role="Read Only")

# Usual: New members get a role that the program declares.
developer = statsig.Role("developer", name="Developer", permissions=statsig.Permissions(create_configs=True, edit_or_delete_configs=True))
statsig.RoleSettings("newcomers", default_project_role=developer.name)

"""The settings of the project."""

import pulumi_statsig_console as statsig

# Smallest: The name of the project, and no more.
statsig.ProjectSettings("project", name="Shop")

# Usual: Nobody joins without an invitation, and what is new counts users.
statsig.ProjectSettings("project", name="Shop", visibility="CLOSED", default_unit_type="userID")

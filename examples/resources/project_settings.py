"""The settings of the project."""

import pulumi_statsig_console as statsig

# Smallest: The program says the name of the project, and leaves the rest to the console.
statsig.ProjectSettings("project", name="Shop")

# Usual: Its members alone see it, and what is new counts users.
statsig.ProjectSettings("project", name="Shop", visibility="CLOSED", default_unit_type="userID")

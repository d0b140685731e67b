"""The settings of the project."""

import pulumi_statsig_console as statsig

# Smallest: The program sets the name of the project, and leaves the rest to the console.
statsig.ProjectSettings("project", name="Shop")

# Usual: Only its members see it, and new objects use user IDs by default.
statsig.ProjectSettings("project", name="Shop", visibility="CLOSED", default_unit_type="userID")

"""People in the project."""

import pulumi_statsig_console as statsig

# Smallest: Is invited as a member.
statsig.User("ada", email="ada@example.com", role="Member")

# Usual: Has a name, and a role that the program declares.
reviewer = statsig.Role("reviewer", name="Reviewer", permissions=statsig.Permissions(approve_reviews=True))
statsig.User(
    "ben",
    email="ben@example.com",
    role=reviewer.name,
    first_name="Ben",
    last_name="Okafor",
)

"""UserChange: a user's role or name, changed by the user's ID.

API: POST /users/{email}, which documents of 2025 call /users/{id}, too.
"""

from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleAction


class UserChange(ConsoleAction, runs="POST /users/{email}"):
    """Changes a user that is known by ID. What is left out stays."""

    user_id: Prop[str] = prop(address="email")
    """The ID of the user, which stays the same when the address changes."""
    role: Prop[str | None] = prop(default=UNMANAGED)
    """The new role: Admin, Member, Read Only, or the name of a `Role`. Left out, it stays."""
    first_name: Prop[str | None] = prop(default=UNMANAGED)
    """The new first name. Left out, it stays."""
    last_name: Prop[str | None] = prop(default=UNMANAGED)
    """The new last name. Left out, it stays."""

    email: Out[str] = output(repeats=("user_id",))
    """The address that the user has."""

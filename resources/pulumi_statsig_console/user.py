"""User: someone who works in the project, by invitation.

API: POST /users/invite; GET, POST /users/{email}. Nobody can be removed.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.compare import same_words
from statsig_console.declaring.endpoints import Endpoints, Named
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.marks import AsList
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

USERS = Endpoints(
    create=operation("POST /users/invite"),
    read=operation("GET /users/{email}"),
    update=operation("POST /users/{email}"),
    listing=operation("GET /users"),
    listed_by="email",
    identity=Named(("email",), ("email",)),
    unrefused=True,
)


# Reads and updates may not find a user who has not followed the invitation yet: such a user is not gone.
class User(ConsoleResource, endpoints=USERS, lenient=True, pending=True):
    """A member of the project. Destroy leaves the user in the project."""

    email: Prop[str] = prop(AsList(), sent="emails", read="email", replace=True)
    """The address that is invited, in the company's own domain. No message is sent: the console shows the invitation."""
    role: Prop[str] = prop(same=same_words)
    """What the person may do: Admin, Member, Read Only, or the name of a `Role`."""
    teams: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, replace=True)
    """The names of the teams that the person joins with the invitation. Later a `Team` names its members."""
    first_name: Prop[str | None] = prop(default=UNMANAGED, later=True)
    """The person's first name, set right after the invitation. The API may take it only once the person has joined."""
    last_name: Prop[str | None] = prop(default=UNMANAGED, later=True)
    """The person's last name, set right after the invitation. The API may take it only once the person has joined."""

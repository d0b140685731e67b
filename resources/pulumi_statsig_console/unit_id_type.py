"""UnitIdType: what a unit may be, such as a user, a device or a company.

API: POST /unit_id_types; GET, PATCH, DELETE /unit_id_types/{id}, by name.
"""

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource


class UnitIdType(ConsoleResource, endpoints=collection("unit_id_types", key="name")):
    """A unit ID type. Gates, configs and experiments name it as `id_type`; userID and stableID are there from the start."""

    name: Prop[str] = prop(replace=True)
    """The name by which other objects name the type in `id_type`, and by which SDKs send IDs of it. Capitals count, and no operation
    changes it."""
    description: Prop[str] = prop(default="")
    """What sort of thing the IDs stand for. Left out, it is empty."""

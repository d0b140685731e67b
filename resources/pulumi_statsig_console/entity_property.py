"""EntityProperty: rows of a warehouse that say what a unit is like, such as a user's country.

API: GET, POST /experiments/entity_properties; GET, PATCH (all but sql), POST, DELETE /experiments/entity_property/{name}.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Endpoints, FirstName
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

from .audit import Owner
from .warehouse_source import IdTypeMapping

ONE = "/experiments/entity_property/{name}"
ALL = "/experiments/entity_properties"
PROPERTIES = Endpoints(
    create=operation(f"POST {ALL}"),
    read=operation(f"GET {ONE}"),
    update=operation(f"PATCH {ONE}"),
    full=operation(f"POST {ONE}"),
    delete=operation(f"DELETE {ONE}"),
    listing=operation(f"GET {ALL}"),
    listed_by="name",
    identity=FirstName(),
)


class EntityProperty(ConsoleResource, endpoints=PROPERTIES):
    """An entity property source of a warehouse-native project. It can be renamed; its ID remains the first name.

    `timestamp_column` is needed for properties that change over time.
    """

    name: Prop[str] = prop()
    description: Prop[str] = prop(default="")
    sql: Prop[str] = prop(in_full=True)
    timestamp_column: Prop[str | None] = prop(default=UNMANAGED)
    timestamp_as_day: Prop[bool | None] = prop(default=UNMANAGED)
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team_id")
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team")

    owner: Out[Owner | None] = output()

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
).with_dry_runs("body", "create", "update", "full")


class EntityProperty(ConsoleResource, endpoints=PROPERTIES):
    """An entity property source of a warehouse-native project. It can be renamed; its ID remains the first name."""

    name: Prop[str] = prop()
    """The name by which experiments name the source. It can be changed; the Pulumi ID stays the first one."""
    description: Prop[str] = prop(default="")
    """What the source is for, as the console shows it. Left out, it is empty."""
    sql: Prop[str] = prop(in_full=True)
    """The query that gives the rows, in the warehouse's own SQL: one for each unit, or one for each change of a unit's properties."""
    timestamp_column: Prop[str | None] = prop(default=UNMANAGED)
    """The column with the time from which the properties hold. Left out, they do not change over time."""
    timestamp_as_day: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether `timestamp_column` holds days instead of times."""
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    """Which column holds which unit ID type."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the source's tags, by which the console groups and finds it. A tag should exist before it is named."""
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the source can be edited only through the API, and not in the console."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team_id")
    """The name of the team that answers for the source; `team_id` says the same by ID."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team")
    """The ID of the team that answers for the source; `team` says the same by name."""

    owner: Out[Owner | None] = output()
    """The person or API key that owns the source."""

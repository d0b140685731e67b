"""AssignmentSource: rows of a warehouse that say which unit saw which group of an experiment.

API: GET, POST /experiments/assignment_sources; PATCH (all but sql), POST, DELETE /experiments/assignment_source/{name}.
"""

from typing import Annotated, Literal

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Endpoints, FirstName
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import Ge, Le
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

from .audit import Owner
from .warehouse_source import IdTypeMapping

ONE = "/experiments/assignment_source/{name}"
ALL = "/experiments/assignment_sources"
SOURCES = Endpoints(
    create=operation(f"POST {ALL}"),
    update=operation(f"PATCH {ONE}"),
    full=operation(f"POST {ONE}"),
    delete=operation(f"DELETE {ONE}"),
    listing=operation(f"GET {ALL}"),
    listed_by="name",
    identity=FirstName(),
).with_dry_runs("body", "create", "update", "full")


class AssignmentSource(ConsoleResource, endpoints=SOURCES):
    """An assignment source of a warehouse-native project. It can be renamed; its ID remains the first name."""

    name: Prop[str] = prop()
    """The name by which experiments name the source in `assignment_source_name`. It can be changed; the Pulumi ID stays the first one."""
    description: Prop[str] = prop(default="")
    """What the source is for, as the console shows it. Left out, it is empty."""
    sql: Prop[str] = prop(in_full=True)
    """The query for the rows, in the warehouse's own SQL: one row for each exposure of a unit."""
    timestamp_column: Prop[str] = prop()
    """The column that says when the unit was exposed."""
    experiment_id_column: Prop[str] = prop()
    """The column with the experiment's ID."""
    group_id_column: Prop[str] = prop()
    """The column with the group's ID."""
    group_name_column: Prop[str | None] = prop(default=UNMANAGED)
    """The column with the group's name, where it is not the column with the group's ID."""
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    """Which column holds which unit ID type."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the source's tags, by which the console groups and finds it. A tag should exist before it is named."""
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the source is marked as trustworthy in the console."""
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the source can be edited only through the API, and not in the console."""
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """The hour in UTC at which assignments are loaded automatically. Left out of a new source, they are not; an empty text removes it."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    """The person or API key that owns the source."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team_id")
    """The name of the team that answers for the source; `team_id` says the same by ID."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team")
    """The ID of the team that answers for the source; `team` says the same by name."""

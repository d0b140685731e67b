"""AssignmentSource: rows of a warehouse that say which unit saw which group of an experiment.

API: GET, POST /experiments/assignment_sources; PATCH (all but sql), POST, DELETE /experiments/assignment_source/{name}.
"""

from typing import Annotated

from annotated_types import Ge, Le

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Endpoints, FirstName
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
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
)


class AssignmentSource(ConsoleResource, endpoints=SOURCES):
    """An assignment source of a warehouse-native project. It can be renamed; its ID remains the first name.

    `scheduled_reload_hour` is in UTC.
    """

    name: Prop[str] = prop()
    description: Prop[str] = prop(default="")
    sql: Prop[str] = prop(in_full=True)
    timestamp_column: Prop[str] = prop()
    experiment_id_column: Prop[str] = prop()
    group_id_column: Prop[str] = prop()
    group_name_column: Prop[str | None] = prop(default=UNMANAGED)
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | None] = prop(default=UNMANAGED, null=True)
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team_id")
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team")

"""SegmentIdList: the IDs of a segment of type id_list.

API: POST /segments/{id}/id_list/reset at first, then PATCH, DELETE /segments/{id}/id_list; read from GET, in pages.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Deltas, Endpoints, Named
from statsig_console.declaring.fields import Out, Prop, output, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

PATH = "/segments/{id}/id_list"


class SegmentIdList(
    ConsoleResource,
    endpoints=Endpoints(
        create=operation(f"POST {PATH}/reset", busy=True),
        read=operation(f"GET {PATH}"),
        deltas=Deltas(operation(f"PATCH {PATH}", busy=True), operation(f"DELETE {PATH}", busy=True), batch=100_000),
        identity=Named(("segment_id",), ("id",)),
        paged="ids",
        page_size=1000,
    ),
):
    """All IDs of an id_list segment. Only what is added and removed is sent, in as many requests as that takes."""

    segment_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the segment of type `id_list` whose IDs these are."""
    ids: Prop[ManySet[str]] = prop(default=[], delta="ids")
    """All IDs of the segment, of its unit ID type. Those that others have added to it meanwhile are drift."""

    count: Out[float] = output()
    """How many IDs the segment has."""

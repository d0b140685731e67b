"""SegmentUserStoreIds: IDs of a segment of type user_store_id_list.

API: PATCH /segments/{id}/add_ids, remove_ids. No operation reads them: state holds what was sent.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Deltas, Endpoints, Named
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

ADD = operation("PATCH /segments/{id}/add_ids")


class SegmentUserStoreIds(
    ConsoleResource,
    endpoints=Endpoints(
        create=ADD, deltas=Deltas(ADD, operation("PATCH /segments/{id}/remove_ids")), identity=Named(("segment_id",), ("id",))
    ),
):
    """IDs that a stack adds to a user_store_id_list segment, beside those that others add. `version` is sent with every change."""

    segment_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the segment of type `user_store_id_list` that the IDs are added to."""
    ids: Prop[ManySet[str]] = prop(default=[], delta="ids")
    """The IDs that the stack adds. Others may add more; no operation reads them, so that drift cannot be seen."""
    version: Prop[float | None] = prop(default=UNMANAGED, always=True, returned=False)
    """A version number of the list that is sent with every change. The documents do not explain it; left out, none is sent."""

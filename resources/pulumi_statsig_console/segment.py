"""Segment: a set of users, by rules or by a list of IDs.

API: POST /segments; GET, DELETE /segments/{id}; POST /segments/{id}/conditional (rules); PUT /segments/{id}/archive.
There is no other update: a change of anything but rules means a new segment.
"""

from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.combinations import only_when
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.resource import Archivable, ConsoleResource

from .audit import Audited
from .rule import SegmentRule

SegmentName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\- ]*")]
SegmentID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_-]*")]
SegmentType = Literal["id_list", "rule_based", "analysis_list", "user_store_id_list"]

# No answer tells whether a segment is archived, and nothing brings one back.
LIFECYCLE = Machine(initial="enabled", moves=(move("enabled", "archived", "PUT /segments/{id}/archive"),))


class Segment(
    Audited,
    Archivable,
    ConsoleResource,
    endpoints=collection("segments").but(update=None),
    checks=(only_when("rules", "type", "rule_based"), *distinct("rules")),
):
    """A segment. The IDs of an id_list segment are a `SegmentIdList`."""

    name: Prop[SegmentName] = prop(replace=True)
    type: Prop[SegmentType] = prop(replace=True)
    segment_id: Prop[SegmentID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="", replace=True)
    id_type: Prop[str] = prop(default="userID", replace=True)
    rules: Prop[Many[SegmentRule]] = prop(
        default=UNMANAGED, sent_by="POST /segments/{id}/conditional", carry=Carry(by="name", keys=("id", "base_id"))
    )
    lifecycle: Prop[Literal["enabled", "archived"]] = prop(default="enabled", machine=LIFECYCLE)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True)
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    team_id: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)

    is_enabled: Out[bool] = output()
    count: Out[float | None] = output()
    target_apps: Out[SetOf[str]] = output()
    holdout_ids: Out[SetOf[str]] = output()

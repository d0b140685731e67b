"""Segment: a set of users, by rules or by a list of IDs.

API: POST /segments; GET, DELETE /segments/{id}; POST /segments/{id}/conditional (rules); PUT /segments/{id}/archive.
There is no other update: a change of anything but rules means a new segment.
"""

from typing import Annotated, Literal

from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.combinations import only_when
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.marks import SentBy
from statsig_console.resource import Archivable, ConsoleResource

from .audit import Audited
from .rule import SegmentRule

SegmentName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\- ]*")]
SegmentID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_-]*")]
SegmentType = Literal["id_list", "rule_based", "analysis_list", "user_store_id_list"]

# No answer shows whether a segment is archived, and no operation restores one.
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
    """The name that the console shows. No operation changes it, so a new one is a new segment."""
    type: Prop[SegmentType] = prop(replace=True)
    """What decides who is in it: rules (`rule_based`), a list of IDs that SDKs load (`id_list`), one that the user store holds
    (`user_store_id_list`), or one only for analyses (`analysis_list`)."""
    segment_id: Prop[SegmentID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    """The ID by which conditions name the segment. Left out, it is made of the name: "New users" becomes `new_users`."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="", replace=True)
    """What the segment is for, as the console shows it. Left out, it is empty. No operation changes it later."""
    id_type: Prop[str] = prop(default="userID", replace=True)
    """The kind of ID that the segment holds: users (`userID`), devices (`stableID`) or another unit ID type of the project."""
    rules: Prop[Many[SegmentRule]] = prop(
        SentBy("POST /segments/{id}/conditional"), default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id"))
    )
    """Who is in a rule-based segment: whoever meets all conditions of one rule. Left out, they are managed elsewhere."""
    lifecycle: Prop[Literal["enabled", "archived"]] = prop(default="enabled", machine=LIFECYCLE)
    """Whether the segment is in use (`enabled`) or `archived`. No operation restores an archived one: declaring it enabled again means
    a new segment."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True)
    """The names of the segment's tags, by which the console groups and finds it. A tag should exist before it is named."""
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The name of the team that owns the segment. Teams are a feature of the enterprise plan; a team's defaults may add to a new
    segment."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The ID of the team that owns the segment, for programs that know it by ID; `team` says the same by name."""
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    """The ID of the user whom the console shows as the creator of the segment. Left out of a new one, it is the API key."""
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    """The email address of the user whom the console shows as the creator of the segment. Left out of a new one, it is the API key."""

    is_enabled: Out[bool] = output()
    """Whether the segment is in use."""
    count: Out[float | None] = output()
    """How many IDs an `id_list` segment has."""
    target_apps: Out[SetOf[str]] = output()
    """The names of the target apps that get the segment, as set in the console."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the segment. Membership is set on the `Holdout`."""

"""What the API records about who made and changed an object.

Schemas: the fields that ExternalGateDto, DynamicConfigDto, SegmentDto and others have in common.
"""

from typing import TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import completed
from statsig_console.declaring.fields import Out, output
from statsig_console.resource import Fields


@completed
class Owner(TypedDict):
    """Who owns an object. `owner_type` is USER for a person and SDK_KEY for an API key."""

    owner_id: NotRequired[Input[str]]
    owner_type: NotRequired[Input[str]]
    owner_name: NotRequired[Input[str]]
    owner_email: NotRequired[Input[str]]


class ActiveReview(TypedDict):
    """A change that waits for review."""

    review_id: str
    review_status: str
    description: str


class Audited(Fields):
    """Outputs of objects with a history. Times are in ms since 1970; `version` grows with each change."""

    created_time: Out[float] = output()
    creator_name: Out[str | None] = output()
    last_modified_time: Out[float | None] = output(stamp="when")
    last_modifier_id: Out[str | None] = output()
    last_modifier_name: Out[str | None] = output(stamp="who")
    last_modifier_email: Out[str | None] = output(stamp="who")
    version: Out[float | None] = output(stamp="version")

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
    """Who owns an object: a person or an API key."""

    owner_id: NotRequired[Input[str]]
    """The ID of the user or API key. Left out, the API fills it in."""
    owner_type: NotRequired[Input[str]]
    """Whether the owner is a person (`USER`) or an API key (`SDK_KEY`)."""
    owner_name: NotRequired[Input[str]]
    """The owner's name, as the console shows it."""
    owner_email: NotRequired[Input[str]]
    """The email address, where the owner is a person."""


class ActiveReview(TypedDict):
    """A change that waits for review."""

    review_id: str
    """The ID by which the review's operations address it."""
    review_status: str
    """How far the review is, such as waiting or approved."""
    description: str
    """What the author of the change says about it."""


class Audited(Fields):
    """Outputs of objects with a history."""

    created_time: Out[float] = output(created=True)
    """When it was made, in ms since 1970."""
    creator_name: Out[str | None] = output()
    """The name of the person who made it; `CONSOLE API` where an API key did."""
    last_modified_time: Out[float | None] = output(last_change="when")
    """When it last changed, in ms since 1970."""
    last_modifier_id: Out[str | None] = output()
    """The ID of the user or API key that changed it last."""
    last_modifier_name: Out[str | None] = output(last_change="who")
    """The name of the person who changed it last; `CONSOLE API` where an API key did."""
    last_modifier_email: Out[str | None] = output(last_change="who")
    """The email address of the person who changed it last; nothing where an API key did."""
    version: Out[float | None] = output(last_change="version")
    """A number that grows with each change, wherever it is made."""

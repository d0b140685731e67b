"""Reviews: whether changes of an object need one, and the proposals that reviews of gates and dynamic configs share."""

from typing import Annotated, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Computed, SetOf
from statsig_console.declaring.reviews import Step

SWITCHES = {
    "enable": Step("toggle_enabled", {"is_enabled": True}),
    "disable": Step("toggle_enabled", {"is_enabled": False}),
    "archive": Step("archive", {"is_archived": True}),
    "unarchive": Step("archive", {"is_archived": False}),
}
REMOVAL = Step("delete", {"delete": True})


class Reviewer(TypedDict):
    """Someone who may approve."""

    id: str
    """The ID of the person in Statsig."""
    name: str
    """The person's name, as the console shows it."""
    email: str
    """The address to which requests for reviews are sent."""


class ReviewRequirement(TypedDict):
    """Whether changes need a review. No effect where the project or team demands one anyway. Only the API names reviewers."""

    required_review: Input[bool]
    """Whether a change takes effect only once somebody else has approved it."""
    allowed_reviewers: NotRequired[Annotated[SetOf[Reviewer], Computed()]]
    """Who may approve. It is set in the console, and left out of what is sent."""

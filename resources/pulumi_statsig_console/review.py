"""Reviews that an object demands before it changes."""

from typing import Annotated, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import SetOf, ToldOnly


class Reviewer(TypedDict):
    """Someone who may approve."""

    id: str
    name: str
    email: str


class ReviewRequirement(TypedDict):
    """Whether changes need a review. No effect where the project or team demands one anyway. Only the API names reviewers."""

    required_review: Input[bool]
    allowed_reviewers: NotRequired[Annotated[SetOf[Reviewer], ToldOnly()]]

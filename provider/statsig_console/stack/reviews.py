"""A stack's settings for reviews: whether changes go through reviews, their description and reviewers, and who commits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from statsig_console.declaring.fields import REVIEW_DESCRIPTION, REVIEWED, REVIEWER_GROUPS, REVIEWERS
from statsig_console.errors import InputError
from statsig_console.records import record
from statsig_console.values import parsed_json

ReviewCommits = Literal["stack", "people"]
"""Who commits a review that was accepted."""

Unreviewed = Literal["refuse", "send"]
"""Whether a change that no review can propose is refused or sent."""


@record
class Asking:
    """A review's description and reviewers."""

    description: str
    reviewers: tuple[str, ...] = ()
    reviewer_groups: tuple[str, ...] = ()


@record
class ReviewPolicy:
    """A stack's settings for reviews; a resource's own properties come first."""

    wanted: bool = False
    commits: ReviewCommits = "stack"
    unreviewed: Unreviewed = "refuse"
    description: str = ""
    reviewers: tuple[str, ...] = ()
    reviewer_groups: tuple[str, ...] = ()

    def wants(self, values: Mapping[str, Any]) -> bool:
        """Whether the changes of a resource with these values go through reviews."""
        said = values.get(REVIEWED)
        return self.wanted if said is None else bool(said)

    def asking(self, values: Mapping[str, Any], default: str) -> Asking:
        """The description and reviewers for a resource with these values; `default` is the description where none is set."""

        def names(name: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
            said = values.get(name)
            return otherwise if said is None else tuple(map(str, said))

        words = str(values.get(REVIEW_DESCRIPTION) or self.description or default)
        return Asking(words, names(REVIEWERS, self.reviewers), names(REVIEWER_GROUPS, self.reviewer_groups))


def listed(name: str, text: str | None) -> tuple[str, ...]:
    """The IDs in a setting: a text with commas or spaces between them, or a JSON list.

    Raises:
        InputError: it begins like a JSON list, and is no list of texts.
    """
    if not text or not text.lstrip().startswith("["):
        return tuple((text or "").replace(",", " ").split())
    try:
        found: list[Any] = parsed_json(text)
    except ValueError:
        found = [None]
    if not all(isinstance(each, str) for each in found):
        raise InputError(f"statsig:{name} must be IDs with commas or spaces between them, or a list of IDs.")
    return tuple(map(str, found))

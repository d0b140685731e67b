"""Reviews: how the API lets somebody approve a change before it is made, as data of a kind.

What a review proposes is one change: some properties that go together, a move of the lifecycle, or the removal of the object. A kind
says which changes its reviews know, and by what words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .operations import Operation, operation


@dataclass(frozen=True)
class Slot:
    """Properties that one review changes together: the API's word for such a change, and the names that its body has for them.

    With `whole`, the body holds the properties under that one name as an update spells them, and beside those that change what the
    API `demands` there.
    """

    type: str
    sends: Mapping[str, str] = field(default_factory=dict[str, str])
    whole: str = ""
    demands: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether it is about a property."""
        return bool(self.whole) or name in self.sends


@dataclass(frozen=True)
class Step:
    """A move, or the removal of the object, as a review proposes it: the API's word for it, and what its body holds."""

    type: str
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Reviews:
    """The reviews of a kind.

    - `path` is where the reviews of one object are. `change` is the part of a body in which a change stands; without one, it stands
      beside the description, with its `type`, and cannot be edited.
    - `slots` are the changes of properties, `steps` those of the lifecycle, by the last part of the address of a move's operation.
    - `renamed` says how a review calls what goes along with a move; what it has no name for is not sent.
    - `removal` deletes the object.
    - `by_review` are properties that a new object gets by a review, since they count as soon as it is there.
    - `beside` are the operations on an object that change it without a review, by the part of their address after the object's ID.
    - `reason_from` is the operation that tells why a review was rejected, which no review does: in entries with the word `rejected`.
    """

    path: str
    slots: tuple[Slot, ...]
    steps: Mapping[str, Step]
    removal: Step
    reason_from: str
    rejected: str
    change: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    by_review: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()

    @property
    def listing(self) -> Operation:
        """Lists the reviews of an object, the newest first."""
        return operation(f"GET {self.path}")

    @property
    def open(self) -> Operation:
        """Opens a review."""
        return operation(f"POST {self.path}")

    @property
    def read(self) -> Operation:
        """Reads a review with what it proposes."""
        return operation(f"GET {self.path}/{{reviewID}}")

    @property
    def edit(self) -> Operation:
        """Edits a review."""
        return operation(f"PUT {self.path}/{{reviewID}}")

    @property
    def cancel(self) -> Operation:
        """Takes a review back."""
        return operation(f"DELETE {self.path}/{{reviewID}}")

    @property
    def commit(self) -> Operation:
        """Makes the change that an approved review proposes."""
        return operation(f"PUT {self.path}/{{reviewID}}/commit")

    @property
    def reasons(self) -> Operation:
        """Tells why a review was rejected."""
        return operation(self.reason_from)

    @property
    def owner(self) -> str:
        """The address of the object that is reviewed."""
        return self.path.removesuffix("/reviews")

    def operations(self) -> tuple[Operation, ...]:
        """Every operation on reviews that changes of an object send."""
        return (self.listing, self.open, self.read, self.edit, self.cancel, self.commit, self.reasons)


def goes_beside(reviewed: Iterable[Reviews], operation: Operation) -> bool:
    """Whether an operation changes an object beside the reviews that its kind has."""
    for reviews in reviewed:
        rest = operation.path.removeprefix(f"{reviews.owner}/")
        if operation.changes and rest != operation.path and rest.partition("/")[0] in reviews.beside:
            return True
    return False

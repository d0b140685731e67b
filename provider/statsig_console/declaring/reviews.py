"""Reviews: how somebody approves a change before the API makes it, as data of a kind.

A review proposes one change: of some properties together, of the lifecycle's state, or the removal of the object. A kind declares which
changes its reviews can propose, and the API's words for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from statsig_console.records import record

from .operations import Operation, operation


@record
class Slot:
    """Properties that one review changes together: `type` is the API's word for the change, `sends` their names in its body.

    With `whole`, the body holds an object under that name: the changed properties and those that the API `demands`, spelt as in updates.
    """

    type: str
    sends: Mapping[str, str] = field(default_factory=dict[str, str])
    whole: str = ""
    demands: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether such a review can change a property."""
        return bool(self.whole) or name in self.sends


@record
class Step:
    """A move or the removal of the object as a review proposes it: the API's word for it, and its body."""

    type: str
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])


@record
class Reviews:
    """The reviews of a kind.

    - `path`: the path of an object's reviews.
    - `change`: the key of a body that holds the change. Without it, the body itself holds the change and its `type`, and the change
      cannot be edited.
    - `slots`: the changes of properties. `steps`: the moves of the lifecycle, by the last part of the path of the move's operation.
    - `renamed`: a review's names for the properties that a move sends; properties without a name here are not sent.
    - `removal`: the removal of the object.
    - `by_review`: properties that a new object gets by a review, since they take effect as soon as the object exists.
    - `beside`: operations that change an object without a review, by the part of their path after the object's ID.
    - `reason_from`: the operation that answers why a review was rejected, in entries with the word `rejected`; reviews do not say why.
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
        """The path of the object that is reviewed."""
        return self.path.removesuffix("/reviews")

    def operations(self) -> tuple[Operation, ...]:
        """Every operation on reviews that changes of an object send."""
        return (self.listing, self.open, self.read, self.edit, self.cancel, self.commit, self.reasons)


def goes_beside(reviewed: Iterable[Reviews], operation: Operation) -> bool:
    """Whether an operation changes an object without a review although the object's kind has reviews."""
    for reviews in reviewed:
        rest = operation.path.removeprefix(f"{reviews.owner}/")
        if operation.changes and rest != operation.path and rest.partition("/")[0] in reviews.beside:
            return True
    return False

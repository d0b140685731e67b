"""How many objects may go: counted one by one, and foreseen where that can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from statsig_console.errors import InputError, Unavailable
from statsig_console.session.census import Census
from statsig_console.session.deletions import Deletions
from statsig_console.stack.bounds import Bounds

KIND = "package:Gate"


class Run:
    """One run over a kind, of which the project has so many objects."""

    def __init__(self, bounds: Bounds, total: int | None) -> None:
        self.census = Census()
        self.deletions = Deletions(bounds, self.census)
        self.total = total
        self.counted = 0
        self.gone: set[str] = set()

    def count(self) -> int | None:
        self.counted += 1
        return None if self.total is None else self.total - len(self.gone)

    def delete(self, *numbers: int) -> None:
        """Deletes objects as Pulumi does, one by one; those that are gone already too."""
        for number in numbers:
            id_ = f"g{number}"
            self.deletions.grant(KIND, "Gate", id_, self.count, lambda there=id_ not in self.gone: there)  # type: ignore[misc]
            self.gone.add(id_)

    def plan(self, *numbers: int) -> None:
        for number in numbers:
            self.deletions.plan(KIND, "Gate", f"g{number}", self.count)


@pytest.fixture
def run() -> Callable[..., Run]:
    """A run with two free deletions, then half of all."""

    def make(total: int | None = 10, **bounds: Any) -> Run:
        return Run(replace(Bounds(max_deletes=2, max_deleted_share=50), **bounds), total)

    return make


def test_the_first_are_free_and_not_counted(run: Callable[..., Run]) -> None:
    """A small stack may always be destroyed, and costs no request."""
    small = run(total=2)

    small.delete(1, 2)

    assert small.counted == 0


def test_it_stops_before_the_one_that_passes_the_share(run: Callable[..., Run]) -> None:
    """Half of ten: the sixth stays, and the sentence says how many went, how many there are, and the word."""
    ten = run()
    ten.delete(1, 2, 3, 4, 5)

    with pytest.raises(InputError) as caught:
        ten.delete(6)

    assert str(caught.value) == (
        "Gate g6 stays: 5 of this kind went in this run, and 6 or more are to go. At most 5 of the project's 10 may go in one run "
        "(statsig:maxDeletes, statsig:maxDeletedShare). If that is meant, set STATSIG_ALLOW=deletes for this run."
    )
    assert ten.counted == 1


def test_each_kind_is_counted_for_itself(run: Callable[..., Run]) -> None:
    """Five gates say nothing about tags."""
    ten = run()
    ten.delete(1, 2, 3, 4, 5)

    ten.deletions.grant("package:Tag", "Tag", "t", ten.count, lambda: True)


def test_what_was_created_meanwhile_was_not_there_before(run: Callable[..., Run]) -> None:
    """Creating as many as go would otherwise hide that all of the old ones go."""
    renamed = run(total=20)
    for _ in range(10):
        renamed.census.note_created(KIND)
    renamed.delete(1, 2, 3, 4, 5)

    with pytest.raises(InputError, match="At most 5 of the project's 10"):
        renamed.delete(6)


@pytest.mark.parametrize("bounds", [{"allowed": frozenset({"deletes"})}, {"max_deleted_share": 100}])
def test_the_word_and_the_whole_share_let_all_through(run: Callable[..., Run], bounds: dict[str, object]) -> None:
    """And then nothing needs counting."""
    free = run(**bounds)

    free.plan(*range(10))
    free.delete(*range(10))

    assert free.counted == 0


def test_without_a_list_the_number_alone_decides(run: Callable[..., Run]) -> None:
    """What cannot be counted cannot be taken for a small part."""
    unlisted = run(total=None)
    unlisted.delete(1, 2)

    with pytest.raises(InputError, match=r"At most 2 may go in one run"):
        unlisted.delete(3)


def test_a_list_that_fails_counts_as_none() -> None:
    """The guard must not open because the API is down."""

    def fail() -> int:
        raise Unavailable("down", method="GET", path="/gates")

    deletions = Deletions(Bounds(max_deletes=0), Census())

    with pytest.raises(InputError, match=r"At most 0 may go"):
        deletions.grant(KIND, "Gate", "g", fail, lambda: True)


def test_what_is_gone_already_does_not_go(run: Callable[..., Run]) -> None:
    """Emptying a stack whose objects somebody deleted harms nothing."""
    emptied = run(total=9)
    emptied.gone = {f"g{number}" for number in range(9)}

    emptied.delete(*range(9))


def test_a_refresh_tells_before_the_first_goes(run: Callable[..., Run]) -> None:
    """What was refreshed and is not declared will go: no need to delete half of it to know."""
    ten = run()
    for number in range(8):
        ten.census.note_refreshed(KIND, f"g{number}")
    ten.census.note_kept(KIND)

    with pytest.raises(InputError, match=r"^Gate g1 stays: none of this kind has gone yet, and 7 or more are to go\. At most 5"):
        ten.delete(1)


def test_replacements_and_archivals_are_foreseen(run: Callable[..., Run]) -> None:
    """A preview sees them all; those that it let through may go later, one after the other."""
    ten = run()
    ten.plan(1, 2, 3, 4, 5, 5)
    with pytest.raises(InputError, match=r"^Gate g6: the program archives or replaces at least 6 objects of this kind\. At most 5"):
        ten.plan(6)

    ten.delete(1, 2, 3, 4, 5)

    with pytest.raises(InputError, match="g6 stays"):
        ten.delete(6)

"""Progress: what a run that waits can tell."""

from __future__ import annotations

import pytest

from statsig_console.session.progress import Progress


def test_nothing_is_said_before_anything_is_known() -> None:
    """A program that only reads makes no changes."""
    assert str(Progress()) == ""


def test_changes_are_planned_and_then_made() -> None:
    """The number of what is left is a least one: more may come."""
    progress = Progress()
    for _ in range(3):
        progress.plan()
    assert str(progress) == "at least 3 left"

    with progress.change():
        assert str(progress) == "at least 3 left"
    assert str(progress) == "1 change made, at least 2 left"
    for _ in range(2):
        with progress.change():
            pass

    assert str(progress) == "3 changes made"


def test_a_failed_change_is_over_but_not_made() -> None:
    """It must not be waited for."""
    progress = Progress()
    progress.plan()

    with pytest.raises(KeyError), progress.change():
        raise KeyError

    assert str(progress) == ""


def test_a_deletion_comes_unannounced() -> None:
    """Pulumi asks for it when it is its turn; what is left never goes below nothing."""
    progress = Progress()

    with progress.change():
        pass

    assert str(progress) == "1 change made"

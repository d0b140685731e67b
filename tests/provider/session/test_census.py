"""What a process knows of a stack by what it has been asked for."""

from __future__ import annotations

from statsig_console.session.census import Census


def test_what_leaves_is_known_from_a_refresh() -> None:
    """All that was refreshed and that the program does not declare is about to go; without a refresh, nothing is certain."""
    census = Census()
    census.note_kept("Gate")
    assert census.leaving("Gate") == 0

    for id_ in ("a", "b", "c", "c"):
        census.note_refreshed("Gate", id_)

    assert census.leaving("Gate") == 2
    assert census.leaving("Tag") == 0


def test_a_refresh_compares_once() -> None:
    """The comparison after a read is the refresh's own; the next one is the program's."""
    census = Census()
    census.note_refreshed("Gate", "a")

    assert not census.is_refresh("Gate", "b")
    assert [census.is_refresh("Gate", "a"), census.is_refresh("Gate", "a")] == [True, False]

"""What a stack lets one run do: bounds from the configuration, words from the environment."""

from __future__ import annotations

import pytest

from statsig_console.errors import InputError
from statsig_console.stack.bounds import ALLOW_VARIABLE, Bounds, words


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word comes from whoever runs the tests."""
    monkeypatch.delenv(ALLOW_VARIABLE, raising=False)


def read(**stack: str) -> Bounds:
    """The bounds of a stack."""
    return Bounds.read(lambda name: (name, stack.get(name)))


def test_bounds_are_generous_and_updates_are_guarded() -> None:
    """A stack that says nothing is stopped by what hardly anybody means to do; each update pays one request for what others did."""
    assert read() == Bounds(None, 20, 50, 75, "allow", frozenset())


def test_every_bound_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names as the documentation of the configuration has them."""
    monkeypatch.setenv(ALLOW_VARIABLE, "deletes, Rollouts")
    stack = {"guardLostUpdates": "true", "maxDeletes": "3", "maxDeletedShare": "12.5", "maxRolloutStep": "0", "whenRunning": "refuse"}

    assert read(**stack) == Bounds(True, 3, 12.5, 0, "refuse", frozenset({"deletes", "rollouts"}))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("guardLostUpdates", "yes", "must be true or false, not 'yes'"),
        ("maxDeletes", "-1", "must be a whole number from 0, not '-1'"),
        ("maxDeletes", "2.5", "must be a whole number from 0, not '2.5'"),
        ("maxDeletedShare", "101", "must be a number from 0 to 100, not '101'"),
        ("maxRolloutStep", "nan", "must be a number from 0 to 100, not 'nan'"),
        ("whenRunning", "stop", "must be allow or warn or refuse, not 'stop'"),
    ],
)
def test_bad_bounds_are_named(name: str, text: str, said: str) -> None:
    """A bound that nobody can read must not count as none."""
    with pytest.raises(InputError, match=rf"^statsig:{name} {said}\.$"):
        read(**{name: text})


def test_a_word_that_means_nothing_is_refused() -> None:
    """A misspelt word would otherwise let nothing through, and nobody would know why."""
    assert words(" ,") == frozenset()
    with pytest.raises(InputError, match="STATSIG_ALLOW may hold deletes, doubles, project, rollouts, not 'delete'"):
        words("delete")

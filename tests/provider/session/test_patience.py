"""Patience: a few looks, with waits between them, that end as soon as a look shows the change."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from statsig_console.call import Call, calling
from statsig_console.session import patience
from statsig_console.session.patience import WAITS, look_until
from statsig_console.stack.settings import Timeouts


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each wait, none of which is waited."""
    waits: list[float] = []
    monkeypatch.setattr(patience, "sleep", waits.append)
    return waits


def looks() -> Iterator[int]:
    """What each look sees: its number."""
    return iter(range(1, 100))


@pytest.mark.parametrize("number", range(1, len(WAITS) + 2))
def test_the_first_look_that_shows_the_change_ends_the_waits(waited: list[float], number: int) -> None:
    """What is there at once costs no wait."""
    seen = looks()

    assert look_until(lambda: next(seen), lambda look: look == number, Timeouts()) == number
    assert waited == list(WAITS[: number - 1])


def test_the_last_look_is_the_truth(waited: list[float]) -> None:
    """What never shows is not waited for without end."""
    seen = looks()

    assert look_until(lambda: next(seen), lambda _: False, Timeouts()) == 1 + len(WAITS)
    assert waited == list(WAITS)


def test_the_stack_waits_no_longer_than_failures_are_repeated(waited: list[float]) -> None:
    """Who wants no patience sets `statsig:retryTimeout`."""
    seen = looks()

    assert look_until(lambda: next(seen), lambda _: False, Timeouts(retry=WAITS[0])) == 2
    assert waited == [WAITS[0]]


def test_a_resource_waits_no_longer_than_its_custom_timeout(waited: list[float]) -> None:
    """The caller would be gone."""
    seen = looks()

    with calling(Call(until=time.monotonic() + WAITS[0] / 2)):
        assert look_until(lambda: next(seen), lambda _: False, Timeouts()) == 1
    assert waited == []

"""Values of a sort that no document foresees break no read: they are the API's own, whatever they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from statsig_console.declaring.kinds import Kind
from statsig_console.errors import ProviderError
from statsig_console.handling.handlers import Handlers
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import inputs_from, state_from
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator
from tests.acceptance.population import LIVES, generation

UNFORESEEN: tuple[Any, ...] = (None, True, 7, 1.5, "words", [], ["words"], [[1]], {}, {"a": {"b": []}}, [{"a": 1}])
READABLE = {life.label: life.declaration for life in LIVES if life.declaration.endpoints.read and not life.declaration.endpoints.once}


@pytest.fixture(scope="module")
def read(emulator: Emulator) -> dict[str, tuple[Kind, dict[str, Any], dict[str, Any]]]:
    """An object of every kind: what the API answers, and the state that follows."""
    session = Session(Settings(ApiKey("console-whn-unforeseen"), emulator.url, paced=False))
    made: dict[str, Any] = {}
    for _ in generation(session, 0, made):
        pass
    found = {}
    for label, kind in READABLE.items():
        state = {name: getattr(made[label], name) for name in kind.by_name if hasattr(made[label], name)}
        answer = Handlers(kind, session).objects.fetch(made[label].id, state)
        found[label] = (kind, answer or {}, state)
    session.close()
    return found


def rewritten(value: Any) -> Iterator[Any]:
    """A value with each of its parts in turn replaced by what nobody foresees there, two levels deep at least."""
    if isinstance(value, dict):
        for key, each in value.items():
            for other in (*UNFORESEEN, *(rewritten(each) if isinstance(each, (dict, list)) else ())):
                yield {**value, key: other}
    elif isinstance(value, list) and value:
        for other in (*UNFORESEEN, *rewritten(value[0])):
            yield [other, *value[1:]]


@pytest.mark.parametrize("label", READABLE)
def test_no_value_breaks_a_read(read: dict[str, tuple[Kind, dict[str, Any], dict[str, Any]]], label: str) -> None:
    """It becomes state, or a sentence; what the program asks for is compared with it all the same."""
    kind, answer, state = read[label]
    before, tried = inputs_from(kind, state), 0

    for other in rewritten(answer):
        tried += 1
        try:
            now = state_from(kind, other, state)
            inputs_from(kind, now)
            changes_between(kind, now, before)
        except ProviderError:
            continue

    assert tried >= len(UNFORESEEN)

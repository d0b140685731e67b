"""Parsing in tests: one source at a time, whatever else happens in the process."""

from __future__ import annotations

import ast
import gc
import threading
from collections.abc import Iterator

import pytest


class Parser:
    """Part of a cycle, so that only the collector finds it; parses when it goes, as a traceback does."""

    parsed = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Parser.parsed += isinstance(ast.parse("a = 1"), ast.Module)


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """A collector that runs often once it is let."""
    before = gc.get_threshold()
    gc.set_threshold(50)
    yield
    gc.set_threshold(*before)
    gc.enable()


@pytest.mark.usefixtures("eager_collector")
def test_what_the_collector_runs_can_parse_too() -> None:
    """Otherwise a run of all tests stands still, now and then."""
    source = "\n".join(f"name_{number} = [{number}]" for number in range(500))

    def parse() -> None:
        for _ in range(20):
            gc.disable()
            Parser()
            gc.enable()
            assert isinstance(ast.parse(source), ast.Module)
            gc.collect()

    Parser.parsed = 0
    thread = threading.Thread(target=parse, daemon=True)
    thread.start()
    thread.join(30)

    assert not thread.is_alive()
    assert Parser.parsed == 20

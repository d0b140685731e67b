"""The order of the tests where several processes share them: the longest first, and tests that share something costly in one process.

`python tests/scheduling.py LOG …` writes a new list of long tests, from the output of `pytest --durations=0`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, OrderedDict
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    (r"tests/acceptance/test_lives\.py::\w+\[warehouse:", "lives of warehouse-native projects"),
    (r"tests/acceptance/test_lives\.py::\w+\[", "lives of cloud projects"),
    (r"tests/acceptance/test_adopt\.py::test_the_(preview|program)_is_", "the adopted project"),
    (r"tests/acceptance/test_ci\.py::test_(offline_preview_asks_nobody|a_report_is|online|failed|drift)", "the recipe for CI"),
    (r"tests/acceptance/test_examples\.py::", "the examples"),
    (r"tests/acceptance/test_explain\.py::test_(preview_reads|nothing_changes|failed_preview)", "explained previews"),
    (r"tests/acceptance/test_owners\.py::test_a_forced_replacement_", "forced replacements"),
    (r"tests/acceptance/test_up\.py::test_gate_moves_", "moves of gates"),
    (r"tests/reliability/test_adoption\.py::", "adoptions"),
    (r"tests/docs/", "the site"),
    (r"tests/plugin/languages/", "the SDKs"),
)
"""Which tests go together, by the beginning of their names: they share something that is made once, such as the site."""

NOTED = Path(__file__).parent / "seconds.json"
LONG = 0.5
"""The least seconds of a test that is noted."""

ALONE = 5.0
"""The least seconds of a test that goes first, apart from the other tests of its file, and so with fixtures of its own."""

MANY = 30
"""So many short tests of one file go together: to hand out each alone takes longer than many of them do."""

CLI = "tests/acceptance/"
"""The folder whose tests are all too long for that."""


def unit(name: str) -> str:
    """The tests that one with this name goes together with; most go alone."""
    found = ((re.match(pattern, name), together) for pattern, together in TOGETHER)
    return next((match.expand(together) for match, together in found if match), name)


@cache
def seconds() -> dict[str, float]:
    """The long tests, in seconds by unit."""
    return json.loads(NOTED.read_text())  # type: ignore[no-any-return]


def takes_long(name: str, least: float) -> bool:
    """Whether a test took so many seconds or longer, or goes together with some that did."""
    return seconds().get(unit(name), 0) >= least


def file_of(name: str) -> str:
    """The file of a test."""
    return name.partition("::")[0]


def made_once(folders: pytest.TempPathFactory, name: str) -> None:
    """Fails if another process of the run has made this already: then tests that go together were separated."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        (folders.getbasetemp().parent / name).touch(exist_ok=False)


class LongestFirst(LoadScopeScheduling):
    """Hands out what takes long before the rest, and then the files with most tests, so that the processes end at about the same time."""

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)
        self._seconds = {name: spent for name, spent in seconds().items() if spent >= ALONE}
        self._sorted = False

    @cached_property
    def _sizes(self) -> Counter[str]:
        return Counter(file_of(each) for each in self.collection or () if unit(each) not in self._seconds)

    def _split_scope(self, nodeid: str) -> str:
        own, file = unit(nodeid), file_of(nodeid)
        is_alone = own == nodeid and own not in self._seconds
        return file if is_alone and self._sizes[file] >= MANY and not file.startswith(CLI) else own

    def _assign_work_unit(self, node: Any) -> None:
        if not self._sorted:
            self.workqueue = OrderedDict(sorted(self.workqueue.items(), key=lambda each: (-self._seconds.get(each[0], 0), -len(each[1]))))
            self._sorted = True
        super()._assign_work_unit(node)


def noted(text: str) -> dict[str, float]:
    """The long tests, in seconds by unit, longest first."""
    seconds: dict[str, float] = {}
    for duration, name in re.findall(r"^([\d.]+)s (?:call|setup|teardown) +(tests/.+?)\s*$", text, re.MULTILINE):
        seconds[unit(name)] = round(seconds.get(unit(name), 0) + float(duration), 1)
    return dict(sorted(((name, spent) for name, spent in seconds.items() if spent >= LONG), key=lambda each: -each[1]))


if __name__ == "__main__":
    NOTED.write_text(json.dumps(noted("\n".join(Path(name).read_text() for name in sys.argv[1:])), indent=1, ensure_ascii=False) + "\n")

"""A sample of the matrix through the real CLI: each fault with each handler, once, with the waits as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from statsig_console_emulator.testing import Emulator
from tests.acceptance.stacks import Failed, Project

from .contents import contents
from .kills import planned
from .matrix import TROUBLES, Trouble

PROGRAMS = {
    "create": ("", "statsig.Gate('gate', name='A gate', lifecycle='archived')"),
    "read": ("statsig.Gate('gate', name='A gate', lifecycle='archived')",) * 2,
    "update": ("statsig.Gate('gate', name='A gate')", "statsig.Gate('gate', name='A gate', description='new', lifecycle='archived')"),
    "delete": ("statsig.Gate('gate', name='A gate')", ""),
}
IMPATIENT = {"statsig:retryTimeout": "2", "statsig:rateLimitTimeout": "4", "statsig:requestTimeout": "2"}
LATE = {"timeout": 4.0, "slow timeout": 40.0}


@dataclass(frozen=True)
class Sampled:
    """The result of one fault with one handler in the real CLI."""

    fault: str
    handler: str
    lasting: bool
    failed: bool
    problems: tuple[str, ...]


class Sample:
    """Runs faults through the CLI, all in one stack."""

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self.emulator = emulator
        self.folder = folder
        self.printed: list[str] = []
        self.key = "console-sample-hush"
        self.project = Project(folder, emulator.url, self.key, "")
        for name, value in IMPATIENT.items():
            self.project.configure(name, value)

    def run(self, trouble: Trouble, handler: str, lasting: bool) -> Sampled:
        """Runs one operation with a fault, then without; returns the differences from the program."""
        before, after = PROGRAMS[handler]
        self._up(before)
        facts = {**trouble.facts, "seconds": LATE.get(trouble.name, trouble.facts.get("seconds", 1.0))}
        self.emulator.fault(**facts, count=None if lasting else 1)
        failed = not self._try(handler, after)
        self.emulator.clear_faults()
        problems = list(self._settled(after))
        self._up("")
        return Sampled(trouble.name, handler, lasting, failed, tuple(problems))

    def _settled(self, source: str) -> Iterator[str]:
        try:
            self._up(source)
        except Failed as failure:
            if "it exists" not in failure.text and "The project has it" not in failure.text:
                yield f"the run after it failed: {failure.text[-600:]}"
                return
            self.project.variables["STATSIG_ADOPT_EXISTING"] = "true"
            self._up(source)
            del self.project.variables["STATSIG_ADOPT_EXISTING"]
        found = contents(self.emulator, self.key).get("gates", [])
        if len(found) != bool(source):
            yield f"{len(found)} gates are in the project"
        preview = self.project.run("preview", "--json", "--refresh")
        yield from (f"a further preview would {op}" for op in planned(preview))

    def _try(self, handler: str, source: str) -> bool:
        try:
            if handler == "read":
                self.printed.append(self.project.run("refresh", "--yes", "--skip-preview"))
            else:
                self._up(source)
        except Failed as failure:
            self.printed.append(failure.text)
            return False
        return True

    def _up(self, source: str) -> None:
        self.project.write(source)
        self.printed.append(self.project.run("up", "--yes", "--skip-preview"))


def faults() -> tuple[Trouble, ...]:
    """The faults of the matrix, without its short waits."""
    return tuple(replace(trouble, config={}) for trouble in TROUBLES)

"""The doctor in tests: the command in this process, on a project with every kind of object, as it is or behind a proxy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import stamina
from typer.testing import CliRunner, Result

from statsig_console_cli import app
from statsig_console_emulator.testing import Emulator
from tests.acceptance.population import populate
from tests.reliability import latitude
from tests.reliability.latitude import Exchange, LatitudeProxy

KEY = "console-whn-doctor-hush"
TRIES = 3
"""How often a request that fails is sent."""


@dataclass(frozen=True)
class Exam:
    """The doctor's results: its exit code, the JSON, and all that it printed for people."""

    code: int
    found: Mapping[str, Any]
    text: str

    def findings(self, kind: str) -> dict[str, list[str]]:
        """The findings about a kind, with their places."""
        return {each["about"]: each["where"] for each in self.found["kinds"][kind]["findings"]}

    def marks(self, about: str) -> list[str]:
        """The marks of the checks about one subject."""
        return [each["mark"] for each in self.found["checks"] if each["about"] == about]

    def said(self, about: str) -> str:
        """The texts of the checks about one subject."""
        return "; ".join(each["said"] for each in self.found["checks"] if each["about"] == about)


class Patient:
    """A project with every kind of object."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        populate(emulator.url, KEY, 1)

    def run(self, *arguments: str, url: str = "", typed: str = "", **variables: str) -> Result:
        """Runs `statsig-console doctor`, which sends only reads and ends without a traceback.

        It finds no program on the machine, and repeats requests without waiting.
        """
        self.emulator.clear_requests()
        known = {"STATSIG_CONSOLE_API_KEY": KEY, "STATSIG_CONSOLE_API_URL": url or self.emulator.url, "COLUMNS": "200", "PATH": ""}
        with stamina.set_testing(True, attempts=TRIES):
            result = CliRunner().invoke(app, ["doctor", *arguments], env=known | variables, input=typed)
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert {each.method for each in self.emulator.requests()} <= {"GET"}
        return result

    def examine(self, *arguments: str, url: str = "", **variables: str) -> Exam:
        """Examines the project."""
        result = self.run("--json", *arguments, url=url, **variables)
        return Exam(result.exit_code, json.loads(result.stdout), result.output)

    @contextmanager
    def behind(self, rewrite: str | Callable[[Exchange], Any]) -> Iterator[str]:
        """The address of a proxy that plays a latitude, or rewrites answers otherwise."""
        if isinstance(rewrite, str):
            with LatitudeProxy(self.emulator.url, rewrite) as proxy:
                yield proxy.url
            return
        held = dict(latitude.LATITUDES)
        latitude.LATITUDES = {**held, "rewritten": rewrite}
        try:
            with LatitudeProxy(self.emulator.url, "rewritten") as proxy:
                yield proxy.url
        finally:
            latitude.LATITUDES = held

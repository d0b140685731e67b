"""A project adopted under a latitude, through the real CLI: the program is the same as without the latitude, and `--prove` succeeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statsig_console.declaring.kinds import kind_named
from statsig_console.state_keys import PACKAGE
from statsig_console.values import is_nothing
from statsig_console_emulator.testing import Emulator
from tests.acceptance.population import populate
from tests.acceptance.stacks import environment

from .latitude import LatitudeProxy

ORDERS = "reordered"
"""The latitude under which code names the elements of a set in the order that answers have."""

PROVEN = "objects imported, and the preview has nothing to change"


class Adoptions:
    """A project with every kind of object, adopted again and again; each time into a folder of its own."""

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self.emulator = emulator
        self.folder = folder
        self.key = "console-whn-latitude-adoption-hush"
        populate(emulator.url, self.key, 1)
        self._plain = folder / "plain"
        assert self._adopt(emulator.url, self._plain).returncode == 0

    def problems(self, latitude: str, proven: bool = True) -> Iterator[str]:
        """The differences between adoption under a latitude and without it; with `proven`, `--prove` has to succeed, too."""
        place = self.folder / latitude.replace(" ", "-")
        with LatitudeProxy(self.emulator.url, latitude) as proxy:
            done = self._adopt(proxy.url, place, *(["--prove"] if proven else []))
        if done.returncode or (proven and PROVEN not in done.stdout):
            yield f"not proven: {(done.stdout + done.stderr)[-1500:]}"
            return
        yield from (f"{name} is another" for name in differing(self._plain, place) if latitude != ORDERS)
        yield from imported_otherwise(self._plain, place)

    def _adopt(self, url: str, place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        variables = {"STATSIG_CONSOLE_API_KEY": self.key, "STATSIG_CONSOLE_API_URL": url, "COLUMNS": "200"}
        return subprocess.run(
            [sys.executable, "-m", "statsig_console_cli", "adopt", "--deep", "--out", str(place), *arguments],
            env={**os.environ, **environment(self.folder), **variables},
            capture_output=True,
            text=True,
            check=False,
        )


def differing(one: Path, other: Path) -> list[str]:
    """The names of the modules whose texts differ in two programs."""
    names = sorted({each.name for place in (one, other) for each in place.glob("*.py")})
    return [name for name in names if text_of(one / name) != text_of(other / name)]


def text_of(path: Path) -> str:
    """A file's text; empty where there is none."""
    return path.read_text() if path.exists() else ""


def imported_otherwise(one: Path, other: Path) -> Iterator[str]:
    """The objects, and inputs of objects, in which two import files differ by more than form."""
    left, right = (imports_in(place) for place in (one, other))
    yield from (f"{' '.join(each)} is in one import file only" for each in sorted(left.keys() ^ right.keys()))
    for each in sorted(left.keys() & right.keys()):
        kind = kind_named(f"{PACKAGE}:{each[0]}")
        pairs = {name: (left[each].get(name), right[each].get(name)) for name in {*left[each], *right[each]} & kind.by_name.keys()}
        unlike = [
            name
            for name, pair in pairs.items()
            if not all(map(is_nothing, pair)) and not (kind.by_name[name].same(*pair) and kind.by_name[name].same(*pair[::-1]))
        ]
        yield from (f"{' '.join(each)} is imported with another {name}: {pairs[name]}" for name in sorted(unlike))


def imports_in(place: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The inputs in an import file by kind, name and ID."""
    resources = json.loads(text_of(place / "import.json"))["resources"]
    return {(each["type"].rpartition(":")[2], each["name"], each["id"]): each["inputs"] for each in resources}

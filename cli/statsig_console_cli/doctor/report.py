"""The report: what a maintainer needs to know about a service's answers, and nothing about the project's content.

It holds only what is on this list: versions; operations and their statuses; for each kind, how many objects there are, how often each
sort of value (null, text, number …) occurs at the declared places of its answers, the declared words of enumerations, the names of keys
that are not declared, and the properties that would differ. No value ever gets into it, so that none has to be removed.
"""

from __future__ import annotations

import json
import platform
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typer

from statsig_console import private
from statsig_console.errors import InputError

from .checks import Check
from .findings import Verdict
from .places import Path as Steps
from .places import Place, Places, Undeclared, shown
from .surroundings import cli_version

FORM = 1
"""The version of the file's format."""

KEY_FORM = re.compile(r"[a-z][a-z0-9]*(?:[A-Z_][A-Za-z0-9]*)*")
LONGEST_KEY = 40
MOST_KEYS = 20
"""The most undeclared keys of one object that are shown by name; more of them are likely to be data."""

HOLDS = (
    "versions of the package, of Python, Pulumi and the system",
    "which operations were sent, and with which status they were answered",
    "how many objects of each kind were read, and whether there are more",
    "at each declared place of the answers: how often text, number, null … stands there, and which words of an enumeration",
    "the names of the properties that differ after adoption, or break a rule",
)
NOT_IN = "no name, ID, e-mail address, key, SQL, text or other value of the project"


def made(checks: Sequence[Check], verdicts: Sequence[Verdict], warehouse_native: bool | None) -> dict[str, Any]:
    """The report."""
    return {
        "report": FORM,
        "versions": {
            "package": version("pulumi-statsig-console"),
            "python": ".".join(map(str, sys.version_info[:3])),
            "pulumi": version("pulumi"),
            "cli": numbers_in(cli_version()),
            "system": platform.system(),
        },
        "warehouse_native": warehouse_native,
        "checks": [[each.about, each.mark.word] for each in checks],
        "kinds": {each.label: of_kind(each) for each in verdicts},
    }


def numbers_in(text: str) -> str:
    """The numbers of a version in a program's output."""
    found = re.match(r"v?(\d+(?:\.\d+)*)", text)
    return found[1] if found else ""


def of_kind(verdict: Verdict) -> dict[str, Any]:
    """A kind in the report."""
    reading = verdict.reading
    answers: dict[str, dict[str, int]] = {}
    for (sent, outcome), count in reading.answers.items():
        answers.setdefault(sent, {})[outcome] = count
    return {
        "mark": verdict.mark.word,
        "objects": len(reading.objects),
        "more": reading.more,
        "alone": reading.alone,
        "gone": reading.gone,
        "repeated": reading.repeated,
        "answers": answers,
        "differences": dict(verdict.differences),
        "broken": dict(verdict.broken),
        "places": {sent: of_places(places) for sent, places in verdict.places.items()},
    }


def of_places(places: Places) -> dict[str, Any]:
    """The places of an operation's objects, and the order of their keys."""
    names = named(places)
    return {
        "objects": places.objects,
        "order": [names[(key,)] for key in places.order if (key,) in names],
        "at": {names[path]: of_place(place) for path, place in places.by_path.items()},
    }


def of_place(place: Place) -> dict[str, Any]:
    """The sorts of values at a place, and no value except the declared words."""
    held: dict[str, Any] = {each.value: count for each, count in place.sorts.items() if count}
    if place.absent:
        held["left out"] = place.absent
    if place.declared is Undeclared:
        held["undeclared"] = True
    if place.words:
        held["words"] = dict(place.words)
    if place.others:
        held["other words"] = len(place.others)
    if place.forms:
        held["forms"] = dict(place.forms)
    if place.misfits:
        held["misfits"] = sum(place.misfits.values())
    return held


def named(places: Places) -> dict[Steps, str]:
    """The name of each path: its keys, declared or not. An undeclared key that may be the project's data has a number instead."""
    undeclared = sorted(path for path, place in places.by_path.items() if place.declared is Undeclared)
    beside = Counter(path[:-1] for path in undeclared)
    names = {path: shown(path) for path in places.by_path if path not in undeclared}
    for number, (*parent, key) in enumerate(undeclared, 1):
        plain = KEY_FORM.fullmatch(key) and len(key) <= LONGEST_KEY and beside[tuple(parent)] <= MOST_KEYS
        names[(*parent, key)] = shown((*parent, key if plain else f"key {number}"))
    return names


def keys_in(content: Mapping[str, Any]) -> list[str]:
    """The names of undeclared keys in the report."""
    places = [at for kind in content["kinds"].values() for sent in kind["places"].values() for at in [sent["at"]]]
    return sorted({path for at in places for path, held in at.items() if held.get("undeclared")})


def write(file: Path, content: Mapping[str, Any], *, yes: bool) -> None:
    """Says what the report holds, asks whether to write it, and does so.

    Raises:
        InputError: there is no terminal to ask at, or the answer was no.
        OSError: the file cannot be written.
    """
    typer.echo(f"{file} will hold:", err=True)
    for each in HOLDS:
        typer.echo(f"  - {each}", err=True)
    if keys := keys_in(content):
        typer.echo(f"  - the names of these keys, which the package does not know: {', '.join(keys)}", err=True)
    typer.echo(f"It holds {NOT_IN}.", err=True)
    if not yes and not agreed():
        raise InputError("the report was not written; --yes writes it without asking.")
    private.replace(file, f"{json.dumps(content, indent=1)}\n")
    typer.echo(f"written: {file}", err=True)


def agreed() -> bool:
    """Whether there is a terminal, and somebody agrees at it."""
    return is_terminal() and typer.confirm("Write it?", err=True)


def is_terminal() -> bool:
    """Whether standard input is a terminal."""
    return sys.stdin.isatty()

"""Derives the emulator's contract from the OpenAPI documents of the Console API.

The contract holds only facts, and is the union of all documents: an operation, field or value that the newest document lacks has the day
of the newest document with it. A transcribed document comes with a list of changes. Where the document differs from earlier ones and the
list does not mention the place, the earlier ones count, and the difference is printed.

    python tools/contract/derive.py                writes emulator/statsig_console_emulator/contract.json
    python tools/contract/derive.py --check        exits 1 if the committed file differs
    python tools/contract/derive.py --notes        prints what the newest document changed, and unexplained differences
    python tools/contract/derive.py --add FILE --day 2026-10-01 [--changes FILE]
                                                   merges a new document; prints what it adds, changes and lacks, and what is not declared
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import facts
import naming
from merging import Merger, Report
from statements import Statements

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT.parent / "shared" / "openapi"
CONTRACT = ROOT / "emulator" / "statsig_console_emulator" / "contract.json"
STATED = Path(__file__).with_name("stated.json")

Json = Any


def take_in(contract: Json, document: Json, entry: dict[str, str], changes: list[dict[str, str]] | None) -> tuple[Json, Report]:
    """The contract with one more document, the newest, and what that changed. `entry` is the document's entry in the contract."""
    earlier = frozenset(contract["schemas"]) if contract else frozenset[str]()
    newest = facts.facts_of(document, json.loads(STATED.read_text()).get(entry["day"], {}), earlier)
    if contract is None:
        return {"documents": [entry], **newest}, Report()
    merger = Merger(contract, newest, entry["day"], Statements(changes))
    found = merger.merged()
    return {"documents": [*contract["documents"], entry], **found}, merger.report


def derive(entries: list[dict[str, str]], folder: Path) -> tuple[Json, Report]:
    """The contract of the named documents, the oldest first, and what the last one changed."""
    contract, report = None, Report()
    for entry in entries:
        changes = json.loads((folder / entry["changes"]).read_text())["changes"] if "changes" in entry else None
        contract, report = take_in(contract, json.loads((folder / entry["file"]).read_text()), entry, changes)
    return contract, report


def text_of(contract: Json) -> str:
    """The text of the committed contract."""
    used = facts.reachable(contract["operations"], contract["schemas"])
    slim = {**contract, "schemas": {name: schema for name, schema in contract["schemas"].items() if name in used}}
    return naming.render(naming.named(slim)) + "\n"


def undeclared(contract: Json) -> list[str]:
    """The operations that no class, action or lookup sends."""
    sys.path[:0] = [str(ROOT / name) for name in ("provider", "resources", "emulator", "cli", "plugin")]
    from statsig_console_cli.coverage import known_by, measure

    return measure(known_by(contract)).missing


def add(arguments: argparse.Namespace) -> str:
    """Merges a document into the committed contract, prints what that changed, and returns a summary."""
    entry = {"day": arguments.day, "file": arguments.add.name} | ({"changes": arguments.changes.name} if arguments.changes else {})
    changes = json.loads(arguments.changes.read_text())["changes"] if arguments.changes else None
    committed = naming.plain(json.loads(arguments.contract.read_text()))
    if arguments.day <= committed["documents"][-1]["day"]:
        raise SystemExit(f"--day {arguments.day} is not after the newest document's day, {committed['documents'][-1]['day']}")
    contract, report = take_in(committed, json.loads(arguments.add.read_text()), entry, changes)
    arguments.contract.write_text(text_of(contract))
    show(report)
    tell("declared by nobody", undeclared(contract))
    return f"{arguments.contract.name}: {len(contract['operations'])} operations of {len(contract['documents'])} documents"


def show(report: Report) -> None:
    """Prints what merging a document changed."""
    tell("added", report.added)
    tell("changed", report.changed)
    tell("gone", report.gone)
    tell("differs without a word, so the earlier documents stand", report.unexplained)


def tell(title: str, lines: list[str]) -> None:
    """Prints one part of the report."""
    print(f"{title}: {len(lines)}")
    for line in sorted(set(lines)):
        print(f"  {line}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the committed file instead of writing it")
    parser.add_argument("--notes", action="store_true", help="print what the newest document changed, and where it is not believed")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="the folder with the OpenAPI documents")
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the contract to write, compare or add to")
    parser.add_argument("--add", type=Path, metavar="FILE", help="an OpenAPI document to take in as the newest")
    parser.add_argument("--day", help="the day of that document, YYYY-MM-DD")
    parser.add_argument("--changes", type=Path, metavar="FILE", help="the list of changes of a document that was transcribed")
    arguments = parser.parse_args()
    if arguments.add:
        if not arguments.day:
            parser.error("--add needs --day")
        print(add(arguments))
        return 0
    held: Path = arguments.contract
    contract, report = derive(json.loads(held.read_text())["documents"], arguments.documents)
    text = text_of(contract)
    if arguments.notes:
        show(report)
    elif not arguments.check:
        held.write_text(text)
        print(f"{held.name}: {text.count(chr(10))} lines")
    elif held.read_text() != text:
        print(f"{held.name} differs from what the documents say. Run: python tools/contract/derive.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

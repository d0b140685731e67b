"""``statsig-console coverage``: which class or function sends each operation of the API.

The operations are those of the contract, which is derived from the vendor's documents; the
senders are read from the declarations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Coverage:
    """The senders of each operation (``GET /gates``), the documents that know it, and the declared operations that no document has."""

    senders: dict[str, list[str]]
    documents: dict[str, list[str]]
    unknown: dict[str, list[str]]

    @property
    def missing(self) -> list[str]:
        """The operations that nobody declares yet."""
        return [name for name, names in self.senders.items() if not names]

    @property
    def covered(self) -> int:
        """How many operations have a sender."""
        return len(self.senders) - len(self.missing)


def coverage(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Tells what sends each operation of the API. It names the documents that know it, and fails when nothing sends one."""
    found = measure()
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "covered": found.covered,
                    "of": len(found.senders),
                    "operations": found.senders,
                    "documents": found.documents,
                    "missing": found.missing,
                    "unknown": found.unknown,
                },
                indent=1,
            )
        )
    else:
        table = Table("operation", "documents", "sent by", title=f"{found.covered} of {len(found.senders)} operations")
        for name, senders in found.senders.items():
            table.add_row(name, ", ".join(found.documents[name]), ", ".join(senders) or "[red]nothing[/red]")
        Console().print(table)
        if found.missing:
            typer.echo(f"Declared by nobody yet ({len(found.missing)}):\n  " + "\n  ".join(found.missing))
    if found.covered < len(found.senders) or found.unknown:
        raise typer.Exit(1)


def measure(documents: dict[str, list[str]] | None = None) -> Coverage:
    """Compares the declarations with the operations of the documents, by default those of the committed contract."""
    documents = documented() if documents is None else documents
    senders: dict[str, list[str]] = {name: [] for name in documents}
    addresses = {plain(name): name for name in documents}
    unknown: dict[str, list[str]] = {}
    for operation, sender in declared():
        names = senders.get(addresses.get(plain(operation), operation))
        if names is None:
            names = unknown.setdefault(operation, [])
        if sender not in names:
            names.append(sender)
    return Coverage(senders, documents, unknown)


def documented() -> dict[str, list[str]]:
    """All operations of the vendor's documents, as ``GET /gates``, and the days of those that know them."""
    return known_by(json.loads(files("statsig_console_emulator").joinpath("contract.json").read_text(encoding="utf-8")))


def known_by(contract: dict[str, Any]) -> dict[str, list[str]]:
    """All operations of a contract, and the days of the documents that know them."""
    days = [document["day"] for document in contract["documents"]]
    known = {f"{each['method']} {each['path']}": each.get("known", days) for each in contract["operations"]}
    return dict(sorted(known.items(), key=lambda item: item[0].partition(" ")[::-1]))


def plain(operation: str) -> str:
    """The operation with nameless placeholders: two that differ in a placeholder's name are one address."""
    return re.sub(r"\{\w+\}", "{}", operation)


def declared() -> Iterator[tuple[str, str]]:
    """Each operation that the package declares, and the class or function that sends it."""
    import pulumi_statsig_console as statsig
    from statsig_console.declaring.kinds import kinds_in
    from statsig_console.lookup import registered

    for kind in kinds_in(statsig):
        yield from ((str(operation), kind.label) for operation in kind.operations())
    for lookup in registered():
        yield str(lookup.operation), lookup.name

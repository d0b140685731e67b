"""``statsig-console coverage``: which class or function sends each operation of the API.

The operations are those of the contract, which is derived from the vendor's documents; who sends
them is read off the declarations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Coverage:
    """The senders of each operation (``GET /gates``), and the declared operations that no document has."""

    senders: dict[str, list[str]]
    unknown: dict[str, list[str]]

    @property
    def covered(self) -> int:
        """How many operations have a sender."""
        return sum(bool(names) for names in self.senders.values())


def coverage(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Tells for each operation of the API which resource, action or lookup sends it; fails when one has none."""
    found = measure()
    if as_json:
        typer.echo(
            json.dumps(
                {"covered": found.covered, "of": len(found.senders), "operations": found.senders, "unknown": found.unknown}, indent=1
            )
        )
    else:
        table = Table("operation", "sent by", title=f"{found.covered} of {len(found.senders)} operations")
        for name, senders in found.senders.items():
            table.add_row(name, ", ".join(senders) or "[red]nothing[/red]")
        Console().print(table)
    if found.covered < len(found.senders) or found.unknown:
        raise typer.Exit(1)


def measure() -> Coverage:
    """Compares the declarations with the contract."""
    senders: dict[str, list[str]] = {name: [] for name in documented()}
    unknown: dict[str, list[str]] = {}
    for operation, sender in declared():
        names = senders.get(operation)
        if names is None:
            names = unknown.setdefault(operation, [])
        if sender not in names:
            names.append(sender)
    return Coverage(senders, unknown)


def documented() -> list[str]:
    """All operations of the vendor's two documents, as ``GET /gates``."""
    contract = json.loads(files("statsig_console_emulator").joinpath("contract.json").read_text(encoding="utf-8"))
    return sorted((f"{each['method']} {each['path']}" for each in contract["operations"]), key=lambda name: name.partition(" ")[::-1])


def declared() -> Iterator[tuple[str, str]]:
    """Each operation that the package declares, and the class or function that sends it."""
    import pulumi_statsig_console as statsig
    from statsig_console.declaring.kinds import kind_of
    from statsig_console.lookup import registered
    from statsig_console.resource import ConsoleResource

    for name in dir(statsig):
        value = getattr(statsig, name)
        if isinstance(value, type) and issubclass(value, ConsoleResource):
            yield from ((str(operation), name) for operation in kind_of(value).operations())
    for lookup in registered():
        yield str(lookup.operation), lookup.name

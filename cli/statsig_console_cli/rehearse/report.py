"""The report of a rehearsal: operations, statuses, and where the service and the emulator differ. It holds no value of an answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from statsig_console import private
from statsig_console_emulator.contract import load

from .twin import Twin

FORMAT = 1


def made(twin: Twin, warehouse_native: bool | None) -> dict[str, Any]:
    """The report, which `statsig-console emulator --like` takes."""
    return {
        "format": FORMAT,
        "package": version("pulumi-statsig-console"),
        "contract": load().days[-1],
        "warehouseNative": warehouse_native,
        "requests": {
            name: {str(status): count for status, count in sorted(counts.items())} for name, counts in sorted(twin.requests.items())
        },
        "differences": [
            {"operation": name, "kind": kind, "step": step, "path": each.path, "service": each.service, "emulator": each.emulator}
            for (name, each), (kind, step) in twin.differences.items()
        ],
    }


def write(file: Path, twin: Twin, warehouse_native: bool | None) -> None:
    """Writes the report.

    Raises:
        OSError: it cannot be written.
    """
    private.replace(file, json.dumps(made(twin, warehouse_native), indent=1) + "\n")


def show(console: Console, problems: Sequence[tuple[str, str, str]], twin: Twin) -> None:
    """Prints what went wrong, and a table of the differences."""
    sent = sum(sum(counts.values()) for counts in twin.requests.values())
    for kind, step, said in problems:
        console.print(f"[red]{escape(kind)}, {step}:[/red] {escape(said)}", highlight=False, soft_wrap=True)
    if twin.differences:
        table = Table("operation", "step", "where", "service", "emulator", title="Where the service and the emulator differ")
        for (name, each), (kind, step) in twin.differences.items():
            table.add_row(escape(name), f"{kind}, {step}", escape(each.path), each.service, each.emulator)
        console.print(table)
    console.print(
        f"{sent} requests, {len(problems) or 'no'} problems, {len(twin.differences) or 'no'} differences from the emulator", highlight=False
    )

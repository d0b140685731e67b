"""The command ``statsig-console``: an emulator of the Console API, and what the provider says about itself.

Each command is imported when it is called.
"""

from __future__ import annotations

import signal
from typing import NoReturn

import typer

from . import check, coverage, describe, emulator, import_file, texts
from .adopt import adopt
from .explain import explain

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_show_locals=False)
app.add_typer(emulator.app, name="emulator")
app.command("adopt")(adopt)
app.command("check")(check.check)
app.command("coverage")(coverage.coverage)
app.command("describe")(describe.describe)
app.command("explain")(explain)
app.command("import-file")(import_file.import_file)


def main() -> None:
    """Runs the command line."""
    texts.print_all()
    signal.signal(signal.SIGTERM, end)
    app()


def end(number: int, _frame: object) -> NoReturn:
    """Ends the command as an error would, so that it takes away what it has put aside."""
    raise SystemExit(128 + number)

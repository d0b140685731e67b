"""The command ``statsig-console``: an emulator of the Console API, and what the provider says about itself.

Each command is imported when it is called.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from . import check, coverage, describe, emulator, import_file, texts, trace
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
app.command("trace")(trace.trace)


@app.callback()
def with_options(
    trace: Annotated[
        Path | None, typer.Option(help="Write a line for each request that the command sends into this file, as STATSIG_TRACE does.")
    ] = None,
) -> None:
    if trace:
        os.environ["STATSIG_TRACE"] = str(trace.absolute())


def main() -> None:
    """Runs the command line."""
    texts.print_all()
    signal.signal(signal.SIGTERM, end)
    app()


def end(number: int, _frame: object) -> NoReturn:
    """Ends the command as an error would, so that it takes away what it has put aside."""
    raise SystemExit(128 + number)

"""The command ``statsig-console``: the tools around a Pulumi program for Statsig, and an emulator of the Console API.

Each command imports its modules only when it is called.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from . import check, coverage, describe, emulator, import_file, schema, texts, trace
from .adopt import adopt
from .doctor import doctor
from .explain import explain
from .rehearse import rehearse

# Boxes and colours are for people: a program that reads a pipe gets plain lines.
MARKUP: Literal["rich"] | None = "rich" if sys.stdout.isatty() and sys.stderr.isatty() else None

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, rich_markup_mode=MARKUP)
emulator.app.rich_markup_mode = MARKUP
app.add_typer(emulator.app, name="emulator", epilog="Example: statsig-console emulator --port 3006 --db project.db")
app.command("adopt", epilog="Example: statsig-console adopt --out infra/statsig --kinds gate,segment --language yaml --prove")(adopt)
app.command("check", epilog="Example: statsig-console check infra --stack production")(check.check)
app.command("coverage", epilog="Example: statsig-console coverage --json")(coverage.coverage)
app.command("describe", epilog="Example: statsig-console describe Gate.rules.conditions")(describe.describe)
app.command("doctor", epilog="Example: statsig-console doctor --report report.json")(doctor)
app.command("explain", epilog="Example: pulumi preview --json | statsig-console explain")(explain)
app.command("import-file", epilog="Example: statsig-console import-file Gate new-checkout new_checkout > import.json")(
    import_file.import_file
)
app.command("rehearse", epilog="Example: statsig-console rehearse --kinds tag,gate --report rehearsal.json")(rehearse)
app.command("schema", epilog="Example: statsig-console schema Gate > gate.schema.json")(schema.schema)
app.command("trace", epilog="Example: statsig-console trace requests.jsonl")(trace.trace)


def show_version(wanted: bool) -> None:
    """Prints the version of the package and exits, if the option is given."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"statsig-console {version('pulumi-statsig-console')}")
        raise typer.Exit


@app.callback()
def statsig_console(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", callback=show_version, is_eager=True)] = False,
    trace: Annotated[
        Path | None,
        typer.Option(
            envvar="STATSIG_TRACE",
            show_envvar=False,
            help="Write a line for each request that the command sends into this file, as STATSIG_TRACE does.",
        ),
    ] = None,
) -> None:
    """Statsig as code: take a project into a Pulumi program, check and explain what would change, and try it on an emulator."""
    if trace:
        # A command may work in another folder, or start processes there.
        os.environ["STATSIG_TRACE"] = str(trace.absolute())


def main() -> None:
    """Runs the command line."""
    texts.print_all()
    signal.signal(signal.SIGTERM, end)
    app()


def end(number: int, _frame: object) -> NoReturn:
    """Ends the command as an error would, so that it removes its temporary files."""
    raise SystemExit(128 + number)

"""``statsig-console emulator``: the Console API on this machine, and fixtures for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.error import HTTPError

import typer

app = typer.Typer(help="Runs the Console API on this machine.", pretty_exceptions_show_locals=False)


@app.callback(invoke_without_command=True)
def emulator(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on; loopback, unless --allow-remote is given.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 3006,
    db: Annotated[str, typer.Option(help="A file that survives restarts, or :memory:.")] = ":memory:",
    rate_limits: Annotated[
        bool, typer.Option("--rate-limits", help="Refuse changes above the limits of the vendor's present text.")
    ] = False,
    older_limits: Annotated[bool, typer.Option("--older-limits", help="Refuse changes above those of its text until 2025.")] = False,
    limit_reads: Annotated[bool, typer.Option("--limit-reads", help="Let reads count as well, with one of the two above.")] = False,
    id_list_seconds: Annotated[float, typer.Option(help="So long an update of an ID list refuses others with 409.", min=0)] = 0,
    allow_remote: Annotated[bool, typer.Option(help="Let other machines in. Anybody who can reach it can change everything.")] = False,
    allow_origin: Annotated[
        list[str], typer.Option(help="Let pages of this origin, such as http://localhost:3000, use the API from a browser; * lets any.")
    ] = [],  # noqa: B006
    allow_host: Annotated[
        list[str], typer.Option(help="Answer under this name, too, such as that of a container; * is any. Others are refused.")
    ] = [],  # noqa: B006
    furniture: Annotated[
        list[str],
        typer.Option("--with", help="What each new project has from the start: tags, layers, gates, segments, sources."),
    ] = [],  # noqa: B006
    fault: Annotated[list[str], typer.Option(help="Trouble on chosen requests, such as status,status=503,method=POST.")] = [],  # noqa: B006
    like: Annotated[
        str | None, typer.Option(metavar="REPORT", help="Answer as the service did, where this report of a rehearsal says so.")
    ] = None,
) -> None:
    """Runs the emulator until it is interrupted, and prints one line with its address once it is ready."""
    if context.invoked_subcommand:
        return
    try:
        from statsig_console_emulator.faults import from_text
        from statsig_console_emulator.limits import chosen
        from statsig_console_emulator.server import run
    except ImportError as error:
        raise typer.BadParameter(f"the emulator needs pip install 'pulumi-statsig-console[emulator]' ({error.name} is missing)") from None
    try:
        faults = [from_text(text) for text in fault]
        limits = chosen(rate_limits, older_limits, limit_reads)
        run(
            host,
            port,
            db,
            rate_limits=limits,
            id_list_seconds=id_list_seconds,
            allow_remote=allow_remote,
            faults=faults,
            origins=allow_origin,
            hosts=allow_host,
            like=like,
            furniture=furniture,
        )
    except (ValueError, OSError) as error:
        raise typer.BadParameter(str(error)) from None


@app.command(epilog="Example: statsig-console emulator seed project.json --key console-test")
def seed(
    file: Annotated[
        Path,
        typer.Argument(help="A JSON file with `objects` by kind and ID, `requests` to make, or an export.", exists=True, dir_okay=False),
    ],
    url: Annotated[str, typer.Option(help="Where the emulator runs.")] = "http://127.0.0.1:3006",
    key: Annotated[str, typer.Option(help="The key whose project gets the objects: a made-up one, never a real one.")] = "console-test",
    from_stack: Annotated[bool, typer.Option("--from-stack", help="The file is what `pulumi stack export` printed.")] = False,
    configure: Annotated[
        Path | None,
        typer.Option(
            help="With --from-stack: a copy of Pulumi.STACK.yaml, which gets the emulator's address and made-up keys for all its projects."
        ),
    ] = None,
    allow_remote: Annotated[bool, typer.Option(help="Send to an emulator on another machine.")] = False,
) -> None:
    """Adds the objects of a file to an emulator. A stack's export lets a preview or an update be tried there."""
    from statsig_console.errors import ProviderError

    from . import seeding
    from .texts import complain, read_text

    if configure and not from_stack:
        raise typer.BadParameter("--configure goes with --from-stack")
    try:
        emulated, text = seeding.Emulated.at(url, key, allow_remote), read_text(file)
        if from_stack:
            done = seeding.seed_from_stack(text, emulated, configure)
            typer.echo(f"{done.objects - len(done.differing)} of {done.objects} objects are there as the stack has them.")
            for line in (*done.refused, *done.differing):
                complain(f"- {line}")
        else:
            typer.echo(emulated.send("/_emulator/seed", text))
    except ImportError as error:
        raise typer.BadParameter(f"the emulator needs pip install 'pulumi-statsig-console[emulator]' ({error.name} is missing)") from None
    except ProviderError as error:
        complain(error)
        raise typer.Exit(1) from None
    except HTTPError as error:
        complain(f"{url}: {seeding.refusal(error)}")
        raise typer.Exit(1) from None
    except OSError as error:
        complain(f"{url}: {getattr(error, 'reason', error)}")
        raise typer.Exit(1) from None

"""``statsig-console rehearse``: does once in a sandbox project what the package can do, and sends the same requests to an emulator.

`acts` has the objects of each kind, `stage` makes, changes and deletes them, `twin` and `comparing` find where the service and the
emulator differ, `report` writes the differences down.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def rehearse(
    kinds: Annotated[str, typer.Option(help="Only these kinds, and those that they need, separated by commas: gate,experiment.")] = "",
    prefix: Annotated[str, typer.Option(help="How the names of all objects begin that it makes, and deletes.")] = "pulumi_rehearsal",
    i_know: Annotated[bool, typer.Option("--i-know", help="Also in a project that has more than a few objects.")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="Only delete what an earlier rehearsal left.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report: requests, statuses, and where service and emulator differ.")] = None,
    url: Annotated[str, typer.Option(help="The API's address, if not STATSIG_CONSOLE_API_URL or the vendor's.")] = "",
    project: Annotated[str, typer.Option(help="Which of the stack's projects; its key is in STATSIG_CONSOLE_API_KEY_NAME.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Begin without asking.")] = False,
) -> None:
    """Tries the package in a sandbox project.

    It makes, changes and deletes an object of each kind, and tells where the service and the emulator differ.

    For a project of its own alone, in which nothing matters. The key comes from STATSIG_CONSOLE_API_KEY.
    """
    from statsig_console_cli.adopt import listed
    from statsig_console_cli.texts import plainly

    try:
        from .stage import Request, carry_out
    except ImportError as error:
        raise typer.BadParameter(f"a rehearsal needs pip install 'pulumi-statsig-console[emulator]' ({error.name} is missing)") from None
    asked = Request(listed(kinds), prefix, i_know=i_know, clean=clean, report=report, url=url, project=project, yes=yes)
    with plainly():
        good = carry_out(asked)
    if not good:
        raise typer.Exit(1)

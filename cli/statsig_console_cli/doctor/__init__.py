"""``statsig-console doctor``: tells whether this package and a project understand each other, and changes nothing.

`surroundings` looks at this machine, `reading` asks the API, `places` and `findings` compare its answers with the declarations,
`show` and `report` present the result.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def doctor(
    kinds: Annotated[str, typer.Option(help="Only these kinds, separated by commas: gate,experiment.")] = "",
    url: Annotated[str, typer.Option(help="The API's address, if not STATSIG_CONSOLE_API_URL or the vendor's.")] = "",
    project: Annotated[str, typer.Option(help="Which of the stack's projects; its key is in STATSIG_CONSOLE_API_KEY_NAME.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report without names and values, to attach to an issue.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the report without asking.")] = False,
) -> None:
    """Tells whether package and project understand each other.

    It reads a page of every kind, and fails when something is wrong. Nothing but reads is sent. The key comes from STATSIG_CONSOLE_API_KEY.
    """
    from statsig_console_cli.adopt import listed
    from statsig_console_cli.texts import plainly

    from .command import Request, carry_out

    asked = Request(kinds=listed(kinds), url=url, project=project, as_json=as_json, report=report, yes=yes)
    with plainly():
        good = carry_out(asked)
    if not good:
        raise typer.Exit(1)

"""``statsig-console explain``: a preview in plain words, for the people who review it.

`reading` parses Pulumi's JSON, `live` reads the console, `notes` and `outcomes` find the words, `report` puts them in order.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class Format(str, Enum):
    """How the report is written."""

    markdown = "markdown"
    text = "text"


def explain(
    file: Annotated[str, typer.Argument(help="What `pulumi preview --json` printed, in a file; - is standard input.")] = "-",
    style: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.markdown,
    drift: Annotated[bool, typer.Option("--drift", help="Tell what was changed in the console, out of a preview that refreshes.")] = False,
    look: Annotated[
        bool, typer.Option("--live", help="Also look at the objects in the console; the key comes from STATSIG_CONSOLE_API_KEY.")
    ] = False,
    url: Annotated[str, typer.Option(envvar="STATSIG_CONSOLE_API_URL", help="The API's address for --live, if not the vendor's.")] = "",
    production: Annotated[list[str], typer.Option(help="An environment that counts as production.")] = ["production"],  # noqa: B006
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 2 when something changes.")] = False,
) -> None:
    """Tells in words what a preview would change. Production comes first; it fails when the preview failed.

    With PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, Pulumi's JSON also says what was changed in the console, which --drift needs.
    """
    from statsig_console_cli.texts import plainly, read_text

    from .live import look_around
    from .markup import Markdown, Plain
    from .outcomes import drifted, planned
    from .reading import STREAMING, read_preview
    from .report import report

    with plainly():
        preview = read_preview(read_text(file))
        if look:
            look_around(preview, url)
    if drift and preview.blind:
        typer.echo(f"This refresh says that something changed, but not what: run it again with {STREAMING}.", err=True)
        raise typer.Exit(1)
    markup = Markdown() if style is Format.markdown else Plain()
    outcomes = drifted(preview, markup) if drift else planned(preview, markup)
    typer.echo(report(preview, outcomes, production, drift, markup))
    if preview.errors:
        raise typer.Exit(1)
    if exit_code and outcomes:
        raise typer.Exit(2)

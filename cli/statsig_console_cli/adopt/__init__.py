"""``statsig-console adopt``: takes over a project that was made by hand.

`scan` reads it, `objects` chooses the properties to state, `naming` and `references` name and connect the objects, `code` orders them,
`languages` and `imports` write the program and its import file, `pulumi_cli` proves both.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer


class Languages(str, Enum):
    """The languages that programs are written in."""

    PYTHON = "python"
    YAML = "yaml"
    TYPESCRIPT = "typescript"


def adopt(
    out: Annotated[Path | None, typer.Option(help="The folder for the program; with --check, the program's folder.")] = None,
    kinds: Annotated[str, typer.Option(help="Only these kinds, separated by commas: gate,experiment.")] = "",
    tags: Annotated[str, typer.Option(help="Only objects that have one of these tags, separated by commas.")] = "",
    deep: Annotated[bool, typer.Option("--deep", help="Also overrides and segments' IDs: a request for each object.")] = False,
    prove: Annotated[bool, typer.Option("--prove", help="Import into a stack that is thrown away, and preview there.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only tell what no stack manages yet.")] = False,
    stack: Annotated[list[str], typer.Option(help="A stack to look into, by --check and for the import file; may be repeated.")] = [],  # noqa: B006
    exit_code: Annotated[bool, typer.Option("--exit-code", help="With --check: fail when something is not managed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --check: print JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that were edited, or are somebody else's.")] = False,
    url: Annotated[str, typer.Option(help="The API's address, if not STATSIG_CONSOLE_API_URL or the vendor's.")] = "",
    from_terraform: Annotated[
        Path | None,
        typer.Option(help="Only what Terraform manages, under its names: terraform.tfstate, or what `terraform show -json` prints."),
    ] = None,
    language: Annotated[Languages, typer.Option(help="What the program is written in; all but Python need the plugin.")] = Languages.PYTHON,
    project: Annotated[str, typer.Option(help="Which of the stack's projects; its key is in STATSIG_CONSOLE_API_KEY_NAME.")] = "",
) -> None:
    """Writes a program for what a project has.

    An import file beside it takes the objects into a stack without a change. The key comes from STATSIG_CONSOLE_API_KEY.
    A run that was interrupted goes on where it stopped; a second run changes nothing.
    """
    if out is None and not check:
        raise typer.BadParameter("say where the program goes: --out FOLDER")
    if prove and check:
        raise typer.BadParameter("--prove and --check do not go together")
    if not check and (exit_code or as_json):
        raise typer.BadParameter("--exit-code and --json go with --check")
    if from_terraform and (check or kinds or tags or deep):
        raise typer.BadParameter("--from-terraform says which objects: leave out --check, --kinds, --tags and --deep")
    from statsig_console_cli.texts import plainly

    from .command import Request, carry_out

    asked = Request(
        out=out,
        kinds=listed(kinds),
        tags=listed(tags),
        deep=deep,
        stacks=stack,
        url=url,
        project=project,
        check=check,
        exit_code=exit_code,
        as_json=as_json,
        prove=prove,
        force=force,
        terraform=from_terraform,
        language=language.value,
    )
    with plainly():
        good = carry_out(asked)
    if not good:
        raise typer.Exit(1)


def listed(text: str) -> list[str]:
    """The values of an option that takes several, separated by commas."""
    return [each.strip() for each in text.split(",") if each.strip()]

"""``statsig-console schema``: the JSON Schema of a resource's properties, which editors use to complete, explain and check files; or the
whole package as Pulumi's own schema, from which SDKs for other languages are made."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from .texts import plainly


def schema(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="A resource or an action, such as Gate.")] = "",
    pulumi: Annotated[bool, typer.Option("--pulumi", help="The whole package as Pulumi's own schema, for other languages.")] = False,
) -> None:
    """Prints the JSON Schema of a resource, for editors of YAML. It has all properties that a program gives, each with its sentence,
    and is of draft 7, which editors know best."""
    if bool(kind) is pulumi:
        raise typer.BadParameter("name a resource or an action, or ask for the whole package with --pulumi")
    if pulumi:
        from statsig_console_plugin.schema import written

        made = json.loads(written())
    else:
        from . import describing, schemas

        with plainly(describing.NoSuchName, code=2):
            made = schemas.of_kind(kind)
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))

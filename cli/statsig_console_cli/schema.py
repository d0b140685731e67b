"""``statsig-console schema``: the JSON Schema of a resource's properties, by which editors complete, explain and check files."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from .texts import plainly


def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A resource or an action, such as Gate.")],
) -> None:
    """Prints the JSON Schema of a resource, for editors of YAML. It has all properties that a program gives, each with its sentence,
    and is of draft 7, which editors know best."""
    from . import describing, schemas

    with plainly(describing.NoSuchName, code=2):
        made = schemas.of_kind(kind)
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))

"""``statsig-console describe``: what a resource, an action or a lookup is, and what each of its properties means."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from .texts import plainly

WIDEST = 100


def describe(
    name: Annotated[
        str,
        typer.Argument(
            help="A resource, action or lookup, or a part of one: Gate, Gate.rules.conditions, get_gate. Left out, all are listed."
        ),
    ] = "",
) -> None:
    """Tells what a resource and its properties are for. It covers actions and lookups as well."""
    from . import describing

    with plainly(describing.NoSuchName, code=2):
        shown = describing.page(name) if name else describing.overview()
    for line in describing.rendered(shown, min(shutil.get_terminal_size((80, 24)).columns, WIDEST)):
        typer.echo(line)

"""``statsig-console import-file``: what `pulumi import --file` needs to take existing objects into a stack.

Pulumi cannot import dynamic resources by ID; it can when a file has their inputs and outputs (CLI ≥ 3.254).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from statsig_console import private

from .projects import settings_of

LEFT_OUT = "is left out: the project has no such object, or there is no kind for it"
PARENT = "parent"
"""The file's name for a component that the stack has already."""


def import_file(
    objects: Annotated[
        list[str], typer.Argument(help="Triples of kind, name in the program, and ID: Gate new-checkout new_checkout …")
    ] = [],  # noqa: B006
    url: Annotated[str, typer.Option(help="The API's address, if not STATSIG_CONSOLE_API_URL or the vendor's.")] = "",
    out: Annotated[Path | None, typer.Option(help="Write the file in UTF-8, as Pulumi reads it, where > writes something else.")] = None,
    project: Annotated[str, typer.Option(help="Which of the stack's projects; its key is in STATSIG_CONSOLE_API_KEY_NAME.")] = "",
    from_terraform: Annotated[
        Path | None,
        typer.Option(help="All that Terraform manages, under its names: terraform.tfstate, or what `terraform show -json` prints."),
    ] = None,
    parent: Annotated[
        str, typer.Option(help="The component that the program declares them in: its URN in the stack, or TYPE::NAME to import it along.")
    ] = "",
) -> None:
    """Prints the import file for existing objects.

    The key comes from STATSIG_CONSOLE_API_KEY; secrets are left out of the file.

    The file is code: Pulumi unpickles the providers in it. Import only what you have made yourself.
    Then: pulumi import --file FILE, and a preview of the program that declares them.
    """
    from .texts import complain, plainly

    if len(objects) % 3 or bool(objects) is bool(from_terraform):
        raise typer.BadParameter("give a kind, a name and an ID for each object, or --from-terraform")
    with plainly():
        resources, missing = entries_of(objects, from_terraform, url, project)
    for address in missing:
        complain(f"{address} {LEFT_OUT}")
    text = json.dumps(inside(parent, resources), indent=1)
    if out is None:
        typer.echo(text)
        return
    try:
        private.replace(out, f"{text}\n")
    except OSError as error:
        raise typer.BadParameter(str(error)) from None


def inside(parent: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The file's content, with the resources as children of a component: one of the stack, or one that is imported with them.

    A component's children have its type in their URNs. If they were imported without it, the next update would create them anew inside it.
    """
    if not parent:
        return {"resources": resources}
    if parent.startswith("urn:"):
        return {"nameTable": {PARENT: parent}, "resources": [{**each, "parent": PARENT} for each in resources]}
    type_, _, name = parent.rpartition("::")
    if not type_ or not name:
        raise typer.BadParameter("a parent is the URN of a component, or TYPE::NAME as in my:index:Feature::checkout")
    return {"resources": [{"type": type_, "name": name, "component": True}, *({**each, "parent": name} for each in resources)]}


def entries_of(
    objects: Sequence[str], state: Path | None = None, url: str = "", project: str = ""
) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries of objects, given as kind, name and ID in turn, or of a Terraform state; and the addresses that are left out.

    Raises:
        OSError: the state cannot be read.
        ProviderError: there is no such kind or object, or the configuration cannot work.
    """
    triples, missing = list(zip(objects[::3], objects[1::3], objects[2::3], strict=True)), list[str]()
    if state:
        triples, missing = in_terraform(state, url, project)
    return [entry(kind, name, id_, url, project) for kind, name, id_ in triples], missing


def in_terraform(file: Path, url: str, project: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Kind, name and ID of everything that Terraform manages, and the addresses that are left out.

    Raises:
        OSError: the file cannot be read.
        ProviderError: it is no state of Terraform, or the project cannot be read.
    """
    from statsig_console.session.session import session_for

    from .adopt.cache import ScanCache
    from .adopt.catalogue import chosen
    from .adopt.scan import scan
    from .terraform import State, found
    from .texts import read_text

    state = State.read(read_text(file), file.name)
    settings = settings_of(url, project)
    labels = sorted({each.label for each in state.managed})
    seen = scan(session_for(settings), chosen(labels, deep=False), ScanCache(None, settings)).objects if labels else {}
    there, missing = found(state.managed, [each for label in labels for each in seen[label]])
    return [(label, each.name, id_) for (label, id_), each in there.items()], [*(each.address for each in missing), *state.unknown]


def entry(kind_name: str, name: str, id_: str, url: str = "", project: str = "") -> dict[str, Any]:
    """One object of the import file.

    Raises:
        ProviderError: there is no such kind or object, or the configuration cannot work.
    """
    from statsig_console.declaring.kinds import kind_named
    from statsig_console.errors import InputError
    from statsig_console.handling.handlers import Handlers
    from statsig_console.serving import PROJECT
    from statsig_console.session.session import session_for
    from statsig_console.state_keys import PACKAGE

    from .entries import importable

    kind = kind_named(f"{PACKAGE}:{kind_name}")
    found = Handlers(kind, session_for(settings_of(url, project))).read(id_, {PROJECT: project} if project else {})
    if found is None or not (kind.endpoints.read or kind.endpoints.listing):
        raise InputError(f"{kind.label} {id_} is not in {f'project {project}' if project else 'the project'}, or the API cannot read it")
    return importable(kind, name, id_, found.inputs, found.state)

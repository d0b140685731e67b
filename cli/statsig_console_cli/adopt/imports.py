"""The import file: what `pulumi import --file` needs to take the program's objects into a stack as they are."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from statsig_console.provider import PROJECT, ConsoleProvider

from .code import Program, resource_name
from .naming import key_of
from .objects import Adopted
from .pulumi_cli import Identity
from .scan import without_secrets


def import_text(program: Program, present: Collection[Identity] = ()) -> str:
    """The file; objects that a stack has already (`present`) are left out."""
    resources = [entry(each, program.names[key_of(each)]) for each in program.objects if identity_of(each) not in present]
    return json.dumps({"resources": resources}, indent=1, ensure_ascii=False) + "\n"


def entry(object_: Adopted, name: str) -> dict[str, Any]:
    """One resource of the file."""
    return {
        "type": type_of(object_.kind.label),
        "name": resource_name(object_, name),
        "id": object_.seen.id,
        "inputs": with_provider(object_, object_.inputs),
        "outputs": with_provider(object_, object_.state),
    }


def identity_of(object_: Adopted) -> Identity:
    """What a stack knows an object by."""
    return type_of(object_.kind.label), object_.seen.id, str(object_.state.get(PROJECT) or "")


def type_of(label: str) -> str:
    """The type that a stack's state calls a kind by."""
    return f"pulumi-python:dynamic/statsig:{label}"


def with_provider(object_: Adopted, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as state holds them: without secrets, and with the provider that serves them."""
    from pulumi.dynamic.dynamic import PROVIDER_KEY, serialize_provider

    provider = serialize_provider(ConsoleProvider(object_.kind.name))
    return {**without_secrets(object_.kind, values), PROVIDER_KEY: provider}

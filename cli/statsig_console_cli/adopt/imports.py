"""The import file: what `pulumi import --file` needs to take the program's objects into a stack as they are."""

from __future__ import annotations

import json
from collections.abc import Collection

from statsig_console.serving import PROJECT
from statsig_console.state_keys import TYPE
from statsig_console_cli.entries import importable

from .code import Program, resource_name
from .naming import key_of
from .objects import Adopted
from .pulumi_cli import Identity


def import_text(program: Program, present: Collection[Identity] = ()) -> str:
    """The file; objects that a stack has already (`present`) are left out."""
    resources = [
        importable(each.kind, resource_name(each, program.names[key_of(each)]), each.seen.id, each.inputs, each.state)
        for each in program.objects
        if identity_of(each) not in present
    ]
    return json.dumps({"resources": resources}, indent=1, ensure_ascii=False) + "\n"


def identity_of(object_: Adopted) -> Identity:
    """What a stack knows an object by."""
    return TYPE + object_.kind.label, object_.seen.id, str(object_.state.get(PROJECT) or "")

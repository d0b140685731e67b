"""The import file: what `pulumi import --file` needs to take the program's objects into a stack as they are."""

from __future__ import annotations

import json
from collections.abc import Collection

from statsig_console.serving import PROJECT

from .code import Program, resource_name
from .doors import DOORS, Door
from .naming import key_of
from .objects import Adopted
from .pulumi_cli import Identity


def import_text(program: Program, door: Door, present: Collection[Identity] = ()) -> str:
    """The file; objects that a stack has already (`present`) are left out."""
    resources = [
        door.entry(each, resource_name(each, program.names[key_of(each)]))
        for each in program.objects
        if not identities_of(each) & set(present)
    ]
    return json.dumps({"resources": resources}, indent=1, ensure_ascii=False) + "\n"


def identities_of(object_: Adopted) -> set[Identity]:
    """The identities that an object may have in a stack, one for each door."""
    return {(door.types + object_.kind.label, object_.seen.id, str(object_.state.get(PROJECT) or "")) for door in DOORS}

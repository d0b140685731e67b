"""Turns: a program that declares single items of a list goes over to the whole list, or the other way, and loses nothing by it."""

from __future__ import annotations

from dataclasses import replace
from operator import methodcaller

import pytest

from statsig_console.declaring.kinds import Kind
from statsig_console.session.claims import item_lists
from statsig_console_emulator.testing import Emulator

from .contents import contents
from .deployment import Declared, Deployment
from .generated import KINDS
from .matrix import ADOPT, Matrix, said
from .ownership import changes
from .subjects import SUBJECTS, Subject

WHOLE = "the-whole"


def whole_of(kind: Kind) -> Kind:
    """The kind that declares the lists in which items of this kind are."""
    path = kind.endpoints.read.path if kind.endpoints.read else ""
    beside = (each for each in KINDS.values() if each.endpoints.read and each.endpoints.read.path == path and not item_lists(each))
    return next(beside)


ITEMS = [subject for subject in SUBJECTS if item_lists(subject.life.declaration)]


def turn(stack: Deployment, subject: Subject) -> tuple[list[Declared], list[Declared]]:
    """The program with one item, which is deployed, and the program with the lists as they are then."""
    items = subject.program(stack)
    assert [step.error for step in stack.run(items) if step.error] == []
    item, kind = items[-1], whole_of(subject.life.declaration)
    [parent_id] = [str(item.values[field.name]) for field in item.kind.addressing if field.options.address]
    found = stack.carried(stack._call(WHOLE, kind, methodcaller("read", parent_id, {})).inputs)
    inputs = {name: kind.by_name[name].shape.decode(value) for name, value in found.items() if name in kind.by_name}
    parent = next((each for each in items if stack.held[each.urn].kind is kind and stack.held[each.urn].id == parent_id), None)
    if parent:
        lists = {field.name: inputs[field.name] for field in kind.inputs if field.read in item_lists(item.kind)}
        return items, [replace(each, values={**each.values, **lists}) if each is parent else each for each in items[:-1]]
    return items, [*items[:-1], Declared(WHOLE, kind, inputs)]


@pytest.mark.parametrize("subject", ITEMS, ids=[subject.name for subject in ITEMS])
def test_an_item_stays_when_its_whole_list_is_declared_instead(troubled: Emulator, subject: Subject) -> None:
    """And when it is declared by itself again."""
    with said(), Matrix(troubled, f"turns-{subject.name}")._project(subject) as stack:
        stack.config[ADOPT] = "true"
        single, whole = turn(stack, subject)
        before = contents(troubled, stack.config["statsig:consoleApiKey"])
        for program in (whole, single, whole):
            steps = stack.run(program)

            assert [step.error for step in steps if step.error] == []
            assert changes(before, contents(troubled, stack.config["statsig:consoleApiKey"])) == ""
            assert stack.preview(program) == []

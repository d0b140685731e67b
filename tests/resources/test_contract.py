"""Every declared property against the API's documents: names, types, choices, bounds, patterns, and what is required."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import pulumi_statsig_console
from pulumi_statsig_console.rule import OPERATORS
from statsig_console.declaring.endpoints import Fingerprint
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind, kinds_in
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.shapes import OneOf, Scalar, Shape
from statsig_console_emulator.contract import load
from tests.uncovered import UNCOVERED

from .exceptions import EXCEPTIONS, READ_ONLY, UNDECLARED
from .schemas import dated, differences, members, options, required

KINDS = {kind.label: kind for kind in kinds_in(pulumi_statsig_console)}


@pytest.mark.parametrize("label", KINDS)
def test_declaration_follows_documents(label: str) -> None:
    """What a kind sends is what the documents describe, but for exceptions that have a reason."""
    found = sorted(set(deviations(KINDS[label])))

    assert found == sorted(EXCEPTIONS.get(label, {}))


@pytest.mark.parametrize("label", [label for label, kind in KINDS.items() if kind.endpoints.read or kind.endpoints.listing])
def test_state_comes_from_answers(label: str) -> None:
    """Every output, and every property whose drift is to be found, is a field of the answers that state is made from."""
    kind = KINDS[label]

    told = {field.read for field in kind.fields if not field.options.input or (field.is_read and not field.options.machine)}

    assert told - answered(kind) - {field.read for field in kind.fields if field.options.from_answer} == set(UNDECLARED.get(label, ()))


def test_every_exception_is_of_a_kind() -> None:
    """An exception for a kind that is gone is gone too."""
    assert {*EXCEPTIONS, *UNDECLARED} <= KINDS.keys()


def test_every_change_can_be_made() -> None:
    """Each operation that changes a project is sent by some kind."""
    sent = {f"{each.method} {each.path}" for kind in KINDS.values() for each in kind.operations()}

    assert {name for name in load().operations if not name.startswith("GET ")} - sent == {
        name for name in UNCOVERED if not name.startswith("GET ")
    }


@pytest.mark.parametrize("label", [label for label, kind in KINDS.items() if kind.entry])
def test_entries_are_added_by_bodies_of_the_documents(label: str) -> None:
    """The list has what the entry's body names, and the deletion of one takes all that tells it apart."""
    kind = KINDS[label]
    assert kind.entry
    assert kind.endpoints.create
    assert kind.endpoints.delete
    add, remove = (load().operations[f"{each.method} {each.path}"] for each in (kind.endpoints.create, kind.endpoints.delete))
    sent = {field.sent: str(number) for number, field in enumerate(kind.inputs) if field.in_bodies and not field.options.own}
    if kind.entry.by:
        sent[kind.entry.by] = next(iter(kind.entry.items))

    body = kind.entry.body(sent)

    there = members(add.body)
    assert body.keys() <= there.keys()
    assert required(add.body) <= body.keys()
    for name in kind.entry.lists:
        item = {"oneOf": [each for schema in there[name] for each in options(schema["items"])]}
        assert {key for entry in body[name] if isinstance(entry, dict) for key in entry} <= members(item).keys()
    assert {query.name for query in remove.query} == set(kind.endpoints.delete.query)


@pytest.mark.parametrize("label", KINDS)
def test_what_says_the_same_says_so_of_each_other(label: str) -> None:
    """Where one is secret the other has to be sealed too, whichever the program sets."""
    names = KINDS[label].by_name
    twins = {name: field.options.alternative for name, field in names.items() if field.options.alternative}

    assert {twin: name for name, twin in twins.items()} == twins
    assert [name for name, twin in twins.items() if names[name].options.secret != names[twin].options.secret] == []
    assert [name for name in names if name.endswith("_json5") and name not in twins] == []
    assert {each for field in names.values() for each in field.options.repeats} <= KINDS[label].settable


@pytest.mark.parametrize("label", [label for label, kind in KINDS.items() if kind.endpoints.listed_by and kind.endpoints.read])
def test_lists_hold_all_that_reads_do(label: str) -> None:
    """A refresh may read an object from a page instead of alone, and must find the same."""
    kind = KINDS[label]
    assert kind.endpoints.read is not None
    assert kind.endpoints.listing is not None

    assert fields_of(kind.endpoints.read) == fields_of(kind.endpoints.listing)
    assert kind.endpoints.listed_by in fields_of(kind.endpoints.listing)
    assert len(kind.endpoints.read.placeholders) == 1


def test_no_address_shows_a_secret() -> None:
    """Where an object's address is a secret, no operation of its kind may name it in a message."""
    secretive = [kind for kind in KINDS.values() if isinstance(kind.endpoints.identity, Fingerprint)]

    assert [kind.label for kind in secretive] == ["Key"]
    assert [str(each) for kind in secretive for each in kind.operations() if each.placeholders and not each.secret] == []


def answered(kind: Kind) -> set[str]:
    """The fields that the documents declare for an object of a kind when it is read."""
    read = kind.endpoints.read or kind.endpoints.listing
    assert read is not None
    objects = objects_of(read)
    if kind.pick:
        items = members({"oneOf": objects})[kind.pick.items]
        objects = [each for schema in items for each in options(schema["items"])]
    if kind.entry:
        # All that tells an entry apart is in its address.
        assert set(kind.entry.lists) <= set(members({"oneOf": objects}))
        return {field.read for field in kind.inputs if not field.options.own}
    return set(members({"oneOf": objects}))


def fields_of(read: Operation) -> set[str]:
    """The fields that the documents declare for the objects in an operation's answer."""
    return set(members({"oneOf": objects_of(read)}))


def objects_of(read: Operation) -> list[Any]:
    """The schemas of the objects in an operation's answer: its data, or the items of its data."""
    operation = load().operations[f"{read.method} {read.path}"]
    data = members(operation.answers[operation.success])["data"]
    return [each for schema in data for each in ([schema] if schema.get("type") != "array" else options(schema["items"]))]


def deviations(kind: Kind) -> Iterator[str]:
    """Where the bodies that a kind sends differ from the documents, as ``POST /gates name: what``."""
    for operation, fields, extra in bodies(kind):
        body = load().operations[f"{operation.method} {operation.path}"].body
        if body is None:
            yield from (f"{operation} {field.sent}: sent without a body" for field in fields)
            continue
        found = compared(operation, fields, extra, body, kind)
        yield from (f"{operation} {each}" for each in found if not is_known(operation, each))


def is_known(operation: Operation, difference: str) -> bool:
    """Whether a difference is one that many bodies have, for one reason."""
    if difference.removesuffix(": only there").endswith(READ_ONLY):
        return True
    # `Spelt` knows the same operators, and lets a program have a newer one.
    if difference.endswith(f"operator: one of [] here, of {sorted(OPERATORS)} there"):
        return True
    # Operations of older documents alone know the older types of conditions.
    return load().operations[str(operation)].older and "conditions[].type: one of" in difference


def compared(operation: Operation, fields: list[Field], extra: set[str], body: object, kind: Kind) -> Iterator[str]:
    """The differences between the fields of one body and its schema; `extra` names what else the engine puts into it."""
    lists = [option for option in options(body) if option.get("type") == "array"]
    if lists:
        for field in fields:
            yield from differences(field.shape, lists, field.sent)
        return
    there = members(body)
    here = {field.sent: field for field in fields}
    yield from (f"{name}: only here" for name in sorted((here.keys() | extra) - there.keys()))
    yield from (f"{name}: only there" for name in sorted(there.keys() - here.keys() - extra - dated(body)))
    for name in sorted(here.keys() & there.keys()):
        if not here[name].options.as_list:
            yield from (each for each in differences(as_sent(here[name]), there[name], name) if not is_batched(kind, here[name], each))
    # What is always there is sent back with all that it must hold.
    if operation == kind.endpoints.create and not kind.endpoints.restores:
        must = required(body) - extra
        given = {field.sent for field in fields if field.required or (field.has_default and field.options.default is not None)}
        yield from (f"{name}: required only there" for name in sorted(must - given))
        yield from (f"{name}: required only here" for name in sorted({field.sent for field in fields if field.required} - must))


def as_sent(field: Field) -> Shape:
    """A field's shape without the empty text that is sent as null."""
    if not (field.options.null and isinstance(field.shape, OneOf)):
        return field.shape
    rest = tuple(each for each in field.shape.options if not (isinstance(each, Scalar) and each.choices == ("",)))
    return rest[0] if len(rest) == 1 else OneOf(rest)


def is_batched(kind: Kind, field: Field, difference: str) -> bool:
    """Whether a list is longer here because it travels in batches of the length that the documents allow."""
    deltas = kind.endpoints.deltas
    return bool(deltas and field.options.delta and difference == f"{field.sent}: maxItems None here, {deltas.batch} there")


def bodies(kind: Kind) -> Iterator[tuple[Operation, list[Field], set[str]]]:
    """The operations of a kind that take its fields: which of them, and what else goes along."""
    endpoints, inputs = kind.endpoints, [field for field in kind.inputs if field.in_bodies and not field.options.own]
    machine = kind.lifecycle.options.machine if kind.lifecycle else None
    held = {name for values in machine.created_with.values() for name in values} if machine else set()
    if endpoints.create and not kind.entry:
        yield endpoints.create, [field for field in inputs if not field.options.later], held
    apart = [field for field in inputs if field.options.sent_by or field.options.delta]
    kept = [field for field in inputs if field not in apart and (field.options.always or not field.options.replace)]
    repeated = {field.read for field in kind.fields if field.options.repeated}
    for update in (endpoints.update, endpoints.full):
        if update:
            whole = update.method != "PATCH"
            yield update, [field for field in kept if whole or not field.options.in_full], repeated if whole else set()
    if endpoints.deltas:
        lists = [field for field in inputs if field.options.delta or field.options.always]
        yield endpoints.deltas.add, lists, set(endpoints.deltas.added)
        if endpoints.deltas.remove and load().operations[str(endpoints.deltas.remove)].body is not None:
            yield endpoints.deltas.remove, lists, set()
    for field in inputs:
        if field.options.sent_by:
            yield field.options.sent_by, [field], set()
    for move in machine.moves if machine else ():
        if move.has_body:
            yield move.operation, [], set(move.sends)

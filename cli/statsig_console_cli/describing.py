"""Describing: the text that ``statsig-console describe`` prints, from the declarations and the sentences under their lines."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import singledispatch
from typing import Any, get_args, get_type_hints

import typer

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions, parameters, summary
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console.declaring.results import Result
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.lookup import Reading, lookups_in


@dataclass(frozen=True)
class Line:
    """One property, key, parameter or attribute: its name, a word or two on its value, and its sentence."""

    name: str
    type: str
    said: str


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Page:
    """The text about one resource, action or lookup, or a part of one."""

    title: str
    about: str
    parts: tuple[Part, ...] = ()


class NoSuchName(Exception):
    """Nothing has the name that was given; the message suggests similar names."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        close = " or ".join(get_close_matches(name, list(names), n=3, cutoff=0.5))
        super().__init__(f"{name}: no such name.{f' Did you mean {close}?' if close else ''}")


def overview() -> Page:
    """All names, each with its first sentence."""
    owners = classes_in(statsig)
    kinds = [Line(each.__name__, "", first(summary(each))) for each in owners if not kind_of(each).endpoints.once]
    actions = [Line(each.__name__, "", first(summary(each))) for each in owners if kind_of(each).endpoints.once]
    found = [Line(each.name, "", first(summary(getattr(statsig, each.name)))) for each in lookups_in(statsig).values()]
    about = "What the package has. `statsig-console describe NAME` tells more of each."
    return Page("statsig-console", about, (Part("Resources", tuple(kinds)), Part("Actions", tuple(actions)), Part("Lookups", tuple(found))))


def page(name: str) -> Page:
    """The page for a dotted name; brackets after a list's name are ignored.

    Raises:
        NoSuchName: there is none.
    """
    first_step, *steps = [step.partition("[")[0] for step in name.split(".")]
    owners = {each.__name__: each for each in classes_in(statsig)}
    if first_step in owners:
        return of_kind(owners[first_step], steps)
    lookups = lookups_in(statsig)
    if first_step in lookups:
        return of_lookup(lookups[first_step], steps)
    raise NoSuchName(first_step, [*owners, *lookups])


def of_kind(owner: type, steps: list[str]) -> Page:
    """The page for a resource class, or for a path inside it."""
    kind, said = kind_of(owner), descriptions(owner)
    if not steps:
        ours = sorted(kind.fields, key=lambda field: field.options.own or field.options.local)
        inputs = tuple(Line(each.name, worded(each), said.get(each.name, "")) for each in ours if each.options.input)
        outputs = tuple(Line(each.name, words(each.shape), said.get(each.name, "")) for each in ours if not each.options.input)
        return Page(owner.__name__, summary(owner), (Part("Properties", inputs), Part("Outputs", outputs)))
    name, *rest = steps
    if name not in kind.by_name:
        raise NoSuchName(name, kind.by_name)
    return of_shape(kind.by_name[name].shape, f"{owner.__name__}.{name}", said.get(name, ""), rest)


def of_shape(shape: Shape, title: str, said: str, steps: list[str]) -> Page:
    """The page for a value: its sentence, and the nested objects that it may be."""
    records = tuple(records_in(shape))
    if not steps:
        return Page(f"{title}: {words(shape)}", said, tuple(map(of_record, records)))
    name, *rest = steps
    for record in records:
        if member := record.by_name.get(name):
            return of_shape(member.shape, f"{title}.{name}", sentences(record).get(name, ""), rest)
    raise NoSuchName(name, [name for record in records for name in record.by_name])


def of_record(record: Record) -> Part:
    """The keys of a nested object."""
    said = sentences(record)
    lines = (
        Line(each.name, f"{words(each.shape)}{', required' if each.required else ''}", said.get(each.name, "")) for each in record.members
    )
    return Part(f"{record.name}: {first(summary(record.table))}", tuple(lines))


def sentences(record: Record) -> Mapping[str, str]:
    """The sentences of a nested object's keys."""
    return descriptions(record.table) if record.table else {}


def of_lookup(reading: Reading[Any, Any], steps: list[str]) -> Page:
    """The page for a lookup, or for a path inside its result."""
    function = getattr(statsig, reading.name)
    result = reading.result if isinstance(reading.result, type) and issubclass(reading.result, Result) else None
    title, about = reading.name, summary(function)
    for name in steps:
        hints = get_type_hints(result) if result else {}
        if result is None or name not in hints:
            raise NoSuchName(name, hints)
        title, about = f"{title}.{name}", descriptions(result).get(name, "")
        result = next(results_in(hints[name]), None)
    types = inspect.get_annotations(function)
    given = tuple(Line(name, str(types.get(name, "")), text) for name, text in parameters(function).items()) if not steps else ()
    return Page(title, about, (Part("Parameters", given), *([of_result(result)] if result else [])))


def of_result(result: type[Result]) -> Part:
    """The attributes of a lookup's result."""
    said, types = descriptions(result), inspect.get_annotations(result)
    lines = (Line(name, str(types.get(name, "")), said.get(name, "")) for name in result.attributes())
    return Part(f"Attributes of {result.__name__}", tuple(lines))


def results_in(hint: Any) -> Iterator[type[Result]]:
    """The result classes that an annotation names."""
    if isinstance(hint, type) and issubclass(hint, Result):
        yield hint
    for each in get_args(hint):
        yield from results_in(each)


def records_in(shape: Shape) -> Iterator[Record]:
    """The nested objects that a value may be, or hold as elements."""
    match shape:
        case Record():
            yield shape
        case ListOf(item=item) | MapOf(value=item):
            yield from records_in(item)
        case OneOf(options=options):
            for option in options:
                yield from records_in(option)
        case _:
            return


def worded(field: Field) -> str:
    """A property's type, and whether it is required or what its default is."""
    if field.required:
        return f"{words(field.shape)}, required"
    return f"{words(field.shape)}, default {json.dumps(field.options.default)}" if field.has_default else words(field.shape)


@singledispatch
def words(shape: Shape) -> str:
    """The type of a value."""
    raise NotImplementedError(type(shape).__name__)


@words.register
def _(shape: Scalar) -> str:
    if shape.choices:
        return " | ".join(map(json.dumps, shape.choices))
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[shape.type]


@words.register
def _(shape: JsonValue) -> str:
    return "JSON object" if shape.objects_only else "list of JSON values" if shape.lists_only else "JSON"


@words.register
def _(shape: ListOf) -> str:
    return f"list of {words(shape.item)}"


@words.register
def _(shape: MapOf) -> str:
    return f"map of {words(shape.value)}"


@words.register
def _(shape: Record) -> str:
    return shape.name


@words.register
def _(shape: OneOf) -> str:
    return " | ".join(map(words, shape.options))


def first(text: str) -> str:
    """The first sentence of a text."""
    return text.partition(". ")[0].removesuffix(".") + "." if text else ""


def rendered(shown: Page, width: int) -> Iterator[str]:
    """The lines of a page; names are bold where the terminal can show it."""
    yield typer.style(shown.title, bold=True)
    for paragraph in shown.about.split("\n\n"):
        yield from textwrap.wrap(paragraph, width)
    for part in shown.parts:
        if not part.lines:
            continue
        yield ""
        yield from textwrap.wrap(part.title, width)
        for line in part.lines:
            head, *more = textwrap.wrap(f"{line.name}  {line.type}".rstrip(), width, initial_indent="  ", subsequent_indent="      ")
            yield head.replace(line.name, typer.style(line.name, bold=True), 1)
            yield from more
            yield from textwrap.wrap(line.said, width, initial_indent="      ", subsequent_indent="      ")

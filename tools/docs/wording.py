"""Wording: a declaration in words, for a page of the reference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any

from statsig_console.declaring.annotations import Pattern
from statsig_console.declaring.combinations import Combination
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import Constant, Derived, Fingerprint, FirstName, Identity, Named, Run
from statsig_console.declaring.fields import UNMANAGED, Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.limits import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Member, OneOf, Record, Scalar, Shape

SPECIAL = {each: f"&#{ord(each)};" for each in "&<>|*_\\`[]"}
"""The characters that have a meaning in Markdown or in a table, escaped."""

Link = Callable[[str], str]
"""Turns the name of a nested object into a link to its section."""


@singledispatch
def type_of(shape: Shape, link: Link) -> str:
    """The type of a value, as the tables show it."""
    raise NotImplementedError(type(shape).__name__)


@type_of.register
def _(shape: Scalar, link: Link) -> str:
    if shape.choices:
        return " \\| ".join(code(choice) for choice in shape.choices)
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[shape.type]


@type_of.register
def _(shape: JsonValue, link: Link) -> str:
    return "JSON object" if shape.objects_only else "list of JSON values" if shape.lists_only else "JSON"


@type_of.register
def _(shape: ListOf, link: Link) -> str:
    item = type_of(shape.item, link)
    return f"list of ({item})" if isinstance(shape.item, OneOf) or "\\|" in item else f"list of {item}"


@type_of.register
def _(shape: MapOf, link: Link) -> str:
    return f"map of {type_of(shape.value, link)}"


@type_of.register
def _(shape: Record, link: Link) -> str:
    return link(shape.name)


@type_of.register
def _(shape: OneOf, link: Link) -> str:
    return " \\| ".join(type_of(option, link) for option in shape.options)


def bounds_of(shape: Shape) -> str:
    """The constraints on a value: ``3 to 100 characters; 0 to 10``."""
    if isinstance(shape, OneOf):
        return "; ".join(bounds for each in shape.options if (bounds := bounds_of(each)))
    marks: tuple[Any, ...] = getattr(shape, "marks", ())
    things = "elements" if isinstance(shape, ListOf) else "characters"
    least = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), None)
    most = next((mark.max_length for mark in marks if isinstance(mark, MaxLen)), None)
    said = [between(least, most, things)] if least is not None or most is not None else []
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    said += [between(low, high, "")] if low is not None or high is not None else []
    said += [f"more than {mark.gt}" for mark in marks if isinstance(mark, Gt)]
    said += [f"less than {mark.lt}" for mark in marks if isinstance(mark, Lt)]
    said += [f"a multiple of {mark.multiple_of}" for mark in marks if isinstance(mark, MultipleOf)]
    said += [f"matches {code_text(mark.regex)}" for mark in marks if isinstance(mark, Pattern)]
    inner = bounds_of(shape.item) if isinstance(shape, ListOf) else ""
    return "; ".join([*said, *([f"each {inner}"] if inner else [])])


def between(least: Any, most: Any, things: str) -> str:
    """A range in words."""
    words = f"{least} to {most}" if least is not None and most is not None else f"at least {least}" if most is None else f"at most {most}"
    return f"{words} {things}".strip()


def left_out(field: Field) -> str:
    """What it means when the program leaves a property out."""
    if field.required:
        return "**required**"
    if field.has_default:
        return f"becomes {code(field.options.default)}"
    assert field.options.default is UNMANAGED
    return "not sent" if field.options.local or field.options.own or field.options.only_with else "kept as it is"


def notes(field: Field, kind: Kind) -> Iterator[str]:
    """The sentences about a property: bounds, the effect of a change, and how the API treats it."""
    options = field.options
    if bounds := bounds_of(field.shape):
        yield f"{capital(bounds)}."
    yield from change_notes(field, kind)
    if options.secret:
        yield "Secret: encrypted in state, never shown."
    if options.only_with:
        states = " or ".join(code(each) for each in options.only_with.split())
        yield f"Sent when `{kind.lifecycle.name if kind.lifecycle else 'lifecycle'}` becomes {states}."
    elif options.input and not options.returned:
        yield "No answer holds it, so drift in it cannot be seen."
    if isinstance(field.shape, ListOf) and field.shape.is_set:
        yield "A set: the order has no meaning, and each element occurs once."
    if options.null:
        effect = "leaves it to the API" if options.same is same_or_open else "clears it"
        yield f"An empty {'list' if isinstance(field.shape, ListOf) else 'text'} {effect}."
    if options.translated:
        yield f"Answers hold another ID instead, which is `{options.translated.read_as}`; there is no drift while that one stays the same."
    if options.local:
        yield "Stays in state; never sent."
    if options.address:
        yield "Part of the object's address."
    if options.alternative:
        yield f"Holds the same value as `{options.alternative}` in another notation; only one of the two is sent."
    if options.server_values:
        yield f"{' and '.join(code(each) for each in options.server_values)} are set only by the API, and are no drift."
    if options.carry:
        yield f"Elements are identified by `{options.carry.by}` and keep the values that the API gave them."
    if options.ignored_when:
        yield f"With {settings(options.ignored_when)} the API may set any value, which is no drift."
    if options.added_when:
        yield f"With {settings(options.added_when)} the API adds elements by itself, which stay and are no drift."
    for each in kind.checks:
        if isinstance(each, Combination) and field.name in each.properties:
            values = " or ".join("left out" if value is None else code(value) for value in each.values)
            yield f"{'Required' if each.needed else 'Only taken'} when `{each.other}` is {values}."


def change_notes(field: Field, kind: Kind) -> Iterator[str]:
    """The sentences about the effect of a new value."""
    options = field.options
    if not options.input or options.local or options.own:
        return
    if options.machine:
        yield "Moved by the API's own operations: see [lifecycle](#lifecycle)."
    elif options.replace and kind.endpoints.permanent:
        yield "Cannot be changed: refused at preview."
    elif options.replace:
        yield "**A new value replaces the object.**"
    if options.triggers:
        yield f"A new value sets off {code(options.triggers)}."
    if options.sent_by:
        yield f"Changed by an operation of its own, {code(options.sent_by)}."
    if options.later:
        yield "Set by an update right after the object is created."
    if options.delta:
        yield "Changes by what is added and what is removed."
    if options.in_full:
        yield "Changed by the full update."
    if options.lock:
        states = " or ".join(code(each) for each in options.lock.states)
        yield f"Cannot be changed while the lifecycle is {states}: {options.lock.advice}."


def member_notes(member: Member) -> Iterator[str]:
    """The sentences about a key of a nested object."""
    if bounds := bounds_of(member.shape):
        yield f"{capital(bounds)}."
    if member.computed:
        yield "Only the API sets it."
    elif member.by_server:
        yield "Left out, the API fills it in, which is no drift."
    if member.absent is not None:
        yield f"Left out, it means {code(member.absent)}."


@singledispatch
def id_form(identity: Identity) -> str:
    """The form of a kind's Pulumi IDs."""
    raise NotImplementedError(type(identity).__name__)


@id_form.register
def _(identity: Named) -> str:
    if identity.otherwise:
        return f"the object's `{identity.fields[0]}`, or its `{identity.otherwise}` where it has none"
    parts = [f"`{each}`" for each in identity.fields]
    return f"the object's {parts[0]}" if len(parts) == 1 else f"{' and '.join(parts)}, joined by a slash"


@id_form.register
def _(identity: Derived) -> str:
    return f"{' and '.join(f'`{each}`' for each in identity.fields)}, joined by `{identity.joint}`"


@id_form.register
def _(identity: FirstName) -> str:
    return f"the `{identity.field}` that the object had when it came into the stack"


@id_form.register
def _(identity: Fingerprint) -> str:
    return f"`{identity.prefix}-` and a fingerprint of its secret `{identity.field}`, as it was when the object came into the stack"


@id_form.register
def _(identity: Constant) -> str:
    return f"`{identity.name}`: a project has it once"


@id_form.register
def _(identity: Run) -> str:
    return "made up anew for each run"


def id_sample(identity: Identity) -> str:
    """A sample of an ID, for a command."""
    match identity:
        case Named(fields):
            return "/".join(each.upper().replace("ID", "ID") for each in fields)
        case Derived(fields, joint):
            return joint.join(each.upper() for each in fields)
        case FirstName(field):
            return field.upper()
        case Fingerprint(prefix=prefix):
            return f"{prefix}-FINGERPRINT"
        case Constant(name):
            return name
        case _:
            return "ID"


def settings(values: Any) -> str:
    """Values of properties, as a program sets them."""
    return " and ".join(f"`{name}={value!r}`" for name, value in values.items())


def code(value: Any) -> str:
    """A value as code, as a program would write it."""
    if isinstance(value, (dict, list)):
        return code_text(json.dumps(value))
    return code_text(repr(value).replace("'", '"') if isinstance(value, (str, bool, int, float)) else str(value))


def code_text(text: str) -> str:
    """A text as code inside a table."""
    return f"<code>{''.join(SPECIAL.get(each, each) for each in text)}</code>"


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]

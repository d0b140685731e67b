"""Values in words: shares, dates, conditions, nested objects, and how one JSON value differs from another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.shapes import JsonValue, ListOf, Member, OneOf, Record, Scalar, Shape
from statsig_console.values import is_nothing, parsed_json, same_json, whole

from .markup import Markup
from .reading import SECRET
from .words import IDENTITIES, ITEMS, NAMES, OPERATORS, SUBJECTS, WHERE, called, counted

LATER = "known after the update"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST_TIME = 10**11
"""A number from here on, in a property that is called a time, is in ms since 1970."""
ABSENT = object()
SHOWN = 5
EVERYONE = SUBJECTS["public"]


def value_in_words(value: Any, markup: Markup, name: str = "") -> str:
    """One value, short."""
    if isinstance(value, Unknown):
        return LATER
    if value == SECRET:
        return "a secret"
    if is_nothing(value):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number_in_words(name, value, markup)
    if isinstance(value, str):
        return f"“{markup.text(value)}”"
    if isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value):
        return listed([value_in_words(each, markup) for each in value])
    return markup.code(json.dumps(_plain(value), ensure_ascii=False))


def number_in_words(name: str, value: float, markup: Markup) -> str:
    """A number, or the date that it stands for."""
    value = whole(value)
    is_time = name == "time" or name.endswith(("_time", "_start"))
    return markup.text(date(value) if is_time and value >= FIRST_TIME else str(value))


def is_share(shape: Shape) -> bool:
    """Whether values are a share in %: their declaration bounds them by 100."""
    return isinstance(shape, Scalar) and any(getattr(mark, "le", None) == 100 for mark in shape.marks)


def share(value: Any) -> str:
    """A share in %."""
    if not isinstance(value, (int, float)):
        return f"a share {LATER}"
    try:
        return f"{whole(value):g} %"
    except OverflowError:
        return "more than any share"


def applies_where(name: str, shape: Shape) -> bool:
    """Whether a property says in which environments the object applies."""
    return name in WHERE and not (isinstance(shape, ListOf) and is_record(shape.item))


def date(milliseconds: float) -> str:
    """A time, in ms since 1970, as people read it."""
    try:
        return f"{EPOCH + timedelta(milliseconds=milliseconds):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, ValueError):
        return str(milliseconds)


def listed(items: Sequence[str], shown: int = SHOWN) -> str:
    """Some items by name, and how many more there are."""
    rest = len(items) - shown
    return ", ".join([*items[:shown], *([f"… {rest} more"] if rest > 0 else [])])


def some(items: Sequence[str], of: str = "more", shown: int = SHOWN) -> Sequence[str]:
    """The first items, and last how many there are beyond them."""
    return items if len(items) <= shown else [*items[:shown], f"{len(items) - shown} {of}"]


def joined(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def where(value: Any, markup: Markup) -> str:
    """In which environments something applies."""
    if isinstance(value, Unknown) or value == SECRET:
        return "in environments known after the update"
    names = value if isinstance(value, list) else [value] if value else []
    return f"in {joined(some([markup.text(str(each)) for each in names]))}" if names else "in all environments"


def records_of(shape: Shape, value: Any) -> Record | None:
    """The shape of a nested object; of a union, that of this value."""
    option = shape.option(value) if isinstance(shape, OneOf) and isinstance(value, Mapping) else shape
    return option if isinstance(option, Record) else None


def is_record(shape: Shape) -> bool:
    """Whether values are nested objects."""
    return isinstance(shape, Record) or (isinstance(shape, OneOf) and bool(shape.records))


def identity(shape: Shape, value: Any) -> Any:
    """What identifies an element of a list."""
    record = records_of(shape, value)
    if record is None or not isinstance(value, Mapping):
        return str(value)
    own = next((name for name in IDENTITIES if name in record.by_name and not record.by_name[name].by_server), None)
    if own is not None and value.get(own) is not None:
        return str(value[own])
    single = [member.name for member in record.members if not isinstance(member.shape, (ListOf, Record)) and not member.by_server]
    return tuple(str(value.get(name)) for name in single)


def title(shape: Shape, value: Any, markup: Markup) -> str:
    """An element's name in quotes, or its values if it has no name."""
    if not isinstance(value, Mapping):
        return value_in_words(value, markup)
    own = identity(shape, value)
    if isinstance(own, str):
        return f"“{markup.text(own)}”"
    return " ".join(f"“{markup.text(each)}”" for each in own if each != "None") or "without a name"


def is_first_match(shape: Shape) -> bool:
    """Whether the first element of a list whose conditions are met decides, so that the order matters."""
    return isinstance(shape, Record) and "conditions" in shape.by_name


def own_members(record: Record) -> list[Member]:
    """The members that a program sets, without those that identify the element."""
    return [member for member in record.members if not member.by_server and member.name not in IDENTITIES]


def described(shape: Shape, value: Any, markup: Markup) -> str:
    """An element in a few words: its share, its conditions, what else it holds, and where it applies."""
    record = records_of(shape, value)
    if record is None or not isinstance(value, Mapping):
        return "" if isinstance(value, Unknown) else value_in_words(value, markup)
    if is_condition(record):
        return condition(value, markup)
    shares, rest, places = [], [], []
    for member in own_members(record):
        held = value.get(member.name, member.absent)
        if applies_where(member.name, member.shape):
            places.append(where(held, markup))
        elif is_nothing(held):
            continue
        elif is_share(member.shape):
            shares.append(share(held) if member.name in NAMES else f"{called(member.name)} {share(held)}")
        elif is_list_of_conditions(member.shape):
            rest.append(f"{'of' if conditions(held, markup) == EVERYONE else 'where'} {conditions(held, markup)}")
        else:
            rest.append(f"{called(member.name)} {held_in_words(member.name, member.shape, held, markup)}")
    return ", ".join(part for part in (" ".join([*shares, *rest[:1]]), *rest[1:], *places) if part)


def held_in_words(name: str, shape: Shape, value: Any, markup: Markup) -> str:
    """The value of a property of a new object."""
    if isinstance(shape, JsonValue):
        return markup.code(json.dumps(_plain(decoded(value)), ensure_ascii=False)) if value != SECRET else "a secret"
    if isinstance(shape, ListOf) and is_record(shape.item) and isinstance(value, list) and value:
        item = counted(len(value), ITEMS.get(name, "entry")).split(" ", 1)
        return f"{item[0]} ({listed([title(shape.item, each, markup) for each in value])})"
    return value_in_words(value, markup, name)


def is_condition(shape: Shape) -> bool:
    """Whether an object is a condition of a rule."""
    return isinstance(shape, Record) and {"type", "operator", "target_value"} <= shape.by_name.keys()


def is_list_of_conditions(shape: Shape) -> bool:
    """Whether a list holds conditions, all of which must be met."""
    return isinstance(shape, ListOf) and is_condition(shape.item)


def conditions(values: Any, markup: Markup) -> str:
    """All conditions of a rule."""
    if not isinstance(values, list):
        return value_in_words(values, markup)
    return " and ".join(some([condition(each, markup) for each in values], "more conditions")) or "nothing is asked"


def condition(value: Any, markup: Markup) -> str:
    """One condition: ``country is any of NZ, IE``."""
    if not isinstance(value, Mapping):
        return value_in_words(value, markup)
    type_ = str(value.get("type"))
    subject = SUBJECTS.get(type_) or markup.text(called(type_))
    if named := value.get("field") or value.get("custom_id"):
        subject = markup.text(str(named))
    targets = value.get("target_value")
    many = targets if isinstance(targets, list) else [] if is_nothing(targets) else [targets]
    objects = listed([_target(type_, each, markup) for each in many])
    operator = value.get("operator")
    said = OPERATORS.get(str(operator)) or markup.text(called(str(operator))) if operator else ""
    if said.endswith(" any of") and len(many) == 1:
        said = said.removesuffix(" any of")
    if said.endswith(" none of") and len(many) == 1:
        said = said.removesuffix(" none of") + " not"
    return " ".join(part for part in (subject, said, objects) if part)


def _target(type_: str, value: Any, markup: Markup) -> str:
    if isinstance(value, (Unknown, bool)) or value == SECRET:
        return value_in_words(value, markup)
    return number_in_words(type_, value, markup) if isinstance(value, (int, float)) else markup.text(str(value))


def decoded(value: Any) -> Any:
    """The value of a JSON text; any other text stays as it is."""
    try:
        return parsed_json(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


def json_changes(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each place where two JSON values differ, by its path (``limits.max``), with `ABSENT` for a missing value."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new or not same_json(old[key], new[key]):
                yield from json_changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}.{key}" if path else key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            if not same_json(before, after):
                yield from json_changes(before, after, f"{path}[{number}]")
    else:
        yield path, old, new


def json_in_words(old: Any, new: Any, markup: Markup) -> list[str]:
    """How one JSON value differs from another, a line per place."""

    def shown(value: Any) -> str:
        return "nothing" if value is ABSENT else markup.code(json.dumps(_plain(value), ensure_ascii=False))

    before, after = (ABSENT if each is None else decoded(each) for each in (old, new))
    return [
        f"{markup.code(path)}: {shown(was)} → {shown(becomes)}" if path else f"{shown(was)} → {shown(becomes)}"
        for path, was, becomes in json_changes(before, after)
    ]


def _plain(value: Any) -> Any:
    """A value that JSON can hold, with whole numbers as integers."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return LATER if isinstance(value, Unknown) else whole(value) if isinstance(value, float) else value

"""A project full of objects: every kind with the values of every life, some by the dozen, with names that are hard to write in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import Scalar
from statsig_console.handling.handlers import Handlers
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings

from .lives_core import CORE
from .lives_data import DATA, WAREHOUSE
from .lives_experiments import EXPERIMENTS

LIVES = (*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE)

HOSTILE = (
    '"); import os; os.system("touch hacked") #',
    "'''\"\"\"",
    "class",
    "None",
    "tags",
    "print",
    "Ünïcödé ßtraße",
    "日本語",
    "🚀",
    "line\nbreak\r\ttab",
    "back\\slash\\",
    "{braces} %s $HOME `ls`",
    "\u202eright to left",
    "same name",
    "Same  Name",
    "same-name",
    "2024 launch",
    " ",
)


def populate(url: str, key: str, objects: int) -> int:
    """Fills a warehouse-native project and returns how many objects it made, at least `objects`."""
    session = Session(Settings(ApiKey(key), url, paced=False))
    made = sum(1 for _ in hostile(session))
    others: dict[str, Any] = {}
    number = 0
    try:
        while made < objects or number == 0:
            made += sum(1 for _ in generation(session, number, others))
            number += 1
    finally:
        session.close()
    return made


def generation(session: Session, number: int, made: dict[str, Any]) -> Iterator[str]:
    """One object per life; those of later generations have names of their own, and objects that exist only once are made by the first."""
    for life in LIVES:
        kind = life.declaration
        if kind.endpoints.once:
            continue
        values = renamed(kind, life.first(made), number)
        if number and (kind.endpoints.restores or is_constant(kind)):
            continue
        made[life.label] = create(session, kind, values)
        yield life.label


def is_constant(kind: Kind) -> bool:
    """Whether there is only one such object."""
    return not kind.endpoints.identity.parts() and not kind.endpoints.listing


def create(session: Session, kind: Kind, values: Mapping[str, Any]) -> Any:
    """Makes an object as the provider does; returns its outputs and ID as attributes."""
    encoded = {name: kind.by_name[name].shape.encode(value) for name, value in values.items() if value is not None}
    handlers = Handlers(kind, session)
    checked = handlers.check(encoded)
    assert not checked.invalid, (kind.label, checked.invalid)
    new = handlers.create(checked.inputs)
    return SimpleNamespace(**{**checked.inputs, **new.state, "id": new.id})


def renamed(kind: Kind, values: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The values with another name, if the kind's names can be chosen."""
    if not number:
        return dict(values)
    parents = {field.name for field in kind.addressing}
    names = [name for name in ("name", "source_name", "email", "review_id", *kind.naming_inputs) if name in values and name not in parents]
    free = [name for name in names if isinstance(kind.by_name[name].shape, Scalar) and not getattr(kind.by_name[name].shape, "choices", ())]
    return {**values, **{name: f"n{number}_{values[name]}" for name in free}}


def hostile(session: Session) -> Iterator[str]:
    """Objects whose names are as different from identifiers as the API allows."""
    import pulumi_statsig_console as statsig
    from statsig_console.declaring.kinds import kind_of

    kinds: tuple[tuple[type, Callable[[str], dict[str, Any]]], ...] = (
        (statsig.Tag, lambda text: {"name": text, "description": text}),
        (statsig.Team, lambda text: {"name": text, "description": text}),
        (statsig.Key, lambda text: {"description": text, "type": "SERVER"}),
        (statsig.ReleasePipeline, lambda text: {"name": text}),
    )
    for owner, values in kinds:
        for text in HOSTILE:
            create(session, kind_of(owner), values(text))
            yield text
    for number, text in enumerate(HOSTILE):
        rules = [{"name": text, "pass_percentage": 1, "conditions": [{"type": "email", "operator": "any", "target_value": [text]}]}]
        create(session, kind_of(statsig.Gate), {"name": f"Hostile {number}", "description": text, "rules": rules, "tags": [text]})
        yield text

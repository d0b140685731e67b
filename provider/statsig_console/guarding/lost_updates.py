"""Lost updates: changes that somebody made elsewhere since the last refresh, and that a request would undo. Pure.

State is what the last refresh saw. A property that is neither as state has it nor as the program
wants it was changed by somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.planning.bodies import together, update_body, update_operation
from statsig_console.planning.changes import Changes, differs
from statsig_console.planning.states import as_managed
from statsig_console.state_keys import MANAGED


def overwritten(kind: Kind, changes: Changes, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[Field]:
    """The properties that the requests of an update set, changed or not; lists that change element by element are not set."""
    fields = together(kind, changes.updates)
    sent = {field.name for field in changes.updates if field.options.sent_by}
    update = update_operation(kind, fields, inputs)
    if fields and update:
        body = update_body(kind, update, fields, state, inputs)
        sent |= {field.name for field in kind.inputs if field.in_bodies and not field.options.delta and is_set_by(body, field)}
    if kind.lifecycle and (changes.first_moves or changes.last_moves):
        sent.add(kind.lifecycle.name)
    return [field for field in kind.inputs if field.name in sent]


def is_set_by(body: Mapping[str, Any], field: Field) -> bool:
    """Whether a body sets a property; null leaves one alone that answers tell in another form."""
    return field.sent in body and not (field.options.translated and body[field.sent] is None)


def managed(kind: Kind, state: Mapping[str, Any]) -> list[Field]:
    """The properties that the program managed when state was written."""
    names = state.get(MANAGED)
    return [field for field in kind.inputs if not isinstance(names, list) or field.name in names]


def lost(
    kind: Kind,
    fields: Sequence[Field],
    state: Mapping[str, Any],
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    passed: Collection[str] = (),
) -> tuple[str, ...]:
    """The names of the properties among `fields` that somebody changed since, to what the program does not want.

    An object that the API says nobody edited since has none: other objects of the project may have changed what it shows. Its lifecycle
    counts all the same, since a switch need not count as an edit; but not in a state that is `passed` on the way to what the program
    wants, where an earlier run may have come before it failed.
    """
    unedited = is_unedited(kind, state, now)
    halfway = kind.lifecycle is not None and now.get(kind.lifecycle.name) in passed
    telling = [field for field in fields if field.is_read and not (halfway if field.options.machine else unedited)]
    return tuple(field.name for field in telling if _differs(field, now, _kept_in_view(field, state)) and _differs(field, now, wanted))


def _kept_in_view(field: Field, state: Mapping[str, Any]) -> dict[str, Any]:
    """A property in state without the nested keys that are the API's own, which an update sends as they are now."""
    return {field.name: as_managed(field.shape, state.get(field.name), field.name, state.get(MANAGED) or ())}


def is_unedited(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the object's own record says that nobody has edited it since state was written."""
    stamps = [field.name for field in kind.fields if field.options.last_change in {"when", "version"} and field.name in state]
    return bool(stamps) and all(state[name] == now.get(name) for name in stamps)


def editor(kind: Kind, now: Mapping[str, Any]) -> str:
    """Who edited the object last, and when, as far as the API tells: `` by Ann (ann@example.com) at 2025-06-15 15:06:40 UTC``."""
    first, *others = [*(str(value) for value in _changed(kind, now, "who")), ""]
    known = ", ".join(each for each in others if each and each != first)
    who = f" by {first}{f' ({known})' if known else ''}" if first else ""
    times = filter(None, map(time_of, _changed(kind, now, "when")))
    return who + "".join(f" at {time:%Y-%m-%d %H:%M:%S} UTC" for time in [*times][:1])


def time_of(milliseconds: Any) -> datetime | None:
    """The time that so many ms since 1970 stand for; None where they stand for none."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, timezone.utc) if isinstance(milliseconds, (int, float)) else None
    except (ValueError, OverflowError, OSError):
        return None


def _changed(kind: Kind, now: Mapping[str, Any], what: str) -> Iterator[Any]:
    return (now[field.name] for field in kind.fields if field.options.last_change == what and now.get(field.name))


def _differs(field: Field, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return differs(field, now, {field.name: None, **wanted})

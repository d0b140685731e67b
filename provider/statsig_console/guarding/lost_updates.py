"""Lost updates: changes by somebody else since the last refresh that a request would undo. Pure.

State holds what the last refresh saw. A property whose value differs both from state and from the
program was changed by somebody else.
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
    """The properties that the requests of an update set, changed or not. Lists that are changed by adding and removing are not set."""
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
    """Whether a body sets a property; for a translated property, null leaves the value alone."""
    return field.sent in body and not (field.options.translated and body[field.sent] is None)


def managed(kind: Kind, state: Mapping[str, Any]) -> list[Field]:
    """The properties that the program managed when state was written; all inputs where state does not say."""
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
    """The names of the properties among `fields` that somebody changed since, to another value than the program's.

    There are none where the API says that nobody edited the object since: other objects may change the values that it shows. The
    lifecycle is an exception, since a move need not count as an edit. A state in `passed` is on the way to the declared state and no
    change by somebody else: an earlier run may have reached it before failing.
    """
    unedited = is_unedited(kind, state, now)
    halfway = kind.lifecycle is not None and now.get(kind.lifecycle.name) in passed
    telling = [field for field in fields if field.is_read and not (halfway if field.options.machine else unedited)]
    return tuple(field.name for field in telling if _differs(field, now, _kept_in_view(field, state)) and _differs(field, now, wanted))


def _kept_in_view(field: Field, state: Mapping[str, Any]) -> dict[str, Any]:
    """A property in state without the nested keys that the API fills in; updates send their present values."""
    return {field.name: as_managed(field.shape, state.get(field.name), field.name, state.get(MANAGED) or ())}


def is_unedited(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the time or version of its last change says that nobody has edited the object since state was written."""
    last_changes = [field.name for field in kind.fields if field.options.last_change in {"when", "version"} and field.name in state]
    return bool(last_changes) and all(state[name] == now.get(name) for name in last_changes)


def editor(kind: Kind, now: Mapping[str, Any]) -> str:
    """Who edited the object last and when, as far as the API says: `` by Ann (ann@example.com) at 2025-06-15 15:06:40 UTC``."""
    first, *others = [*(str(value) for value in _changed(kind, now, "who")), ""]
    known = ", ".join(each for each in others if each and each != first)
    who = f" by {first}{f' ({known})' if known else ''}" if first else ""
    times = filter(None, map(time_of, _changed(kind, now, "when")))
    return who + "".join(f" at {time:%Y-%m-%d %H:%M:%S} UTC" for time in [*times][:1])


def made_anew(kind: Kind, now: Mapping[str, Any]) -> str:
    """That an object was created under the ID of another one, and when: ``was deleted, and created anew at 2025-06-15 15:06:40 UTC``."""
    time = time_of(now.get(kind.created.name)) if kind.created else None
    return f"was deleted, and created anew outside this stack{f' at {time:%Y-%m-%d %H:%M:%S} UTC' if time else ''}"


def time_of(milliseconds: Any) -> datetime | None:
    """The time for a number of ms since 1970; None where the value is no such time."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, timezone.utc) if isinstance(milliseconds, (int, float)) else None
    except (ValueError, OverflowError, OSError):
        return None


def _changed(kind: Kind, now: Mapping[str, Any], what: str) -> Iterator[Any]:
    return (now[field.name] for field in kind.fields if field.options.last_change == what and now.get(field.name))


def _differs(field: Field, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return differs(field, now, {field.name: None, **wanted})

"""Steps: shares that the API raises by itself on a schedule. Pure.

Such a step is no drift: state keeps the declared share beside the present one, and no request sets the declared share again. A share
that somebody set by hand, in the program or the console, is treated like any other value.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from statsig_console.declaring.fields import Field, Rollout, Steps
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, Record
from statsig_console.values import found, same_json


def as_declared(kind: Kind, now: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """State after an answer, with the declared share wherever only steps have changed the present one."""
    for field in kind.inputs:
        rollout = field.options.rollout
        if rollout is None or rollout.steps is None:
            continue
        if not rollout.amount:
            now = _kept(rollout.steps, field.name, now, before)
        elif isinstance(now.get(field.name), list):
            known = by_key(rollout, before.get(field.name))
            elements = [
                _kept(rollout.steps, rollout.amount, each, found(known, each.get(rollout.by)) or {}) if isinstance(each, dict) else each
                for each in now[field.name]
            ]
            now = {**now, field.name: elements}
    return now


def as_sent(kind: Kind, sent: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a request sends, with the share from its body beside each declared share."""
    found = dict(sent)
    for field in kind.inputs:
        rollout = field.options.rollout
        if rollout is None or rollout.steps is None or field.name not in sent:
            continue
        if not rollout.amount:
            found[rollout.steps.read_as] = sent[field.name]
        elif isinstance(sent[field.name], list):
            bodies = live(field, sent[field.name], before.get(field.name))
            pairs = zip(sent[field.name], bodies, strict=True)
            found[field.name] = [{**each, rollout.steps.read_as: _share(field, rollout, body)} for each, body in pairs]
    return found


def live(field: Field, new: Any, old: Any) -> Any:
    """A list for a body: a share that the program has not changed is sent as steps have raised it."""
    rollout = field.options.rollout
    if rollout is None or rollout.steps is None or not isinstance(new, list):
        return new
    known = by_key(rollout, old)
    return [_live(field, rollout, rollout.steps, each, known.get(each.get(rollout.by))) for each in new]


def moves_by_itself(field: Field, state: Mapping[str, Any]) -> bool:
    """Whether a list has shares that steps may have raised since the last read."""
    rollout = field.options.rollout
    return bool(rollout and rollout.steps and rollout.amount and state.get(field.name))


def by_key(rollout: Rollout, elements: Any) -> dict[Any, Mapping[str, Any]]:
    """The elements of a list by their key `by`; of several with one key, the first."""
    listed = [each for each in reversed(elements or []) if isinstance(each, Mapping) and isinstance(each.get(rollout.by), Hashable)]
    return {each.get(rollout.by): each for each in listed}


def _kept(steps: Steps, name: str, now: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    present, share = now.get(steps.read_as), before.get(name)
    if present is None or share is None or not (present == before.get(steps.read_as) or _was_step(steps, now, before)):
        return now
    return {**now, name: share}


def _was_step(steps: Steps, now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a new step has led to the object's present share."""
    made = now.get(steps.made) or []
    return bool(made) and not same_json(made, before.get(steps.made)) and made[-1].get(steps.to) == now.get(steps.read_as)


def _live(field: Field, rollout: Rollout, steps: Steps, new: dict[str, Any], old: Mapping[str, Any] | None) -> dict[str, Any]:
    present = old.get(steps.read_as) if old else None
    if old is None or present is None or _share(field, rollout, new) != _share(field, rollout, old):
        return new
    return {**new, rollout.amount: present}


def _share(field: Field, rollout: Rollout, element: Mapping[str, Any]) -> Any:
    share = element.get(rollout.amount)
    if share is None and isinstance(field.shape, ListOf) and isinstance(field.shape.item, Record):
        return field.shape.item.by_name[rollout.amount].absent
    return share

"""Rollouts: how far one change raises the share of people who get a feature. Pure.

`fields.Rollout` declares which properties hold such a share, and in which environments the share counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from statsig_console.declaring.fields import Field, Rollout
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, Record
from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.stack.bounds import ALLOW_VARIABLE

Element = Mapping[str, Any]
Counts = Callable[[str], bool]


@record
class Rise:
    """A rise of a share in %: the path of its property, the environment where it counts, and whom it is for."""

    path: str
    before: float
    after: float
    where: str = ""
    whom: str = ""

    @property
    def step(self) -> float:
        """The rise in percentage points."""
        return round(self.after - self.before, 4)


def steep(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], most: float, counts: Counts) -> list[Problem]:
    """The rises by more than `most` percentage points between an object's old values and what the program asks for.

    `counts` tells whether a rollout counts in the environment of this name.
    """
    found = [rise for field in kind.inputs if field.options.rollout for rise in rises(kind, field, field.options.rollout, old, new, counts)]
    return [Problem(rise.path, refusal(rise, most)) for rise in found if rise.step > most]


def may_be_steep(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], most: float) -> bool:
    """Whether a change may raise a share by more than `most` points, if the old share was 0 and all environments counted."""
    return any(
        (amount(field, rollout, each) or 0) > most or new.get(kind.lifecycle.name if kind.lifecycle else "") in rollout.everyone
        for field in kind.inputs
        if (rollout := field.options.rollout)
        for each in elements(field, rollout, {**old, **new}) or [{}]
    )


def refusal(rise: Rise, most: float) -> str:
    """Why a rise is refused."""
    return (
        f"rises from {rise.before:g} to {rise.after:g}{rise.where}{rise.whom}: more than {most:g} points at once; "
        f"take smaller steps, or allow it by {ALLOW_VARIABLE}=rollouts or statsig:maxRolloutStep"
    )


def rises(kind: Kind, field: Field, rollout: Rollout, old: Mapping[str, Any], new: Mapping[str, Any], counts: Counts) -> Iterator[Rise]:
    """All rises from a change of one property, or of the lifecycle that the property depends on."""
    if field.name not in old:
        return
    lifecycle = kind.lifecycle.name if kind.lifecycle else ""
    before, wanted = old.get(lifecycle), new.get(lifecycle, old.get(lifecycle))
    after = wanted if isinstance(wanted, str) else before
    if rollout.amount and after == before and new.get(field.name) == old[field.name]:
        return
    if before in rollout.everyone or after in rollout.nobody or (rollout.only_in and before not in rollout.only_in):
        return
    where = f" in {rollout.live}" if rollout.live else ""
    past = [] if before in rollout.nobody else elements(field, rollout, old)
    if after in rollout.everyone:
        yield Rise(lifecycle, public_share(field, rollout, past, counts), 100, where, " for everyone")
        return
    present = elements(field, rollout, {**old, **new})
    for number, (each, former) in enumerate(zip(present, matched(rollout, past, present), strict=True)):
        share = amount(field, rollout, each)
        if share is None or not is_live(rollout, each, counts):
            continue
        if former is None and not is_public(rollout, each):
            continue
        path = f"{field.name}[{number}].{rollout.amount}" if rollout.amount else field.name
        name = each.get(rollout.by) if rollout.amount else None
        whom = f" for {name!r}" if isinstance(name, str) else ""
        yield Rise(path, share_before(field, rollout, past, former, each, counts), share, where, whom)


def share_before(field: Field, rollout: Rollout, past: Sequence[Element], former: Element | None, now: Element, counts: Counts) -> float:
    """An element's share before the change: 0 where it was not live; everyone's share where it is new or was for fewer people."""
    if former is None or (is_public(rollout, now) and not is_public(rollout, former)):
        return public_share(field, rollout, past, counts)
    return (amount(field, rollout, former) or 0) if is_live(rollout, former, counts) else 0


def public_share(field: Field, rollout: Rollout, past: Sequence[Element], counts: Counts) -> float:
    """The largest share of an element that is for everyone."""
    public = [each for each in past if is_live(rollout, each, counts) and is_public(rollout, each)]
    return max((amount(field, rollout, each) or 0 for each in public), default=0)


def elements(field: Field, rollout: Rollout, values: Mapping[str, Any]) -> list[Element]:
    """The objects that hold a share: the list's elements, or the object itself."""
    if not rollout.amount:
        return [values]
    listed = values.get(field.name)
    return [each if isinstance(each, Mapping) else {} for each in listed] if isinstance(listed, list) else []


def matched(rollout: Rollout, past: Sequence[Element], present: Sequence[Element]) -> list[Element | None]:
    """For each element its former version, by the key `by`; of several with one name, the first is matched with the first."""
    if not rollout.amount:
        return [*past] or [None]
    left = list(past)
    found: list[Element | None] = []
    for each in present:
        former = next((other for other in left if other.get(rollout.by) == each.get(rollout.by)), None)
        if former is not None:
            left.remove(former)
        found.append(former)
    return found


def amount(field: Field, rollout: Rollout, element: Element) -> float | None:
    """The share of an element; None when it is unknown."""
    value = element.get(rollout.amount or field.name)
    if value is None and isinstance(field.shape, ListOf) and isinstance(field.shape.item, Record):
        value = field.shape.item.by_name[rollout.amount].absent
    return value if isinstance(value, (int, float)) else None


def is_live(rollout: Rollout, element: Element, counts: Counts) -> bool:
    """Whether an element applies in an environment that counts; an element that names no environments applies in all."""
    places = element.get(rollout.where) if rollout.where else None
    return not isinstance(places, list) or not places or any(isinstance(place, str) and counts(place) for place in places)


def is_public(rollout: Rollout, element: Element) -> bool:
    """Whether an element is for everyone: it has no conditions, or only conditions that everyone meets."""
    conditions = element.get(rollout.conditions) if rollout.conditions else []
    if conditions is None:
        return True
    return isinstance(conditions, list) and all(isinstance(each, Mapping) and each.get("type") in rollout.public for each in conditions)

"""Reading: one page of each list, a few objects by themselves, and the objects that have no list. Only reads are sent."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Protocol

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.operations import Operation, operation
from statsig_console.errors import ConsoleError, NotFound, RateLimited, Unauthorized, Unavailable
from statsig_console.handling.handlers import parents_in
from statsig_console.planning.states import first_seen, state_from
from statsig_console.session.session import Session
from statsig_console_cli.adopt import conventions
from statsig_console_cli.adopt.catalogue import Entry, Way
from statsig_console_cli.adopt.scan import Seen, left_out, mentioned, period_of, seen
from statsig_console_cli.entries import without_secrets

ALONE = 3
"""How many objects of a kind are read by themselves."""

LOST = 3
"""After so many kinds in a row without an answer, the others are not asked for."""

ANSWERED, NO_ANSWER = "answered", "no answer"
"""The outcome of a request that no status refused."""


@dataclass(frozen=True)
class One:
    """An object in answers: its ID, its item in a list, and the answer to a read of it alone."""

    id: str
    item: Mapping[str, Any] | None = None
    alone: Mapping[str, Any] | None = None


@dataclass
class Reading:
    """What was read of a kind.

    `more`: the list has further pages. `total`: how many objects there are, if the API tells it. `gone`: how many were listed and could
    not be read. `refusal`: the answer that ended the reading. `unread`: the type of Python's error for an answer that could not be
    understood. `skipped`: why nothing was asked. `held`: the answers' objects by operation, as they came. `answers` counts how each
    operation ended, `repeated` the requests that were sent again; `slowest` is the longest time for one request in seconds.
    """

    entry: Entry
    objects: list[One] = field(default_factory=list[One])
    held: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    more: bool = False
    total: int | None = None
    gone: int = 0
    refusal: ConsoleError | None = None
    unread: str = ""
    skipped: str = ""
    answers: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    repeated: int = 0
    slowest: float = 0.0

    @property
    def kind(self) -> Kind:
        """The kind."""
        return self.entry.kind

    @property
    def alone(self) -> int:
        """How many objects were read by themselves."""
        return sum(each.alone is not None for each in self.objects)


class Watcher(Protocol):
    """A function that shows which kind is read now."""

    def __call__(self, label: str) -> None: ...


def requests_for(entries: Sequence[Entry]) -> int:
    """The most requests that reading these kinds takes."""
    return sum(most_of(each) for each in entries)


def most_of(entry: Entry) -> int:
    """The most requests for a kind."""
    return {Way.ALWAYS: len(list(entry.ids())), Way.CHILD: ALONE}.get(entry.way, 1 + (ALONE if entry.kind.endpoints.read else 0))


def read_all(session: Session, entries: Sequence[Entry], watch: Watcher = lambda label: None) -> list[Reading]:
    """Reads these kinds, parents before their children. A kind that fails does not end the reading; a key that is not accepted does.

    Raises:
        Unauthorized: the key is not accepted any more.
    """
    reader = Reader(session)
    readings: dict[str, Reading] = {}
    lost = 0
    for entry in sorted(entries, key=lambda each: (each.way is Way.CHILD, each.label)):
        watch(entry.label)
        reading = readings[entry.label] = Reading(entry)
        if lost >= LOST:
            reading.skipped = f"not asked: {LOST} kinds in a row got no answer"
            continue
        parent = readings.get(entry.parent) if entry.way is Way.CHILD else None
        try:
            reader.read(reading, parent)
        except Unauthorized:
            raise
        except ConsoleError as error:
            reading.refusal = error
        except Exception as error:  # An answer that no declaration foresees: the doctor is there to report it.
            reading.unread = type(error).__name__
        lost = lost + 1 if isinstance(reading.refusal, (Unavailable, RateLimited)) else 0
    return [readings[each.label] for each in entries]


class Reader:
    """Reads one kind after the other through the session's client, with its pacing and retries."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, reading: Reading, parent: Reading | None) -> None:
        """Reads one kind.

        Raises:
            ConsoleError: the API refuses, or does not answer.
        """
        ways: dict[Way, Callable[[Reading, Reading | None], None]] = {
            Way.LIST: self._list,
            Way.ALWAYS: self._always_there,
            Way.MENTIONED: self._mentioned,
            Way.CHILD: self._children,
        }
        ways[reading.entry.way](reading, parent)

    def _list(self, reading: Reading, _parent: Reading | None) -> None:
        kind = reading.kind
        listing = kind.endpoints.listing
        assert listing is not None
        with counted(reading, listing):
            page = self._session.client.page(listing, 1)
        reading.repeated += page.attempts - 1
        reading.more, reading.total = page.more, page.total
        reading.held[str(listing)] = list(page.items)
        items = [each for each in page.items if isinstance(each, dict)]
        reading.objects = [One(kind.endpoints.identity.of(each, {}), each) for each in items]
        for number in range(0, len(items), -(-len(items) // ALONE) or 1):
            each = reading.objects[number]
            if (data := self._alone(reading, each.id)) is not None:
                reading.objects[number] = One(each.id, each.item, data)

    def _always_there(self, reading: Reading, _parent: Reading | None) -> None:
        self._each(reading, list(reading.entry.ids()))

    def _mentioned(self, reading: Reading, _parent: Reading | None) -> None:
        source = conventions.MENTIONED_BY[reading.entry.label]
        sent = operation(source.operation)
        with counted(reading, sent):
            page = self._session.client.page(sent, 1, query=period_of(source, datetime.now(timezone.utc)), size=None)
        reading.repeated += page.attempts - 1
        reading.more = page.more
        self._each(reading, mentioned(reading.entry, page.items)[:ALONE])

    def _children(self, reading: Reading, parent: Reading | None) -> None:
        if parent is None or parent.refusal or parent.skipped:
            reading.skipped = f"not read: belongs to {reading.entry.parent}, of which nothing was read"
            return
        rule = conventions.CHILDREN_OF.get(reading.entry.label)
        states = [(each.id, seen(parent.kind, each.alone or each.item or {})) for each in parent.objects]
        fitting = [id_ for id_, each in states if left_out(each) is None and (rule is None or each.state.get(rule[0]) == rule[1])]
        self._each(reading, fitting[:ALONE])
        reading.more = len(fitting) > ALONE

    def _each(self, reading: Reading, ids: Sequence[str]) -> None:
        for id_ in ids:
            if (data := self._alone(reading, id_)) is not None:
                reading.objects.append(One(id_, None, data))

    def _alone(self, reading: Reading, id_: str) -> Mapping[str, Any] | None:
        """An object read by itself; None if no operation reads it, if its address needs a secret, or if it is gone."""
        endpoints = reading.kind.endpoints
        address = endpoints.identity.address(id_, {})
        if endpoints.read is None or address is None:
            return None
        try:
            with counted(reading, endpoints.read):
                if endpoints.paged is None:
                    answer = self._session.client.send(endpoints.read, address)
                    data, attempts = answer.data, answer.attempts
                else:
                    page = self._session.client.page(endpoints.read, 1, address, query={"limit": endpoints.page_size})
                    data, attempts = next(iter(page.items), None), page.attempts
        except NotFound:
            reading.gone += 1
            return None
        reading.repeated += attempts - 1
        reading.held.setdefault(str(endpoints.read), []).append({} if data is None else data)
        return data if isinstance(data, dict) else {}


@contextmanager
def counted(reading: Reading, sent: Operation) -> Generator[None]:
    """Records the outcome of a request (answered, refused with a status, or no answer) and how long it took."""
    outcome, began = ANSWERED, time.monotonic()
    try:
        yield
    except ConsoleError as error:
        outcome = NO_ANSWER if error.status is None else str(error.status)
        reading.repeated += error.attempts - 1
        raise
    finally:
        reading.answers[str(sent), outcome] += 1
        reading.slowest = max(reading.slowest, time.monotonic() - began)


def as_seen(kind: Kind, one: One) -> Seen:
    """An object as adoption sees it, with the properties that its ID tells."""
    data = (one.item or {}) if one.alone is None else one.alone
    state = state_from(kind, data, {**first_seen(kind, data), **parents_in(kind, one.id, {})})
    return Seen(kind, one.id, without_secrets(kind, state))

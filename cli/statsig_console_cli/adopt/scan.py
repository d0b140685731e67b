"""The scan: reads the objects of a project page by page, through the provider's own client with its pacing and retries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, Protocol

from statsig_console.declaring.checks import found_at
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.operations import operation
from statsig_console.errors import ConsoleError, Unauthorized, Unavailable
from statsig_console.handling.handlers import Handlers
from statsig_console.planning.states import first_seen, state_from, unshown
from statsig_console.session.objects import Objects
from statsig_console.session.session import Session
from statsig_console.values import is_nothing
from statsig_console_cli.entries import without_secrets

from . import conventions
from .cache import ScanCache
from .catalogue import Entry, Way, catalogue

PROBES = 3
"""How many objects are read by themselves to see whether the list leaves out a property."""


@dataclass(frozen=True)
class Seen:
    """An object of the project: its kind, its Pulumi ID, its state without secrets, and the properties that the list leaves out."""

    kind: Kind
    id: str
    state: Mapping[str, Any]
    lacks: frozenset[str] = frozenset()


@dataclass
class Scan:
    """The objects that a scan has found, by kind, and the kinds that this project or key does not show, with the API's reason."""

    objects: dict[str, list[Seen]] = field(default_factory=dict[str, list[Seen]])
    closed: dict[str, str] = field(default_factory=dict[str, str])


class Watcher(Protocol):
    """A function that shows the progress of a scan."""

    def __call__(self, label: str, done: int, total: int | None) -> None: ...


def scan(session: Session, entries: Sequence[Entry], cache: ScanCache, watch: Watcher = lambda label, done, total: None) -> Scan:
    """Reads all objects of these kinds and of their parents' kinds.

    Raises:
        ConsoleError: the key is not accepted, or the API does not answer; what was read so far is in the cache.
    """
    return Scanner(session, cache, watch).run(entries)


class Scanner:
    """Reads one kind after the other, parents before their children."""

    def __init__(self, session: Session, cache: ScanCache, watch: Watcher) -> None:
        self._session = session
        self._cache = cache
        self._watch = watch
        self._found = Scan()

    def run(self, entries: Sequence[Entry]) -> Scan:
        """Reads all of these kinds."""
        labels = {each.label for each in entries} | {each.parent for each in entries if each.way is Way.CHILD}
        needed = [each for each in catalogue().values() if each.label in labels]
        ways: dict[Way, Callable[[Entry], Iterator[Seen]]] = {
            Way.LIST: self._listed,
            Way.ALWAYS: self._always_there,
            Way.MENTIONED: self._mentioned,
            Way.CHILD: self._children,
        }
        for way, read in ways.items():
            for entry in (each for each in needed if each.way is way):
                self._found.objects[entry.label] = self._tried(entry, read)
        return self._found

    def _tried(self, entry: Entry, read: Callable[[Entry], Iterator[Seen]]) -> list[Seen]:
        """The objects of a kind; none where the API says that this project or key has no such thing."""
        try:
            objects = {each.id: each for each in read(entry)}
        except (Unauthorized, Unavailable):
            raise
        except ConsoleError as error:
            self._found.closed[entry.label] = error.message
            return []
        return [objects[id_] for id_ in sorted(objects)]

    def _listed(self, entry: Entry) -> Iterator[Seen]:
        """Every object of a list; one that the list shows only in part is read by itself."""
        objects = list(self._items(entry))
        hidden = self._hidden(entry, objects)
        for each in objects:
            yield from self._alone(entry, each) if each.lacks & hidden else (each,)

    def _items(self, entry: Entry) -> Iterator[Seen]:
        """Every item of a list, from the first page that the cache lacks."""
        listing, number, done = entry.kind.endpoints.listing, 1, 0
        while page := self._cache.get(f"{entry.label} page {number}"):
            done += len(page)
            yield from (restored(entry.kind, each) for each in page)
            number += 1
        if listing is None or self._cache.get(f"{entry.label} all"):
            return
        for page in self._session.client.pages(listing, first=number):
            objects = [seen(entry.kind, item) for item in page.items if isinstance(item, dict)]
            self._cache.put(f"{entry.label} page {page.number}", [stored(each) for each in objects])
            done += len(objects)
            self._watch(entry.label, done, page.total)
            yield from objects
        self._cache.put(f"{entry.label} all", True)

    def _hidden(self, entry: Entry, objects: Sequence[Seen]) -> frozenset[str]:
        """The properties that no item of a list has, but an object that is read by itself has."""
        lacking = frozenset.intersection(*(each.lacks for each in objects)) if objects else frozenset[str]()
        if not lacking:
            return lacking
        alone = [one for each in objects[:: -(-len(objects) // PROBES)] for one in self._alone(entry, each)]
        return frozenset(name for name in lacking if any(name not in one.lacks for one in alone))

    def _alone(self, entry: Entry, item: Seen) -> Iterator[Seen]:
        """An object read by itself; its item in the list where it cannot be read by itself."""
        endpoints, objects = entry.kind.endpoints, Objects(entry.kind, self._session)
        if endpoints.read is None or endpoints.identity.address(item.id, item.state) is None:
            return iter((item,))

        def read() -> Seen | None:
            data = objects.fetch(item.id, item.state)
            return None if data is None else replace(seen(entry.kind, data), id=item.id)

        return self._kept(f"{entry.label} {item.id}", entry, read)

    def _always_there(self, entry: Entry) -> Iterator[Seen]:
        """The objects that always exist; their state records the values of today, which a destroy puts back."""
        return self._each(entry, list(entry.ids()))

    def _mentioned(self, entry: Entry) -> Iterator[Seen]:
        """The objects that another read mentions, each read by itself."""
        source = conventions.MENTIONED_BY[entry.label]
        ids = self._cache.get(f"{entry.label} ids")
        if ids is None:
            query = period_of(source, datetime.now(timezone.utc))
            pages = self._session.client.pages(operation(source.operation), query=query, size=None)
            ids = mentioned(entry, [row for page in pages for row in page.items])
            self._cache.put(f"{entry.label} ids", ids)
        yield from self._each(entry, ids)

    def _children(self, entry: Entry) -> Iterator[Seen]:
        """The children of another kind's objects that are not empty."""
        rule = conventions.CHILDREN_OF.get(entry.label)
        parents = [each for each in self._found.objects.get(entry.parent, []) if left_out(each) is None]
        if rule:
            name, value, count = rule
            parents = [each for each in parents if each.state.get(name) == value and each.state.get(count) != 0]
        contents = [field.name for field in entry.kind.inputs if field not in entry.kind.addressing]
        for each in self._each(entry, [parent.id for parent in parents]):
            if not all(is_nothing(each.state.get(name)) for name in contents):
                yield each

    def _each(self, entry: Entry, ids: Sequence[str]) -> Iterator[Seen]:
        """The objects with these IDs, each read by itself."""
        handlers = Handlers(entry.kind, self._session)

        def read(id_: str) -> Seen | None:
            found = handlers.read(id_, {})
            return None if found is None else Seen(entry.kind, id_, without_secrets(entry.kind, found.state))

        for number, id_ in enumerate(ids, 1):
            yield from self._kept(f"{entry.label} {id_}", entry, partial(read, id_))
            self._watch(entry.label, number, len(ids))

    def _kept(self, step: str, entry: Entry, read: Callable[[], Seen | None]) -> Iterator[Seen]:
        """An object from the cache, or else read now."""
        found = self._cache.get(step)
        if found is None:
            now = read()
            found = [] if now is None else [stored(now)]
            self._cache.put(step, found)
        yield from (restored(entry.kind, each) for each in found)


def period_of(source: conventions.MentioningRead, now: datetime) -> dict[str, str]:
    """The query of a read that mentions objects, for its days back from now."""
    return {"startDate": f"{now - timedelta(days=source.days):%Y-%m-%d}", "endDate": f"{now:%Y-%m-%d}"}


def mentioned(entry: Entry, items: Iterable[Any]) -> list[str]:
    """The IDs of a kind's objects that the items of another read mention."""
    keys = conventions.MENTIONED_BY[entry.label].keys
    rows = [{name: item.get(key) for name, key in keys.items()} for item in items if isinstance(item, dict)]
    return sorted({entry.kind.endpoints.identity.of({}, row) for row in rows if all(row.values())})


def left_out(object_: Seen) -> str | None:
    """Why no stack should own an object, if so."""
    rules = (rule for rule in conventions.LEFT_OUT if rule.kind == object_.kind.label)
    return next((rule.reason for rule in rules if any(value in rule.values for _, value in _at(object_, rule))), None)


def _at(object_: Seen, rule: conventions.LeftOut) -> Iterable[tuple[str, Any]]:
    """The values that an object has at the path of a rule."""
    return found_at(object_.state, rule.property.split("."), "")


def seen(kind: Kind, answer: Mapping[str, Any]) -> Seen:
    """An object as an answer of the API shows it."""
    state = state_from(kind, answer, first_seen(kind, answer))
    return Seen(kind, kind.endpoints.identity.of(answer, {}), without_secrets(kind, state), frozenset(unshown(kind, answer)))


def stored(object_: Seen) -> list[Any]:
    """An object as the cache holds it."""
    return [object_.id, dict(object_.state), sorted(object_.lacks)]


def restored(kind: Kind, held: Iterable[Any]) -> Seen:
    """An object from the cache."""
    id_, state, lacks = held
    return Seen(kind, str(id_), state, frozenset(lacks))

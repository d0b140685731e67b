"""Snapshots: objects from pages of their list, or from their parent, where reading them one by one would take more requests.

One object costs one request, and so does a page of a hundred. How many objects Pulumi will ask for is
unknown, so the first ones are read alone, and pages are loaded once they probably cost less.

A snapshot only serves the reads of a refresh. It is dropped when this process changes anything in
the project, and when it is old. An object that a snapshot lacks is read alone, so that an object is
never taken for gone because a list lacks it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Any

from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError
from statsig_console.sending.replies import PAGE_SIZE, Page

if TYPE_CHECKING:
    from statsig_console.sending.client import ConsoleClient

ALONE = 1
"""The number of objects that are read alone before the first page is loaded."""

WORTH = 0.4
"""The number of objects per further page that have to be read alone before the further pages are loaded."""

MAX_AGE = 60.0
"""Seconds after which a snapshot is no longer used."""

ROOM = 32 * 1024 * 1024
"""The bytes of answers after which a project's snapshots load no further pages, apart from pages already requested."""

AT_ONCE = 4


class Snapshots:
    """The snapshots of one project, one per list. Safe to share between threads."""

    def __init__(self, client: ConsoleClient, *, room: int = ROOM, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._room = room
        self._now = now
        self._lists: dict[Operation, Snapshot] = {}
        self._parents: dict[str, Parent] = {}
        self._lock = threading.Lock()

    def find(self, listing: Operation, key: str, value: str) -> dict[str, Any] | None:
        """The item of a list whose field `key` has this value; None where the object has to be read alone, or better is."""
        with self._lock:
            if listing not in self._lists:
                self._lists[listing] = Snapshot(self._client, listing, key, self._has_room, self._now)
            snapshot = self._lists[listing]
        return snapshot.find(value)

    def parent(self, read: Operation, address: Mapping[str, str]) -> Any:
        """The data of a parent, read once for all entries of its lists.

        Raises:
            ConsoleError: it could not be read.
        """
        with self._lock:
            parent = self._parents.setdefault(read.url(address), Parent(self._client, read, dict(address), self._now))
        return parent.data()

    def _has_room(self) -> bool:
        return sum(each.size for each in self._lists.values()) < self._room


class Parent:
    """An object whose lists hold other objects, as last read."""

    def __init__(self, client: ConsoleClient, read: Operation, address: Mapping[str, str], now: Callable[[], float]) -> None:
        self._client = client
        self._read = read
        self._address = address
        self._now = now
        self._lock = threading.Lock()
        self._since: tuple[int, float] | None = None
        self._data: Any = None

    def data(self) -> Any:
        """The answer's data, read again when something may have changed since."""
        with self._lock:
            changes, now = self._client.changes, self._now()
            if self._since is None or self._since[0] != changes or now - self._since[1] > MAX_AGE:
                self._data = self._client.send(self._read, self._address).data
                self._since = (changes, now)
            return self._data


class Snapshot:
    """One list, as far as it has been loaded."""

    def __init__(self, client: ConsoleClient, listing: Operation, key: str, has_room: Callable[[], bool], now: Callable[[], float]) -> None:
        self._client = client
        self._listing = listing
        self._key = key
        self._has_room = has_room
        self._now = now
        self._lock = threading.Lock()
        self._asked = 0
        self._forget()

    def find(self, value: str) -> dict[str, Any] | None:
        """The item whose key has this value; loads pages when that is worth it."""
        with self._lock:
            if self._is_stale():
                self._forget()
            self._asked += 1
            if value not in self._items and self._is_worth_loading():
                self._load()
            return None if self._is_stale() else self._items.get(value)

    def _forget(self) -> None:
        self._items: dict[str, dict[str, Any]] = {}
        self._first: Page | None = None
        self._whole = False
        self._missed = 0
        self._changes = self._client.changes
        self._since = self._now()
        self.size = 0

    def _is_stale(self) -> bool:
        """Whether the list may have changed since: this process has changed something, or `MAX_AGE` is over."""
        return self._changes != self._client.changes or self._now() - self._since > MAX_AGE

    def _is_worth_loading(self) -> bool:
        if self._first is None:
            return self._asked > ALONE
        self._missed += 1
        return not self._whole and self._left() * WORTH <= self._missed and self._has_room()

    def _left(self) -> int:
        """How many pages follow the first; 1 where the API does not tell."""
        total = self._first.total if self._first else None
        return 1 if total is None else ceil(total / PAGE_SIZE) - 1

    def _load(self) -> None:
        """Loads the first page; if it is loaded already, the other pages, as far as there is room."""
        if self._first is None:
            self._changes, self._since = self._client.changes, self._now()
            self._first = self._take(self._page(1))
            self._whole = not self._first.more
            return
        self._whole = True
        if self._first.total is None:
            number = 2
            while self._take(self._page(number)).more and self._has_room():
                number += 1
            return
        numbers = iter(range(2, self._left() + 2))
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while self._has_room() and (batch := list(islice(numbers, AT_ONCE))):
                for page in threads.map(self._page, batch):
                    self._take(page)

    def _page(self, number: int) -> Page:
        """A page; an empty one where the API refuses or fails, so that the objects on it are read alone and say what is wrong."""
        try:
            return self._client.page(self._listing, number)
        except ConsoleError:
            return Page([], None, None)

    def _take(self, page: Page) -> Page:
        self.size += page.size
        found = [item for item in page.items if isinstance(item, dict) and isinstance(item.get(self._key), str)]
        self._items.update({item[self._key]: item for item in found})
        return page


def value_in(address: Mapping[str, str], read: Operation | None) -> str | None:
    """The single value of an address that a read operation needs; None where it needs several or none."""
    names = [*read.placeholders, *read.query] if read else list(address)
    return address.get(names[0]) if len(names) == 1 else None

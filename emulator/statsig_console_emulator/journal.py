"""The journal of requests, kept in memory and without keys."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

KEPT = 10_000


@dataclass(frozen=True)
class Entry:
    """One request. `path` and `key` are masked; `template` is None for paths outside the contract.

    `version` and `review` are the values of STATSIG-API-VERSION and x-respect-review-settings. `milliseconds` is the time the answer took.
    `dry_run`: the request checked a change without making it. `by_hand`: a person sent it from the page.
    """

    number: int
    time: int
    method: str
    path: str
    template: str | None
    status: int
    key: str
    milliseconds: float
    version: str | None = None
    review: str | None = None
    fault: str | None = None
    dry_run: bool = False
    by_hand: bool = False


class Journal:
    """The last 10,000 requests."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._number = 0

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def add(self, entry: Entry) -> None:
        self._entries.append(entry)

    def clear(self) -> None:
        self._entries.clear()

    def entries(self, method: str | None = None, path: str | None = None) -> list[Entry]:
        """Requests in order. `path` is a template (`/gates/{id}`) or a pattern for paths (`/gates/*`)."""
        # Copied at once, since requests come in meanwhile.
        return [entry for entry in self._entries.copy() if _matches(entry, method, path)]

    def summary(self, method: str | None = None, path: str | None = None) -> dict[str, Any]:
        """`{"requests": [...], "total": int, "counts": {"GET /gates/{id}": int}, "statuses": {"200": int}}`."""
        found = self.entries(method, path)
        return {
            "requests": [asdict(entry) for entry in found],
            "total": len(found),
            "counts": dict(sorted(Counter(f"{entry.method} {entry.template or entry.path}" for entry in found).items())),
            "statuses": dict(sorted(_statuses(found).items())),
        }


def _statuses(entries: Iterable[Entry]) -> Counter[str]:
    return Counter(str(entry.status) for entry in entries)


def _matches(entry: Entry, method: str | None, path: str | None) -> bool:
    if method and entry.method != method.upper():
        return False
    return not path or path in (entry.template, entry.path) or fnmatchcase(entry.path, path)

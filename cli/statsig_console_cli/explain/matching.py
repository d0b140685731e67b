"""Matching: which elements of two lists belong together, and the smallest description of how one list became the other. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Matching:
    """How a list became another, as indices: `pairs` of old and new, what was `inserted` and `removed`, and which of the pairs `moved`.

    `moved` is as small as can be: all other pairs are in the same order in both lists.
    """

    pairs: tuple[tuple[int, int], ...]
    inserted: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[int, ...]


def match(
    old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable], alike: Callable[[Any, Any], bool] | None = None
) -> Matching:
    """Matches elements with equal keys, the first with the first; of the rest, those that are `alike` but for the key."""
    waiting: dict[Hashable, list[int]] = {}
    for number in reversed(range(len(old))):
        waiting.setdefault(key(old[number]), []).append(number)
    found = {number: waiting[key(each)].pop() for number, each in enumerate(new) if waiting.get(key(each))}
    left = sorted(set(range(len(old))) - set(found.values()))
    for number, each in enumerate(new):
        if number not in found and alike is not None:
            twin = next((place for place in left if alike(old[place], each)), None)
            if twin is not None:
                found[number] = twin
                left.remove(twin)
    pairs = tuple((found[number], number) for number in range(len(new)) if number in found)
    staying = set(longest_rise([before for before, _ in pairs]))
    return Matching(
        pairs,
        tuple(number for number in range(len(new)) if number not in found),
        tuple(left),
        tuple(number for before, number in pairs if before not in staying),
    )


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest rising subsequence: the elements that need not move."""
    ends: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[length], places[length] = number, place
    rise: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        rise.append(numbers[place])
        place = previous[place]
    return rise[::-1]

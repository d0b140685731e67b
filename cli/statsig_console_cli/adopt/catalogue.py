"""The catalogue: every managed kind, the module that declares its objects, and how they are found in a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from statsig_console.declaring.kinds import Kind, kinds_in
from statsig_console.declaring.shapes import Scalar
from statsig_console.errors import InputError
from statsig_console.values import nearest

from . import conventions


class Way(Enum):
    """How objects of a kind are found."""

    LIST = "list"
    """A list of the API, in pages."""
    ALWAYS = "always"
    """The object always exists: once, or once for each of a few names."""
    CHILD = "child"
    """Each object of another kind may have one: a request for each parent."""
    MENTIONED = "mentioned"
    """Another read mentions the objects: a request for each one mentioned."""
    INSIDE = "inside"
    """Each is part of an object that is adopted whole."""
    UNSEEN = "unseen"
    """The API cannot show which objects exist."""


@dataclass(frozen=True)
class Entry:
    """One kind of the catalogue."""

    kind: Kind

    @property
    def label(self) -> str:
        """The kind's name in the program, such as ``Gate``."""
        return self.kind.label

    @cached_property
    def module(self) -> str:
        """The module of the kind's objects, such as ``gates``."""
        return plural(self.stem)

    @property
    def title(self) -> str:
        """What the kind's objects are called in sentences."""
        return self.module.replace("_", " ")

    @cached_property
    def stem(self) -> str:
        """The kind's name as Python writes variables: ``release_pipeline``."""
        return snake(self.label)

    @cached_property
    def way(self) -> Way:
        """How its objects are found."""
        endpoints = self.kind.endpoints
        if self.kind.pick or self.kind.entry:
            return Way.INSIDE
        if endpoints.listing:
            return Way.LIST
        if endpoints.restores:
            return Way.ALWAYS
        if endpoints.read and self.kind.addressing:
            return Way.CHILD
        return Way.MENTIONED if endpoints.read and self.label in conventions.MENTIONED_BY else Way.UNSEEN

    @cached_property
    def parent(self) -> str:
        """The kind whose objects are the parents of a child's objects."""
        field = self.kind.addressing[0].name
        return next(link.target for link in conventions.LINKS if field in link.names and link.target != self.label)

    @property
    def on_demand(self) -> str | None:
        """Why its objects are adopted only on request; None if they always are."""
        return "each takes a request of its own" if self.way is Way.CHILD else conventions.ON_DEMAND.get(self.label)

    def ids(self) -> Iterator[str]:
        """The IDs of the objects that always exist."""
        names = [part for part in self.kind.endpoints.identity.parts() if part in self.kind.by_name]
        shapes = [self.kind.by_name[name].shape for name in names]
        if shapes and isinstance(shapes[0], Scalar):
            yield from (str(choice) for choice in shapes[0].choices)
        else:
            yield self.kind.endpoints.identity.of({}, {})


@cache
def catalogue() -> dict[str, Entry]:
    """Every managed kind by its name in the program, in alphabetical order."""
    import pulumi_statsig_console as statsig

    return {kind.label: Entry(kind) for kind in kinds_in(statsig) if not kind.endpoints.once}


def chosen(names: Iterable[str], deep: bool) -> list[Entry]:
    """The entries that a user names (``gate``, ``gates``, ``Gate``), or all that are adopted by default.

    Raises:
        InputError: there is no such kind, or its objects cannot be adopted.
    """
    entries = list(catalogue().values())
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        return [each for each in entries if is_seen(each) and (each.on_demand is None or (deep and each.way is Way.CHILD))]
    known = {bare(name): each for each in entries for name in (each.label, each.module)}
    for name in wanted:
        entry = known.get(bare(name))
        if entry is None:
            meant = nearest(bare(name), list(known))
            raise InputError(f"there is no kind {name!r}{f'; did you mean {known[meant].stem}?' if meant else ''}")
        if not is_seen(entry):
            inside = "is part of the object that it belongs to" if entry.way is Way.INSIDE else "cannot be seen through the API"
            raise InputError(f"{entry.label} {inside}, so it cannot be adopted")
    names_wanted = {bare(name) for name in wanted}
    return [each for each in entries if {bare(each.label), bare(each.module)} & names_wanted]


def is_seen(entry: Entry) -> bool:
    """Whether the API shows which objects of a kind exist, apart from other objects."""
    return entry.way not in {Way.INSIDE, Way.UNSEEN}


def bare(name: str) -> str:
    """A kind's name in lower case, without underscores and hyphens."""
    return name.replace("_", "").replace("-", "").lower()


def snake(label: str) -> str:
    """``ReleasePipeline`` as ``release_pipeline``."""
    return "".join(f"_{each.lower()}" if each.isupper() and number else each.lower() for number, each in enumerate(label))


def plural(stem: str) -> str:
    """``entity_property`` as ``entity_properties``; a plural stays as it is."""
    if stem.endswith("s"):
        return stem
    return f"{stem[:-1]}ies" if stem.endswith("y") and stem[-2] not in "aeiou" else f"{stem}s"

"""Endpoints and identities: where a kind lives in the API, and what its Pulumi ID is.

A few shapes cover the API: `collection`, `keyed_by_query`, `singleton`, `child`. Each yields the
same `Endpoints`; a kind may lack any of its operations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import quote, unquote
from uuid import uuid4

from statsig_console.secrets import fingerprint

from .operations import DryRun, Operation, operation


class Identity(Protocol):
    """How a kind's Pulumi ID is made, and how it leads back to the object."""

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        """The ID of the object that `answer` describes; `sent` is the body that it was made with."""
        ...

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        """The values that fill the addresses of its operations; None when only a look through the list can tell."""
        ...

    def parts(self) -> tuple[str, ...]:
        """The wire names that the ID is made of."""
        ...


@dataclass(frozen=True)
class Named:
    """An ID made of fields of the object, such as its ``id``; several are joined by a slash.

    `fields` are wire names, `placeholders` the names that addresses use for them. An answer that lacks
    a field has the one named by `otherwise` in its place.
    """

    fields: tuple[str, ...] = ("id",)
    placeholders: tuple[str, ...] = ("id",)
    otherwise: str = ""

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        other = answer.get(self.otherwise) or sent.get(self.otherwise) or ""
        values = [str(answer.get(name) or sent.get(name) or other) for name in self.fields]
        return "/".join([*(quote(value, safe=" :@+") for value in values[:-1]), values[-1]])

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        *first, last = id_.split("/", len(self.fields) - 1)
        return dict(zip(self.placeholders, [*(unquote(value) for value in first), last], strict=False))

    def parts(self) -> tuple[str, ...]:
        return self.fields


@dataclass(frozen=True)
class Entered(Named):
    """The ID of an entry in a list: its parent's, and all that tells it apart. What is left out there is in no address."""

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {name: value for name, value in (super().address(id_, state) or {}).items() if value}


@dataclass(frozen=True)
class Derived:
    """An ID that the API derives from other fields, such as ``revenue::sum``; a new object with the same values has the same ID."""

    fields: tuple[str, ...]
    joint: str = "::"

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return str(answer.get("id") or self.joint.join(str(sent.get(name) or "") for name in self.fields))

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {"id": id_}

    def parts(self) -> tuple[str, ...]:
        return self.fields


@dataclass(frozen=True)
class FirstName:
    """An ID for objects that are addressed by a name which can change: the name at creation. State holds the current one."""

    field: str = "name"
    placeholder: str = "name"

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return str(answer.get(self.field) or sent.get(self.field) or "")

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {self.placeholder: str(state.get(self.field) or id_)}

    def parts(self) -> tuple[str, ...]:
        return (self.field,)


@dataclass(frozen=True)
class Fingerprint:
    """An ID for objects whose own id is a secret: a hash of the secret as it was at creation. State holds the secret itself."""

    field: str
    prefix: str
    placeholder: str = "id"

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return f"{self.prefix}-{fingerprint(str(answer.get(self.field) or ''))}"

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        secret = state.get(self.field)
        return {self.placeholder: str(secret)} if secret else None

    def parts(self) -> tuple[str, ...]:
        return (self.field,)


@dataclass(frozen=True)
class Deltas:
    """Operations that add elements to lists and remove them, at most `batch` of them at a time; `added` goes along with additions.

    Without `remove` the API cannot take elements away. In `added`, ``"{id}"`` stands for a value of the object's address.
    Removals are `watched` where no document declares their bodies: the API may take one for a removal of everything.
    """

    add: Operation
    remove: Operation | None
    batch: int = 1000
    added: Mapping[str, Any] = field(default_factory=dict)
    watched: bool = False


@dataclass(frozen=True)
class Endpoints:
    """The operations of a kind; None where the API has none.

    - `listed_by`: the field that tells the items of `listing` apart, which hold all that `read` does; the parent's for an item of its list.
    - `full`: an update of the whole object, for what `update` does not take.
    - `restores`: the object is always there; delete puts it back as it was. `once`: an action, which is run and then only remembered.
    - `unrefused`: the create operation does not refuse an object that is there, it sets it.
    - `paged`: the answer's list that a read has to collect from several pages of `page_size` elements.
    """

    create: Operation | None = None
    read: Operation | None = None
    update: Operation | None = None
    full: Operation | None = None
    delete: Operation | None = None
    listing: Operation | None = None
    listed_by: str | None = None
    identity: Identity = Named()
    deltas: Deltas | None = None
    restores: bool = False
    once: bool = False
    unrefused: bool = False
    paged: str | None = None
    page_size: int = 100

    def operations(self) -> tuple[Operation, ...]:
        """All operations that there are."""
        deltas = (self.deltas.add, self.deltas.remove) if self.deltas else ()
        own = (self.create, self.read, self.update, self.full, self.delete, self.listing)
        return tuple(each for each in (*own, *deltas) if each)

    @property
    def permanent(self) -> bool:
        """Whether the API can neither delete such an object nor empty it nor put it back."""
        return not (self.delete or self.deltas or self.restores or self.once)

    @property
    def overwrites(self) -> bool:
        """Whether the create operation sets what is there, and refuses nothing."""
        return self.unrefused or self.emptied

    @property
    def emptied(self) -> bool:
        """Whether it is there as long as what it hangs on, and delete takes out of its lists what the stack has put there."""
        return self.deltas is not None and self.delete is None

    def but(self, **changes: Any) -> Endpoints:
        """The same endpoints with some parts exchanged, or taken away by None."""
        return replace(self, **changes)

    def with_dry_runs(self, place: DryRun, *parts: str) -> Endpoints:
        """The same endpoints, where these operations (``"create"``, ``"update"``, ``"full"``) take a dry run by a word in `place`."""
        return replace(self, **{name: replace(getattr(self, name), dry_run=place) for name in parts})


def collection(
    path: str,
    *,
    key: str = "id",
    update: str = "PATCH",
    placeholder: str = "id",
    identity: Identity | None = None,
    full: bool = False,
) -> Endpoints:
    """The usual shape: ``POST /gates`` and ``GET, PATCH, DELETE /gates/{id}``; `key` is the answer's field that fills the braces.

    With `full` there is ``POST /gates/{id}`` too, an update of the whole object.
    """
    identity = identity or Named((key,), (placeholder,))
    secret = isinstance(identity, Fingerprint)
    one = f"/{path}/{{{placeholder}}}"
    return Endpoints(
        create=operation(f"POST /{path}"),
        read=operation(f"GET {one}", secret=secret),
        update=operation(f"{update} {one}", secret=secret),
        full=operation(f"POST {one}", secret=secret) if full else None,
        delete=operation(f"DELETE {one}", secret=secret),
        listing=operation(f"GET /{path}"),
        listed_by=identity.field if isinstance(identity, Fingerprint) else key,
        identity=identity,
    )


def inside(add: str, parent: str, one: str, named: str, key: str) -> Endpoints:
    """Items of a list in their parent: ``POST /gates/{id}/rule`` adds one, PATCH and DELETE on `one` change it, the parent shows it.

    `named` is the property that names the parent, `key` the answer's field that tells the items apart.
    """
    change = operation(f"PATCH {one}")
    return Endpoints(
        create=operation(add),
        read=operation(f"GET {parent}"),
        update=change,
        delete=operation(f"DELETE {one}"),
        listing=operation(f"GET {parent.rpartition('/')[0]}"),
        listed_by="id",
        identity=Named((named, key), change.placeholders),
    )


def entering(path: str, parent: str, one: str, parts: Mapping[str, str]) -> Endpoints:
    """Entries of lists that `path` reads whole: PATCH adds to them, and DELETE on `one`, below it, takes a single one away.

    `parent` is the property that names the parent. `parts` are those that tell an entry apart, with their names in path and query.
    """
    remove = operation(f"DELETE {path}/{one}")
    query = tuple(name for name in parts.values() if name not in remove.placeholders)
    return Endpoints(
        create=operation(f"PATCH {path}"),
        read=operation(f"GET {path}"),
        delete=replace(remove, query=query),
        identity=Entered((parent, *parts), ("id", *parts.values())),
        unrefused=True,
    )


def overriding(path: str, parent: str, *, added: Mapping[str, Any] | None = None) -> Endpoints:
    """What hangs on a parent and is set by POST, read by GET, added to by PATCH and taken away by DELETE, each with a body."""
    return Endpoints(
        create=operation(f"POST {path}"),
        read=operation(f"GET {path}"),
        deltas=Deltas(operation(f"PATCH {path}"), operation(f"DELETE {path}"), added=added or {}, watched=True),
        identity=Named((parent,), ("id",)),
    )


def keyed_by_query(path: str, *keys: str) -> Endpoints:
    """Objects that share one path: the query names the one to read or delete, the body the one to change."""
    return Endpoints(
        create=operation(f"POST /{path}"),
        read=operation(f"GET /{path}", query=keys),
        update=operation(f"PATCH /{path}"),
        delete=operation(f"DELETE /{path}", query=keys),
        identity=Named(keys, keys),
    )


def singleton(path: str, *keys: str) -> Endpoints:
    """Something that is always there (once, or once per query key): taken over by create, put back as it was by delete."""
    write = operation(f"POST /{path}", repeatable=True)
    identity = Named(keys, keys) if keys else Constant(path)
    return Endpoints(create=write, read=operation(f"GET /{path}", query=keys), update=write, identity=identity, restores=True)


def action(runs: str) -> Endpoints:
    """Something that is done once, by the operation ``"PUT /experiments/{id}/reset"``, and again when the program says so."""
    return Endpoints(create=operation(runs), identity=Run(), once=True)


@dataclass(frozen=True)
class Run:
    """The ID of one run of an action, new with each."""

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return uuid4().hex

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {}

    def parts(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Constant:
    """The ID of something that a project has once."""

    name: str

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return self.name

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {}

    def parts(self) -> tuple[str, ...]:
        return ()

"""Endpoints and identities: which operations of the API a kind has, and what its Pulumi ID is.

A few functions cover the API, such as `collection`, `keyed_by_query`, `singleton` and `inside`. Each makes `Endpoints`; a kind may lack
any of the operations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Protocol
from urllib.parse import quote, unquote
from uuid import uuid4

from statsig_console.records import record
from statsig_console.secrets import fingerprint

from .operations import DryRun, Operation, operation


class Identity(Protocol):
    """How a kind's Pulumi ID is made, and how an object is addressed by its ID."""

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        """The ID of the object in `answer`; `sent` is the body that created it."""
        ...

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        """The values of the placeholders in the operations' paths; None when the object can only be found in the list."""
        ...

    def parts(self) -> tuple[str, ...]:
        """The wire names that the ID is made of."""
        ...


@record
class Named:
    """An ID made of fields of the object, such as its ``id``; several are joined by a slash.

    `fields` are wire names, `placeholders` the names for them in paths. Where an answer lacks a field, the field `otherwise` stands in.
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


@record
class Entered(Named):
    """The ID of an entry in a list: the parent's ID and the fields that tell entries apart. Addresses leave out empty fields."""

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {name: value for name, value in (super().address(id_, state) or {}).items() if value}


@record
class Derived:
    """An ID that the API derives from other fields, such as ``revenue::sum``: the same values always make the same ID."""

    fields: tuple[str, ...]
    joint: str = "::"

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return str(answer.get("id") or self.joint.join(str(sent.get(name) or "") for name in self.fields))

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {"id": id_}

    def parts(self) -> tuple[str, ...]:
        return self.fields


@record
class FirstName:
    """The ID of an object that is addressed by a name which can change: its name at creation. State holds the current name."""

    field: str = "name"
    placeholder: str = "name"

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return str(answer.get(self.field) or sent.get(self.field) or "")

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {self.placeholder: str(state.get(self.field) or id_)}

    def parts(self) -> tuple[str, ...]:
        return (self.field,)


@record
class Fingerprint:
    """The ID of an object whose own ID is a secret: a hash of the secret at creation. State holds the secret itself."""

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


@record
class Deltas:
    """Operations that add elements to lists and remove them, at most `batch` at a time.

    Without `remove` the API cannot remove elements. Bodies of additions also hold `added`, where ``"{id}"`` stands for that value of the
    object's address. With `watched` each removal is checked by a read: no document declares its body, so the API might remove everything.
    """

    add: Operation
    remove: Operation | None
    batch: int = 1000
    added: Mapping[str, Any] = field(default_factory=dict)
    watched: bool = False


@record
class Endpoints:
    """The operations of a kind; None where the API has none.

    - `listed_by`: the field that tells the items of `listing` apart; where objects are items of a parent's list, the parent's field.
      Items of `listing` hold all that `read` answers.
    - `full`: an update of the whole object, for properties that `update` does not take.
    - `restores`: the object always exists; delete restores its former values. `once`: an action, which runs once and stays in state.
    - `unrefused`: create does not refuse an object that exists, but sets it.
    - `paged`: the list in the answer that a read has to collect from several pages of `page_size` elements.
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
        """All operations that the kind has."""
        deltas = (self.deltas.add, self.deltas.remove) if self.deltas else ()
        own = (self.create, self.read, self.update, self.full, self.delete, self.listing)
        return tuple(each for each in (*own, *deltas) if each)

    @property
    def permanent(self) -> bool:
        """Whether the API can neither delete such an object nor empty or restore it."""
        return not (self.delete or self.deltas or self.restores or self.once)

    @property
    def overwrites(self) -> bool:
        """Whether create sets an object that exists, instead of refusing."""
        return self.unrefused or self.emptied

    @property
    def emptied(self) -> bool:
        """Whether the object exists as long as its parent does, so that delete only removes the stack's elements from its lists."""
        return self.deltas is not None and self.delete is None

    def but(self, **changes: Any) -> Endpoints:
        """The same endpoints with some parts changed, or removed by None."""
        return replace(self, **changes)

    def with_dry_runs(self, place: DryRun, *parts: str) -> Endpoints:
        """The same endpoints, whose operations `parts` (``"create"``, ``"update"``, ``"full"``) take the word for a dry run in `place`."""
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
    """The usual endpoints: ``POST /gates`` and ``GET, PATCH, DELETE /gates/{id}``; `key` is the answer's field that fills the placeholder.

    With `full` also ``POST /gates/{id}``, an update of the whole object.
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
    """Items of a list in their parent: ``POST /gates/{id}/rule`` adds one, PATCH and DELETE on `one` change it, reads get the parent.

    `named` is the property with the parent's ID, `key` the answer's field that tells the items apart.
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
    """Entries of lists: GET on `path` reads the lists whole, PATCH adds an entry, and DELETE on `path`/`one` removes an entry.

    `parent` is the property with the parent's ID. `parts` are the properties that tell entries apart, with their names in path and query.
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
    """The lists of a parent at `path`: POST sets them, GET reads them, PATCH adds elements and DELETE, with a body, removes elements."""
    return Endpoints(
        create=operation(f"POST {path}"),
        read=operation(f"GET {path}"),
        deltas=Deltas(operation(f"PATCH {path}"), operation(f"DELETE {path}"), added=added or {}, watched=True),
        identity=Named((parent,), ("id",)),
    )


def keyed_by_query(path: str, *keys: str) -> Endpoints:
    """Objects that share one path: the query names the object to read or delete, the body the object to change."""
    return Endpoints(
        create=operation(f"POST /{path}"),
        read=operation(f"GET /{path}", query=keys),
        update=operation(f"PATCH /{path}"),
        delete=operation(f"DELETE /{path}", query=keys),
        identity=Named(keys, keys),
    )


def singleton(path: str, *keys: str) -> Endpoints:
    """An object that always exists (one, or one per query key): create takes it over, delete restores its former values."""
    write = operation(f"POST /{path}", repeatable=True)
    identity = Named(keys, keys) if keys else Constant(path)
    return Endpoints(create=write, read=operation(f"GET /{path}", query=keys), update=write, identity=identity, restores=True)


def action(runs: str) -> Endpoints:
    """An action, such as ``"PUT /experiments/{id}/reset"``: it runs once, and again when the program asks for it."""
    return Endpoints(create=operation(runs), identity=Run(), once=True)


@record
class Run:
    """The ID of an action: each run has a new one."""

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return uuid4().hex

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {}

    def parts(self) -> tuple[str, ...]:
        return ()


@record
class Constant:
    """The ID of an object that a project has one of."""

    name: str

    def of(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
        return self.name

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str] | None:
        return {}

    def parts(self) -> tuple[str, ...]:
        return ()


def own_id(identity: Identity, answer: Mapping[str, Any]) -> str:
    """The Pulumi ID that an answer alone tells; empty where an ID takes more than that."""
    match identity:
        case Constant(name=name):
            return name
        case Named(fields=("id",)):
            return str(answer.get("id") or "")
        case _:
            return ""

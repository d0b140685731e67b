"""Kinds: what a resource class declares, in the form that the handlers work with.

State holds the name of a kind's package and class (``pulumi_statsig_console:Gate``). `kind_named`
imports that package on demand, so that a provider process loads only the kinds that it serves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import Any, get_args

from statsig_console.errors import DeclarationError
from statsig_console.records import record
from statsig_console.state_keys import PACKAGE, label_in
from statsig_console.values import camel_case

from .annotations import admits_none, shape_of
from .checks import Alternatives, Check, Unclaimed
from .endpoints import Endpoints
from .entries import Entry
from .fields import EXTRA, Field, Options
from .operations import Operation
from .reviews import Reviews, goes_beside
from .shapes import Member, Record


@record
class Pick:
    """How an object that the API only shows inside its parent is found: in the parent's list `items`, by the wire name `key`.

    A new item is found by the field `new_by`, since the API makes up its key.
    """

    items: str
    key: str
    new_by: str = "name"


@record
class Dependents:
    """Objects that depend on this one and run: a change of one of `properties` disturbs them.

    `listing` is the operation that lists the dependents, `what` the word for them. An item whose field `status` is one of `running` runs.
    """

    listing: Operation
    properties: tuple[str, ...]
    running: tuple[str, ...]
    what: str
    status: str = "status"
    name: str = "name"


@record
class Among:
    """Names that must appear in a list of another object: one of the kind `of`, whose ID is in the property `by`.

    The names are the texts at `path` (``groups[].name``), or with `keys` the keys of the JSON objects there. The other object has them in
    its list `items`, under `name`; `what` is the word for one name.
    """

    path: str
    of: str
    by: str
    items: str
    what: str
    keys: bool = False
    name: str = "name"


@record(kw_only=True)
class Traits:
    """What a class line declares of a kind: its endpoints, and how its objects behave as a whole.

    - `spelling`: how the API spells the properties' names.
    - `lenient`: a field that an answer lacks keeps its value in state.
    - `nested`: the key of the answer's data that may hold further fields.
    - `pick`: answers hold the parent, and the object is an item of one of its lists.
    - `pending`: a new object may not be readable yet, so a missing answer does not mean that it is gone.
    - `checks`: which values of its properties fit together.
    - `unique`: the property that no two objects share; it identifies an object whose ID the server makes up.
    - `dependents`: running objects that a change would disturb. `among`: names that must appear in lists of other objects.
    - `entry`: answers hold the parent, and the object is an entry of one of its lists that has no ID.
    - `reviews`: how changes can go through reviews.
    """

    endpoints: Endpoints
    spelling: Callable[[str], str] = camel_case
    lenient: bool = False
    nested: str | None = None
    pick: Pick | None = None
    pending: bool = False
    checks: tuple[Check, ...] = ()
    unique: str | None = None
    dependents: Dependents | None = None
    among: tuple[Among, ...] = ()
    entry: Entry | None = None
    reviews: Reviews | None = None


@record
class Declaration:
    """A resource class as declared; its shapes are built when the kind is first used."""

    traits: Traits
    options: Mapping[str, Options]
    annotations: Mapping[str, Any]


@record
class Kind(Traits):
    """One kind of API object: its fields, and its traits."""

    name: str
    fields: tuple[Field, ...]

    @property
    def label(self) -> str:
        """The kind's name for messages, such as ``Gate``."""
        return self.name.rpartition(":")[2]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by the program's names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def inputs(self) -> tuple[Field, ...]:
        """The fields that a program sets."""
        return tuple(field for field in self.fields if field.options.input)

    @cached_property
    def settable(self) -> frozenset[str]:
        """The names of the fields that a program sets."""
        return frozenset(field.name for field in self.inputs)

    @cached_property
    def outputs(self) -> frozenset[str]:
        """The names of the fields that the API alone sets."""
        return frozenset(self.by_name) - self.settable

    @cached_property
    def policies(self) -> tuple[Field, ...]:
        """The inputs that only tell the provider how to handle the object; the API does not know them."""
        return tuple(field for field in self.inputs if field.options.policy)

    @cached_property
    def record(self) -> Record:
        """All inputs as one shape, for validation."""
        members = tuple(Member(field.name, field.sent, field.shape, field.required) for field in self.inputs)
        spellings = {spelling: field.name for field in self.fields if not field.options.own for spelling in (field.sent, field.read)}
        return Record(self.label, members, (*self.checks, *self._alternatives, Unclaimed(EXTRA, spellings)))

    @property
    def _alternatives(self) -> tuple[Check, ...]:
        pairs = {tuple(sorted((field.name, field.options.alternative))) for field in self.inputs if field.options.alternative}
        return tuple(Alternatives(second, first) for first, second in sorted(pairs))

    @cached_property
    def deltas(self) -> tuple[Field, ...]:
        """The inputs that are lists and change by adding and removing elements."""
        return tuple(field for field in self.inputs if field.options.delta)

    @cached_property
    def addressing(self) -> tuple[Field, ...]:
        """The inputs that fill placeholders of paths: mostly the parent's ID."""
        return tuple(field for field in self.inputs if field.options.address)

    @cached_property
    def lifecycle(self) -> Field | None:
        """The field that declares the state of the kind's lifecycle."""
        return next((field for field in self.inputs if field.options.machine), None)

    @cached_property
    def created(self) -> Field | None:
        """The field that says when the object was created."""
        return next((field for field in self.fields if field.options.created), None)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """The names of the fields that are encrypted in state."""
        return tuple(field.name for field in self.fields if field.options.secret)

    def outputs_showing(self, name: str) -> list[str]:
        """The outputs that show an input's value: its own, the one in another notation, and those that repeat a part of it."""
        return [each.name for each in self.fields if name in (each.name, each.options.alternative, *each.options.repeats)]

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The inputs that decide the object's ID; empty when the server makes it up."""
        parts = self.endpoints.identity.parts()
        fields = [next((field for field in self.inputs if part in {field.name, field.sent}), None) for part in parts]
        if not parts or any(field is None for field in fields):
            return ()
        named = [field for field in fields if field is not None]
        return tuple(field.name for field in named)

    @cached_property
    def naming_inputs(self) -> tuple[str, ...]:
        """The inputs that decide the object's ID, and the inputs that the API derives these from when they are left out."""
        return tuple(dict.fromkeys(name for own in self.naming for name in (own, self.by_name[own].options.slug_of) if name))

    @property
    def can_be_found(self) -> bool:
        """Whether the program's values identify the object, so that an object can be found that no stack holds."""
        endpoints = self.endpoints
        telling = (endpoints.read or endpoints.listing) and not (endpoints.restores or endpoints.once)
        return bool(telling and (self.naming or (self.unique and (endpoints.listing or self.pick))))

    @property
    def is_made_up(self) -> bool:
        """Whether the API makes up the ID of a new object, so that a repeated create makes a second object."""
        endpoints = self.endpoints
        return bool(endpoints.create and endpoints.identity.parts() and not (self.naming or endpoints.restores or endpoints.once))

    def operations(self) -> tuple[Operation, ...]:
        """Every operation that resources of this kind may send."""
        own: list[Operation] = list(self.endpoints.operations())
        for field in self.inputs:
            own += [each for each in (field.options.sent_by, field.options.triggers) if each]
            own += [each for move in field.options.machine.moves for each in move.operations] if field.options.machine else []
        own += [self.dependents.listing] if self.dependents else []
        own += self.reviews.operations() if self.reviews else []
        return tuple(dict.fromkeys(own))

    @property
    def evades_reviews(self) -> bool:
        """Whether its operations change objects of another kind and bypass the reviews of that kind."""
        return self.reviews is None and any(goes_beside(reviewed_in(self.name.partition(":")[0]), each) for each in self.operations())


@cache
def reviewed_in(package: str) -> tuple[Reviews, ...]:
    """The reviews of all kinds of a package; loads the whole package."""
    return tuple(kind.reviews for kind in kinds_in(import_module(package)) if kind.reviews)


@cache
def kind_named(name: str) -> Kind:
    """The kind with this name in state.

    Raises:
        DeclarationError: its package is not installed, or has no such class.
    """
    package, _, class_name = name.partition(":")
    try:
        return kind_of(getattr(import_module(package), class_name))
    except (ImportError, AttributeError) as error:
        raise DeclarationError(
            f"{package} has no resource class {class_name}: is the package installed, and as new as the stack?"
        ) from error


def kind_typed(type_: str) -> Kind | None:
    """The kind of a Pulumi type; None for types of other providers, and for kinds that only a newer package has."""
    label = label_in(type_)
    try:
        return kind_named(f"{PACKAGE}:{label}") if label else None
    except DeclarationError:
        return None


def classes_in(package: ModuleType) -> list[type]:
    """The resource classes of a package that declare a kind, sorted by name; actions are among them."""
    found = (getattr(package, name) for name in sorted(dir(package)))
    return [each for each in found if isinstance(each, type) and "__declaration__" in vars(each)]


def kinds_in(package: ModuleType) -> list[Kind]:
    """All kinds that a package declares, sorted by name."""
    return [kind_of(each) for each in classes_in(package)]


def secret_names() -> frozenset[str]:
    """The API's names of all properties that a kind of the package declares as secrets."""
    kinds = kinds_in(import_module(PACKAGE))
    return frozenset(name for kind in kinds for field in kind.fields if field.options.secret for name in (field.sent, field.read))


def kind_of(owner: type) -> Kind:
    """The kind that a resource class declares."""
    if owner not in _kinds:
        _kinds[owner] = _built(owner)
    return _kinds[owner]


_kinds: dict[type, Kind] = {}


def _built(owner: type) -> Kind:
    declaration: Declaration | None = owner.__dict__.get("__declaration__")
    if declaration is None:
        raise DeclarationError(f"{owner.__name__} is no resource class")
    traits = declaration.traits
    shapes = {name: shape_of(get_args(annotation)[0]) for name, annotation in declaration.annotations.items()}
    fields = tuple(
        Field(name, traits.spelling(name), shapes[name], options, admits_none(get_args(declaration.annotations[name])[0]))
        for name, options in as_served(declaration).items()
    )
    is_shown = bool(traits.endpoints.read or traits.endpoints.listing)
    return Kind(name_of(owner), fields, **vars(replace(traits, lenient=traits.lenient or not is_shown)))


def as_served(declaration: Declaration) -> dict[str, Options]:
    """The options of all fields. Where the kind has no update, a change of `extra` replaces the object."""
    fixed = not (declaration.traits.endpoints.update or declaration.traits.endpoints.full)
    return {name: replace(each, replace=True) if each.spread and fixed else each for name, each in declaration.options.items()}


def name_of(owner: type) -> str:
    """The name under which state knows a resource class."""
    return f"{owner.__module__.partition('.')[0]}:{owner.__name__}"

"""The base class of all resources."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pulumi.dynamic
from typing_extensions import Self, dataclass_transform, get_annotations

import pulumi
from statsig_console.declaring.annotations import Json, JsonObject, ManySet
from statsig_console.declaring.endpoints import Endpoints, action
from statsig_console.declaring.fields import UNMANAGED, Field, Options, Out, Prop, output, prop
from statsig_console.declaring.kinds import Declaration, Kind, Traits, kind_of
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.marks import Local, Place, Policy, Spread
from statsig_console.declaring.paths import path_problem
from statsig_console.declaring.shapes import WITHHELD
from statsig_console.stack.projects import Project, current_project
from statsig_console.stack.settings import OnDestroy

from .errors import DeclarationError, InputError
from .mistakes import watch
from .program import demand_configuration, demand_one_owner
from .provider import ConsoleProvider
from .serving import PROJECT
from .state_keys import MANAGED, ORIGINAL, PROVIDER_KEY, SEALED, TYPE, UNMADE
from .values import root

FRAMES = 9
"""How many frames Pulumi sees when a resource is declared: six from the constructor on, and the innermost ones of the program."""


def _positional(*, kw_only: bool) -> Any: ...


@dataclass_transform(kw_only_default=True, field_specifiers=(prop, output, _positional))
class Fields:
    """Declares fields that several resource classes share. For type checkers they are arguments of the constructor."""

    __options__: ClassVar[Mapping[str, Options]] = {}
    __annotated__: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls, **arguments: Any) -> None:
        # Pulumi would take annotations for the types of outputs, so they are kept in another attribute.
        cls.__options__ = {name: value for name, value in vars(cls).items() if isinstance(value, Options)}
        cls.__annotated__ = dict(get_annotations(cls, eval_str=True))
        cls.__annotations__ = {}
        super().__init_subclass__(**arguments)


class ConsoleResource(Fields, pulumi.dynamic.Resource):
    """An object of the Console API as a Pulumi resource.

    A subclass names its endpoints in the class line, ``class Tag(ConsoleResource, endpoints=collection("tags"))``, and declares one
    line per property. `Traits` lists what else a class line may say.
    """

    adopt_existing: Prop[bool | None] = prop(Policy(), default=UNMANAGED)
    """Whether a create that finds the object in the project takes it over, instead of stopping. Left out, the setting
    `statsig:adoptExisting` decides."""

    __declaration__: ClassVar[Declaration]

    extra: Prop[JsonObject | None] = prop(Spread(), default=UNMANAGED)
    """Properties that this package does not know yet, by the API's names: `extra={"newField": 1}`. They are sent as they are. Those
    that answers hold are compared."""

    project: Prop[str | None] = prop(Place(), default=UNMANAGED)
    """The stack's project that the object is in, as in `project=statsig.Project("eu")`; left out, the stack's own. A new value
    creates a new object there."""

    if TYPE_CHECKING:
        resource_name: str = _positional(kw_only=False)
        opts: pulumi.ResourceOptions | None = None

    def __init_subclass__(cls, **traits: Any) -> None:
        super().__init_subclass__(module="statsig", name=cls.__name__)
        annotations: dict[str, Any] = {}
        options: dict[str, Options] = {}
        for base in reversed(cls.__mro__):
            options |= base.__dict__.get("__options__", {})
            annotations |= {name: value for name, value in base.__dict__.get("__annotated__", {}).items() if name in options}
        if wrong := {"id", "urn", "resource_name", "opts"} & options.keys() or options.keys() - annotations.keys():
            raise DeclarationError(f"{cls.__name__}: {', '.join(sorted(wrong))} cannot be declared so")
        options = dict(sorted(options.items(), key=lambda each: each[1].own))
        cls.__declaration__ = Declaration(Traits(**traits), options, annotations)
        for name, each in options.items():
            setattr(cls, name, (Prop if each.input else Out)(partial(field_of, cls, name)))

    if not TYPE_CHECKING:

        def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **properties: Any) -> None:
            properties = {**properties, **placed(properties.get(PROJECT))}
            kind = kind_of(type(self))
            demand_one_owner(kind, resource_name, properties)
            inputs = encoded(kind, resource_name, properties)
            register(self, kind, resource_name, inputs, opts)
            watch(self, kind, resource_name, inputs)

    @classmethod
    def get(
        cls, resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None, *, project: str | None = None
    ) -> Self:
        """An existing object, by its Pulumi ID. The program can use its outputs, and does not manage it."""
        properties = placed(project)
        resource = cls.__new__(cls)
        register(resource, kind_of(cls), resource_name, properties, pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)))
        return resource


def placed(project: Any) -> dict[str, str]:
    """The property that names a resource's project: as the program says, else from the enclosing ``with``; empty without either.

    Raises:
        InputError: the project is an Output, or the stack is not configured for it.
    """
    if isinstance(project, pulumi.Output):
        raise InputError('project is an Output, whose value comes later; a project is known by its name, as in statsig.Project("eu").')
    name = current_project() if project is None else Project(project)
    demand_configuration(name)
    return {PROJECT: str(name)} if name else {}


def register(
    resource: ConsoleResource, kind: Kind, resource_name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions | None
) -> None:
    """Registers a resource with Pulumi: its inputs, an entry for each output, and which of them are secret.

    It does what `pulumi.dynamic.Resource` does, without pickling the provider for each resource. The constructor must call it directly,
    so that Pulumi finds the program's line that declares the resource.
    """
    merged = pulumi.ResourceOptions.merge(opts, None)
    # Pulumi reads this list once all inputs are known. By then it also names those whose Outputs turned out to be secret.
    secrets = merged.additional_secret_outputs = [*(merged.additional_secret_outputs or ()), *kind.secrets]
    marked: set[str] = set()
    given = {name: observed(value, partial(seal, kind, name, secrets, marked)) for name, value in inputs.items()}
    if parts := list(outputs_within(given)):
        given[SEALED] = pulumi.Output.from_input(once_known(parts, marked))
        if not pulumi.runtime.is_dry_run():
            given[UNMADE] = pulumi.Output.from_input(not_known(inputs))
    given |= {name: pulumi.Output.secret(given[name]) for name in kind.secrets if given.get(name) is not None}
    places = dict.fromkeys([*(field.name for field in kind.fields), MANAGED])
    properties = {**places, **given, PROVIDER_KEY: provider_text(kind.name)}
    with short_stack:
        pulumi.CustomResource.__init__(resource, TYPE + kind.label, resource_name, properties, merged)
    outputs = resource.__dict__
    wait_for_one(outputs, ("id", *properties))
    decoded = {field.name: outputs[field.name].apply(field.decoded) for field in kind.fields if field.has_json}
    outputs.update(decoded)
    wait_for_one(outputs, decoded)
    for path in (opts and opts.ignore_changes) or ():
        if root(path) != PROJECT and (reason := path_problem(kind.record, path)):
            pulumi.log.warn(f"ignore_changes {path} ignores nothing: {reason}", resource)


def seal(kind: Kind, name: str, secrets: list[str], marked: set[str]) -> None:
    """Adds the outputs that show a secret input to the secrets, and the input to those that are marked."""
    secrets += [*kind.outputs_showing(name), ORIGINAL]
    marked.add(name)


async def once_known(outputs: Iterable[pulumi.Output[Any]], marked: Collection[str]) -> list[str] | None:
    """The names in `marked`, once each Output has said whether it is secret and so marked its input; None where none is."""
    for each in outputs:
        await each.is_secret()
    return sorted(marked) or None


async def not_known(inputs: Mapping[str, Any]) -> list[str] | None:
    """The names of the inputs in which an Output has no value, although this is no preview; None where all have one.

    So it is where `--target` or `--exclude` leave out the resource that has the Output, and nothing has made that resource yet.
    """
    return [name for name, value in inputs.items() if not all([await each.is_known() for each in outputs_within(value)])] or None


def outputs_within(value: Any) -> Iterator[pulumi.Output[Any]]:
    """All Outputs in a value, at any depth."""
    if isinstance(value, pulumi.Output):
        yield value
    elif isinstance(value, (Mapping, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from outputs_within(each)


def observed(value: Any, note: Callable[[], None]) -> Any:
    """A value that calls `note` before Pulumi sends it, if an Output in it is secret."""
    if isinstance(value, Mapping):
        return {name: observed(each, note) for name, each in value.items()}
    if isinstance(value, list):
        return [observed(each, note) for each in value]
    if not isinstance(value, pulumi.Output):
        return value

    async def is_secret() -> bool:
        if secret := await value.is_secret():
            note()
        return secret

    return pulumi.Output(value.resources(), value.future(with_unknowns=True), value.is_known(), is_secret())


def wait_for_one(outputs: Mapping[str, Any], names: Iterable[str]) -> None:
    """Makes the end of a program wait for one Output of a resource, its URN, instead of for each.

    All Outputs of a resource become known at the same moment. While Pulumi's SDK waits, it goes through all unknown Outputs each time
    one becomes known: a preview of 1,000 gates took a sixth longer. Releases before 3.269 cannot leave an Output out.
    """
    # Looked up on the class, since an Output itself has every attribute, as an attribute of its value.
    if leave_out := getattr(pulumi.Output, "_untrack", None):
        for name in names:
            leave_out(outputs[name])


class _ShortStack:
    """Lets Pulumi see only the innermost frames of the program while a resource is declared.

    Otherwise Pulumi keeps the whole call stack in state: for each resource the same kilobyte of frames of Pulumi and asyncio. Python has
    one such limit per process, and several threads may run programs. So the first one sets the limit and the last one restores it,
    unless other code has changed it meanwhile.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before: int | None = None

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._before = getattr(sys, "tracebacklimit", None)
                sys.tracebacklimit = FRAMES

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside or getattr(sys, "tracebacklimit", None) != FRAMES:
                return
            if self._before is None:
                del sys.tracebacklimit
            else:
                sys.tracebacklimit = self._before


short_stack = _ShortStack()


@cache
def provider_text(kind: str) -> str:
    """The provider of a kind as state holds it."""
    return ConsoleProvider(kind).text


def encoded(kind: Kind, resource_name: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The program's values in state's form.

    Unknown names are passed on without their values, so that the preview reports them with all other mistakes.

    Raises:
        InputError: JSON has no such value, or Pulumi would change it; the sentence names the resource and the path.
    """
    values: dict[str, Any] = {}
    for name, value in properties.items():
        field = kind.by_name.get(name)
        if field is None:
            values[name] = None if value is None else WITHHELD
        else:
            values[name] = None if value is None else field.shape.encode(value, f'{kind.label} "{resource_name}": {name}')
    return values


def field_of(owner: type, name: str) -> Field:
    """The field that a resource class declares for a property."""
    return kind_of(owner).by_name[name]


class FullUpdates(Fields):
    """For kinds that the API can update in part (PATCH) or in full (POST)."""

    update_style: Prop[Literal["partial", "full"] | None] = prop(Local(), default=UNMANAGED)
    """How changes are sent: only the changed properties (`partial`), or the whole object (`full`), with the present values of
    properties that the program does not manage. Left out, it is partial where that suffices."""


class Archivable(Fields):
    """For kinds whose lifecycle has an archived state."""

    on_destroy: Prop[OnDestroy | None] = prop(Policy(), default=UNMANAGED)
    """Whether an object that leaves the stack is deleted, archived or kept. Left out, the setting `statsig:onDestroy` decides."""


class Reviewed(Fields):
    """For kinds whose changes somebody can review before they are made.

    `reviewed` says whether changes go through reviews; `review_description`, `reviewers` and `reviewer_groups` describe the reviews.
    Where a property is left out, the stack's setting counts.
    """

    reviewed: Prop[bool | None] = prop(Policy(), default=UNMANAGED)
    """Whether changes are proposed in a review, and made once somebody has accepted them. Left out, `statsig:reviews` decides."""
    review_description: Prop[Annotated[str, MinLen(1), MaxLen(2000)] | None] = prop(Policy(), default=UNMANAGED)
    """The text that tells reviewers about the change. Left out, it is the text of `statsig:reviewDescription`."""
    reviewers: Prop[ManySet[str] | None] = prop(Policy(), default=UNMANAGED)
    """The IDs of the people who are asked to review. Left out, they are those of `statsig:reviewers`."""
    reviewer_groups: Prop[ManySet[str] | None] = prop(Policy(), default=UNMANAGED)
    """The IDs of the groups that are asked to review. Left out, they are those of `statsig:reviewerGroups`."""


class Protecting(Fields):
    """For kinds that running experiments depend on."""

    when_running: Prop[Literal["refuse", "warn", "allow"] | None] = prop(Policy(), default=UNMANAGED)
    """Whether a change that would disturb a running experiment is refused, only reported in the preview (`warn`), or allowed without
    a check. Left out, `statsig:whenRunning` decides."""


class ConsoleAction(ConsoleResource, endpoints=Endpoints()):
    """An action: it runs when the resource is created, and again when one of its inputs changes.

    The resource records the answer, and does nothing when it is destroyed. A subclass names its operation:
    ``class ExperimentReset(ConsoleAction, runs="PUT /experiments/{id}/reset")``.
    """

    triggers: Prop[Json | None] = prop(Local(), default=UNMANAGED)
    """Any value. When it changes, the action runs again. It stays in state and is never sent."""

    message: Out[str] = output()
    """The API's message about the action."""

    def __init_subclass__(cls, *, runs: str, **traits: Any) -> None:
        super().__init_subclass__(endpoints=action(runs), lenient=True, **traits)

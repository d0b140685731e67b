"""Small resource classes: one per mechanism of the engine, on operations that the emulator serves."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ByServer, JsonList, JsonObject, Many, ManySet
from statsig_console.declaring.combinations import needed_when, only_when
from statsig_console.declaring.endpoints import Deltas, Endpoints, Fingerprint, Named, collection, inside, overriding, singleton
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.kinds import Pick
from statsig_console.declaring.lifecycle import IdIn, Machine, move
from statsig_console.declaring.limits import Ge, Le, MinLen
from statsig_console.declaring.marks import AddedTo, AsList, Ignored, InQuery, Local, Lock, Part, Policy, SentBy, Triggers
from statsig_console.declaring.operations import operation
from statsig_console.declaring.shapes import Opposes
from statsig_console.resource import ConsoleAction, ConsoleResource, FullUpdates
from statsig_console.values import as_written


class Condition(TypedDict):
    """A condition of a rule."""

    type: Input[str]
    operator: NotRequired[Annotated[Input[str], ByServer()]]
    target_value: NotRequired[Input[Many[str] | Many[float] | str | float | None]]
    field: NotRequired[Annotated[Input[str | None], ByServer()]]
    custom_id: NotRequired[Annotated[Input[str | None], ByServer()]]


class Rule(TypedDict):
    """A rule of a flag."""

    name: Input[str]
    pass_percentage: Input[Annotated[float, Ge(0), Le(100)]]
    conditions: Input[Many[Condition]]
    return_value: NotRequired[Annotated[Input[JsonObject], ByServer()]]
    base_id: NotRequired[Annotated[Input[str], ByServer()]]
    id: NotRequired[Annotated[Input[str], ByServer()]]


FLAG_STATES = Machine(
    initial="enabled",
    created_with={"enabled": {"isEnabled": True}, "disabled": {"isEnabled": False}},
    status="status",
    reads={"In Progress": "enabled", "Disabled": "disabled", "Launched": "launched", "Archived": "archived"},
    frozen=frozenset({"archived"}),
    moves=(
        move("launched disabled", "enabled", "PUT /gates/{id}/enable"),
        move("enabled launched", "disabled", "PUT /gates/{id}/disable"),
        move("enabled disabled", "launched", "PUT /gates/{id}/launch"),
        move("enabled disabled launched", "archived", "PUT /gates/{id}/archive", sends={"archiveReason": "archive_reason"}),
        move("archived", "enabled", "PUT /gates/{id}/unarchive", sends={}),
    ),
)


class Flag(FullUpdates, ConsoleResource, endpoints=collection("gates", full=True)):
    """A collection with a lifecycle, a derived ID, and updates in part or in full."""

    name: Prop[Annotated[str, MinLen(3)]] = prop()
    flag_id: Prop[str] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[str] = prop(default="")
    id_type: Prop[str] = prop(default="userID")
    rules: Prop[Many[Rule]] = prop(default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id")))
    lifecycle: Prop[Literal["enabled", "disabled", "launched", "archived"]] = prop(default="enabled", machine=FLAG_STATES)
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)

    status: Out[str] = output()
    is_enabled: Out[bool] = output(repeated=True)


class Label(ConsoleResource, endpoints=collection("tags")):
    """A collection whose IDs the server makes up."""

    name: Prop[str] = prop()
    description: Prop[str] = prop(default="")
    is_core: Prop[bool] = prop(default=False)


class Token(ConsoleResource, endpoints=collection("keys", identity=Fingerprint("key", prefix="token"))):
    """An object whose own id is a secret, with an operation that a new value starts."""

    description: Prop[str] = prop()
    type: Prop[Literal["SERVER", "CLIENT", "CONSOLE"]] = prop(replace=True)
    scopes: Prop[ManySet[str]] = prop(default=[])
    lifecycle: Prop[Literal["active", "deactivated"]] = prop(
        default="active",
        machine=Machine("active", (move("active", "deactivated", "PATCH /keys/{id}/deactivate"),), "status"),
    )
    rotation: Prop[str | None] = prop(Triggers("PATCH /keys/{id}/rotate"), default=UNMANAGED)

    key: Out[str] = output(secret=True)


class Hour(ConsoleResource, endpoints=singleton("ingestion/schedule", "dataset"), spelling=as_written):
    """An object that always exists, once per query key."""

    dataset: Prop[str] = prop(replace=True, always=True)
    scheduled_hour_pst: Prop[Annotated[float, Ge(0), Le(23)]] = prop(default=10)


class Audience(ConsoleResource, endpoints=collection("segments").but(update=None)):
    """An object without an update, except for a list with an operation of its own."""

    name: Prop[str] = prop(replace=True)
    type: Prop[Literal["id_list", "rule_based"]] = prop(replace=True)
    audience_id: Prop[str] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[str] = prop(default="")
    rules: Prop[Many[Rule]] = prop(
        SentBy("POST /segments/{id}/conditional"), default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id"))
    )
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)


MEMBERS = Endpoints(
    create=operation("PATCH /segments/{id}/id_list"),
    read=operation("GET /segments/{id}/id_list"),
    deltas=Deltas(operation("PATCH /segments/{id}/id_list"), operation("DELETE /segments/{id}/id_list"), batch=3),
    identity=Named(("audience",), ("id",)),
    paged="ids",
    page_size=2,
)


class Members(ConsoleResource, endpoints=MEMBERS):
    """A long list that changes by what is added and removed, and is read in pages."""

    audience: Prop[str] = prop(address="id", replace=True)
    ids: Prop[ManySet[str]] = prop(delta="ids")


class Overrides(ConsoleResource, endpoints=overriding("/gates/{id}/overrides", "flag")):
    """Two lists that are sent together."""

    flag: Prop[str] = prop(address="id", replace=True)
    passing: Prop[Annotated[ManySet[str], Opposes("failing")]] = prop(default=[], sent="passingUserIDs", delta="users")
    failing: Prop[ManySet[str]] = prop(default=[], sent="failingUserIDs", delta="users")


class FlagRule(
    ConsoleResource,
    endpoints=inside("POST /gates/{id}/rule", "/gates/{id}", "/gates/{id}/rules/{ruleID}", "flag", "id"),
    pick=Pick("rules", "id"),
):
    """An object that the API only shows inside its parent."""

    flag: Prop[str] = prop(address="id", replace=True)
    name: Prop[str] = prop()
    pass_percentage: Prop[float] = prop(default=0)
    conditions: Prop[Many[Condition]] = prop(default=[])

    rule_id: Out[str] = output(read="id")
    base_id: Out[str] = output()


class Store(ConsoleResource, endpoints=collection("param_stores", key="name", placeholder="name", update="POST").but(delete=None)):
    """An object that cannot be deleted."""

    name: Prop[str] = prop(replace=True)
    display_name: Prop[str] = prop(replace=True)
    description: Prop[str] = prop(default="")
    parameters: Prop[JsonList] = prop(default=UNMANAGED, later=True)


PEOPLE = Endpoints(
    create=operation("POST /users/invite"),
    read=operation("GET /users/{email}"),
    update=operation("POST /users/{email}"),
    identity=Named(("email",), ("email",)),
)


class Person(ConsoleResource, endpoints=PEOPLE, pending=True, lenient=True):
    """An object that cannot be read for a while after it was made."""

    email: Prop[str] = prop(AsList(), sent="emails", read="email", replace=True)
    role: Prop[str] = prop(default=UNMANAGED)
    first_name: Prop[str] = prop(default=UNMANAGED, later=True)


class Launch(ConsoleAction, runs="PUT /gates/{id}/launch"):
    """An action."""

    flag: Prop[str] = prop(address="id")

    status: Out[str] = output()


class Group(TypedDict):
    """A group of a contest."""

    name: Input[str]
    id: NotRequired[Annotated[Input[str], ByServer()]]


class Contest(ConsoleResource, endpoints=collection("contests")):
    """A lifecycle that ends by naming an element of a list. No operation serves it."""

    name: Prop[str] = prop()
    groups: Prop[Many[Group]] = prop(default=UNMANAGED)
    winner: Prop[str | None] = prop(default=UNMANAGED, only_with="over")
    phase: Prop[str] = prop(
        default="running",
        machine=Machine("running", (move("running", "over", "PUT /contests/{id}/end", sends={"id": IdIn("winner", "groups")}),), "phase"),
    )


class Everything(
    ConsoleResource,
    endpoints=collection("things", full=True),
    checks=(only_when("share table", "source", "delta"), needed_when("query", "source", "sql", None)),
):
    """One property per option, for decisions that need no request. No operation serves it."""

    name: Prop[str] = prop()
    thing_id: Prop[str] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    source: Prop[str] = prop(default=UNMANAGED)
    share: Prop[str] = prop(default=UNMANAGED)
    table: Prop[str] = prop(default=UNMANAGED)
    query: Prop[str] = prop(default=UNMANAGED)
    title: Prop[str] = prop(default=UNMANAGED, sent="heading", read="shownAs")
    secret_text: Prop[str] = prop(default=UNMANAGED, secret=True, returned=False)
    owner_id: Prop[str] = prop(default=UNMANAGED, null=True)
    app_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, null=True)
    kept: Prop[str] = prop(default=UNMANAGED, always=True)
    late: Prop[str] = prop(default=UNMANAGED, later=True)
    single: Prop[str] = prop(AsList(), default=UNMANAGED)
    noted: Prop[str] = prop(Local(), default=UNMANAGED)
    handling: Prop[str] = prop(Policy(), default=UNMANAGED)
    dry_run: Prop[bool] = prop(InQuery(), default=UNMANAGED)
    state_name: Prop[str] = prop(default=UNMANAGED, server_values=("STALE",))
    words: Prop[str] = prop(default=UNMANAGED, same=lambda old, new: old.lower() == new.lower())
    groups: Prop[Many[str]] = prop(Part("id"), default=UNMANAGED)
    whole_only: Prop[str] = prop(default=UNMANAGED, in_full=True)
    weight: Prop[float] = prop(Ignored({"source": "auto"}), default=UNMANAGED)
    height: Prop[float] = prop(Ignored({"source": ("auto", "copied"), "table": "t"}), default=UNMANAGED)
    guests: Prop[Many[str]] = prop(AddedTo({"source": "auto"}), default=UNMANAGED)
    chosen: Prop[str] = prop(default=UNMANAGED, from_answer=lambda answer: (answer.get("choice") or {}).get("name"))
    value: Prop[JsonObject] = prop(default=UNMANAGED)
    value_text: Prop[str] = prop(default=UNMANAGED, alternative="value")
    settings: Prop[Mapping[str, Input[str]]] = prop(default=UNMANAGED)
    sealed: Prop[str] = prop(Lock(("running",), "stop it first"), default=UNMANAGED)
    phase: Prop[Literal["setup", "running", "done"]] = prop(
        default=UNMANAGED,
        machine=Machine(
            "setup",
            (
                move("setup", "running", "PUT /things/{id}/start"),
                move("running", "done", "PUT /things/{id}/stop", sends={"winner": "winner"}),
                move("done", "setup", "PUT /things/{id}/reset", deliberate=True),
            ),
            status="phase",
            advice="declare setup first",
        ),
    )
    winner: Prop[str] = prop(default=UNMANAGED, only_with="done", from_answer=lambda answer: answer.get("winner"))

    version: Out[float] = output(repeated=True)
    seen: Out[Sequence[str]] = output(read="seenBy")

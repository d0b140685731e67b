"""The base class of resources: what a program's values become on their way to Pulumi, and back."""

from __future__ import annotations

import inspect
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import mocks as pulumi_mocks
from pulumi.runtime import resource as runtime_resource
from pulumi.runtime import settings as pulumi_settings

import pulumi
import pulumi_statsig_console as statsig
from statsig_console import resource as resource_module
from statsig_console.declaring.fields import Out, Prop
from statsig_console.errors import InputError
from statsig_console.provider import ConsoleProvider
from statsig_console.state_keys import SEALED, UNMADE

from .samples import Everything, Flag, Label, Launch, Token

ALL: dict[str, Any] = {"null": None, "big": 2**70 + 1, "float": 1.5, "text": "ü\u2028", "deep": [[], {}, [None, {"a": False}]]}


class Console(pulumi_mocks.Mocks):
    """Pulumi's mocks: every resource comes out as it went in, with some outputs that the API would add."""

    def __init__(self) -> None:
        self.inputs: dict[str, dict[str, Any]] = {}
        self.types: dict[str, str] = {}
        self.providers: dict[str, Any] = {}
        self.adds: dict[str, Any] = {}

    def new_resource(self, args: pulumi_mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        inputs = {name: value for name, value in args.inputs.items() if name != "__provider"}
        self.inputs[args.name], self.types[args.name] = inputs, args.typ
        self.providers[args.name] = args.inputs.get("__provider")
        return args.resource_id or f"{args.name}-id", {**inputs, **self.adds}

    def call(self, args: pulumi_mocks.MockCallArgs) -> Any:
        raise AssertionError(f"{args.token} was not expected")


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[Console]:
    """Pulumi under mocks, and no key anywhere."""
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)
    console = Console()
    pulumi_mocks.set_mocks(console, preview=False)
    yield console
    pulumi_settings.reset_options()


def run(program: Callable[[], dict[str, Any]]) -> dict[str, tuple[Any, bool]]:
    """The values of a program's Outputs, and whether each is secret."""
    found: dict[str, tuple[Any, bool]] = {}

    @pulumi.runtime.test
    def wait() -> Any:
        outputs = program()

        async def read() -> None:
            for name, output in outputs.items():
                found[name] = (await output.future(), await output.is_secret())

        return pulumi.Output.from_input(read())

    wait()
    return found


def later(value: Any) -> Any:
    """An Output of another resource, as it were."""
    return pulumi.Output.from_input(value)


def test_inputs_reach_pulumi_in_states_form(console: Console) -> None:
    """JSON travels as canonical text, everything else as it was written; what is left out is not there."""
    run(lambda: {"id": Everything("one", name="One", value=ALL, settings={"user_id": "u"}, app_ids=["a"], weight=2).id})

    assert console.inputs["one"] == {
        "name": "One",
        "value": '{"null":null,"big":1180591620717411303425,"float":1.5,"text":"ü\u2028","deep":[[],{},[null,{"a":false}]]}',
        "settings": {"user_id": "u"},
        "app_ids": ["a"],
        "weight": 2,
    }
    assert console.types["one"] == "pulumi-python:dynamic/statsig:Everything"


def test_outputs_may_sit_at_any_depth(console: Console) -> None:
    """In lists, in nested objects, in JSON, and as awaitables."""

    async def awaited() -> str:
        return "awaited"

    def program() -> dict[str, Any]:
        rule: Any = {
            "name": later("r"),
            "pass_percentage": 5,
            "conditions": [later({"type": "user_id", "target_value": ["u", later("v")]})],
            "return_value": {"on": later(True), "deep": [{"x": later(None)}]},
        }
        flag = Flag("one", name=later("One"), rules=[rule, later(rule)], tags=later(["a", later("b")]), description=awaited())
        thing = Everything("two", name="Two", value=later({"a": [1, None]}))
        return {"flag": flag.id, "thing": thing.id}

    run(program)

    rule = {
        "name": "r",
        "pass_percentage": 5,
        "conditions": [{"type": "user_id", "target_value": ["u", "v"]}],
        "return_value": '{"on":true,"deep":[{"x":null}]}',
    }
    assert console.inputs["one"] == {"name": "One", "rules": [rule, rule], "tags": ["a", "b"], "description": "awaited"}
    assert console.inputs["two"] == {"name": "Two", "value": '{"a":[1,null]}'}


def test_outputs_are_decoded_for_the_program(console: Console) -> None:
    """The program reads back what it wrote, digit by digit, and what the API adds."""
    console.adds = {"version": 3.0, "seen": ["a"], "status": "In Progress"}

    def program() -> dict[str, Any]:
        thing = Everything("one", name="One", value=ALL)
        flag = Flag("two", name="Two", rules=[{"name": "r", "pass_percentage": 1, "conditions": [], "return_value": {"n": None}}])
        return {"value": thing.value, "version": thing.version, "seen": thing.seen, "rules": flag.rules, "status": flag.status}

    found = run(program)

    assert {name: value for name, (value, _) in found.items()} == {
        "value": ALL,
        "version": 3,
        "seen": ["a"],
        "rules": [{"name": "r", "pass_percentage": 1, "conditions": [], "return_value": {"n": None}}],
        "status": "In Progress",
    }


def test_unset_properties_are_none(console: Console) -> None:
    """Also those that would be decoded."""
    found = run(lambda: {"value": (thing := Everything("one", name="One")).value, "title": thing.title})

    assert found == {"value": (None, False), "title": (None, False)}


def test_secret_inputs_are_sealed(console: Console) -> None:
    """The program need not say that a secret is one; the rest of the resource stays readable."""
    found = run(lambda: {"secret": (thing := Everything("one", name="One", secret_text="hush")).secret_text, "name": thing.name})

    assert found == {"secret": ("hush", True), "name": ("One", False)}


def test_a_secret_inside_json_keeps_the_property_secret(console: Console) -> None:
    """Making a text of it must not make it readable."""
    found = run(lambda: {"value": Everything("one", name="One", value={"token": pulumi.Output.secret("hush")}).value})

    assert found == {"value": ({"token": "hush"}, True)}


def test_inputs_name_what_the_program_marks_as_secret(console: Console) -> None:
    """A dynamic provider gets no marks; what is no secret, and what is always one, is not named."""

    def program() -> dict[str, Any]:
        hush = pulumi.Output.secret
        marked = Flag("marked", name=later("One"), description=hush("hush"), tags=["a", later(hush("b"))])
        return {each.pulumi_resource_name: each.id for each in (marked, Flag("plain", name=later("Two")), Token("always", name="Three"))}

    run(program)

    assert console.inputs["marked"][SEALED] == ["description", "tags"]
    assert [name for name, inputs in console.inputs.items() if SEALED in inputs] == ["marked"]


@pytest.mark.parametrize("is_preview", [False, True], ids=["update", "preview"])
def test_inputs_name_what_needs_a_value_that_is_not_there(console: Console, is_preview: bool) -> None:
    """Pulumi leaves out the outputs of resources that an update does not make; in a preview it is usual that they are not known yet."""
    pulumi_mocks.set_mocks(console, preview=is_preview)

    async def unknown() -> bool:
        return False

    def program() -> dict[str, Any]:
        missing = pulumi.Output[Any](set(), pulumi.Output.from_input(None).future(), unknown())
        short = Flag("short", name=later("One"), description=missing, tags=["a", pulumi.Output.concat("b", missing)])
        return {each.pulumi_resource_name: each.urn for each in (short, Flag("whole", name=later("Two")), Flag("plain", name="Three"))}

    run(program)

    expected = {} if is_preview else {"short": ["description", "tags"]}
    assert {name: inputs[UNMADE] for name, inputs in console.inputs.items() if UNMADE in inputs} == expected


def test_secret_outputs_are_declared_to_pulumi(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outputs that the API makes up are encrypted in state, and no user's own options are lost."""
    seen: list[Any] = []
    original = pulumi.CustomResource.__init__

    def spy(self: Any, type_: str, name: str, props: Any, opts: Any) -> None:
        seen.append((type_.rpartition(":")[2], opts))
        original(self, type_, name, props, opts)

    monkeypatch.setattr(pulumi.CustomResource, "__init__", spy)

    run(lambda: {"id": Token("one", description="x", type="SERVER", opts=pulumi.ResourceOptions(protect=True)).id})
    run(lambda: {"id": Label("two", name="x").id})

    (token, options), (label, none) = seen
    assert (token, options.additional_secret_outputs, options.protect) == ("Token", ["key"], True)
    assert (label, none.additional_secret_outputs) == ("Label", [])


def test_get_reads_by_id_and_manages_nothing(console: Console) -> None:
    """An object of somebody else: its outputs can be used, and no input is sent."""
    console.adds = {"name": "Theirs", "value": '{"a":null}'}

    found = run(lambda: {"name": (thing := Everything.get("one", later("their-id"))).name, "value": thing.value, "id": thing.id})

    assert {name: value for name, (value, _) in found.items()} == {"name": "Theirs", "value": {"a": None}, "id": "their-id"}


def test_unknown_names_are_left_for_the_preview(console: Console) -> None:
    """It reports them by path with all other mistakes. Their values go nowhere: one may be a secret under a misspelt name."""
    make: Any = Label

    run(lambda: {"id": make("one", name="x", descripton="y").id})

    assert console.inputs["one"] == {"name": "x", "descripton": True}


def test_a_value_that_is_not_json_stops_the_program_in_one_sentence(console: Console) -> None:
    """NaN has no JSON text, so it cannot even be written to state; the message names the resource and the property."""
    with pytest.raises(pulumi.RunError) as caught:
        Everything("one", name="One", value={"a": float("nan")})

    assert str(caught.value) == 'Everything "one": value.a is not a finite number'
    assert caught.value.__cause__ is None


def test_a_program_without_key_stops_before_it_declares_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any resource, with the command that mends it."""
    monkeypatch.setattr(resource_module, "demand_configuration", lambda project: (_ for _ in ()).throw(pulumi.RunError("No key")))

    with pytest.raises(pulumi.RunError, match="No key"):
        Label("one", name="x")
    with pytest.raises(pulumi.RunError, match="No key"):
        Label.get("one", "id")


def test_properties_of_the_class_describe_themselves() -> None:
    """Documentation tools read them; annotations are gone, since Pulumi would take them for output types."""
    assert isinstance(Label.__dict__["name"], Prop)
    assert isinstance(Token.__dict__["key"], Out)
    described: Any = Label.name
    assert described is Label.__dict__["name"]
    assert Label.__annotations__ == {}


def test_an_action_remembers_what_triggers_it(console: Console) -> None:
    """Any JSON value that changes runs it again."""
    found = run(lambda: {"triggers": Launch("one", flag="a", triggers={"version": 2}).triggers})

    assert console.inputs["one"] == {"flag": "a", "triggers": '{"version":2}'}
    assert found == {"triggers": ({"version": 2}, False)}


def test_the_provider_of_a_resource_is_its_kinds(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """One pickled text per kind: all resources of a kind are served by one object."""
    run(lambda: {"one": Label("one", name="x").id, "two": Label("two", name="y").id, "other": Token("three", type="SERVER").id})

    assert console.providers["one"] == console.providers["two"] == ConsoleProvider("tests:Label").text
    assert console.providers["three"] == ConsoleProvider("tests:Token").text


def test_a_resource_is_declared_where_the_program_says_so(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulumi records the line of the program, not one of this package."""
    found: list[Any] = []
    monkeypatch.setattr(runtime_resource, "_get_source_position", lambda stack: found.append(stack.frames[0].pc))

    here = inspect.currentframe()
    assert here
    line = here.f_lineno + 1
    run(lambda: {"id": Label("one", name="x").id})

    assert [(each.uri, each.line) for each in found if each.uri.endswith(".py")][-1] == (Path(__file__).as_uri(), line)


@pytest.mark.parametrize("before", [None, 3])
def test_threads_that_declare_resources_leave_tracebacks_as_they_were(before: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may run the programs of several stacks at once, and its own errors need all their frames afterwards."""
    if before is None:
        monkeypatch.delattr(sys, "tracebacklimit", raising=False)
    else:
        monkeypatch.setattr(sys, "tracebacklimit", before, raising=False)

    def declare(_: int) -> None:
        for _ in range(300):
            with resource_module.short_stack:
                time.sleep(0)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(declare, range(4)))

    assert getattr(sys, "tracebacklimit", None) == before


def test_a_limit_that_somebody_sets_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not ours to take away."""
    monkeypatch.setattr(sys, "tracebacklimit", 3, raising=False)

    with resource_module.short_stack:
        sys.tracebacklimit = 50

    assert sys.tracebacklimit == 50


def test_json_is_read_as_the_class_documents_it(console: Console) -> None:
    """State has its text; whoever takes a whole resource, as an export does, finds the value too."""
    made: list[Everything] = []

    def program() -> dict[str, Any]:
        made.append(Everything("one", name="Mine", value={"limit": 1}))
        return {"value": made[0].value, "exported": made[0].__dict__["value"], "version": made[0].version}

    found = run(program)

    assert found == {"value": ({"limit": 1}, False), "exported": ({"limit": 1}, False), "version": (None, False)}
    assert console.inputs["one"]["value"] == '{"limit":1}'


def test_the_end_of_a_program_waits_for_one_output_of_a_resource(console: Console) -> None:
    """Pulumi goes through all that it waits for each time one of them is known, which takes long with many."""
    waiting: list[Any] = []

    def program() -> dict[str, Any]:
        others = set(pulumi_settings.SETTINGS.outputs)
        flag = Flag("one", name="One", tags=["a"])
        waiting.extend(set(pulumi_settings.SETTINGS.outputs) - others)
        return {"urn": flag.urn, "id": flag.id, "name": flag.name}

    found = run(program)

    assert len(waiting) == 1
    assert waiting[0].result().value == found["urn"][0]
    assert (found["id"], found["name"]) == (("one-id", False), ("One", False))


def test_a_program_ends_after_what_it_began(console: Console) -> None:
    """Also where nobody asks for an Output."""

    def program() -> dict[str, Any]:
        for number in range(3):
            Flag(f"flag-{number}", name="One")
        return {}

    run(program)

    assert sorted(console.inputs) == ["flag-0", "flag-1", "flag-2"]


def test_a_resource_that_fails_ends_the_program(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one Output that is waited for tells of it."""

    def refuse(_args: Any) -> Any:
        raise ValueError("refused")

    def program() -> dict[str, Any]:
        Flag("one", name="One")
        return {}

    monkeypatch.setattr(console, "new_resource", refuse)

    with pytest.raises(ValueError, match="refused"):
        run(program)


@pytest.mark.usefixtures("console")
def test_two_resources_do_not_mean_one_object_by_the_same_output() -> None:
    """No preview knows the ID of a new gate, but the program names the same one twice."""
    gate = statsig.Gate("pay", name="Pay")
    statsig.GateOverrides("first", gate_id=gate.id, passing_user_ids=["u1"])
    statsig.GateOverrides("other", gate_id=statsig.Gate("other", name="Other").id, passing_user_ids=["u1"])

    with pytest.raises(InputError) as caught:
        statsig.GateOverrides("second", gate_id=gate.id, passing_user_ids=["u2"])

    assert str(caught.value) == (
        'GateOverrides "second": gate_id is that of "first" too, so that both mean the same GateOverrides: one object has one resource.'
    )

"""One object, one owner, through the real CLI: new names, components, replacements, imports and doubles, with and without adoption."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.testing import Client, Emulator
from tests.scheduling import made_once

from .conftest import Traffic
from .stacks import Program, Run, Stack, written

ADVICE = ("adopt_existing", "STATSIG_ADOPT_EXISTING", "import-file")
ADOPT = "STATSIG_ADOPT_EXISTING"
RULES = 'rules=[statsig.Rule(name="Staff", pass_percentage=10, conditions=[statsig.Condition(type="public")])]'
OBJECTS = {
    "Gate": (f'statsig.Gate("NAME", name="Checkout", gate_id="checkout", {RULES}OPTIONS)', "/gates/checkout"),
    "DynamicConfig": ('statsig.DynamicConfig("NAME", name="Limits", default_value={"max": 1}OPTIONS)', "/dynamic_configs/limits"),
    "Experiment": ('statsig.Experiment("NAME", name="Color"OPTIONS)', "/experiments/color"),
    "Segment": ('statsig.Segment("NAME", name="Beta", type="id_list"OPTIONS)', "/segments/beta"),
    "Metric": (
        'statsig.Metric("NAME", name="Carts", type="event_count_custom", unit_types=["userID"], metric_events=[{"name": "cart"}]OPTIONS)',
        "/metrics/Carts::event_count_custom",
    ),
}


def source(kind: str, name: str, options: str = "") -> str:
    """One resource as a program has it."""
    text, _ = OBJECTS[kind]
    return text.replace("NAME", name).replace("OPTIONS", f", opts=pulumi.ResourceOptions({options})" if options else "") + "\n"


def declared(kind: str, name: str, options: str = "") -> Program:
    """A program with one resource."""
    return written(source(kind, name, options))


def urn(kind: str, name: str) -> str:
    """The URN of a resource at the top of the program."""
    return f"urn:pulumi:dev::acceptance::pulumi-python:dynamic/statsig:{kind}::{name}"


@pytest.mark.parametrize("kind", ["Gate", "Metric"])
def test_a_new_name_stops_and_says_which_alias_is_missing(stack: Stack, console: Client, traffic: Traffic, kind: str) -> None:
    """To Pulumi it is a new resource, whose object the stack has as another one: nobody may be told to adopt that."""
    _, path = OBJECTS[kind]
    stack.up(declared(kind, "old"))
    before = console.get(path).data
    traffic.since()

    text = stack.fails("up", declared(kind, "new"))

    assert "This stack has it as `old`" in text
    assert 'aliases=[pulumi.Alias(name="old")]' in text
    assert [each for each in ADVICE if each in text] == []
    assert console.get(path).data == before
    assert all(each.startswith("POST ") for each in traffic.mutations())

    assert stack.up(declared(kind, "new", 'aliases=[pulumi.Alias(name="old")]')).steps == {}
    assert [*stack.resources()] == ["new"]
    assert traffic.mutations() == []
    assert console.get(path).data == before


def test_a_new_name_for_overrides_keeps_what_was_added_since(
    stack: Stack, console: Client, traffic: Traffic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The create would set the whole list, and nothing refuses it."""

    def program(name: str) -> Program:
        gate = 'gate = statsig.Gate("checkout", name="Checkout")\n'
        return written(gate + f'statsig.GateOverrides("{name}", gate_id=gate.id, passing_user_ids=["ours"])')

    stack.up(program("old"))
    lists = {"failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": []}
    console.request("PATCH", "/gates/checkout/overrides", {"passingUserIDs": ["console"], **lists})
    before = console.get("/gates/checkout/overrides").data
    traffic.since()

    text = stack.fails("up", program("new"))

    assert "This stack has it as `old`" in text
    assert 'aliases=[pulumi.Alias(name="old")]' in text
    assert [each for each in ADVICE if each in text] == []
    assert traffic.mutations() == []
    assert console.get("/gates/checkout/overrides").data == before

    monkeypatch.setenv(ADOPT, "true")
    text = stack.up(program("new")).text
    assert "stays as it is: `new` has it now" in text
    assert console.get("/gates/checkout/overrides").data == before


def test_a_new_name_for_a_key_cuts_nobody_off(stack: Stack, traffic: Traffic) -> None:
    """The API makes up the ID of a key, so that a second one would be made, and the one that is in use deleted."""

    def program(*names: str, options: str = "") -> Program:
        return written("".join(f'statsig.Key("{name}", description="Checkout", type="SERVER"{options})\n' for name in names))

    stack.up(program("old"))
    traffic.since()

    text = stack.fails("up", program("new"))
    assert "This stack has the same as `old`, and would delete that one" in text
    assert traffic.mutations() == []

    assert stack.up(program("new", options=', opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="old")])')).steps == {}
    assert [*stack.resources()] == ["new"]
    assert traffic.mutations() == []

    stack.up(program("another", "new"))
    assert len(traffic.mutations()) == 1, "a second one beside the first is no new name"


def test_a_new_name_with_adoption_keeps_the_object(stack: Stack, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The creates take the objects over, and the deletes of the old names leave them and say so."""

    def program(age: str) -> Program:
        return written("".join(source(kind, f"{age}-{kind}") for kind in OBJECTS))

    stack.up(program("old"))
    before = {kind: console.get(path).data for kind, (_, path) in OBJECTS.items()}

    with monkeypatch.context() as adopting:
        adopting.setenv(ADOPT, "true")
        text = stack.up(program("new")).text

    assert [kind for kind in OBJECTS if f"stays as it is: `new-{kind}` has it now" not in text] == []
    assert {kind: console.get(path).data for kind, (_, path) in OBJECTS.items()} == before
    assert stack.preview(program("new"), refresh=True).steps == {}


def test_a_move_into_a_component_keeps_the_object(stack: Stack, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without a word in the program, with the alias that the message gives, and with adoption."""
    component = """
class Feature(pulumi.ComponentResource):
    def __init__(self, name, aliases):
        super().__init__("demo:Feature", name)
        statsig.Gate("checkout", name="Checkout", opts=pulumi.ResourceOptions(parent=self, aliases=aliases))
"""
    alone = written('statsig.Gate("checkout", name="Checkout")')
    stack.up(alone)
    before = console.get("/gates/checkout").data

    text = stack.fails("up", written(f'{component}\nFeature("pay", [])'))
    assert f'aliases=["{urn("Gate", "checkout")}"]' in text
    assert console.get("/gates/checkout").data == before

    stack.up(written(f'{component}\nFeature("pay", ["{urn("Gate", "checkout")}"])'))
    assert console.get("/gates/checkout").data == before

    with monkeypatch.context() as adopting:
        adopting.setenv(ADOPT, "true")
        stack.up(alone)
    assert console.get("/gates/checkout").data == before
    assert stack.preview(alone, refresh=True).steps == {}


WAYS = ("replace", "trigger", "taint")
"""How people have Pulumi replace a resource."""


@dataclass
class Replacements:
    """A stack with a gate for each way to force a replacement."""

    stack: Stack
    console: Client

    def data(self) -> dict[str, dict[str, Any]]:
        """The gates in the project, by the way."""
        return {way: self.console.get(f"/gates/{way}").data for way in WAYS}

    def program(self, *ways: str, options: str = "") -> Program:
        """The gates, with another trigger where that is one of the ways, and with options for those that are to be replaced."""
        lines = ""
        for way in WAYS:
            trigger = f'replacement_trigger="{2 if way == "trigger" and way in ways else 1}"'
            opts = ", ".join((trigger, *([options] if way in ways and options else [])))
            lines += f'statsig.Gate("{way}", name="{way}", {RULES}, opts=pulumi.ResourceOptions({opts}))\n'
        return written(lines)

    def arguments(self, *ways: str) -> dict[str, Any]:
        """What the CLI is told."""
        if "taint" in ways:
            self.stack.cli("state", "taint", urn("Gate", "taint"), "--yes", "--stack", "dev")
        return {"replace": [urn("Gate", "replace")]} if "replace" in ways else {}


@pytest.fixture(scope="module")
def replacements(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Replacements]:
    """Makes a stack with the gates."""

    def made(key: str) -> Replacements:
        told = Replacements(Stack(tmp_path_factory.mktemp("replacements") / "stack", emulator.url, key), emulator.client(key))
        told.stack.up(told.program())
        return told

    return made


@dataclass
class Forced:
    """What came of forced replacements: of each way alone without an option, then of all with it."""

    before: dict[str, dict[str, Any]]
    stopped: dict[str, tuple[str, dict[str, dict[str, Any]]]]
    after: dict[str, dict[str, Any]]
    settled: Run


@pytest.fixture(scope="module")
def forced(replacements: Callable[[str], Replacements], keys: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Forced:
    """Pulumi creates first, until the option turns this round. What is tainted stays so, which is why that is last."""
    made_once(tmp_path_factory, "forced")
    told = replacements(keys("forced"))
    before, stopped = told.data(), dict[str, tuple[str, dict[str, dict[str, Any]]]]()
    for way in WAYS:
        stopped[way] = (told.stack.fails("up", told.program(way), **told.arguments(way)), told.data())
    program = told.program(*WAYS, options="delete_before_replace=True")
    told.stack.up(program, **told.arguments(*WAYS))
    return Forced(before, stopped, told.data(), told.stack.preview(program, refresh=True))


@pytest.mark.parametrize("way", WAYS)
def test_a_forced_replacement_stops_or_deletes_first(forced: Forced, way: str) -> None:
    """Pulumi creates first, and the object keeps its ID: the option that turns this round is what the message gives."""
    text, untouched = forced.stopped[way]
    assert "delete_before_replace=True" in text
    assert [each for each in ADVICE if each in text] == []
    assert untouched == forced.before

    after = forced.after[way]
    assert after["createdTime"] > forced.before[way]["createdTime"]
    assert [each["name"] for each in after["rules"]] == ["Staff"]
    assert way not in forced.settled.steps


@dataclass
class Kept:
    """What came of forced replacements with adoption."""

    before: dict[str, dict[str, Any]]
    text: str
    after: dict[str, dict[str, Any]]
    settled: Run


@pytest.fixture(scope="module")
def kept(replacements: Callable[[str], Replacements], keys: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """All ways at once."""
    made_once(tmp_path_factory, "kept")
    told = replacements(keys("kept"))
    before = told.data()
    with pytest.MonkeyPatch.context() as adopting:
        adopting.setenv(ADOPT, "true")
        text = told.stack.up(told.program(*WAYS), **told.arguments(*WAYS)).text
    return Kept(before, text, told.data(), told.stack.preview(told.program(*WAYS), refresh=True))


@pytest.mark.parametrize("way", WAYS)
def test_a_forced_replacement_with_adoption_keeps_the_object(kept: Kept, way: str) -> None:
    """The new object is the old one, so the old one is not deleted."""
    assert f"stays as it is: the new `{way}` has it now" in kept.text
    assert kept.after[way] == kept.before[way]
    assert way not in kept.settled.steps


OVERRIDES = """
g = statsig.Gate("g", name="Pay")
statsig.GateOverrides("a", gate_id=g.id, passing_user_ids=["u1"])
statsig.GateOverrides("b", gate_id=g.id, passing_user_ids=["u2"])
"""
DOUBLES = {
    "gates": ('statsig.Gate("a", name="Checkout")\nstatsig.Gate("b", name="checkout")', "Gate checkout"),
    "settings": ('statsig.ProjectSettings("a", name="one")\nstatsig.ProjectSettings("b", name="two")', "ProjectSettings settings/project"),
    "tags": ('statsig.Tag("a", name="Core")\nstatsig.Tag("b", name="Core", description="again")', "Tag Core"),
    "overrides": (OVERRIDES, "GateOverrides"),
}


@pytest.mark.parametrize(("double", "adoption"), [*((each, "") for each in DOUBLES), ("gates", "true")])
def test_two_resources_for_one_object_fail_the_preview(
    stack: Stack, traffic: Traffic, double: str, adoption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each up would undo the other's values: told with both names, and nothing is sent."""
    program, what = DOUBLES[double]
    traffic.since()
    if adoption:
        monkeypatch.setenv(ADOPT, adoption)

    text = stack.fails("preview", written(program))

    assert what in text
    assert {re.search(r"resource '(.)'|GateOverrides \"(.)\"", text)[0][-2], re.search('which `(.)`|that of "(.)"', text)[0][-2]} == {
        "a",
        "b",
    }
    assert "one object has one resource" in text
    assert traffic.mutations() == []


def test_an_import_without_its_component_stops_before_the_object_goes(stack: Stack, console: Client, emulator: Emulator, key: str) -> None:
    """The program has it in a component, the import at the top: the message gives the alias, and the gate is there all the time."""
    console.post("/gates", {"name": "Checkout", "id": "checkout"})
    before = console.get("/gates/checkout").data
    command = [str(Path(sys.executable).parent / "statsig-console"), "import-file", "Gate", "checkout", "checkout"]
    variables = {**os.environ, "STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}
    entry = subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout
    assert json.loads(entry)["resources"]
    (stack.folder / "import.json").write_text(entry)
    stack.cli("import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false", "--stack", "dev")

    program = """
class Feature(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("demo:Feature", name)
        statsig.Gate("checkout", name="Checkout", opts=pulumi.ResourceOptions(parent=self, aliases=[ALIAS]))

Feature("pay")
"""
    text = stack.fails("up", written(program.replace("ALIAS", "")))
    assert f'aliases=["{urn("Gate", "checkout")}"]' in text
    assert [each for each in ADVICE if each in text] == []

    stack.up(written(program.replace("ALIAS", f'"{urn("Gate", "checkout")}"')))
    assert console.get("/gates/checkout").data == before

"""One object, one owner, through the real CLI: new names, components, replacements, imports and doubles, with and without adoption."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Project

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
UP = ("up", "--yes", "--skip-preview")


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """A project without a program yet."""
    return Project(tmp_path / "project", emulator.url, key, "")


def declared(kind: str, name: str, options: str = "") -> str:
    """A program with one resource."""
    source, _ = OBJECTS[kind]
    return source.replace("NAME", name).replace("OPTIONS", f", opts=pulumi.ResourceOptions({options})" if options else "") + "\n"


def urn(kind: str, name: str) -> str:
    """The URN of a resource at the top of the program."""
    return f"urn:pulumi:dev::acceptance::pulumi-python:dynamic/statsig:{kind}::{name}"


def settled(project: Project) -> None:
    """A refresh and a preview find nothing to do."""
    project.run("refresh", "--yes", "--skip-preview")
    project.run("preview", "--expect-no-changes")


@pytest.mark.parametrize("kind", ["Gate", "Metric"])
def test_a_new_name_stops_and_says_which_alias_is_missing(project: Project, console: Client, traffic: Traffic, kind: str) -> None:
    """To Pulumi it is a new resource, whose object the stack has as another one: nobody may be told to adopt that."""
    _, path = OBJECTS[kind]
    project.write(declared(kind, "old"))
    project.run(*UP)
    before = console.get(path).data
    traffic.since()

    project.write(declared(kind, "new"))
    text = project.run(*UP, fails=True)

    assert "This stack has it as `old`" in text
    assert 'aliases=[pulumi.Alias(name="old")]' in text
    assert [each for each in ADVICE if each in text] == []
    assert console.get(path).data == before
    assert all(each.startswith("POST ") for each in traffic.mutations())

    project.write(declared(kind, "new", 'aliases=[pulumi.Alias(name="old")]'))
    assert "2 unchanged" in project.run(*UP)
    assert traffic.mutations() == []
    assert console.get(path).data == before


def test_a_new_name_for_overrides_keeps_what_was_added_since(project: Project, console: Client, traffic: Traffic) -> None:
    """The create would set the whole list, and nothing refuses it."""
    source = 'statsig.GateOverrides("NAME", gate_id=gate.id, passing_user_ids=["ours"]OPTIONS)'
    gate = 'gate = statsig.Gate("checkout", name="Checkout")\n'
    project.write(gate + source.replace("NAME", "old").replace("OPTIONS", ""))
    project.run(*UP)
    lists = {"failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": []}
    console.request("PATCH", "/gates/checkout/overrides", {"passingUserIDs": ["console"], **lists})
    before = console.get("/gates/checkout/overrides").data
    traffic.since()

    project.write(gate + source.replace("NAME", "new").replace("OPTIONS", ""))
    text = project.run(*UP, fails=True)

    assert "This stack has it as `old`" in text
    assert 'aliases=[pulumi.Alias(name="old")]' in text
    assert [each for each in ADVICE if each in text] == []
    assert traffic.mutations() == []
    assert console.get("/gates/checkout/overrides").data == before

    project.variables[ADOPT] = "true"
    text = project.run(*UP)
    del project.variables[ADOPT]
    assert "stays as it is: `new` has it now" in text
    assert console.get("/gates/checkout/overrides").data == before


def test_a_new_name_for_a_key_cuts_nobody_off(project: Project, console: Client, traffic: Traffic) -> None:
    """The API makes up the ID of a key, so that a second one would be made, and the one that is in use deleted."""
    source = 'statsig.Key("NAME", description="Checkout", type="SERVER"OPTIONS)'
    project.write(source.replace("NAME", "old").replace("OPTIONS", ""))
    project.run(*UP)
    traffic.since()

    project.write(source.replace("NAME", "new").replace("OPTIONS", ""))
    text = project.run(*UP, fails=True)
    assert "This stack has the same as `old`, and would delete that one" in text
    assert traffic.mutations() == []

    project.write(source.replace("NAME", "new").replace("OPTIONS", ', opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="old")])'))
    assert "2 unchanged" in project.run(*UP)
    assert traffic.mutations() == []

    project.write("".join(source.replace("NAME", each).replace("OPTIONS", "") + "\n" for each in ("another", "new")))
    project.run(*UP)
    assert len(traffic.mutations()) == 1, "a second one beside the first is no new name"


def test_a_new_name_with_adoption_keeps_the_object(project: Project, console: Client) -> None:
    """The creates take the objects over, and the deletes of the old names leave them and say so."""
    project.write("".join(declared(kind, f"old-{kind}") for kind in OBJECTS))
    project.run(*UP)
    before = {kind: console.get(path).data for kind, (_, path) in OBJECTS.items()}

    project.write("".join(declared(kind, f"new-{kind}") for kind in OBJECTS))
    project.variables[ADOPT] = "true"
    text = project.run(*UP)
    del project.variables[ADOPT]

    assert [kind for kind in OBJECTS if f"stays as it is: `new-{kind}` has it now" not in text] == []
    assert {kind: console.get(path).data for kind, (_, path) in OBJECTS.items()} == before
    settled(project)


def test_a_move_into_a_component_keeps_the_object(project: Project, console: Client) -> None:
    """The same without a word in the program, with the alias that the message gives, and with adoption."""
    component = """
class Feature(pulumi.ComponentResource):
    def __init__(self, name, aliases):
        super().__init__("demo:Feature", name)
        statsig.Gate("checkout", name="Checkout", opts=pulumi.ResourceOptions(parent=self, aliases=aliases))
"""
    project.write('statsig.Gate("checkout", name="Checkout")')
    project.run(*UP)
    before = console.get("/gates/checkout").data

    project.write(f'{component}\nFeature("pay", [])')
    text = project.run(*UP, fails=True)
    assert f'aliases=["{urn("Gate", "checkout")}"]' in text
    assert console.get("/gates/checkout").data == before

    project.write(f'{component}\nFeature("pay", ["{urn("Gate", "checkout")}"])')
    project.run(*UP)
    assert console.get("/gates/checkout").data == before

    project.write('statsig.Gate("checkout", name="Checkout")')
    project.variables[ADOPT] = "true"
    project.run(*UP)
    del project.variables[ADOPT]
    assert console.get("/gates/checkout").data == before
    settled(project)


@pytest.mark.parametrize("way", ["replace", "taint", "trigger"])
def test_a_forced_replacement_stops_or_deletes_first(project: Project, console: Client, way: str) -> None:
    """Pulumi creates first, and the object keeps its ID: the option that turns this round is what the message gives."""
    trigger = 'replacement_trigger="NUMBER", '
    source = declared("Gate", "checkout", trigger.replace("NUMBER", "1"))
    project.write(source)
    project.run(*UP)
    before = console.get("/gates/checkout").data

    def again(options: str = "", fails: bool = False) -> str:
        number = {"trigger": "2"}.get(way, "1")
        project.write(declared("Gate", "checkout", trigger.replace("NUMBER", number) + options))
        if way == "taint":
            project.run("state", "taint", urn("Gate", "checkout"), "--yes")
        return project.run(*UP, *(["--replace", urn("Gate", "checkout")] if way == "replace" else []), fails=fails)

    text = again(fails=True)
    assert "delete_before_replace=True" in text
    assert [each for each in ADVICE if each in text] == []
    assert console.get("/gates/checkout").data == before

    again("delete_before_replace=True")
    after = console.get("/gates/checkout").data
    assert after["createdTime"] > before["createdTime"]
    assert [each["name"] for each in after["rules"]] == ["Staff"]
    settled(project)


@pytest.mark.parametrize("way", ["replace", "taint", "trigger"])
def test_a_forced_replacement_with_adoption_keeps_the_object(project: Project, console: Client, way: str) -> None:
    """The new object is the old one, so the old one is not deleted."""
    project.write(declared("Gate", "checkout", 'replacement_trigger="1"'))
    project.run(*UP)
    before = console.get("/gates/checkout").data
    project.write(declared("Gate", "checkout", f'replacement_trigger="{2 if way == "trigger" else 1}"'))
    if way == "taint":
        project.run("state", "taint", urn("Gate", "checkout"), "--yes")

    project.variables[ADOPT] = "true"
    text = project.run(*UP, *(["--replace", urn("Gate", "checkout")] if way == "replace" else []))
    del project.variables[ADOPT]

    assert "stays as it is: the new `checkout` has it now" in text
    assert console.get("/gates/checkout").data == before
    settled(project)


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
def test_two_resources_for_one_object_fail_the_preview(project: Project, traffic: Traffic, double: str, adoption: str) -> None:
    """Each up would undo the other's values: told with both names, and nothing is sent."""
    source, what = DOUBLES[double]
    project.write(source)
    traffic.since()
    if adoption:
        project.variables[ADOPT] = adoption

    text = project.run("preview", fails=True)

    assert what in text
    assert {re.search(r"resource '(.)'|GateOverrides \"(.)\"", text)[0][-2], re.search('which `(.)`|that of "(.)"', text)[0][-2]} == {
        "a",
        "b",
    }
    assert "one object has one resource" in text
    assert traffic.mutations() == []


def test_an_import_without_its_component_stops_before_the_object_goes(
    project: Project, console: Client, emulator: Emulator, key: str
) -> None:
    """The program has it in a component, the import at the top: the message gives the alias, and the gate is there all the time."""
    console.post("/gates", {"name": "Checkout", "id": "checkout"})
    before = console.get("/gates/checkout").data
    command = [str(Path(sys.executable).parent / "statsig-console"), "import-file", "Gate", "checkout", "checkout"]
    variables = {**project.variables, "STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}
    entry = subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout
    assert json.loads(entry)["resources"]
    (project.folder / "import.json").write_text(entry)
    project.run("import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false")

    source = """
class Feature(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("demo:Feature", name)
        statsig.Gate("checkout", name="Checkout", opts=pulumi.ResourceOptions(parent=self, aliases=[ALIAS]))

Feature("pay")
"""
    project.write(source.replace("ALIAS", ""))
    text = project.run(*UP, fails=True)
    assert f'aliases=["{urn("Gate", "checkout")}"]' in text
    assert [each for each in ADVICE if each in text] == []

    project.write(source.replace("ALIAS", f'"{urn("Gate", "checkout")}"'))
    project.run(*UP)
    assert console.get("/gates/checkout").data == before

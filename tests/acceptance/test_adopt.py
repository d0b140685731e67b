"""Adoption of a whole project: the program is sound Python, and its preview is empty once its objects are imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator
from tests.scheduling import made_once

from . import stacks
from .conftest import Traffic
from .population import populate
from .stacks import Failed, environment

OBJECTS = 560


class Project:
    """A project full of objects, and the folder that it is adopted into."""

    def __init__(self, folder: Path, emulator: Emulator, key: str) -> None:
        self.folder = folder
        self.traffic = Traffic(emulator)
        self.variables = {
            **os.environ,
            **environment(folder.parent),
            "STATSIG_CONSOLE_API_KEY": key,
            "STATSIG_CONSOLE_API_URL": emulator.url,
        }
        self.variables |= {"COLUMNS": "200"}

    def run(self, *command: str, fails: int = 0) -> str:
        """Runs a command in the folder and returns all that it prints; it must end with this exit code."""
        place = self.folder if self.folder.exists() else None
        done = subprocess.run(command, cwd=place, env=self.variables, capture_output=True, text=True, check=False)
        if done.returncode != fails:
            raise Failed(done.stdout + done.stderr)
        return done.stdout + done.stderr

    def adopt(self, *arguments: str, fails: int = 0) -> str:
        """Runs `statsig-console adopt`."""
        return self.run(sys.executable, "-m", "statsig_console_cli", "adopt", "--out", str(self.folder), *arguments, fails=fails)

    def pulumi(self, *arguments: str, fails: int = 0) -> str:
        """Runs the Pulumi CLI."""
        return self.run("pulumi", *arguments, "--non-interactive", "--color=never", fails=fails)

    def module(self, *arguments: str) -> str:
        """Runs a Python module."""
        return self.run(sys.executable, "-m", *arguments)


@pytest.fixture(scope="module")
def project(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A warehouse-native project with objects of every kind that the API shows, adopted and proven."""
    made_once(tmp_path_factory, "adopted")
    key = "console-whn-adopted"
    made = populate(emulator.url, key, OBJECTS)
    assert made >= OBJECTS
    project = Project(tmp_path_factory.mktemp("adopted") / "program", emulator, key)
    project.proof = project.adopt("--deep", "--prove")  # type: ignore[attr-defined]
    return project


def test_the_preview_is_empty_for_every_object_of_every_kind(project: Project) -> None:
    """`--prove` imports all objects into a stack of its own and finds nothing to change; the API is only read."""
    from statsig_console_cli.adopt.catalogue import Way, catalogue

    resources = json.loads((project.folder / "import.json").read_text())["resources"]
    kinds = {each["type"].rpartition(":")[2] for each in resources}

    assert len(resources) >= 500
    assert kinds == {entry.label for entry in catalogue().values() if entry.way not in {Way.INSIDE, Way.UNSEEN}} - {"User"}
    assert f"proven: {len(resources)} objects imported, and the preview has nothing to change" in project.proof  # type: ignore[attr-defined]
    assert project.traffic.mutations() == []


def test_the_program_is_sound(project: Project) -> None:
    """It compiles, checks, and is formatted; what hostile names say has not been done."""
    files = sorted(str(each.name) for each in project.folder.glob("*.py"))

    project.module("py_compile", *files)
    project.module("ruff", "check", "--isolated", ".")
    project.module("ruff", "format", "--isolated", "--check", ".")
    project.module("mypy", "--strict", "--config-file", os.devnull, *files)
    assert not list(project.folder.parent.rglob("hacked"))


def test_a_team_takes_it_over(emulator: Emulator, tmp_path: Path, key: str, console: Client) -> None:
    """The printed steps work; before, everything counts as unmanaged, afterwards only what came since. Destroy restores settings."""
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/gates", {"name": "By hand", "tags": ["Checkout"]})
    reviews = {"is_config_review_required": False, "is_metric_review_required": True, "is_metric_review_required_on_verified_only": False}
    assert console.post("/settings/reviews", reviews).status == 200
    project = Project(tmp_path / "program", emulator, key)
    steps = project.adopt("--kinds", "gate,tag,review_settings").partition("Next:\n")[2].splitlines()
    project.pulumi("stack", "init", "dev")
    project.run("pulumi", "config", "set", "--secret", "statsig:consoleApiKey", key)
    before = json.loads(project.adopt("--check", "--kinds", "gate,tag,review_settings", "--json", "--stack", "dev", "--exit-code", fails=1))
    assert (before["managed"], before["unmanaged"]) == (0, 3)

    for step in (each for each in steps[3:] if each.startswith("pulumi ")):
        project.pulumi(*step.split()[1:], *(["--yes"] if " import " in step else []))

    console.post("/gates", {"name": "Made since"})
    after = json.loads(project.adopt("--check", "--kinds", "gate,tag,review_settings", "--json"))
    assert after["kinds"]["Gate"] == {"managed": 1, "unmanaged": [{"id": "made_since", "name": "Made since"}]}
    assert "Made since" in project.adopt("--check", "--kinds", "gate")
    project.adopt("--kinds", "gate,tag,review_settings", "--stack", "dev")
    assert [each["id"] for each in json.loads((project.folder / "import.json").read_text())["resources"]] == ["made_since"]

    project.pulumi("refresh", "--yes", "--skip-preview")
    project.pulumi("destroy", "--yes", "--skip-preview")
    assert console.get("/gates/by_hand").status == 404
    assert console.get("/settings/reviews").data["is_metric_review_required"] is True


def test_a_proof_can_fail(emulator: Emulator, tmp_path: Path, key: str, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the preview would change is named, and the command fails: here the program of an object that says something else."""
    from statsig_console.secrets import ApiKey
    from statsig_console.stack.settings import Settings
    from statsig_console_cli.adopt.pulumi_cli import prove

    console.post("/gates", {"name": "By hand"})
    project = Project(tmp_path / "program", emulator, key)
    project.adopt("--kinds", "gate")
    files = {name: (project.folder / name).read_text() for name in ("Pulumi.yaml", "__main__.py", "gates.py", "import.json")}
    files["gates.py"] = files["gates.py"].replace("By hand", "By code")

    monkeypatch.setenv("PATH", project.variables["PATH"])
    monkeypatch.setenv("PULUMI_HOME", project.variables["PULUMI_HOME"])
    proof = prove(files, Settings(ApiKey(key), emulator.url))

    assert not proof
    assert (proof.same, proof.changes) == (0, {"Gate::by_hand": "update"})


def test_one_of_several_projects(emulator: Emulator, tmp_path: Path, key: str, console: Client) -> None:
    """Resources of a further project name it, and their names in the stack begin with its name."""
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/gates", {"name": "By hand", "tags": ["Checkout"]})
    project = Project(tmp_path / "program", emulator, "")
    project.variables |= {"STATSIG_CONSOLE_API_KEY_EU": key, "STATSIG_CONSOLE_API_URL_EU": emulator.url}

    said = project.adopt("--kinds", "gate,tag", "--project", "eu", "--prove")

    assert "proven: 2 objects imported, and the preview has nothing to change" in said
    resources = json.loads((project.folder / "import.json").read_text())["resources"]
    assert {each["name"]: each["inputs"]["project"] for each in resources} == {"eu_by_hand": "eu", "eu_checkout": "eu"}
    text = (project.folder / "gates.py").read_text()
    assert 'by_hand = statsig.Gate(\n    "eu_by_hand",' in text
    assert 'project="eu",' in text


UNRULY = {
    "long": {"name": "Long", "description": "x" * 1200},
    "odd": {"name": "Checkout (v2) – EU"},
    "fine": {"name": "Fine", "rules": [{"name": "Third", "passPercentage": 33.333, "conditions": [{"type": "public"}]}]},
    "double": {"name": "Double", "rules": [{"name": "r", "passPercentage": 1, "conditions": [{"type": "passes_gate"}]}]},
}
"""Gates that break the rules of the API's document, as the console has them."""


def test_objects_that_break_the_documents_rules_are_adopted(emulator: Emulator, tmp_path: Path, key: str) -> None:
    """Each is in the program, and proven; only what makes no sense is left to the console, and named."""
    emulator.seed({"objects": {"gates": UNRULY}}, key)
    project = Project(tmp_path / "program", emulator, key)

    said = project.adopt("--kinds", "gate", "--prove")

    assert "proven: 4 objects imported, and the preview has nothing to change" in said
    assert "rules[0].conditions[0].target_value is required with type passes_gate: left to the console" in said
    text = (project.folder / "gates.py").read_text()
    assert text.count("statsig.newer(") == 3
    assert '"odd"' in text


def test_what_was_imported_is_declared_by_hand_as_it_is(emulator: Emulator, tmp_path: Path, key: str) -> None:
    """A mistake that the stack has already stops nothing: the preview tells only those that the program makes anew."""
    emulator.seed({"objects": {"gates": {"odd": UNRULY["odd"]}}}, key)
    project = stacks.Project(tmp_path / "project", emulator.url, key, "")
    done = subprocess.run(
        [sys.executable, "-m", "statsig_console_cli", "import-file", "Gate", "odd", "odd"],
        env={**os.environ, "STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url},
        capture_output=True,
        text=True,
        check=True,
    )
    (tmp_path / "import.json").write_text(done.stdout)
    project.run("import", "--file", str(tmp_path / "import.json"), "--yes", "--generate-code=false", "--protect=false")
    declared = 'statsig.Gate("odd", name="Checkout (v2) – EU", gate_id="odd"'

    project.write(f'{declared})\nstatsig.GateRule("r", gate_id="odd", name="r", pass_percentage=1, conditions=[])')
    assert "+ 1 to create" in project.run("preview")

    project.write(f'{declared}, description="x" * 1001)')
    text = project.run("preview", fails=True)
    assert text.partition("Diagnostics:")[2].count("has a problem") == 1
    assert "description should have at most 1000 characters" in text

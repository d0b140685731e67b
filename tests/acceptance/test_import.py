"""Taking existing objects into a stack, without changing them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from statsig_console.secrets import fingerprint
from statsig_console_emulator.testing import Client, Emulator
from tests.cli.terraform_states import Instance, stored

from .conftest import Traffic
from .stacks import Failed, Stack, written


def command(*arguments: str, key: str, url: str) -> subprocess.CompletedProcess[str]:
    """Runs `statsig-console`, as a user would."""
    variables = {**os.environ, "STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": url}
    return subprocess.run(
        [sys.executable, "-m", "statsig_console_cli", *arguments], env=variables, capture_output=True, text=True, check=False
    )


def taken_in(stack: Stack, *arguments: str) -> str:
    """What `pulumi import` prints, which writes no program."""
    return stack.told("import", *arguments, "--yes", "--generate-code=false", "--protect=false", "--stack", "dev")


def test_existing_objects_come_in_unchanged(
    stack: Stack, emulator: Emulator, console: Client, key: str, traffic: Traffic, tmp_path: Path
) -> None:
    """An import file of hand-made objects is taken as it is; the program that declares them has nothing to do, nor has a refresh."""
    rule = {"name": "everyone", "passPercentage": 25, "conditions": [{"type": "public"}]}
    console.post("/gates", {"name": "By hand", "description": "made in the console", "rules": [rule], "tags": ["theirs"]})
    console.post("/dynamic_configs", {"name": "Limits", "defaultValue": {"max": 2**60 + 1, "none": None}})
    made = console.post("/keys", {"description": "CI", "type": "SERVER"}).data["key"]
    id_ = f"key-{fingerprint(made)}"
    objects = ["Gate", "by-hand", "by_hand", "DynamicConfig", "limits", "limits", "Key", "ci", id_]
    done = command("import-file", *objects, key=key, url=emulator.url)
    assert done.returncode == 0, done.stderr
    assert made not in done.stdout
    file = tmp_path / "import.json"
    file.write_text(done.stdout)
    traffic.since()

    taken_in(stack, "--file", str(file))
    program = written(
        """
        rule = statsig.Rule(name="everyone", pass_percentage=25, conditions=[statsig.Condition(type="public")])
        statsig.Gate("by-hand", name="By hand", description="made in the console", rules=[rule])
        statsig.DynamicConfig("limits", name="Limits", default_value={"max": 2**60 + 1, "none": None})
        statsig.Key("ci", description="CI", type="SERVER")
        """
    )

    assert stack.preview(program).steps == {}
    stack.refresh(program)
    assert stack.preview(program).steps == {}
    assert traffic.mutations() == []
    assert made not in json.dumps(stack.export())

    stack.destroy()
    assert console.get("/gates/by_hand").status == 404
    assert console.get(f"/keys/{made}").status == 404


FEATURE = """
class Feature(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("my:index:Feature", name)
        for each in ({names}):
            statsig.Gate(each, name=each, opts=pulumi.ResourceOptions(parent=self))

Feature("checkout")
"""


def test_objects_come_into_a_component(
    stack: Stack, emulator: Emulator, console: Client, key: str, traffic: Traffic, tmp_path: Path
) -> None:
    """With the component that the program declares them in: at the top they would be made anew inside it, and deleted there."""
    file = tmp_path / "import.json"
    parent = "my:index:Feature::checkout"
    for name in ("one", "two"):
        console.post("/gates", {"name": name, "description": ""})
        traffic.since()
        done = command("import-file", "--parent", parent, "Gate", name, name, key=key, url=emulator.url)
        assert done.returncode == 0, done.stderr
        file.write_text(done.stdout)

        taken_in(stack, "--file", str(file))

        assert stack.preview(written(FEATURE.format(names="'one'," if name == "one" else "'one', 'two'"))).steps == {}
        assert traffic.mutations() == []
        resources = stack.export()["deployment"]["resources"]
        (parent,) = (each["urn"] for each in resources if each["type"] == "my:index:Feature")


def test_a_parent_that_is_none_is_named(emulator: Emulator, key: str) -> None:
    """Neither a URN nor a type with a name."""
    console = Client(emulator.url, key)
    console.post("/gates", {"name": "one two", "description": ""})

    done = command("import-file", "--parent", "checkout", "Gate", "x", "one_two", key=key, url=emulator.url)

    assert (done.returncode, done.stdout) == (2, "")
    assert "TYPE::NAME" in done.stderr


def test_what_is_not_there_is_named(emulator: Emulator, key: str) -> None:
    """A wrong kind or ID ends with a sentence and no file."""
    wrong_id = command("import-file", "Gate", "x", "nowhere", key=key, url=emulator.url)
    wrong_kind = command("import-file", "Gait", "x", "y", key=key, url=emulator.url)
    no_key = command("import-file", "Gate", "x", "y", key="", url=emulator.url)

    assert (wrong_id.returncode, wrong_id.stdout) == (1, "")
    assert "Gate nowhere is not in the project" in wrong_id.stderr
    assert "has no resource class Gait" in wrong_kind.stderr
    assert "No Statsig Console API key" in no_key.stderr


def test_pulumi_asks_for_the_objects_itself(stack: Stack, emulator: Emulator, console: Client, key: str, tmp_path: Path) -> None:
    """`pulumi import --from statsig` takes a kind, a name and an ID, or a state of Terraform; the program has nothing to do after it."""
    console.post("/gates", {"name": "By hand", "description": "made in the console"})
    console.post("/gates", {"name": "Theirs", "description": "made by Terraform"})
    console.post("/tags", {"name": "checkout", "description": "theirs"})
    stack.variables.update(STATSIG_CONSOLE_API_KEY=key, STATSIG_CONSOLE_API_URL=emulator.url)
    state = tmp_path / "terraform.tfstate"
    theirs = [
        Instance("statsig_gate", "theirs", {"id": "theirs"}),
        Instance("statsig_tag", "checkout", {"name": "checkout"}),
        Instance("statsig_gate", "gone", {"id": "gone"}),
    ]
    state.write_text(stored(theirs))

    taken_in(stack, "--from", "statsig", "Gate", "by-hand", "by_hand")
    told = taken_in(stack, "--from", "statsig", str(state))

    program = written(
        """
        statsig.Gate("by-hand", name="By hand", description="made in the console")
        statsig.Gate("theirs", name="Theirs", description="made by Terraform")
        statsig.Tag("checkout", name="checkout", description="theirs")
        """
    )
    assert "statsig_gate.gone is left out" in told
    assert stack.preview(program).steps == {}
    assert set(stack.resources()) == {"by-hand", "theirs", "checkout"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Gate", "a"], "give a kind, a name and an ID for each object"),
        (["Gate", "a", "nothing"], "Gate nothing is not in the project"),
        (["Goat", "a", "b"], "Goat"),
        (["nowhere.tfstate"], "No such file"),
    ],
)
def test_what_cannot_be_imported_is_a_sentence(stack: Stack, emulator: Emulator, key: str, words: list[str], sentence: str) -> None:
    """And no traceback."""
    stack.variables.update(STATSIG_CONSOLE_API_KEY=key, STATSIG_CONSOLE_API_URL=emulator.url)

    with pytest.raises(Failed) as failed:
        taken_in(stack, "--from", "statsig", *words)

    assert sentence in failed.value.text
    assert "Traceback" not in failed.value.text
    assert key not in failed.value.text

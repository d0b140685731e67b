"""The JSON Schema that `statsig-console schema` prints, and the files of the example that it is made for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from typer.testing import CliRunner

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console_cli import app, schemas

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "team_flags"


def printed(kind: str) -> dict[str, Any]:
    """What the command prints."""
    done = CliRunner().invoke(app, ["schema", kind])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("owner", classes_in(statsig), ids=lambda owner: owner.__name__)
def test_each_kind_has_a_schema_of_all_that_a_program_gives(owner: type) -> None:
    """It is a schema of draft 7, with each property and its sentence, and with those required that a program has to give."""
    kind, made = kind_of(owner), printed(owner.__name__)
    inputs = [each for each in kind.inputs if not each.options.place]

    jsonschema_rs.meta.validate(made)
    assert list(made["properties"]) == [each.name for each in inputs]
    assert {name: each.get("description") for name, each in made["properties"].items()} == {
        each.name: descriptions(owner)[each.name] for each in inputs
    }
    assert made.get("required", []) == [each.name for each in inputs if each.required]


@pytest.mark.parametrize("owner", classes_in(statsig), ids=lambda owner: owner.__name__)
def test_no_two_nested_objects_of_a_kind_share_a_name(owner: type) -> None:
    """A definition stands for one of them alone."""
    inputs = [each for each in kind_of(owner).inputs if not each.options.place]
    records = {record.table: record.name for each in inputs for record in schemas.all_records(each.shape)}

    assert sorted(records.values()) == sorted(set(records.values())) == list(printed(owner.__name__)["definitions"])


RULE = {"name": "All", "pass_percentage": 12.37, "conditions": [{"type": "public"}]}


@pytest.mark.parametrize(
    ("gate", "mistakes"),
    [
        ({"name": "Checkout", "rules": [RULE], "extra": {"newField": [1]}}, []),
        ({}, ['"name" is a required property']),
        ({"name": "ab"}, ['"ab" is shorter than 3 characters']),
        ({"name": "Checkout", "lifecyle": "enabled"}, ["'lifecyle' was unexpected"]),
        ({"name": "Checkout", "lifecycle": "on"}, ['"on" is not one of "enabled", "disabled" or 2 other candidates']),
        ({"name": "Checkout", "rules": [RULE | {"pass_percentage": 101}]}, ["101 is greater than the maximum of 100"]),
        ({"name": "Checkout", "rules": [RULE | {"pending_automated_rollouts": []}]}, ["'pending_automated_rollouts' was unexpected"]),
        ({"name": "Checkout", "gradual_rollout_strategy": {"type": "gradual", "phases": []}}, ["[] has less than 1 item"]),
    ],
)
def test_mistakes_are_seen_in_an_editor(gate: dict[str, Any], mistakes: list[str]) -> None:
    """Names, values and limits, at any depth."""
    found = [str(each.message) for each in jsonschema_rs.validator_for(printed("Gate")).iter_errors(gate)]

    assert len(found) == len(mistakes), found
    assert [each for each, part in zip(found, mistakes, strict=True) if part not in each] == []


def test_an_unknown_kind_is_named() -> None:
    """With what may be meant."""
    done = CliRunner().invoke(app, ["schema", "Gat"])

    assert done.exit_code == 2
    assert "Gat: no such name. Did you mean Gate" in done.output


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """The example's own check of its YAML files."""
    command = [str(Path(sys.executable).parent / "check-jsonschema"), "--schemafile", "flags.schema.json"]
    return subprocess.run(
        [*command, *(str(each) for each in sorted(folder.glob("flags/*.yaml")))], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_example_s_files_are_as_their_schema_wants(tmp_path: Path) -> None:
    """And one that is not is told: a property of its own, a misspelt one, and what the teams have agreed on."""
    folder = tmp_path / "flags"
    shutil.copytree(EXAMPLE, folder)
    (folder / "gate.schema.json").write_text(json.dumps(printed("Gate")))
    assert all(
        each.read_text().startswith("# yaml-language-server: $schema=../flags.schema.json\n") for each in folder.glob("flags/*.yaml")
    )
    passing = checked(folder)
    assert passing.returncode == 0, passing.stdout + passing.stderr

    file = folder / "flags" / "payments.yaml"
    flags = yaml.safe_load(file.read_text())
    flags["new_checkout"] |= {"lifecyle": "launched", "tags": ["mine"]}
    del flags["refunds_by_card"]["description"]
    flags["Not An ID"] = {"name": "Some flag", "description": "", "rules": []}
    file.write_text(yaml.safe_dump(flags))

    failing = checked(folder)
    assert failing.returncode == 1
    assert [each for each in ("lifecyle", "tags", "'description' is a required property", "Not An ID") if each not in failing.stdout] == []

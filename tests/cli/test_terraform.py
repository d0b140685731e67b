"""What Terraform manages comes over under its names, and nothing else does."""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from statsig_console.errors import InputError
from statsig_console_cli import app
from statsig_console_cli.adopt.catalogue import catalogue
from statsig_console_cli.terraform import LABELS, NO_STATE, State

from .adopting import Adoption
from .terraform_states import Instance, shown, stored

FORMS = [stored, shown]
Form = Callable[[Iterable[Instance]], str]


def gate(adoption: Adoption, name: str) -> str:
    """A gate of the project, and its ID."""
    name = f"{name} {adoption.folder.parent.name}"
    return str(adoption.console.post("/gates", {"name": name, "description": name}).data["id"])


def written(adoption: Adoption, text: str) -> str:
    """The path of a file with this text."""
    file = adoption.folder.parent / "terraform.tfstate"
    file.write_text(text)
    return str(file)


@pytest.mark.parametrize("form", FORMS)
def test_only_what_terraform_manages_comes_under_its_names(adoption: Adoption, form: Form) -> None:
    """Whatever else the project has stays with the console; modules and indexes are part of names."""
    ids = [gate(adoption, name) for name in ("One", "Two", "Three", "Four", "Not theirs")]
    instances = [
        Instance("statsig_gate", "checkout", {"id": ids[0], "name": "One"}),
        Instance("statsig_gate", "per_market", {"id": ids[1]}, index="eu"),
        Instance("statsig_gate", "numbered", {"id": ids[2]}, index=0),
        Instance("statsig_gate", "inner", {"id": ids[3]}, module='module.flags["a.b"].module.web'),
        Instance("statsig_gate", "read_only", {"id": ids[4]}, mode="data"),
        Instance("aws_s3_bucket", "other", {"id": ids[4]}),
    ]

    result = adoption.run("--from-terraform", written(adoption, form(instances)))

    assert set(adoption.calls("gates")) == {"checkout", "per_market_eu", "numbered_0", "flags_a_b_web_inner"}
    assert {each["id"] for each in json.loads(adoption.text("import.json"))["resources"]} == set(ids[:4])
    assert {each["name"] for each in json.loads(adoption.text("import.json"))["resources"]} == set(adoption.calls("gates"))
    assert "terraform-state-rm.sh" in result.output


@pytest.mark.parametrize("form", FORMS)
def test_terraform_is_told_to_forget_just_that(adoption: Adoption, form: Form, tmp_path: Path) -> None:
    """The script names each address as a shell hands it over, and no object that did not come."""
    id_ = gate(adoption, "One")
    instances = [
        Instance("statsig_gate", "a", {"id": id_}, module='module.flags["it\'s"]', index="x y"),
        Instance("statsig_gate", "gone", {"id": "deleted_in_the_console"}),
    ]
    terraform = tmp_path / "terraform"
    terraform.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    terraform.chmod(0o755)

    result = adoption.run("--from-terraform", written(adoption, form(instances)))
    done = subprocess.run(
        ["sh", adoption.folder / "terraform-state-rm.sh"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == ["state", "rm", instances[0].address]
    assert "statsig_gate.gone was not adopted: the project has no such object" in " ".join(result.output.split())


def test_names_that_python_does_not_take_are_told(adoption: Adoption) -> None:
    """Such as those with a hyphen, of which there is nothing to see in the program."""
    instances = [Instance("statsig_gate", "new-checkout", {"id": gate(adoption, "One")})]

    assert set(adoption.run("--from-terraform", written(adoption, stored(instances))) and adoption.calls("gates")) == {"new_checkout"}


def test_a_name_that_has_a_meaning_gets_another(adoption: Adoption) -> None:
    """The module's own imports stay what they are, and the difference is said."""
    instances = [Instance("statsig_gate", "statsig", {"id": gate(adoption, "One")})]

    result = adoption.run("--from-terraform", written(adoption, stored(instances)))

    (name,) = adoption.calls("gates")
    assert name != "statsig"
    assert f"Terraform's statsig is called {name} here" in result.output


@pytest.mark.parametrize("label", sorted(LABELS.values()))
def test_each_kind_of_the_provider_is_managed_here(label: str) -> None:
    """And can be looked for in a project."""
    assert label in catalogue()


def test_objects_whose_ids_terraform_does_not_know_are_found_by_name(adoption: Adoption) -> None:
    """A tag's ID is the API's own, and no attribute of the provider's."""
    for name in ("Mine", "Theirs"):
        adoption.console.post("/tags", {"name": name, "description": ""})
    instances = [Instance("statsig_tag", "theirs", {"name": "Theirs", "description": "", "is_core": False})]

    adoption.run("--from-terraform", written(adoption, stored(instances)))

    assert list(adoption.calls("tags")) == ["theirs"]


def test_a_key_is_found_by_its_text_which_is_written_nowhere(adoption: Adoption) -> None:
    """Terraform's state has it in clear."""
    keys = [adoption.console.post("/keys", {"description": "one of two", "type": "SERVER"}).data["key"] for _ in range(2)]
    instances = [Instance("statsig_keys", "server", {"key": keys[1], "type": "SERVER", "description": "one of two"})]

    result = adoption.run("--from-terraform", written(adoption, stored(instances)))

    assert list(adoption.calls("keys")) == ["server"]
    assert all(key.encode() not in content for key in keys for content in adoption.files().values())
    assert all(key not in result.output for key in keys)
    assert keys[1] not in repr(State.read(stored(instances), "state"))


def test_a_later_run_loses_nothing(adoption: Adoption) -> None:
    """Once Terraform has forgotten an object, its state has it no more; the program that declares it stays whole."""
    ids = [gate(adoption, name) for name in ("One", "Two")]
    instances = [Instance("statsig_gate", "one", {"id": ids[0]}), Instance("statsig_gate", "two", {"id": ids[1]})]
    adoption.run("--from-terraform", written(adoption, stored(instances)))
    before = adoption.text("gates.py")

    adoption.run("--from-terraform", written(adoption, stored(instances[1:])))

    assert adoption.text("gates.py") == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "{}",
        '{"version": 4}',
        '{"version": 4, "resources": [{}]}',
        '{"values": {}}',
        '{"values": {"root_module": 1}}',
        "hello",
    ],
)
def test_what_is_no_state_is_a_sentence(adoption: Adoption, text: str) -> None:
    """And nothing is asked of the project."""
    result = adoption.run("--from-terraform", written(adoption, text), fails=1)

    assert NO_STATE in result.output
    assert adoption.sent == []


def test_an_old_version_is_told() -> None:
    """Terraform itself can renew it."""
    with pytest.raises(InputError, match="is of version 3, and Terraform writes 4"):
        State.read('{"version": 3, "modules": []}', "old.tfstate")


def test_what_is_to_be_deleted_is_not_taken_over(adoption: Adoption) -> None:
    """Terraform holds the old object of a replacement until it is deleted."""
    instances = [Instance("statsig_gate", "old", {"id": gate(adoption, "Old")}, more={"deposed": "ab12"})]

    assert State.read(stored(instances), "state").managed == []


def test_types_without_a_kind_are_told(adoption: Adoption) -> None:
    """A later version of the provider may have some."""
    instances = [Instance("statsig_gate", "one", {"id": gate(adoption, "One")}), Instance("statsig_teleporter", "two", {"id": "two"})]

    result = adoption.run("--from-terraform", written(adoption, stored(instances)))

    assert "not taken over, as no kind is for them: statsig_teleporter.two" in result.output


@pytest.mark.parametrize("options", [["--kinds", "gate"], ["--tags", "a"], ["--deep"], ["--check"]])
def test_what_else_says_which_objects_does_not_go_along(adoption: Adoption, options: list[str]) -> None:
    """Terraform's state says it."""
    result = adoption.run("--from-terraform", written(adoption, stored([])), *options, fails=2)

    assert "--from-terraform says which objects" in result.output


@pytest.mark.parametrize("form", FORMS)
def test_an_import_file_of_all_that_terraform_manages(adoption: Adoption, form: Form) -> None:
    """For a program that is there already."""
    id_ = gate(adoption, "One")
    gate(adoption, "Not theirs")
    adoption.console.post("/tags", {"name": form.__name__, "description": ""})
    instances = [
        Instance("statsig_gate", "new-checkout", {"id": id_}),
        Instance("statsig_tag", "theirs", {"name": form.__name__}),
        Instance("statsig_gate", "gone", {"id": "gone"}),
    ]

    result = CliRunner().invoke(app, ["import-file", "--from-terraform", written(adoption, form(instances))])

    assert result.exit_code == 0, result.output
    entries: list[dict[str, Any]] = json.loads(result.stdout)["resources"]
    assert [(each["type"].rpartition(":")[2], each["name"]) for each in entries] == [("Gate", "new_checkout"), ("Tag", "theirs")]
    assert "statsig_gate.gone is left out" in result.stderr


def test_the_program_is_sound_python(adoption: Adoption) -> None:
    """Names of Terraform that begin with a digit or an underscore, too."""
    instances = [Instance("statsig_gate", name, {"id": gate(adoption, name)}) for name in ("_hidden", "Mixed_Case", "class")]

    adoption.run("--from-terraform", written(adoption, stored(instances)))

    ast.parse(adoption.text("gates.py"))
    assert {"_hidden", "Mixed_Case", "class_"} == set(adoption.calls("gates"))

"""`statsig-console check`: every mistake of a program, by the command alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import pulumi
import pulumi_statsig_console as statsig

limit = pulumi.Config().require_int("limit")
beta = statsig.Segment("beta", name=pulumi.Config().require("name"), type="id_list")
gate = statsig.Gate(
    "gate",
    name="ab",
    description=beta.created_time.apply(lambda time: f"since {time}"),
    rules=[statsig.Rule(name="r", pass_percentage=300, conditions=[{"type": "passes_segment", "target_value": beta.id}])],
)
statsig.DynamicConfig("limits", name="Limits", default_value={"max": limit, "status": gate.status}, lifecyle="on")
statsig.WarehouseConnection("warehouse", snowflake={"service_user_password": pulumi.Output.secret("hush"), "accuont_name": "hush"})
statsig.Gate("later", name=gate.status)
pulumi.export("gate", gate.id)
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command without a key, and without any other word in the environment."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("STATSIG", "PULUMI"))}
    command = [sys.executable, "-m", "statsig_console_cli", "check", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A Pulumi project."""
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime:\n  name: python\n")
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  shop:limit: 5\n  shop:name: Beta users\n  shop:hidden:\n    secure: abc\n")
    (tmp_path / "__main__.py").write_text(PROGRAM)
    return tmp_path


def test_all_mistakes_of_all_resources_are_listed(folder: Path) -> None:
    """A preview stops at the first resource that has some. What is known only later passes, also as a required property."""
    done = run(folder)

    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == [
        "5 resources, 4 mistakes",
        'error: DynamicConfig "limits": lifecyle is no property here; did you mean lifecycle?',
        'error: Gate "gate": name should have at least 3 characters',
        'error: Gate "gate": rules[0].pass_percentage should be less than or equal to 100',
        'error: WarehouseConnection "warehouse": snowflake.accuont_name is no property here; did you mean account_name?',
    ]
    assert "hush" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_that_ends_the_program_is_one_of_them(folder: Path) -> None:
    """What was declared before it is checked all the same."""
    (folder / "__main__.py").write_text(PROGRAM + 'statsig.Gate("last", name="Last", tags=[object()])\nstatsig.get_gate("theirs")\n')

    done = run(folder)

    assert done.returncode == 1
    assert 'error: Gate "last": tags[0] is an object, which has no plain value; convert it first (the program ends here)' in done.stdout
    assert 'Gate "gate": name should have' in done.stdout


def test_a_good_program_passes(folder: Path) -> None:
    """The quickstart of this repository, as its own pre-commit hook would look at it."""
    done = run(folder, str(ROOT))

    assert (done.returncode, done.stdout) == (0, "6 resources, no mistakes\n"), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "No such file"), ("name: shop\nruntime: nodejs\n", "is no project in Python"), ("[]", "is no Pulumi project")],
)
def test_what_is_no_program_is_said(folder: Path, text: str | None, said: str) -> None:
    """One sentence, and an exit code of its own."""
    (folder / "Pulumi.yaml").unlink()
    if text is not None:
        (folder / "Pulumi.yaml").write_text(text)

    done = run(folder)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr

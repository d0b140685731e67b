"""The policy pack of the examples, run by the real CLI."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app
from statsig_console_emulator.testing import Client, Emulator

from .stacks import ROOT, Project, install

PACK = ROOT / "examples" / "policies"
GOOD = """
statsig.Gate(
    "checkout", name="Checkout", team="Growth", creator_email="owner@example.com", review_settings={"required_review": True},
    rules=[statsig.Rule(name="Some", pass_percentage=50, environments=["production"], conditions=[statsig.Condition(type="public")])],
)
statsig.Gate(
    "house-rules", name="House rules", team="Growth", creator_email="owner@example.com", review_settings={"required_review": True},
    lifecycle="launched",
)
statsig.Gate("staging-only", name="Staging only", team="Growth", rules=[
    statsig.Rule(name="All", pass_percentage=100, environments=["staging"], conditions=[statsig.Condition(type="public")]),
])
statsig.Experiment(
    "colour", name="Colour", team="Growth", hypothesis="A green button is pressed more often than a red one.",
    primary_metrics=[{"name": "revenue", "type": "sum"}],
)
statsig.Tag("words", name="Words")
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The pack as a user has it; a language host that was built from modules needs a program that starts it."""
    folder = tmp_path / "policies"
    shutil.copytree(PACK, folder)
    starter = install.find() / "policy-pack"
    return Path(shutil.copy(starter, folder)) if starter.exists() else folder


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Callable[[str], Project]:
    """Makes a project with a program."""
    return lambda source: Project(tmp_path / "project", emulator.url, key, source)


def arguments(pack: Path) -> list[str]:
    """What makes a command run the pack."""
    return ["--policy-pack", str(pack), "--policy-pack-config", str(PACK / "policy-config.json")]


def test_good_program_passes(project: Callable[[str], Project], pack: Path) -> None:
    """Preview and update of a program that keeps every rule."""
    made = project(GOOD)

    assert "violation" not in made.run("preview", *arguments(pack)).lower()
    made.run("up", "--yes", "--skip-preview", *arguments(pack))


def test_violations_fail_the_preview(project: Callable[[str], Project], pack: Path, emulator: Emulator, key: str) -> None:
    """Every mandatory rule fails the preview, each with its sentence; nothing is sent."""
    made = project(
        """
        everyone = [statsig.Condition(type="public")]
        statsig.Gate("orphan", name="Orphan")
        statsig.Gate("unowned", name="Unowned", team="Growth", rules=[statsig.Rule(name="Some", pass_percentage=1, conditions=everyone)])
        statsig.Gate("for-all", name="For all", team="Growth", creator_email="owner@example.com", review_settings={"required_review": True},
            rules=[statsig.Rule(name="All", pass_percentage=100, conditions=everyone)])
        statsig.GateRule("rule-for-all", gate_id="theirs", name="All", pass_percentage=100, conditions=everyone)
        statsig.DynamicConfig("limits", name="Limits")
        statsig.Experiment("colour", name="Colour", team="Growth", hypothesis="Green.")
        """
    )

    text = made.run("preview", *arguments(pack), fails=True)

    for sentence in (
        "orphan has no team: set team or team_id.",
        "limits has no team",
        "unowned reaches production and has no owner",
        "unowned reaches production without review",
        "for-all is on for everyone in production",
        "rule-for-all is on for everyone in production",
        "colour has no hypothesis of at least 30 characters.",
        "colour has no primary metric.",
    ):
        assert text.count(f" {sentence}") == 1, text
    assert "orphan reaches production" not in text
    assert emulator.client(key).get("/gates").data == []


def test_stale_gates_are_reported_and_stop_nothing(
    project: Callable[[str], Project], pack: Path, console: Client, emulator: Emulator, key: str
) -> None:
    """What the console finds stale is an advice."""
    made = project(GOOD)
    made.run("up", "--yes", "--skip-preview")
    stale = console.get("/gates/staging_only").data
    emulator.seed({"objects": {"gates": {"staging_only": {**stale, "type": "STALE"}}}}, key)
    made.run("refresh", "--yes", "--skip-preview")

    text = made.run("preview", *arguments(pack))

    assert "staging-only is stale, as the console sees it" in text
    assert "no-stale-gates" in text


def test_violations_stand_in_the_report(project: Callable[[str], Project], pack: Path) -> None:
    """`explain` tells what policies found, out of Pulumi's events; its summary only says that the preview failed."""
    made = project(
        """
        later = statsig.Segment("staff", name="Staff", type="id_list").created_time
        statsig.Gate("orphan", name="Orphan", description=pulumi.Output.secret("hush"))
        statsig.Gate("unknown", name="Unknown", team=later.apply(str))
        """
    )
    command = ["pulumi", "preview", "--json", "--non-interactive", *arguments(pack)]

    def explained(**variables: str) -> str:
        printed = subprocess.run(command, cwd=made.folder, env={**made.variables, **variables}, capture_output=True, text=True, check=False)
        done = CliRunner().invoke(app, ["explain"], input=printed.stdout)
        assert (printed.returncode != 0, done.exit_code) == (True, 1)
        assert "hush" not in printed.stdout + done.output
        return done.output

    events = explained(PULUMI_ENABLE_STREAMING_JSON_PREVIEW="1")
    assert "- orphan has no team: set team or team_id. (has-team)" in events
    assert "### Advice\n\n- can't run policy 'has-team'" in events
    assert "  - description: a secret" in events
    assert "The preview fails:\n\n- it does not say why, a policy perhaps: see the log" in explained()

"""`statsig-console explain` on what the real CLI prints."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app
from statsig_console_emulator.testing import Client, Emulator
from tests.scheduling import made_once

from .conftest import Traffic
from .stacks import Project

FIRST = """
staff = statsig.Segment("staff", name="Staff", type="id_list")
statsig.Gate("checkout", name="Checkout", description="one", rules=[
    statsig.Rule(name="Staff", pass_percentage=100, conditions=[statsig.Condition(type="passes_segment", target_value=staff.id)]),
    statsig.Rule(name="Customers", pass_percentage=10, environments=["production"], conditions=[
        statsig.Condition(type="country", operator="any", target_value=["NZ"]),
    ]),
])
statsig.DynamicConfig("limits", name="Limits", default_value={"max": 1, "deep": {"list": [1, 2]}})
statsig.Key("ci", description="CI", type="SERVER")
"""
SECOND = """
staff = statsig.Segment("staff", name="Staff", type="id_list")
testers = statsig.Segment("testers", name="Testers", type="id_list")
statsig.Gate("checkout", name="Checkout", description="two", rules=[
    statsig.Rule(name="Testers", pass_percentage=5, conditions=[
        statsig.Condition(type="user_id", operator="any", target_value=[testers.created_time.apply(str)]),
    ]),
    statsig.Rule(name="Staff", pass_percentage=100, conditions=[statsig.Condition(type="passes_segment", target_value=staff.id)]),
    statsig.Rule(name="Customers", pass_percentage=50, environments=["production"], conditions=[
        statsig.Condition(type="country", operator="any", target_value=["NZ"]),
    ]),
])
statsig.DynamicConfig("limits", name="Limits", default_value={"max": 2, "deep": {"list": [1, 2]}})
statsig.Key("ci", description="CI", type="CLIENT")
"""
STREAM = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1"}
BETA = {"name": "beta", "passPercentage": 5, "conditions": [{"type": "public"}]}


@dataclass
class Deployed:
    """A stack, and its project in the console."""

    project: Project
    console: Client


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """A stack of the first program."""
    made = Project(tmp_path / "project", emulator.url, key, FIRST)
    made.run("up", "--yes", "--skip-preview")
    return made


@pytest.fixture(scope="module")
def untouched(emulator: Emulator, keys: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    """A stack of the first program that is only previewed: no test changes anything in it or in the console."""
    made_once(tmp_path_factory, "explained")
    key = keys("explained")
    made = Project(tmp_path_factory.mktemp("explained") / "project", emulator.url, key, FIRST)
    made.run("up", "--yes", "--skip-preview")
    return Deployed(made, emulator.client(key))


def pulumi_json(project: Project, *arguments: str, fails: bool = False, **variables: str) -> str:
    """What the CLI prints with `--json`."""
    command = ["pulumi", *arguments, "--json", "--non-interactive"]
    done = subprocess.run(command, cwd=project.folder, env={**project.variables, **variables}, capture_output=True, text=True, check=False)
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout


def explain(text: str, *arguments: str, code: int = 0, **variables: str) -> str:
    """What `statsig-console explain` says about it."""
    done = CliRunner().invoke(app, ["explain", *arguments], input=text, env=variables)
    assert done.exit_code == code, done.output
    return done.output if code == 1 else done.stdout


PLAN = [
    "- **testers** (segment): new",
    "- **limits** (dynamic config): default value changed",
    "  - default value: `max`: `1` → `2`",
    "- **checkout** (gate): 1 rule inserted; rollout of “Customers” 10 % → 50 % in production `▓▓▓▓▓░░░░░`; description “one” → “two”",
    "  - rule “Testers” inserted first, before “Staff”: 5 % where user ID is known after the update, in all environments",
    "- **ci** (key): replaced by a new one, since type cannot be changed; type “SERVER” → “CLIENT”",
]


@pytest.mark.parametrize("variables", [{}, STREAM], ids=["summary", "stream"])
@pytest.mark.parametrize("arguments", [(), ("--diff",)], ids=["plain", "diff"])
def test_preview_reads_like_a_sentence(untouched: Deployed, variables: dict[str, str], arguments: tuple[str, ...]) -> None:
    """Both forms of Pulumi's JSON are told in the same words, and hold no secret."""
    untouched.project.write(SECOND)
    printed = pulumi_json(untouched.project, "preview", *arguments, **variables)

    text = explain(printed, "--exit-code", code=2)

    lines = text.splitlines()
    assert [line for line in PLAN if line not in lines] == []
    assert lines[0] == "## What `pulumi up` would change (dev)"
    assert lines.index("### In production (3)") < lines.index("### Not felt by users (1)")
    keys = [each["key"] for each in untouched.console.get("/keys").data]
    assert keys
    assert not any(key in printed or key in text for key in keys)


def test_nothing_changes(untouched: Deployed) -> None:
    """A preview of the same program."""
    untouched.project.write(FIRST)
    for variables in ({}, STREAM):
        assert explain(pulumi_json(untouched.project, "preview", **variables), "--exit-code") == "Nothing changes.\n"


def test_rule_added_in_the_console_is_named(project: Project, console: Client, emulator: Emulator, key: str, traffic: Traffic) -> None:
    """`--live` looks at the objects that change; a preview that refreshes needs no look."""
    rules = console.get("/gates/checkout").data["rules"]
    console.patch("/gates/checkout", {"rules": [rules[0], BETA, rules[1]]})
    console.patch("/dynamic_configs/limits", {"defaultValue": {"max": 7}})
    project.write(SECOND)
    printed = pulumi_json(project, "preview")
    traffic.since()

    live = explain(printed, "--live", PATH="", STATSIG_CONSOLE_API_KEY=key, STATSIG_CONSOLE_API_URL=emulator.url)

    said = "a rule added in the console since the last refresh (“beta”) sits between “Staff” and “Customers”, and goes with this update"
    assert said in live
    assert "changed in the console since the last refresh, which this update overwrites: default value changed" in live
    assert sorted(traffic.since()) == ["GET /dynamic_configs/{id}", "GET /gates/{id}", "GET /keys", "GET /project"]
    assert "since the last refresh" not in explain(printed)
    for variables in ({}, STREAM):
        assert said in explain(pulumi_json(project, "preview", "--refresh", **variables))


def test_rule_of_the_console_stays_when_rules_are_not_sent(project: Project, console: Client, emulator: Emulator, key: str) -> None:
    """An update of something else leaves the console's rule, and says so; the update does just that."""
    console.post("/gates/checkout/rule", BETA)
    project.write(FIRST.replace('"one"', '"two"'))

    live = explain(pulumi_json(project, "preview"), "--live", PATH="", STATSIG_CONSOLE_API_KEY=key, STATSIG_CONSOLE_API_URL=emulator.url)

    assert "(“beta”) sits last, after “Customers”, and stays" in live
    project.run("up", "--yes", "--skip-preview")
    assert [each["name"] for each in console.get("/gates/checkout").data["rules"]] == ["Staff", "Customers", "beta"]


def test_drift_is_told_with_its_author(project: Project, console: Client) -> None:
    """What was changed, added and deleted in the console, of what the program manages; the summary of a refresh tells as much."""
    quiet = pulumi_json(project, "refresh", "--preview-only")
    assert explain(quiet, "--drift", "--exit-code") == "Nothing was changed in the console.\n"
    console.post("/gates/checkout/rule", BETA)
    console.patch("/gates/checkout", {"tags": ["unmanaged"]})
    console.delete("/dynamic_configs/limits")

    summary = pulumi_json(project, "refresh", "--preview-only")
    events = pulumi_json(project, "refresh", "--preview-only", **STREAM)
    for printed in (events, pulumi_json(project, "preview", "--refresh", **STREAM)):
        text = explain(printed, "--drift", "--exit-code", code=2)
        assert "- **limits** (dynamic config): deleted in the console" in text
        assert "- **checkout** (gate): 1 rule inserted; last changed by CONSOLE API on " in text
        assert "2 objects: 2 drifted." in text
        assert "tags" not in text
    assert "“beta”" in explain(summary, "--drift")
    assert sorted(explain(summary, "--drift").splitlines()) == sorted(explain(events, "--drift").splitlines())


SECRETS = """
statsig.Gate("plain", name="Plain", description=pulumi.Output.secret("one"))
statsig.DynamicConfig("limits", name="Limits", default_value=pulumi.Output.secret({"max": 1}))
statsig.Gate("deep", name="Deep", rules=[statsig.Rule(name="Staff", pass_percentage=100, conditions=[
    statsig.Condition(type="user_id", operator="any", target_value=[pulumi.Output.secret("ann")]),
])])
statsig.Gate("same", name="Same", description=pulumi.Output.secret("one"))
"""


def test_drift_in_a_secret_is_told(tmp_path: Path, emulator: Emulator, key: str, console: Client) -> None:
    """That it was changed, not how; at any depth, in every form that can tell. One that cannot says so."""
    project = Project(tmp_path / "project", emulator.url, key, SECRETS)
    project.run("up", "--yes", "--skip-preview")
    console.patch("/gates/plain", {"description": "two"})
    console.patch("/dynamic_configs/limits", {"defaultValue": {"max": 7}})
    (rule,) = console.get("/gates/deep").data["rules"]
    console.patch("/gates/deep", {"rules": [{**rule, "conditions": [{**rule["conditions"][0], "targetValue": ["bob"]}]}]})

    refresh, preview = ("refresh", "--preview-only"), ("preview", "--refresh")
    told = [pulumi_json(project, *refresh), pulumi_json(project, *refresh, **STREAM), pulumi_json(project, *preview, **STREAM)]

    for printed in told:
        text = explain(printed, "--drift", "--exit-code", code=2)
        found = {line.split("**")[1]: line.partition("): ")[2].partition(";")[0] for line in text.splitlines() if line.startswith("- **")}
        assert found == {
            "plain": "description changed (secret)",
            "limits": "default value changed (secret)",
            "deep": "rules changed (secret)",
        }
    assert "run it again with PULUMI_ENABLE_STREAMING_JSON_PREVIEW" in explain(pulumi_json(project, *preview), "--drift", code=1)


@pytest.mark.parametrize("variables", [{}, STREAM], ids=["summary", "stream"])
def test_failed_preview_names_the_mistakes(untouched: Deployed, variables: dict[str, str]) -> None:
    """Mistakes in the program stand in the report, one line each."""
    untouched.project.write('statsig.Gate("checkout", name="ab")')
    text = explain(pulumi_json(untouched.project, "preview", fails=True, **variables), code=1)

    assert "- checkout: name should have at least 3 characters" in text
    assert "Nothing changes" not in text

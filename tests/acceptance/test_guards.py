"""Guards through the real CLI: what is refused, that nothing was sent then, and the way through."""

from __future__ import annotations

from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Project

GROUPS = [{"name": name, "size": 50, "parameterValues": {"color": name}} for name in ("a", "b")]


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """A project without a program yet."""
    return Project(tmp_path / "project", emulator.url, key, "")


def gates(count: int) -> str:
    """A program with so many gates."""
    return f'for number in range({count}):\n    statsig.Gate(f"gate-{{number}}", name=f"gate {{number}}")\n'


def rollout(share: float, more: str = "") -> str:
    """A program with one gate that lets in a share of everyone."""
    return f"""
statsig.Gate("gate", name="A gate", rules=[
    {{"name": "Customers", "pass_percentage": {share}, "conditions": [{{"type": "public"}}]}},
], {more})
"""


def test_a_steep_rollout_fails_the_preview(project: Project, traffic: Traffic, console: Client) -> None:
    """One line against the property, nothing sent; the word in the environment reaches the provider and lets it through."""
    project.write(rollout(1))
    project.run("up", "--yes", "--skip-preview")
    traffic.since()
    project.write(rollout(90))

    text = project.run("preview", fails=True)

    lines = [line for line in text.partition("Diagnostics:")[2].splitlines() if "has a problem" in line]
    assert len(lines) == 1
    assert "Gate resource 'gate' has a problem: rules[0].pass_percentage rises from 1 to 90 in production for 'Customers'" in lines[0]
    assert "more than 75 points at once" in lines[0]
    assert "Traceback" not in text
    assert traffic.since() == []

    project.variables["STATSIG_ALLOW"] = "rollouts"
    project.run("up", "--yes", "--skip-preview")
    assert console.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 90


def test_a_small_stack_is_destroyed_without_a_word(project: Project, traffic: Traffic) -> None:
    """As long as few objects go, nothing is counted and nothing asked but which project it is."""
    project.write(gates(3))
    project.run("up", "--yes", "--skip-preview")
    traffic.since()

    project.run("destroy", "--yes", "--skip-preview")

    assert traffic.since() == ["GET /project", *["DELETE /gates/{id}"] * 3]


def test_a_destroy_stops_at_the_bound(project: Project, traffic: Traffic, console: Client) -> None:
    """With a refresh before the first deletion, without one at the bound; the word lets it through."""
    project.write(gates(6))
    project.configure("statsig:maxDeletes", "1")
    project.run("up", "--yes", "--skip-preview")
    traffic.since()

    text = project.run("destroy", "--yes", "--skip-preview", "--refresh", fails=True)
    assert "none of this kind has gone yet, and 6 or more are to go. At most 3 of the project's 6 may go in one run" in text
    assert traffic.mutations() == []

    text = project.run("destroy", "--yes", "--skip-preview", fails=True)
    assert "STATSIG_ALLOW=deletes" in text
    assert 2 <= len(console.get("/gates").data) <= 4

    project.variables["STATSIG_ALLOW"] = "deletes"
    project.run("destroy", "--yes", "--skip-preview")
    assert console.get("/gates").data == []


def test_a_program_that_lost_most_of_its_gates_stops_first(project: Project, traffic: Traffic) -> None:
    """A refresh shows what the stack has and the program what it keeps; the difference is known before the first deletion."""
    project.write(gates(6))
    project.configure("statsig:maxDeletes", "1")
    project.run("up", "--yes", "--skip-preview")
    traffic.since()
    project.write(gates(1))

    text = project.run("up", "--yes", "--skip-preview", "--refresh", fails=True)

    assert "none of this kind has gone yet, and 5 or more are to go" in text
    assert traffic.mutations() == []


def test_archivals_fail_the_preview(project: Project, traffic: Traffic) -> None:
    """What the program archives is counted before anything is sent."""
    project.write(gates(4))
    project.configure("statsig:maxDeletes", "1")
    project.run("up", "--yes", "--skip-preview")
    traffic.since()
    project.write(gates(4).replace("name=", 'lifecycle="archived", name='))

    text = project.run("preview", fails=True)

    assert "the program archives or replaces at least 3 objects of this kind. At most 2 of the project's 4 may go in one run" in text
    assert traffic.mutations() == []


def test_an_edit_in_the_console_is_not_overwritten(project: Project, traffic: Traffic, console: Client) -> None:
    """Refused with who and when; after a refresh, the program's owner has seen it, and may decide."""
    project.write('statsig.Gate("gate", name="A gate", description="one")')
    project.run("up", "--yes", "--skip-preview")
    console.patch("/gates/a_gate", {"description": "theirs"})
    traffic.since()
    project.write('statsig.Gate("gate", name="A gate", description="two")')

    text = project.run("up", "--yes", "--skip-preview", fails=True)
    assert "Gate a_gate: description changed outside this stack since the last refresh by CONSOLE API at 20" in text
    assert "Traceback" not in text
    assert traffic.since() == ["GET /project", "GET /gates/{id}"]
    assert console.get("/gates/a_gate").data["description"] == "theirs"

    project.run("refresh", "--yes", "--skip-preview")
    project.run("up", "--yes", "--skip-preview")
    assert console.get("/gates/a_gate").data["description"] == "two"


def test_a_running_experiment_is_not_disturbed(project: Project, traffic: Traffic, console: Client) -> None:
    """The preview names it, and fails where the resource says so."""
    project.write(rollout(10))
    project.run("up", "--yes", "--skip-preview")
    console.post("/experiments", {"name": "exp one", "groups": GROUPS, "targetingGateID": "a_gate"})
    assert console.request("PUT", "/experiments/exp_one/start").status == 200
    traffic.since()

    project.write(rollout(20, 'when_running="warn"'))
    assert "statsig: Gate a_gate: rules would disturb what is running (experiments exp one)" in project.run("preview")

    project.write(rollout(20, 'when_running="refuse"'))
    assert "Gate a_gate: rules would disturb what is running (experiments exp one). Wait until" in project.run("preview", fails=True)
    assert traffic.mutations() == []


def test_a_refresh_takes_in_what_could_not_be_undone(project: Project, console: Client) -> None:
    """A refresh compares too, and must show what the console has, not refuse what nobody has asked for."""
    project.write(
        """
        groups = [{"name": name, "size": 50, "parameter_values": {"color": name}} for name in ("a", "b")]
        statsig.Experiment("experiment", name="exp one", allocation=50, lifecycle="active", groups=groups)
        """
    )
    project.run("up", "--yes", "--skip-preview")
    console.patch("/experiments/exp_one", {"allocation": 80})

    project.run("refresh", "--yes")

    assert "has a problem: allocation cannot be changed while lifecycle is 'active'" in project.run("preview", fails=True)


@pytest.mark.parametrize("place", ["Production", "live"])
def test_a_steep_rollout_is_one_where_the_project_says_production_is(
    project: Project, console: Client, emulator: Emulator, key: str, place: str
) -> None:
    """The guard goes by the project's environments, not by a word; one that the project does not have is told."""
    console.get("/environments")  # A key opens its project at the first request.
    if place == "live":
        named = [
            {**each, "name": "live" if each["isProduction"] else each["name"]} for each in console.get("/environments").data["environments"]
        ]
        emulator.seed({"objects": {"settings": {"environments": {"environments": named}}}}, key)
    rule = '{"name": "All", "pass_percentage": SHARE, "environments": ["PLACE"], "conditions": [{"type": "public"}]}'.replace(
        "PLACE", place
    )
    project.write(f'statsig.Gate("gate", name="A gate", rules=[{rule.replace("SHARE", "1")}])')
    text = project.run("up", "--yes", "--skip-preview")
    assert ("names the environment Production, but" in text) == (place == "Production")

    project.write(f'statsig.Gate("gate", name="A gate", rules=[{rule.replace("SHARE", "100")}])')
    refusal = project.run("preview", fails=True)

    assert "rises from 1 to 100 in production for 'All'" in refusal
    assert console.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 1

"""Objects that exist already, on the real CLI: what stops, what is taken over, and what destroy leaves."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Stack, written


def theirs(console: Client) -> None:
    """A gate that somebody made in the console."""
    console.post("/gates", {"name": "By hand", "id": "checkout", "description": "theirs", "tags": ["kept"]})


def test_an_existing_gate_stops_and_is_taken_over_by_a_word(stack: Stack, console: Client, traffic: Traffic) -> None:
    """With the look at preview nothing is sent before the word is given, and the preview says what will change."""
    theirs(console)
    stack.configure("statsig:onlinePreview", "true")

    def declared(adopt: bool | None = None) -> None:
        statsig.Gate("checkout", name="Checkout", gate_id="checkout", description="ours", adopt_existing=adopt)

    traffic.since()
    with pytest.raises(Failed) as caught:
        stack.preview(declared)
    assert "names Gate checkout, which exists." in caught.value.text
    assert "adopt_existing=True" in caught.value.text

    preview = stack.preview(lambda: declared(True))
    assert "Gate checkout exists: will be taken over (changes: name, description)" in preview.text
    assert traffic.mutations() == []

    run = stack.up(lambda: declared(True))
    assert run.steps["checkout"].op == "create"
    assert traffic.mutations() == ["POST /gates", "PATCH /gates/{id}"]
    assert "Gate checkout existed, and was taken over (changes: name, description)" in run.text
    gate = console.get("/gates/checkout").data
    assert (gate["name"], gate["description"], gate["tags"]) == ("Checkout", "ours", ["kept"])

    assert stack.preview(lambda: declared(True)).steps == {}
    assert stack.up(declared).steps["checkout"].op == "update"
    assert traffic.mutations() == []
    assert stack.preview(declared).steps == {}
    assert stack.refresh().steps == {}


def test_a_replacement_is_not_taken_for_a_strangers_object(stack: Stack, console: Client) -> None:
    """Pulumi checks the new object as if there were none, while the old one still has its ID."""
    stack.configure("statsig:onlinePreview", "true")
    stack.up(lambda: statsig.Segment("people", name="People", type="id_list"))  # type: ignore[func-returns-value]

    run = stack.up(lambda: statsig.Segment("people", name="People", type="rule_based"))  # type: ignore[func-returns-value]

    assert run.steps["people"].op == "replace"
    assert console.get("/segments/people").data["type"] == "rule_based"


def test_a_preview_without_a_network_still_previews(stack: Stack, emulator: Emulator) -> None:
    """The look fails and is said to; the preview goes on."""
    stack.configure("statsig:onlinePreview", "true")
    emulator.fault("expired_key", method="GET", path="/gates/{id}", count=1)

    run = stack.preview(lambda: statsig.Gate("checkout", name="Checkout"))  # type: ignore[func-returns-value]

    emulator.clear_faults()
    assert run.steps["checkout"].op == "create"
    assert "whether Gate checkout exists already could not be told" in run.text


def test_the_printed_command_takes_the_object_over(stack: Stack, console: Client, emulator: Emulator, key: str) -> None:
    """The command out of the error message, with the resource's name in it, run by a shell."""
    console.post(
        "/metrics", {"name": "Net (EUR) 1%", "type": "event_count_custom", "unitTypes": ["userID"], "metricEvents": [{"name": "buy"}]}
    )
    events = """unit_types=["userID"], metric_events=[statsig.MetricEvent(name="buy")]"""
    source = f"""statsig.Metric("net", name="Net (EUR) 1%", type="event_count_custom", {events}, description="ours")"""
    text = " ".join(stack.fails("up", written(source)).split())
    command = text.split("run `")[1].split("`")[0].replace(" NAME ", " net ")
    own = f"{shlex.quote(sys.executable)} -m statsig_console_cli"
    variables = {**stack.variables, "STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}

    done = subprocess.run(
        command.replace("statsig-console", own, 1) + " --yes --protect=false",
        shell=True,
        cwd=stack.folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert stack.preview(written(source)).steps["net"].op == "update"
    assert stack.preview(written(source.replace(', description="ours"', ""))).steps == {}


def test_destroy_archives_where_the_stack_says_so(stack: Stack, console: Client) -> None:
    """The gate that says otherwise, and the tag, which cannot be archived, are deleted; the archived one can be taken back in."""
    stack.configure("statsig:onDestroy", "archive")

    def program() -> None:
        statsig.Gate("kept", name="Kept gate")
        statsig.Gate("gone", name="Gone gate", on_destroy="delete")
        statsig.Tag("tag", name="ours", description="")

    stack.up(program)
    run = stack.destroy()

    assert "Gate kept_gate stays in the project, archived" in run.text
    assert console.get("/gates/kept_gate").data["status"] == "Archived"
    assert console.get("/gates/gone_gate").status == 404
    assert [tag["name"] for tag in console.get("/tags").data] == ["★ Core"]

    with pytest.raises(Failed, match="The project has it, archived; this stack has not"):
        stack.up(lambda: statsig.Gate("kept", name="Kept gate"))  # type: ignore[func-returns-value]
    stack.up(lambda: statsig.Gate("kept", name="Kept gate", adopt_existing=True))  # type: ignore[func-returns-value]
    assert console.get("/gates/kept_gate").data["status"] == "In Progress"


def test_a_policy_that_changes_sends_nothing(stack: Stack, traffic: Traffic) -> None:
    """It is state's affair, and holds at destroy."""
    stack.up(lambda: statsig.Gate("gate", name="Some gate"))  # type: ignore[func-returns-value]
    traffic.since()

    run = stack.up(lambda: statsig.Gate("gate", name="Some gate", on_destroy="archive"))  # type: ignore[func-returns-value]

    assert run.steps["gate"].op == "update"
    assert traffic.mutations() == []
    stack.destroy()
    assert traffic.mutations() == ["PUT /gates/{id}/archive"]


def test_a_stack_lets_go_of_every_object(stack: Stack, console: Client, traffic: Traffic) -> None:
    """One word, and a destroy sends nothing but reads; each object is named as one that stays, whatever its own policy is."""

    def program() -> None:
        gate = statsig.Gate("gate", name="Some gate", description="", rules=[], on_destroy="delete")
        statsig.GateOverrides("overrides", gate_id=gate.gate_id, passing_user_ids=["u1"])
        statsig.Tag("tag", name="some tag", description="")
        statsig.ProjectSettings("settings", name="Ours", visibility="OPEN")

    stack.up(program)
    before = [console.get(path).body for path in ("/gates/some_gate", "/gates/some_gate/overrides", "/tags", "/settings/project")]
    stack.variables["STATSIG_ON_DESTROY"] = "keep"
    traffic.since()

    run = stack.destroy()

    assert traffic.mutations() == []
    assert run.text.count("stays in the project as it is, no longer managed: on_destroy is keep") >= 4
    assert stack.resources() == {}
    assert [console.get(path).body for path in ("/gates/some_gate", "/gates/some_gate/overrides", "/tags", "/settings/project")] == before

"""Edits in the console between two updates, through the real CLI: what nobody asked to change stays as people left it."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Program, Stack, written

GROUPS = [{"name": name, "size": 50, "parameter_values": {"color": name}} for name in ("a", "b")]
SOURCES = {
    "Gate": 'statsig.Gate("NAME", name="NAME", description="TEXT", lifecycle="enabled"OPTIONS)',
    "DynamicConfig": 'statsig.DynamicConfig("NAME", name="NAME", description="TEXT", lifecycle="enabled"OPTIONS)',
    "Experiment": f'statsig.Experiment("NAME", name="NAME", description="TEXT", groups={GROUPS}, lifecycle="active"OPTIONS)',
}
PATHS = {"Gate": "/gates", "DynamicConfig": "/dynamic_configs", "Experiment": "/experiments"}
EDITS = {
    "off": ("Gate", "disable"),
    "out": ("Gate", "launch"),
    "away": ("Gate", "archive"),
    "low": ("DynamicConfig", "disable"),
    "gone": ("DynamicConfig", "archive"),
    "done": ("Experiment", "make_decision"),
    "over": ("Experiment", "abandon"),
}
"""What people do in the console, by the names of the objects."""

STATE = ("isEnabled", "status", "launchedGroupID", "decisionReason")


def source(kind: str, name: str, text: str, ignored: bool = False) -> str:
    """An object whose description is a text, as a program has it."""
    options = ', opts=pulumi.ResourceOptions(ignore_changes=["lifecycle"])' if ignored else ""
    return SOURCES[kind].replace("NAME", name).replace("TEXT", text).replace("OPTIONS", options) + "\n"


def all_of_them(text: str, ignored: bool) -> Program:
    """A program with every object."""
    return written("".join(source(kind, name, text, ignored) for name, (kind, _) in EDITS.items()))


def search(text: str) -> Program:
    """A program with one gate."""
    return written(source("Gate", "search", text))


def switch(console: Client, name: str) -> None:
    """Does to an object in the console what `EDITS` says."""
    kind, move = EDITS[name]
    path = f"{PATHS[kind]}/{name}"
    body = {"decisionReason": "b sells"} if kind == "Experiment" else {}
    if move == "make_decision":
        body["id"] = console.get(path).data["groups"][1]["id"]
    assert console.put(f"{path}/{move}", body).status == 200


def states(console: Client) -> dict[str, dict[str, Any]]:
    """What of the objects their lifecycles decide."""
    found = {name: console.get(f"{PATHS[kind]}/{name}").data for name, (kind, _) in EDITS.items()}
    return {name: {key: data[key] for key in STATE if key in data} for name, data in found.items()}


@pytest.mark.parametrize("ignored", [True, False], ids=["ignored", "managed"])
def test_a_new_description_leaves_the_switch_alone(stack: Stack, console: Client, traffic: Traffic, ignored: bool) -> None:
    """Somebody switches things off, launches or decides them in the console; the next update is about a text."""
    stack.up(all_of_them("one", ignored))
    for name in EDITS:
        switch(console, name)
    edited = states(console)
    traffic.since()

    preview = stack.preview(all_of_them("two", ignored), diff=True).text
    stack.up(all_of_them("two", ignored))

    assert states(console) == edited
    assert {console.get(f"{PATHS[kind]}/{name}").data["description"] for name, (kind, _) in EDITS.items()} == {"two"}
    assert [each for each in traffic.mutations() if not each.startswith("PATCH ")] == []
    assert "lifecycle" not in "".join(line for line in preview.splitlines() if line.lstrip().startswith(("~ ", "+ ", "- ")))


def test_what_was_left_shows_at_the_next_preview(stack: Stack, console: Client) -> None:
    """The update says in a line what it left, and from then on it is drift like any other."""
    stack.up(search("one"))
    console.put("/gates/search/disable")

    text = stack.up(search("two")).text

    assert "Gate search: lifecycle" in text
    assert "stays so in this run. The next preview shows it" in text
    assert "lifecycle" in stack.preview(search("two"), diff=True).text
    stack.up(search("two"))
    assert console.get("/gates/search").data["isEnabled"] is True


def test_an_edit_of_what_the_program_changes_stops_the_update(stack: Stack, console: Client, traffic: Traffic) -> None:
    """The sentence says which property, who, and the two ways on; the word lets it through."""
    stack.up(search("one"))
    console.patch("/gates/search", {"description": "theirs"})
    traffic.since()

    text = stack.fails("up", search("two"))

    assert "description" in text
    assert "pulumi refresh" in text
    assert "guardLostUpdates" in text
    assert traffic.mutations() == []
    assert console.get("/gates/search").data["description"] == "theirs"

    stack.configure("statsig:guardLostUpdates", "false")
    stack.up(search("two"))
    assert console.get("/gates/search").data["description"] == "two"

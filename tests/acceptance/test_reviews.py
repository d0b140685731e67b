"""Changes that wait for a review, on the real CLI."""

from __future__ import annotations

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Program, Stack


def gate(description: str, lifecycle: statsig.GateLifecycle = "enabled") -> Program:
    """A program with one gate."""
    return lambda: statsig.Gate("checkout", name="Checkout", description=description, lifecycle=lifecycle)  # type: ignore[func-returns-value]


def test_a_change_waits_for_its_review_and_arrives(stack: Stack, console: Client, emulator: Emulator, traffic: Traffic) -> None:
    """`up` says that it waits, previews show it as still to come, another `up` sends nothing, and approval settles it."""
    console.post("/settings/reviews", {**console.get("/settings/reviews").data, "is_config_review_required": True})
    stack.configure("statsig:respectReviewSettings", "true")
    stack.up(gate("old"))

    waiting = stack.up(gate("new", "disabled"))

    (review,) = [each for each in emulator.reviews() if each["object"] == "checkout"]
    assert "warning: Gate checkout: the change of description, lifecycle waits for a review in the console" in waiting.text
    assert review["id"] in waiting.text
    assert stack.resources()["checkout"]["outputs"]["description"] == "old"
    assert stack.preview(gate("new", "disabled")).steps["checkout"].op == "update"

    traffic.since()
    again = stack.up(gate("new", "disabled"))
    assert "waits for a review" in again.text
    assert traffic.mutations() == []

    emulator.approve(review["id"])
    settled = stack.up(gate("new", "disabled"))
    assert "waits for a review" not in settled.text
    assert traffic.mutations() == []
    assert console.get("/gates/checkout").data["status"] == "Disabled"
    assert stack.preview(gate("new", "disabled")).steps == {}
    assert stack.refresh().steps == {}

"""Changes that wait for a review, on the real CLI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Program, Stack


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


def percentage(share: float, **values: object) -> Program:
    """A program with one gate, open for a share of all users."""
    rule = statsig.Rule(name="Everyone", pass_percentage=share, conditions=[{"type": "public"}])
    made: Callable[..., object] = statsig.Gate
    return lambda: made("checkout", name="Checkout", rules=[rule], **values)  # type: ignore[func-returns-value,return-value]


def decider(console: Client, emulator: Emulator) -> Client:
    """Somebody else, with a key of their own."""
    return emulator.client(console.post("/keys", {"description": "", "type": "CONSOLE", "scopes": []}).data["key"])


def newest(console: Client) -> dict[str, Any]:
    """The gate's newest review."""
    found: dict[str, Any] = console.get("/gates/checkout/reviews").data[0]
    return found


def shares(console: Client) -> list[float]:
    """What the gate's rules let in."""
    return [rule["passPercentage"] for rule in console.get("/gates/checkout").data["rules"]]


def test_a_change_goes_through_a_review(stack: Stack, console: Client, emulator: Emulator, traffic: Traffic) -> None:
    """Opened, waited for, edited, accepted, committed; then one that is cancelled, and one that is rejected, quoting the reason."""
    stack.configure("statsig:reviews", "true")
    stack.configure("statsig:reviewDescription", "By the pipeline")
    stack.configure("statsig:maxRolloutStep", "100")
    other = decider(console, emulator)

    opened = stack.up(percentage(5))
    review = newest(console)
    assert f"warning: Gate checkout: the change of rules waits for review {review['review_id']} (since " in opened.text
    assert (review["status"], review["description"], shares(console)) == ("pending", "By the pipeline", [])

    waiting = stack.preview(percentage(5))
    assert waiting.steps["checkout"].op == "update"
    assert f"waits for review {review['review_id']} (since {review['created_at']}, by {review['author']['id']})" in waiting.text
    traffic.since()
    assert "nothing of it is in force yet" in stack.up(percentage(5)).text
    assert traffic.mutations() == []

    assert f"will take the place of what review {review['review_id']} proposes" in stack.preview(percentage(10)).text
    stack.up(percentage(10))
    assert traffic.mutations() == ["PUT /gates/{id}/reviews/{reviewID}"]

    address = f"/gates/checkout/reviews/{review['review_id']}"
    assert other.put(f"{address}/approve", {"reason": "fine"}).status == 200
    traffic.since()
    committed = stack.up(percentage(10))
    assert f"review {review['review_id']} is committed" in committed.text
    assert traffic.mutations() == ["PUT /gates/{id}/reviews/{reviewID}/commit"]
    assert shares(console) == [10]
    assert stack.preview(percentage(10)).steps == {}
    assert stack.refresh().steps == {}

    stack.up(percentage(50))
    given_up = stack.preview(percentage(10))
    assert (given_up.steps["checkout"].op, "will be cancelled" in given_up.text) == ("update", True)
    stack.up(percentage(10))
    assert (len(console.get("/gates/checkout/reviews").data), shares(console)) == (1, [10])
    assert stack.preview(percentage(10)).steps == {}

    stack.up(percentage(100))
    rejected = newest(console)
    other.put(f"/gates/checkout/reviews/{rejected['review_id']}/reject", {"reason": "too steep for a Friday"})
    with pytest.raises(Failed) as failed:
        stack.up(percentage(100))
    assert "was rejected" in failed.value.text
    assert "too steep for a Friday" in failed.value.text
    assert shares(console) == [10]
    assert stack.up(percentage(100, review_description="Now it is Monday")).steps["checkout"].op == "update"
    assert newest(console)["description"] == "Now it is Monday"

    with pytest.raises(Failed) as failed:
        stack.destroy()
    assert "is not deleted yet: that waits for review" in failed.value.text
    assert (console.get("/gates/checkout").status, "checkout" in stack.resources()) == (200, True)
    other.put(f"/gates/checkout/reviews/{newest(console)['review_id']}/approve", {})
    stack.destroy()
    assert (console.get("/gates/checkout").status, stack.resources()) == (404, {})

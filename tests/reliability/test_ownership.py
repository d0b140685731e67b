"""Ownership: an object of a stack outlives a new name, a component, a replacement and a second resource."""

from __future__ import annotations

import pytest

from statsig_console_emulator.testing import Emulator

from .deployment import Deployment
from .ownership import Case, Ownership, owners


def test_the_proof_sees_what_is_lost(troubled: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would show nothing."""
    [subject] = [each for each in owners() if each.name == "tag"]
    bring = Deployment.up

    def and_lose(stack: Deployment, program: list[object], replaced: object = ()) -> list[object]:
        steps = bring(stack, program, replaced)  # type: ignore[arg-type]
        console = troubled.client(stack.config["statsig:consoleApiKey"])
        for tag in console.get("/tags").data:
            if tag["name"] == "Checkout" and "the-new-name" in stack.held:
                console.delete(f"/tags/{tag['id']}")
        return steps  # type: ignore[return-value]

    monkeypatch.setattr(Deployment, "up", and_lose)
    verdict = Ownership(troubled, "ownership-seen").judge(Case(subject, "rename", "by the stack"))

    assert any("tags lacks" in loss for loss in verdict.losses)

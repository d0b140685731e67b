"""Secrets that a program gives as plain text are encrypted in state, and stay so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import pulumi_statsig_console as statsig

from .stacks import Stack

TEXTS = ["hush-token", "hush-credentials", "hush-private-key", "hush-header"]


def program(changes: str = "") -> Callable[[], None]:
    """A program that holds secrets in clear; `changes` goes into each of them."""

    def run() -> None:
        statsig.DatabricksConnection(
            "databricks",
            host=f"example.com{changes}",
            path="/sql",
            token=f"hush-token{changes}",
            delta_sharing_credentials=f"hush-credentials{changes}",
        )
        statsig.WarehouseConnection("warehouse", bigquery={"private_key": f"hush-private-key{changes}", "project": "shop"})
        prompt = statsig.Prompt("prompt", name="Helper")
        statsig.PromptVersion(
            "version",
            prompt_id=prompt.id,
            name="Brief",
            auth_workflow_headers=[{"name": "Authorization", "value": f"hush-header{changes}"}],
        )

    return run


@pytest.fixture
def key(keys: Callable[[str], str]) -> str:
    """A warehouse-native project."""
    return keys("whn-secret-inputs")


def test_plain_secrets_are_encrypted(stack: Stack) -> None:
    """After up, refresh, a change and another refresh no secret is in state in clear, and all can be decrypted."""
    for changes in ("", "-changed"):
        texts = [text + changes for text in TEXTS]
        shown = stack.up(program(changes)).text
        before = json.dumps(stack.export())
        shown += stack.refresh(program(changes)).text
        after = json.dumps(stack.export())
        clear = stack.cli("stack", "export", "--show-secrets", "--stack", "dev")

        assert [text for text in texts if text in before + after + shown] == []
        assert [text for text in texts if text not in clear] == []
    assert stack.preview(program("-changed")).steps == {}
    stack.destroy()

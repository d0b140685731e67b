"""Copies of a stack: a state that was exported from one stack and imported into another one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Stack


def program() -> None:
    """A gate, and settings that a destroy puts back."""
    statsig.Gate("gate", name="Checkout")
    statsig.ProjectSettings("project", name="Shop")


def copied(stack: Stack, url: str, key: str) -> Stack:
    """A stack for another project, with the state of the first one."""
    other = Stack(stack.folder, url, key, "prod")
    other.restore(json.loads(json.dumps(stack.export()).replace("urn:pulumi:dev::", "urn:pulumi:prod::")))
    return other


def test_a_copy_for_another_project_deletes_nothing_in_the_first_one(
    stack: Stack, console: Client, emulator: Emulator, keys: Callable[[str], str], traffic: Traffic
) -> None:
    """State holds the configuration of the first stack, and a destroy runs no program that would bring its own."""
    stack.up(program)
    other = copied(stack, emulator.url, keys("prod"))
    traffic.since()

    with pytest.raises(Failed, match="but the stack's configuration now has a key of"):
        other.destroy()
    other.up(program)
    with pytest.raises(Failed, match="this stack's objects are in the Statsig project"):
        other.destroy()
    with pytest.raises(Failed, match="this stack's objects are in the Statsig project"):
        other.refresh(program)

    assert traffic.mutations() == []
    stack.destroy()
    assert console.get("/gates/checkout").status == 404


def test_a_stack_with_a_new_key_of_its_project_is_destroyed(stack: Stack, console: Client) -> None:
    """A key that was rotated is that of another project to nobody."""
    stack.up(program)
    new = console.post("/keys", {"description": "new", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    stack.configure("statsig:consoleApiKey", new, secret=True)

    stack.destroy()

    assert console.get("/gates/checkout").status == 404

"""The examples on the pages of resources: one stack has them all, each in a Statsig project of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pulumi.runtime.settings import get_root_resource, set_root_resource
from tools.docs import kinds, samples

import pulumi
import pulumi_statsig_console as statsig

from .stacks import Stack

EXAMPLES = {
    f"{kinds.stem(owner)}-{example.size.lower()}": example
    for owner in kinds.classes(once=False)
    for example in samples.samples(kinds.stem(owner))
}
"""All of them, by the names of their projects."""


@contextmanager
def below(parent: pulumi.Resource | None) -> Iterator[None]:
    """Resources without a parent get this one, by which resources of several examples may have the same name."""
    before = get_root_resource()
    set_root_resource(parent)  # type: ignore[arg-type]
    yield
    set_root_resource(before)  # type: ignore[arg-type]


def program(monkeypatch: pytest.MonkeyPatch) -> None:
    """All examples, as they stand on the pages."""
    stack, export = get_root_resource(), pulumi.export

    def export_from_the_stack(name: str, value: Any) -> None:
        with below(stack):
            export(name, value)

    with monkeypatch.context() as patched:
        patched.setattr(pulumi, "export", export_from_the_stack)
        for name, example in EXAMPLES.items():
            component = pulumi.ComponentResource(f"examples:resources:{name}", name)
            with statsig.Project(name), below(component):
                exec(compile(example.source, name, "exec"), {})


def test_examples_come_up_and_leave_nothing_to_do(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """`up`, and a refresh and a preview without changes."""
    whn = {name: "whn-" if "warehouse-native" in example.said else "" for name, example in EXAMPLES.items()}
    keys = [f"statsig:projects.{name}.consoleApiKey=console-{sort}example-{name}" for name, sort in whn.items()]
    names = {name for example in EXAMPLES.values() for name in re.findall(r"require_secret\(\"(\w+)\"\)", example.source)}
    secrets = [word for value in (*keys, *(f"{name}=hush" for name in names)) for word in ("--secret", value)]
    stack.cli("config", "set-all", "--path", *secrets, "--stack", "dev")

    created = stack.up(lambda: program(monkeypatch)).steps
    planned = stack.preview(lambda: program(monkeypatch), refresh=True).steps

    assert set(EXAMPLES) <= set(created)
    assert {step.op for step in created.values()} == {"create"}
    assert planned == {}

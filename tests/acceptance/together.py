"""Several programs in one stack: each in a Statsig project of its own, its resources below a component of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from pulumi.runtime.settings import get_root_resource, set_root_resource

import pulumi
import pulumi_statsig_console as statsig

from .stacks import Program, Run, Stack, Step


@contextmanager
def below(parent: pulumi.Resource | None) -> Iterator[None]:
    """Resources without a parent get this one, by which resources of several programs may have the same name."""
    before = get_root_resource()
    set_root_resource(parent)  # type: ignore[arg-type]
    yield
    set_root_resource(before)  # type: ignore[arg-type]


def together(programs: Mapping[str, Program]) -> Program:
    """A program that runs all of these, by the names of their projects."""

    def program() -> None:
        stack, export = get_root_resource(), pulumi.export

        def export_from_the_stack(name: str, value: Any) -> None:
            with below(stack):
                export(name, value)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(pulumi, "export", export_from_the_stack)
            for name, run in programs.items():
                component = pulumi.ComponentResource(f"tests:programs:{name}", name)
                with statsig.Project(name), below(component):
                    run()

    return program


def configure(stack: Stack, keys: Mapping[str, str], **secrets: str) -> None:
    """Gives a stack the keys of the programs' projects, and secrets of its own."""
    values = {f"statsig:projects.{name}.consoleApiKey": key for name, key in keys.items()} | secrets
    given = [word for name, value in values.items() for word in ("--secret", f"{name}={value}")]
    stack.cli("config", "set-all", "--path", *given, "--stack", stack.name)


def steps_of(name: str, run: Run) -> dict[str, Step]:
    """The steps of one program's component and its resources, by URN."""
    return {urn: step for urn, step in run.by_urn.items() if urn.partition(f"::tests:programs:{name}")[2].startswith(("::", "$"))}

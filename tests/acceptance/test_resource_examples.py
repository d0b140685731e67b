"""The examples on the pages of resources: one stack has them all, each in a Statsig project of its own."""

from __future__ import annotations

import re

from tools.docs import kinds, samples

from .stacks import Program, Stack
from .together import configure, together

EXAMPLES = {
    f"{kinds.stem(owner)}-{example.size.lower()}": example
    for owner in kinds.classes(once=False)
    for example in samples.samples(kinds.stem(owner))
}
"""All of them, by the names of their projects."""


def program(name: str) -> Program:
    """An example, as it stands on its page."""
    return lambda: exec(compile(EXAMPLES[name].source, name, "exec"), {})


def test_examples_come_up_and_leave_nothing_to_do(stack: Stack) -> None:
    """`up`, and a refresh and a preview without changes."""
    whn = {name: "whn-" if "warehouse-native" in example.said else "" for name, example in EXAMPLES.items()}
    names = {name for example in EXAMPLES.values() for name in re.findall(r"require_secret\(\"(\w+)\"\)", example.source)}
    configure(stack, {name: f"console-{sort}example-{name}" for name, sort in whn.items()}, **dict.fromkeys(names, "hush"))
    programs = together({name: program(name) for name in EXAMPLES})

    created = stack.up(programs).steps
    planned = stack.preview(programs, refresh=True).steps

    assert set(EXAMPLES) <= set(created)
    assert {step.op for step in created.values()} == {"create"}
    assert planned == {}

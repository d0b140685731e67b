"""The life of every kind through the plugin, next to the same life through the dynamic provider: the same steps, requests and objects."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind, kinds_in
from statsig_console_emulator.testing import Emulator
from statsig_console_plugin.wording import worded
from tests.reliability.contents import contents, difference
from tests.reliability.deployment import Declared, Deployment, Step
from tests.reliability.subjects import SUBJECTS, Subject

from .protocol import PluginDeployment, plugin_urn
from .test_schema import values_of

TWINS = ("defaultValueJson5", "returnValueJson5")
"""Texts of the API in which a JSON value has the order of its keys."""

CONFIG = {"statsig:maxRolloutStep": "100"}


@dataclass
class Told:
    """What happened in each chapter of a life: the steps, the requests, and what the project held then."""

    steps: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=dict)
    held: dict[str, Any] = field(default_factory=dict)


class Teller:
    """Leads one subject through its life in a project of its own."""

    def __init__(self, emulator: Emulator, subject: Subject, stack: Deployment) -> None:
        self.emulator = emulator
        self.subject = subject
        self.stack = stack
        self.told = Told()

    @property
    def readable(self) -> Deployment:
        """The stack as programs refer to it."""
        return self.stack.readable if isinstance(self.stack, PluginDeployment) else self.stack

    def tell(self) -> Told:
        """All chapters."""
        subject, changed = self.subject, dict(self.subject.life.changed)
        for number in range(len(subject.parents)):
            self.chapter(f"parent {number}", self.stack.up([*self.before(number), self.declared(number)]))
        self.chapter("previewed", self.stack.preview(subject.program(self.readable)))
        self.chapter("created", self.stack.up(subject.program(self.readable)))
        self.chapter("previewed again", self.stack.preview(subject.program(self.readable)))
        self.chapter("refreshed", self.stack.refresh())
        self.chapter("previewed after refresh", self.stack.preview(subject.program(self.readable)))
        self.chapter("changed", self.stack.up(subject.program(self.readable, changed)))
        self.chapter("previewed after change", self.stack.preview(subject.program(self.readable, changed)))
        self.chapter("changed back", self.stack.up(subject.program(self.readable)))
        for name, value in subject.life.immutable.items():
            self.chapter(f"previewed {name}", self.stack.preview(subject.program(self.readable, {name: value})))
        if replaced := subject.replaced():
            self.chapter("replaced", self.stack.up(subject.program(self.readable, replaced)))
        self.chapter("destroyed", self.stack.destroy())
        return self.told

    def before(self, number: int) -> list[Any]:
        """The program of what is made already."""
        return Subject(self.subject.life, self.subject.parents[:number]).before(self.readable)

    def declared(self, number: int) -> Any:
        """The next of those that the subject refers to."""
        return Subject(self.subject.life, self.subject.parents[number : number + 1]).before(self.readable)[0]

    def chapter(self, name: str, steps: list[Step]) -> None:
        """What one operation did."""
        key = self.stack.config["statsig:consoleApiKey"]
        self.told.steps[name] = [(each.name, each.op, sentence(each.error, self.subject.life.declaration)) for each in steps]
        self.told.requests[name] = [f"{each.method} {each.template} {each.status}" for each in self.emulator.requests()]
        self.told.held[name] = {kind: sorted(map(in_order, held)) for kind, held in contents(self.emulator, key).items()}
        self.emulator.clear_requests()


def in_order(text: str) -> str:
    """An object's text with the keys of its JSON in one order, of which Pulumi keeps none."""
    return json.dumps(sorted_texts(json.loads(text)), sort_keys=True)


def sorted_texts(value: Any) -> Any:
    """A value without the texts that repeat a JSON value which stands beside them."""
    if isinstance(value, dict):
        return {name: sorted_texts(each) for name, each in value.items() if name not in TWINS}
    return [sorted_texts(each) for each in value] if isinstance(value, list) else value


def sentence(error: Exception | None, kind: Kind) -> str:
    """What a step's error says, with the names that programs in other languages have."""
    return str(error.details()) if isinstance(error, grpc.RpcError) else "" if error is None else worded(plugin_urn("it", kind), str(error))


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_both_doors_do_the_same(subject: Subject, emulator: Emulator, stub: Any) -> None:
    """Steps, requests in their order with their outcomes, and all that the project holds after each operation."""
    prefix = f"console-{'whn-' if subject.warehouse else ''}door-{subject.name}"
    configs = [{**CONFIG, "statsig:consoleApiKey": f"{prefix}-{door}", "statsig:apiUrl": emulator.url} for door in ("dynamic", "plugin")]
    emulator.clear_requests()

    dynamic = Teller(emulator, subject, Deployment(configs[0])).tell()
    plugin = Teller(emulator, subject, PluginDeployment(configs[1], stub=stub)).tell()

    assert plugin.steps == dynamic.steps
    assert plugin.requests == dynamic.requests
    assert {name: difference(dynamic.held[name], plugin.held[name]) for name in plugin.held} == dict.fromkeys(dynamic.held, "")
    assert plugin.requests["created"] or subject.is_action
    assert plugin.requests["previewed again"] == []


@pytest.mark.parametrize("kind", kinds_in(statsig), ids=lambda kind: kind.label)
def test_both_doors_say_the_same(kind: Kind, emulator: Emulator, stub: Any) -> None:
    """Of every resource and action, with some value for each property that is required, and with none: the same sentences and requests."""
    emulator.clear_requests()
    told: list[Any] = []
    for door in ("dynamic", "plugin"):
        config = {**CONFIG, "statsig:consoleApiKey": f"console-whn-says-{kind.label.lower()}-{door}", "statsig:apiUrl": emulator.url}
        for values in ({each.name: decoded(each) for each in kind.inputs if each.required}, {}):
            stack = PluginDeployment(config, stub=stub) if door == "plugin" else Deployment(config)
            steps = stack.up([Declared("it", kind, values)])
            told.append([(each.op, sentence(each.error, kind)) for each in steps])
            told.append([f"{each.method} {each.template} {each.status}" for each in emulator.requests()])
            emulator.clear_requests()

    half = len(told) // 2
    assert told[half:] == told[:half]
    assert any(steps for steps in told)
    assert [said for steps in told[::2] for _, said in steps if re.match(r"\w+ [\[{]", said)] == [], "an object is called by a text"


def decoded(field: Field) -> Any:
    """Some value of a property, as a program gives it."""
    return field.decoded(values_of(field.shape))

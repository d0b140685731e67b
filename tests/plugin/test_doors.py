"""From one door to the other and back, for every kind: state changes its form, nothing is sent, and all is as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from operator import methodcaller
from typing import Any

import pytest
from pulumi.runtime import rpc

from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import Kind
from statsig_console.state_keys import PROVIDER_KEY, own
from statsig_console_emulator.testing import Emulator
from tests.reliability.contents import contents
from tests.reliability.deployment import Deployment, Held, full_urn, through_pulumi
from tests.reliability.subjects import SUBJECTS, Subject

from .protocol import PluginDeployment


@dataclass
class DynamicDeployment(Deployment):
    """A deployment whose state holds the provider as Pulumi's SDK keeps it there, and whose requests hold state and old inputs."""

    def carried(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the provider answers, with the provider that the SDK puts beside it."""
        return {**through_pulumi(values), PROVIDER_KEY: "pickled"}

    def _call(self, name: str, kind: Kind, method: methodcaller, ignored: Collection[str] = (), before: Any = None) -> Any:
        held = self.held.get(name) or next((old for urn, old in self.doomed if urn == name), None)
        old, inputs = (held.outputs, held.inputs) if held else ({}, {})
        with calling(Call(full_urn(name, kind), tuple(ignored), sent(before or inputs), sent(old))), self._exported():
            return method(self._provider(kind))


def sent(values: Mapping[str, Any]) -> Any:
    """Properties as Pulumi sends them."""
    return asyncio.run(rpc.serialize_properties(dict(values), {}))


def readable(held: Mapping[str, Held]) -> dict[str, Held]:
    """State without the provider."""
    return {name: replace(each, inputs=own(each.inputs), outputs=own(each.outputs)) for name, each in held.items()}


def story(subject: Subject, stack: Deployment, state: Deployment) -> list[tuple[str, str]]:
    """The steps of an update to the subject's program, each without an error."""
    steps = stack.up(subject.program(state))
    assert [each for each in steps if each.error] == []
    return [(each.name, each.op) for each in steps]


@pytest.mark.parametrize("imported", [False, True], ids=["made", "imported"])
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_state_goes_to_the_plugin_and_back(subject: Subject, imported: bool, emulator: Emulator, stub: Any) -> None:
    """Each resource is updated in state alone, and after that there is nothing to do; IDs stay, and refreshes find all as it was.

    What was imported from a file has its provider among the inputs alone.
    """
    key = f"console-{'whn-' if subject.warehouse else ''}moves-{subject.name}-{imported}"
    config = {"statsig:consoleApiKey": key, "statsig:apiUrl": emulator.url, "statsig:maxRolloutStep": "100"}
    first = DynamicDeployment(config)
    for number in range(len(subject.parents)):
        first.up(Subject(subject.life, subject.parents[: number + 1]).before(Deployment(config, readable(first.held))))
    story(subject, first, Deployment(config, readable(first.held)))
    if imported:
        first.held = {name: replace(each, outputs=own(each.outputs)) for name, each in first.held.items()}
        assert [each.op for each in first.preview(subject.program(Deployment(config, readable(first.held))))] == []
    before, ids = contents(emulator, key), {name: each.id for name, each in first.held.items()}
    everything = [(name, "update") for name in first.held]
    emulator.clear_requests()

    there = PluginDeployment(config, dict(first.held), stub=stub)
    moved = story(subject, there, Deployment(config, readable(first.held)))

    assert emulator.requests() == []
    assert sorted(moved) == sorted(everything)
    assert all(PROVIDER_KEY not in {**each.inputs, **each.outputs} for each in there.held.values())
    assert [each.op for each in there.preview(subject.program(there.readable))] == []
    assert [each.error for each in there.refresh() if each.error] == []
    assert [each.op for each in there.preview(subject.program(there.readable))] == []
    emulator.clear_requests()

    back = DynamicDeployment(config, dict(there.held))
    returned = story(subject, back, there.readable)

    assert emulator.requests() == []
    assert sorted(returned) == sorted(everything)
    final = Deployment(config, readable(back.held))
    assert [each.op for each in back.preview(subject.program(final))] == []
    assert {name: each.id for name, each in back.held.items()} == ids
    assert all({*own(each.outputs)} >= {*own(first.held[name].outputs)} for name, each in back.held.items())
    assert contents(emulator, key) == before

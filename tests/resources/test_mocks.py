"""Mocks for users' unit tests: what they check, what they fill in, and what they keep."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Callable, Iterator

import pytest
from pulumi.runtime import mocks as pulumi_mocks
from pulumi.runtime import settings as pulumi_settings

import pulumi
import pulumi_statsig_console as statsig
from pulumi_statsig_console.testing import Declared, Mocks


@pytest.fixture
def run() -> Iterator[Callable[[Mocks, Callable[[], None]], None]]:
    """Runs a program under mocks, to its end."""
    before = pulumi_settings.SETTINGS.monitor

    def under(mocks: Mocks, program: Callable[[], None]) -> None:
        pulumi_mocks.set_mocks(mocks, preview=False)
        pulumi.runtime.test(program)()

    yield under
    pulumi_settings.SETTINGS.monitor = before
    # Tasks of a program that failed are reported when they are collected, which must not happen in the middle of something else.
    gc.collect()


def test_declared_resources_have_ids_defaults_and_references(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """A reference has the ID that the API would derive; JSON is text; what the API would say can be given."""
    mocks = Mocks(outputs={"staff": {"created_time": 5}})

    def program() -> None:
        staff = statsig.Segment("staff", name="Our Staff", type="id_list")
        statsig.Gate("gate", name="A gate", description=staff.id, tags=[staff.created_time.apply(lambda time: f"{time:.0f}")])
        statsig.DynamicConfig("limits", name="Limits", dynamic_config_id="own", default_value={"max": 1.5})
        statsig.Tag("words", name="Words")

    run(mocks, program)

    kinds = {name: (each.kind, each.id) for name, each in mocks.declared.items()}
    assert kinds == {
        "staff": ("Segment", "our_staff"),
        "gate": ("Gate", "a_gate"),
        "limits": ("DynamicConfig", "own"),
        "words": ("Tag", "words-id"),
    }
    gate = mocks.declared["gate"].inputs
    assert (gate["description"], gate["tags"], gate["lifecycle"], gate["id_type"]) == ("our_staff", ["5"], "enabled", "userID")
    assert json.loads(mocks.declared["limits"].inputs["default_value"]) == {"max": 1.5}


def test_mocks_work_in_a_thread_without_event_loop(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """As another test's `asyncio.run` leaves it, and as Python 3.14 begins."""
    asyncio.run(asyncio.sleep(0))
    mocks = Mocks()

    run(mocks, lambda: statsig.Tag("words", name="Words") and None)

    assert mocks.declared["words"].kind == "Tag"


def test_wrong_program_fails_with_every_mistake(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """The sentence of a preview, whichever class it is; nothing wrong is kept."""
    mocks = Mocks()

    with pytest.raises(Exception, match='Gate "gate": name should have at least 3 characters') as caught:
        run(mocks, lambda: statsig.Gate("gate", name="ab", nam="x") and None)

    assert "nam is no property here; did you mean name?" in str(caught.value)
    assert mocks.declared == {}


def test_resources_that_contradict_each_other_are_refused(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """A gate that declares its rules and a rule of its own, as a preview finds them; other mocks know nothing of it."""
    everyone = [{"type": "public"}]

    def whole() -> None:
        statsig.Gate("one", name="A gate", rules=[{"name": "a", "pass_percentage": 1, "conditions": everyone}])

    def both() -> None:
        whole()
        statsig.GateRule("two", gate_id="a_gate", name="b", pass_percentage=1, conditions=everyone)

    with pytest.raises(Exception, match="rules"):
        run(Mocks(), both)
    run(Mocks(), whole)


def test_lookups_are_answered_or_named(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """A lookup gets the test's answer; one without answer fails the test."""
    mocks = Mocks(lookups={"get_gate": {"id": "theirs", "name": "Theirs"}, "get_gates": {"data": [{"id": "a"}, {"id": "b"}]}})

    def program() -> None:
        ids = [gate.id for gate in statsig.get_gates()]
        statsig.Tag("words", name=statsig.get_gate("theirs").name, description=" ".join(ids))

    run(mocks, program)

    assert mocks.declared["words"].inputs["name"] == "Theirs"
    assert mocks.declared["words"].inputs["description"] == "a b"
    with pytest.raises(Exception, match="getSegment: the test gives no answer"):
        run(Mocks(), lambda: statsig.get_segment("staff") and None)


def test_objects_of_others_and_other_providers(run: Callable[[Mocks, Callable[[], None]], None]) -> None:
    """What is only read has its ID, and resources of other packages pass."""
    mocks = Mocks(outputs={"theirs": {"status": "Launched"}})

    def program() -> None:
        theirs = statsig.Gate.get("theirs", "their_gate")
        statsig.Tag("words", name=theirs.status)
        pulumi.CustomResource("random:index/randomPet:RandomPet", "pet", {"length": 2})

    run(mocks, program)

    assert mocks.declared["theirs"] == Declared("Gate", "theirs", "their_gate", {})
    assert mocks.declared["words"].inputs["name"] == "Launched"
    assert mocks.declared["pet"].kind == "random:index/randomPet:RandomPet"

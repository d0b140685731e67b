"""Imports by ID alone, for every kind: what Pulumi's own `import` reads is a program that has nothing to change."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import Kind, kinds_in
from statsig_console_emulator.testing import Emulator
from tests.reliability.subjects import SUBJECTS, Subject

from .protocol import PluginDeployment, configured, plugin_urn

IMPORTABLE = [each for each in kinds_in(statsig) if (each.endpoints.read or each.endpoints.listing) and not each.endpoints.once]
OTHERS = [each for each in kinds_in(statsig) if each not in IMPORTABLE]


def made(subject: Subject, stack: PluginDeployment) -> str:
    """The ID of the subject, once it and what it refers to are made."""
    for number in range(len(subject.parents)):
        before = Subject(subject.life, subject.parents[: number + 1]).before(stack.readable)
        assert not [each for each in stack.up(before) if each.error]
    assert not [each for each in stack.up(subject.program(stack.readable)) if each.error]
    return stack.held[subject.name].id


@pytest.mark.parametrize("subject", [each for each in SUBJECTS if each.life.declaration in IMPORTABLE], ids=lambda subject: subject.name)
def test_an_object_is_imported_by_its_id(subject: Subject, emulator: Emulator, stub: Any) -> None:
    """By the ID that the stack which made it has, into state whose inputs are valid, mean no change, and send nothing."""
    kind = subject.life.declaration
    key = f"console-{'whn-' if subject.warehouse else ''}import-{subject.name}"
    stack = PluginDeployment({"statsig:consoleApiKey": key, "statsig:apiUrl": emulator.url, "statsig:maxRolloutStep": "100"}, stub=stub)
    id_ = made(subject, stack)
    configured(stub, stack.config)
    stack.leave_process()
    urn = plugin_urn("imported", kind)

    read = stub.Read(provider_pb2.ReadRequest(id=id_, urn=urn))
    emulator.clear_requests()
    checked = stub.Check(provider_pb2.CheckRequest(urn=urn, olds=read.inputs, news=read.inputs))
    answer = stub.Diff(provider_pb2.DiffRequest(id=id_, urn=urn, olds=read.properties, old_inputs=read.inputs, news=checked.inputs))

    assert read.id == id_
    assert not checked.failures
    assert (answer.changes == answer.DIFF_NONE, dict(answer.detailedDiff)) == (True, {})
    assert emulator.requests() == []


def test_every_kind_that_can_be_read_is_imported_here() -> None:
    """None is left out."""
    assert {each.label for each in IMPORTABLE} == {each.life.declaration.label for each in SUBJECTS if each.life.declaration in IMPORTABLE}


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.label)
def test_what_cannot_be_read_is_refused(kind: Kind, emulator: Emulator, stub: Any) -> None:
    """In a sentence, before anything is sent."""
    configured(stub, {"statsig:consoleApiKey": "console-import-none", "statsig:apiUrl": emulator.url})
    emulator.clear_requests()

    with pytest.raises(grpc.RpcError) as caught:
        stub.Read(provider_pb2.ReadRequest(id="some-id", urn=plugin_urn("it", kind)))

    assert caught.value.details() == f"{kind.label} some-id cannot be had by its ID: the API has no operation that reads one"
    assert emulator.requests() == []


@pytest.mark.parametrize("kind", [kind for kind in IMPORTABLE if kind.endpoints.identity.parts()], ids=lambda kind: kind.label)
def test_an_object_that_is_not_there_is_told(kind: Kind, emulator: Emulator, stub: Any) -> None:
    """In a sentence with its ID. What is always there, such as a project's settings, is there under any."""
    configured(stub, {"statsig:consoleApiKey": "console-whn-import-nothing", "statsig:apiUrl": emulator.url})

    with pytest.raises(grpc.RpcError) as caught:
        stub.Read(provider_pb2.ReadRequest(id="not_there/either/nor", urn=plugin_urn("it", kind)))

    assert "not_there/either/nor" in str(caught.value.details())
    assert "Traceback" not in str(caught.value.details())

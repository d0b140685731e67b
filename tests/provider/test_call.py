"""What a provider learns of Pulumi's request, where the SDK's own servicer hands it on."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pulumi.dynamic
import pytest
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from statsig_console.call import Call, calling, current, name_in
from statsig_console.errors import InputError
from statsig_console.provider import in_call
from statsig_console.state_keys import UNMADE

URN = "urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:Gate::checkout"


class Listener(pulumi.dynamic.ResourceProvider):
    """A provider that only notes what each call is about."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    @in_call
    def check(self, _olds: Any, news: Any) -> pulumi.dynamic.CheckResult:
        self.calls.append(current())
        return pulumi.dynamic.CheckResult(news, [])

    @in_call
    def diff(self, _id: str, _olds: Any, _news: Any) -> pulumi.dynamic.DiffResult:
        self.calls.append(current())
        return pulumi.dynamic.DiffResult()

    @in_call
    def delete(self, _id: str, _props: Any) -> None:
        self.calls.append(current())


@pytest.fixture
def served() -> tuple[Any, Listener]:
    """The SDK's servicer, as its module defines it before it begins to serve, and the provider that it calls."""
    spec = find_spec("pulumi.dynamic.__main__")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text().rstrip().removesuffix("main()")
    module: dict[str, Any] = {"__name__": "servicer"}
    exec(compile(source, spec.origin, "exec"), module)
    listener = Listener()
    module["get_provider"] = lambda *_: listener
    return module["DynamicResourceProviderServicer"](), listener


def packed(values: dict[str, Any]) -> Any:
    """Properties as Pulumi sends them."""
    return asyncio.run(rpc.serialize_properties({"__provider": "", **values}, {}))


def test_a_call_knows_its_resource_and_what_is_ignored(served: tuple[Any, Listener]) -> None:
    """The SDK passes neither on, so a change of the SDK that hides them fails here."""
    servicer, listener = served
    request = provider_pb2.DiffRequest(
        id="checkout",
        urn=URN,
        olds=packed({}),
        news=packed({}),
        ignoreChanges=["lifecycle", "rules[0].name"],
        old_inputs=packed({"name": "a"}),
    )

    servicer.Diff(request, None)
    servicer.Delete(provider_pb2.DeleteRequest(id="checkout", urn=URN, properties=packed({})), None)

    assert listener.calls[0].old_inputs == packed({"name": "a"})
    assert listener.calls == [Call(URN, ("lifecycle", "rules[0].name")), Call(URN)]
    assert name_in(URN) == "checkout"


def test_a_call_knows_which_values_are_missing(served: tuple[Any, Listener]) -> None:
    """The program has named them, since Pulumi sends nothing in their place."""
    servicer, listener = served

    servicer.Check(provider_pb2.CheckRequest(urn=URN, olds=packed({}), news=packed({UNMADE: ["layer_id"]})), None)
    servicer.Check(provider_pb2.CheckRequest(urn=URN, olds=packed({}), news=packed({})), None)

    assert [each.unmade for each in listener.calls] == [("layer_id",), ()]


def test_who_calls_without_the_sdk_says_what_it_is_about() -> None:
    """Elsewhere nothing is known."""
    with calling(Call(URN, ("tags",))):
        assert current() == Call(URN, ("tags",))
    assert current() == Call()


class Aborted(Exception):
    """What gRPC's context raises."""


class Context:
    """gRPC's side of a request: it keeps what the caller is told."""

    def abort(self, _code: Any, details: str) -> None:
        raise Aborted(details)


def test_an_error_is_its_sentence_to_pulumi(served: tuple[Any, Listener]) -> None:
    """The SDK answers with a traceback; that of a mistake of ours stays one."""
    servicer, listener = served
    request = provider_pb2.DeleteRequest(id="checkout", urn=URN, properties=packed({}))

    def told(error: Exception) -> str:
        def fail(*_: Any) -> None:
            raise error

        with patch.object(Listener, "delete", in_call(fail)), pytest.raises(Aborted) as caught:
            servicer.Delete(request, Context())
        return str(caught.value)

    assert told(InputError("Gate checkout: is not yours.")) == "Gate checkout: is not yours."
    assert told(KeyError("ours")).startswith("Traceback (most recent call last)")
    assert listener.calls == []

"""The plugin as Pulumi uses it: over gRPC, with the messages that its engine sends, for the tests of whole deployments.

`PluginDeployment` is a deployment whose program is in another language: names are spelt as there, and JSON is plain values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import grpc
from pulumi.dynamic import CheckFailure, CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from statsig_console.call import current
from statsig_console.declaring.casing import inward, outward
from statsig_console.declaring.kinds import Kind
from statsig_console.state_keys import PROVIDER_KEY, TYPE, own
from statsig_console_plugin.reporting import Reporter
from statsig_console_plugin.schema import token
from statsig_console_plugin.server import listening
from statsig_console_plugin.servicer import ConsoleServicer
from statsig_console_plugin.values import Properties, struct_of
from tests.reliability.deployment import Deployment, Held, full_urn


@contextmanager
def connected() -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    """A running plugin, and a client of it."""
    server, port = listening(ConsoleServicer(Reporter()))
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield provider_pb2_grpc.ResourceProviderStub(channel)
    finally:
        server.stop(0)


def configured(stub: Any, config: Mapping[str, Any]) -> None:
    """Configures the plugin as Pulumi does: after a check, with the settings by their own names."""
    settings = {name.rpartition(":")[2]: value for name, value in config.items()}
    checked = stub.CheckConfig(provider_pb2.CheckRequest(urn="urn:pulumi:dev::test::pulumi:providers:x::p", news=struct_of(settings)))
    assert not checked.failures, checked.failures
    stub.Configure(provider_pb2.ConfigureRequest(args=struct_of(settings), acceptSecrets=True))


def plugin_urn(name: str, kind: Kind) -> str:
    """The URN of a resource of the plugin's."""
    return full_urn(name, kind).replace(TYPE, token(""))


@dataclass
class OverProtocol:
    """One kind of the plugin's, with the methods of a dynamic provider. Values have the form that other languages use."""

    stub: Any
    kind: Kind

    @property
    def urn(self) -> str:
        """The URN for the request: that of the call, with the plugin's type."""
        return current().urn.replace(TYPE, token(""))

    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Check."""
        sent = outward(self.kind, own(news))
        answer = self.stub.Check(provider_pb2.CheckRequest(urn=self.urn, olds=struct_of(olds), news=struct_of(sent)))
        return CheckResult(self._kept(answer.inputs), [CheckFailure(each.property, each.reason) for each in answer.failures])

    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> DiffResult:
        """Diff."""
        answer = self.stub.Diff(provider_pb2.DiffRequest(**self._changing(id_, olds, news)))
        assert answer.changes in (answer.DIFF_NONE, answer.DIFF_SOME)
        assert {each.partition(".")[0].partition("[")[0] for each in answer.detailedDiff} >= set(answer.replaces)
        return DiffResult(answer.changes == answer.DIFF_SOME, list(answer.replaces), delete_before_replace=answer.deleteBeforeReplace)

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Create, after a preview of it, which returns no ID and sends nothing."""
        preview = self.stub.Create(provider_pb2.CreateRequest(urn=self.urn, properties=struct_of(props), preview=True))
        assert preview.id == ""
        answer = self.stub.Create(provider_pb2.CreateRequest(urn=self.urn, properties=struct_of(props)))
        return CreateResult(answer.id, self._kept(answer.properties))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read."""
        answer = self.stub.Read(provider_pb2.ReadRequest(id=id_, urn=self.urn, properties=struct_of(props)))
        return ReadResult(answer.id, self._kept(answer.properties), self._kept(answer.inputs))

    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> UpdateResult:
        """Update."""
        request = provider_pb2.UpdateRequest(**self._changing(id_, olds, news))
        return UpdateResult(self._kept(self.stub.Update(request).properties))

    def delete(self, id_: str, props: dict[str, Any]) -> None:
        """Delete."""
        self.stub.Delete(provider_pb2.DeleteRequest(id=id_, urn=self.urn, properties=struct_of(props)))

    def _changing(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
        """The fields of requests about a change."""
        return {
            "id": id_,
            "urn": self.urn,
            "olds": struct_of(olds),
            "news": struct_of(news),
            "old_inputs": self._old_inputs(),
            "ignoreChanges": current().ignored,
        }

    def _old_inputs(self) -> Any:
        """The old inputs as state has them: with the provider of a dynamic resource, without the one of this deployment."""
        before = Properties.of(current().old_inputs).values if current().old_inputs else {}
        return struct_of({name: value for name, value in before.items() if (name, value) != (PROVIDER_KEY, "")})

    def _kept(self, properties: Any) -> dict[str, Any]:
        return Properties.of(properties).values


@dataclass
class PluginDeployment(Deployment):
    """A deployment through the plugin; each operation has new sessions, as in a new process."""

    stub: Any = None

    @property
    def readable(self) -> Deployment:
        """The stack with its state in the engine's form, as programs of the tests refer to it."""
        return replace_held(self, {name: in_engine(each) for name, each in self.held.items()})

    def carried(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they are: they have been converted already."""
        return dict(values)

    def _configured(self, kind: Kind) -> Any:
        configured(self.stub, self.config)
        return OverProtocol(self.stub, kind)


def in_engine(held: Held) -> Held:
    """A resource of the plugin's state in the engine's form."""
    return replace(held, inputs=inward(held.kind, own(held.inputs)), outputs=inward(held.kind, own(held.outputs)))


def replace_held(stack: Deployment, held: dict[str, Held]) -> Deployment:
    """A stack that holds something else."""
    return Deployment(stack.config, held)

"""Dynamic providers to measure against: one that does nothing, and one that reads every object by a request of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import pulumi.dynamic
from pulumi.dynamic import ConfigureRequest, CreateResult, DiffResult, ReadResult, UpdateResult

import pulumi


class NothingProvider(pulumi.dynamic.ResourceProvider):
    """Does nothing, as fast as Pulumi allows. It answers the outputs that the package had for a resource of the `kind`."""

    serialize_as_secret_always = False
    outputs: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return type(self), (self.kind,)

    def configure(self, req: ConfigureRequest) -> None:
        """Reads the outputs once."""
        if not NothingProvider.outputs:
            NothingProvider.outputs = json.loads(req.config.require("bench:outputs"))

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compares the inputs, which even this provider has to do."""
        return DiffResult(any(_olds.get(name) != value for name, value in _news.items()))

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Answers the inputs, and the outputs."""
        return CreateResult(str(props["name"]).lower().replace(" ", "_"), {**self.outputs.get(self.kind, {}), **props})

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Answers the state that it is given."""
        return ReadResult(id_, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Answers the inputs, and the outputs."""
        return UpdateResult({**_olds, **_news})

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Does nothing."""


class OneProvider(NothingProvider):
    """Reads each object by itself, over one pool of connections."""

    client: Any = None

    def configure(self, req: ConfigureRequest) -> None:
        """Connects."""
        super().configure(req)
        if OneProvider.client is None:
            import httpx  # Imported here, since `NothingProvider` does not need it.

            url, key = req.config.require("statsig:apiUrl"), req.config.require("statsig:consoleApiKey")
            OneProvider.client = httpx.Client(base_url=url, headers={"STATSIG-API-KEY": key}, timeout=60)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """One request per object."""
        assert OneProvider.client is not None
        OneProvider.client.get(f"/gates/{id_}").raise_for_status()
        return ReadResult(id_, props)


class Nothing(pulumi.dynamic.Resource):
    """A resource that exists only in state, with a key for each output."""

    provider: type[NothingProvider] = NothingProvider

    def __init__(self, name: str, kind: str, inputs: Mapping[str, Any], outputs: Iterable[str]) -> None:
        super().__init__(self.provider(kind if outputs else ""), name, {**dict.fromkeys(outputs), **inputs})


class One(Nothing):
    """A resource that is read by a request of its own."""

    provider = OneProvider

"""Dynamic providers to measure against: one that does nothing, and one that reads every object by a request of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import httpx
import pulumi.dynamic
from pulumi.dynamic import ConfigureRequest, CreateResult, DiffResult, ReadResult, UpdateResult

import pulumi


class NothingProvider(pulumi.dynamic.ResourceProvider):
    """Does nothing, as fast as Pulumi lets it."""

    serialize_as_secret_always = False

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return type(self), ()

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compares, since even nothing has to know whether anything changed."""
        return DiffResult(plain(_olds) != plain(_news))

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Takes the inputs for outputs."""
        return CreateResult(str(props["name"]).lower().replace(" ", "_"), props)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Finds what is in state."""
        return ReadResult(id_, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Takes the inputs for outputs."""
        return UpdateResult(_news)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Does nothing."""


class TalkativeProvider(NothingProvider):
    """Does nothing either, but answers as much as the API does of a gate, all of which Pulumi carries from process to process."""

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Takes the inputs for outputs, and adds what the API adds."""
        return CreateResult(super().create(props).id, answered(props))

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compares what the program sets."""
        return DiffResult(any(value != _olds.get(name) for name, value in answered(_news).items() if name != "__provider"))

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Takes the inputs for outputs, and adds what the API adds."""
        return UpdateResult(answered(_news))


class OneProvider(NothingProvider):
    """Reads each object by itself, over one pool of connections."""

    client: httpx.Client | None = None

    def configure(self, req: ConfigureRequest) -> None:
        """Connects."""
        if OneProvider.client is None:
            url, key = req.config.require("statsig:apiUrl"), req.config.require("statsig:consoleApiKey")
            OneProvider.client = httpx.Client(base_url=url, headers={"STATSIG-API-KEY": key}, timeout=60)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """One request per object."""
        assert OneProvider.client is not None
        OneProvider.client.get(f"/gates/{id_}").raise_for_status()
        return ReadResult(id_, props)


class Nothing(pulumi.dynamic.Resource):
    """A resource that is nothing but state, with a place for each of the real one's outputs."""

    provider: type[NothingProvider] = NothingProvider

    def __init__(self, name: str, inputs: Mapping[str, Any], outputs: Iterable[str]) -> None:
        super().__init__(self.provider(), name, {**dict.fromkeys(outputs), **inputs})


class Talkative(Nothing):
    """The same with the outputs of a gate."""

    provider = TalkativeProvider


class One(Nothing):
    """The same, read by itself."""

    provider = OneProvider


def answered(props: Mapping[str, Any]) -> dict[str, Any]:
    """A gate's state, as it is after the API's answer."""
    rules = [{"id": ID, "base_id": ID, **rule} for rule in props["rules"]]
    return {**props, **ADDED, "gate_id": str(props["name"]).lower().replace(" ", "_"), "rules": rules}


ID = "snih2Sdktkakf3ZxDZx3ZD"
ADDED: Mapping[str, Any] = {
    "__managed": ["description", "id_type", "lifecycle", "name", "rules"],
    "checks_per_hour": 0.0,
    "created_time": 1795454328695.0,
    "creator_id": ID,
    "creator_name": "CONSOLE API",
    "holdout_ids": [],
    "id_type": "userID",
    "is_enabled": True,
    "last_modified_time": 1795454328695.0,
    "last_modifier_id": ID,
    "last_modifier_name": "CONSOLE API",
    "lifecycle": "enabled",
    "measure_metric_lifts": True,
    "monitoring_metrics": [],
    "owner": {"owner_email": "", "owner_id": ID, "owner_name": "CONSOLE API", "owner_type": "SDK_KEY"},
    "review_settings": {"allowed_reviewers": [], "required_review": False},
    "status": "In Progress",
    "tags": [],
    "target_apps": [],
    "type": "TEMPORARY",
    "type_reason": "NONE",
    "version": 1.0,
}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without Pulumi's own."""
    return {name: value for name, value in values.items() if name != "__provider"}

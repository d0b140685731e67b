"""Addresses: whatever an ID or a query value holds, a request means that one object and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statsig_console.declaring.operations import operation
from statsig_console.errors import InputError, NotFound
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.session.session import session_for
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator

KEY = "console-addresses"
READ, DELETE = operation("GET /gates/{id}"), operation("DELETE /gates/{id}")
RULES = operation("GET /gates/{id}/rules")
LIST = operation("GET /gates")

# What servers, proxies and clients are known to take for something else.
TRICKY = [
    *("/", "..", "../neighbour", "a/../neighbour", "neighbour/", "%2e%2e", "%2F", "a?b", "a#b", "a%b"),
    *("a+b", "a;b", "a&b=c", "a\\b", ":", "@", "é", "日本", "a b", " ", "a\nb", "\n", "a\r\n", "\0"),
]
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.lists(st.sampled_from([*TRICKY, "a", "."]), min_size=1, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)


@pytest.fixture(scope="module")
def client(emulator: Emulator) -> Iterator[ConsoleClient]:
    """A client of a project with one gate, which no request here means."""
    emulator.client(KEY).post("/gates", {"name": "neighbour"})
    session = session_for(Settings(ApiKey(KEY), emulator.url))
    yield session.client
    session.close()


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts)
@example("../neighbour")
@example("neighbour/rules")
def test_an_id_leads_to_its_own_object(emulator: Emulator, client: ConsoleClient, name: str) -> None:
    """It is read and deleted, and the one that its text points at stays."""
    emulator.seed({"objects": {"gates": {name: {"id": name, "name": name}}}}, KEY)

    if name in {".", ".."}:
        with pytest.raises(InputError, match="cannot stand in an address"):
            client.send(DELETE, {"id": name})
        return
    assert client.send(READ, {"id": name}).data["id"] == name
    assert client.send(RULES, {"id": name}).data == [{"rules": []}]
    if name != "neighbour":
        client.send(DELETE, {"id": name})
        with pytest.raises(NotFound):
            client.send(READ, {"id": name})
    assert client.send(READ, {"id": "neighbour"}).data["id"] == "neighbour"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_a_query_value_arrives_as_it_is(emulator: Emulator, client: ConsoleClient, text: str) -> None:
    """It names no other parameter, and ends no query."""
    seen: list[dict[str, list[str]]] = []
    handle = emulator.service.handle

    def note(request: object) -> object:
        seen.append(dict(request.parameters))  # type: ignore[attr-defined]
        return handle(request)  # type: ignore[arg-type]

    emulator.service.handle = note  # type: ignore[method-assign,assignment]
    try:
        client.send(LIST, query={"creatorName": text, "tags": [text, "b"]})
    finally:
        emulator.service.handle = handle  # type: ignore[method-assign]

    assert seen == [{"creatorName": [text], "tags": [text, "b"]}]

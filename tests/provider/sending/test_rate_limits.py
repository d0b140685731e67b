"""The client against the documented rate limits, as the emulator keeps them in real time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_statsig_console.segment_id_list import BUDGET, SegmentIdList
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.operations import operation
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator

KEY = "console-limited"
CREATE = operation("POST /gates")


@pytest.fixture
def limited() -> Iterator[Emulator]:
    """An emulator that keeps the documented rate limits."""
    with Emulator(rate_limits=True) as running:
        yield running


def client_of(emulator: Emulator) -> ConsoleClient:
    """A client that paces itself."""
    settings = Settings(ApiKey(KEY), emulator.url)
    return ConsoleClient(settings, patient_transport(settings, Pace(KEY)))


def statuses(emulator: Emulator) -> Counter[int]:
    """How often the emulator answered mutations with which status."""
    return Counter(entry.status for entry in emulator.requests() if entry.method != "GET")


def test_changes_of_id_lists_keep_to_their_own_budget(limited: Emulator) -> None:
    """12 in 10 s, while other changes go on."""
    console = limited.client(KEY)
    console.post("/segments", {"name": "Listed", "type": "id_list"})
    client = client_of(limited)
    deltas = kind_of(SegmentIdList).endpoints.deltas
    assert deltas is not None
    assert deltas.remove is not None
    assert (deltas.add.budget, deltas.remove.budget) == (BUDGET, BUDGET)
    limited.clear_requests()

    def change(number: int) -> None:
        body = {"ids": [f"user-{number}"]}
        client.send(deltas.add if number % 2 else deltas.remove, {"id": "listed"}, body=body)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(change, range(14)))
        list(threads.map(lambda number: client.send(CREATE, body={"name": f"tag {number}"}), range(20)))

    assert set(statuses(limited)) <= {200, 201}
    assert statuses(limited).total() == 34
    times = [entry.time for entry in limited.requests(path="/segments/{id}/id_list")]
    assert times[12] - times[0] >= 10_000


def test_a_foreign_consumer_of_the_budget_causes_no_storm(limited: Emulator) -> None:
    """Somebody else took most of it. Eight threads learn that together, and all their requests are done in the end."""
    console = limited.client(KEY)
    for number in range(80):
        console.post("/gates", {"name": f"theirs {number}"})
    limited.clear_requests()
    client = client_of(limited)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: client.send(CREATE, body={"name": f"ours {number}"}), range(40)))

    assert statuses(limited)[201] == 40
    assert 1 <= statuses(limited)[429] <= 8

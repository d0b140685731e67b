"""The client against the vendor's rate limits, as the emulator keeps them in real time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_statsig_console.segment_id_list import SegmentIdList
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.operations import operation
from statsig_console.errors import AlreadyExists, ConsoleError
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings, Timeouts
from statsig_console_emulator import Options
from statsig_console_emulator.testing import Emulator

KEY = "console-limited"
CREATE = operation("POST /gates")


@pytest.fixture
def limited() -> Iterator[Emulator]:
    """An emulator that keeps the limits of the vendor's present text."""
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


def test_a_busy_id_list_is_waited_for() -> None:
    """Eight threads change one list, of which the API takes one update at a time: all arrive, and none as an error."""
    deltas = kind_of(SegmentIdList).endpoints.deltas
    assert deltas
    with Emulator(options=Options(id_list_seconds=0.2)) as emulator:
        emulator.client(KEY).post("/segments", {"name": "Listed", "type": "id_list"})
        settings = Settings(ApiKey(KEY), emulator.url)
        client = ConsoleClient(settings, patient_transport(settings, Pace(KEY, paced=False)))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda number: client.send(deltas.add, {"id": "listed"}, body={"ids": [f"user-{number}"]}), range(8)))

        assert emulator.client(KEY).get("/segments/listed/id_list").data["count"] == 8
        assert statuses(emulator)[200] == 8
        assert statuses(emulator)[409] > 0


def test_a_list_that_stays_busy_ends_the_run_with_a_sentence() -> None:
    """It is no object that exists already, and patience is a setting."""
    reset = kind_of(SegmentIdList).endpoints.create
    assert reset
    with Emulator(options=Options(id_list_seconds=60)) as emulator:
        emulator.client(KEY).post("/segments", {"name": "Listed", "type": "id_list"})
        emulator.client(KEY).patch("/segments/listed/id_list", {"ids": ["a"]})
        settings = Settings(ApiKey(KEY), emulator.url, timeouts=Timeouts(rate_limit=1))
        client = ConsoleClient(settings, patient_transport(settings, Pace(KEY, paced=False)))

        with pytest.raises(
            ConsoleError, match=r"Another change of the object stayed under way for 1 s \(statsig:rateLimitTimeout\)"
        ) as error:
            client.send(reset, {"id": "listed"}, body={"ids": ["b"]})

    assert not isinstance(error.value, AlreadyExists)
    assert error.value.attempts > 1

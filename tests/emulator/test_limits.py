"""Rate limits over plain HTTP, by each reading of what the vendor says about them, and updates of ID lists that are under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from statsig_console_emulator import Options, Sources
from statsig_console_emulator.limits import OLDER, Limits, Window, chosen
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Clock

Start = Callable[..., Emulator]


@pytest.fixture
def start(clock: Clock) -> Iterator[Start]:
    """Starts emulators whose clock stands still until a test moves it."""
    with ExitStack() as running:
        yield lambda **options: running.enter_context(Emulator(sources=Sources(clock), **options))


def tags(client: Client, count: int) -> list[int]:
    """The statuses of so many changes."""
    return [client.post("/tags", {"name": str(number), "description": ""}).status for number in range(count)]


def test_a_burst_is_refused_and_reads_are_free(start: Start, clock: Clock) -> None:
    """100 at once; another project has a count of its own."""
    limited = start(rate_limits=True)
    client = limited.client()

    assert tags(client, 101) == [200] * 100 + [429]
    assert [client.get("/tags").status for _ in range(5)] == [200] * 5
    assert tags(limited.client("console-other"), 1) == [200]
    clock.advance(10.1)
    assert client.post("/tags", {"name": "later", "description": ""}).status == 200


def test_1800_attempts_in_a_quarter_of_an_hour(start: Start, clock: Clock) -> None:
    """However slowly they come."""
    client = start(rate_limits=True).client()
    statuses = []
    for number in range(1801):
        clock.advance(0.2)
        statuses.append(client.delete(f"/tags/{number}").status)

    assert statuses == [404] * 1800 + [429]


def test_all_keys_of_a_project_count_together(start: Start) -> None:
    """The quota is the project's."""
    client = start(rate_limits=Limits(project=(Window(3, 10),))).client()
    made = client.post("/keys", {"description": "ci", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    other = Client(client._url, made)

    assert [each.delete("/tags/nothing").status for each in (client, other, client, other)] == [404, 404, 429, 429]


def test_refused_attempts_count(start: Start, clock: Clock) -> None:
    """Whoever goes on asking stays outside; by the older reading, only what was let in counts."""
    limits = Limits(project=(Window(2, 10),))
    for refused_count, after in ((True, 429), (False, 200)):
        client = start(rate_limits=Limits(project=limits.project, refused_count=refused_count)).client()
        assert tags(client, 2) == [200, 200]
        for _ in range(3):
            clock.advance(4)
            status = client.post("/tags", {"name": "again", "description": ""}).status
        assert status == after


def test_segments_have_an_account_of_their_own(start: Start) -> None:
    """It is neither used up by other changes, nor they by it; by the older reading all are one."""
    for segments, expected in (((Window(2, 10),), [201, 201, 429]), (None, [429, 429, 429])):
        client = start(rate_limits=Limits(project=(Window(2, 10),), segments=segments)).client()
        assert tags(client, 3) == [200, 200, 429]
        created = [client.post("/segments", {"name": f"A {number}", "type": "id_list"}).status for number in range(3)]
        assert created == expected


def test_id_lists_have_a_narrower_limit_besides(start: Start) -> None:
    """12 additions and removals in 10 s; a reset is none of them."""
    client = start(rate_limits=True).client()
    client.post("/segments", {"name": "A list", "type": "id_list"})

    assert [client.patch("/segments/a_list/id_list", {"ids": [str(number)]}).status for number in range(13)] == [200] * 12 + [429]
    assert client.delete("/segments/a_list/id_list", {"ids": ["1"]}).status == 429
    assert client.post("/segments/a_list/id_list/reset", {"ids": []}).status == 200
    assert client.get("/segments/a_list/id_list").status == 200


def test_reads_may_count_too(start: Start) -> None:
    """As the OpenAPI document's word "requests" can be read."""
    client = start(rate_limits=Limits(project=(Window(2, 10),), reads_count=True)).client()

    assert [client.get("/gates").status for _ in range(3)] == [200, 200, 429]


def test_the_older_text_is_another_reading(start: Start, clock: Clock) -> None:
    """900 in a quarter of an hour, for segments as well."""
    client = start(rate_limits=OLDER).client()
    statuses = []
    for number in range(901):
        clock.advance(0.2)
        statuses.append(client.delete(f"/{'segments' if number % 2 else 'tags'}/{number}").status)

    assert statuses == [404] * 900 + [429]


def test_options_of_the_command_choose_a_reading() -> None:
    """One at a time."""
    assert chosen(False, False, False) is False
    assert chosen(True, False, False) == Limits()
    assert chosen(False, True, True) == Limits(OLDER.project, None, OLDER.id_lists, refused_count=False, reads_count=True)
    for options in ((True, True, False), (False, False, True)):
        with pytest.raises(ValueError, match="limit"):
            chosen(*options)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PATCH", "/id_list", {"ids": ["b"]}), ("DELETE", "/id_list", {"ids": ["a"]}), ("POST", "/id_list/reset", {"ids": ["c"]})],
)
def test_an_id_list_takes_one_update_at_a_time(start: Start, clock: Clock, method: str, path: str, body: dict[str, Any]) -> None:
    """409 while another one is under way, with nothing changed; other lists are free."""
    client = start(options=Options(id_list_seconds=5)).client()
    for name in ("one", "two"):
        client.post("/segments", {"name": name, "type": "id_list"})
    client.patch("/segments/one/id_list", {"ids": ["a"]})

    busy = client.request(method, f"/segments/one{path}", body)
    metadata = client.get("/segments/one/idlist_metadata").data
    elsewhere = client.request(method, f"/segments/two{path}", body)

    assert (busy.status, busy.body["status"], metadata["isUpdating"], elsewhere.status) == (409, 409, True, 200)
    assert client.get("/segments/one/id_list").data["ids"] == ["a"]
    clock.advance(5)
    assert client.get("/segments/one/idlist_metadata").data["isUpdating"] is False
    assert client.request(method, f"/segments/one{path}", body).status == 200

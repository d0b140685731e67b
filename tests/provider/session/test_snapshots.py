"""Snapshots: which requests a refresh takes, and that it never believes an old or short list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from statsig_console.declaring.operations import operation
from statsig_console.session.snapshots import MAX_AGE, Snapshots, value_in
from tests.provider.conftest import Project
from tests.provider.samples import Flag, FlagRule

FLAGS = operation("GET /gates")


def filled(project: Project, count: int) -> list[str]:
    """The IDs of so many new gates, in the order in which they were made."""
    return [project.console.post("/gates", {"name": f"Gate {number:04}"}).data["id"] for number in range(count)]


def read(project: Project, ids: list[str], resource: type = Flag) -> list[Any]:
    """What a refresh gets for objects with these IDs."""
    handlers = project.handlers(resource)
    return [handlers.read(id_, {"name": id_}) for id_ in ids]


@pytest.mark.parametrize(
    ("count", "most"),
    [(1, 1), (2, 2), (3, 2), (100, 2), (101, 4), (200, 4), (500, 9), (1000, 15)],
)
def test_a_refresh_takes_pages_rather_than_objects(project: Project, count: int, most: int) -> None:
    """A refresh of 1,000 gates is the vendor's own tools' 1,000 requests; here it is at most 15, in whatever order Pulumi asks."""
    ids = filled(project, count)

    found = read(project, ids[::-1])

    assert len(project.requests()) <= most
    assert [each.state["flag_id"] for each in found] == ids[::-1]


def test_a_small_stack_in_a_large_project_reads_its_objects_alone(project: Project) -> None:
    """Four objects are not worth the pages of a thousand others."""
    ids = filled(project, 1000)

    read(project, ids[:4])

    assert len(project.requests()) == 5


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 422, 500, 501])
def test_objects_are_read_alone_where_the_list_is_refused(project: Project, status: int) -> None:
    """Or fails. Else a refresh would fail for good, though the key may read each object. The list is requested once."""
    ids = filled(project, 4)
    project.refuse("GET", "/gates", status=status, count=10)

    found = read(project, ids)

    assert [each.state["flag_id"] for each in found] == ids
    assert sum(request.startswith("GET /gates?") for request in project.requests()) == 1


def test_objects_are_read_alone_where_a_further_page_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No object is taken for gone because its page is refused."""
    ids = filled(project, 300)
    handle = project.transport.handle_request

    def refuse_second_pages(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"message": "no"}) if request.url.params.get("page") == "2" else handle(request)

    monkeypatch.setattr(project.transport, "handle_request", refuse_second_pages)

    found = read(project, ids)

    assert [each.state["flag_id"] for each in found] == ids
    assert 100 <= len(project.requests()) < 200


def test_a_page_tells_what_a_read_tells(project: Project) -> None:
    """Otherwise a refresh would find drift that depends on how many objects there are."""
    for number in range(3):
        body = {
            "name": f"Full {number}",
            "description": "d",
            "tags": ["t"],
            "rules": [{"name": "r", "passPercentage": 1.5, "conditions": []}],
        }
        project.console.post("/gates", body)
    ids = ["full_0", "full_1", "full_2"]

    listed = read(project, ids)
    requests = project.requests()
    alone = []
    for id_ in ids:
        project.session.forget()
        alone += read(project, [id_])

    assert [request.split("?")[0] for request in requests] == ["GET /gates/full_0", "GET /gates"]
    assert [request.split("?")[0] for request in project.requests()] == [f"GET /gates/{id_}" for id_ in ids]
    assert listed == alone


def test_what_a_list_lacks_is_looked_for_before_it_is_called_gone(project: Project) -> None:
    """A list may be behind, or filtered: only the API's own 404 counts."""
    ids = filled(project, 3)

    found = read(project, [*ids, "not_there"])

    assert found[-1] is None
    assert project.requests()[-1] == "GET /gates/not_there"


def test_items_of_a_list_in_the_parent_come_from_the_parents_pages(project: Project) -> None:
    """A hundred rules of ten gates are read with the gates."""
    rule = {"name": "r", "passPercentage": 1, "conditions": []}
    ids = []
    for number in range(10):
        gate = project.console.post("/gates", {"name": f"Gate {number}", "rules": [rule]}).data
        ids.append(f"{gate['id']}/{gate['rules'][0]['id']}")

    found = read(project, [*ids, f"gate_1/{ids[0].rpartition('/')[2]}"], FlagRule)

    assert [each and each.state["name"] for each in found] == ["r"] * 10 + [None]
    assert len(project.requests()) == 3


def test_a_change_by_this_process_ends_a_snapshot(project: Project) -> None:
    """What was read before an update says nothing about what is there after it."""
    ids = filled(project, 3)
    found = read(project, ids)
    project.handlers(Flag).update(ids[2], found[2].state, {"name": "Gate 0002", "description": "new"})

    (after,) = read(project, ids[2:])

    assert after.state["description"] == "new"


def test_a_page_that_was_loaded_during_a_change_is_not_used(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether it shows the object as it was before the change or after it."""
    ids, client = filled(project, 3), project.session.client
    page = client.page

    def change_meanwhile(*arguments: Any, **named: Any) -> Any:
        found = page(*arguments, **named)
        client.send(operation("PATCH /gates/{id}"), {"id": ids[1]}, body={"description": "new"})
        return found

    monkeypatch.setattr(client, "page", change_meanwhile)
    snapshots = Snapshots(client)

    assert [snapshots.find(FLAGS, "id", ids[1]) for _ in range(3)] == [None, None, None]
    assert [each.partition("?")[0] for each in project.requests() if each.startswith("GET")] == ["GET /gates", "GET /gates"]


def test_an_old_snapshot_is_read_anew(project: Project) -> None:
    """A process may serve for hours."""
    ids, now = filled(project, 3), [0.0]
    snapshots = Snapshots(project.session.client, now=lambda: now[0])
    found = [snapshots.find(FLAGS, "id", id_) for id_ in ids]
    project.console.patch(f"/gates/{ids[1]}", {"description": "later"})

    now[0] = MAX_AGE
    kept = snapshots.find(FLAGS, "id", ids[1])
    now[0] = MAX_AGE + 1
    anew = snapshots.find(FLAGS, "id", ids[1])

    assert found[0] is None
    assert kept == found[1]
    assert anew is not None
    assert anew["description"] == "later"


def test_memory_is_bounded(project: Project) -> None:
    """Beyond the room that there is, objects are read alone."""
    ids = filled(project, 250)
    snapshots = Snapshots(project.session.client, room=1)

    found = [snapshots.find(FLAGS, "id", id_) for id_ in ids]

    assert sum(each is not None for each in found) == 100
    assert len(project.requests()) == 1


def test_a_long_list_is_loaded_as_far_as_there_is_room(project: Project) -> None:
    """What is on its way when the room ends still comes; the rest is read alone."""
    ids, client = filled(project, 1_500), project.session.client
    size = client.page(FLAGS, 1).size
    project.requests()
    snapshots = Snapshots(client, room=2 * size)

    found = [snapshots.find(FLAGS, "id", id_) for id_ in ids]

    assert len(project.requests()) == 1 + 4
    assert sum(each is not None for each in found) < 600


def test_a_list_that_does_not_tell_its_length_is_read_to_its_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every list says how many items there are."""
    ids, client = filled(project, 250), project.session.client
    page = client.page

    def untold(*arguments: Any, **named: Any) -> Any:
        found = page(*arguments, **named)
        return type(found)(found.items, found.number, None, found.more, found.size)

    monkeypatch.setattr(client, "page", untold)
    snapshots = Snapshots(client)
    found = [snapshots.find(FLAGS, "id", id_) for id_ in ids]

    assert all(found[2:])
    assert len(project.requests()) == 3


def test_threads_share_one_snapshot(project: Project) -> None:
    """Pulumi asks from four threads at once; each page is still loaded once."""
    ids = filled(project, 400)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda id_: project.handlers(Flag).read(id_, {"name": id_}), ids))

    assert [each.state["flag_id"] for each in found if each] == ids
    assert len(project.requests()) <= 8


def test_an_address_of_several_parts_is_in_no_list() -> None:
    """A page tells its items apart by one field."""
    assert value_in({"id": "a", "ruleID": "b"}, operation("GET /gates/{id}")) == "a"
    assert value_in({"type": "a", "dataset": "b"}, operation("GET /ingestion", query=("type", "dataset"))) is None
    assert value_in({"name": "a"}, None) == "a"

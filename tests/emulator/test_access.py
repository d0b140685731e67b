"""Keys: which open a project, which are refused, what each may do."""

import pytest

from statsig_console_emulator import Options, Service, Sources, Store, create_app
from statsig_console_emulator.testing import InProcessClient


def test_any_console_key_is_a_project_of_its_own(service):
    """Two teams' tests can share one emulator without meeting."""
    one, other = InProcessClient(service, "console-one"), InProcessClient(service, "console-other")
    one.post("/gates", {"name": "A gate"})

    assert [gate["id"] for gate in one.get("/gates").data] == ["a_gate"]
    assert other.get("/gates").data == []
    assert one.get("/project").data != other.get("/project").data


def test_wrong_key_is_refused_with_its_text(service):
    """The real service repeats the submitted key, which clients must not log."""
    answer = InProcessClient(service, "secret-123").get("/gates")

    assert (answer.status, answer.body) == (
        401,
        {"status": 401, "message": "This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: secret-123"},
    )


def test_missing_key_is_refused(service):
    assert InProcessClient(service, "").get("/gates").status == 401


def test_key_with_whn_opens_a_warehouse_native_project(console, warehouse):
    assert [client.get("/company").data["isWarehouseNative"] for client in (console, warehouse)] == [False, True]


def test_whitelisted_keys_alone_open_projects():
    service = Service(Store(), Sources(seed=1), keys=["console-known"])

    assert InProcessClient(service, "console-known").get("/gates").status == 200
    assert InProcessClient(service, "console-unknown").get("/gates").status == 401


def test_created_console_key_works_until_it_is_deactivated(console, service):
    """A key made through the API opens the same project; deactivation is final."""
    key = console.post("/keys", {"description": "CI", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    made = InProcessClient(service, key)
    project = console.get("/project").data

    assert made.get("/project").data == project
    assert console.request("PATCH", f"/keys/{key}/deactivate").status == 200
    assert made.get("/project").status == 401


def test_rotated_key_is_refused_and_the_new_one_works(console, service):
    old = console.post("/keys", {"description": "CI", "type": "CONSOLE"}).data["key"]
    new = console.request("PATCH", f"/keys/{old}/rotate").data["key"]

    assert new != old
    assert (InProcessClient(service, old).get("/project").status, InProcessClient(service, new).get("/project").status) == (401, 200)
    assert (console.get(f"/keys/{old}").status, console.get(f"/keys/{new}").status) == (404, 200)


def test_deleted_key_never_becomes_a_project_of_its_own(console, service):
    """A key text that was once a managed key must not fall back to 'any console- key opens a project'."""
    key = console.post("/keys", {"description": "CI", "type": "CONSOLE"}).data["key"]
    console.delete(f"/keys/{key}")

    assert InProcessClient(service, key).get("/project").status == 401


def test_server_key_does_not_open_the_console(console, service):
    key = console.post("/keys", {"description": "Server", "type": "SERVER"}).data["key"]

    assert key.startswith("secret-")
    assert InProcessClient(service, key).get("/gates").status == 401


def test_read_only_key_may_read_and_not_write(console, service):
    key = console.post("/keys", {"description": "RO", "type": "CONSOLE", "scopes": ["omni_read_only"]}).data["key"]
    made = InProcessClient(service, key)

    assert made.get("/gates").status == 200
    assert made.post("/gates", {"name": "A gate"}).body == {"status": 403, "message": "Forbidden resource"}


def test_other_keys_need_the_scope_for_keys(console, service):
    plain = console.post("/keys", {"description": "CI", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    keeper = console.post("/keys", {"description": "CI", "type": "CONSOLE", "scopes": ["omni_read_write", "can_access_keys"]}).data["key"]

    assert InProcessClient(service, plain).get("/keys").body == {"status": 403, "message": "Insufficient permissions."}
    assert InProcessClient(service, keeper).get("/keys").status == 200


@pytest.mark.parametrize(("forbids", "status"), [(False, 401), (True, 403)])
@pytest.mark.parametrize("key", ["secret-123", "client-123", "MADE"])
def test_keys_of_programs_that_evaluate(forbids, status, key):
    """The documents say 401, one client saw 403; what is no key at all is a 401 either way, and a refusal of 403 repeats no key."""
    service = create_app(options=Options(sdk_keys_forbidden=forbids)).state.service
    made = InProcessClient(service, "console-x").post("/keys", {"description": "CI", "type": "SERVER"}).data["key"]
    key = made if key == "MADE" else key

    answer = InProcessClient(service, key).get("/gates")

    assert (answer.status, key in answer.message) == (status, status == 401)
    assert InProcessClient(service, "nonsense").get("/gates").status == 401

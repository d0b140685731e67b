"""Paces: one for each project, whichever of its keys is used, and none that two projects share."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from statsig_console.declaring.operations import operation
from statsig_console.secrets import ApiKey
from statsig_console.sending.pacing import Pace
from statsig_console.session.session import Session, pace_for
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator
from tests.redis_server import RedisServer

CREATE = operation("POST /gates")
READ = operation("GET /gates")


@pytest.fixture
def console() -> Iterator[Emulator]:
    """An emulator for one test, at an address that no other test uses."""
    with Emulator() as running:
        yield running


def second_key(emulator: Emulator, key: str) -> str:
    """Another key of the project that a key opens."""
    made: str = emulator.client(key).post("/keys", {"description": "ci", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    emulator.clear_requests()
    return made


def session(emulator: Emulator, key: str, **settings: Any) -> Session:
    """A session that paces itself."""
    return Session(Settings(ApiKey(key), emulator.url, **{"paced": True, **settings}))


def asked(emulator: Emulator) -> int:
    """How often a project was asked who it is."""
    return emulator.count("GET", "/project")


def test_two_keys_of_a_project_have_one_pace(console: Emulator) -> None:
    """The API counts by project. The key that came first goes on with what it has counted."""
    one = session(console, "console-one")
    other = session(console, second_key(console, "console-one"))
    stranger = session(console, "console-stranger")
    one.client.send(CREATE, body={"name": "First"})

    first = pace_for(one)

    assert asked(console) == 0
    assert pace_for(other) is first
    assert pace_for(stranger) is not first
    assert pace_for(session(console, "console-stranger", online_preview=True)) is pace_for(stranger)
    assert asked(console) == 3


def test_a_single_key_asks_for_nothing_more(console: Emulator) -> None:
    """Most stacks have one key and no store, and each request is one of theirs. What does not count has nothing to share."""
    alone = session(console, "console-alone")
    unpaced = session(console, "console-unpaced", paced=False)
    unpaced.client.send(READ)
    alone.client.send(READ)

    assert asked(console) == 0
    alone.close()
    unpaced.close()


def test_sessions_that_begin_at_the_same_moment_share_a_pace(console: Emulator) -> None:
    """Threads make clients when they first send, in any order, and wait for each other for ever if locks are taken crosswise."""
    for round_ in range(10):
        key = f"console-round-{round_}"
        sessions = [session(console, each) for each in (key, second_key(console, key), key, "console-beside")]
        together = threading.Barrier(4)

        def begin(one: Session, together: threading.Barrier = together) -> Pace:
            together.wait(10)
            one.client.send(READ)
            return pace_for(one)

        with ThreadPoolExecutor(4) as threads:
            paces = list(threads.map(begin, sessions, timeout=30))

        assert paces[0] is paces[1] is paces[2]
        assert paces[3] is not paces[0]
        for each in sessions:
            each.close()


@pytest.mark.parametrize("status", [403, 401, 404])
def test_a_project_that_does_not_say_who_it_is_is_counted_by_its_key(console: Emulator, status: int) -> None:
    """Whatever is wrong, the request that wants to be sent will say it."""
    one, other = session(console, "console-one"), session(console, second_key(console, "console-one"))
    console.fault("status", status=status, path="/project")
    pace_for(one)

    assert pace_for(other) is not pace_for(one)
    assert other.client.send(READ).data == []


def test_a_store_holds_counts_by_project(console: Emulator, redis_server: RedisServer) -> None:
    """Runs with other keys count there as well; the same ID at another address is another project."""
    one = session(console, "console-one", rate_limit_store=redis_server.url)
    one.client.send(CREATE, body={"name": "First"})
    alone = redis_server.keys()
    other = session(console, second_key(console, "console-one"), rate_limit_store=redis_server.url)
    other.client.send(CREATE, body={"name": "Second"})
    stranger = session(console, "console-stranger", rate_limit_store=redis_server.url)
    stranger.client.send(CREATE, body={"name": "Third"})

    assert len(alone) == 2
    stored = redis_server.keys()
    assert len(stored) == 4
    assert set(alone) < set(stored)
    identity = one.identity
    assert identity
    assert not any(secret in name for name in stored for secret in ("console-one", identity.id))

"""The rate store: runners that share a Redis share the budget. The Redis here is a real one."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from statsig_console.declaring.operations import Budget, Window
from statsig_console.errors import InputError
from statsig_console.sending.pacing import Pace
from statsig_console.sending.rate_store import opened, shown
from tests.redis_server import RedisServer

BUDGET = Budget("things", (Window(5, 30),))


def taken(address: str, project: str) -> int:
    """How many requests a runner may send at once, with a process of its own."""
    count = 0
    pace = Pace(project, shared=opened(address))
    while pace._enter((BUDGET,)) == 0:
        count += 1
    return count


def test_runners_in_other_processes_share_one_budget(redis_server: RedisServer) -> None:
    """Two at a time take five places in all; another project has its own."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(2) as pool:
        counts = pool.starmap(taken, [(redis_server.url, "one")] * 2)

    assert sum(counts) == 5
    assert taken(redis_server.url, "other") == 5


def test_the_store_holds_fingerprints_and_no_keys(redis_server: RedisServer) -> None:
    """A store may be read by more people than may use the key."""
    with Pace("0123456789abcdef", shared=opened(redis_server.url)).turn(Budget("changes", (Window(5, 10), Window(9, 90)))):
        pass

    names = redis_server.keys()
    assert len(names) == 2
    assert all("0123456789abcdef/changes" in name for name in names)


def test_a_socket_of_this_machine_will_do(redis_server: RedisServer) -> None:
    """Runners on one machine need no port."""
    assert taken(redis_server.socket_url, "project") == 5


def test_a_run_outlives_its_store(redis_server: RedisServer) -> None:
    """It has counted for itself all along, and goes on with that."""
    said: list[str] = []
    pace = Pace("project", shared=opened(redis_server.url), say=said.append)
    with pace.turn(BUDGET):
        pass

    redis_server.stop()
    for _ in range(4):
        with pace.turn(BUDGET):
            pass

    assert pace._enter((BUDGET,)) == pytest.approx(30, abs=5)
    assert said[0].startswith("statsig:rateLimitStore does not answer (")
    assert len(said) == 2


@pytest.mark.parametrize("address", ["redis://:hush@127.0.0.1:1/0", "redis+unix:///nowhere/redis.sock"])
def test_a_store_that_is_not_there_is_said_in_a_sentence(address: str) -> None:
    """Without the password."""
    with pytest.raises(InputError, match=r"statsig:rateLimitStore .* does not answer") as error:
        opened(address)

    assert "hush" not in str(error.value)


def test_a_missing_package_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of the plain installation."""
    monkeypatch.setitem(sys.modules, "redis", None)

    with pytest.raises(InputError, match=r"pip install 'pulumi-statsig-console\[redis\]'"):
        opened("redis://127.0.0.1:1")


def test_an_address_that_redis_does_not_understand_is_said(redis_server: RedisServer) -> None:
    """Its client would raise a ValueError of its own."""
    with pytest.raises(InputError, match=r"statsig:rateLimitStore redis://127.0.0.1:1/x"):
        opened("redis://127.0.0.1:1/x?socket_timeout=soon")


def test_an_address_is_shown_without_its_password() -> None:
    """Configuration files hold it encrypted, logs must not hold it at all."""
    assert shown("rediss://user:hush@host:6380/1?password=hush") == "rediss://host:6380/1"
    assert shown("redis+unix://:hush@/run/redis.sock") == "unix:///run/redis.sock"

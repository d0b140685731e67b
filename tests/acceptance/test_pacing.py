"""Pacing on the real CLI, against the vendor's rate limits: every run finishes, and one that is paced is never refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator import Options, Store
from statsig_console_emulator.testing import Emulator
from tests.redis_server import RedisServer
from tests.reliability import limits

from .stacks import Failed, Program, Project, Stack

# Programs that run at the same time need processes of their own.
SOURCE = """
for number in range({count}):
    statsig.Gate(f"gate-{{number}}", name=f"{name} {{number}}")
"""


@pytest.fixture
def limited() -> Iterator[Emulator]:
    """An emulator that keeps the limits of the vendor's present text."""
    with Emulator(rate_limits=True) as running:
        yield running


@pytest.fixture
def stack(tmp_path: Path, limited: Emulator, key: str) -> Stack:
    """A stack that paces itself, also on this machine."""
    stack = Stack(tmp_path / "stack", limited.url, key)
    stack.configure("statsig:pacing", "true")
    return stack


def gates(count: int) -> Program:
    """A program with so many gates."""

    def program() -> None:
        for number in range(count):
            statsig.Gate(f"gate-{number}", name=f"Gate {number}")

    return program


def statuses(emulator: Emulator) -> Counter[int]:
    """How often the emulator answered mutations with which status."""
    return Counter(entry.status for entry in emulator.requests() if entry.method != "GET")


def said(text: str, words: str) -> list[str]:
    """The lines of an output that begin with certain words of the provider. Pulumi shows each while it runs and at the end."""
    lines = [line.partition("statsig: ")[2] for line in text.splitlines() if f"statsig: {words}" in line]
    return sorted(set(lines))


def test_more_gates_than_a_window_takes_are_created_without_a_refusal(stack: Stack, limited: Emulator) -> None:
    """100 at once, then as many as leave the window. `make reliability` creates 300."""
    run = stack.up(gates(120))

    assert statuses(limited) == {201: 120}
    assert len(run.steps) == 120


def test_without_pacing_refusals_are_answered_by_waiting(stack: Stack, limited: Emulator) -> None:
    """All threads hold when one is refused, and one finds out when it is over: a handful of refusals, no storm."""
    stack.configure("statsig:pacing", "false")

    run = stack.up(gates(120))

    assert statuses(limited)[201] == 120
    assert statuses(limited)[429] <= 12
    assert ("statsig: the API's rate limit is reached: waiting " in run.text) == (statuses(limited)[429] > 0)


def test_retry_after_is_kept_by_all_threads(stack: Stack, limited: Emulator) -> None:
    """Eight gates on four threads: one announcement, and nothing is sent before the time."""
    limited.fault("status", status=429, retry_after=3, method="POST", path="/gates", count=1)

    run = stack.up(gates(8))

    times = [entry.time for entry in limited.requests("POST", "/gates") if entry.status == 429]
    later = [entry.time for entry in limited.requests("POST", "/gates") if entry.time > times[0] + 1000]
    assert statuses(limited) == {201: 8, 429: 1}
    assert len(said(run.text, "the API's rate limit is reached: waiting 3 s")) == 1
    assert min(later) - times[0] >= 3000


def test_a_rate_limit_that_stays_ends_the_run_with_a_sentence(stack: Stack, limited: Emulator) -> None:
    """Patience is a setting of the stack. Each gate that Pulumi had begun says so; the last one may not have been, whichever that is."""
    limited.fault("status", status=429, method="POST", path="/gates")
    stack.configure("statsig:rateLimitTimeout", "3")

    with pytest.raises(Failed) as failure:
        stack.up(gates(6))

    ended = set(re.findall(r"statsig:Gate \(gate-(\d)\):", failure.value.text))
    assert len(ended) >= 4
    for number in ended:
        sentence = f"Gate gate_{number}: could not create it. The API's rate limit stayed reached for 3 s (statsig:rateLimitTimeout)"
        assert sentence in failure.value.text
    assert statuses(limited)[429] <= 12


def test_two_runs_with_two_keys_of_a_project_count_together(tmp_path: Path, redis_server: RedisServer) -> None:
    """Each alone would fit into the window; together they wait for each other."""
    run, printed, keys = limits.together(tmp_path, redis_server.url, gates=60)

    assert run.problems == ()
    assert run.seconds >= run.required
    assert not any("does not answer" in text for text in printed)
    stored = redis_server.keys()
    assert len(stored) == 2
    assert not any(key in name for name in stored for key in keys)


def test_two_names_for_one_project_have_one_pace(tmp_path: Path, key: str) -> None:
    """A stack may name a project twice, with a key each: the API counts both together."""
    store = Store()
    other = limits.second_key(store, key)

    def program() -> None:
        for number in range(60):
            statsig.Gate(f"own-{number}", name=f"Own {number}")
            statsig.Gate(f"twin-{number}", name=f"Twin {number}", project=statsig.Project("twin"))

    with Emulator(store=store, rate_limits=True) as emulator:
        stack = Stack(tmp_path / "stack", emulator.url, key)
        stack.configure("statsig:pacing", "true")
        stack.cli("config", "set", "--path", "--secret", "statsig:projects.twin.consoleApiKey", other, "--stack", "dev")
        stack.up(program)

        assert statuses(emulator) == {201: 120}
        assert len({entry.key for entry in emulator.requests("POST")}) == 2


def test_a_busy_id_list_is_waited_for(tmp_path: Path, key: str) -> None:
    """A job of somebody else fills the list while the stack changes it."""
    with Emulator(options=Options(id_list_seconds=3)) as emulator:
        stack = Stack(tmp_path / "stack", emulator.url, key)
        emulator.client(key).post("/segments", {"name": "Beta", "type": "id_list"})
        emulator.client(key).patch("/segments/beta/id_list", {"ids": ["theirs"]})

        run = stack.up(lambda: statsig.SegmentIdList("ids", segment_id="beta", ids=["a", "b"], adopt_existing=True) and None)

        assert emulator.client(key).get("/segments/beta/id_list").data["ids"] == ["a", "b"]
        assert "statsig: another change of /segments/beta/id_list" in run.text
        assert {409} < statuses(emulator).keys()


def test_a_store_that_goes_away_does_not_end_the_run(tmp_path: Path, limited: Emulator, key: str, redis_server: RedisServer) -> None:
    """The program has found it there; when the first gate comes, it is gone."""
    source = (
        "import os, signal\nimport pulumi\n" + SOURCE.format(count=3, name="gate") + f"os.kill({redis_server.process}, signal.SIGKILL)\n"
    )
    project = Project(tmp_path / "project", limited.url, key, source)
    project.configure("statsig:pacing", "true")
    project.configure("statsig:rateLimitStore", redis_server.url)

    output = project.run("up", "--yes", "--skip-preview")

    assert statuses(limited) == {201: 3}
    assert len(said(output, "statsig:rateLimitStore")) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("redis://:hush@127.0.0.1:1/0", "statsig:rateLimitStore redis://127.0.0.1:1/0 does not answer: start it, correct the address"),
        ("memcached://localhost", "statsig:rateLimitStore must be the address of a Redis"),
    ],
)
def test_a_store_that_cannot_be_used_is_named_at_preview(stack: Stack, limited: Emulator, address: str, words: str) -> None:
    """Before anything is sent, and without its password."""
    stack.configure("statsig:rateLimitStore", address, secret=True)

    with pytest.raises(Failed) as failure:
        stack.preview(gates(2))

    assert words in failure.value.text
    assert "hush" not in failure.value.text
    assert "Traceback" not in failure.value.text
    assert limited.requests() == []

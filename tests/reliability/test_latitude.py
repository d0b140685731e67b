"""Latitude: answers that hold less, more, or the same in another form change nothing of what a program does.

A part of what `make reliability` runs: a life of every kind under some latitudes, in this process. The examples are deployed there.
"""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console.handling.creating import MAYBE_THERE
from statsig_console.planning import states
from statsig_console.session import patience
from statsig_console_emulator.testing import Client, Emulator

from .contents import difference
from .latitude import LAG, LATE, LATE_AFTERWARDS, LATE_CHANGES, LATITUDES, TURNS, Exchange, LatitudeProxy
from .lenience import NO_ID, UNTELLABLE, Lives
from .matrix import subjects
from .subjects import SUBJECTS

SHARE = 3
"""Of this many latitudes, a kind lives under one here: each in turn, so that every latitude is lived under by a third of the kinds."""

NAMES = [each.name for each in SUBJECTS]
OBJECT = {
    "message": "ok",
    "data": {
        "id": "a", "name": "A", "description": "", "owner": None, "createdTime": 1_700_000_000_123, "lastModifiedTime": 1_700_000_000_123,
        "tags": ["b", "a"], "rules": [{"name": "r", "passPercentage": 5, "returnValue": {"kept": None, "list": []}}],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def lives(troubled: Emulator) -> Lives:
    """Lives on an emulator of their own."""
    return Lives(troubled)


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES)), ids=NAMES)
def test_every_kind_lives_under_a_latitude(lives: Lives, number: int, name: str) -> None:
    """Created, previewed, read, changed and deleted as without it, with the same left in the project after each step."""
    [subject] = subjects([name])
    taken = [each for place, each in enumerate(LATITUDES) if (place + number) % SHARE == 0]
    latitudes = [each for each in taken if each not in UNTELLABLE.get(name, ())]

    found = {latitude: problems for latitude in latitudes if (problems := lives.problems(subject, latitude))}

    assert latitudes
    assert found == {}


@pytest.mark.parametrize(("name", "latitude"), [(name, each) for name, latitudes in UNTELLABLE.items() for each in latitudes])
def test_what_nothing_can_tell_is_said(lives: Lives, name: str, latitude: str) -> None:
    """An object whose ID is in no answer and that cannot be read is no resource; the error says that it may be there."""
    [subject] = subjects([name])

    problems = lives.problems(subject, latitude)

    assert f"PromptVersion refund_helper: could not create it. {NO_ID}" in problems[0]
    assert MAYBE_THERE in problems[0]


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES)), ids=NAMES)
def test_every_kind_waits_for_late_reads(lives: Lives, number: int, name: str) -> None:
    """What a read does not show yet is not taken for gone, for a failure, or for a value that the next update has to change again."""
    [subject] = subjects([name])
    unmet = [*UNTELLABLE.get(name, ()), *([LATE_CHANGES] if subject.life.declaration.pending else [])]
    latitudes = [each for each in LATE if each not in unmet]

    assert lives.problems(subject, latitudes[number % len(latitudes)]) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_is_lost_by_a_run_right_after_its_creation(lives: Lives, name: str) -> None:
    """A refresh does not take for gone what reads do not show yet, nor a destroy what deletions do not find yet."""
    [subject] = subjects([name])

    assert lives.losses(subject, LATE_AFTERWARDS) == []


CHANGED = [each.name for each in SUBJECTS if each.life.changed and not each.is_action]


@pytest.mark.parametrize("latitude", [LATE_AFTERWARDS, TURNS])
@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_taken_back_at_once(lives: Lives, name: str, latitude: str) -> None:
    """The second update does not take a read from before the first one for somebody's change, nor for its own work done already."""
    [subject] = subjects([name])
    undisturbed, wanted = lives.reverted(subject, None)

    problems, found = lives.reverted(subject, latitude)

    assert problems == undisturbed  # Decisions cannot be taken back.
    assert difference(wanted, found) == ""


@pytest.mark.parametrize("name", [each.name for each in SUBJECTS if not each.life.declaration.pending])
def test_every_kind_lives_with_copies_that_answer_in_turn(lives: Lives, name: str) -> None:
    """A read from before a change, after one from after it, undoes no change of the same run."""
    [subject] = subjects([name])

    assert lives.problems(subject, TURNS) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_waits_for_reads_that_are_up_to_date(lives: Lives, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that the API completes, renames or leaves out costs no patience."""
    [subject] = subjects([name])
    waited: list[float] = []
    monkeypatch.setattr(LatitudeProxy, "wait", lambda _, seconds: waited.append(seconds))

    lives.live(subject, "identity alone")

    assert set(waited) <= {LAG}


@pytest.mark.parametrize("name", ["tag", "retiredgate", "layer", "targetapp", "projectsettings", "tablesource"])
def test_an_engine_without_patience_is_seen(lives: Lives, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the lives would show nothing."""
    [subject] = subjects([name])
    lives.plain(subject)
    monkeypatch.setattr(patience, "WAITS", ())

    assert lives.problems(subject, "late reads")


@pytest.mark.parametrize("name", ["tag", "othergate", "key", "assignmentsource"])
def test_an_engine_that_believes_the_first_read_is_seen(lives: Lives, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the lives would show nothing."""
    [subject] = subjects([name])
    lives.plain(subject)
    monkeypatch.setattr(patience, "WAITS", ())

    assert any("lost" in each for each in lives.losses(subject, LATE_AFTERWARDS))
    assert any("destroy" in each for each in lives.losses(subject, LATE_AFTERWARDS))


def test_an_engine_that_takes_answers_for_the_whole_truth_is_seen(lives: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the lives would show nothing."""
    [subject] = subjects(["othergate"])
    monkeypatch.setattr(states, "_holds", lambda field, told: True)

    assert lives.problems(subject, "message alone")


@pytest.mark.parametrize(
    ("latitude", "data"),
    [
        ("identity alone", {"id": "a"}),
        ("message alone", None),
        ("nulls left out", {**{key: each for key, each in OBJECT["data"].items() if key != "owner"}}),  # type: ignore[attr-defined]
        ("null for empty", {**OBJECT["data"], "description": None}),  # type: ignore[dict-item]
        ("reordered", {**OBJECT["data"], "tags": ["a", "b"]}),  # type: ignore[dict-item]
    ],
)
def test_a_latitude_rewrites_answers(latitude: str, data: Any) -> None:
    """Each in its own way, and values that people give not at all."""
    assert LATITUDES[latitude](Exchange("POST", "/gates", OBJECT)).get("data") == data


def test_numbers_become_floats_and_times_texts() -> None:
    """A time as digits, or as an ISO text with its milliseconds."""
    told = LATITUDES["floats and texts"](Exchange("GET", "/gates/a", OBJECT))["data"]

    assert told["createdTime"] == "2023-11-14T22:13:20.123Z"
    assert told["lastModifiedTime"] == "1700000000123"
    assert isinstance(told["rules"][0]["passPercentage"], float)


def test_the_proxy_passes_on_what_it_does_not_rewrite(troubled: Emulator) -> None:
    """Requests, statuses and refusals are the emulator's."""
    with LatitudeProxy(troubled.url, "unknown keys") as proxy:
        console = Client(proxy.url, "console-latitude-proxy")
        made = console.post("/gates", {"name": "A gate"})
        refused = console.post("/gates", {"name": "A gate"})

    assert (made.status, made.data["name"], made.data["zzNumber"]) == (201, "A gate", 1)
    assert refused.status >= 400
    assert proxy.rewrites == 1

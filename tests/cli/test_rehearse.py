"""A rehearsal does in a sandbox what the package does, leaves nothing there, and tells where the service and the emulator differ."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from statsig_console_cli import app
from statsig_console_cli.adopt.catalogue import catalogue
from statsig_console_cli.rehearse.acts import ACTS
from statsig_console_cli.rehearse.comparing import Difference, differences
from statsig_console_cli.rehearse.twin import name_of
from statsig_console_emulator.calls import Options
from statsig_console_emulator.testing import Client, Emulator

PREFIX = "pulumi_rehearsal"
UNPLAYED = {"IngestionSource", "SegmentUserStoreIds"}
"""What no list would show after a rehearsal that was killed."""
CLOUD, WAREHOUSE = "console-sandbox", "console-whn-sandbox"


class Sandbox:
    """A project without objects, on an emulator that stands for the service."""

    def __init__(self, emulator: Emulator, key: str = CLOUD) -> None:
        self.emulator, self.key = emulator, key
        self.console: Client = emulator.client(key)
        self.variables = {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url, "COLUMNS": "200"}

    def rehearse(self, *arguments: str, fails: int = 0) -> Result:
        """Runs the command, which must end with this exit code."""
        result = CliRunner().invoke(app, ["rehearse", "--yes", *arguments], env=self.variables)
        assert result.exit_code == fails, (result.output, result.exception)
        return result

    def changes(self) -> list[str]:
        """The requests so far that may have changed something."""
        return [f"{each.method} {each.template}" for each in self.emulator.requests() if each.method != "GET"]

    def left(self) -> list[str]:
        """What the project has of a rehearsal's objects."""
        found = []
        for act in ACTS:
            if listing := catalogue()[act.kind].kind.endpoints.listing:
                answer = self.console.get(listing.path, **dict(listing.asks))
                items = answer.data if answer.status == 200 else []
                found += [name for each in items if (name := name_of(each)).startswith(PREFIX)]
        return found


@pytest.fixture
def service() -> Iterator[Emulator]:
    """What stands for the service."""
    with Emulator() as running:
        yield running


@pytest.mark.parametrize("key", [CLOUD, WAREHOUSE])
def test_the_emulator_is_as_itself(service: Emulator, key: str) -> None:
    """No difference, no problem, and nothing left; each kind that such a project has was made, changed and deleted."""
    sandbox = Sandbox(service, key)

    result = sandbox.rehearse()

    assert "no problems, no differences from the emulator" in result.output
    assert sandbox.left() == []
    creates = {catalogue()[act.kind].kind.endpoints.create for act in ACTS if act.warehouse is not (key == CLOUD)}
    assert {str(each) for each in creates} <= set(sandbox.changes())


def test_every_kind_that_can_go_again_is_rehearsed() -> None:
    """What comes new to the API needs an act, too."""
    kinds = {label: entry.kind.endpoints for label, entry in catalogue().items()}
    can = {label for label, endpoints in kinds.items() if endpoints.delete or endpoints.deltas}

    assert can - {act.kind for act in ACTS} == UNPLAYED


def test_a_part_of_an_object_is_rehearsed_with_its_object(service: Emulator) -> None:
    """Named by its kind, as all others are; a name that means nothing is told."""
    sandbox = Sandbox(service)

    sandbox.rehearse("--kinds", "gate_rule")

    assert "POST /gates/{id}/rule" in sandbox.changes()
    assert "did you mean" in sandbox.rehearse("--kinds", "gaterules2", fails=1).output
    assert "cannot be rehearsed" in sandbox.rehearse("--kinds", "environments", fails=1).output


@pytest.mark.parametrize(
    ("options", "key", "found"),
    [
        (Options(normalises_targets=False), CLOUD, {("targetValue", "list", "text")}),
        (Options(override_deletes_heed_bodies=False), CLOUD, {("passingUserIDs", "empty list", "list")}),
        (Options(fill_table_sql=True), WAREHOUSE, {("sql", "text", "empty text")}),
        (Options(list_limit=2, review_answers_proposal=True), WAREHOUSE, set()),
    ],
    ids=["targets", "overrides", "tables", "what is never asked"],
)
def test_other_habits_are_found_and_no_others(options: Options, key: str, found: set[tuple[str, str, str]], tmp_path: Path) -> None:
    """An emulator that behaves otherwise stands for a service that does."""
    file = tmp_path / "rehearsal.json"
    with Emulator(options=options) as service:
        result = Sandbox(service, key).rehearse("--report", str(file))

    told = json.loads(file.read_text())["differences"]
    assert {(each["path"].rpartition(".")[2], each["service"], each["emulator"]) for each in told} == found
    assert f"{len(told) or 'no'} differences from the emulator" in result.output


@pytest.mark.parametrize(
    ("options", "key"),
    [(Options(normalises_targets=False), CLOUD), (Options(normalises_targets=False), WAREHOUSE)],
    ids=["cloud", "warehouse"],
)
def test_an_emulator_like_the_service_shows_the_same(options: Options, key: str, tmp_path: Path) -> None:
    """What a rehearsal found is what the emulator does where it is given the report: rehearsed against that one, the same is found."""
    reports = [tmp_path / "of the service.json", tmp_path / "of the emulator.json"]
    with Emulator(options=options) as service:
        Sandbox(service, key).rehearse("--report", str(reports[0]))

    with Emulator(like=reports[0]) as alike:
        Sandbox(alike, key).rehearse("--report", str(reports[1]))

    first, second = (json.loads(each.read_text())["differences"] for each in reports)
    assert first
    assert second == first


def test_the_report_holds_forms_and_no_value(tmp_path: Path) -> None:
    """It is for issues: operations, statuses, and sorts of values at each place."""
    file = tmp_path / "rehearsal.json"
    with Emulator(options=Options(normalises_targets=False)) as service:
        sandbox = Sandbox(service)
        sandbox.rehearse("--report", str(file), "--kinds", "segment,key")

    report = json.loads(file.read_text())
    assert file.stat().st_mode & 0o77 == 0
    assert (report["format"], report["warehouseNative"]) == (1, False)
    assert report["requests"]["POST /keys"] == {"200": 1}
    assert {
        "operation": "POST /segments",
        "kind": "Segment",
        "step": "create",
        "path": "data.rules[].conditions[].targetValue",
        "service": "list",
        "emulator": "text",
    } in report["differences"]
    assert PREFIX not in file.read_text()
    assert sandbox.key not in file.read_text()
    assert "@example.com" not in file.read_text()


def test_another_status_hides_no_other_difference(tmp_path: Path) -> None:
    """Only where one of the two refuses is there nothing to compare until the next object."""
    places = [("status", "202", "200"), ("data.colour", "empty text", "left out")]
    report = {
        "format": 1,
        "package": "0",
        "contract": "2026-09-17",
        "warehouseNative": False,
        "requests": {},
        "differences": [
            {"operation": "POST /tags", "kind": "Tag", "step": "create", "path": path, "service": service, "emulator": emulator}
            for path, service, emulator in places
        ],
    }
    file = tmp_path / "rehearsal.json"
    with Emulator(like=report) as service:
        Sandbox(service).rehearse("--report", str(file), "--kinds", "tag")

    told = json.loads(file.read_text())["differences"]
    assert [(each["path"], each["service"], each["emulator"]) for each in told if each["operation"] == "POST /tags"] == places


@pytest.mark.parametrize("arguments", [[], ["--clean"]])
def test_a_project_in_use_is_left_alone(service: Emulator, arguments: list[str]) -> None:
    """It has more than a few objects; a word lets the rehearsal in."""
    sandbox = Sandbox(service)
    for number in range(11):
        sandbox.console.post("/tags", {"name": f"theirs {number}", "description": ""})
    mark = len(sandbox.changes())

    result = sandbox.rehearse(*arguments, fails=1)

    assert "the project has 11 objects, and a rehearsal is for a sandbox" in result.output
    assert sandbox.changes()[mark:] == []
    sandbox.rehearse("--i-know", "--kinds", "tag")
    assert len(sandbox.console.get("/tags").data) >= 11


def test_nothing_is_sent_without_a_yes(service: Emulator) -> None:
    """The question says what would be done."""
    sandbox = Sandbox(service)

    result = CliRunner().invoke(app, ["rehearse"], env=sandbox.variables, input="n\n")

    assert result.exit_code == 1
    assert "under names that begin with pulumi_rehearsal" in result.output
    assert sandbox.changes() == []


@pytest.mark.parametrize("prefix", ["", "a", "Prod", "prod-", "a" * 40, "x y"])
def test_a_prefix_cannot_mean_everything(service: Emulator, prefix: str) -> None:
    """What begins with it is deleted."""
    sandbox = Sandbox(service)

    assert "a prefix is a lower-case word" in sandbox.rehearse("--prefix", prefix, fails=1).output
    assert sandbox.emulator.requests() == []


def test_what_is_named_alike_by_others_stays(service: Emulator) -> None:
    """Only the prefix with its underscore is the rehearsal's."""
    sandbox = Sandbox(service)
    sandbox.console.post("/tags", {"name": "pulumi_rehearsals of others", "description": ""})
    sandbox.console.post("/tags", {"name": "before pulumi_rehearsal_tag", "description": ""})

    sandbox.rehearse("--kinds", "tag")

    assert {"pulumi_rehearsals of others", "before pulumi_rehearsal_tag"} <= {each["name"] for each in sandbox.console.get("/tags").data}


def test_a_failure_half_way_leaves_nothing(service: Emulator) -> None:
    """What cannot be made, or changed, is told with its step, and the rest goes on."""
    sandbox = Sandbox(service)
    service.service.faults.parse({"kind": "status", "status": 403, "method": "PATCH", "path": "/gates/{id}", "count": 1})
    service.service.faults.parse({"kind": "status", "status": 400, "method": "POST", "path": "/dynamic_configs", "count": 1})

    result = sandbox.rehearse("--kinds", "gate,dynamic_config", fails=1)

    assert "Gate, change:" in result.output
    assert "DynamicConfig, create:" in result.output
    assert sandbox.left() == []


def test_what_cannot_be_deleted_is_named(service: Emulator) -> None:
    """And the next rehearsal deletes it."""
    sandbox = Sandbox(service)
    service.service.faults.parse({"kind": "status", "status": 403, "method": "DELETE", "path": "/gates/{id}", "count": 1})

    result = sandbox.rehearse("--kinds", "gate", fails=1)

    assert "could not be deleted: Gate pulumi_rehearsal_" in result.output
    assert sandbox.left() != []
    sandbox.rehearse("--clean")
    assert sandbox.left() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_rehearsal_that_is_told_to_end_clears_up(service: Emulator, number: signal.Signals) -> None:
    """Ctrl-C, or the end of a job in CI."""
    sandbox = Sandbox(service)
    service.service.faults.parse({"kind": "latency", "seconds": 0.02})

    with started(sandbox) as process:
        wait_for(sandbox, 30)
        process.send_signal(number)
        process.wait(30)

    assert len(sandbox.changes()) >= 30
    assert sandbox.left() == []


def test_a_rehearsal_that_ends_while_it_makes_something_clears_up(service: Emulator) -> None:
    """The answer that would tell of the object does not come any more."""
    sandbox = Sandbox(service)
    service.service.faults.parse({"kind": "latency", "seconds": 2, "method": "GET", "path": "/gates/{id}"})

    with started(sandbox, "--kinds", "gate") as process:
        deadline = time.monotonic() + 30
        while "POST /gates" not in sandbox.changes() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.wait(30)
    service.service.faults.clear()

    assert "POST /gates" in sandbox.changes()
    assert sandbox.left() == []


def test_the_next_rehearsal_clears_up_after_one_that_was_killed(service: Emulator) -> None:
    """At ten moments of its changes, drawn anew each day."""
    sandbox = Sandbox(service)
    draw = random.Random(time.strftime("%Y-%m-%d"))
    service.service.faults.parse({"kind": "latency", "seconds": 0.005})

    for _ in range(10):
        service.clear_requests()
        with started(sandbox) as process:
            wait_for(sandbox, draw.randrange(1, 60))
            process.kill()
            process.wait(10)
        sandbox.rehearse("--clean")
        assert sandbox.left() == []


def started(sandbox: Sandbox, *arguments: str) -> subprocess.Popen[bytes]:
    """A rehearsal in a process of its own."""
    command = [sys.executable, "-m", "statsig_console_cli", "rehearse", "--yes", *arguments]
    return subprocess.Popen(command, env={**os.environ, **sandbox.variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(sandbox: Sandbox, changes: int) -> None:
    """Until so many changes were sent, or no more come."""
    deadline = time.monotonic() + 30
    while len(sandbox.changes()) < changes and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("service", "emulator", "found"),
    [
        ({"a": 1}, {"a": 2}, []),
        ({"a": None}, {}, [("a", "null", "left out")]),
        ({}, {"a": "x"}, [("a", "left out", "text")]),
        ({"a": ""}, {"a": "x"}, [("a", "empty text", "text")]),
        ({"a": [{"b": 1}]}, {"a": [{"b": "1"}]}, [("a[].b", "number", "text")]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [("a[]", "other order", "as sent")]),
        ({"a": ["x", "y"]}, {"a": ["x"]}, []),
        ({"a": {}}, {"a": None}, [("a", "empty object", "null")]),
        ({"a": True}, {"a": 1}, [("a", "boolean", "number")]),
        ([], {}, [("", "empty list", "empty object")]),
    ],
)
def test_answers_are_compared_by_form(service: Any, emulator: Any, found: list[tuple[str, str, str]]) -> None:
    """Values are nobody's business."""
    assert list(differences(service, emulator)) == [Difference(*each) for each in found]

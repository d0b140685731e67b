"""``statsig-console trace``: what a trace comes to, and a trace of what the other commands send."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from statsig_console.sending.trace import FILE_VARIABLE
from statsig_console_cli import app
from statsig_console_cli.trace import kind_of_resource
from tests.reliability.generated import KINDS

from .adopting import Adoption

URN = "urn:pulumi:dev::shop::my:Team$pulumi-python:dynamic/statsig:GateOverrides::checkout"


def line(operation: str = "GET /gates/{id}", **values: Any) -> str:
    """A line of a trace."""
    usual = {"time": "2026-11-29T12:00:00.000Z", "process": 1, "resource": None, "operation": operation, "wait_ms": 0, "ms": 10}
    path = operation.partition(" ")[2]
    return json.dumps({**usual, "path": path, "attempt": 1, "status": 200, "sent": 0, "received": 5, **values})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A trace of two processes: a request that was repeated until it was answered, one that was refused, one with no answer."""
    lines = [
        line("PATCH /gates/{id}", path="/gates/a", status=429, ms=5),
        line("PATCH /gates/{id}", path="/gates/a", attempt=2, wait_ms=1500, ms=20),
        line("GET /gates", path="/gates?page=1", ms=900, process=2),
        line("GET /gates/{id}/overrides", path="/gates/a/overrides", resource=URN, status=404, ms=7),
        line("GET /tags", status=None, ms=60_000, error="ReadTimeout: too \u202eslow"),
        line("GET /newer/{id}", path="/newer/[bold]b"),
        '{"time": "2026-11-29T12:00:0',
        "[]",
    ]
    path = tmp_path / "trace.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    """Runs `statsig-console` with a wide terminal."""
    return CliRunner().invoke(app, [*arguments], env={"COLUMNS": "200"})


def test_a_trace_is_summed_up(file: Path) -> None:
    """How much there was, then what was slow, refused, repeated or kept waiting, each with its resource and outcome."""
    result = run("trace", str(file))

    assert result.exit_code == 0, result.exception
    head, *rest = [each.rstrip() for each in result.output.splitlines()]
    assert head == ("6 requests of 2 processes, 3 refused or not answered, 1 repeated, 1.5 s waited, 2 lines could not be read")
    lists = rest[rest.index("Slowest:") :]
    assert lists[1:3] == ["  60,000 ms  GET /tags: ReadTimeout: too <U+202E>slow", "  900 ms  GET /gates?page=1: 200"]
    assert lists[lists.index("Refused:") :] == [
        "Refused:",
        "  PATCH /gates/a: 429",
        "  GET /gates/a/overrides for GateOverrides checkout: 404",
        "  GET /tags: ReadTimeout: too <U+202E>slow",
        "Repeated:",
        "  attempt 2  PATCH /gates/a: 200",
        "Waited:",
        "  1,500 ms  PATCH /gates/a: 200",
    ]
    assert "  10 ms  GET /newer/[bold]b: 200" in lists


def test_a_trace_is_summed_up_by_kind(file: Path) -> None:
    """By the resource's kind, else by the one whose operation it is, else as the path calls it; the same in JSON."""
    found = json.loads(run("trace", str(file), "--json", "--most", "1").output)

    assert {kind: held["requests"] for kind, held in found["kinds"].items()} == {"Gate": 3, "GateOverrides": 1, "Tag": 1, "newer": 1}
    assert found["kinds"]["Gate"] == {
        "requests": 3, "refused": 1, "repeated": 1, "waited_ms": 1500, "mean_ms": 308, "slowest_ms": 900, "sent": 0, "received": 15,
    }  # fmt: skip
    assert (found["requests"], found["unreadable"]) == (6, 2)
    assert [each["operation"] for each in found["slowest"]] == ["GET /tags"]


@pytest.mark.parametrize("name", sorted({each.label for each in KINDS.values() if each.endpoints.listing and not each.pick}))
def test_the_operation_of_a_list_tells_its_kind(name: str) -> None:
    """Where no resource says it, as in `adopt`."""
    from statsig_console_cli.trace import kind_of_operation

    [kind] = [each for each in KINDS.values() if each.label == name]

    assert kind_of_operation(str(kind.endpoints.listing)) == name


def test_a_file_that_is_no_trace_says_so(tmp_path: Path) -> None:
    """In a sentence."""
    result = run("trace", str(tmp_path / "none"))

    assert result.exit_code == 1
    assert "none" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("option", "variable"), [(("--trace", "trace.jsonl"), ""), ((), "trace.jsonl")], ids=["option", "variable"])
def test_every_command_can_be_traced(
    option: tuple[str, ...], variable: str, adoption: Adoption, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a file in the folder where the command was run, wherever it or a process that it starts works."""
    monkeypatch.setenv(FILE_VARIABLE, variable)
    monkeypatch.chdir(tmp_path)
    adoption.console.post("/gates", {"name": "A gate"})

    result = run(*option, "adopt", "--out", str(adoption.folder), "--kinds", "gate")

    assert result.exit_code == 0, result.exception
    text = (tmp_path / "trace.jsonl").read_text()
    assert "GET /gates" in [json.loads(each)["operation"] for each in text.splitlines()]
    assert adoption.key not in text
    assert os.environ[FILE_VARIABLE] == str(tmp_path / "trace.jsonl")
    assert "Gate" in json.loads(run("trace", "trace.jsonl", "--json").output)["kinds"]


@pytest.mark.parametrize("type_", ["pulumi-python:dynamic/statsig:GateOverrides", "statsig-console:index:GateOverrides"])
def test_resources_of_both_doors_have_a_kind(type_: str) -> None:
    """Whichever way a program comes to the engine."""
    assert kind_of_resource(f"urn:pulumi:dev::shop::my:Team${type_}::checkout") == "GateOverrides"

"""An emulator that is like a report is what the rehearsal found: another rehearsal there writes the same report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app
from statsig_console_cli.rehearse import comparing
from statsig_console_emulator import Options, likeness
from statsig_console_emulator.testing import Emulator

CLOUD, WAREHOUSE = "console-sandbox", "console-whn-sandbox"


def rehearsed(service: Emulator, file: Path, kinds: str, key: str = CLOUD) -> Any:
    """The report of a rehearsal."""
    variables = {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": service.url}
    result = CliRunner().invoke(app, ["rehearse", "--yes", "--kinds", kinds, "--report", str(file)], env=variables)
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(file.read_text())


@pytest.mark.parametrize(
    ("options", "kinds", "key"),
    [
        (Options(normalises_targets=False), "gate,segment", CLOUD),
        (Options(normalises_targets=False), "dynamic_config", WAREHOUSE),
    ],
    ids=["cloud", "warehouse"],
)
def test_what_a_rehearsal_found_is_found_again(options: Options, kinds: str, key: str, tmp_path: Path) -> None:
    """Of a service with another habit, which is here an emulator with that option."""
    with Emulator(options=options) as service:
        report = rehearsed(service, tmp_path / "report.json", kinds, key)

    with Emulator(like=tmp_path / "report.json") as service:
        again = rehearsed(service, tmp_path / "again.json", kinds, key)

    assert report["differences"] != []
    assert again == report


def difference(operation: str, step: str, path: str, service: str, emulator: str) -> dict[str, str]:
    kind = "GateOverrides" if "overrides" in operation else "Gate"
    return {"operation": operation, "kind": kind, "step": step, "path": path, "service": service, "emulator": emulator}


@pytest.mark.parametrize(
    "differences",
    [
        [difference("POST /gates", "create", "status", "200", "201")],
        [
            difference("GET /gates/{id}", "read", "data.rules[].conditions[].note", "null", "left out"),
            difference("PATCH /gates/{id}", "change", "data.lastModifierName", "left out", "text"),
            difference("GET /gates/{id}/overrides", "read", "data.passingUserIDs[]", "other order", "as sent"),
        ],
    ],
    ids=["a status", "bodies"],
)
def test_what_a_report_says_is_what_a_rehearsal_finds(differences: list[dict[str, str]], tmp_path: Path) -> None:
    report = {"format": 1, "package": "0.1.0", "contract": "2026-09-17", "warehouseNative": False, "requests": {}}
    with Emulator(like=report | {"differences": differences}) as service:
        found = rehearsed(service, tmp_path / "report.json", "gate_overrides")

    assert found["differences"] == differences


def test_both_know_the_same_sorts() -> None:
    """The one writes what the other reads."""
    values: list[Any] = [None, True, 0, 1.5, "", "text", [], [None], {}, {"a": 1}]

    assert [comparing.sort_of(each) for each in values] == [likeness.sort_of(each) for each in values]
    assert {comparing.LEFT_OUT, *map(comparing.sort_of, values)} == {*likeness.LEAST}
    assert {each.service for each in comparing.differences(["a", "b"], ["b", "a"])} < {*likeness.ORDERS}

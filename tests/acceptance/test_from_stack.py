"""An emulator that is seeded from a stack, so that previews and updates can be tried there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pulumi_statsig_console as statsig
from statsig_console_cli import app
from statsig_console_emulator.testing import Emulator

from .life import program
from .stacks import Stack
from .test_lives import GROUPS

LIVES = {group: GROUPS[group] for group in ("core", "experiments", "data")}
EXPECTED = {
    # The text of a key is a secret, and its ID comes from it.
    "core": {"- Key key-"},
    "experiments": set[str](),
    # A secret is not in the export; the API has no operation for the rest.
    "data": {
        "- DatabricksConnection ingestion/connection/databricks: token is not in the export",
        "- POST /environments: ",
        "- POST /ingestion: ",
        "- Environments environments differs in environments",
        "- IngestionSource databricks/Metrics/shared is not there",
        "- Alert ",  # Mutes are no part of its state.
    },
}


def seeded(stack: Stack, emulator: Emulator, key: str, folder: Path) -> tuple[str, list[str]]:
    """Seeds another project from a stack; what the command said, and what it could not do."""
    file = folder / "stack.json"
    file.write_text(json.dumps(stack.export()))
    done = CliRunner().invoke(app, ["emulator", "seed", str(file), "--from-stack", "--url", emulator.origin, "--key", key])
    assert done.exit_code == 0, done.output
    return done.stdout, [line for line in done.stderr.splitlines() if line]


@pytest.mark.parametrize("group", LIVES)
def test_objects_of_every_kind_are_there(stack: Stack, emulator: Emulator, key: str, tmp_path: Path, group: str) -> None:
    """The emulator has what the stack has, under the same IDs; what it cannot have is named, and no more than that."""
    stack.up(program(LIVES[group]))

    said, left_out = seeded(stack, emulator, f"{key}-copy", tmp_path)

    expected = EXPECTED[group]
    assert [line for line in left_out if not line.startswith(tuple(expected) or "?")] == []
    assert [line for line in expected if not any(other.startswith(line) for other in left_out)] == []
    assert "objects are there as the stack has them" in said


def test_update_can_be_tried_on_the_copy(stack: Stack, emulator: Emulator, key: str, tmp_path: Path) -> None:
    """Gates, rules of their own and overrides: nothing to do on the copy, and an update there leaves the original alone."""

    def declare(share: float = 10) -> None:
        everyone = [{"type": "public"}]
        gate = statsig.Gate("checkout", name="Checkout", lifecycle="disabled")
        statsig.GateRule("own", gate_id=gate.id, name="Own rule", pass_percentage=share, conditions=everyone, environments=["staging"])
        statsig.Gate("whole", name="Whole", rules=[{"name": "All", "pass_percentage": share, "conditions": everyone}])
        statsig.SegmentIdList("ids", segment_id=statsig.Segment("staff", name="Staff", type="id_list").id, ids=["a", "b"])
        statsig.Tag("words", name="Words")

    stack.up(declare)
    said, left_out = seeded(stack, emulator, f"{key}-copy", tmp_path)
    assert (said.splitlines()[0], left_out) == ("6 of 6 objects are there as the stack has them.", [])
    stack.configure("statsig:consoleApiKey", f"{key}-copy", secret=True)

    assert stack.refresh(declare).steps == {}
    assert set(stack.up(lambda: declare(50)).steps) == {"own", "whole"}

    def shares(of: str) -> list[float]:
        return [emulator.client(of).get(f"/gates/{gate}").data["rules"][0]["passPercentage"] for gate in ("checkout", "whole")]

    assert (shares(f"{key}-copy"), shares(key)) == ([50, 50], [10, 10])


def test_what_is_no_export_is_refused(emulator: Emulator, tmp_path: Path) -> None:
    """A preview, or anything else, ends with a sentence."""
    file = tmp_path / "stack.json"
    for text in ("[]", "{}", "no json"):
        file.write_text(text)
        done = CliRunner().invoke(app, ["emulator", "seed", str(file), "--from-stack", "--url", emulator.origin])
        assert done.exit_code == 1
        assert "Traceback" not in done.output

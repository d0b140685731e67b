"""A new document of the API is taken in by one command, which says what that changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT.parent / "shared" / "openapi"
CONTRACT = ROOT / "emulator" / "statsig_console_emulator" / "contract.json"
TEXT = {"type": "string"}


def derive(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command."""
    command = [sys.executable, ROOT / "tools" / "contract" / "derive.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def document(**paths: Any) -> dict[str, Any]:
    """A document of the vendor's form, by path and method."""
    return {"paths": {f"/console/v1/{path}": methods for path, methods in paths.items()}, "components": {"schemas": {}}}


def operation(*filters: str, **fields: Any) -> dict[str, Any]:
    """An operation with these filters, which answers an object with these fields."""
    parameters = [{"in": "query", "name": name, "required": False, "schema": TEXT} for name in filters]
    return {"parameters": parameters, **answering({"type": "object", "properties": fields})}


def answering(data: dict[str, Any]) -> dict[str, Any]:
    """What an operation answers."""
    answer = {"type": "object", "properties": {"data": data}}
    return {"responses": {"200": {"content": {"application/json": {"schema": answer}}}}}


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A contract of one small document."""
    path = tmp_path / "contract.json"
    first = {"method": "GET", "path": "/gates", "parameters": [], "responses": {"200": {"type": "object", "properties": {"data": {}}}}}
    shown = {"type": "object", "properties": {"id": TEXT, "color": TEXT, "kind": {"enum": ["old", "both"], "type": "string"}}}
    left = {**first, "path": "/left", "responses": {"200": {"type": "object", "properties": {"data": shown}}}}
    kept = {**left, "path": "/kept"}
    documents = [{"day": "2026-01-01", "file": "first.json"}]
    path.write_text(json.dumps({"documents": documents, "operations": [first, kept, left], "parameters": {}, "schemas": {}}))
    return path


def taken(contract: Path, found: dict[str, Any], *more: str | Path) -> tuple[str, dict[str, Any]]:
    """What the command says when it takes a document in, and the operations of the contract then, by name."""
    path = contract.with_name("second.json")
    path.write_text(json.dumps(found))
    done = derive("--add", path, "--day", "2026-02-02", "--contract", contract, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout, {f"{each['method']} {each['path']}": each for each in json.loads(contract.read_text())["operations"]}


def test_newest_document_is_taken_in_as_the_committed_contract_has_it(tmp_path: Path) -> None:
    """Added to the contract of the earlier documents, it gives what all documents give together."""
    if not DOCUMENTS.exists():
        pytest.skip("the vendor's documents are not beside this checkout")
    path = tmp_path / "contract.json"
    committed = json.loads(CONTRACT.read_text())
    *earlier, newest = committed["documents"]
    path.write_text(json.dumps({**committed, "documents": earlier}))
    assert derive("--contract", path).returncode == 0
    before = {f"{each['method']} {each['path']}" for each in json.loads(path.read_text())["operations"]}

    done = derive(
        "--add", DOCUMENTS / newest["file"], "--day", newest["day"], "--changes", DOCUMENTS / newest["changes"], "--contract", path
    )

    assert done.returncode == 0, done.stderr
    assert path.read_text() == CONTRACT.read_text()
    assert len(before) == 250
    assert "  GET /overrides\n" in done.stdout
    assert done.stdout.splitlines()[-1] == "contract.json: 332 operations of 3 documents"


def test_what_is_new_is_told_and_who_sends_it(contract: Path) -> None:
    """An operation, a filter, a field and a value; of the operations, those that nobody declares are named again."""
    shown = {"id": TEXT, "color": TEXT, "size": TEXT, "kind": {"enum": ["old", "both", "new"], "type": "string"}}
    found = document(gates={"get": operation("team")}, kept={"get": operation(**shown)}, things={"get": operation()})

    said, operations = taken(contract, found)

    added, _, rest = said.partition("changed: ")
    assert added.splitlines() == [
        "added: 4",
        "  GET /gates.team",
        "  GET /kept.200.data.kind = new",
        "  GET /kept.200.data.size",
        "  GET /things",
    ]
    assert rest.partition("declared by nobody: ")[2].splitlines() == [
        "3",
        "  GET /kept",
        "  GET /left",
        "  GET /things",
        "contract.json: 4 operations of 2 documents",
    ]
    assert operations["GET /things"]["known"] == ["2026-02-02"]
    assert "known" not in operations["GET /gates"]


def test_what_went_away_stays_with_the_day_of_the_newest_document_that_has_it(contract: Path) -> None:
    """Nobody knows whether the service still has it."""
    kept = operation(id=TEXT, kind={"enum": ["both"], "type": "string"})

    said, operations = taken(contract, document(gates={"get": operation()}, kept={"get": kept}))

    gone = said.partition("gone: ")[2].partition("differs")[0]
    assert gone.splitlines() == ["3", "  GET /kept.200.data.color", "  GET /kept.200.data.kind = old", "  GET /left"]
    assert operations["GET /left"]["known"] == ["2026-01-01"]
    data = operations["GET /kept"]["responses"]["200"]["properties"]["data"]
    assert data["older"] == {"2026-01-01": ["color"]}
    assert data["properties"]["kind"] == {"enum": ["both", "old"], "older": {"2026-01-01": ["old"]}, "type": "string"}


@pytest.mark.parametrize(("word", "kind"), [("now a number", "integer"), ("a new color", "string")])
def test_transcription_is_believed_where_its_list_speaks_of_the_place(contract: Path, word: str, kind: str) -> None:
    """Of a transcription that errs, the earlier document stands, and the difference is told."""
    changes = contract.with_name("changes.json")
    changes.write_text(json.dumps({"changes": [{"where": "GET /kept", "what": f"id: {word}" if kind == "integer" else word}]}))
    kept = operation(id={"type": "integer"}, color=TEXT, kind={"enum": ["old", "both"], "type": "string"})

    said, operations = taken(contract, document(kept={"get": kept}), "--changes", changes)

    told = said.partition("differs without a word, so the earlier documents stand: ")[2]
    assert operations["GET /kept"]["responses"]["200"]["properties"]["data"]["properties"]["id"] == {"type": kind}
    assert told.startswith("0" if kind == "integer" else '1\n  GET /kept.200.data.id type: "string" stands, not "integer"\n')


def test_answer_is_one_object_or_the_other(contract: Path) -> None:
    """Where an object became a list, the answer is no mixture of both."""
    listed = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}}

    _, operations = taken(contract, document(left={"get": answering(listed)}))

    assert operations["GET /left"]["responses"]["200"]["properties"]["data"] == listed


def test_a_document_must_be_newer_than_all(tmp_path: Path) -> None:
    """Else the days in the contract would say the wrong thing."""
    path = tmp_path / "contract.json"
    shutil.copy(CONTRACT, path)
    (tmp_path / "new.json").write_text(json.dumps(document()))

    done = derive("--add", tmp_path / "new.json", "--day", "2026-09-17", "--contract", path)

    assert (done.returncode, done.stderr) == (1, "--day 2026-09-17 is not after the newest document's day, 2026-09-17\n")
    assert path.read_text() == CONTRACT.read_text()

"""What `statsig-console coverage` finds: every operation of the API is reachable, and the docs say so truthfully."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console.declaring.kinds import kinds_in
from statsig_console_cli import app, coverage
from statsig_console_emulator.contract import load
from tests.uncovered import UNCOVERED

ROOT = Path(__file__).resolve().parents[2]


def test_every_operation_is_sent_by_something_but_those_on_the_list() -> None:
    """What no program can reach is listed exactly, so the list can only shrink; and none is declared that the documents do not have."""
    found = coverage.measure()

    assert set(found.missing) == UNCOVERED
    assert found.unknown == {}


def test_operations_are_those_of_the_documents() -> None:
    """The table is the union of all documents, not a list kept by hand."""
    documents = sorted((ROOT.parent / "shared" / "openapi").glob("console-*.json"))
    if not documents or not all(document.exists() for document in documents):
        pytest.skip("the vendor's documents are not beside this checkout")
    names = {
        f"{method.upper()} {path.removeprefix('/console/v1')}"
        for document in documents
        for path, methods in json.loads(document.read_text())["paths"].items()
        for method in methods
    }

    assert len(coverage.documented()) == 332
    assert {coverage.plain(name) for name in coverage.documented()} == {coverage.plain(name) for name in names}


def test_table_says_which_documents_know_an_operation() -> None:
    """What only older documents have may be gone; what only the newest has is new."""
    found = coverage.measure().documents

    assert found["GET /gates"] == ["2025-12", "2025-10-13", "2026-09-17"]
    assert found["POST /gates/{id}/rules"] == ["2025-12", "2025-10-13"]
    assert found["GET /overrides"] == ["2026-09-17"]


def test_command_prints_json() -> None:
    """The table is there for scripts too, with who sends each operation."""
    done = CliRunner().invoke(app, ["coverage", "--json"])

    said = json.loads(done.stdout)
    assert done.exit_code == bool(UNCOVERED)
    assert set(said["missing"]) == UNCOVERED
    assert (said["covered"], said["of"]) == (len(said["operations"]) - len(UNCOVERED), len(coverage.documented()))
    assert said["operations"]["POST /gates"] == ["Gate"]
    assert "get_gates" in said["operations"]["GET /gates"]


def test_command_fails_when_an_operation_has_no_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gap is an error, and is named."""
    monkeypatch.setattr(coverage, "documented", lambda: {"GET /gates": ["2026-09-17"], "GET /new_things": ["2026-09-17"]})

    done = CliRunner().invoke(app, ["coverage"])

    assert done.exit_code == 1
    assert "GET /new_things" in done.stdout
    assert "nothing" in done.stdout


def test_command_fails_when_an_operation_is_in_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that no document has may be a slip of the pen: it is an error, and is named with all that send it."""
    extra = [("GET /slips", "Slip"), ("GET /slips", "get_slip"), ("GET /slips", "Slip")]
    declared = list(coverage.declared())
    monkeypatch.setattr(coverage, "declared", lambda: [*declared, *extra])

    done = CliRunner().invoke(app, ["coverage", "--json"])

    assert done.exit_code == 1
    assert json.loads(done.stdout)["unknown"] == {"GET /slips": ["Slip", "get_slip"]}


def test_readme_names_the_measured_count() -> None:
    """The README's figure is the command's, and its day that of the newest document."""
    found = coverage.measure()

    readme = (ROOT / "README.md").read_text()
    assert f"{found.covered} of {len(found.senders)} operations" in readme
    assert load().days[-1] in readme


def test_every_kind_is_in_an_example() -> None:
    """Whoever looks for a managed kind finds a whole program with it, which the tests deploy."""
    import pulumi_statsig_console as statsig

    programs = "".join(path.read_text() for path in (ROOT / "examples").rglob("__main__.py"))
    kinds = [kind.label for kind in kinds_in(statsig) if not kind.endpoints.once]

    assert [label for label in kinds if f"statsig.{label}(" not in programs] == []

"""What `statsig-console coverage` finds: every operation of the API is reachable, and the docs say so truthfully."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app, coverage

ROOT = Path(__file__).resolve().parents[2]


def test_every_operation_is_sent_by_something() -> None:
    """All operations of the vendor's two documents are reachable from a program, and none is declared that they do not have."""
    found = coverage.measure()

    assert [name for name, senders in found.senders.items() if not senders] == []
    assert found.unknown == {}


def test_operations_are_those_of_the_documents() -> None:
    """The table is the union of both documents, not a list kept by hand."""
    documents = [ROOT.parent / "shared" / "openapi" / name for name in ("console-20240601.json", "console-2025-12.json")]
    if not all(document.exists() for document in documents):
        pytest.skip("the vendor's documents are not beside this checkout")
    names = {
        f"{method.upper()} {path.removeprefix('/console/v1')}"
        for document in documents
        for path, methods in json.loads(document.read_text())["paths"].items()
        for method in methods
    }

    def plain(name: str) -> str:
        return re.sub(r"\{\w+\}", "{}", name)

    assert {plain(name) for name in coverage.documented()} == {plain(name) for name in names}


def test_command_prints_json() -> None:
    """The table is there for scripts too, with who sends each operation."""
    done = CliRunner().invoke(app, ["coverage", "--json"])

    said = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (said["covered"], said["of"]) == (len(said["operations"]), len(coverage.documented()))
    assert said["operations"]["POST /gates"] == ["Gate"]
    assert "get_gates" in said["operations"]["GET /gates"]


def test_command_fails_when_an_operation_has_no_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gap is an error, and is named."""
    monkeypatch.setattr(coverage, "documented", lambda: ["GET /gates", "GET /new_things"])

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
    """The README's figure is the command's."""
    found = coverage.measure()

    assert f"{found.covered} of {len(found.senders)} operations" in (ROOT / "README.md").read_text()


def test_every_kind_is_in_an_example() -> None:
    """Whoever looks for a managed kind finds a whole program with it, which the tests deploy."""
    import pulumi_statsig_console as statsig
    from statsig_console.resource import ConsoleAction, ConsoleResource

    programs = "".join(path.read_text() for path in (ROOT / "examples").rglob("__main__.py"))
    classes = [value for value in (getattr(statsig, name) for name in dir(statsig)) if isinstance(value, type)]
    kinds = [each for each in classes if issubclass(each, ConsoleResource) and not issubclass(each, ConsoleAction)]

    assert [each.__name__ for each in kinds if f"statsig.{each.__name__}(" not in programs] == []

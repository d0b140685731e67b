"""The contract says what the two documents say, and every operation in it is answered."""

import subprocess
import sys
from pathlib import Path

import pytest

from statsig_console_emulator import behaviour
from statsig_console_emulator.contract import load
from statsig_console_emulator.registry import HANDLERS

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "openapi"


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the OpenAPI documents are not beside this checkout")
def test_committed_contract_is_what_the_documents_say():
    """Nobody edits contract.json by hand: deriving it again changes nothing."""
    derived = subprocess.run([sys.executable, "tools/contract/derive.py", "--check"], cwd=ROOT, capture_output=True, text=True)

    assert (derived.returncode, derived.stderr) == (0, "")


def test_contract_holds_every_operation_of_both_documents():
    """244 operations of the current document and the seven that only the older one has."""
    operations = load().operations.values()

    assert (len(operations), sum(operation.older for operation in operations)) == (251, 7)


def test_twenty_operations_answer_201():
    """201 exactly where the document declares it, which is less regular than one might think."""
    created = {operation.name for operation in load().operations.values() if operation.success == 201}

    assert len(created) == 20
    assert {"POST /gates", "GET /gates/{id}/overrides", "DELETE /gates/{id}/overrides"} <= created
    assert not {"POST /holdouts", "POST /keys", "POST /tags"} & created


def test_every_operation_has_a_handler():
    """An operation without behaviour would be a hole in the emulator."""
    behaviour.announce()

    assert set(HANDLERS) == set(load().operations)


def test_contract_holds_no_prose():
    """The vendor's sentences stay in the vendor's documents."""
    words = {"description", "title", "summary", "example", "examples"}

    def keywords(schema, inside_properties=False):
        if isinstance(schema, dict):
            if not inside_properties:
                assert not words & set(schema)
            for name, value in schema.items():
                if name not in ("enum", "default", "required"):
                    keywords(value, inside_properties=name == "properties" and not inside_properties)
        elif isinstance(schema, list):
            for item in schema:
                keywords(item)

    for schema in load().schemas.values():
        keywords(schema)

"""The contract says what the documents say, and every operation in it is answered that the package sends."""

import subprocess
import sys
from pathlib import Path

import pytest

from statsig_console_emulator import behaviour
from statsig_console_emulator.contract import load
from statsig_console_emulator.registry import HANDLERS
from tests.uncovered import UNCOVERED

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "openapi"


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the OpenAPI documents are not beside this checkout")
def test_committed_contract_is_what_the_documents_say():
    """Nobody edits contract.json by hand: deriving it again changes nothing."""
    derived = subprocess.run([sys.executable, "tools/contract/derive.py", "--check"], cwd=ROOT, capture_output=True, text=True)

    assert (derived.returncode, derived.stderr) == (0, "")


def test_contract_holds_every_operation_of_all_documents():
    """324 operations of the newest document and the eight that only older ones have, which say so."""
    operations = load().operations.values()

    assert (len(operations), sum(operation.older for operation in operations)) == (332, 8)
    assert load().days == ("2025-12", "2025-10-13", "2026-09-17")
    assert load().operations["POST /gates/{id}/rules"].known == ("2025-12", "2025-10-13")
    assert load().operations["GET /overrides"].known == ("2026-09-17",)


def test_fields_and_values_that_the_newest_document_lacks_carry_their_day():
    """What is new needs no mark; what went away keeps the day of the newest document that has it."""
    metric = load().schemas["MetricsUpdateContractDto"]["properties"]["owner"]
    (owner,) = load().expand([metric])
    (created,) = load().expand([load().schemas["MetricCreationContractDto"]["properties"]["type"]])

    assert owner["older"] == {"2025-10-13": ["email"]}
    assert created["older"]["2025-10-13"] == ["undefined"]
    assert {"percentile", "undefined"} <= set(created["enum"])


def test_twenty_five_operations_answer_201():
    """201 exactly where the documents declare it, which is less regular than one might think."""
    created = {operation.name for operation in load().operations.values() if operation.success == 201}

    assert len(created) == 25
    assert {"POST /gates", "GET /gates/{id}/overrides", "DELETE /gates/{id}/overrides"} <= created
    assert not {"POST /holdouts", "POST /keys", "POST /tags"} & created


def test_every_operation_is_answered_but_those_that_nobody_sends_yet():
    """An operation without behaviour is a hole in the emulator, and what the package sends has none."""
    behaviour.announce()

    assert set(load().operations) - set(HANDLERS) <= UNCOVERED


def test_unanswered_operation_is_an_unknown_path(console):
    """What the emulator does not do yet it does not pretend to do."""
    unanswered = set(load().operations) - set(HANDLERS)

    assert {console.request(*name.split(" ")).status for name in unanswered} <= {404}


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

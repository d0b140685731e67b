"""Where the sentences under the attributes of results come from."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = """
like: {GateResult: Gate, LayerParameterResult: LayerParameter, TagResult: Tag}
common: {name: "What the {it} is called.", description: "What the {it} is for.", colour: "Its colour."}
classes:
  GateResult, TagResult: {id: "Its ID."}
  KeyResult: {key: "Its text."}
"""


@pytest.fixture
def attributes(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The sentences of a small file."""
    monkeypatch.syspath_prepend(ROOT / "tools" / "contract")
    monkeypatch.delitem(sys.modules, "attributes", raising=False)
    return importlib.import_module("attributes").Attributes(TEXT)


def test_sentences_of_a_class_come_first(attributes: Any) -> None:
    """Then the first one of the property of the same name, which tells what it is; then the one that many share."""
    assert attributes.sentence("TagResult", "id") == "Its ID."
    assert attributes.sentence("GateResult", "description") == "What the gate is for, as the console shows it."
    assert attributes.sentence("DynamicConfigResult", "name") == "What the dynamic config is called."
    assert attributes.sentence("GateResult", "no_such") == ""


def test_sentences_that_nobody_asks_for_are_told(attributes: Any) -> None:
    """An entry for an attribute that the contract no longer has would stand there for ever."""
    attributes.sentence("GateResult", "id")
    attributes.sentence("LayerParameterResult", "type")
    attributes.sentence("RoleResult", "name")

    assert attributes.idle == ["classes: KeyResult: key", "like: GateResult", "like: TagResult", "common: description", "common: colour"]

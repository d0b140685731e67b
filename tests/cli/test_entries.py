"""Entries of import files."""

from __future__ import annotations

import json

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.state_keys import MANAGED, own
from statsig_console_cli.entries import importable


def test_an_entry_holds_no_secret() -> None:
    """It is a file in clear."""
    state = {"description": "CI", "key": "secret-hush", "type": "SERVER", "status": "active"}

    found = importable(kind_of(statsig.Key), "ci", "k1", {"description": "CI"}, state)

    assert (found["type"], found["name"], found["id"]) == ("pulumi-python:dynamic/statsig:Key", "ci", "k1")
    assert found["inputs"]["__provider"] == found["outputs"]["__provider"]
    assert own(found["outputs"]) == {name: value for name, value in state.items() if name != "key"}
    assert "hush" not in json.dumps(found)


def test_an_entry_remembers_that_a_secret_is_managed() -> None:
    """It lacks the value alone, so that the next preview asks for nothing that a program did not change."""
    inputs = {"host": "dbc.example.com", "path": "/sql", "token": "hush"}
    state = inputs | {MANAGED: sorted(inputs)}

    found = importable(kind_of(statsig.DatabricksConnection), "lake", "databricks", inputs, state)

    assert found["outputs"][MANAGED] == ["host", "path", "token"]
    assert "hush" not in json.dumps(found)

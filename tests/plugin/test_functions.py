"""Lookups as functions of every language: the same answers as in Python, under that language's names."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from statsig_console.declaring.casing import camel
from statsig_console.lookup import Listing
from statsig_console_emulator.testing import Emulator
from statsig_console_plugin import schema
from statsig_console_plugin.values import Properties, struct_of

from .test_schema import MADE
from .test_servicer import Project, refused


@pytest.fixture
def project(stub: Any, emulator: Emulator) -> Project:
    """A project with a gate."""
    project = Project(stub, emulator, warehouse=True)
    rule = {"name": "all", "passPercentage": 5, "conditions": [{"type": "public"}]}
    project.console.post("/gates", {"name": "A gate", "idType": "userID", "rules": [rule], "tags": []})
    return project


def invoke(project: Project, name: str, **arguments: Any) -> Properties:
    """What a function answers."""
    request = provider_pb2.InvokeRequest(tok=schema.token(name), args=struct_of(arguments))
    return Properties.of(getattr(project.stub.Invoke(request), "return"))


def test_an_object_is_looked_up(project: Project) -> None:
    """With nested results, and what the answer lacks left out."""
    found = invoke(project, "getGate", id="a_gate").values

    assert (found["name"], found["idType"], found["rules"][0]["passPercentage"]) == ("A gate", "userID", 5)
    assert "archivedAt" not in found
    assert "id_type" not in str(found)


def test_a_list_is_looked_up(project: Project) -> None:
    """Whole, with all its pages; arguments filter it."""
    for number in range(120):
        project.console.post("/gates", {"name": f"Gate {number}"})

    everything, permanent = invoke(project, "getGates").values, invoke(project, "getGates", type="PERMANENT").values

    assert len(everything["items"]) == 121
    assert permanent == {"items": []}


def test_mistakes_are_sentences(project: Project) -> None:
    """Of the program, and of the API."""
    assert refused(lambda: invoke(project, "getGate")) == "getGate: id is required."
    assert refused(lambda: invoke(project, "getGate", id="x", nam=1)).startswith("getGate: nam is no argument")
    assert refused(lambda: invoke(project, "getNothing")).startswith("statsig-console:index:getNothing is no function of this package")
    missing = refused(lambda: invoke(project, "getGate", id="nothing"))
    assert 'getGate("nothing")' in missing
    assert refused(lambda: invoke(project, "getGates", creatorId="")) == "getGates: creatorId is empty."
    assert "404" in missing


READABLE = [each for name, each in schema.lookups().items() if not MADE["functions"][name].get("inputs", {}).get("required")]


@pytest.mark.parametrize("reading", READABLE, ids=lambda reading: reading.name)
def test_each_lookup_answers_as_its_schema_says(reading: Any, project: Project) -> None:
    """All that need no argument: names that the schema has, and a list where it says one."""
    declared = MADE["functions"][schema.token(camel(reading.name))]["outputs"]["properties"]

    found = invoke(project, camel(reading.name))

    assert set(found.values) <= set(declared)
    assert isinstance(reading, Listing) is isinstance(found.values.get("items"), list)


def test_secret_answers_are_secret(project: Project) -> None:
    """Lists as a whole, of objects the attributes that are; which are, the declarations say."""
    secret = [each for each in READABLE if each.secret]

    assert secret
    for reading in secret:
        answered = invoke(project, camel(reading.name))
        assert answered.secrets or not answered.values
    assert invoke(project, "getGates").secrets == set()

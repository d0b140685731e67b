"""Furniture: what a project may have before anybody touched it, seen as a client sees it."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console_emulator import Options, transfer
from statsig_console_emulator.furniture import FURNITURE, demand
from statsig_console_emulator.testing import Emulator


@pytest.fixture
def options() -> Options:
    """A project with all that there is."""
    return Options(furniture=tuple(FURNITURE))


def names(answer: Any) -> set[str]:
    """What a list holds, by name."""
    return {item["name"] for item in answer.data}


def test_a_furnished_project_has_what_tests_of_clients_name(console):
    """Lists and single reads show it, by the contract; it can be named by what a client makes."""
    assert {"test-tag", "test-tag-a", "test-tag-b"} <= names(console.get("/tags"))
    assert names(console.get("/gates")) == {"targeting_gate", "my_gate_2", "a_failing_gate"}
    assert names(console.get("/segments")) == {"growth_org", "promo_id_list"}
    assert console.get("/layers/a_layer").data["isImplicitLayer"] is False
    groups = [{"name": name, "size": 50, "parameterValues": {"a_string": name, "a_bool": True}} for name in ("Control", "Test")]
    made = console.post(
        "/experiments",
        {"name": "Full", "layerID": "a_layer", "groups": groups, "targetingGateID": "targeting_gate", "tags": ["test-tag-a"]},
    )
    assert made.status == 201, made.body


def test_what_was_there_can_be_changed_and_deleted(console):
    """It is as if somebody had made it."""
    assert console.patch("/gates/my_gate_2", {"description": "mine"}).data["description"] == "mine"
    assert console.delete("/layers/a_layer").status == 200
    assert console.get("/layers/a_layer").status == 404


def test_sources_are_in_warehouse_native_projects_alone():
    """A cloud project has no metric sources, and its operations say so."""
    with Emulator(options=Options(furniture=("sources",))) as emulator:
        assert [each["name"] for each in emulator.client("console-whn-furnished").get("/metrics/metric_source/list").data] == [
            "shoppy_events"
        ]
        emulator.client("console-furnished").get("/tags")
        kinds = [set(project["objects"]) for project in emulator.export()["projects"]]

    assert ["metric_source" in each for each in kinds].count(True) == 1


def test_an_emptied_project_is_furnished_again(console, service):
    """As it was when it was opened."""
    console.delete("/gates/my_gate_2")

    transfer.reset(service, "console-test")

    assert console.get("/gates/my_gate_2").status == 200


def test_words_are_checked_and_parted():
    """A misspelt word would leave a project bare."""
    assert demand(["tags,layers", " gates "]) == ("tags", "layers", "gates")
    with pytest.raises(ValueError, match="no furniture 'tag': a project can have tags, layers"):
        demand(["tag"])


def test_projects_are_bare_unasked(console_without):
    """Nobody finds objects that he has not made, but for those of every project."""
    assert [gate["id"] for gate in console_without.get("/gates").data] == []


@pytest.fixture
def console_without():
    """A client of an emulator without furniture."""
    with Emulator() as emulator:
        yield emulator.client("console-bare")

"""Names of adopted objects: valid, unique, and the same from run to run."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console_cli.adopt.catalogue import catalogue, plural, snake
from statsig_console_cli.adopt.naming import identifier, names_for

from .adopting import object_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("New checkout", "new_checkout"),
        ("new.checkout-v2", "new_checkout_v2"),
        ("Ünïcödé ßtraße", "unicode_sstrasse"),
        ("日本語", "tag"),
        ("", "tag"),
        ("2024 launch", "tag_2024_launch"),
        ('"); import os', "import_os"),
        ("__init__", "init"),
    ],
)
def test_identifiers(text: str, name: str) -> None:
    """What an object is called, as a variable."""
    assert identifier(text, "tag") == name


@given(st.text())
def test_every_text_makes_an_identifier(text: str) -> None:
    """No text breaks out of a name."""
    assert identifier(text, "gate").isidentifier()
    assert identifier(text, "gate").isascii()


def tag(number: int, name: str) -> object:
    """A tag with an ID of the server."""
    return object_of("Tag", {"id": f"t{number:03}", "name": name, "description": "", "isCore": False})


def test_names_are_unique_and_hide_nothing() -> None:
    """Duplicates are numbered by ID; words of Python, built-ins, and other modules' names get an underscore."""
    texts = ["same", "Same", "same!", "class", "print", "gates", "tags", "statsig", "class"]
    objects = [tag(number, text) for number, text in enumerate(texts)]

    names = names_for(objects, {})  # type: ignore[arg-type]

    assert list(names.values()) == ["same", "same_2", "same_3", "class_", "print_", "gates_", "tags", "statsig_", "class_2"]
    assert not any(keyword.iskeyword(name) for name in names.values())


def test_names_stay_when_others_come() -> None:
    """A name that was given is kept, though an object that would come first has the same."""
    first = names_for([tag(5, "same"), tag(7, "same")], {})  # type: ignore[list-item]

    second = names_for([tag(number, "same") for number in (1, 5, 7)], first)  # type: ignore[misc]

    assert first == {"Tag t005": "same", "Tag t007": "same_2"}
    assert second == {**first, "Tag t001": "same_3"}


def test_a_recorded_name_is_not_trusted() -> None:
    """What stands in an edited record cannot become code."""
    names = names_for([tag(1, "same")], {"Tag t001": "x = __import__('os')"})  # type: ignore[list-item]

    assert names == {"Tag t001": "same"}


def test_what_objects_are_called() -> None:
    """People's own words: the name of a metric without its type, of a source without its dataset, of settings their kind."""
    objects = [
        object_of("Metric", {"id": "Revenue::sum", "name": "Revenue", "type": "sum"}),
        object_of("Gate", {"id": "checkout.v2", "name": "Anything", "description": "", "status": "Disabled", "idType": "userID"}),
        object_of("TeamSettings", {"require_teams_on_configs": True}),
        object_of("IngestionSchedule", {"dataset": "Metrics", "scheduled_hour_pst": 1}),
        object_of("MetricSource", {"name": "orders/all", "sql": "SELECT 1", "timestampColumn": "at", "idTypeMapping": []}),
    ]

    names = names_for(objects, {})

    assert sorted(names.values()) == ["checkout_v2", "metrics_schedule", "orders_all", "revenue", "team_settings"]


def test_modules_are_named_after_kinds() -> None:
    """Each kind has a module of its own."""
    modules = [each.module for each in catalogue().values()]

    assert len(set(modules)) == len(modules)
    assert {"gates", "entity_properties", "environments", "segment_id_lists", "keys"} <= set(modules)
    assert (snake("ReleasePipeline"), plural("release_pipeline"), plural("key")) == ("release_pipeline", "release_pipelines", "keys")

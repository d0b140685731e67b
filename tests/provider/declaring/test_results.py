"""A result is the API's answer with typed attributes over it, converted when they are read."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import pytest

from statsig_console.declaring.results import Result
from statsig_console.secrets import HIDDEN

ROOT = Path(__file__).resolve().parents[3]


class OwnerResult(Result):
    """A nested object."""

    owner_id: str
    owner_name: str | None


class ThingResult(Result, wire={"rules_json": "rulesJSON"}, secret=["token"]):
    """An object with one attribute of each sort."""

    id: str
    holdout_ids: list[str] | None
    past_7_days: float | None
    owner: OwnerResult | None
    members: list[OwnerResult] | None
    kind: Literal["a", "b"] | None
    value: dict[str, Any] | list[str] | str | None
    rules_json: str | None
    token: str | None
    created_time: int | None


class FlagsResult(Result, snake_case=True):
    """An object that the API spells as Python does."""

    is_core_flag: bool


def test_attributes_have_the_names_of_python() -> None:
    """The API's spelling, irregular as it is, stays at the wire."""
    thing = ThingResult({"id": "a", "holdoutIDs": ["h"], "past7Days": 3, "rulesJSON": "{}"})

    assert (thing.id, thing.holdout_ids, thing.past_7_days, thing.rules_json) == ("a", ["h"], 3, "{}")
    assert FlagsResult({"is_core_flag": True}).is_core_flag is True


def test_what_the_answer_lacks_is_none() -> None:
    """Absent and null are one; false, 0 and empty lists are not nothing."""
    thing = ThingResult({"id": "", "owner": None, "holdoutIDs": [], "past7Days": 0})

    assert (thing.owner, thing.members, thing.kind) == (None, None, None)
    assert (thing.id, thing.holdout_ids, thing.past_7_days) == ("", [], 0)


@pytest.mark.parametrize("time", [1700000000123, 1700000000123.0, "1700000000123", "2023-11-14T22:13:20.123Z"])
def test_a_number_is_one_in_any_form(time: Any) -> None:
    """Times are in ms since 1970, however the answer writes them; an unknown word is no reason to stop."""
    thing = ThingResult({"createdTime": time, "past7Days": "3.5", "kind": "newer than this package", "surprise": 1})

    assert (thing.created_time, type(thing.created_time)) == (1700000000123, int)
    assert (thing.past_7_days, thing.kind) == (3.5, "newer than this package")


def test_nested_objects_are_results_too() -> None:
    """Programs go on with attributes all the way down."""
    thing = ThingResult({"owner": {"ownerID": "1"}, "members": [{"ownerID": "2"}, {"ownerID": "3"}]})

    assert thing.owner == OwnerResult({"ownerID": "1"})
    assert [member.owner_id for member in thing.members or []] == ["2", "3"]


def test_one_in_place_of_a_list_is_a_list_of_one() -> None:
    """The API gives `targetApps` as a text when there is one, and a segment's rule as the object."""
    thing = ThingResult({"holdoutIDs": "h", "members": {"ownerID": "2"}})

    assert thing.holdout_ids == ["h"]
    assert thing.members == [OwnerResult({"ownerID": "2"})]


@pytest.mark.parametrize("value", [{"camelCase": None, "deep": [{"x_Y": 1.0}]}, ["1"], "1", {}])
def test_json_stays_as_it_is(value: Any) -> None:
    """Values of configs and parameters belong to the user: no key is respelt, no null dropped."""
    assert ThingResult({"value": value}).value == value


def test_raw_is_the_answer_itself() -> None:
    """What no document mentions is still there."""
    answer = {"id": "a", "permalink": "https://…", "version": 1}

    assert ThingResult(answer).raw is answer


def test_a_misspelt_attribute_is_an_error() -> None:
    """None for a name that does not exist would hide the mistake."""
    with pytest.raises(AttributeError, match="ThingResult has no 'holdoutIDs'"):
        _ = ThingResult({"holdoutIDs": []}).holdoutIDs  # type: ignore[attr-defined]


def test_as_dict_is_plain_and_complete() -> None:
    """What Pulumi can export: declared names alone, nested ones too."""
    thing = ThingResult({"id": "a", "owner": {"ownerID": "1"}, "members": [{"ownerID": "2", "more": 1}], "unknown": 1})

    assert thing.as_dict() == {
        "id": "a",
        "holdout_ids": None,
        "past_7_days": None,
        "owner": {"owner_id": "1", "owner_name": None},
        "members": [{"owner_id": "2", "owner_name": None}],
        "kind": None,
        "value": None,
        "rules_json": None,
        "token": None,
        "created_time": None,
    }


def test_equal_answers_are_equal_results() -> None:
    """Two reads of the same object compare as one would expect; results of other classes do not."""
    assert ThingResult({"id": "a"}) == ThingResult({"id": "a"})
    assert ThingResult({"id": "a"}) != ThingResult({"id": "b"})
    assert OwnerResult({}) != ThingResult({})


def test_repr_is_short_and_hides_secrets() -> None:
    """Results end up in logs; a key's text must not."""
    thing = ThingResult({"id": "a", "owner": {"ownerID": "1"}, "holdoutIDs": ["h"], "token": "secret-1", "kind": "x" * 200})

    assert repr(thing) == f"ThingResult(id='a', holdout_ids=[…], owner={{…}}, kind='{'x' * 39}…, token={HIDDEN})"


def test_copies_and_pickles_are_equal() -> None:
    """Pulumi and test tools copy what they are given."""
    thing = ThingResult({"id": "a", "owner": {"ownerID": "1"}})

    assert copy.deepcopy(thing) == thing
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_the_generated_results_are_up_to_date() -> None:
    """The committed classes are what the generator makes of the documents."""
    if not (ROOT.parent / "shared" / "openapi").exists():
        pytest.skip("the OpenAPI documents are not beside this checkout")

    check = subprocess.run([sys.executable, "tools/contract/results.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert check.returncode == 0, check.stderr

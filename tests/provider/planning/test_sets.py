"""Sets: what stands twice in one is told, and the rest keeps the order that it had."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.declaring.fields import Carry
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.shapes import JsonValue, ListOf, Member, OneOf, Record, Scalar, Shape, Unordered
from statsig_console.errors import Problem
from statsig_console.planning.sets import as_before, in_order, repeated
from tests.provider.samples import Overrides

TEXT = Scalar(str)
NAMES = ListOf(TEXT, (Unordered(),))
OVERRIDE = Record(
    "Override", (Member("group", "group", TEXT, True), Member("ids", "ids", NAMES, True), Member("place", "place", TEXT, False))
)
OVERRIDES = ListOf(OVERRIDE, (Unordered(),))
RULE = Record("Rule", (Member("name", "name", TEXT, True), Member("places", "places", NAMES, False)))
VALUE = OneOf((NAMES, ListOf(Scalar(float), (Unordered(),)), TEXT))


@pytest.mark.parametrize(
    ("shape", "old", "new", "ordered"),
    [
        (NAMES, ["a", "b", "c"], ["c", "a", "b"], ["a", "b", "c"]),
        (NAMES, ["a", "b", "c"], ["c", "x", "a"], ["a", "x", "c"]),
        (NAMES, ["a", "b"], ["x", "b", "y", "a"], ["a", "b", "x", "y"]),
        (NAMES, ["a", "b", "c", "d"], ["d", "c", "b"], ["d", "b", "c"]),
        (NAMES, ["a", "b", "c", "d"], ["b", "a"], ["a", "b"]),
        (NAMES, ["a", "b"], [], []),
        (NAMES, ["a", "a"], ["a"], ["a"]),
        (NAMES, None, ["b", "a"], ["b", "a"]),
        (ListOf(TEXT), ["a", "b"], ["b", "a"], ["b", "a"]),
        (VALUE, ["5", "6"], [6.0, 5.0], ["5", "6"]),
        (VALUE, ["5"], 5.0, ["5"]),
        (VALUE, "5", ["5"], "5"),
        (VALUE, ["5", "6"], ["7", "6"], ["7", "6"]),
        (VALUE, ["5", "6"], ["6", "7"], ["7", "6"]),
        (VALUE, "5", ["6", "5"], ["6", "5"]),
        (OVERRIDES, [{"group": "a", "ids": ["1", "2"]}, {"group": "b", "ids": []}],
         [{"group": "b", "ids": []}, {"group": "a", "ids": ["2", "1"]}], [{"group": "a", "ids": ["1", "2"]}, {"group": "b", "ids": []}]),
        (OVERRIDES, [{"group": "a", "ids": ["1"], "place": "x"}, {"group": "a", "ids": ["2"], "place": "y"}],
         [{"group": "a", "ids": ["2", "3"], "place": "y"}, {"group": "a", "ids": ["1"], "place": "z"}],
         [{"group": "a", "ids": ["1"], "place": "z"}, {"group": "a", "ids": ["2", "3"], "place": "y"}]),
        (ListOf(RULE), [{"name": "a", "places": ["x", "y"]}], [{"name": "a", "places": ["y", "x"]}, {"name": "b", "places": ["y", "x"]}],
         [{"name": "a", "places": ["x", "y"]}, {"name": "b", "places": ["y", "x"]}]),
        (RULE, {"name": "a"}, {"name": "a", "places": ["y"], "odd": 1}, {"name": "a", "places": ["y"], "odd": 1}),
        (JsonValue(), '["a","b"]', '["b","a"]', '["b","a"]'),
        (JsonValue(), '{"a":1,"b":null}', '{"b":null,"a":1.0}', '{"a":1,"b":null}'),
        (JsonValue(), '{"a":1}', '{"a":true}', '{"a":true}'),
        (JsonValue(), '"a\\r\\n"', '"a\\n"', '"a\\n"'),
        (RULE, {"name": "a\nb"}, {"name": "a\r\nb", "places": ["x"]}, {"name": "a\nb", "places": ["x"]}),
        (TEXT, "1", Unknown(), None),
    ],
)  # fmt: skip
def test_a_set_keeps_the_order_that_it_had(shape: Shape, old: Any, new: Any, ordered: Any) -> None:
    """Pulumi compares lists place by place: what was there stays, what is new takes the place of what is gone."""
    assert in_order(shape, new, old) == (new if ordered is None else ordered)


def test_elements_are_found_again_by_what_they_are_known_by() -> None:
    """A rule that moved up is compared with itself, and not with the one that stood there."""
    old = [{"name": "a", "places": ["x", "y"]}, {"name": "b", "places": ["v", "w"]}]
    new = [{"name": "b", "places": ["w", "v"]}, {"name": "a", "places": ["y", "x", "z"]}]

    ordered = in_order(ListOf(RULE), new, old, Carry("name", ("id",)))

    assert ordered == [{"name": "b", "places": ["v", "w"]}, {"name": "a", "places": ["x", "y", "z"]}]


def test_what_is_not_known_yet_stays() -> None:
    """An ID that another resource will have is an element like others, and one that is new."""
    later = Unknown()

    assert in_order(NAMES, [later, "b"], ["a", "b"]) == [later, "b"]
    assert in_order(OVERRIDES, [{"group": later, "ids": ["1"]}, later], [{"group": "a", "ids": ["1"]}])[1] is later
    assert in_order(NAMES, later, ["a"]) is later


def test_ordering_loses_nothing() -> None:
    """Whatever changes, the set is the one that the program asks for."""
    chance = random.Random(7)
    for _ in range(500):
        old, new = (chance.sample("abcdefgh", chance.randrange(9)) for _ in range(2))

        ordered = in_order(NAMES, new, old)

        assert sorted(ordered) == sorted(new)
        assert sum(a == b for a, b in zip(ordered, old, strict=False)) >= len(set(old) & set(new)) - max(0, len(old) - len(new))


def test_ten_thousand_ids_take_no_time() -> None:
    """Lists of IDs are long, and each preview orders them."""
    old = [f"user-{number:06}" for number in range(10_000)]
    new = [*old[1:], "x"]
    random.Random(1).shuffle(new)

    start = time.process_time()
    ordered = in_order(NAMES, new, old)

    assert time.process_time() - start < 0.5
    assert ordered == ["x", *old[1:]]


def test_what_stands_twice_is_told() -> None:
    """The API drops the second one, so that each refresh would show a difference that no update settles."""
    found = repeated(kind_of(Overrides), {"passing": ["a", "b", "a", "x"], "failing": ["x", Unknown(), Unknown()]})

    assert found == [
        Problem("passing[2]", "is passing[0] again: the list means a set"),
        Problem("passing[3]", "is failing[0] too, which says the opposite"),
    ]


def test_a_long_list_of_doubles_is_cut() -> None:
    """Two exports put together repeat themselves thousands of times."""
    assert len(repeated(kind_of(Overrides), {"passing": [*map(str, range(1000))] * 2})) == 10


def test_a_property_keeps_its_old_words_where_they_mean_the_same() -> None:
    """By its own comparison, as long as that holds both ways: an empty text that leaves the choice to the API is a word of its own."""
    gate, config = kind_of(statsig.Gate), kind_of(statsig.DynamicConfig)

    assert as_before(config, {"default_value_json5": "{a: 1,}", "odd": 1}, {"default_value_json5": '{"a": 1}'}) == {
        "default_value_json5": '{"a": 1}',
        "odd": 1,
    }
    assert as_before(gate, {"creator_id": "", "tags": ["b", "a"]}, {"creator_id": "u1", "tags": ["a", "b"]}) == {
        "creator_id": "",
        "tags": ["a", "b"],
    }

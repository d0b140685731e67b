"""Segments: types with operations of their own, and refusals for the wrong type."""

import pytest

RULE = {"name": "r", "passPercentage": 100, "conditions": [{"type": "country", "operator": "any", "targetValue": ["CA"]}]}


def create(console, type, **fields):
    return console.post("/segments", {"name": "A segment", "type": type, **fields})


def ids(console):
    return console.get("/segments/a_segment/id_list").data["ids"]


def test_new_segment(console):
    answer = create(console, "id_list")

    assert (answer.status, answer.data["id"], answer.data["isEnabled"], answer.data["count"]) == (201, "a_segment", True, 0)


def test_ids_are_added_once_removed_and_counted(console):
    create(console, "id_list")
    console.patch("/segments/a_segment/id_list", {"ids": ["a", "b", "a"]})
    console.patch("/segments/a_segment/id_list", {"ids": ["b", "c"]})
    console.delete("/segments/a_segment/id_list", {"ids": ["a", "never"]})

    assert ids(console) == ["b", "c"]
    assert console.get("/segments/a_segment").data["count"] == 2


def test_reset_replaces_the_list(console):
    create(console, "id_list")
    console.patch("/segments/a_segment/id_list", {"ids": ["a"]})
    console.post("/segments/a_segment/id_list/reset", {"ids": ["x", "y"]})

    assert ids(console) == ["x", "y"]


def test_id_list_is_paged_and_its_data_is_one_object(console):
    create(console, "id_list")
    console.patch("/segments/a_segment/id_list", {"ids": [str(number) for number in range(250)]})
    answer = console.get("/segments/a_segment/id_list", page=3, limit=100)

    assert answer.data == {"name": "a_segment", "count": 250, "ids": [str(number) for number in range(200, 250)]}
    assert (answer.body["pagination"]["totalItems"], answer.body["pagination"]["nextPage"]) == (250, None)


def test_a_hundred_thousand_ids_fit_and_one_more_does_not(console):
    create(console, "id_list")
    many = [str(number) for number in range(100_000)]

    assert console.patch("/segments/a_segment/id_list", {"ids": many}).status == 200
    assert console.get("/segments/a_segment").data["count"] == 100_000
    assert console.patch("/segments/a_segment/id_list", {"ids": [*many, "x"]}).status == 400


def test_rules_are_replaced_by_a_bare_list_or_a_wrapped_one(console):
    """The document says a bare list; another client wraps it."""
    create(console, "rule_based", rules=[RULE])
    bare = console.post("/segments/a_segment/conditional", [RULE | {"name": "bare"}])
    first = console.get("/segments/a_segment").data["rules"]
    wrapped = console.post("/segments/a_segment/conditional", {"rules": [RULE | {"name": "wrapped"}]})

    assert (bare.status, [rule["name"] for rule in first]) == (200, ["bare"])
    assert (wrapped.status, [rule["name"] for rule in console.get("/segments/a_segment").data["rules"]]) == (200, ["wrapped"])


def test_segment_conditions_are_fewer(console):
    """Segments cannot ask gates."""
    assert create(console, "rule_based", rules=[RULE | {"conditions": [{"type": "passes_gate", "targetValue": "g"}]}]).status == 400


@pytest.mark.parametrize(
    ("type", "method", "path", "body", "needed"),
    [
        ("rule_based", "PATCH", "id_list", {"ids": []}, "id_list"),
        ("rule_based", "DELETE", "id_list", {"ids": []}, "id_list"),
        ("rule_based", "POST", "id_list/reset", {"ids": []}, "id_list"),
        ("id_list", "POST", "conditional", [], "rule_based"),
        ("id_list", "PATCH", "add_ids", {"ids": []}, "user_store_id_list"),
        ("id_list", "PATCH", "remove_ids", {"ids": []}, "user_store_id_list"),
    ],
)
def test_wrong_type_is_refused(console, type, method, path, body, needed):
    create(console, type)
    answer = console.request(method, f"/segments/a_segment/{path}", body)

    assert (answer.status, answer.message) == (400, f"Segment must be of type '{needed}' to be modified on this endpoint")


def test_user_store_lists_have_a_version(console):
    create(console, "user_store_id_list")
    console.patch("/segments/a_segment/add_ids", {"ids": ["a", "b"]})
    console.patch("/segments/a_segment/remove_ids", {"ids": ["a"]})

    assert console.get("/segments/a_segment/idlist_metadata").data == {"currentVersion": 2, "isUpdating": False}
    assert ids(console) == ["b"]


def test_archive_has_no_way_back(console):
    create(console, "rule_based")
    console.put("/segments/a_segment/archive")

    assert console.get("/segments/a_segment").data["isEnabled"] is False
    assert console.put("/segments/a_segment/unarchive").status == 404


def test_deleted_list_does_not_come_back_with_a_new_segment(console):
    create(console, "id_list")
    console.patch("/segments/a_segment/id_list", {"ids": ["a"]})
    console.delete("/segments/a_segment")
    create(console, "id_list")

    assert ids(console) == []


def test_there_is_no_general_update(console):
    create(console, "id_list")

    assert [console.patch("/segments/a_segment", {}).status, console.post("/segments/a_segment", {}).status] == [404, 404]

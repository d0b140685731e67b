"""Lists: pages, order, filters."""

from urllib.parse import parse_qs

import pytest


@pytest.fixture
def gates(console):
    for number in range(5):
        console.post("/gates", {"name": f"gate {number}", "tags": ["even"] if number % 2 == 0 else []})
    return console


def ids(answer):
    return [item["id"] for item in answer.data]


def test_pages_walk_through_all_objects_newest_first(gates):
    pages = [gates.get("/gates", page=page, limit=2) for page in (1, 2, 3)]

    assert [ids(page) for page in pages] == [["gate_4", "gate_3"], ["gate_2", "gate_1"], ["gate_0"]]
    assert [page.body["pagination"] for page in pages] == [
        {
            "itemsPerPage": 2,
            "pageNumber": number,
            "nextPage": following,
            "previousPage": previous,
            "totalItems": 5,
            "all": "/console/v1/gates",
        }
        for number, following, previous in (
            (1, "/console/v1/gates?page=2&limit=2", None),
            (2, "/console/v1/gates?page=3&limit=2", "/console/v1/gates?page=1&limit=2"),
            (3, None, "/console/v1/gates?page=2&limit=2"),
        )
    ]


def test_page_beyond_the_end_is_empty(gates):
    answer = gates.get("/gates", page=9, limit=2)

    assert (answer.data, answer.body["pagination"]["nextPage"]) == ([], None)


def test_next_page_asks_for_what_the_first_one_did(gates):
    """A client follows it as it is, and gets what its filters say and nothing else."""
    gates.post("/gates", {"name": "odd one", "tags": ["a&b=c", "even"]})
    seen, path = [], "/gates?tags=even&tags=a%26b%3Dc&limit=1&idType=userID"
    while path:
        page = gates.get(path.partition("?")[0], **parse_qs(path.partition("?")[2]))
        seen += ids(page)
        path = (page.body["pagination"]["nextPage"] or "").removeprefix("/console/v1")

    assert seen == ["odd_one", "gate_4", "gate_2", "gate_0"]
    assert page.body["pagination"]["previousPage"] == "/console/v1/gates?page=3&limit=1&tags=even&tags=a%26b%3Dc&idType=userID"


def test_list_without_limit_holds_a_hundred(console):
    """A client that forgets paging must notice."""
    for number in range(101):
        console.post("/tags", {"name": f"tag {number}", "description": ""})
    answer = console.get("/tags")

    assert (len(answer.data), answer.body["pagination"]["totalItems"]) == (100, 102)


@pytest.mark.parametrize("query", [{"page": 0}, {"page": -3, "limit": -1}, {"limit": "many"}])
def test_senseless_places_are_refused(gates, query):
    """A client that counts wrong must notice."""
    assert gates.get("/gates", **query).status == 400
    assert len(gates.get("/gates", page="", limit="").data) == 5


def test_filters_apply_together(gates):
    gates.patch("/gates/gate_4", {"type": "PERMANENT"})

    assert ids(gates.get("/gates", tags="even")) == ["gate_4", "gate_2", "gate_0"]
    assert ids(gates.get("/gates", tags="even", type="PERMANENT")) == ["gate_4"]
    assert gates.get("/gates", tags="even", limit=1).body["pagination"]["totalItems"] == 3


def test_unknown_filter_value_is_refused(console):
    assert console.get("/gates", type="MOON").status == 400


def test_gates_are_found_by_their_pass_rate(console):
    """0: nobody, 100: everybody, INBETWEEN: some; a launched gate passes everybody."""
    for name, share in (("none", 0), ("some", 50), ("all", 100)):
        console.post("/gates", {"name": name, "id": f"gate_{name}", "rules": [{"name": "r", "passPercentage": share, "conditions": []}]})
    console.put("/gates/gate_none/launch")

    assert ids(console.get("/gates", passRate="INBETWEEN")) == ["gate_some"]
    assert ids(console.get("/gates", passRate="100")) == ["gate_all", "gate_none"]
    assert ids(console.get("/gates", rolloutRate="0")) == ["gate_none"]


def test_list_and_read_show_the_same(gates):
    assert gates.get("/gates", limit=1).data[0] == gates.get("/gates/gate_4").data

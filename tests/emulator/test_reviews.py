"""Changes that wait for a review, where the project or the object demands one and the request respects it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from statsig_console_emulator.contract import REVIEW_HEADER
from statsig_console_emulator.requests import KEY_HEADER
from statsig_console_emulator.testing import Emulator

KEY = "console-reviews"


@pytest.fixture
def console() -> Any:
    """An emulator of the test's own."""
    with Emulator() as running:
        yield running


def respectful(console: Emulator, method: str, path: str, body: Any = None, respect: str = "true") -> Any:
    """The data that the API answers to a request that respects reviews."""
    headers = {KEY_HEADER: KEY, REVIEW_HEADER: respect, "content-type": "application/json"}
    content = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(console.url + path, content, headers, method=method)) as response:
        return json.load(response).get("data")


def admin(console: Emulator, method: str, path: str) -> tuple[int, Any]:
    """Status and answer of a request beside the API."""
    try:
        with urllib.request.urlopen(urllib.request.Request(console.origin + "/_emulator" + path, method=method)) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def demand(console: Emulator) -> None:
    """Makes the project demand reviews of configs."""
    client = console.client(KEY)
    client.post("/settings/reviews", client.get("/settings/reviews").data | {"is_config_review_required": True})


def test_changes_wait_together_and_are_carried_out_in_order(console: Emulator) -> None:
    """The object shows its review and stays as it is until then; afterwards it shows none."""
    client = console.client(KEY)
    client.post("/gates", {"name": "A gate", "description": "old"})
    demand(console)

    first = respectful(console, "PATCH", "/gates/a_gate", {"description": "new"})
    respectful(console, "PATCH", "/gates/a_gate", {"description": "newer"})
    respectful(console, "PUT", "/gates/a_gate/launch")

    assert (first["description"], first["activeReview"]["reviewStatus"]) == ("old", "in_review")
    status, answer = admin(console, "GET", "/reviews")
    (review,) = answer["reviews"]
    assert (status, review["object"], len(review["changes"])) == (200, "a_gate", 3)
    assert client.get("/gates/a_gate").data["activeReview"]["reviewID"] == review["id"]
    assert KEY not in json.dumps(answer)

    assert admin(console, "POST", f"/reviews/{review['id']}/approve")[0] == 200
    gate = client.get("/gates/a_gate").data
    assert (gate["description"], gate["status"], "activeReview" in gate) == ("newer", "Launched", False)
    assert admin(console, "POST", f"/reviews/{review['id']}/approve")[0] == 404


def test_a_rejected_change_is_dropped(console: Emulator) -> None:
    """Nothing of it happens."""
    client = console.client(KEY)
    client.post("/gates", {"name": "A gate", "reviewSettings": {"requiredReview": True}})
    respectful(console, "DELETE", "/gates/a_gate")
    (review,) = console.reviews()

    assert admin(console, "POST", f"/reviews/{review['id']}/reject")[0] == 200
    assert client.get("/gates/a_gate").status == 200
    assert console.reviews() == []


@pytest.mark.parametrize("respect", ["false", "1"])
def test_requests_that_do_not_ask_for_it_take_effect_at_once(console: Emulator, respect: str) -> None:
    """So does everything that no setting covers."""
    client = console.client(KEY)
    client.post("/gates", {"name": "A gate"})
    demand(console)

    assert respectful(console, "PATCH", "/gates/a_gate", {"description": "new"}, respect)["description"] == "new"
    lists = {"passingUserIDs": ["u"], "failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": []}
    assert respectful(console, "POST", "/gates/a_gate/overrides", lists)["passingUserIDs"] == ["u"]
    assert respectful(console, "POST", "/gates", {"name": "Another gate"})["id"] == "another_gate"
    assert console.reviews() == []


def test_what_the_api_would_refuse_opens_no_review(console: Emulator) -> None:
    """Nobody should be asked to approve the impossible."""
    console.client(KEY).post("/experiments", {"name": "A test"})
    demand(console)

    with pytest.raises(urllib.error.HTTPError) as caught:
        respectful(console, "PUT", "/experiments/a_test/reset", {})

    with caught.value:
        assert caught.value.code == 400
    assert console.reviews() == []

"""Operations: paths are filled in safely, and secrets in them stay hidden."""

from __future__ import annotations

import pytest

from statsig_console.declaring.operations import Operation, operation
from statsig_console.errors import InputError


def test_what_goes_along_is_part_of_the_operation() -> None:
    """Two lists of one path that ask for different things are two lists."""
    asking = operation("GET /gates", asks={"all": "true"})

    assert asking.asks == (("all", "true"),)
    assert asking != operation("GET /gates")
    assert str(asking) == "GET /gates"


def test_an_operation_is_written_as_the_documents_do() -> None:
    """One text holds method and path."""
    rule = operation("PATCH /gates/{id}/rules/{ruleID}")

    assert rule == Operation("PATCH", "/gates/{id}/rules/{ruleID}")
    assert (str(rule), rule.placeholders, rule.changes) == ("PATCH /gates/{id}/rules/{ruleID}", ("id", "ruleID"), True)
    assert not operation("GET /gates").changes


@pytest.mark.parametrize(
    ("value", "segment"),
    [("a", "a"), ("a/b", "a%2Fb"), ("x::sum", "x%3A%3Asum"), ("50% off", "50%25%20off"), ("é", "%C3%A9"), ("a.b", "a.b")],
)
def test_a_value_is_one_segment_of_the_path(value: str, segment: str) -> None:
    """A slash in a name must not lead to another operation."""
    assert operation("GET /metrics/{id}/experiments").url({"id": value}) == f"/metrics/{segment}/experiments"


@pytest.mark.parametrize("value", ["", ".", "..", "a\ud83d"])
def test_a_value_that_changes_the_path_is_refused(value: str) -> None:
    """`DELETE /gates/` with no id, or `/gates/../keys`, would hit something else."""
    with pytest.raises(InputError, match=r"id .* cannot stand in an address"):
        operation("DELETE /gates/{id}").url({"id": value})


def test_a_missing_value_is_refused() -> None:
    """A brace in an address would be a request for nothing."""
    with pytest.raises(InputError, match="ruleID"):
        operation("GET /gates/{id}/rules/{ruleID}").url({"id": "a"})


def test_the_shown_path_is_readable_and_holds_no_secret() -> None:
    """Messages name the object, unless its id is a key."""
    values = {"id": "a b/c"}

    assert operation("GET /gates/{id}").shown(values) == "/gates/a b/c"
    assert operation("GET /gates/{id}").shown({"id": "é\n\x1b[2J"}) == "/gates/é%0A%1B[2J"
    assert operation("GET /gates/{id}").shown({"id": "a\ud83d"}) == "/gates/a%ED%A0%BD"
    assert operation("GET /keys/{id}", secret=True).shown(values) == "/keys/…"
    assert operation("GET /gates/{id}").shown({}) == "/gates/{id}"

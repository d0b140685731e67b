"""Answers like those of a service that a rehearsal reported on, by plain HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.likeness import parse, sort_of
from statsig_console_emulator.testing import Emulator

SAMPLES: dict[str, Any] = {
    "null": None,
    "text": "7",
    "empty text": "",
    "number": 5,
    "boolean": True,
    "list": [1.5],
    "empty list": [],
    "object": {"a": 1},
    "empty object": {},
}
"""A value of each sort that a body can hold."""

NOTHING = "left out"

SORTS = [*SAMPLES, NOTHING]

READ_OTHERWISE: dict[tuple[str, str], Any] = {
    ("text", "number"): 7,
    ("text", "list"): ["7"],
    ("number", "text"): "5",
    ("number", "list"): [5],
    ("boolean", "text"): "true",
    ("boolean", "list"): [True],
    ("list", "number"): 1.5,
    ("object", "list"): [{"a": 1}],
}
"""What a sample becomes in another sort, where it can be told in that."""

LEAST: dict[str, Any] = {"text": "", "number": 0, "boolean": False, "list": [], "object": {}}
"""What a sample of another sort becomes, of which nothing can be told."""


def report(*differences: tuple[str, str, str, str], **facts: Any) -> dict[str, Any]:
    """A report of (operation, path, service, emulator)."""
    names = ("operation", "path", "service", "emulator")
    listed = [{"kind": "Gate", "step": "create", **dict(zip(names, each, strict=True))} for each in differences]
    whole = {"format": 1, "package": "0.1.0", "contract": "2026-09-17", "warehouseNative": False, "requests": {}}
    return whole | {"differences": listed} | facts


def asked(like: Any, *requests: tuple[str, str, Any]) -> list[Any]:
    """The answers to (method, path, body)."""
    with Emulator(like=like) as emulator:
        client = emulator.client()
        return [client.request(*each) for each in requests]


def became(emulator: str, service: str) -> Any:
    """What a sample of one sort becomes in another; `NOTHING` for no value."""
    if service == NOTHING:
        return NOTHING
    if service == "null" or service.startswith("empty "):
        return SAMPLES[service]
    if emulator == f"empty {service}":
        return SAMPLES[emulator]
    return READ_OTHERWISE.get((emulator, service), LEAST[service])


def test_each_sort_of_value_can_stand_for_each_other() -> None:
    """A config's default value may hold anything, so that all pairs are in one answer."""
    pairs = {f"{emulator} to {service}": (emulator, service) for emulator in SORTS for service in SORTS if emulator != service}
    kept = {name: SAMPLES[emulator] for name, (emulator, _) in pairs.items() if emulator != NOTHING}
    like = report(
        *(("GET /dynamic_configs/{id}", f"data.defaultValue.{name}", service, emulator) for name, (emulator, service) in pairs.items())
    )

    created, read = asked(like, ("POST", "/dynamic_configs", {"name": "Any", "defaultValue": kept}), ("GET", "/dynamic_configs/any", None))

    assert created.data["defaultValue"] == kept
    found = {name: read.data["defaultValue"].get(name, NOTHING) for name in pairs}
    assert found == {name: became(*pair) for name, pair in pairs.items()}
    assert [type(found[name]) for name in pairs] == [type(became(*pair)) for pair in pairs.values()]
    assert [name for name in read.data["defaultValue"] if name in kept] == [name for name in kept if not name.endswith(f"to {NOTHING}")]


@pytest.mark.parametrize("sort", SAMPLES)
def test_what_is_not_as_the_report_says_stays(sort: str) -> None:
    """A difference from a text says nothing about a null."""
    like = report(*(("POST /dynamic_configs", "data.defaultValue.x", NOTHING, each) for each in SAMPLES if each != sort))

    (created,) = asked(like, ("POST", "/dynamic_configs", {"name": "Any", "defaultValue": {"x": SAMPLES[sort]}}))

    assert sort_of(SAMPLES[sort]) == sort
    assert created.data["defaultValue"] == {"x": SAMPLES[sort]}


def test_differences_at_one_place_do_not_follow_each_other() -> None:
    """Each is about the emulator's own answer, not about what another one made of it."""
    place = ("POST /dynamic_configs", "data.defaultValue.x")
    like = report((*place, "null", "text"), (*place, "number", "null"))

    answers = asked(
        like,
        ("POST", "/dynamic_configs", {"name": "One", "defaultValue": {"x": "a"}}),
        ("POST", "/dynamic_configs", {"name": "Two", "defaultValue": {"x": None}}),
    )

    assert [each.data["defaultValue"] for each in answers] == [{"x": None}, {"x": 0}]


def test_the_first_difference_that_fits_counts() -> None:
    body, status = ("POST /dynamic_configs", "data.defaultValue.x"), ("POST /dynamic_configs", "status")
    like = report((*body, "null", "text"), (*body, "number", "text"), (*status, "202", "201"), (*status, "203", "201"))

    (created,) = asked(like, ("POST", "/dynamic_configs", {"name": "One", "defaultValue": {"x": "a"}}))

    assert (created.status, created.data["defaultValue"]) == (202, {"x": None})


RULES = [{"name": name, "passPercentage": 1, "conditions": [{"type": "public"}, {"type": "email", "targetValue": [name]}]} for name in "ab"]


def test_paths_lead_into_each_item() -> None:
    like = report(
        ("POST /gates", "data.rules[].id", NOTHING, "text"),
        ("POST /gates", "data.rules[].conditions[].note", "text", NOTHING),
        ("POST /gates", "data.tags[]", "object", "text"),
        ("POST /gates", "data.none[].x", "text", NOTHING),
        ("POST /gates", "data.name.x", "text", NOTHING),
    )

    (created,) = asked(like, ("POST", "/gates", {"name": "A gate", "rules": RULES, "tags": ["★ Core"]}))

    assert [("id" in rule, "baseID" in rule) for rule in created.data["rules"]] == [(False, True)] * 2
    assert [[condition["note"] for condition in rule["conditions"]] for rule in created.data["rules"]] == [["", ""]] * 2
    assert created.data["tags"] == [{}]
    assert "none" not in created.data
    assert created.data["name"] == "A gate"


def test_items_can_be_left_out() -> None:
    like = report(("POST /dynamic_configs", "data.defaultValue.list[]", NOTHING, "null"))

    (created,) = asked(like, ("POST", "/dynamic_configs", {"name": "A gate", "defaultValue": {"list": [1, None, "x", None]}}))

    assert created.data["defaultValue"] == {"list": [1, "x"]}


def test_what_holds_others_is_added_before_them() -> None:
    """In whichever order the report has them."""
    like = report(
        ("GET /gates/{id}", "data.extra.deep.x", "number", NOTHING),
        ("GET /gates/{id}", "data.extra.deep", "object", NOTHING),
        ("GET /gates/{id}", "data.extra", "object", NOTHING),
    )

    _, read = asked(like, ("POST", "/gates", {"name": "A gate"}), ("GET", "/gates/a_gate", None))

    assert read.data["extra"] == {"deep": {"x": 0}}


def test_what_is_added_is_what_the_request_sent() -> None:
    """As far as it is of that sort: a report holds no values."""
    like = report(
        ("POST /gates", "data.sent", "object", NOTHING),
        ("POST /gates", "data.rules[].sent", "text", NOTHING),
        ("POST /gates", "data.otherwise", "number", NOTHING),
    )
    rules = [{**rule, "sent": str(rule["name"]).upper()} for rule in RULES]

    (created,) = asked(like, ("POST", "/gates", {"name": "A gate", "rules": rules, "sent": {"by": "me"}, "otherwise": "text"}))

    assert created.data["sent"] == {"by": "me"}
    assert [rule["sent"] for rule in created.data["rules"]] == ["A", "B"]
    assert created.data["otherwise"] == 0


@pytest.mark.parametrize(("service", "emulator"), [("other order", "as sent"), ("as sent", "other order")])
def test_lists_come_in_another_order(service: str, emulator: str) -> None:
    """The reverse one, where that is another."""
    kept = {"long": ["a", "b", "c"], "alike": ["a", "b", "a"], "one": ["a"], "none": [], "text": "ab", "deep": [["a", "b"], ["c", "d"]]}
    lists = ("long", "alike", "one", "none", "text", "deep[]")
    like = report(*(("POST /dynamic_configs", f"data.defaultValue.{name}[]", service, emulator) for name in lists))

    (created,) = asked(like, ("POST", "/dynamic_configs", {"name": "Lists", "defaultValue": kept}))

    turned = {"long": ["c", "b", "a"], "alike": ["b", "a", "a"], "deep": [["b", "a"], ["d", "c"]]}
    assert created.data["defaultValue"] == kept | turned


def test_items_are_changed_before_they_change_places() -> None:
    """So that each is still where the request has it."""
    like = report(
        ("POST /dynamic_configs", "data.rules[]", "other order", "as sent"),
        ("POST /dynamic_configs", "data.rules[].sent", "number", NOTHING),
    )
    rules = [{**rule, "returnValue": {}, "sent": number} for number, rule in enumerate(RULES)]

    (created,) = asked(like, ("POST", "/dynamic_configs", {"name": "A gate", "rules": rules}))

    assert [(rule["name"], rule["sent"]) for rule in created.data["rules"]] == [("b", 1), ("a", 0)]


def test_lists_of_objects_turn_with_their_page() -> None:
    like = report(("GET /gates", "data[]", "other order", "as sent"))

    *_, listed = asked(like, ("POST", "/gates", {"name": "One"}), ("POST", "/gates", {"name": "Two"}), ("GET", "/gates", None))

    assert [gate["id"] for gate in listed.data] == ["one", "two"]


class TestStatuses:
    def test_success_by_another_status(self) -> None:
        created, read = asked(
            report(("POST /gates", "status", "202", "201")), ("POST", "/gates", {"name": "A gate"}), ("GET", "/gates/a_gate", None)
        )

        assert (created.status, created.data["id"], read.status) == (202, "a_gate", 200)

    @pytest.mark.parametrize("status", [204, 205, 304])
    def test_success_without_a_body(self, status: int) -> None:
        answers = asked(
            report(("PATCH /gates/{id}", "status", str(status), "200"), ("PATCH /gates/{id}", "data.x", "text", NOTHING)),
            ("POST", "/gates", {"name": "A gate"}),
            ("PATCH", "/gates/a_gate", {"description": "new"}),
            ("GET", "/gates/a_gate", None),
        )

        assert [each.status for each in answers] == [201, status, 200]
        assert answers[1].body == ""
        assert answers[2].data["description"] == "new"

    def test_what_the_service_refuses_has_no_effect(self) -> None:
        with Emulator(like=report(("POST /gates", "status", "422", "201"))) as emulator:
            refused = emulator.client().post("/gates", {"name": "A gate"})
            read = emulator.client().get("/gates/a_gate")
            seen = [(each.template, each.status) for each in emulator.requests()]

        assert (refused.status, refused.body) == (422, {"status": 422, "message": HTTPStatus(422).phrase})
        assert read.status == 404
        assert seen == [("/gates", 422), ("/gates/{id}", 404)]

    def test_what_waits_for_a_review_and_is_refused_has_no_effect_either(self) -> None:
        with Emulator(like=report(("PATCH /gates/{id}", "status", "409", "200"))) as emulator:
            client = emulator.client()
            client.post("/gates", {"name": "A gate", "reviewSettings": {"requiredReview": True}})
            emulator.seed({"objects": {"settings": {"reviews": {"is_config_review_required": True}}}})
            status = client.patch("/gates/a_gate", {"description": "new"}).status

            assert status == 409
            assert client.get("/gates/a_gate").data["description"] == ""
            assert emulator.reviews() == []

    def test_what_the_service_takes_is_no_refusal(self) -> None:
        (deleted,) = asked(report(("DELETE /gates/{id}", "status", "200", "404")), ("DELETE", "/gates/none", None))

        assert (deleted.status, deleted.body) == (200, {"message": "OK"})

    def test_refusal_by_another_status_says_so_in_its_body(self) -> None:
        like = report(("GET /gates/{id}", "status", "410", "404"))

        read, by_itself = asked(like, ("GET", "/gates/none", None))[0], asked(None, ("GET", "/gates/none", None))[0]

        assert (read.status, read.body) == (410, {**by_itself.body, "status": 410})

    def test_other_statuses_stay(self) -> None:
        """A difference of a 201 is not put on a 400."""
        like = report(("POST /gates", "status", "202", "200"), ("POST /gates", "status", "400", "404"))

        taken, refused = asked(like, ("POST", "/gates", {"name": "A gate"}), ("POST", "/gates", {"name": 1}))

        assert (taken.status, refused.status) == (201, 400)

    def test_differences_of_bodies_are_not_put_on_refusals(self) -> None:
        like = report(
            ("GET /gates/{id}", "requestId", "text", NOTHING),
            ("GET /gates/{id}", "message", NOTHING, "text"),
            ("GET /gates/{id}", "status", NOTHING, "number"),
        )

        _, read, missing = asked(like, ("POST", "/gates", {"name": "A gate"}), ("GET", "/gates/a_gate", None), ("GET", "/gates/none", None))

        assert read.body.keys() == {"data", "requestId"}
        assert missing.body.keys() == {"status", "message"}

    def test_bodies_may_say_the_status_too(self) -> None:
        """A path alone does not tell: the words do."""
        (listed,) = asked(report(("GET /gates", "status", "number", NOTHING)), ("GET", "/gates", None))

        assert (listed.status, listed.body["status"]) == (200, 0)

    def test_invalid_keys_and_limits_count_as_refusals(self) -> None:
        with Emulator(like=report(("GET /gates", "status", "403", "401"))) as emulator:
            assert emulator.client("secret-x").get("/gates").status == 403


@pytest.mark.parametrize(("service", "body"), [("null", None), ("empty object", {}), ("empty list", []), ("empty text", ""), ("text", "")])
def test_a_whole_body_can_be_another_one(service: str, body: Any) -> None:
    _, deleted = asked(
        report(("DELETE /gates/{id}", "", service, "object")), ("POST", "/gates", {"name": "A gate"}), ("DELETE", "/gates/a_gate", None)
    )

    assert (deleted.status, deleted.body) == (200, body)
    assert (deleted.headers["content-length"] == "0") is (body == "")


def test_operations_without_differences_answer_as_ever() -> None:
    like = report(("GET /gates/{id}", "data.name", NOTHING, "text"))

    created, read, listed = asked(like, ("POST", "/gates", {"name": "A gate"}), ("GET", "/gates/a_gate", None), ("GET", "/gates", None))

    assert ("name" in created.data, "name" in read.data, "name" in listed.data[0]) == (True, False, True)


def test_a_report_without_differences_changes_nothing() -> None:
    requests = [("GET", "/gates", None), ("GET", "/gates/none", None), ("POST", "/gates", {}), ("GET", "/nowhere", None)]

    like, by_itself = asked(report(), *requests), asked(None, *requests)

    assert [(each.status, each.body) for each in like] == [(each.status, each.body) for each in by_itself]


def test_the_report_survives_a_reset() -> None:
    with Emulator(like=report(("GET /gates", "extra", "text", NOTHING))) as emulator:
        emulator.reset()

        assert emulator.client().get("/gates").body["extra"] == ""


WHOLE = report(
    ("POST /gates", "status", "201", "200"),
    ("GET /gates/{id}", "data.rules[].id", NOTHING, "text"),
    ("GET /gates/{id}", "data.tags[]", "other order", "as sent"),
    requests={"POST /gates": {"201": 3}, "GET /gates/{id}": {"200": 1, "404": 2}},
)

OPEN = ("package", "contract", "kind", "step")
"""What may be any text."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything in a report."""
    yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of a report with something else at one place."""
    if not path:
        return new
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return copy


def named(path: tuple[Any, ...]) -> str:
    """How a message names a place: requests are counted."""
    match path:
        case ("differences", int(number), *rest):
            return f"differences[{number}]{''.join(f'.{each}' for each in rest)}"
        case ("requests", str(operation), *_):
            return f"requests[{[*WHOLE['requests']].index(operation)}]"
        case _:
            return str(path[0]) if path else "a report"


MARKUP = "<script>alert('console-topsecret')</script>"
WRONG: list[Any] = [None, True, -1, 1.5, 2**70, MARKUP, "", [], [MARKUP], {}, {MARKUP: MARKUP}, [[]], [None], {"": None}]


def is_right(path: tuple[Any, ...], thing: Any) -> bool:
    """Whether one of the wrong things is right at a place."""
    match path:
        case ("warehouseNative",):
            return thing is None or thing is True
        case ("requests",) | ("requests", _):
            return thing == {}
        case ("requests", _, _):
            return type(thing) is int and thing >= 0
        case ("differences",):
            return thing == []
        case ("differences", 0 | 2, "path"):
            return False
        case (*_, "package" | "contract" | "kind" | "step" | "path"):
            return isinstance(thing, str)
        case _:
            return False


@pytest.mark.parametrize("path", [*places(WHOLE)], ids=named)
def test_a_wrong_report_is_a_sentence_that_names_the_place_and_no_value(path: tuple[Any, ...]) -> None:
    """Each place with each wrong thing there."""
    # With another path, a status is no word of a difference any more.
    place = r"differences\[0\]\.(path|service)" if path == ("differences", 0, "path") else re.escape(named(path))
    for wrong in [each for each in WRONG if not is_right(path, each)]:
        with pytest.raises(ValueError, match=f"^{place if path else '(a report|format)'}.* must ") as caught:
            parse(put(WHOLE, path, wrong))
        assert "topsecret" not in str(caught.value)
        assert "script" not in str(caught.value)


@pytest.mark.parametrize("path", [*places(WHOLE)], ids=named)
def test_what_is_right_at_a_place_is_taken(path: tuple[Any, ...]) -> None:
    """Else the test above would know less than it says."""
    for right in [each for each in WRONG if is_right(path, each)]:
        parse(put(WHOLE, path, right))


MEMBERS = [(name,) for name in WHOLE if name != "warehouseNative"] + [("differences", 1, name) for name in WHOLE["differences"][1]]
"""What a report must have."""


@pytest.mark.parametrize("path", MEMBERS, ids=named)
def test_what_is_missing_is_named(path: tuple[Any, ...]) -> None:
    whole = put(WHOLE, path, None)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]

    with pytest.raises(ValueError, match="must") as caught:
        parse(whole)

    assert str(caught.value).startswith(named(path))


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"format": 2}, "format"),
        ({"format": True}, "format"),
        ({"format": "1"}, "format"),
        ({"requests": {"GET /nowhere": {"200": 1}}}, r"requests\[0\]"),
        ({"requests": {"GET /gates": {"200": 1}, "get /gates": {"200": 1}}}, r"requests\[1\]"),
        ({"requests": {"GET /gates": {"99": 1}}}, r"requests\[0\]"),
        ({"requests": {"GET /gates": {"²00": 1}}}, r"requests\[0\]"),
        ({"requests": {"GET /gates": {"200": True}}}, r"requests\[0\]"),
    ],
)
def test_formats_and_requests_that_are_unknown(facts: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=f"^{place} must"):
        parse(WHOLE | facts)


@pytest.mark.parametrize(
    ("difference", "place"),
    [
        (("GET /nowhere", "data.x", "null", "text"), "operation"),
        (("GET /gates/one", "data.x", "null", "text"), "operation"),
        (("GET /gates", "data..x", "null", "text"), "path"),
        (("GET /gates", ".data", "null", "text"), "path"),
        (("GET /gates", "data.", "null", "text"), "path"),
        (("GET /gates", "data.[].x", "null", "text"), "path"),
        (("GET /gates", "data[0].x", "null", "text"), "path"),
        (("GET /gates", "data[]x", "null", "text"), "path"),
        (("GET /gates", "data" + "[]" * 5000, "null", "text"), "path"),
        (("GET /gates", ".".join("x" * 5000), "null", "text"), "path"),
        (("GET /gates", "data.x", "nothing", "text"), "service"),
        (("GET /gates", "data.x", "Null", "text"), "service"),
        (("GET /gates", "data.x", "201", "200"), "service"),
        (("GET /gates", "status", "199", "200"), "service"),
        (("GET /gates", "status", "600", "200"), "service"),
        (("GET /gates", "status", "²00", "201"), "service"),
        (("GET /gates", "status", "201", "text"), "emulator"),
        (("GET /gates", "status", "201", "201"), "emulator"),
        (("GET /gates", "data.x", "null", "null"), "emulator"),
        (("GET /gates", "data.x", "null", "as sent"), "emulator"),
        (("GET /gates", "data.x", "other order", "as sent"), "path"),
        (("GET /gates", "", "other order", "as sent"), "path"),
        (("GET /gates", "data.x", "other order", "list"), "emulator"),
    ],
)
def test_differences_of_which_a_part_is_unknown(difference: tuple[str, str, str, str], place: str) -> None:
    with pytest.raises(ValueError, match=rf"^differences\[0\]\.{place} must"):
        parse(report(difference))


def test_a_wrong_report_starts_no_emulator() -> None:
    with pytest.raises(ValueError, match=r"^format must be 1$"):
        Emulator(like={"format": 9})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "format must be 1"),
        (b"{", "is no JSON"),
        (b"\xff\xfe\xfa", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"9" * 10_000, "is no JSON"),
        (b"null", "a report must be an object"),
    ],
)
def test_a_file_that_is_no_report(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "report.json").write_bytes(content)

    with pytest.raises(ValueError, match=r"report\.json") as caught:
        Emulator(like=tmp_path / "report.json")

    assert said in str(caught.value)


def test_a_report_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(report(("GET /gates", "extra", "null", NOTHING))))

    for file in (tmp_path / "report.json", str(tmp_path / "report.json")):
        assert asked(file, ("GET", "/gates", None))[0].body["extra"] is None
    with pytest.raises(FileNotFoundError):
        Emulator(like=tmp_path / "none.json")

"""Requests: paths, bodies and queries in the habits of different clients; refusals in the API's words."""

import json

import pytest

from statsig_console_emulator.requests import KEY_HEADER, Request
from statsig_console_emulator.service import BASE_PATH


def send(service, method, path, body=b"", query="", headers=None):
    request = Request(method, BASE_PATH + path, query, {KEY_HEADER: "console-test", **(headers or {})}, body)
    response = service.handle(request).response
    return response.status, json.loads(response.content)


def test_missing_field_is_required(console):
    answer = console.post("/tags", {"name": "core"})

    assert (answer.status, answer.body) == (
        400,
        {
            "status": 400,
            "message": "Bad Request Exception",
            "errors": [{"property": "description", "errorMessage": "Required"}],
        },
    )


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/gates", {"name": "A gate", "description": True}, ("description", "Expected string, received boolean")),
        ("/gates", {"name": "A gate", "isEnabled": "yes"}, ("isEnabled", "Expected boolean, received string")),
        (
            "/gates",
            {"name": "A gate", "type": "STALE"},
            ("type", "Invalid enum value. Expected 'PERMANENT' | 'TEMPORARY', received 'STALE'"),
        ),
        ("/gates", {"name": "ab"}, ("name", "String must contain at least 3 character(s)")),
        ("/gates", {"name": "a" * 101}, ("name", "String must contain at most 100 character(s)")),
        ("/gates", {"name": "A/gate"}, ("name", "Invalid")),
        (
            "/gates",
            {"name": "A gate", "rules": [{"name": "r", "passPercentage": 101, "conditions": []}]},
            ("rules.0.passPercentage", "Number must be less than or equal to 100"),
        ),
        (
            "/gates",
            {"name": "A gate", "rules": [{"name": "r", "passPercentage": 1, "conditions": [{"type": "moon"}]}]},
            ("rules.0.conditions.0.type", None),
        ),
        ("/experiments", {"name": "Exp", "duration": 1}, ("duration", "Number must be greater than 1")),
        ("/experiments", {"name": "Exp", "links": [{"url": "nowhere"}]}, ("links.0.url", "Invalid url")),
        ("/users/invite", {"role": "Member", "emails": ["nobody"]}, ("emails.0", "Invalid email")),
    ],
)
def test_refusal_names_the_property_and_what_is_wrong(console, path, body, error):
    """Property paths are dotted; texts are those of the validator that the API shows."""
    answer = console.post(path, body)
    name, text = error

    found = {entry["property"]: entry["errorMessage"] for entry in answer.body["errors"]}
    assert answer.status == 400
    assert name in found
    assert text is None or found[name] == text


def test_all_violations_come_at_once(console):
    errors = console.post("/gates", {"name": "ab", "isEnabled": 1, "idType": 2}).body["errors"]

    assert {entry["property"] for entry in errors} == {"name", "isEnabled", "idType"}


def test_unknown_fields_are_dropped_at_every_depth(console):
    """Another client sends read-only fields along; they must neither be refused nor come back."""
    rule = {"name": "r", "passPercentage": 1, "conditions": [{"type": "public", "moon": 1}], "salt": "x"}
    gate = console.post("/gates", {"name": "A gate", "createdTime": 5, "moon": 1, "rules": [rule]}).data

    assert gate["createdTime"] != 5
    assert "moon" not in gate
    assert "salt" not in gate["rules"][0]
    assert gate["rules"][0]["conditions"] == [{"type": "public"}]


def test_forbidden_field_is_refused(warehouse):
    """PATCH of an assignment source must not carry sql."""
    source = {"name": "src", "sql": "", "timestampColumn": "t", "experimentIDColumn": "e", "groupIDColumn": "g", "idTypeMapping": []}
    warehouse.post("/experiments/assignment_sources", source)
    answer = warehouse.patch("/experiments/assignment_source/src", {"sql": "SELECT 1"})

    assert answer.body["errors"] == [{"property": "sql", "errorMessage": "Invalid literal value, expected undefined"}]


@pytest.mark.parametrize(
    "body", [b"{", b"[1,]", b'{"a": NaN}', b'{"a": 1e999}', b"\xff\xfe", b"[" * 100_000, b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}"]
)
def test_body_that_is_no_json_is_a_400(service, body):
    assert send(service, "POST", "/gates", body)[0] == 400


def test_numbers_order_and_text_come_back_as_sent(console, service):
    value = {"z": 1, "a": 1.5, "big": 2**70, "tiny": 1e-9, "text": "Ω \U0001f600 \u0000", "list": [3, 1, 2], "nothing": None, "e": {}}
    sent = json.dumps({"name": "A config", "defaultValue": value}).encode()
    send(service, "POST", "/dynamic_configs", sent)

    found = console.get("/dynamic_configs/a_config").data["defaultValue"]
    assert json.dumps(found) == json.dumps(value)


def test_half_a_surrogate_becomes_the_replacement_character(service):
    """What a JavaScript server writes for text that has no UTF-8 form."""
    status, body = send(service, "POST", "/tags", b'{"name": "a\\ud800b", "description": ""}')

    assert (status, body["data"]["name"]) == (200, "a\ufffdb")


def test_bodies_may_be_missing_where_nothing_is_required(service):
    """Archive declares a body of optional fields; clients send {} or nothing."""
    send(service, "POST", "/gates", b'{"name": "A gate"}')

    assert [send(service, "PUT", "/gates/a_gate/archive", body)[0] for body in (b"", b"{}", b" ")] == [200, 200, 200]


def test_slash_at_the_end_does_not_count(service):
    assert send(service, "GET", "/gates/")[0] == 200


def test_unknown_headers_and_query_are_ignored(service):
    assert send(service, "GET", "/gates", query="utm=1&x[]=2", headers={"statsig-sdk-type": "py"})[0] == 200


def test_encoded_ids_reach_their_object(console):
    """Metric IDs hold colons, spaces, slashes and percent signs."""
    console.post("/metrics", {"name": "a/b 100%: (x)", "type": "undefined"})

    assert console.get("/metrics/a%2Fb%20100%25%3A%20%28x%29%3A%3Aundefined").data["id"] == "a/b 100%: (x)::undefined"
    assert console.get("/metrics/a%2Fb%20100%25%3A%20%28x%29/undefined").status == 200


def test_static_segments_win_over_parameters(console):
    """/metrics/list is the list and not the metric named list; /users/teams are teams and not a user."""
    assert "pagination" in console.get("/metrics/list").body
    assert console.get("/users/teams").message.startswith("Team")


def test_unknown_path_and_wrong_method_are_404(console):
    assert [
        console.get("/nowhere").status,
        console.request("DELETE", "/environments").status,
        console.delete("/param_stores/x").status,
    ] == [
        404,
        404,
        404,
    ]


@pytest.mark.parametrize("query", ["status=setup&status=active", "status=setup,active", "status[]=setup&status[]=active"])
def test_lists_in_a_query_have_three_spellings(service, query):
    send(service, "POST", "/experiments", b'{"name": "One"}')

    assert len(send(service, "GET", "/experiments", query=query)[1]["data"]) == 1


def test_missing_query_parameter_is_required(console):
    assert console.get("/ingestion/schedule").body["errors"] == [{"property": "dataset", "errorMessage": "Required"}]


def test_version_and_review_headers_are_in_the_journal(service):
    """So that a client's tests can assert that it sends them."""
    send(service, "GET", "/gates", headers={"statsig-api-version": "20240601", "x-respect-review-settings": "true"})

    entry = service.journal.entries()[-1]
    assert (entry.version, entry.review) == ("20240601", "true")

"""The client: one request, its answer or its error, and lists page by page."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import stamina

from statsig_console.declaring.operations import operation
from statsig_console.errors import (
    AlreadyExists,
    ConsoleError,
    DoubleName,
    Forbidden,
    NotFound,
    Problem,
    RateLimited,
    Unauthorized,
    Unavailable,
)
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient, query_string, seconds_of
from statsig_console.sending.pacing import Pace
from statsig_console.sending.replies import Answer, Page
from statsig_console.sending.transport import PatientTransport
from statsig_console.stack.settings import Settings

KEY = "console-TheKeyOfThisTest0123456789"
READ = operation("GET /things/{id}")
LIST = operation("GET /things")
CREATE = operation("POST /things")


def client_of(respond: Callable[[httpx.Request], httpx.Response], **settings: Any) -> ConsoleClient:
    return ConsoleClient(Settings(ApiKey(KEY), "http://localhost/console/v1", **settings), httpx.MockTransport(respond))


def answering(response: httpx.Response) -> ConsoleClient:
    return client_of(lambda request: response)


def refused(status: int, body: Any = None, **headers: str) -> ConsoleClient:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return answering(httpx.Response(status, content=content, headers={"content-type": "application/json", **headers}))


def test_an_answer_tells_how_often_it_was_asked_for() -> None:
    """What was cut off and what failed in between count alike, in an answer, a page and an error."""

    class CutOff(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            raise httpx.ReadError("cut off")

    def client(*outcomes: httpx.Response) -> ConsoleClient:
        left, settings = list(outcomes), Settings(ApiKey(KEY), "http://localhost/console/v1")
        transport = PatientTransport(httpx.MockTransport(lambda request: left.pop(0)), Pace("project", paced=False))
        return ConsoleClient(settings, transport)

    def troubled(last: httpx.Response) -> ConsoleClient:
        return client(httpx.Response(200, stream=CutOff()), httpx.Response(503), last)

    with stamina.set_testing(True, attempts=5):
        assert answering(httpx.Response(200, json={})).send(LIST).attempts == 1
        assert client(httpx.Response(200, json={})).send(LIST).attempts == 1
        assert troubled(httpx.Response(200, json={})).send(LIST).attempts == 3
        assert troubled(httpx.Response(200, json={"data": []})).page(LIST, 1).attempts == 3
        with pytest.raises(NotFound) as error:
            troubled(httpx.Response(404, json={})).send(LIST)
    assert error.value.attempts == 3


def test_a_request_carries_key_version_and_json() -> None:
    """The version is announced to become required, and bodies keep every character."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(201, json={"message": "Created.", "data": {"id": "a"}})

    answer = client_of(respond).send(CREATE, body={"name": "Größe", "value": None})

    assert answer == Answer(201, "Created.", {"id": "a"}, {"message": "Created.", "data": {"id": "a"}})
    sent = requests[0]
    assert (sent.method, str(sent.url)) == ("POST", "http://localhost/console/v1/things")
    assert sent.content == '{"name":"Größe","value":null}'.encode()
    assert (sent.headers["statsig-api-key"], sent.headers["statsig-api-version"]) == (KEY, "20240601")
    assert sent.headers["content-type"] == "application/json"
    assert "x-respect-review-settings" not in sent.headers


def test_reviews_are_respected_when_the_settings_say_so() -> None:
    """Without the header, changes go past the project's reviews."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={})

    client_of(respond, respect_review_settings=True).send(LIST)

    assert requests[0].headers["x-respect-review-settings"] == "true"


@pytest.mark.parametrize("id", ["a/b", "a b", "50%", "d1::user", "ü", "a?b#c", "%2F", "a..b"])
def test_ids_arrive_as_they_are(id: str) -> None:
    """Names of metrics hold slashes, colons and per cent signs; nothing on the way may decode or shorten them."""
    paths: list[bytes] = []

    def respond(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(200, json={})

    client_of(respond).send(READ, {"id": id})

    assert httpx.URL(f"http://x/{paths[0].decode().rpartition('/')[2]}").path == f"/{id}"
    assert paths[0].count(b"/") == 4


@pytest.mark.parametrize(
    ("body", "data"),
    [
        ({"message": "Read.", "data": {"id": "a"}}, {"id": "a"}),
        ({"message": "Read.", "data": None}, None),
        ({"message": "Deleted."}, None),
        ({"message": "Deleted.", "status": 200, "pagination": None}, None),
        ({"message": "Done.", "zz": 1}, {"zz": 1}),
        ({"message": "Read.", "data": {"id": "a"}, "y": 1, "zz": {}}, {"id": "a"}),
        ({"data": [], "pagination": {}, "y": 1, "zz": {}}, []),
        ({"id": "a", "type": "s3", "enabled": True, "data": {}}, {"id": "a", "type": "s3", "enabled": True, "data": {}}),
        ({"gates": [], "experiments": []}, {"gates": [], "experiments": []}),
        ([{"ds": "2025-06-01"}], [{"ds": "2025-06-01"}]),
        ({}, None),
    ],
)
def test_data_is_found_with_and_without_envelope(body: Any, data: Any) -> None:
    """The documents show answers of both kinds."""
    assert answering(httpx.Response(200, json=body)).send(LIST).data == data


def test_an_empty_answer_is_an_answer() -> None:
    """Some services confirm a deletion with 204 and no body."""
    assert answering(httpx.Response(204)).send(operation("DELETE /things/{id}"), {"id": "a"}).data is None


def test_a_text_is_not_read_as_json() -> None:
    """The usage report is CSV."""
    response = httpx.Response(200, content=b"a\n1\n", headers={"content-type": "text/csv"})

    assert answering(response).send(LIST).data == "a\n1\n"


def test_a_gateway_s_page_is_no_answer() -> None:
    """A login page that comes with 200 must not be taken for data."""
    with pytest.raises(Unavailable, match="a web page, not the API's"):
        answering(httpx.Response(200, html="<html>Sign in</html>")).send(LIST)


@pytest.mark.parametrize("content", [b'{"message": "Read.", "da', b"Bad gateway"])
def test_a_cut_answer_is_unavailable(content: bytes) -> None:
    """Half of an object must not pass for the object."""
    with pytest.raises(Unavailable, match="not JSON, or was cut off"):
        answering(httpx.Response(200, content=content, headers={"content-type": "application/json"})).send(LIST)


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "Invalid request.", ConsoleError),
        (400, "Name is already in use", AlreadyExists),
        (400, "Ingestion source already exists with name x", AlreadyExists),
        (401, "…", Unauthorized),
        (403, "Forbidden resource", Forbidden),
        (404, "Gate not found.", NotFound),
        (410, "Gate is gone.", NotFound),
        (409, "Conflict", AlreadyExists),
        (429, "Too many requests", RateLimited),
        (500, "Oops", Unavailable),
        (503, "Soon", Unavailable),
    ],
)
def test_each_refusal_has_its_type(status: int, message: str, kind: type[ConsoleError]) -> None:
    """Code decides on types, never on texts."""
    with pytest.raises(ConsoleError) as error:
        refused(status, {"status": status, "message": message}).send(READ, {"id": "a"})

    assert type(error.value) is kind
    assert (error.value.status, error.value.method, error.value.path) == (status, "GET", "/things/a")


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    ("content", "sort"), [(b"Not Found", "text/plain"), (b"<html>Cannot GET</html>", "text/html"), (b"", "application/json")]
)
def test_only_the_api_can_say_that_an_object_is_gone(status: int, content: bytes, sort: str) -> None:
    """It answers an object of JSON. A web server at a wrong address, or a gateway, answers so about objects that are there."""
    with pytest.raises(Unavailable, match=rf"^Something other than the API answered {status}; check statsig:apiUrl http") as error:
        answering(httpx.Response(status, content=content, headers={"content-type": sort})).send(READ, {"id": "a"})

    assert error.value.status == status


@pytest.mark.parametrize(
    "errors",
    [
        [{"property": "rules", "errorMessage": "Duplicate rule name(s) given"}],
        {"property": "rules", "errorMessage": "Duplicate rule name(s) given"},
    ],
)
def test_problems_are_listed(errors: Any) -> None:
    """The API lists what is wrong with single properties, and once shows one object in place of the list."""
    with pytest.raises(ConsoleError) as error:
        refused(400, {"message": "Bad Request Exception", "errors": errors}).send(CREATE, body={})

    assert type(error.value) is DoubleName
    assert error.value.problems == (Problem("rules", "Duplicate rule name(s) given"),)
    assert str(error.value) == "The API refused: Bad Request Exception: rules: Duplicate rule name(s) given (POST /things, 400)"


def test_a_name_in_use_may_be_told_by_a_problem() -> None:
    """The texts of duplicates stand in the message or in the list."""
    body = {"message": "Bad Request Exception", "errors": [{"property": "name", "errorMessage": "Name is already in use"}]}

    with pytest.raises(AlreadyExists):
        refused(400, body).send(CREATE, body={})


def test_listed_problems_repeat_no_secret() -> None:
    """Neither the project's key nor a secret of the address, in whichever part of an answer they come back."""
    text = f"{KEY} and plain-secret"
    body = {"message": text, "errors": [{"property": text, "errorMessage": text}, {"property": "b", "message": text}]}

    with pytest.raises(ConsoleError) as caught:
        refused(400, body).send(operation("GET /things/{id}", secret=True), {"id": "plain-secret"})

    hidden = "[secret] and [secret]"
    assert list(caught.value.problems) == [Problem(hidden, hidden), Problem("b", hidden)]
    assert caught.value.message == f"The API refused: {hidden}"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'"no"', b'{"message": {"a": 1}}', b'{"errors": [1, null]}'])
def test_an_odd_error_body_is_survived(body: bytes) -> None:
    """Gateways answer in forms of their own."""
    with pytest.raises(Unavailable, match="The API answered 502 Bad Gateway"):
        refused(502, body).send(LIST)


def test_the_key_is_in_no_message() -> None:
    """A 401 repeats the key that was sent, and any message may hold others."""
    messages = []
    for status in (401, 400):
        with pytest.raises(ConsoleError) as error:
            refused(status, {"message": f"Key: {KEY}, secret-aaaaaaaaaaaaaaaaaaaaaaaa"}).send(LIST)
        messages.append(str(error.value))

    assert KEY not in "".join(messages)
    assert messages[1] == "The API refused: Key: [secret], [secret] (GET /things, 400)"


def test_a_secret_path_is_in_no_message() -> None:
    """A key's id is its text; the API may repeat it, in whatever form it has."""
    with pytest.raises(NotFound) as error:
        refused(404, {"message": "No key odd_key."}).send(operation("GET /keys/{id}", secret=True), {"id": "odd_key"})

    assert str(error.value) == "The API refused: No key [secret]. (GET /keys/…, 404)"


def test_a_redirect_is_not_followed() -> None:
    """It would carry the key elsewhere."""
    hosts: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(302, headers={"location": "https://elsewhere.example/"})

    with pytest.raises(ConsoleError, match="redirects elsewhere, where the key must not go"):
        client_of(respond).send(LIST)

    assert hosts == ["localhost"]


def test_no_answer_is_unavailable() -> None:
    """The reason is told, the traceback of the network is not."""

    def respond(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("timed out", request=request)

    with pytest.raises(Unavailable) as error:
        client_of(respond).send(LIST)

    assert str(error.value) == "The API gave no answer: timed out (GET /things, no answer)"
    assert error.value.__suppress_context__


def test_log_lines_hide_keys(caplog: pytest.LogCaptureFixture) -> None:
    """httpx logs the address of each request, in which a key may stand as an id."""
    text = "client-aaaaaaaaaaaaaaaaaaaaaaaa"

    with caplog.at_level(logging.INFO, "httpx"):
        answering(httpx.Response(200, json={})).send(operation("GET /keys/{id}", secret=True), {"id": text})

    assert "/keys/…" in caplog.text
    assert text not in caplog.text


def paged(total: int, **more: Any) -> tuple[ConsoleClient, list[str]]:
    """A list of numbers in pages of two, and the queries that ask for it."""
    queries: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        queries.append(request.url.query.decode())
        page = int(request.url.params.get("page", 1))
        items = list(range(2 * page - 1, min(2 * page, total) + 1))
        about = {"pageNumber": page, "nextPage": "statsigapi.net?page=9" if 2 * page < total else None, "totalItems": total, **more}
        return httpx.Response(200, json={"message": "Listed.", "data": items, "pagination": about})

    return client_of(respond), queries


def test_pages_are_counted_not_followed() -> None:
    """The links to the next page are no reliable addresses."""
    client, queries = paged(5)

    pages = list(client.pages(LIST, query={"tags": ["a", "b"]}))

    assert pages == [Page([1, 2], 1, 5, more=True), Page([3, 4], 2, 5, more=True), Page([5], 3, 5)]
    assert all(page.size > 50 for page in pages)
    assert queries == [f"limit=100&page={page}&tags=a&tags=b" for page in (1, 2, 3)]


def test_a_page_is_requested_when_it_is_asked_for() -> None:
    """Whoever finds what is wanted on the first page sends one request."""
    client, queries = paged(5)

    pages = client.pages(LIST)
    asked = [len(queries)]
    next(pages)
    asked.append(len(queries))

    assert asked == [0, 1]


def test_a_list_of_the_api_s_own_size_is_read_whole() -> None:
    """Some lists declare no page parameters and yet say that there is more."""
    client, queries = paged(3)

    assert [item for page in client.pages(LIST, size=None) for item in page.items] == [1, 2, 3]
    assert queries == ["", "page=2"]


def test_the_same_page_again_ends_in_an_error() -> None:
    """A list that cannot be paged and says otherwise would be read forever."""
    client, _ = paged(5, pageNumber=1)

    with pytest.raises(Unavailable, match="answered page 1 when asked for page 2"):
        list(client.pages(LIST, size=None))


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ({"message": "", "data": []}, []),
        ({"message": "", "data": {"ids": ["a"]}}, [{"ids": ["a"]}]),
        ({"message": ""}, []),
        ({"message": "", "pagination": {}, "zz": 1}, []),
        ([{"a": 1}], [{"a": 1}]),
        ({"message": "", "data": [1], "pagination": {"nextPage": ""}}, [1]),
        ({"message": "", "data": [], "pagination": {"nextPage": "?page=2", "pageNumber": 1}}, []),
    ],
)
def test_a_list_comes_in_any_of_its_forms(body: Any, items: list[Any]) -> None:
    """Lists appear bare, as one object, without pagination, and empty with a promise of more."""
    pages = list(answering(httpx.Response(200, json=body)).pages(LIST))

    assert [list(page.items) for page in pages] == [items]


def test_numbers_of_pages_may_be_floats_or_texts() -> None:
    """They are counted all the same."""
    pagination = {"nextPage": None, "pageNumber": 1.0, "totalItems": "3"}

    page = answering(httpx.Response(200, json={"data": [1], "pagination": pagination})).page(LIST, 1)

    assert (page.number, page.total) == (1, 3)


def test_the_query_is_spelt_as_the_api_does() -> None:
    """Booleans are its words, lists are repeated, None is left out."""
    pairs = query_string({"a": True, "b": None, "c": ["x", "y"], "d": 0, "e": "", "f": 1.5, "g": []})

    assert pairs == [("a", "true"), ("c", "x"), ("c", "y"), ("d", 0), ("e", ""), ("f", 1.5)]


@pytest.mark.parametrize(
    ("header", "seconds"), [(None, None), ("", None), ("3", 3.0), ("1.5", 1.5), ("-1", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None)]
)
def test_retry_after_is_read_in_seconds(header: str | None, seconds: float | None) -> None:
    """Its date form is passed over, not misread."""
    assert seconds_of(header) == seconds


def test_retry_after_comes_with_the_error() -> None:
    """Callers may tell the user when to come back."""
    with pytest.raises(RateLimited) as error:
        refused(429, {"message": "Slow down"}, **{"retry-after": "7"}).send(LIST)

    assert error.value.retry_after == 7.0


def test_cursors_are_followed_until_there_are_no_more() -> None:
    """Each travels as it was told; a list without more ends, whatever cursor it names."""
    cursors: list[str | None] = []

    def respond(request: httpx.Request) -> httpx.Response:
        cursors.append(request.url.params.get("after"))
        more = len(cursors) < 3
        place = {"has_more": more, "next_cursor": f"=c{len(cursors)}&"}
        return httpx.Response(200, json={"message": "", "data": [len(cursors)], "pagination": place})

    pages = list(client_of(respond).stretches(LIST, after="after"))

    assert [list(page.items) for page in pages] == [[1], [2], [3]]
    assert cursors == [None, "=c1&", "=c2&"]


def test_the_same_cursor_again_ends_in_an_error() -> None:
    """It would be read forever."""
    place = {"has_more": True, "next_cursor": "c"}
    client = answering(httpx.Response(200, json={"message": "", "data": [1], "pagination": place}))

    with pytest.raises(Unavailable, match="named the cursor of this part as that of the next"):
        list(client.stretches(LIST, after="after"))

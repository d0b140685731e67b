"""Lookups: what they send, when, and what goes wrong how. A program's own unit tests can put mocks in the API's place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pulumi.runtime import mocks as pulumi_mocks
from pulumi.runtime import settings as pulumi_settings

import pulumi
from statsig_console import lookup, program
from statsig_console.declaring.operations import operation
from statsig_console.declaring.results import Result
from statsig_console.errors import InputError, NotFound, Unavailable
from statsig_console.lookup import ListLookup, Lookup, TextLookup, WholeLookup
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings

KEY_TEXT = "client-aaaaaaaaaaaaaaaaaaaaaaaa"


class ThingResult(Result):
    """What is looked up here."""

    id: str
    name: str | None


class TokenResult(Result, secret=["key"]):
    """An object that is a secret."""

    key: str


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lookups that are declared here are not the package's."""
    monkeypatch.setattr(lookup, "_register", [])


Answerer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answerer], list[httpx.Request]]:
    """Lets a function be the API; gives the list of requests that it gets."""

    def prepare(respond: Answerer) -> list[httpx.Request]:
        requests: list[httpx.Request] = []

        def record(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            return respond(request)

        settings = Settings(ApiKey("console-test"), "http://localhost/console/v1")
        session = Session(settings)
        session._client = ConsoleClient(settings, httpx.MockTransport(record))
        monkeypatch.setattr(lookup, "session", lambda project: session)
        monkeypatch.setattr(lookup, "demand_configuration", lambda project: None)
        return requests

    return prepare


def data(value: Any, **pagination: Any) -> httpx.Response:
    return httpx.Response(200, json={"message": "", "data": value} | ({"pagination": pagination} if pagination else {}))


def numbered_pages(total: int, size: int = 2) -> Answerer:
    """A list of things 1 to `total` in pages."""

    def respond(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        ids = range((page - 1) * size + 1, min(page * size, total) + 1)
        more = "?page=wrong" if page * size < total else None
        return data([{"id": str(number)} for number in ids], pageNumber=page, nextPage=more)

    return respond


def test_an_object_comes_typed(answer: Any) -> None:
    """The path is filled in and encoded; filters travel by the API's names, and what is None does not."""
    requests = answer(lambda request: data({"id": "a/b", "name": "A"}))
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    thing = get_thing(id="a/b", owner_id="x", is_core=True, share=95.0, nothing=None)

    assert (thing.id, thing.name) == ("a/b", "A")
    assert str(requests[0].url) == "http://localhost/console/v1/things/a%2Fb?ownerID=x&isCore=true&share=95"


def test_unusual_names_are_data(answer: Any) -> None:
    """Some operations spell a parameter, or all, in another way."""
    requests = answer(lambda request: data({}))

    Lookup("get_a", operation("GET /a/{ruleId}"), ThingResult, wire={"rule_id": "ruleId"})(rule_id="1")
    Lookup("get_b", operation("GET /b"), ThingResult, snake_case=True)(source_name="s")

    assert [request.url.raw_path for request in requests] == [b"/console/v1/a/1", b"/console/v1/b?source_name=s"]


def test_an_error_names_the_function_and_the_object(answer: Any) -> None:
    """The user wrote the call, not the request."""
    answer(lambda request: httpx.Response(404, json={"status": 404, "message": "Thing not found."}))
    get_rule = Lookup("get_rule", operation("GET /things/{id}/rules/{ruleID}"), ThingResult)

    with pytest.raises(NotFound) as error:
        get_rule(id="a", rule_id="é")

    assert str(error.value) == 'get_rule("a", "é"): The API refused: Thing not found. (GET /things/a/rules/é, 404)'


def test_a_secret_id_is_in_no_error(answer: Any) -> None:
    """A key's id is its text, and the API may repeat it."""
    answer(lambda request: httpx.Response(404, json={"status": 404, "message": "No key hush-hush."}))
    get_key = Lookup("get_key", operation("GET /keys/{id}", secret=True), TokenResult)

    with pytest.raises(NotFound) as error:
        get_key(id="hush-hush")

    assert str(error.value) == "get_key(…): The API refused: No key [secret]. (GET /keys/…, 404)"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"id": ""}, "get_thing: id is empty"),
        ({"id": ".."}, 'get_thing("..")'),
        ({}, "get_thing()"),
        ({"id": "a", "date": ""}, "get_thing: date is empty"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_it_is_sent(answer: Any, values: dict[str, str], said: str) -> None:
    """An empty id would read the list instead of the object."""
    requests = answer(lambda request: data({}))
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    with pytest.raises(InputError) as error:
        get_thing(**values)

    assert said in str(error.value)
    assert requests == []


def test_an_output_in_a_plain_lookup_is_refused(answer: Any) -> None:
    """Its value comes later; a text such as `<pulumi.output.Output object …>` must not be looked up."""
    answer(lambda request: data({}))

    with pytest.raises(InputError, match="id is an Output, whose value comes later; call get_thing_output"):
        Lookup("get_thing", operation("GET /things/{id}"), ThingResult)(id=pulumi.Output.from_input("a"))


def test_an_answer_without_object_is_an_error(answer: Any) -> None:
    """A result that holds nothing would say None everywhere."""
    answer(lambda request: httpx.Response(200, json={"message": "Read."}))

    with pytest.raises(Unavailable, match=r'get_thing\("a"\): the answer holds no object'):
        Lookup("get_thing", operation("GET /things/{id}"), ThingResult)(id="a")


def test_a_list_requests_pages_as_it_is_gone_through(answer: Any) -> None:
    """Nothing at the call, the first page for the first item, and each time anew."""
    requests = answer(numbered_pages(total=5))
    things = ListLookup("get_things", operation("GET /things"), ThingResult)(tag="x")
    counts = [len(requests)]

    first = things.first()
    counts.append(len(requests))
    found = [thing.id for thing in things]
    counts.append(len(requests))

    assert counts == [0, 1, 4]
    assert first == ThingResult({"id": "1"})
    assert found == ["1", "2", "3", "4", "5"]
    assert [request.url.query for request in requests[1:]] == [f"limit=100&page={page}&tag=x".encode() for page in (1, 2, 3)]


def test_an_empty_list_has_no_first(answer: Any) -> None:
    """An empty project is no error."""
    answer(lambda request: data([], pageNumber=1, nextPage=None))

    things = ListLookup("get_things", operation("GET /things"), ThingResult)()

    assert (things.first(), list(things), repr(things)) == (None, [], "<pages of get_things()>")


def test_a_failing_page_fails_the_list(answer: Any) -> None:
    """Half a list must not pass for the whole one."""
    pages = numbered_pages(total=5)
    answer(lambda request: pages(request) if request.url.params["page"] == "1" else httpx.Response(500))
    things = ListLookup("get_things", operation("GET /things"), ThingResult)()

    items = iter(things)
    next(items)
    next(items)

    with pytest.raises(Unavailable, match=r"get_things\(\): The API answered 500"):
        next(items)


def test_a_list_without_page_size_asks_for_pages_alone(answer: Any) -> None:
    """Where the document has no `limit`, none is sent."""
    requests = answer(numbered_pages(total=3))

    found = WholeLookup("get_things", operation("GET /things"), ThingResult)()

    assert [thing.id for thing in found] == ["1", "2", "3"]
    assert [request.url.query for request in requests] == [b"", b"page=2"]


@pytest.mark.parametrize("answered", [{"rules": [{"id": "1"}]}, [{"rules": [{"id": "1"}]}, {"rules": None}]])
def test_items_may_be_inside_the_data(answer: Any, answered: Any) -> None:
    """The API wraps lists of rules in an object, or in a list of one object."""
    answer(lambda request: data(answered))

    assert WholeLookup("get_rules", operation("GET /rules"), ThingResult, within="rules")() == [ThingResult({"id": "1"})]


def test_a_text_comes_as_it_is(answer: Any) -> None:
    """The usage report is CSV, without an envelope."""
    answer(lambda request: httpx.Response(200, text="a,b\n1,ü\n", headers={"content-type": "text/csv; charset=utf-8"}))

    assert TextLookup("get_report", operation("GET /report"), str)() == "a,b\n1,ü\n"


def test_lookups_are_registered_with_their_operation() -> None:
    """From which the coverage of the API is told."""
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    assert [(each.name, str(each.operation)) for each in lookup.registered()] == [("get_thing", "GET /things/{id}")]
    assert lookup.registered() == (get_thing,)


class FakeApi(pulumi_mocks.Mocks):
    """A unit test's mocks: a thing for every id, and the calls that it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def call(self, args: pulumi_mocks.MockCallArgs) -> Any:
        self.calls.append((args.token, args.args))
        if args.token == "statsig:index:getThings":
            return {"data": [{"id": "1"}, {"id": "2"}]}
        if args.token == "statsig:index:getReport":
            return {"data": "a,b"}, []
        return {"id": args.args.get("id"), "name": "mocked"}

    def new_resource(self, args: pulumi_mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return args.name, args.inputs


@pytest.fixture
def mocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeApi]:
    """Pulumi under mocks, and no key anywhere."""
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)
    fake = FakeApi()
    pulumi_mocks.set_mocks(fake, preview=False)
    yield fake
    pulumi_settings.reset_options()


def resolved(output: Any) -> tuple[Any, bool, bool]:
    """An Output's value, whether it is known, and whether it is secret."""
    found: list[Any] = []

    @pulumi.runtime.test
    def wait() -> Any:
        made = output()

        async def read() -> None:
            found.append((await made.future(with_unknowns=True), await made.is_known(), await made.is_secret()))

        return pulumi.Output.from_input(read())

    wait()
    return found[0]


def test_mocks_answer_every_kind_of_lookup(mocked: FakeApi) -> None:
    """A unit test of a program needs neither a key nor the API."""
    thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)(id="a")
    things = list(ListLookup("get_things", operation("GET /things"), ThingResult)(owner_id="x"))
    report = TextLookup("get_report", operation("GET /report"), str)()

    assert (thing.name, [each.id for each in things], report) == ("mocked", ["1", "2"], "a,b")
    assert mocked.calls == [
        ("statsig:index:getThing", {"id": "a"}),
        ("statsig:index:getThings", {"ownerID": "x"}),
        ("statsig:index:getReport", {}),
    ]


def test_an_output_lifts_the_attributes_of_its_result(mocked: FakeApi) -> None:
    """`get_gate_output(…).name` is an Output of the name."""
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    assert resolved(lambda: get_thing.output(id=pulumi.Output.from_input("a")).name) == ("mocked", True, False)


def test_an_output_waits_for_inputs_at_any_depth(mocked: FakeApi) -> None:
    """A list of tags may hold an Output."""
    get_things = ListLookup("get_things", operation("GET /things"), ThingResult)

    value, known, _ = resolved(lambda: get_things.output(tags=["a", pulumi.Output.from_input("b")]))

    assert (value, known) == ([ThingResult({"id": "1"}), ThingResult({"id": "2"})], True)
    assert mocked.calls == [("statsig:index:getThings", {"tags": ["a", "b"]})]


def test_an_unknown_input_leaves_the_output_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a preview the id of a gate yet to be made is unknown, and nothing is looked up."""
    fake = FakeApi()
    pulumi_mocks.set_mocks(fake, preview=True)
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    def unknown() -> pulumi.Output[Any]:
        return pulumi.Output(set(), _done(pulumi.output.UNKNOWN), _done(False))

    _, known, _ = resolved(lambda: get_thing.output(id=unknown()))
    pulumi_settings.reset_options()

    assert known is False
    assert fake.calls == []


def _done(value: Any) -> Any:
    async def give() -> Any:
        return value

    return give()


@pytest.mark.parametrize(
    "declare",
    [
        lambda: Lookup("get_token", operation("GET /tokens/{id}"), TokenResult),
        lambda: Lookup("get_token", operation("GET /tokens/{id}", secret=True), ThingResult),
    ],
)
def test_a_secret_result_is_a_secret_output(mocked: FakeApi, declare: Callable[[], Any]) -> None:
    """Pulumi then encrypts it in state and hides it in its output."""
    get_token = declare()

    _, known, secret = resolved(lambda: get_token.output(id="a"))

    assert (known, secret) == (True, True)


def test_an_output_reads_beside_pulumi(mocked: FakeApi, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow answer must not hold up the event loop on which Pulumi registers resources."""
    threads: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        threads.append(threading.current_thread().name)
        return data({"id": "a"})

    answer(respond)
    monkeypatch.setattr(lookup, "mocks", lambda: None)
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    value, _, _ = resolved(lambda: get_thing.output(id="a"))

    assert value == ThingResult({"id": "a"})
    assert threads != [threading.current_thread().name]


def test_what_an_output_meets_ends_the_program_with_one_sentence(mocked: FakeApi, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can catch an error there, and Pulumi shows a RunError without traceback."""
    answer(lambda request: httpx.Response(404, json={"message": "Thing not found."}))
    monkeypatch.setattr(lookup, "mocks", lambda: None)
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), ThingResult)

    with pytest.raises(pulumi.RunError) as error:
        resolved(lambda: get_thing.output(id="a"))

    assert str(error.value) == 'get_thing("a"): The API refused: Thing not found. (GET /things/a, 404)'


def test_a_program_without_key_stops_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulumi shows a RunError without traceback."""
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)

    with pytest.raises(pulumi.RunError, match="No Statsig Console API key: run `pulumi config set --secret statsig:consoleApiKey`"):
        program.session()


def test_configuration_is_not_demanded_under_mocks(mocked: FakeApi) -> None:
    """A program's unit tests construct resources without a key."""
    program.demand_configuration()


def test_every_stack_of_a_process_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Automation API runs programs of several stacks in one process; a key in one is none in the next."""
    stack = {"statsig:consoleApiKey": "console-stack"}
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)
    monkeypatch.setattr(program, "get_config", stack.get)
    program.demand_configuration()

    stack.clear()

    with pytest.raises(pulumi.RunError):
        program.demand_configuration()


def test_the_stack_s_configuration_names_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack's own key and address go before those of the environment."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", "console-environment")
    stack = {"statsig:consoleApiKey": "console-stack", "statsig:apiUrl": "http://localhost:1/console/v1"}
    monkeypatch.setattr(program, "get_config", stack.get)

    settings = program.session().settings

    assert (settings.key.reveal(), settings.url) == ("console-stack", "http://localhost:1/console/v1")

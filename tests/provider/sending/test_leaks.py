"""Leaks: the key is in nothing that people, logs or files get to see, however much they ask for."""

from __future__ import annotations

import logging
import pickle
import traceback
from typing import Any

import pytest

from statsig_console.declaring.operations import operation
from statsig_console.errors import ConsoleError, Unauthorized, Unavailable
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings, Timeouts
from statsig_console_emulator.testing import Emulator

KEY = "console-leak0123456789abcdefghij"
# The emulator opens projects for console keys alone; of others it says, as the API does, which key it was.
REFUSED = "secret-leak0123456789abcdefghijk"
NEW = {"description": "A key", "type": "SERVER", "environments": ["production"], "scopes": []}


def client_of(url: str, key: str) -> ConsoleClient:
    settings = Settings(ApiKey(key), url, timeouts=Timeouts(retry=0.5))
    return ConsoleClient(settings, patient_transport(settings, Pace("project", paced=False)))


def everything(error: BaseException) -> str:
    """What a traceback shows, with the local variables of every frame and of every cause."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    chain = [error.__cause__, error.__context__]
    return "".join(shown.format()) + "".join(everything(each) for each in chain if each is not None)


def failures(emulator: Emulator) -> list[ConsoleError]:
    """A refusal that repeats the key, a refusal of an object, and no answer at all."""
    found: list[ConsoleError] = []
    clients = [client_of(emulator.url, REFUSED), client_of(emulator.url, KEY), client_of("http://127.0.0.1:1", KEY)]
    for client in clients:
        try:
            client.send(operation("GET /gates/{id}"), {"id": "missing"})
        except ConsoleError as error:
            found.append(error)
    return found


def test_the_api_repeats_a_refused_key(emulator: Emulator) -> None:
    """Else the tests here would prove nothing."""
    assert REFUSED in emulator.client(REFUSED).get("/gates").message


def test_no_error_holds_the_key(emulator: Emulator) -> None:
    """Not in its words, its pickle, its traceback, nor in the local variables that some tools print with it."""
    errors = failures(emulator)

    assert [type(error) for error in errors][0::2] == [Unauthorized, Unavailable]
    for error in errors:
        shown = [str(error), repr(error), repr(vars(error)), everything(error)]
        assert not [text for text in shown if KEY in text or REFUSED in text]
        assert KEY.encode() not in pickle.dumps(vars(error))


def test_no_log_holds_the_key(emulator: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    """Every logger at its loudest: ours, httpx, httpcore, stamina. A made key is its own ID, and so in addresses."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection", "stamina", "statsig_console"):
        caplog.set_level(logging.DEBUG, name)
    client = client_of(emulator.url, KEY)

    made: Any = client.send(
        operation("POST /keys"), body={"description": "A key", "type": "SERVER", "environments": ["production"], "scopes": []}
    ).data
    client.send(operation("GET /keys/{id}", secret=True), {"id": made["key"]})
    failures(emulator)

    assert any(record.name == "httpx" for record in caplog.records)
    assert any(record.name.startswith("httpcore") for record in caplog.records)
    lines = [f"{record.getMessage()} {record.args}" for record in caplog.records]
    assert not [line for line in lines if KEY in line or REFUSED in line or made["key"] in line]


def test_nothing_that_lives_in_the_process_shows_the_key(emulator: Emulator) -> None:
    """Debuggers and test runners print objects, and the objects that these hold."""
    session = Session(Settings(ApiKey(KEY), emulator.url))
    client = session.client
    objects = [session, session.settings, client, client._http, client._http.headers, client._http.auth]

    assert not [each for each in objects if KEY in f"{each!r} {each!s} {vars(each) if hasattr(each, '__dict__') else ''}"]
    session.close()


def test_a_key_s_address_is_not_in_a_message(emulator: Emulator) -> None:
    """The ID of a key is its text."""
    with pytest.raises(ConsoleError) as error:
        client_of(emulator.url, KEY).send(operation("DELETE /keys/{id}", secret=True), {"id": "client-notthere0123456789abc"})

    assert "notthere" not in f"{error.value} {error.value!r} {vars(error.value)}"


def test_the_emulator_s_page_and_journal_show_no_key(emulator: Emulator) -> None:
    """Neither the key that opened the project nor those that were made in it."""
    import urllib.request

    console = emulator.client(KEY)
    made = console.post("/keys", NEW).data["key"]
    console.get(f"/keys/{made}")

    pages = [urllib.request.urlopen(emulator.origin + path).read().decode() for path in ("/", "/_emulator/requests", "/_emulator/export")]

    assert all(len(page) > 100 for page in pages)
    assert not [page for page in pages if KEY in page or made in page]

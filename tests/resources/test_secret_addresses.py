"""Secrets in addresses: of every operation whose path holds one, no log line, message or error shows it, whatever it looks like."""

from __future__ import annotations

import json
import logging
import traceback
from urllib.parse import quote

import httpx
import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.endpoints import Fingerprint
from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError
from statsig_console.lookup import registered
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator
from tests.reliability.generated import KINDS

assert statsig
DECLARED = sorted(
    {*(operation for kind in KINDS.values() for operation in kind.operations()), *(lookup.operation for lookup in registered())}, key=str
)
SECRET = [operation for operation in DECLARED if operation.secret]
ODD = ["Hush/hush ?#&", "client-aaaaaaaaaaaaaaaaaaaaaaaa", "hüsch", "key1"]
LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy", "statsig_console")


def test_what_is_named_by_a_secret_has_secret_addresses() -> None:
    """Every operation of such a kind with a place in its path, and every other one at the same places."""
    kinds = [kind for kind in KINDS.values() if isinstance(kind.endpoints.identity, Fingerprint)]
    places = {operation.path.partition("{")[0] for kind in kinds for operation in kind.operations() if operation.placeholders}

    assert places == {"/keys/"}
    assert [str(each) for each in DECLARED if each.path.startswith(tuple(places)) and not each.secret] == []
    assert len(SECRET) >= 5


@pytest.mark.parametrize("secret", ODD)
@pytest.mark.parametrize("operation", SECRET, ids=str)
@pytest.mark.parametrize("status", [200, 400, 404, 500, None])
def test_no_line_shows_it(operation: Operation, secret: str, status: int | None, caplog: pytest.LogCaptureFixture) -> None:
    """Answered, refused in words that repeat it, or not answered."""

    def respond(request: httpx.Request) -> httpx.Response:
        if status is None:
            raise httpx.ConnectError(f"no way to {request.url}")
        logging.getLogger("httpcore.http11").debug("receive_response_headers.complete return_value=%r", str(request.url))
        return httpx.Response(status, json={"message": f"About {request.url}, {secret}", "data": {}})

    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, name)
    client = ConsoleClient(Settings(ApiKey("console-x"), "http://localhost"), httpx.MockTransport(respond))
    shown = ""
    try:
        client.send(operation, dict.fromkeys(operation.placeholders, secret), body={} if operation.changes else None)
    except ConsoleError as error:
        shown = f"{error} {error!r} {json.dumps(vars(error), default=str)} {''.join(traceback.format_exception(error))}"

    lines = [f"{record.getMessage()} {record.args}" for record in caplog.records]
    assert lines or status is None
    spelt = {secret, quote(secret, safe="")}
    assert [line for line in [*lines, shown] if any(each in line for each in spelt)] == []


def test_other_addresses_are_shown(caplog: pytest.LogCaptureFixture, emulator: Emulator) -> None:
    """Also right after a secret one, so that logs are of use."""
    caplog.set_level(logging.DEBUG, "httpx")
    client = ConsoleClient(Settings(ApiKey("console-logs"), emulator.url))
    try:
        for operation, value in ((SECRET[0], "hush-hush"), (next(each for each in DECLARED if str(each) == "GET /gates/{id}"), "checkout")):
            with pytest.raises(ConsoleError):
                client.send(operation, dict.fromkeys(operation.placeholders, value))
    finally:
        client.close()

    assert ["/gates/checkout" in record.getMessage() for record in caplog.records if record.name == "httpx"] == [False, True]

"""Sessions: one client per project and process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from statsig_console.declaring.operations import operation
from statsig_console.secrets import ApiKey
from statsig_console.session.session import pace_for, session_for
from statsig_console.stack.settings import Settings, Timeouts
from statsig_console_emulator.testing import Emulator


def test_a_project_has_one_session_and_one_client(emulator: Emulator) -> None:
    """Threads of all kinds share connections and pacing, or together they would exceed the rate limit."""
    settings = Settings(ApiKey("console-session-one"), emulator.url)

    with ThreadPoolExecutor(8) as threads:
        sessions = list(threads.map(lambda _: session_for(Settings(ApiKey("console-session-one"), emulator.url)), range(32)))
        clients = list(threads.map(lambda session: session.client, sessions))

    assert {id(session) for session in sessions} == {id(session_for(settings))}
    assert len({id(client) for client in clients}) == 1
    assert session_for(Settings(ApiKey("console-session-two"), emulator.url)) is not sessions[0]
    sessions[0].close()


def test_a_closed_session_opens_again(emulator: Emulator) -> None:
    """Closing twice, or before the first request, does no harm."""
    session = session_for(Settings(ApiKey("console-session-three"), emulator.url))

    session.close()
    first = session.client
    session.close()
    session.close()
    answer = session.client.send(operation("GET /gates"))

    assert answer.data == []
    assert session.client is not first
    session.close()


def test_settings_of_one_project_share_one_pace(emulator: Emulator) -> None:
    """The API counts by project, not by how it is talked to."""
    one = Settings(ApiKey("console-session-pace"), emulator.url)
    other = Settings(ApiKey("console-session-pace"), emulator.url, True, Timeouts(connect=1.0))

    assert session_for(one) is not session_for(other)
    assert pace_for(session_for(one)) is pace_for(session_for(other))
    assert session_for(one).progress is session_for(other).progress
    assert pace_for(session_for(one)) is not pace_for(session_for(Settings(ApiKey("console-session-other"), emulator.url)))


def test_without_its_rate_store_a_run_keeps_to_the_limit_alone(emulator: Emulator, capsys: pytest.CaptureFixture[str]) -> None:
    """A destroy runs no program that could be stopped for it."""
    settings = Settings(ApiKey("console-session-store"), emulator.url, rate_limit_store="redis://:hush@127.0.0.1:1")

    with pace_for(session_for(settings)).turn():
        pass

    said = capsys.readouterr().err
    assert "statsig: statsig:rateLimitStore redis://127.0.0.1:1 does not answer" in said
    assert "by itself alone" in said

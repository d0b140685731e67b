"""An emulator in-process, with a clock that only a test advances."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import jsonschema_rs
import pytest

from statsig_console_emulator import Options, Service, Sources, Store, validation
from statsig_console_emulator.contract import load
from statsig_console_emulator.requests import Request
from statsig_console_emulator.service import Outcome
from statsig_console_emulator.testing import InProcessClient


class Clock:
    """Seconds since 1970; `advance` is the only way in which time passes."""

    def __init__(self) -> None:
        self.seconds = 1_750_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float = 0, days: float = 0) -> None:
        self.seconds += seconds + 86_400 * days

    @property
    def milliseconds(self) -> int:
        return int(self.seconds * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options() -> Options:
    """Tests override this to choose behaviour that the API's sources leave open."""
    return Options()


# Answers whose declared schema contradicts itself or the real service; deviations.py has the reasons.
OTHERWISE = {"GET /audit_logs", *(f"{method} /experiments/{{id}}/overrides" for method in ("GET", "POST", "PATCH", "DELETE"))}


class CheckedService(Service):
    """A service that fails the test in which it answers anything outside the contract, the older operations included."""

    def handle(self, request: Request) -> Outcome:
        outcome = super().handle(request)
        entry = self.journal.entries()[-1]
        operation = load().operations.get(f"{entry.method} {entry.template}")
        schema = operation.answers.get(entry.status) if operation else None
        if (
            operation
            and schema
            and entry.fault is None
            and operation.name not in OTHERWISE
            # A request for certain fields gets no others, even those that the schema requires.
            and "fields=" not in request.query
            and outcome.response.media == "application/json"
        ):
            _validator(operation.name, entry.status).validate(json.loads(outcome.response.content))
        return outcome


@cache
def _validator(operation: str, status: int) -> jsonschema_rs.Draft202012Validator:
    return validation.validator(load().operations[operation].answers[status])


@pytest.fixture
def service(clock: Clock, options: Options) -> Iterator[Service]:
    store = Store()
    yield CheckedService(store, Sources(clock, seed=1), options=options)
    store.close()


@pytest.fixture
def console(service: Service) -> InProcessClient:
    """A cloud project."""
    return InProcessClient(service, "console-test")


@pytest.fixture
def warehouse(service: Service) -> InProcessClient:
    """A warehouse-native project."""
    return InProcessClient(service, "console-test-whn")

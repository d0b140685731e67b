"""An emulator in-process, with a clock that stands still until a test moves it."""

from __future__ import annotations

import pytest

from statsig_console_emulator import Options, Service, Sources, Store
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


@pytest.fixture
def service(clock: Clock, options: Options) -> Service:
    return Service(Store(), Sources(clock, seed=1), options=options)


@pytest.fixture
def console(service: Service) -> InProcessClient:
    """A cloud project."""
    return InProcessClient(service, "console-test")


@pytest.fixture
def warehouse(service: Service) -> InProcessClient:
    """A warehouse-native project."""
    return InProcessClient(service, "console-test-whn")

"""Fixtures of all tests: the emulator, and a record of the operations of the API that the whole run sent to it."""

from __future__ import annotations

import ast
import asyncio
import gc
import os
import re
import shutil
import signal
import threading
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pulumi.runtime import settings

from statsig_console import reported
from statsig_console.session import patience
from statsig_console_emulator.journal import Entry
from statsig_console_emulator.testing import Emulator

from .needs import need
from .redis_server import redis_server as redis_server
from .scheduling import takes_long
from .uncovered import UNCOVERED
from .watching import Unwatched, is_apart, leave_emulators_unwatched

_parse, _parsing = ast.parse, threading.RLock()


def parse_in_turn(*arguments: Any, **named: Any) -> Any:
    """`ast.parse`, one at a time: two at once can fail in CPython 3.11 ("AST constructor recursion depth mismatch").

    The garbage collector waits as well: the traceback of a finalizer that fails would be parsed in the thread that is parsing already.
    """
    with _parsing:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return _parse(*arguments, **named)
        finally:
            if collecting:
                gc.enable()


# pytest parses what it imports, and tracebacks what they show, while Pulumi and the emulator work in threads.
ast.parse = parse_in_turn
leave_emulators_unwatched()

# The time that an example takes depends more on the machine than on the code.
hypothesis.settings.register_profile("any speed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("any speed")

SENT = pytest.StashKey[set[str]]()
SENT_NAME = "operations"


@pytest.fixture(scope="session")
def emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """One emulator for a test process; tests take keys, and so projects, of their own."""
    sent = request.config.stash.setdefault(SENT, set())
    with Emulator() as running:
        keep = running.service.journal.add

        def add(entry: Entry) -> None:
            # The provider's client names the API's version; what tests send themselves does not count.
            if entry.version and entry.template:
                sent.add(f"{entry.method} {entry.template}")
            keep(entry)

        running.service.journal.add = add  # type: ignore[method-assign]
        yield running


@pytest.fixture(autouse=True)
def pulumi_at_rest() -> Iterator[None]:
    """Resets Pulumi's runtime to that of a new process: programs that other tests ran in this process change it."""
    settings.reset_options()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()
    settings.reset_options()


@pytest.fixture(scope="session")
def no_cli(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stand-in for the Pulumi CLI that refuses."""
    folder = tmp_path_factory.mktemp("no-cli")
    (folder / "pulumi").write_text("#!/bin/sh\necho 'error: this test runs no Pulumi CLI' >&2\nexit 1\n")
    (folder / "pulumi").chmod(0o755)
    return folder


@cache
def has_cli(path: str) -> bool:
    """Whether a CLI is on a PATH."""
    return shutil.which("pulumi", path=path) is not None


@pytest.fixture(autouse=True)
def out_of_reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, no_cli: Path) -> None:
    """Only tests that say that they run the CLI find it on PATH: those in tests/acceptance, and marked ones."""
    says_so = "acceptance" in request.path.parts or request.node.get_closest_marker("pulumi")
    if not says_so and has_cli(os.environ["PATH"]):
        monkeypatch.setenv("PATH", os.pathsep.join([str(no_cli), os.environ["PATH"]]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests that take long, if an option says so."""
    if config.option.brief is not None:
        long = {item.nodeid for item in items if takes_long(item.nodeid, config.option.brief)}
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in long])
        items[:] = [item for item in items if item.nodeid not in long]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Runs tests that coverage is not to measure without it."""
    if not is_apart(item.nodeid):
        return (yield)
    with Unwatched():
        return (yield)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Checks that the programs are there that a test is marked to need."""
    for mark in item.iter_markers("needs"):
        need(item.config, *mark.args)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options that make a run check its own completeness."""
    said = "leave out what takes so many seconds or longer, as tests/seconds.json has noted it"
    parser.addoption("--brief", type=float, metavar="SECONDS", help=said)
    parser.addoption("--all-tools", action="store_true", help="fail tests whose programs are missing, instead of skipping them")
    parser.addoption(
        "--all-operations",
        action="store_true",
        help="fail unless the run made the package send every operation of the API, but for those of tests/uncovered.py",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Sends the recorded operations with each report, so that nothing depends on how a worker process ends."""
    report = yield
    sent = item.config.stash.get(SENT, set())
    report.user_properties.append((SENT_NAME, [sent.pop() for _ in range(len(sent))]))
    return report


class Collector:
    """Gathers the workers' records in the main process."""

    def __init__(self) -> None:
        self.sent: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes over what a test has recorded."""
        self.sent.update(*(value for name, value in report.user_properties if name == SENT_NAME))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fails a run that leaves out operations that are not on the list, or that sends some that are on it."""
        missing = never_sent(self.sent)
        session.config.stash[MISSING] = missing
        if set(missing) != UNCOVERED and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The order in which several processes take the tests."""
    from .scheduling import LongestFirst

    return LongestFirst(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Registers the collector in the main process, accepts interrupts, and unsets the variables of Pulumi and Statsig.

    A process that a script starts with `&` ignores interrupts, and so does the CLI below it, which ends its language host with one and
    then waits five seconds for it in each command.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in [name for name in os.environ if name.startswith(("PULUMI_", "STATSIG_")) and name != "STATSIG_CONSOLE_CACHE"]:
        del os.environ[name]
    if config.option.all_operations and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collector())


def pytest_unconfigure() -> None:
    """Lets the process end at once: there is no program that would fetch what mistakes have left for one."""
    reported.PATIENCE = 0


MISSING = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says how many of the API's operations the run sent."""
    missing = config.stash.get(MISSING, None)
    if missing is not None:
        terminalreporter.write_line(
            f"operations of the API that the package sent: {len(operations()) - len(missing)} of {len(operations())}"
        )
        for name in missing:
            terminalreporter.write_line(f"  never sent: {name}", red=name not in UNCOVERED)
        for name in sorted(UNCOVERED - set(missing)):
            terminalreporter.write_line(f"  sent, and still listed in tests/uncovered.py: {name}", red=True)


def operations() -> list[str]:
    """All operations of the vendor's documents."""
    from statsig_console_cli.coverage import documented

    return [*documented()]


def never_sent(sent: set[str]) -> list[str]:
    """The documented operations that no test made the package send. Two that differ only in a placeholder's name are the same."""
    addresses = {re.sub(r"\{\w+\}", "{}", name) for name in sent}
    return [name for name in operations() if re.sub(r"\{\w+\}", "{}", name) not in addresses]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine does not wait for reads to show a change."""
    monkeypatch.setattr(patience, "sleep", lambda seconds: None)

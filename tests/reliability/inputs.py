"""Runs of generated inputs: check reports bad ones and sends nothing; good ones are deployed without a difference afterwards."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from statsig_console.declaring.kinds import Kind
from statsig_console.errors import ProviderError
from statsig_console.sending.client import ConsoleClient
from statsig_console.session.session import _sessions, session_for
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator

from .contents import contents, difference
from .deployment import Declared, Deployment, Refused
from .generated import Mistake, mistakes, variations
from .matrix import Matrix, said
from .subjects import Subject

NOWHERE = {"statsig:consoleApiKey": "console-nowhere-hush", "statsig:apiUrl": "http://127.0.0.1:9/console/v1"}


class NoRequests(httpx.BaseTransport):
    """Takes the place of the network, and keeps the requests that are sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(f"{request.method} {request.url.path}")
        return httpx.Response(500)


@dataclass
class Trial:
    """The result of a run of generated inputs."""

    cases: int = 0
    sorts: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    failures: list[str] = field(default_factory=list)


def generate(strategy: st.SearchStrategy[Any], cases: int, seed: int, use: Callable[[Any], None]) -> None:
    """Calls `use` with this number of generated values, the same for the same seed."""

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=cases, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False
    )
    @hypothesis.given(strategy)
    def each(value: Any) -> None:
        use(value)

    each()


def try_mistakes(kind: Kind, cases: int, seed: int = 0) -> Trial:
    """Checks inputs with one mistake each: a failure has to name its property, and nothing may be sent."""
    trial, network = Trial(), NoRequests()
    settings = Settings.read(NOWHERE.get)
    session_for(settings)._client = ConsoleClient(settings, network)

    def one(mistake: Mistake) -> None:
        trial.cases += 1
        trial.sorts[mistake.sort] += 1
        if problem := misjudged(kind, mistake):
            trial.failures.append(
                f"{kind.label} {mistake.sort} in {mistake.property} = {mistake.inputs.get(mistake.property)!r}: {problem}"
            )

    try:
        generate(mistakes(kind.label), cases, seed, one)
    finally:
        _sessions.pop(settings).close()
    return Trial(trial.cases, trial.sorts, failures=[*trial.failures, *(f"{kind.label} sent {each}" for each in network.sent)])


def misjudged(kind: Kind, mistake: Mistake) -> str:
    """The problem with the report of a mistake; empty when it is as it should be."""
    stack = Deployment(dict(NOWHERE))
    provider = stack._provider(kind)
    try:
        found = provider.check({}, dict(mistake.inputs))
    except Exception as error:
        return "".join(traceback.format_exception(error))[-600:]
    # Pulumi would print the value of a property that a failure names, so the sentence begins with its path.
    if named := [failure.property for failure in found.failures if failure.property]:
        return f"values shown: {named}"
    told = {failure.reason.partition(" ")[0].partition(".")[0].partition("[")[0] for failure in found.failures}
    if mistake.property not in told:
        return f"told of {sorted(told)}"
    lines = [failure.reason for failure in found.failures if not failure.reason or "\n" in failure.reason]
    return f"no sentence: {lines}" if lines else ""


def try_variations(matrix: Matrix, subject: Subject, cases: int, seed: int = 0) -> Trial:
    """Creates subjects with generated values: a preview, a refresh and a preview after it must find no difference."""
    trial = Trial()
    kind = subject.life.declaration
    with said(), matrix._project(subject) as stack:
        stack.config["statsig:maxDeletes"] = "1000000"
        first = subject.program(stack)[-1]
        before = contents(matrix.emulator, stack.config["statsig:consoleApiKey"])

        def one(values: dict[str, Any]) -> None:
            trial.cases += 1
            declared = Declared(subject.name, kind, values)
            problem = differs_at_once(stack, subject, declared)
            if problem is REFUSED:
                trial.refused += 1
            elif problem:
                trial.failures.append(f"{subject.name} {values!r}: {problem}")

        generate(variations(kind, first.values), cases, seed, one)
        left = difference(before, contents(matrix.emulator, stack.config["statsig:consoleApiKey"]))
        if left and before and kind.endpoints.delete:
            trial.failures.append(f"{subject.name}: destroying left something: {left}")
    return trial


REFUSED = "refused"


def differs_at_once(stack: Deployment, subject: Subject, declared: Declared) -> str:
    """Deploys generated values; returns the problem, or that check or API refused them."""
    program = [*subject.before(stack), declared]
    steps = stack.up(program)
    failed = [step for step in steps if step.error]
    if failed:
        error = failed[0].error
        if isinstance(error, (ProviderError, Refused)):
            return REFUSED
        return "".join(traceback.format_exception(error))[-600:]
    problems = [f"a preview would {step.op} it: {step.error}" for step in stack.preview(program)]
    problems += [f"refresh failed: {step.error}" for step in stack.refresh(subject.name) if step.error]
    problems += [f"after a refresh, a preview would {step.op} it: {step.error}" for step in stack.preview(program)]
    problems += [f"destroy failed: {step.error}" for step in stack.destroy(subject.name) if step.error]
    stack.held.pop(subject.name, None)
    return "; ".join(problems)


def trials(emulator: Emulator) -> Matrix:
    """The matrix in whose projects variations are deployed."""
    return Matrix(emulator, "variations")

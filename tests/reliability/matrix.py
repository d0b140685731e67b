"""The fault matrix: every fault at every request of every handler of every kind, once and lasting.

A case runs one operation on a subject during which the fault happens, then the same operation again without faults,
and checks that the project is as after a run without faults, that state agrees with it, and that no message holds a key.
"""

from __future__ import annotations

import contextlib
import io
import json
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import stamina

from statsig_console.declaring.kinds import Kind
from statsig_console.errors import ProviderError
from statsig_console.handling.creating import MAYBE_THERE
from statsig_console.handling.handlers import Handlers
from statsig_console.handling.updating import SECRET_LOST
from statsig_console.planning.states import state_from
from statsig_console.sending import pacing
from statsig_console.session.session import session_for
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator

from .contents import contents, difference
from .deployment import Deployment, Step
from .subjects import SUBJECTS, Subject, declared

HANDLERS = ("create", "read", "update", "replace", "delete")
TRIES = 4
"""How often the transport sends a request before it gives up here; waits between them are left out."""

HOLD = 0.02
"""The seconds for which requests wait after the first refusal for the rate limit; after each further one twice as long."""

REFUSED_FOR = 0.05
"""Seconds after which a rate limit that refuses everything ends an operation here."""

CONFIG = {"statsig:rateLimitTimeout": str(REFUSED_FOR), "statsig:maxRolloutStep": "100"}
"""Every stack's configuration: with short waits, and allowed to launch a gate in one step."""

TIMEOUT = 0.2
"""The timeout in seconds of the cases in which an answer comes too late."""

ADOPT = "statsig:adoptExisting"
ADOPTED = "adopted"
BY_HAND = "by hand"
UNREADABLE = "unreadable"
EXISTS = ("The project has it", "already in use", "already exists")


@dataclass(frozen=True)
class Trouble:
    """A fault with its name in the matrix, and the configuration that it needs."""

    name: str
    facts: Mapping[str, Any]
    config: Mapping[str, str] = field(default_factory=dict)


LATE = {"statsig:requestTimeout": str(TIMEOUT)}
TROUBLES = (
    Trouble("429", {"kind": "status", "status": 429}),
    Trouble("429 Retry-After", {"kind": "status", "status": 429, "retry_after": 0.01}),
    Trouble("500", {"kind": "status", "status": 500}),
    Trouble("502", {"kind": "status", "status": 502}),
    Trouble("503", {"kind": "status", "status": 503}),
    Trouble("503 Retry-After", {"kind": "status", "status": 503, "retry_after": 0.01}),
    Trouble("expired_key", {"kind": "expired_key"}),
    Trouble("reset_before", {"kind": "reset_before"}),
    Trouble("reset_after", {"kind": "reset_after"}),
    Trouble("truncate", {"kind": "truncate"}),
    Trouble("malformed", {"kind": "malformed"}),
    Trouble("latency", {"kind": "latency", "seconds": 0.01}),
    Trouble("slow", {"kind": "slow", "seconds": 0.01}),
    Trouble("timeout", {"kind": "latency", "seconds": 2 * TIMEOUT}, LATE),
    Trouble("slow timeout", {"kind": "slow", "seconds": 20 * TIMEOUT}, LATE),
)


@dataclass(frozen=True)
class Case:
    """One operation on one subject, with one fault at the request with the number `step`: only there, or from then on."""

    subject: Subject
    handler: str
    trouble: Trouble
    step: int
    lasting: bool

    def __str__(self) -> str:
        often = "from" if self.lasting else "at"
        return f"{self.subject.name} {self.handler}, {self.trouble.name} {often} request {self.step}"


@dataclass(frozen=True)
class Outcome:
    """The result of a case: whether the operation failed, what was needed then besides one more `up`, and the problems."""

    case: Case
    failed: bool
    step: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A subject's operation without faults: the number of requests, and the project's contents after it and after destroy."""

    requests: int
    after: Mapping[str, list[str]]
    destroyed: Mapping[str, list[str]]


class Matrix:
    """Runs cases against one emulator, each in a project of its own."""

    def __init__(self, emulator: Emulator, name: str = "matrix") -> None:
        self.emulator = emulator
        self.keys: list[str] = []
        self._name = name
        self._references: dict[tuple[str, str], Reference | None] = {}

    def cases(self, subject: Subject, troubles: Sequence[Trouble] = TROUBLES) -> Iterator[Case]:
        """Every case of a subject."""
        for handler in HANDLERS:
            reference = self.reference(subject, handler)
            for step in range(1, (reference.requests if reference else 0) + 1):
                for trouble in troubles:
                    yield from (Case(subject, handler, trouble, step, lasting) for lasting in (False, True))

    def reference(self, subject: Subject, handler: str) -> Reference | None:
        """The operation without faults; None if the subject has no such operation."""
        known = (subject.name, handler)
        if known not in self._references:
            self._references[known] = self._refer(subject, handler)
        return self._references[known]

    def _refer(self, subject: Subject, handler: str) -> Reference | None:
        if (handler == "update" and not subject.life.changed) or (handler == "replace" and subject.replaced() is None):
            return None
        with said(), self._project(subject) as stack:
            prepare(stack, subject, handler)
            self.emulator.clear_requests()
            steps = act(stack, subject, handler)
            failed = [step for step in steps if step.error]
            if failed and handler == "replace":
                return None  # It would refer to objects that are not there.
            assert not failed, f"{subject.name} {handler}: {failed}"
            requests, after = self.emulator.count(), contents(self.emulator, stack.config["statsig:consoleApiKey"])
            assert not any(step.error for step in stack.destroy())
            return Reference(requests, after, contents(self.emulator, stack.config["statsig:consoleApiKey"]))

    def run(self, case: Case) -> Outcome:
        """One case."""
        reference = self.reference(case.subject, case.handler)
        assert reference is not None
        with said() as lines, self._project(case.subject) as stack:
            key = stack.config["statsig:consoleApiKey"]
            prepare(stack, case.subject, case.handler)
            steps = self._troubled(stack, case)
            problems = list(ill_worded(steps))
            errors = [str(step.error) for step in steps if step.error]
            step, again = self._recovered(stack, case, errors)
            problems += ill_worded(again)
            if any(MAYBE_THERE in text for text in errors) and is_unreadable(case.subject.life.declaration):
                return Outcome(case, failed=True, step=UNREADABLE, problems=tuple(problems))
            problems += [f"the run after it failed: {each.name} {each.op}: {each.error}" for each in again if each.error]
            if not problems:
                original_lost = any("a later destroy would leave it so" in text for text in errors)
                problems += self._unsettled(stack, case, reference, original_lost)
            texts = [
                lines.getvalue(),
                json.dumps([held.outputs for held in stack.held.values()], default=str),
                *map(trace, [*steps, *again]),
            ]
            problems += ["the key was told"] if any(key in text for text in texts) else []
            return Outcome(case, bool(errors), step, tuple(problems))

    def _troubled(self, stack: Deployment, case: Case) -> list[Step]:
        """Runs the operation and a preview with the fault; the preview must not send anything."""
        config = dict(stack.config)
        stack.config |= case.trouble.config
        facts = {**case.trouble.facts, "skip": case.step - 1, "count": None if case.lasting else 1}
        self.emulator.fault(**facts)
        steps = act(stack, case.subject, case.handler)
        sent = self.emulator.count()
        if case.handler != "delete":
            stack.preview(case.subject.program(stack, wanted(case.subject, case.handler)))
        if self.emulator.count() != sent:
            steps = [*steps, Step(case.subject.name, "preview", AssertionError("check or diff sent a request"))]
        self.emulator.clear_faults()
        stack.config = config
        return steps

    def _recovered(self, stack: Deployment, case: Case, errors: Sequence[str]) -> tuple[str, list[Step]]:
        """Does what the errors advise and runs once more; returns which advice that was, and the run's steps."""
        secret_lost = any(SECRET_LOST in text for text in errors)
        by_hand = secret_lost or any(MAYBE_THERE in text for text in errors)
        if secret_lost:
            stack.refresh(case.subject.name)
        if by_hand:
            self._delete_unknown(stack, case.subject)
        again = act(stack, case.subject, case.handler, again=True)
        if not any(exists(step) for step in again):
            return BY_HAND if by_hand else "", again
        stack.config[ADOPT] = "true"
        again = act(stack, case.subject, case.handler, again=True)
        del stack.config[ADOPT]
        return ADOPTED, again

    def _delete_unknown(self, stack: Deployment, subject: Subject) -> None:
        """Deletes the objects of the subject's kind that the stack does not hold, as people would by hand."""
        kind = subject.life.declaration
        handlers = Handlers(kind, session_for(Settings.read(stack.config.get)))
        held = {each.id for each in (*stack.held.values(), *(old for _, old in stack.doomed))}
        for item in list(handlers.objects.all()):
            if (id_ := handlers.objects.id_of(item)) not in held:
                handlers.delete(id_, state_from(kind, item, {}))

    def _unsettled(self, stack: Deployment, case: Case, reference: Reference, original_lost: bool) -> Iterator[str]:
        """The differences from a project without faults."""
        key = stack.config["statsig:consoleApiKey"]
        if case.handler != "delete":
            changes = wanted(case.subject, case.handler)
            yield from (
                f"a further run would {step.op} {step.name}: {step.error}" for step in stack.preview(case.subject.program(stack, changes))
            )
            found = difference(reference.after, contents(self.emulator, key))
            # An action whose answer is lost runs again: it is done at least once.
            if found and not case.subject.is_action:
                yield f"the project differs: {found}"
            yield from (f"refresh failed: {step.error}" for step in stack.refresh() if step.error)
            if case.subject.name not in stack.held:
                yield "a refresh lost the object"
                return
            yield from (
                f"after a refresh, a run would {step.op} {step.name}" for step in stack.preview(case.subject.program(stack, changes))
            )
        yield from (f"destroy failed: {step.error}" for step in stack.destroy() if step.error)
        left = difference(reference.destroyed, contents(self.emulator, key))
        if left and not case.subject.is_action and not original_lost:
            yield f"destroy left something else: {left}"

    @contextlib.contextmanager
    def _project(self, subject: Subject) -> Iterator[Deployment]:
        """A stack on a new project, with the resources that the subject refers to."""
        key = f"console-{'whn-' if subject.warehouse else ''}{self._name}-{len(self.keys):06}-hush"
        self.keys.append(key)
        stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": self.emulator.url, **CONFIG})
        hold, pacing.FIRST_HOLD = pacing.FIRST_HOLD, HOLD
        stamina.set_testing(True, attempts=TRIES)
        try:
            for life in subject.parents:
                program = [*(declared(each, stack) for each in subject.parents if each.label in stack.held), declared(life, stack)]
                assert not any(step.error for step in stack.up(program)), subject.name
            yield stack
        finally:
            stamina.set_testing(False)
            pacing.FIRST_HOLD = hold
            self.emulator.clear_faults()
            stack.leave_process()
            self.emulator.reset()


def prepare(stack: Deployment, subject: Subject, handler: str) -> None:
    """Brings the stack into the state in which the operation begins."""
    if handler == "create":
        stack.up(subject.before(stack))
        # A key opens its project at the first request, and some operations send none.
        return
    failed = [step for step in stack.up(subject.program(stack)) if step.error]
    assert not failed, f"{subject.name}: {failed}"


def wanted(subject: Subject, handler: str) -> dict[str, Any]:
    """The subject's changes from its first values after the operation."""
    return {"update": dict(subject.life.changed), "replace": subject.replaced() or {}}.get(handler, {})


def act(stack: Deployment, subject: Subject, handler: str, again: bool = False) -> list[Step]:
    """Runs the operation; a read with `again` is followed by an update, as after a refresh that failed."""
    if handler == "read":
        read = stack.refresh(subject.name)
        return [*read, *stack.up(subject.program(stack))] if again else read
    if handler == "delete":
        return stack.destroy(subject.name)
    return stack.up(subject.program(stack, wanted(subject, handler)))


def is_unreadable(kind: Kind) -> bool:
    """Whether the API has no operation that shows or deletes such an object, so that the effect of a lost create cannot be known."""
    endpoints = kind.endpoints
    return not (endpoints.read or endpoints.listing or endpoints.delete or endpoints.once or endpoints.restores)


def exists(step: Step) -> bool:
    """Whether a create failed because the project has the object."""
    return step.op == "create" and step.error is not None and any(text in str(step.error) for text in EXISTS)


def ill_worded(steps: Sequence[Step]) -> Iterator[str]:
    """Errors that are not sentences for people."""
    for step in steps:
        if step.error is not None and not isinstance(step.error, ProviderError):
            yield f"{step.op} raised {trace(step)}"


def trace(step: Step) -> str:
    """An error with its traceback, as Pulumi prints it."""
    return "".join(traceback.format_exception(step.error)) if step.error else ""


@contextlib.contextmanager
def said() -> Iterator[io.StringIO]:
    """Collects the provider's messages to people."""
    with contextlib.redirect_stderr(io.StringIO()) as lines:
        yield lines


def subjects(names: Sequence[str] = ()) -> tuple[Subject, ...]:
    """The subjects with these names, or all."""
    return tuple(each for each in SUBJECTS if not names or each.name in names)

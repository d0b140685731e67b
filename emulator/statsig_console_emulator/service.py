"""The service: from a request to an answer, without sockets.

Steps of a request: find the operation, admit the key, check scopes and rate, check query and body against the contract, let due timers go
off, run the behaviour in one transaction (undone for a dry run), wrap its result into the declared envelope, make the answer like that of
a report's service.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from http.client import responses as phrases
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from . import access, behaviour, reviews, validation, wire
from .calls import Actor, Answer, Call, Document, Options, Page, Reply, Stretch, Text
from .contract import DRY_RUN, REVIEW_HEADER, Operation, load
from .documents import is_list, is_object
from .errors import ApiError, invalid_key, refused
from .faults import BEFORE, Fault, Faults
from .journal import Entry, Journal
from .kinds import HIDDEN
from .likeness import Likeness
from .limits import Limits, RateLimiter
from .registry import BORROWED_BODIES, HANDLERS, TIMERS, WAREHOUSE_ONLY
from .requests import VERSION_HEADER, Request, Response
from .routing import Router
from .sources import Sources
from .store import ProjectStore, Store, fingerprint

BASE_PATH = "/console/v1"


@dataclass(frozen=True)
class Outcome:
    """An answer, and the fault that changes it, if any."""

    response: Response
    fault: Fault | None = None


@dataclass(frozen=True)
class _Target:
    """What a request names: an operation and path parameters, or neither."""

    operation: Operation | None
    values: Mapping[str, str]
    path: str

    @property
    def template(self) -> str | None:
        return self.operation.path if self.operation else None


class Service:
    """One emulator. `handle` is all that a server or an in-process client needs."""

    def __init__(
        self,
        store: Store,
        sources: Sources | None = None,
        *,
        options: Options | None = None,
        rate_limits: bool | Limits = False,
        keys: Collection[str] | None = None,
        base_path: str = BASE_PATH,
        likeness: Likeness | None = None,
    ) -> None:
        behaviour.announce()
        self.store = store
        self.sources = sources or Sources()
        self.options = options or Options()
        self.faults = Faults()
        self.journal = Journal()
        self.base_path = base_path.rstrip("/")
        self.likeness = likeness or Likeness()
        self._limiter = RateLimiter(Limits() if rate_limits is True else rate_limits) if rate_limits else None
        self._keys = keys
        self._router = Router(operation for name, operation in load().operations.items() if name in HANDLERS)

    def handle(self, request: Request) -> Outcome:
        """Answers one request and notes it in the journal."""
        started = time.perf_counter()
        target = self._locate(request)
        fault = self.faults.strike(request.method, target.path, target.template)
        response = _prevented(fault, request) if fault and fault.kind in BEFORE else self._respond(request, target)
        self._note(request, target, response, fault, time.perf_counter() - started)
        return Outcome(response, fault)

    def answer(self, request: Request) -> Response:
        """Answers one request without faults and without a trace in the journal."""
        return self._respond(request, self._locate(request))

    def by_hand(self, project: ProjectStore, request: Request) -> tuple[Response, int]:
        """Carries out a person's request from the page, and notes it in the journal; returns the answer and its number there.

        It needs no key, and no limits or faults apply.
        """
        started = time.perf_counter()
        target = self._locate(request)
        try:
            if target.operation is None:
                raise ApiError(404, f"Cannot {request.method} {request.path}")
            response = self._answer(request, target.operation, project, target.values, reviews.PERSON)
            response = self.likeness.answer(target.operation.name, response, request)
        except ApiError as error:
            response = Response(error.status, wire.render(error.body()))
        return response, self._note(request, target, response, None, time.perf_counter() - started, by_hand=True)

    def _locate(self, request: Request) -> _Target:
        base = [part for part in self.base_path.split("/") if part]
        segments = request.segments
        path = "/" + "/".join(quote(part, safe=":@") for part in segments[len(base) :])
        if segments[: len(base)] != base:
            return _Target(None, {}, "/" + "/".join(segments))
        found = self._router.find(request.method, segments[len(base) :])
        return _Target(found[0], found[1], path) if found else _Target(None, {}, path)

    def _respond(self, request: Request, target: _Target) -> Response:
        response = self._by_itself(request, target)
        return self.likeness.answer(target.operation.name, response, request) if target.operation else response

    def _by_itself(self, request: Request, target: _Target) -> Response:
        """The emulator's own answer, before a report changes it."""
        try:
            operation = target.operation
            if operation is None:
                raise ApiError(404, f"Cannot {request.method} {request.path}")
            with self.store.transaction():
                project = access.admit(self.store, self.sources, request.key, self._keys, self.options)
            access.check_scopes(self.store, project, request.key, operation)
            self._check_rate(project, operation)
            return self._answer(request, operation, project, target.values, access.actor_of(request.key))
        except ApiError as error:
            return Response(error.status, wire.render(error.body()))

    def _check_rate(self, project: ProjectStore, operation: Operation) -> None:
        """Raises 429 above the limits. No document has a header that says when to try again, so there is none."""
        if self._limiter and not self._limiter.admit(project.id, operation, self.sources.now() / 1000):
            raise ApiError(429, phrases[429])

    def _answer(self, request: Request, operation: Operation, project: ProjectStore, values: Mapping[str, str], actor: Actor) -> Response:
        query = validation.check_query(operation, request.parameters)
        body = _body(operation, request)
        call = Call(
            operation=operation,
            project=project,
            actor=actor,
            sources=self.sources,
            options=self.options,
            path=values,
            query=query,
            body={name: value for name, value in body.items() if name != DRY_RUN} if operation.dry_run == "body" else body,
        )
        if operation.name in WAREHOUSE_ONLY and not project.warehouse_native:
            raise behaviour.not_warehouse_native(operation)
        with self.store.transaction():
            _let_timers_go_off(call)
        if _is_dry(request, operation) or self.likeness.status(operation.name, operation.success) >= 400:
            # A dry run is undone, and so is a change that a report's service would refuse.
            answer = reviews.tried(call, lambda: self._carried_out(call, request))
        else:
            answer = self._carried_out(call, request)
        return _wrap(operation, _with_fields(operation, answer, query.get("fields")), self.base_path, request)

    def _carried_out(self, call: Call, request: Request) -> Answer:
        if reviews.waits(call, request.headers):
            return reviews.propose(call)
        with self.store.transaction() if call.operation.mutates else self.store.reading():
            return HANDLERS[call.operation.name](call)

    def _note(
        self, request: Request, target: _Target, response: Response, fault: Fault | None, seconds: float, *, by_hand: bool = False
    ) -> int:
        number = self.journal.next_number()
        self.journal.add(
            Entry(
                number=number,
                time=self.sources.now(),
                method=request.method,
                path=_masked(target.path),
                template=target.template,
                status=response.status,
                key=fingerprint(request.key) if request.key else "",
                milliseconds=round(seconds * 1000, 3),
                version=request.headers.get(VERSION_HEADER),
                review=request.headers.get(REVIEW_HEADER),
                fault=fault.kind if fault else None,
                dry_run=_is_dry(request, target.operation),
                by_hand=by_hand,
            )
        )
        return number


def _masked(path: str) -> str:
    """The path without key texts: the part after `keys` is a key's text, even if no operation has the path."""
    parts = path.split("/")
    return "/".join(fingerprint(unquote(part)) if before == "keys" else part for before, part in zip(["", *parts], parts, strict=False))


def _prevented(fault: Fault, request: Request) -> Response:
    """The answer of a fault that keeps a request from taking effect."""
    if fault.kind == "expired_key":
        return Response(401, wire.render(invalid_key(request.key).body()))
    headers = {"Retry-After": f"{fault.retry_after:g}"} if fault.retry_after is not None else {}
    return Response(fault.status, wire.render({"status": fault.status, "message": phrases.get(fault.status, "Error")}), headers=headers)


def _body(operation: Operation, request: Request) -> Any:
    """The checked body; None where the operation takes none."""
    if operation.body is not None:
        body = wire.parse(request.body)
        return validation.check_body(operation, behaviour.unwrap(operation, body))
    lender = BORROWED_BODIES.get(operation.name)
    if lender and request.body.strip():
        return validation.check_body(load().operations[lender], wire.parse(request.body))
    return None


def _is_dry(request: Request, operation: Operation | None) -> bool:
    """Whether a request asks for a dry run of an operation that has one. An invalid request does not."""
    if operation is None or operation.dry_run is None:
        return False
    try:
        in_query = operation.dry_run == "query"
        asked = validation.check_query(operation, request.parameters) if in_query else wire.parse(request.body)
    except ApiError:
        return False
    return is_object(asked) and asked.get(DRY_RUN) is True


def _let_timers_go_off(call: Call) -> None:
    """Runs the timers that are due since the last request: scheduled starts, rollouts, phases."""
    for _ in range(MAX_TIMERS):
        timer = call.project.due(call.now)
        if timer is None:
            return
        call.project.drop(timer)
        TIMERS[timer.name](Call(call.operation, call.project, call.actor, call.sources, call.options, {"target": timer.target}))


# A guard against a timer that sets itself again at once.
MAX_TIMERS = 10_000


def _with_fields(operation: Operation, answer: Answer, wanted: list[str] | None) -> Answer:
    """The answer with only the ID and the fields that the caller asks for, separated by commas. Raises `ApiError` 400 for unknown ones."""
    if not wanted or not isinstance(answer, Page | Reply):
        return answer
    names = {name.strip() for each in wanted for name in each.split(",")} - {""}
    if names - (operation.answer_fields or names):
        raise refused("Invalid field(s) requested.")

    def chosen(item: Document) -> Document:
        return {name: value for name, value in item.items() if name in names or name == "id"}

    if isinstance(answer, Page):
        return replace(answer, items=[chosen(item) for item in answer.items])
    return replace(answer, data=chosen(answer.data))


def _wrap(operation: Operation, answer: Answer, base_path: str, request: Request) -> Response:
    if isinstance(answer, Text):
        return Response(operation.success, answer.content.encode(), answer.media)
    body: Any
    if isinstance(answer, Page):
        items = [{answer.within: item} for item in _shaped(operation, answer.items)] if answer.within else _shaped(operation, answer.items)
        body = {"message": answer.message, "data": items, "pagination": _pagination(answer, base_path, request)}
    elif isinstance(answer, Stretch):
        place = {"next_cursor": answer.next, "has_more": answer.next is not None}
        body = {"message": answer.message, "data": _shaped(operation, answer.items), "pagination": place, **answer.beside}
    else:
        body = _enveloped(operation, answer)
    return Response(operation.success, wire.render(body))


def _enveloped(operation: Operation, reply: Reply) -> Any:
    data = _shaped(operation, reply.data)
    if reply.bare:
        return data
    if reply.within:
        data = {reply.within: data}
    declared = operation.contract.fields([operation.answers[operation.success]])
    return {"message": reply.message, "data": data} if "data" in declared else {"message": reply.message}


def _shaped(operation: Operation, data: Any) -> Any:
    """The data with only the fields that the operation declares, so that write-only fields are never sent."""
    fields = operation.answer_fields
    if is_list(data):
        return [_shaped(operation, item) for item in data]
    if not is_object(data):
        return data
    return {name: value for name, value in data.items() if (name in fields if fields else name != HIDDEN)}


def _pagination(page: Page, base_path: str, request: Request) -> Document:
    """The `pagination` of a page. Like the real service it names pages by path, not by address, with the caller's other parameters."""
    path = "/" + "/".join(quote(part, safe=":@") for part in request.segments)
    asked = [(name, value) for name, value in parse_qsl(request.query, keep_blank_values=True) if name not in ("page", "limit")]

    def named(number: int) -> str:
        return f"{path}?{urlencode([('page', number), ('limit', page.limit), *asked])}"

    last = max(1, math.ceil(page.total / page.limit)) if page.total is not None and page.limit else 1
    pagination: Document = {
        "itemsPerPage": page.limit,
        "pageNumber": page.number,
        "nextPage": named(page.number + 1) if page.number < last else None,
        "previousPage": named(page.number - 1) if page.number > 1 else None,
    }
    return pagination if page.total is None else pagination | {"totalItems": page.total, "all": path}

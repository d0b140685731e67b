"""Likeness: makes the emulator's answers like a service's, by a report of `statsig-console rehearse`.

A report lists differences: an operation, a place in its answer, and what the service and the emulator have there, which is a sort of value
or a status. Where the emulator's own answer is as the report says, the service's sort or status replaces it. Only answers that are no
refusals are changed in their bodies. A report holds no values, so the new value is the old one in the other sort (a number as text, the
only item of a list), or else the value that the request sent there, or else the least value of the sort.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.client import responses as phrases
from pathlib import Path
from typing import Any

from . import wire
from .contract import load
from .documents import Document, is_list, is_object
from .errors import ApiError
from .requests import Request, Response

FORMAT = 1
STATUS = "status"
EACH = "[]"
LEFT_OUT = object()
"""Stands for a key that a body leaves out."""

LEAST: dict[str, Any] = {
    "left out": LEFT_OUT,
    "null": None,
    "text": "",
    "empty text": "",
    "number": 0,
    "boolean": False,
    "list": [],
    "empty list": [],
    "object": {},
    "empty object": {},
}
"""The sorts of values, each with its least value, which stands in for an unknown one."""

ORDERS = ("as sent", "other order")
STATUSES = tuple(map(str, range(200, 600)))
WITHOUT_BODY = {204, 205, 304}
"""Statuses whose answers have no body."""


@dataclass(frozen=True)
class Difference:
    """A difference between the service and the emulator at one place of an operation's answers, and the kind and step that showed it first.

    `path` leads into the body: keys joined by dots, `[]` for each item of a list; it is `status` for the status.
    """

    operation: str
    kind: str
    step: str
    path: str
    service: str
    emulator: str

    @property
    def of_status(self) -> bool:
        return self.path == STATUS and self.service.isdecimal()

    @property
    def of_order(self) -> bool:
        return self.service in ORDERS

    @property
    def needs_value(self) -> bool:
        """Whether the difference needs a value from the request: the report says only that the service has one."""
        return self.emulator == f"empty {self.service}"

    @cached_property
    def place(self) -> tuple[str, ...]:
        """Keys, and `EACH` for the items of a list. The place of an order is the list."""
        return _place(self.path.removesuffix(EACH) if self.of_order else self.path)


@dataclass(frozen=True)
class Likeness:
    """The differences of a report, and where they were seen."""

    package: str = ""
    contract: str = ""
    warehouse_native: bool | None = None
    differences: tuple[Difference, ...] = ()
    _by_operation: Mapping[str, Sequence[Difference]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Difference]] = {}
        for each in self.differences:
            found.setdefault(each.operation, []).append(each)
        object.__setattr__(self, "_by_operation", found)

    def status(self, operation: str, status: int) -> int:
        """The service's status in place of the emulator's."""
        found = self._by_operation.get(operation, ())
        return next((int(each.service) for each in found if each.of_status and each.emulator == str(status)), status)

    def answer(self, operation: str, response: Response, request: Request) -> Response:
        """The answer like the service's in place of the emulator's."""
        found = self._by_operation.get(operation)
        if not found:
            return response
        if response.status < 400 and response.media == "application/json":
            response = replace(response, content=_content(_like(found, json.loads(response.content), request)))
        return _with_status(response, self.status(operation, response.status))


def _with_status(response: Response, status: int) -> Response:
    """The answer with another status. If only one of the two statuses is a refusal, the body becomes that of a refusal or of a success."""
    if status == response.status:
        return response
    content = response.content
    if status >= 400 and response.status >= 400:
        content = wire.render(json.loads(content) | {"status": status})
    elif status >= 400:
        return Response(status, wire.render({"status": status, "message": _phrase(status)}))
    elif response.status >= 400:
        content = wire.render({"message": _phrase(status)})
    return replace(response, status=status, content=b"" if status in WITHOUT_BODY else content)


def _phrase(status: int) -> str:
    return phrases.get(status, "Error" if status >= 400 else "OK")


def _content(body: Any) -> bytes:
    """A body as bytes. If a text replaces the whole body, it is sent as it is."""
    return body.encode() if isinstance(body, str) else wire.render(body)


def _like(differences: Iterable[Difference], body: Any, request: Request) -> Any:
    """The body, changed by the differences that it shows. At one place, the first difference that fits counts."""
    places: dict[tuple[bool, tuple[str, ...]], dict[str, Difference]] = {}
    for each in differences:
        if not each.of_status:
            places.setdefault((each.of_order, each.place), {}).setdefault(each.emulator, each)
    sent = {"data": _sent(request)}
    # Outer places come first, so that inner ones exist. Orders come last, so that items are still at the request's places.
    for of_order, place in sorted(places, key=lambda found: (found[0], len(found[1]))):
        body = _changed(body, sent, place, places[of_order, place])
    return body


def _sent(request: Request) -> Any:
    try:
        return wire.parse(request.body)
    except ApiError:
        return LEFT_OUT


def _changed(value: Any, sent: Any, place: Sequence[str], differences: Mapping[str, Difference]) -> Any:
    """The value, changed at a place in it. `sent` is the request's value at the same place as `value`."""
    if not place:
        return _replaced(value, sent, differences)
    step, *rest = place
    if step == EACH:
        if not is_list(value):
            return value
        partners = sent if is_list(sent) and len(sent) == len(value) else [LEFT_OUT] * len(value)
        items = (_changed(item, partner, rest, differences) for item, partner in zip(value, partners, strict=True))
        return [item for item in items if item is not LEFT_OUT]
    if not is_object(value):
        return value
    partner = sent.get(step, LEFT_OUT) if is_object(sent) else LEFT_OUT
    found = _changed(value.get(step, LEFT_OUT), partner, rest, differences)
    changed = {**value, step: found}
    return {name: each for name, each in changed.items() if each is not LEFT_OUT}


def _replaced(value: Any, sent: Any, differences: Mapping[str, Difference]) -> Any:
    """The service's value in place of a value; the value itself if no difference is about its sort."""
    if is_list(value) and any(each.of_order for each in differences.values()):
        return turned(value)
    found = differences.get(sort_of(value))
    if found is None:
        return value
    known = (each for each in (*_read_otherwise(value), sent) if sort_of(each) == found.service)
    return next(known, LEAST[found.service])


def turned(items: list[Any]) -> list[Any]:
    """The items from last to first; if that is the same order, rotated by one."""
    backwards = items[::-1]
    return backwards if backwards != items else items[1:] + items[:1]


def _read_otherwise(value: Any) -> list[Any]:
    """The value in other sorts, without a loss."""
    if isinstance(value, bool | int | float):
        return [[value], json.dumps(value)]
    if value is LEFT_OUT or not value:
        return []
    if is_list(value):
        return value if len(value) == 1 else []
    if not isinstance(value, str):
        return [[value]]
    try:
        return [[value], wire.parse(value.encode())]
    except ApiError:
        return [[value]]


def sort_of(value: Any) -> str:
    """The sort of a value, in the words of reports."""
    if value is LEFT_OUT:
        return "left out"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    sort = "text" if isinstance(value, str) else "list" if is_list(value) else "object"
    return sort if value else f"empty {sort}"


Report = Likeness | Document | str | os.PathLike[str] | None
"""A report as read, as JSON, or as a file name; None for no report."""


def chosen(report: Report) -> Likeness:
    """The likeness of a report, whatever form it is given in. Raises ValueError, OSError."""
    if isinstance(report, Likeness | None):
        return report or Likeness()
    if isinstance(report, str | os.PathLike):
        return from_file(report)
    return parse(report)


def from_file(name: str | os.PathLike[str]) -> Likeness:
    """The likeness of a file with a report. Raises ValueError if it is no report, OSError if it cannot be read."""
    try:
        return parse(wire.parse(Path(name).read_bytes()))
    except ApiError:
        raise ValueError(f"{os.fspath(name)} is no JSON") from None
    except ValueError as error:
        raise ValueError(f"{os.fspath(name)}: {error}") from None


def parse(report: Any) -> Likeness:
    """The likeness of a report. Raises ValueError, which names the place and no value: a value may be confidential."""
    if not is_object(report):
        raise ValueError("a report must be an object")
    if type(report.get("format")) is not int or report["format"] != FORMAT:
        raise ValueError(f"format must be {FORMAT}")
    if not isinstance(report.get("warehouseNative"), bool | None):
        raise ValueError("warehouseNative must be true, false or null")
    _check_requests(report.get("requests"))
    differences = report.get("differences")
    if not is_list(differences):
        raise ValueError("differences must be a list")
    return Likeness(
        _text(report, "package", ""),
        _text(report, "contract", ""),
        report.get("warehouseNative"),
        tuple(_difference(each, f"differences[{number}]") for number, each in enumerate(differences)),
    )


def _check_requests(requests: Any) -> None:
    if not is_object(requests):
        raise ValueError("requests must be an object")
    for number, (operation, counts) in enumerate(requests.items()):
        place = f"requests[{number}]"
        _check_operation(operation, place)
        if not is_object(counts) or not counts.keys() <= {*STATUSES}:
            raise ValueError(f"{place} must have statuses from 200 to 599, each with a count")
        if not all(type(count) is int and count >= 0 for count in counts.values()):
            raise ValueError(f"{place} must have whole numbers as counts")


def _check_operation(operation: str, place: str) -> None:
    if operation not in load().operations:
        raise ValueError(f"{place} must name an operation of the contract, such as POST /gates")


def _difference(facts: Any, place: str) -> Difference:
    if not is_object(facts):
        raise ValueError(f"{place} must be an object")
    found = Difference(*(_text(facts, name, f"{place}.") for name in ("operation", "kind", "step", "path", "service", "emulator")))
    _check_operation(found.operation, f"{place}.operation")
    steps = _place(found.path)
    if len(steps) > wire.MAX_DEPTH or (found.path and not all(step == EACH or (step and "[" not in step) for step in steps)):
        raise ValueError(f"{place}.path must have keys with dots between, [] for each item of a list, and at most {wire.MAX_DEPTH} of them")
    families = [tuple(LEAST), ORDERS, STATUSES if found.path == STATUS else ()]
    family = next((each for each in families if found.service in each), None)
    if family is None:
        words = ", ".join([*LEAST, *ORDERS])
        raise ValueError(f"{place}.service must be one of {words}, or, where the path is {STATUS}, a status from 200 to 599")
    if found.emulator not in family or found.emulator == found.service:
        sort = "a status" if family is STATUSES else "an order" if family is ORDERS else "a sort of value"
        raise ValueError(f"{place}.emulator must be another one: {sort}, as service is")
    if family is ORDERS and not found.path.endswith(EACH):
        raise ValueError(f"{place}.path must end with [] where it is about an order")
    return found


def _text(document: Document, name: str, place: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{place}{name} must be a text")
    return value


def _place(path: str) -> tuple[str, ...]:
    """The steps of a path: keys, and `EACH` for the items of a list. The empty path is the whole body."""
    if not path:
        return ()
    steps = path.replace(EACH, f".{EACH}").split(".")
    return tuple(steps[1:] if path.startswith(EACH) else steps)

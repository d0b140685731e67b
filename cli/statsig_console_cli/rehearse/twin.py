"""Twin: an emulator that gets the same requests as the service, and how the answers of the two differ."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

import httpx

from statsig_console.sending.decoding import content_of
from statsig_console_emulator import Service, Sources, Store
from statsig_console_emulator.requests import KEY_HEADER, Request
from statsig_console_emulator.service import BASE_PATH

from .comparing import STATUS, Difference, Names, differences

CLOUD, WAREHOUSE = "console-rehearsal", "console-whn-rehearsal"
REFUSED = 400
"""Statuses from this one on are refusals."""

PASSING = {429}
"""Statuses, beside those from 500 on, after which the request is sent to the service again."""


class Twin:
    """The emulator beside the service. It notes every request, and each difference with the step at which it first showed."""

    def __init__(self, warehouse_native: bool | None) -> None:
        self._service = Service(Store(), Sources())
        self._key = WAREHOUSE if warehouse_native else CLOUD
        self._names = Names()
        self.requests: dict[str, Counter[int]] = {}
        self.differences: dict[tuple[str, Difference], tuple[str, str]] = {}
        self.kind, self.step, self.prefix = "", "", ""
        self.diverged = False
        """Whether one of the two has refused what the other has done. Then nothing is compared until the next object."""

    def begin(self, kind: str, step: str) -> None:
        """Says what the next requests are for."""
        self.diverged = self.diverged and kind == self.kind
        self.kind, self.step = kind, step

    def note(self, request: httpx.Request, url: str, status: int, content: bytes) -> None:
        """Records one exchange with the service at `url`, and compares it with the emulator's."""
        operation = str(request.extensions.get("operation", request.method))
        self.requests.setdefault(operation, Counter())[status] += 1
        if not self.kind or status in PASSING or status >= 500:
            return
        answered, body = self._asked(request, url)
        theirs = parsed(content)
        found = [] if answered == status else [Difference(STATUS, str(status), str(answered))]
        if status < REFUSED and answered < REFUSED:
            found += differences(self._ours(theirs), self._ours(body))
            self._names.learn(self._ours(theirs), self._ours(body))
        if not self.diverged:
            for each in found:
                self.differences.setdefault((operation, each), (self.kind, self.step))
        self.diverged = self.diverged or (status < REFUSED) is not (answered < REFUSED)

    def _asked(self, request: httpx.Request, url: str) -> tuple[int, Any]:
        """What the emulator answers to the same request."""
        path, _, query = request.url.raw_path.decode().partition("?")
        base = httpx.URL(url).raw_path.decode().rstrip("/")
        parts = [quote(self._names.translated(unquote(part)), safe="") for part in path.removeprefix(base).split("/")]
        pairs = [(name, self._names.translated(value)) for name, value in parse_qsl(query, keep_blank_values=True)]
        content = request.read()
        if content:
            content = json.dumps(self._names.translated(json.loads(content))).encode()
        headers = {name.lower(): value for name, value in request.headers.items()} | {KEY_HEADER: self._key}
        outcome = self._service.handle(Request(request.method, BASE_PATH + "/".join(parts), urlencode(pairs), headers, content))
        return outcome.response.status, parsed(outcome.response.content)

    def _ours(self, body: Any) -> Any:
        """An answer without its message, its pagination, and objects that are not the rehearsal's."""
        if not isinstance(body, Mapping):
            return body
        rest = {key: value for key, value in body.items() if key not in {"message", "pagination"}}
        data = rest.get("data")
        if isinstance(data, list):
            rest["data"] = sorted((each for each in data if self._is_ours(each)), key=name_of)
        return rest

    def _is_ours(self, item: Any) -> bool:
        return not isinstance(item, Mapping) or name_of(item).startswith(self.prefix)


def name_of(item: Any) -> str:
    """An object's name, or else its description; empty if it has neither."""
    if not isinstance(item, Mapping):
        return ""
    return next((str(item[key]) for key in ("name", "description", "displayName") if isinstance(item.get(key), str)), "")


def parsed(content: bytes) -> Any:
    """A body's JSON, or its text if it is no JSON."""
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


class Watched(httpx.BaseTransport):
    """The network; every exchange is shown to the twin."""

    def __init__(self, network: httpx.BaseTransport, twin: Twin, url: str) -> None:
        self._network, self._twin, self._url = network, twin, url

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._network.handle_request(request)
        try:
            content = content_of(response)
        finally:
            response.close()
        self._twin.note(request, self._url, response.status_code, content)
        kept = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name.lower() not in {"content-encoding", "content-length", "transfer-encoding"}
        ]
        return httpx.Response(response.status_code, headers=kept, content=content, request=request)

    def close(self) -> None:
        self._network.close()

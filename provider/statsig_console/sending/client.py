"""The HTTP client of the Console API.

Layers, each usable alone: an httpx transport (the network, or one that also paces and repeats),
`ConsoleClient.send` (authentication, JSON, errors) and `ConsoleClient.pages` (lists). The client
does not know what an operation means.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import quote

from statsig_console import errors
from statsig_console.call import current
from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError, Problem, Unavailable
from statsig_console.records import record
from statsig_console.secrets import ApiKey, scrub
from statsig_console.stack.settings import Settings
from statsig_console.values import in_a_line, json_text, number_in

from .decoding import ENCODINGS, content_of, json_in
from .http import httpx
from .proxies import way_to
from .replies import PAGE_SIZE, Answer, Page, QueryValue

API_VERSION = "20240601"
MOST_PROBLEMS = 20
"""The most problems of one answer that an error holds."""

MOST_COUNTED = 2**53
"""The largest number of pages or items that is believed."""

_TAKEN = re.compile(r"already (in use|exists|taken)", re.IGNORECASE)
_DOUBLE = re.compile(r"duplicate rule name", re.IGNORECASE)
_BY_STATUS = {
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    409: errors.AlreadyExists,
    410: errors.NotFound,
    429: errors.RateLimited,
}
_REFUSED = {_TAKEN: errors.AlreadyExists, _DOUBLE: errors.DoubleName}
"""The errors for texts in an answer with status 400."""


@record
class _Hidden:
    """A request with a secret in its address: the address as messages show it, and the secret in its spellings there."""

    shown: str
    secrets: tuple[str, ...]


_UNDER_WAY: ContextVar[_Hidden | None] = ContextVar("statsig_hidden_address", default=None)
"""The request that this thread is sending, where its address holds a secret."""


def secrets_under_way() -> tuple[str, ...]:
    """The secrets in the address of the request that this thread is sending."""
    hidden = _UNDER_WAY.get()
    return hidden.secrets if hidden else ()


class KeyHeader(httpx.Auth):
    """Adds the key to a request when it is sent, so that the client's own headers, which can be shown, never hold the key."""

    def __init__(self, key: ApiKey) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request with the key."""
        request.headers["STATSIG-API-KEY"] = self._key.reveal()
        yield request


class Unreadable(Exception):
    """An answer cannot be read; the text says why, as the end of a sentence."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class ConsoleClient:
    """Sends operations to one project. Safe to share between threads.

    `transport` is the network; the default is httpx's own, over TLS with verified certificates.
    `changes` grows whenever an operation that may change the project begins or ends; `changes_at` counts this for one path.
    """

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self.changes = 0
        self._changes_at: Counter[str] = Counter()
        self._counting = threading.Lock()
        headers = {"STATSIG-API-VERSION": API_VERSION, "Accept": "application/json", "Accept-Encoding": ENCODINGS}
        if settings.respect_review_settings:
            headers["x-respect-review-settings"] = "true"
        self._http = httpx.Client(
            headers=headers,
            auth=KeyHeader(settings.key),
            transport=transport,
            timeout=httpx.Timeout(settings.timeouts.answer, connect=settings.timeouts.connect),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes the connections; the client cannot be used afterwards."""
        self._http.close()

    def changes_at(self, path: str) -> int:
        """A number that grows whenever an operation on this path that may change the project begins or ends."""
        return self._changes_at[path]

    def send(
        self,
        operation: Operation,
        address: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, QueryValue] | None = None,
        body: Any = None,
    ) -> Answer:
        """Sends one request and returns its answer.

        `address` fills the path's placeholders and the query values that the operation names;
        `query` adds further query values, where None is left out and lists are repeated; `body` is sent as JSON.

        Raises:
            ConsoleError: one of its subclasses, for an answer that is not 2xx or cannot be read, and for no answer.
            InputError: an address value cannot be part of a path.
        """
        address = address or {}
        hidden = tuple(text for each in address.values() for text in (each, quote(each, safe=""))) if operation.secret else ()
        path = operation.url(address)
        shown = operation.shown(address)
        parameters = dict(operation.asks) | {name: address[name] for name in operation.query if name in address} | dict(query or {})
        try:
            request = self._http.build_request(
                operation.method,
                self.settings.url + path,
                params=query_string(parameters),
                content=None if body is None else json_text(body).encode(),
                headers=None if body is None else {"Content-Type": "application/json"},
                extensions={
                    "repeatable": operation.repeatable,
                    "busy": shown if operation.busy else "",
                    "budgets": self.settings.budgets_of(operation),
                    "operation": str(operation),
                    "shown": shown,
                    "resource": current().urn,
                    "since": time.monotonic(),
                },
            )
        except (httpx.InvalidURL, ValueError) as error:
            # Python's message about a text that UTF-8 cannot encode shows a part of the text.
            reason = type(error).__name__ if isinstance(error, UnicodeError) else self._clean(str(error), hidden)
            raise ConsoleError(f"The request cannot be written: {reason}", method=operation.method, path=shown) from None
        self._count(operation)
        under_way = _UNDER_WAY.set(_Hidden(self.settings.url + shown, hidden) if operation.secret else None)
        try:
            response, content = self._exchange(request)
        except Unreadable as unreadable:
            raise Unavailable(
                f"The API's answer {unreadable}", method=operation.method, path=shown, status=unreadable.status, attempts=attempts(request)
            ) from None
        except httpx.HTTPError as error:
            reason = self._clean(str(error), hidden) or type(error).__name__
            said = f"The API gave no answer{way_to(self.settings.url)}: {reason}"
            raise Unavailable(said, method=operation.method, path=shown, attempts=attempts(request)) from None
        finally:
            _UNDER_WAY.reset(under_way)
            self._count(operation)
        if not response.is_success:
            refusal = self._refusal(operation, shown, response, content, attempts(request), hidden)
            del content  # It may repeat the key, and some tools show a traceback with its variables.
            raise refusal
        return replace(self._answer(operation, shown, response, content), attempts=attempts(request))

    def pages(
        self,
        operation: Operation,
        address: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, QueryValue] | None = None,
        size: int | None = PAGE_SIZE,
        first: int = 1,
    ) -> Iterator[Page]:
        """Yields the pages of a list from the `first` on, each requested when it is needed.

        Pages are numbered here, since the API's own links to the next page are not reliable. Without a `size`, for lists
        that declare none, the API chooses the size, and requests name the page from the second one on.

        Raises:
            Unavailable: the API says that there is another page, but answers the same page again.
        """
        number, last = first, None
        while True:
            page = self.page(operation, number, address, query=query, size=size)
            if last is not None and page.number == last:
                shown = operation.shown(address or {})
                raise Unavailable(f"The API answered page {last} when asked for page {number}", method=operation.method, path=shown)
            last = page.number
            yield page
            if not page.more or not page.items:
                return
            number += 1

    def stretches(
        self,
        operation: Operation,
        address: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, QueryValue] | None = None,
        after: str,
    ) -> Iterator[Page]:
        """Yields the parts of a list with cursors; each request sends the cursor as the parameter `after`.

        Raises:
            Unavailable: the API names the same cursor again.
        """
        cursor: str | None = None
        while True:
            answer = self.send(operation, address, query={"limit": PAGE_SIZE, after: cursor, **(query or {})})
            about = answer.body.get("pagination") if isinstance(answer.body, dict) else None
            following = about.get("next_cursor") if isinstance(about, dict) and about.get("has_more") else None
            yield Page(answer.data if isinstance(answer.data, list) else [], None, None, bool(following), size=answer.size)
            if not following:
                return
            if following == cursor:
                shown = operation.shown(address or {})
                raise Unavailable("The API named the cursor of this part as that of the next", method=operation.method, path=shown)
            cursor = str(following)

    def page(
        self,
        operation: Operation,
        number: int,
        address: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, QueryValue] | None = None,
        size: int | None = PAGE_SIZE,
    ) -> Page:
        """One page of a list; see `pages`."""
        place = {"limit": size, "page": number} if size else {"page": number if number > 1 else None}
        answer = self.send(operation, address, query={**place, **(query or {})})
        is_empty = answer.data is None or (isinstance(answer.body, dict) and "message" in answer.body and "data" not in answer.body)
        items = [] if is_empty else answer.data if isinstance(answer.data, list) else [answer.data]
        pagination = answer.body.get("pagination") if isinstance(answer.body, dict) else None
        about: Mapping[str, Any] = pagination if isinstance(pagination, dict) else {}
        more = bool(about.get("nextPage"))
        shown, total = count_in(about.get("pageNumber")), count_in(about.get("totalItems"))
        return Page(items, shown, total, more, is_empty and not about, answer.size, answer.attempts)

    def _count(self, operation: Operation) -> None:
        if operation.changes:
            with self._counting:
                self.changes += 1
                self._changes_at[operation.path] += 1

    def _exchange(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        """Sends a request and reads the whole answer. A read whose answer is cut off is sent again, a few times."""
        before = 0
        for last in (False, False, True):
            request.extensions["before"] = before
            response = self._http.send(request, stream=True)
            try:
                return response, content_of(response)
            except ValueError as error:
                raise Unreadable(str(error), response.status_code) from None
            except httpx.TransportError:
                if last or request.method != "GET":
                    raise
                before = attempts(request)
            finally:
                response.close()
        raise AssertionError("the last try neither answered nor failed")

    def _answer(self, operation: Operation, shown: str, response: httpx.Response, content: bytes) -> Answer:
        kind = response.headers.get("content-type", "json")
        if "html" in kind:
            # Some gateways answer 200 with a page of their own.
            raise Unavailable("The answer is a web page, not the API's", method=operation.method, path=shown, status=response.status_code)
        size = len(content)
        if "json" not in kind:
            return Answer(response.status_code, "", content.decode("utf-8", "replace"), None, size)
        try:
            body = json_in(content) if content.strip() else {}
        except ValueError as error:
            raise Unavailable(f"The API's answer {error}", method=operation.method, path=shown, status=response.status_code) from None
        if not isinstance(body, dict):
            return Answer(response.status_code, "", body, body, size)
        message = str(body.get("message") or "")
        if "data" in body and ("message" in body or "pagination" in body or len(body) <= 3):
            return Answer(response.status_code, message, body["data"], body, size)
        if "message" in body:
            beside = {name: value for name, value in body.items() if name not in {"message", "status", "pagination"}}
            return Answer(response.status_code, message, beside or None, body, size)
        return Answer(response.status_code, message, None if set(body) <= {"status"} else body, body, size)

    def _refusal(
        self, operation: Operation, shown: str, response: httpx.Response, content: bytes, tries: int, hidden: Sequence[str]
    ) -> ConsoleError:
        status = response.status_code
        try:
            body = json_in(content)
        except ValueError:
            body = None
        said = body.get("message") if isinstance(body, dict) else None
        is_missing = _BY_STATUS.get(status) is errors.NotFound
        problems = tuple(islice(api_problems(body), MOST_PROBLEMS))
        if status == 401:
            whose = f" of project {self.settings.name}" if self.settings.name else ""
            message = f"The API does not accept the Console API key{whose}: it is unknown, inactive or not a Console key"
        elif status == 429:
            patience = self.settings.timeouts.rate_limit
            message = f"The API's rate limit stayed reached for {patience:.0f} s (statsig:rateLimitTimeout)"
            message += f": {self._clean(said, hidden)}" if isinstance(said, str) and said else ""
        elif status == 409 and operation.busy:
            patience = self.settings.timeouts.rate_limit
            message = f"Another change of the object stayed under way for {patience:.0f} s (statsig:rateLimitTimeout)"
        elif 300 <= status < 400:
            message = f"The API redirects elsewhere, where the key must not go; check statsig:apiUrl {self.settings.url}"
        elif is_missing and not isinstance(body, dict):
            message = f"Something other than the API answered {status}; check statsig:apiUrl {self.settings.url}"
        elif isinstance(said, str) and said:
            message = f"The API refused: {self._clean(said, hidden)}"
        else:
            message = f"The API answered {status} {self._clean(response.reason_phrase)}".rstrip()
        kind = ConsoleError if status == 409 and operation.busy else _BY_STATUS.get(status, Unavailable if status >= 500 else ConsoleError)
        if is_missing and not isinstance(body, dict):
            # A wrong address and a gateway answer so too, about objects that are there.
            kind = Unavailable
        texts = (str(said), *(problem.reason for problem in problems))
        if status == 400:
            kind = next((found for pattern, found in _REFUSED.items() if any(map(pattern.search, texts))), kind)
        return kind(
            message,
            method=operation.method,
            path=shown,
            status=status,
            problems=[Problem(self._clean(problem.property, hidden), self._clean(problem.reason, hidden)) for problem in problems],
            attempts=tries,
            retry_after=seconds_of(response.headers.get("retry-after")),
        )

    def _clean(self, text: str, hidden: Sequence[str] = ()) -> str:
        """A text from elsewhere, safe for messages: one line, without secrets."""
        # Imported here, since only what failed needs it.
        from .sealing import sealed_under_way

        sealed = sorted(sealed_under_way().spellings, key=len, reverse=True)
        return in_a_line(scrub(text, self.settings.key.reveal(), *hidden, *sealed))


def query_string(parameters: Mapping[str, QueryValue]) -> list[tuple[str, str | int | float | bool | None]]:
    """The query as pairs: None left out, booleans as the API's words, lists repeated."""
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in parameters.items():
        values = [value] if value is None or isinstance(value, (str, int, float)) else list(value)
        pairs.extend((name, str(each).lower() if isinstance(each, bool) else each) for each in values if each is not None)
    return pairs


def count_in(value: Any) -> int | None:
    """A number of pages or items; None where the API gives none."""
    number = number_in(value)
    return int(number) if isinstance(number, (int, float)) and 0 <= number <= MOST_COUNTED else None


def api_problems(body: Any) -> Iterator[Problem]:
    """The problems that an error body lists; the API answers them as a list, and in one case as a single object."""
    listed = body.get("errors") if isinstance(body, dict) else None
    for each in listed if isinstance(listed, list) else [listed]:
        if isinstance(each, dict):
            yield Problem(str(each.get("property") or ""), str(each.get("errorMessage") or each.get("message") or ""))


def attempts(request: httpx.Request) -> int:
    """How often the request was sent: by the transport, and again after answers that were cut off."""
    about = request.extensions
    return int(about.get("attempts", 1)) + int(about["before"])


def seconds_of(header: str | None) -> float | None:
    """A Retry-After header in seconds; None for its date form, which this API does not use."""
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


class _HideSecrets(logging.Filter):
    """Removes secrets from the log lines of httpx, which name the address of each request, and of httpcore, which show headers.

    While an operation with a secret in its address is under way, the lines show its address as messages do.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said, hidden = record.getMessage(), _UNDER_WAY.get()
        if hidden is not None:
            for address in (each for each in record.args or () if isinstance(each, httpx.URL)):
                said = said.replace(str(address), hidden.shown)
            said = scrub(said, *hidden.secrets)
        record.msg, record.args = scrub(said), ()
        return True


for _name in ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks"))):
    logging.getLogger(_name).addFilter(_HideSecrets())

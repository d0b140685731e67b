"""The errors of the provider.

    ProviderError
    ├── DeclarationError        a resource class is declared wrongly
    ├── InputError              the program or the stack's configuration is wrong
    │   ├── Refused             a dry run shows that the API would not take a change
    │   └── RequestFailed       a request about one object failed; `reason` is the ConsoleError
    └── ConsoleError            the API said no, or nothing: status, message, method, path, attempts
        ├── Unauthorized        401: the key is missing, inactive or not a Console key
        ├── Forbidden           403: the key lacks a permission
        ├── NotFound            404, 410
        ├── AlreadyExists       400 or 409 about a name or id that is taken
        ├── DoubleName          400 about items of one object that have the same name
        ├── RateLimited         429
        └── Unavailable         5xx, no answer, or an answer that cannot be read

Code decides on types and attributes; messages are for people and hold no secret.
"""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from statsig_console.records import record


class ProviderError(pulumi.RunError):
    """The root of all errors of this package. If a program does not catch one, Pulumi ends the program and shows only its sentence."""


class DeclarationError(ProviderError):
    """A resource class is declared wrongly; only a developer of this package can correct it."""


class InputError(ProviderError):
    """The program or the configuration asks for something that cannot be sent."""


class Refused(InputError):
    """A dry run at preview shows that the API would refuse a change, or that the API has made a change which it should only check."""


@record
class Problem:
    """One mistake in a request, found by this package or the API: the path of the property, and the reason.

    A `doubtful` one may be right after all.
    """

    property: str
    reason: str
    doubtful: bool = False

    def sentence(self) -> str:
        """The mistake as one sentence, which begins with the path."""
        return f"{self.property} {self.reason}".lstrip()

    def __str__(self) -> str:
        return f"{self.property}: {self.reason}" if self.property else self.reason


class ConsoleError(ProviderError):
    """The API refused a request, or gave no usable answer.

    `status` is the HTTP status, or None when no answer came; `path` is shown with secret
    segments left out; `attempts` counts how often the request was sent.
    """

    def __init__(
        self,
        message: str,
        *,
        method: str,
        path: str,
        status: int | None = None,
        problems: Sequence[Problem] = (),
        attempts: int = 1,
        retry_after: float | None = None,
    ) -> None:
        self.message = message
        self.method = method
        self.path = path
        self.status = status
        self.problems = tuple(problems)
        self.attempts = attempts
        self.retry_after = retry_after
        super().__init__(message)

    def __str__(self) -> str:
        details = "; ".join(str(problem) for problem in self.problems)
        said = f"{self.message.rstrip('.')}: {details}" if details else self.message
        return f"{said} ({self.request})"

    @property
    def request(self) -> str:
        """The request and its outcome, as in ``PATCH /gates/checkout, 400``."""
        outcome = "no answer" if self.status is None else str(self.status)
        tries = f", {self.attempts} attempts" if self.attempts > 1 else ""
        return f"{self.method} {self.path}, {outcome}{tries}"


class Unauthorized(ConsoleError):
    """The key is missing, inactive or not a Console key (401)."""


class Forbidden(ConsoleError):
    """The key lacks a permission (403)."""


class NotFound(ConsoleError):
    """The object, or one that the request refers to, does not exist (404, 410)."""


class AlreadyExists(ConsoleError):
    """An object with this id or name is in the project already (400 or 409)."""


class DoubleName(ConsoleError):
    """Items of one object would have the same name (400)."""


class RateLimited(ConsoleError):
    """The project's budget of requests is used up (429); `retry_after` is in seconds where the API says it."""


class Unavailable(ConsoleError):
    """The API failed (5xx), did not answer, or answered something unreadable."""


class RequestFailed(InputError):
    """A request about one object failed. The message names the object; `reason` is the API's refusal, or that no answer came."""

    def __init__(self, message: str, reason: ConsoleError) -> None:
        super().__init__(message)
        self.reason = reason

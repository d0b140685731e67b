"""The API's refusals: an exception that knows its status and its body.

Bodies have the shape `{"status": int, "message": str}`; validation failures add `"errors": [{"property": str, "errorMessage": str}]`.
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A request that the API answers with an error.

    `violations` maps a property path (`rules.0.name`) to what is wrong with it.
    """

    def __init__(self, status: int, message: str, violations: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.violations = violations or {}

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body: dict[str, Any] = {"status": self.status, "message": self.message}
        if self.violations:
            body["errors"] = [{"property": name, "errorMessage": text} for name, text in self.violations.items()]
        return body


def invalid(violations: dict[str, str]) -> ApiError:
    """400: fields that the contract refuses."""
    return ApiError(400, "Bad Request Exception", violations)


def invalid_field(name: str, text: str) -> ApiError:
    """400: one field that the state of the project refuses; the text is in the message and beside the field."""
    return ApiError(400, text, {name: text})


def refused(message: str) -> ApiError:
    """400: a well-formed request that is not allowed now."""
    return ApiError(400, message)


def not_found(message: str = "Not Found. The requested resource could not be found.") -> ApiError:
    return ApiError(404, message)


def forbidden(message: str = "Forbidden resource") -> ApiError:
    return ApiError(403, message)


def invalid_key(key: str) -> ApiError:
    """401. The real service repeats the submitted key, so clients must keep this message out of their logs."""
    return ApiError(401, f"This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: {key}")

"""JSON of requests and answers: numbers, order and text stay as they were sent."""

from __future__ import annotations

import json
import math
from typing import Any

from .documents import is_list, is_object
from .errors import refused

MAX_DEPTH = 100


def parse(body: bytes) -> Any:
    """The value of a request body; a missing body counts as `{}`. Raises `ApiError` 400 if it is no JSON."""
    if not body.strip():
        return {}
    try:
        return _mend(json.loads(body.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite))
    except (ValueError, RecursionError):
        raise refused("The request body is not valid JSON") from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _mend(value: Any, depth: int = 0) -> Any:
    """The value with U+FFFD for half surrogates, as a JavaScript server writes them. Raises ValueError if it is nested too deeply."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if is_list(value):
        return [_mend(item, depth + 1) for item in value]
    if is_object(value):
        return {_mend(name): _mend(item, depth + 1) for name, item in value.items()}
    return value


def render(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

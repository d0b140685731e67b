"""Values of Pulumi's configuration, read from text. An error about a wrong value names the setting."""

from __future__ import annotations

import re
from typing import TypeVar

from statsig_console.declaring.operations import Window
from statsig_console.errors import InputError

Choice = TypeVar("Choice", bound=str)
_WINDOW = re.compile(r"([1-9]\d{0,6})/([1-9]\d{0,5})")


def flag(name: str, text: str | None, default: bool = False) -> bool:
    """A setting that is true or false."""
    match (text or str(default)).strip().lower():
        case "true":
            return True
        case "false":
            return False
        case other:
            raise InputError(f"statsig:{name} must be true or false, not {other!r}.")


def optional_flag(name: str, text: str | None) -> bool | None:
    """A setting that is true or false; None where it is not set."""
    return None if text is None else flag(name, text)


def one_of(choices: tuple[Choice, ...], name: str, text: str | None) -> Choice:
    """A setting that is one of several words; the first word where it is not set."""
    for choice in choices:
        if str(choice) == (text or str(choices[0])).strip():
            return choice
    raise InputError(f"statsig:{name} must be {' or '.join(map(str, choices))}, not {text!r}.")


def number(name: str, text: str | None, default: float, *, most: float | None = None, whole: bool = False) -> float:
    """A setting that is a number from 0."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= (most if most is not None else 1e9) or (whole and not value.is_integer()):
        kind = "a whole number from 0" if whole else f"a number from 0 to {most:g}" if most is not None else "a number from 0"
        raise InputError(f"statsig:{name} must be {kind}, not {text!r}.")
    return value


def seconds(name: str, text: str | None, default: float) -> float:
    """A setting that is a time in seconds, more than 0 and less than a day."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 86_400:
        raise InputError(f"statsig:{name} must be a number of seconds, not {text!r}.")
    return value


def windows(name: str, text: str | None, default: tuple[Window, ...]) -> tuple[Window, ...]:
    """The windows of a limit: ``1800/900 100/10`` is at most 1,800 in 900 s and at most 100 in 10 s."""
    if text is None:
        return default
    found = [_WINDOW.fullmatch(part) for part in text.replace(",", " ").split()]
    if not found or not all(found):
        raise InputError(f"statsig:{name} must be windows such as 1800/900 100/10 (so many changes in so many seconds), not {text!r}.")
    return tuple(Window(int(each[1]), int(each[2])) for each in found if each)

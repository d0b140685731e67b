"""Keys and other secrets: keeps them from leaking, and removes them from texts."""

from __future__ import annotations

import hashlib
import re
from typing import NoReturn

HIDDEN = "[secret]"
_KEY_TEXT = re.compile(r"\b(?:console|secret|client|scim|org)-[A-Za-z0-9]{20,}")


class ApiKey:
    """A Console API key. Only `reveal` returns its text; repr, str, format and pickle do not."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The key's text, for the request header and nothing else."""
        return self._text

    @property
    def fingerprint(self) -> str:
        """A short name for the key that does not reveal the key."""
        return fingerprint(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        return f"ApiKey({HIDDEN})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an API key is never pickled")


def fingerprint(secret: str, length: int = 20) -> str:
    """The first `length` hex digits of the secret's SHA-256: stable, and useless for guessing a random key."""
    return hashlib.sha256(secret.encode()).hexdigest()[:length]


def scrub(text: str, *secrets: str) -> str:
    """`text` without the given secrets and without anything else that looks like a Statsig key."""
    for secret in secrets:
        if len(secret) > 3:
            text = text.replace(secret, HIDDEN)
    return _KEY_TEXT.sub(HIDDEN, text)

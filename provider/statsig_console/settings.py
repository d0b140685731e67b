"""The stack's configuration: which project, at which address, how.

Read from Pulumi's configuration (namespace ``statsig``), in the program and in the provider
process alike; the key alone may come from the environment instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args
from urllib.parse import urlsplit

from .errors import InputError
from .secrets import ApiKey, fingerprint

NAMESPACE = "statsig"
DEFAULT_URL = "https://statsigapi.net/console/v1"
KEY_VARIABLE = "STATSIG_CONSOLE_API_KEY"
URL_VARIABLE = "STATSIG_CONSOLE_API_URL"
_KEY_FORM = re.compile(r"console-[!-~]+")
Choice = TypeVar("Choice", bound=str)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

OnDestroy = Literal["delete", "archive"]
"""What becomes of an object that leaves the stack."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds that one request may take to connect and to be answered, and for which it is repeated.

    - `retry`: while the API fails or does not answer.
    - `rate_limit`: while the API refuses for its rate limit; longer than its longest window, so that a limit never fails an update.
    """

    connect: float = 10.0
    answer: float = 60.0
    retry: float = 120.0
    rate_limit: float = 1_200.0


@dataclass(frozen=True)
class Settings:
    """One Statsig project and how to talk to it."""

    key: ApiKey
    url: str = DEFAULT_URL
    respect_review_settings: bool = False
    timeouts: Timeouts = Timeouts()
    paced: bool = True
    on_destroy: OnDestroy = "delete"
    online_preview: bool = False
    rate_limit_store: str | None = field(default=None, repr=False)

    @property
    def project(self) -> str:
        """A name for the project, for what all that talks to it has in common. It tells nothing about the key."""
        return fingerprint(f"{self.key.fingerprint} {self.url}")

    @classmethod
    def read(cls, get: Callable[[str], str | None]) -> Settings:
        """The settings that `get` (a look-up of names such as ``statsig:apiUrl``) yields.

        Raises:
            InputError: the key is missing or malformed, the address is not usable, or a value is not of its type.
        """

        def value(name: str) -> str | None:
            return get(f"{NAMESPACE}:{name}")

        url = checked_url(value("apiUrl") or os.environ.get(URL_VARIABLE) or DEFAULT_URL)
        return cls(
            key=checked_key(value("consoleApiKey") or os.environ.get(KEY_VARIABLE)),
            url=url,
            respect_review_settings=flag("respectReviewSettings", value("respectReviewSettings")),
            timeouts=Timeouts(
                connect=seconds("connectTimeout", value("connectTimeout"), Timeouts.connect),
                answer=seconds("requestTimeout", value("requestTimeout"), Timeouts.answer),
                retry=seconds("retryTimeout", value("retryTimeout"), Timeouts.retry),
                rate_limit=seconds("rateLimitTimeout", value("rateLimitTimeout"), Timeouts.rate_limit),
            ),
            paced=flag("pacing", value("pacing"), default=not is_loopback(url)),
            on_destroy=one_of(get_args(OnDestroy), "onDestroy", value("onDestroy")),
            online_preview=flag("onlinePreview", value("onlinePreview")),
            rate_limit_store=checked_store(value("rateLimitStore")),
        )


def checked_key(text: str | None) -> ApiKey:
    """The key that `text` holds; its text is never part of the error."""
    if not text or not text.strip():
        raise InputError(
            "No Statsig Console API key: run `pulumi config set --secret statsig:consoleApiKey` "
            f"with a key that begins console-, or set {KEY_VARIABLE}."
        )
    text = text.strip()
    if not _KEY_FORM.fullmatch(text):
        raise InputError(
            "The Statsig Console API key is malformed: it must begin console- and hold no spaces (server and client keys do not work here)."
        )
    return ApiKey(text)


def checked_url(text: str) -> str:
    """The base address without a slash at its end; plain http only to this machine."""
    text = text.strip()
    wrong = InputError(f"statsig:apiUrl must be an address such as {DEFAULT_URL}, without user, query or fragment.")
    try:
        parts = urlsplit(text)
        # Reading the port checks it.
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise wrong from None
    if not usable or "@" in parts.netloc or any(mark in text for mark in "?# \\"):
        raise wrong
    if parts.scheme == "http" and not is_loopback(text):
        raise InputError(f"statsig:apiUrl is plain http, which would send the key in clear to {parts.hostname}: use https.")
    return text.rstrip("/")


def checked_store(text: str | None) -> str | None:
    """The address of a storage for rate limits. It may hold a password and is not part of the error."""
    if not text or not text.strip():
        return None
    text = text.strip()
    try:
        parts = urlsplit(text)
        place = parts.path if parts.scheme in {"unix", "redis+unix"} else parts.hostname if parts.scheme in {"redis", "rediss"} else None
        usable = bool(place) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError("statsig:rateLimitStore must be the address of a Redis: redis://host:6379/0, rediss://… or unix:///path.")
    return f"redis+{text}" if text.startswith("unix:") else text


def is_loopback(url: str) -> bool:
    """Whether the address is this machine, where plain http is safe and no rate limit needs keeping."""
    return urlsplit(url.strip()).hostname in _LOOPBACK


def flag(name: str, text: str | None, default: bool = False) -> bool:
    """A true or false of the configuration."""
    match (text or str(default)).strip().lower():
        case "true":
            return True
        case "false":
            return False
        case other:
            raise InputError(f"statsig:{name} must be true or false, not {other!r}.")


def one_of(choices: tuple[Choice, ...], name: str, text: str | None) -> Choice:
    """One of several words of the configuration; the first of them where there is none."""
    for choice in choices:
        if str(choice) == (text or str(choices[0])).strip():
            return choice
    raise InputError(f"statsig:{name} must be {' or '.join(map(str, choices))}, not {text!r}.")


def seconds(name: str, text: str | None, default: float) -> float:
    """A time in seconds of the configuration, more than 0."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 86_400:
        raise InputError(f"statsig:{name} must be a number of seconds, not {text!r}.")
    return value

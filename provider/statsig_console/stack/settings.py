"""The stack's configuration: its projects, their addresses, and other settings.

Both the program and the provider's process read them from Pulumi's configuration (namespace ``statsig``);
keys and addresses may come from the environment instead. The stack's own project is configured by
``statsig:consoleApiKey`` and the like, further projects by ``statsig:projects.NAME.consoleApiKey``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import field, replace
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from statsig_console.declaring.api import declared_api
from statsig_console.declaring.operations import Budget, Operation
from statsig_console.errors import InputError
from statsig_console.records import record
from statsig_console.secrets import ApiKey, fingerprint
from statsig_console.values import json_text, nearest, parsed_json

from .bounds import Bounds
from .configuration import flag, one_of, seconds, windows
from .projects import Project
from .reviews import ReviewCommits, ReviewPolicy, Unreviewed, listed

NAMESPACE = "statsig"
DEFAULT_URL = "https://statsigapi.net/console/v1"
KEY_VARIABLE = "STATSIG_CONSOLE_API_KEY"
URL_VARIABLE = "STATSIG_CONSOLE_API_URL"
ADOPT_VARIABLE = "STATSIG_ADOPT_EXISTING"
ON_DESTROY_VARIABLE = "STATSIG_ON_DESTROY"
_KEY_FORM = re.compile(r"console-[!-~]+")
_HOST_FORM = re.compile(r"[\w.:-]+")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

OnDestroy = Literal["delete", "archive", "keep"]
"""What happens to an object that leaves the stack."""


@record
class Timeouts:
    """The seconds that one request may take, and for how many seconds it is repeated.

    - `connect`: to connect. `answer`: to be answered.
    - `retry`: repeated while the API fails or does not answer.
    - `rate_limit`: repeated while the API refuses for its rate limit; longer than the longest window, so that a limit fails no update.
    """

    connect: float = 10.0
    answer: float = 60.0
    retry: float = 120.0
    rate_limit: float = 1_200.0


@record
class Settings:
    """The settings of one Statsig project. The stack's own project has no name."""

    key: ApiKey
    url: str = DEFAULT_URL
    respect_review_settings: bool = False
    timeouts: Timeouts = Timeouts()
    paced: bool = True
    on_destroy: OnDestroy = "delete"
    online_preview: bool = False
    adopt_existing: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    budgets: tuple[Budget, ...] = field(default_factory=lambda: declared_api().budgets)
    rate_limit_store: str | None = field(default=None, repr=False)
    name: str | None = None
    reviews: ReviewPolicy = field(default_factory=ReviewPolicy)

    @property
    def project(self) -> str:
        """A name for the project and key; it does not reveal the key."""
        return fingerprint(f"{self.key.fingerprint} {self.url}")

    def budgets_of(self, operation: Operation) -> tuple[Budget, ...]:
        """The budgets that an operation counts against; none for a read."""
        return tuple(budget for budget in self.budgets if budget.covers(operation))

    @property
    def place(self) -> str:
        """The words that name the project in messages; empty for the stack's own."""
        return f" in project {self.name}" if self.name else ""

    @classmethod
    def read(cls, get: Callable[[str], str | None], project: str | None = None) -> Settings:
        """The settings of the stack's own project, or of a named one; `get` looks up a setting such as ``statsig:apiUrl``.

        A named project has the stack's settings where its configuration sets none, except for the key.

        Raises:
            InputError: the key is missing or malformed, the address is not usable, or a value is not of its type.
        """
        found = Configuration(get) if project is None else ProjectConfiguration(get, Project(project))
        url = found.url()
        settings = cls(
            key=found.key(),
            url=url,
            respect_review_settings=found.flag("respectReviewSettings"),
            reviews=ReviewPolicy(
                wanted=found.flag("reviews"),
                commits=one_of(get_args(ReviewCommits), *found.value("reviewCommits")),
                unreviewed=one_of(get_args(Unreviewed), *found.value("unreviewed")),
                description=found.value("reviewDescription")[1] or "",
                reviewers=listed(*found.value("reviewers")),
                reviewer_groups=listed(*found.value("reviewerGroups")),
            ),
            timeouts=Timeouts(
                connect=found.seconds("connectTimeout", Timeouts.connect),
                answer=found.seconds("requestTimeout", Timeouts.answer),
                retry=found.seconds("retryTimeout", Timeouts.retry),
                rate_limit=found.seconds("rateLimitTimeout", Timeouts.rate_limit),
            ),
            paced=found.flag("pacing", default=not is_loopback(url)),
            on_destroy=found.on_destroy(),
            online_preview=found.flag("onlinePreview"),
            adopt_existing=found.adopts(),
            budgets=tuple(found.budget(each) for each in declared_api().budgets),
            rate_limit_store=found.store(),
            bounds=Bounds.read(found.value),
            name=project,
        )
        found.demand_known()
        return settings


class Configuration:
    """Reads and checks the settings of the stack's own project."""

    def __init__(self, get: Callable[[str], str | None]) -> None:
        self._get = get

    def value(self, name: str) -> tuple[str, str | None]:
        """A setting's full name, and its text where it is set."""
        return name, self._get(f"{NAMESPACE}:{name}")

    def key(self) -> ApiKey:
        """The API key."""
        return checked_key(self.value("consoleApiKey")[1] or os.environ.get(KEY_VARIABLE))

    def url(self) -> str:
        """The API's address."""
        name, text = self.value("apiUrl")
        return checked_url(text or os.environ.get(URL_VARIABLE) or DEFAULT_URL, name)

    def store(self) -> str | None:
        """The address of the store for rate limits."""
        name, text = self.value("rateLimitStore")
        return checked_store(text, name)

    def budget(self, declared: Budget) -> Budget:
        """A budget with the windows that its setting names."""
        return replace(declared, windows=windows(*self.value(declared.setting), declared.windows))

    def on_destroy(self) -> OnDestroy:
        """What happens to objects that leave. The environment comes first: a destroy only knows the configuration of the last update."""
        name, text = self.value("onDestroy")
        if word := os.environ.get(ON_DESTROY_VARIABLE):
            name, text = ON_DESTROY_VARIABLE, word
        chosen: OnDestroy = one_of(get_args(OnDestroy), name, text)
        return chosen

    def adopts(self) -> bool:
        """Whether existing objects are taken over."""
        name, text = self.value("adoptExisting")
        return flag(name, text or os.environ.get(ADOPT_VARIABLE))

    def flag(self, name: str, default: bool = False) -> bool:
        """A setting that is true or false."""
        return flag(*self.value(name), default)

    def seconds(self, name: str, default: float) -> float:
        """A setting that is a time."""
        return seconds(*self.value(name), default)

    def demand_known(self) -> None:
        """Refuses unknown settings, where they can be listed."""


class ProjectConfiguration(Configuration):
    """Reads and checks the settings of a named project: its own, else the stack's."""

    def __init__(self, get: Callable[[str], str | None], project: Project) -> None:
        super().__init__(get)
        self._project = project
        self._projects = projects_in(get(f"{NAMESPACE}:projects"))
        self._own = self._projects.get(project, {})
        self._asked: set[str] = set()

    def value(self, name: str) -> tuple[str, str | None]:
        """A setting's full name, and its text where it is set."""
        self._asked.add(name)
        own = self._own.get(name)
        if own is None:
            return super().value(name)
        return f"projects.{self._project}.{name}", own if isinstance(own, str) else json_text(own)

    def key(self) -> ApiKey:
        """The API key; it is never taken from another project."""
        self._asked.add("consoleApiKey")
        text = self._own.get("consoleApiKey") or os.environ.get(KEY_VARIABLE + self._project.variable)
        return checked_key(str(text or ""), self._project, nearest(self._project, [*self._projects.keys() - {self._project}]))

    def url(self) -> str:
        """The API's address."""
        variable = os.environ.get(URL_VARIABLE + self._project.variable)
        return super().url() if "apiUrl" in self._own or not variable else checked_url(variable)

    def demand_known(self) -> None:
        """Refuses unknown settings: those that nothing has looked up."""
        for name in sorted(self._own.keys() - self._asked):
            meant = nearest(name, sorted(self._asked))
            raise InputError(f"statsig:projects.{self._project}.{name} is no setting{f'; did you mean {meant}?' if meant else '.'}")


def projects_in(text: str | None) -> dict[str, dict[str, Any]]:
    """The settings of all projects by their names; Pulumi passes structured configuration as JSON text."""
    wrong = InputError(
        "statsig:projects must hold settings by the projects' names, as `pulumi config set --path statsig:projects.NAME.SETTING` makes it."
    )
    try:
        found = parsed_json(text) if text else {}
    except ValueError:
        raise wrong from None
    if not isinstance(found, dict) or not all(isinstance(each, dict) for each in found.values()):
        raise wrong
    return found


def checked_key(text: str | None, project: Project | None = None, meant: str | None = None) -> ApiKey:
    """The key in a text, which is never part of the error; `meant` is a project of a similar name, for the error."""
    whose = f" of project {project}" if project else ""
    if not text or not text.strip():
        setting = f"--path statsig:projects.{project}.consoleApiKey" if project else "statsig:consoleApiKey"
        variable = KEY_VARIABLE + (project.variable if project else "")
        raise InputError(
            f"No Statsig Console API key{whose}: run `pulumi config set --secret {setting}` "
            f"with a key that begins console-, or set {variable}.{f' Did you mean project {meant}?' if meant else ''}"
        )
    text = text.strip()
    if not _KEY_FORM.fullmatch(text):
        raise InputError(
            f"The Statsig Console API key{whose} is malformed: "
            "it must begin console- and hold no spaces (server and client keys do not work here)."
        )
    return ApiKey(text)


def checked_url(text: str, name: str = "apiUrl") -> str:
    """The API's address without a slash at its end; plain http is only allowed to this machine."""
    text = text.strip()
    wrong = InputError(f"statsig:{name} must be an address such as {DEFAULT_URL}, without user, query or fragment.")
    try:
        parts = urlsplit(text)
        # Reading the port checks it.
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and is_host(parts.hostname)
    except ValueError:
        raise wrong from None
    if not usable or "@" in parts.netloc or any(mark in text for mark in "?# \\") or not text.isprintable():
        raise wrong
    if parts.scheme == "http" and not is_loopback(text):
        raise InputError(f"statsig:{name} is plain http, which would send the key in clear to {parts.hostname}: use https.")
    return text.rstrip("/")


def is_host(name: str) -> bool:
    """Whether a name or number can be a host: its labels are neither empty nor too long."""
    name = name.removesuffix(".")
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return bool(_HOST_FORM.fullmatch(name))


def checked_store(text: str | None, name: str = "rateLimitStore") -> str | None:
    """The address of the store for rate limits. It may hold a password and is never part of the error."""
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
        raise InputError(f"statsig:{name} must be the address of a Redis: redis://host:6379/0, rediss://… or unix:///path.")
    return f"redis+{text}" if text.startswith("unix:") else text


def is_loopback(url: str) -> bool:
    """Whether the address is this machine, where plain http is safe and no rate limit needs keeping."""
    return urlsplit(url.strip()).hostname in _LOOPBACK

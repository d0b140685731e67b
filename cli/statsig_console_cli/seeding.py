"""Seeding: what ``statsig-console emulator seed`` sends, and where.

A seed and its key are for an emulator. They go only to this machine, unless another one is allowed. They go there without a proxy, and
follow no redirect.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from statsig_console import private
from statsig_console.errors import InputError
from statsig_console.serving import PROJECT
from statsig_console.stack.settings import NAMESPACE, is_loopback, projects_in

from .from_stack import BASE, Known, differences, objects_in, seed_of

SECONDS = 300
STARTING = 10.0
"""Seconds to wait for an emulator on this machine, since it may just be starting."""

LONGEST = 4096
"""The most bytes of a refusal that are shown."""

KEY, URL, PROJECTS = (f"{NAMESPACE}:{name}" for name in ("consoleApiKey", "apiUrl", "projects"))


class NoRedirects(HTTPRedirectHandler):
    """Makes every redirect an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Sends nothing."""


@dataclass(frozen=True)
class Emulated:
    """The projects of a running emulator: `key` opens the stack's own; for each other project, its name is appended to `key`."""

    origin: str
    key: str

    @classmethod
    def at(cls, address: str, key: str, allow_remote: bool) -> Emulated:
        """The emulator at an address, with or without the path of the API.

        Raises:
            InputError: this is no address, or another machine's without `allow_remote`.
        """
        origin = address.strip().rstrip("/").removesuffix(BASE)
        try:
            parts = urlsplit(origin)
            usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and "@" not in parts.netloc
        except ValueError:
            usable = False
        if not usable:
            raise InputError("--url must be an emulator's address, such as http://127.0.0.1:3006.")
        if not allow_remote and not is_loopback(origin):
            raise InputError("--url is not on this machine, which a seed is for: another one needs --allow-remote.")
        return cls(origin, key)

    @property
    def url(self) -> str:
        """The address of the API."""
        return self.origin + BASE

    def key_of(self, project: str) -> str:
        """The key of the stack's project with that name; without a name, of its own."""
        return f"{self.key}-{project}" if project else self.key

    def send(self, path: str, text: str, project: str = "", method: str = "POST") -> str:
        """Sends JSON, and returns what the emulator answers.

        Raises:
            HTTPError: it refused.
            OSError: it does not answer.
        """
        headers = {"content-type": "application/json", "STATSIG-API-KEY": self.key_of(project)}
        request, latest = Request(self.origin + path, text.encode(), headers, method=method), time.monotonic() + STARTING
        while True:
            try:
                with self._opener().open(request, timeout=SECONDS) as response:
                    return cast(bytes, response.read()).decode("utf-8", "replace")
            except URLError as error:
                # Nothing listens there, so nothing was sent.
                if not isinstance(error.reason, ConnectionRefusedError) or not is_loopback(self.origin) or time.monotonic() > latest:
                    raise
                time.sleep(0.1)

    def _opener(self) -> OpenerDirector:
        return build_opener(NoRedirects(), ProxyHandler({}) if is_loopback(self.origin) else ProxyHandler())


def refusal(error: HTTPError) -> str:
    """Why a request was refused."""
    if 300 <= error.code < 400:
        return "the answer redirects elsewhere, where a seed does not go"
    return error.read(LONGEST).decode("utf-8", "replace") or f"{error.code} {error.reason}"


@dataclass(frozen=True)
class Seeded:
    """The result of a stack's seed: how many objects it has, those not requested or refused, and those that differ from the stack."""

    objects: int
    refused: Sequence[str]
    differing: Sequence[str]


def seed_from_stack(text: str, emulated: Emulated, configuration: Path | None = None) -> Seeded:
    """Makes the objects in a stack's export, project by project, and points a copy of its configuration to the emulator.

    Raises:
        InputError: the text is no export of a stack, or the file no configuration of one.
        OSError: the emulator does not answer, or refused.
    """
    try:
        objects = objects_in(json.loads(text))
    except (ValueError, RecursionError):
        raise InputError("This is no export of a stack: give what `pulumi stack export` prints.") from None
    projects = list(dict.fromkeys(map(place_of, objects))) or [""]
    if configuration:
        configure(configuration, emulated, projects)
    refused: list[str] = []
    differing: list[str] = []
    for project in projects:
        there = [each for each in objects if place_of(each) == project]
        refused += _seed(project, there, emulated)
        differing += differences(there, emulated.url, emulated.key_of(project))
    return Seeded(len(objects), refused, differing)


def place_of(known: Known) -> str:
    """The name of the project that an object is in; empty for the stack's own."""
    return str(known.state.get(PROJECT) or "")


def _seed(project: str, objects: list[Known], emulated: Emulated) -> list[str]:
    """Makes the objects of one project; returns a line for each that could not be requested or was refused."""
    found = seed_of(objects)
    emulated.send("/_emulator/seed", json.dumps({**found.document, "requests": []}), project)
    refused = list(found.left_out)
    for request in found.requests:
        try:
            emulated.send(f"{BASE}{request['path']}", json.dumps(request["body"]), project, request["method"])
        except HTTPError as error:
            refused.append(f"{request['method']} {request['path']}: {refusal(error)}")
    return refused


def configure(file: Path, emulated: Emulated, names: Iterable[str] = ()) -> None:
    """Points a copy of a stack's configuration to the emulator: its own project, the projects that it names, and those of `names`.

    Raises:
        InputError: the file is no configuration of a stack.
        OSError: it cannot be read or written.
    """
    import yaml

    try:
        held = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    except (ValueError, yaml.YAMLError):
        held = False
    settings: Any = {} if held is None else held
    if not isinstance(settings, dict) or not isinstance(settings.setdefault("config", {}) or {}, dict):
        raise InputError(f"{file} is no configuration of a stack.")
    config: dict[str, Any] = settings["config"] or {}
    projects = named_in(config.get(PROJECTS, shared(yaml.safe_load)))
    settings["config"] = config | led_to(emulated, projects, names)
    private.replace(file, yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))


def shared(load: Any) -> Any:
    """The projects that Pulumi.yaml configures, for stacks that do not configure any."""
    place = Path("Pulumi.yaml")
    about = load(place.read_text(encoding="utf-8")) if place.exists() else None
    config = about.get("config") if isinstance(about, dict) else None
    found = config.get(PROJECTS) if isinstance(config, dict) else None
    return found.get("value", found) if isinstance(found, dict) else found


def named_in(value: Any) -> Mapping[str, Any]:
    """The settings of projects by their names: as a mapping, or as JSON. If one secret holds them all, their names are unknown."""
    if isinstance(value, dict):
        return {} if "secure" in value else value
    return projects_in(value) if isinstance(value, str) else {}


def led_to(emulated: Emulated, projects: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The settings that lead to the emulator."""
    found: dict[str, Any] = {KEY: emulated.key, URL: emulated.url}
    everyone = dict.fromkeys([*projects, *(name for name in names if name)])
    if everyone:
        own = {name: held if isinstance(held := projects.get(name), dict) else {} for name in everyone}
        found[PROJECTS] = {name: {**own[name], "consoleApiKey": emulated.key_of(name), "apiUrl": emulated.url} for name in own}
    return found

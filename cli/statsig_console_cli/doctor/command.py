"""What ``statsig-console doctor`` does: checks the surroundings, the key and its project, the limits, then one kind after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from statsig_console.declaring.endpoints import Fingerprint
from statsig_console.errors import ConsoleError, InputError, ProviderError, Unauthorized
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console.values import texts_of
from statsig_console_cli.adopt.catalogue import Entry, Way, catalogue, chosen, is_seen
from statsig_console_cli.adopt.conventions import OF_A_KEY
from statsig_console_cli.projects import settings_of, warehouse_native

from . import report, show
from .checks import Check, Mark, worst
from .findings import Verdict, verdict
from .reading import read_all, requests_for
from .surroundings import connection, surroundings

PATIENCE = {"statsig:retryTimeout": "5", "statsig:rateLimitTimeout": "60"}
"""Seconds for which a request is repeated: the doctor reports that the API fails, and need not wait until it works."""

MAKE_KEY = "make a Console API key in the project's settings, under Keys & Environments"

ABOUT_PROJECT = 3
"""Requests before the first kind: which project it is, its name, and whether it is warehouse-native."""


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    kinds: Sequence[str]
    url: str
    project: str
    as_json: bool
    report: Path | None
    yes: bool


@dataclass(frozen=True)
class Examination:
    """The checks, the verdict on each kind, and whether the project is warehouse-native."""

    checks: Sequence[Check]
    verdicts: Sequence[Verdict] = ()
    warehouse_native: bool | None = None

    @property
    def mark(self) -> Mark:
        """The worst mark of all checks and verdicts."""
        return worst([*(each.mark for each in self.checks), *(each.mark for each in self.verdicts)])


def carry_out(asked: Request) -> bool:
    """Carries out the request; False when something is wrong.

    Raises:
        InputError: there is no such kind.
        OSError: the report cannot be written.
    """
    entries = kinds_for(asked.kinds)
    found = examined(asked, entries)
    if asked.as_json:
        typer.echo(json.dumps(as_dict(found), indent=1))
    else:
        show.examination(Console(), found.checks, found.verdicts)
    if asked.report is not None:
        report.write(asked.report, report.made(found.checks, found.verdicts, found.warehouse_native), yes=asked.yes)
    return found.mark is not Mark.WRONG


def kinds_for(names: Sequence[str]) -> list[Entry]:
    """The kinds that are named, or all that the API shows; with the kinds of their parents.

    Raises:
        InputError: there is no such kind.
    """
    wanted = chosen(names, deep=True) if names else [each for each in catalogue().values() if is_seen(each)]
    labels = {each.label for each in wanted} | {each.parent for each in wanted if each.way is Way.CHILD}
    return [each for each in catalogue().values() if each.label in labels]


def examined(asked: Request, entries: Sequence[Entry]) -> Examination:
    """Runs all checks, those of the API last."""
    screen = Console(stderr=True)
    checks = list(surroundings())
    try:
        settings = settings_of(asked.url, asked.project, PATIENCE)
    except InputError as error:
        return Examination([*checks, Check(Mark.WRONG, "settings", str(error))])
    checks += connection(settings)
    if worst([each.mark for each in checks if each.about == "proxy"]) is Mark.WRONG:
        return Examination(checks)
    screen.print(announcement(settings, entries), highlight=False, soft_wrap=True, markup=False)
    session = Session(settings)
    try:
        made = contact(session)
        checks += made.checks
        if not made.is_made:
            return Examination(checks)
        checks.append(limits(settings))
        verdicts = looked_at(session, entries, screen)
        return Examination([*checks, scope(verdicts, settings)], verdicts, made.warehouse_native)
    except Unauthorized as error:
        return Examination([*checks, Check(Mark.WRONG, "key", str(error))])
    finally:
        session.close()


def announcement(settings: Settings, entries: Sequence[Entry]) -> str:
    """The sentence that says which requests the doctor is going to send."""
    lists = sum(each.way is Way.LIST for each in entries)
    return (
        f"reads only: at most {ABOUT_PROJECT + requests_for(entries)} GET requests to {settings.url}, one after the other: "
        f"a page of each of {lists} lists, a few objects of each by themselves, and what is there once"
    )


@dataclass(frozen=True)
class Contact:
    """The checks of the first requests: connection, key and project; and whether the project is warehouse-native."""

    checks: Sequence[Check]
    warehouse_native: bool | None = None

    @property
    def is_made(self) -> bool:
        """Whether further requests can work."""
        return not any(each.mark is Mark.WRONG for each in self.checks)


def contact(session: Session) -> Contact:
    """Asks which project the key opens, and whether that is warehouse-native."""
    reached = Check(Mark.FINE, "connection", through(session.settings.url))
    try:
        identity = session.identity
    except Unauthorized as error:
        return Contact([reached, Check(Mark.WRONG, "key", str(error), MAKE_KEY)])
    except ProviderError as error:
        return Contact([Check(Mark.WRONG, "connection", str(error), "correct the address, the proxy, or what certificates are trusted")])
    try:
        name, native = session.project_name, warehouse_native(session)
    except ConsoleError as error:
        return Contact([reached, Check(Mark.WRONG, "project", str(error))])
    sort = {True: "warehouse-native", False: "cloud", None: "cloud or warehouse-native: the API does not tell this key"}[native]
    known = f"{name or 'its name is not known'}, {identity.id if identity else 'its ID is not known'}; {sort}"
    return Contact([reached, Check(Mark.FINE if identity else Mark.REMARK, "project", known)], native)


def through(url: str) -> str:
    """What an answer shows about the connection to the API."""
    return "answered; the certificate is trusted" if url.startswith("https:") else "answered, in clear on this machine"


def limits(settings: Settings) -> Check:
    """The limits that runs keep to: those of the settings, since the API does not tell its own."""
    windows = {each.name: " and ".join(f"{one.count} in {one.seconds} s" for one in each.windows) for each in settings.budgets}
    each = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in windows.items())
    how = "kept by counting, since the API tells none" if settings.paced else "not kept on this machine; those of the service would be"
    return Check(Mark.FINE, "limits", f"{how}: {each}")


def looked_at(session: Session, entries: Sequence[Entry], console: Console) -> list[Verdict]:
    """Reads the kinds with a progress bar on the standard error, and judges each.

    Raises:
        Unauthorized: the key is not accepted any more.
    """
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=len(entries))

        def watch(label: str) -> None:
            bar.update(task, description=catalogue()[label].module, advance=1)

        readings = read_all(session, entries, watch)
    return [verdict(each, session) for each in readings]


def scope(verdicts: Sequence[Verdict], settings: Settings) -> Check:
    """Which kinds the key can see, as far as answers show it."""
    refused = [each for each in verdicts if each.reading.refusal]
    open_ = len(verdicts) - len(refused) - sum(bool(each.reading.skipped) for each in verdicts)
    statuses: dict[str, list[str]] = {}
    for each in refused:
        status = each.reading.refusal.status if each.reading.refusal else None
        statuses.setdefault("no answer" if status is None else str(status), []).append(each.reading.entry.module)
    closed = "; ".join(f"{status}: {', '.join(modules)}" for status, modules in sorted(statuses.items()))
    own = own_key(verdicts, settings)
    said = f"sees {open_} of {len(verdicts)} kinds{f' ({closed})' if closed else ''}{f'; {own}' if own else ''}"
    return Check(Mark.FINE if not refused else Mark.REMARK, "key", said)


def own_key(verdicts: Sequence[Verdict], settings: Settings) -> str:
    """The type and scopes of the key in use, from the project's list of keys; empty if it is not in the list."""
    for reading in (each.reading for each in verdicts):
        kind, identity = reading.kind, reading.kind.endpoints.identity
        if not isinstance(identity, Fingerprint):
            continue
        id_ = identity.of({identity.field: settings.key.reveal()}, {})
        item = next((each.item for each in reading.objects if each.id == id_ and each.item), {})
        shown = {name: item.get(kind.by_name[name].read) for name in OF_A_KEY if name in kind.by_name}
        return ", ".join(f"{name} {', '.join(texts_of(value))}" for name, value in shown.items() if value)
    return ""


def as_dict(found: Examination) -> Mapping[str, Any]:
    """An examination as JSON."""
    return {
        "mark": found.mark.word,
        "checks": [each.as_dict() for each in found.checks],
        "kinds": {
            each.label: {
                "mark": each.mark.word,
                "objects": len(each.reading.objects),
                "more": each.reading.more,
                "alone": each.reading.alone,
                "nothing": each.nothing,
                "findings": [{"mark": one.mark.word, "about": one.about, "where": list(one.where)} for one in each.findings],
            }
            for each in found.verdicts
        },
    }

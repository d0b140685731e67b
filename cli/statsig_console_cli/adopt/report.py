"""Reports: what was adopted, what was not and why, and what to do next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from statsig_console.declaring.kinds import Kind
from statsig_console.stack.settings import DEFAULT_URL, Settings

from .catalogue import Entry, Way, catalogue
from .languages import Language
from .layout import remark
from .objects import Adopted, Omitted, Selection
from .saying import Setting
from .scan import Scan

UNSEEN = """\
# What the API cannot show

No operation tells whether these exist. Where the project has one, declare it with what you know of it; secrets stay in the
stack's configuration."""


def print_report(console: Console, selection: Selection, scanned: Scan, entries: Sequence[Entry]) -> None:
    """Prints a table by kind, every warning, and the kinds that were not looked at; `entries` are those that were chosen by default."""
    done = Counter(each.kind.label for each in selection.adopted)
    out = Counter(each.label for each in selection.omitted)
    table = Table("kind", "adopted", "left out", title=f"{sum(done.values())} objects adopted")
    for label in sorted({*done, *out}):
        table.add_row(catalogue()[label].module, str(done[label]), str(out[label] or ""))
    console.print(table)
    for reason, titles in by_reason(selection.omitted).items():
        console.print(f"left out, {escape(reason)}: {escape(titles)}", highlight=False, soft_wrap=True)
    for warning in warnings(selection):
        console.print(f"[yellow]warning:[/yellow] {escape(warning)}", highlight=False, soft_wrap=True)
    for note in [*closed(scanned), *notes(selection.adopted), *(not_looked_at(entries) if entries else ())]:
        console.print(escape(note), highlight=False, soft_wrap=True)


def by_reason(omitted: Iterable[Omitted]) -> dict[str, str]:
    """The objects that were left out on purpose, by reason."""
    found: dict[str, list[str]] = {}
    for each in omitted:
        if each.expected:
            found.setdefault(f"since each {each.reason}", []).append(f"{catalogue()[each.label].stem} {remark(each.title)}")
    return {
        reason: titles[0] if len(titles) == 1 else f"{', '.join(titles[:5])}{more(len(titles) - 5)}" for reason, titles in found.items()
    }


def more(count: int) -> str:
    """How many more there are than the listed ones."""
    return f" and {count} more" if count > 0 else ""


def warnings(selection: Selection) -> list[str]:
    """What could not be adopted, object by object."""
    lost = [f"{each.label} {remark(each.title)} was not adopted: {remark(each.reason)}" for each in selection.omitted if not each.expected]
    kept = [f"{each.kind.label} {remark(each.title)}: {remark(text)}" for each in selection.adopted for text in each.warnings]
    return [*lost, *kept]


def closed(scanned: Scan) -> list[str]:
    """The kinds that this key or project does not show, by the API's reason."""
    reasons: dict[str, list[str]] = {}
    for label, reason in scanned.closed.items():
        reasons.setdefault(remark(reason), []).append(catalogue()[label].module)
    return [f"not open to this key or project: {', '.join(modules)} ({reason})" for reason, modules in reasons.items()]


def not_looked_at(entries: Sequence[Entry]) -> list[str]:
    """The kinds that are adopted only on request, and were not requested."""
    asked = {each.label for each in entries}
    reasons: dict[str, list[Entry]] = {}
    for each in catalogue().values():
        if each.on_demand and each.label not in asked:
            reasons.setdefault(each.on_demand, []).append(each)
    return [
        f"not looked at, since {reason}: {', '.join(each.module for each in kinds)} "
        f"({'--deep, or ' if kinds[0].way is Way.CHILD else ''}--kinds)"
        for reason, kinds in reasons.items()
    ]


def notes(objects: Sequence[Adopted]) -> list[str]:
    """What adoption cannot know or does not state: properties that no answer has, and lifecycles that people control."""
    adopted = {each.kind.label for each in objects}
    found = [
        f"{each.module}: the API does not tell {', '.join(names)}; set them in the code where they matter"
        for each in catalogue().values()
        if each.label in adopted and (names := not_returned(each.kind))
    ]
    assumed = sorted({(each.kind.label, name) for each in objects for name in each.assumed})
    found += [f"{catalogue()[label].module}: the API does not tell {name}, so its default is taken for it" for label, name in assumed]
    found += [
        f"{catalogue()[label].module}: their lifecycle stays with the console until the code states it"
        for label in sorted({each.kind.label for each in objects if is_under_way(each)})
    ]
    return found


def is_under_way(object_: Adopted) -> bool:
    """Whether an object has left the first state of its lifecycle, and code does not say which it is in."""
    lifecycle = object_.kind.lifecycle
    machine = lifecycle.options.machine if lifecycle else None
    if lifecycle is None or machine is None or lifecycle.name in object_.inputs:
        return False
    return bool(object_.state.get(lifecycle.name, machine.initial) != machine.initial)


def not_returned(kind: Kind) -> list[str]:
    """The properties that no answer has."""
    return [field.name for field in kind.inputs if not field.options.returned and not field.options.secret]


def unseen_text(language: Language) -> str:
    """What the API cannot show, as code to fill in: secrets come from the stack's configuration."""
    unseen = [each for each in catalogue().values() if each.way is Way.UNSEEN and each.kind.secrets and not each.kind.addressing]
    fence = language.name.lower()
    parts = [f"```{fence}\n{language.skeleton(each, blanks(each))}\n```\n\n```console\n{commands(each)}\n```" for each in unseen]
    return "\n\n".join([UNSEEN, *parts]) + "\n"


def blanks(entry: Entry) -> dict[str, Setting]:
    """A configuration value for each secret and each required property."""
    return {
        field.name: Setting(setting(entry, field.name), field.options.secret, object=field.shape.fits({}))
        for field in entry.kind.inputs
        if field.options.secret or field.required
    }


def setting(entry: Entry, name: str) -> str:
    """The name of a configuration value."""
    first, *rest = f"{entry.stem}_{name}".split("_")
    return first + "".join(word.capitalize() for word in rest)


def commands(entry: Entry) -> str:
    """The commands that set the configuration values of a declaration."""
    fields = [field for field in entry.kind.inputs if field.options.secret or field.required]
    return "\n".join(f"pulumi config set {'--secret ' if field.options.secret else ''}{setting(entry, field.name)}" for field in fields)


def next_steps(folder: Path, settings: Settings, language: Language) -> str:
    """The commands that take the objects into a stack."""
    namespace = language.door.namespace
    place = f"--path {namespace}:projects.{settings.name}." if settings.name else f"{namespace}:"
    lines = [
        f"cd {shlex.quote(str(folder))}",
        *([language.packages.command] if language.packages else []),
        "pulumi stack init dev",
        f"pulumi config set --secret {place}consoleApiKey",
        *([] if settings.url == DEFAULT_URL else [f"pulumi config set {place}apiUrl {shlex.quote(settings.url)}"]),
        "pulumi import --file import.json --generate-code=false --protect=false",
        "pulumi preview --expect-no-changes",
    ]
    return "\n".join(lines)


def print_missing(console: Console, missing: Mapping[str, Sequence[Adopted]], managed: Mapping[str, int]) -> None:
    """A table of what no stack manages yet."""
    total = sum(len(each) for each in missing.values())
    table = Table("kind", "managed", "not yet", "such as", title=f"{total} objects are not managed yet")
    for label in sorted({*missing, *managed}):
        some = list(missing.get(label, ()))
        such = f"{', '.join(remark(each.title) for each in some[:3])}{more(len(some) - 3)}"
        table.add_row(catalogue()[label].module, str(managed.get(label, 0)), str(len(some) or ""), escape(such))
    console.print(table)


def missing_json(missing: Mapping[str, Sequence[Adopted]], managed: Mapping[str, int]) -> dict[str, Any]:
    """The table as JSON."""
    return {
        "managed": sum(managed.values()),
        "unmanaged": sum(len(each) for each in missing.values()),
        "kinds": {
            label: {
                "managed": managed.get(label, 0),
                "unmanaged": [{"id": each.seen.id, "name": each.title} for each in missing.get(label, ())],
            }
            for label in sorted({*missing, *managed})
        },
    }

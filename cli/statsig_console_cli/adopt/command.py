"""What ``statsig-console adopt`` does, from the scan to the proof."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from statsig_console.errors import ConsoleError, ProviderError
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_cli import terraform
from statsig_console_cli.projects import settings_of
from statsig_console_cli.texts import read_text

from . import pulumi_cli, report
from .cache import ScanCache
from .catalogue import Entry, Way, catalogue, chosen
from .code import Program, program, written_in
from .files import CACHE, Folder, Scope
from .imports import identities_of, import_text
from .languages import Language, language
from .naming import key_of, names_for
from .objects import Adopted, Omitted, Selection, select
from .pulumi_cli import IMPORT_FILE, Identity
from .scan import Scan, Seen, Watcher, scan

NOTES = "UNSEEN.md"
REMOVAL = "terraform-state-rm.sh"


@dataclass(frozen=True)
class Project:
    """A project as it was scanned: its objects, which of them the program declares, and which of those Terraform manages."""

    session: Session
    entries: Sequence[Entry]
    scanned: Scan
    selection: Selection
    managed: Mapping[str, terraform.Managed] = field(default_factory=dict[str, terraform.Managed])


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    out: Path | None
    kinds: Sequence[str]
    tags: Sequence[str]
    deep: bool
    stacks: Sequence[str]
    url: str
    project: str = ""
    check: bool = False
    exit_code: bool = False
    as_json: bool = False
    prove: bool = False
    force: bool = False
    terraform: Path | None = None
    language: str = "python"


def carry_out(asked: Request) -> bool:
    """Carries out the request; False when the check or the proof fails.

    Raises:
        ProviderError: the key is not accepted, the API does not answer, or a file is somebody else's.
    """
    settings = settings_of(asked.url, asked.project)
    state = terraform.State.read(read_text(asked.terraform), asked.terraform.name) if asked.terraform else None
    kinds = sorted({each.label for each in state.managed}) if state else asked.kinds
    entries, session = chosen(kinds, asked.deep), Session(settings)
    try:
        if asked.check:
            return not (tell_missing(look(session, entries, asked, ScanCache(None, settings)), asked) and asked.exit_code)
        out = asked.out or Path()
        folder, cache = Folder.at(out), ScanCache(out / CACHE, settings)
        folder.take(
            Scope(
                session.identity.id if session.identity else "", sorted(each.label for each in entries), sorted(asked.tags), asked.language
            ),
            force=asked.force,
        )
        try:
            good = write(look(session, entries, asked, cache, state, folder.names), folder, asked)
        except (ProviderError, KeyboardInterrupt):
            raise
        except BaseException:
            # No later run continues this scan: the command was ended, or the next run would fail for the same reason.
            cache.drop()
            raise
        cache.drop()
        return good
    finally:
        session.close()


def look(
    session: Session,
    entries: Sequence[Entry],
    asked: Request,
    cache: ScanCache,
    state: terraform.State | None = None,
    earlier: Collection[str] = (),
) -> Project:
    """Reads the project, with a progress bar on the standard error.

    With a Terraform state, the program declares only the objects in that state and those that an `earlier` run has written.
    """
    console = Console(stderr=True)
    if cache.resumed:
        console.print(f"going on with an interrupted scan ({cache.resumed} steps are done)")
    try:
        with progress(console) as watch:
            scanned = scan(session, entries, cache, watch)
    except ConsoleError:
        if cache.holds:
            console.print("what was read so far is kept for an hour: the same command goes on from there")
        raise
    labels = {each.label for each in entries}
    seen = [each for label in sorted(labels) for each in scanned.objects.get(label, [])]
    if asked.tags:
        seen = [each for each in seen if is_tagged(each, scanned, asked.tags)]
    if state is None:
        return Project(session, entries, scanned, select(seen, session))
    there, missing = terraform.found(state.managed, seen)
    managed = {f"{label} {id_}": each for (label, id_), each in there.items()}
    selection = select([each for each in seen if f"{each.kind.label} {each.id}" in {*managed, *earlier}], session)
    selection.omitted += [Omitted(each.label, each.address, "the project has no such object", expected=False) for each in missing]
    if state.unknown:
        console.print(f"not taken over, as no kind is for them: {', '.join(state.unknown)}", highlight=False, soft_wrap=True, markup=False)
    return Project(session, entries, scanned, selection, managed)


def is_tagged(object_: Seen, scanned: Scan, tags: Sequence[str]) -> bool:
    """Whether an object has one of these tags, is one, or is a child of an object that has one."""
    entry = catalogue()[object_.kind.label]
    if entry.way is Way.CHILD:
        parents = scanned.objects.get(entry.parent, [])
        return any(each.id == object_.id and is_tagged(each, scanned, tags) for each in parents)
    held = object_.state.get("tags")
    return not set(tags).isdisjoint(held) if isinstance(held, list) else entry.label == "Tag" and object_.state.get("name") in tags


def write(project: Project, folder: Folder, asked: Request) -> bool:
    """Writes the program, prints a report, and proves the program on request; False when the proof fails."""
    console, out, spoken = Console(), folder.path, language(asked.language)
    selection = written_in(spoken, project.selection)
    wished = {key: each.name for key, each in project.managed.items()}
    names = names_for(selection.adopted, folder.names, wished, spoken.words)
    made = program(selection.adopted, names, selection.omitted, spoken)
    present = present_in(out, asked.stacks) if asked.stacks else set[Identity]()
    files = {
        **spoken.own_files,
        **made.files,
        IMPORT_FILE: import_text(made, spoken.door, present),
        NOTES: report.unseen_text(spoken),
    }
    if project.managed:
        adopted = {key_of(each) for each in selection.adopted}
        files[REMOVAL] = terraform.removal(each.address for key, each in project.managed.items() if key in adopted)
    changed = folder.write(files, names, once=tuple(spoken.own_files), own=(IMPORT_FILE,), force=asked.force)
    folder.ignore((IMPORT_FILE, CACHE, *([spoken.packages.folder] if spoken.packages else [])))
    report.print_report(console, selection, project.scanned, [] if asked.kinds or asked.terraform else project.entries)
    renamed = {each.name: names[key] for key, each in project.managed.items() if key in names and names[key] != each.name}
    for there, here in renamed.items():
        console.print(f"Terraform's {there} is called {here} here", highlight=False, soft_wrap=True, markup=False)
    written = f"{len(changed)} of {len(files)} files written" if changed else f"all {len(files)} files are as they were"
    console.print(f"{out}: {written}", highlight=False, soft_wrap=True)
    if asked.prove:
        return prove_it(console, made, project.session.settings, spoken, out)
    console.print(f"\nNext:\n{report.next_steps(out, project.session.settings, spoken)}", highlight=False, soft_wrap=True, markup=False)
    if project.managed:
        console.print(
            f"Then, where Terraform runs: sh {shlex.quote(str((out / REMOVAL).absolute()))}", highlight=False, soft_wrap=True, markup=False
        )
    return True


def prove_it(console: Console, made: Program, settings: Settings, spoken: Language, folder: Path) -> bool:
    """Says whether the program's preview is empty once its objects are imported."""
    with console.status("importing into a stack that is thrown away, and previewing …"):
        files = {**spoken.own_files, **made.files, IMPORT_FILE: import_text(made, spoken.door)}
        proof = pulumi_cli.prove(files, settings, folder, spoken.packages)
    if proof.same != len(made.objects) or not proof:
        for name, step in proof.changes.items():
            console.print(f"{step}: {name}", highlight=False, soft_wrap=True, markup=False)
        console.print(f"not proven: {proof.same} of {len(made.objects)} objects stay the same", highlight=False)
        return False
    console.print(f"proven: {proof.same} objects imported, and the preview has nothing to change", highlight=False)
    return True


def tell_missing(project: Project, asked: Request) -> bool:
    """Prints which objects no stack manages; True if there are any."""
    present = present_in(asked.out or Path(), asked.stacks)
    missing: dict[str, list[Adopted]] = {}
    managed: dict[str, int] = {}
    for each in project.selection.adopted:
        if identities_of(each) & present:
            managed[each.kind.label] = managed.get(each.kind.label, 0) + 1
        else:
            missing.setdefault(each.kind.label, []).append(each)
    if asked.as_json:
        typer.echo(json.dumps(report.missing_json(missing, managed), indent=1))
    else:
        report.print_missing(Console(), missing, managed)
    return bool(missing)


def present_in(folder: Path, stacks: Sequence[str]) -> set[Identity]:
    """The objects that the stacks manage; without names, those of the stack that is selected in the folder."""
    names: Sequence[str | None] = stacks or [None]
    return set[Identity]().union(*(pulumi_cli.stack_objects(folder, name) for name in names))


@contextmanager
def progress(console: Console) -> Generator[Watcher]:
    """Shows the progress of a scan."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def watch(label: str, done: int, total: int | None) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(catalogue()[label].module, total=total)
            bar.update(tasks[label], completed=done, total=total if total is not None else done)

        yield watch

"""Files: written only where nobody else's file is overwritten.

A folder's record has the hash of each file that an earlier run has written, and the name that it gave to each object.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from statsig_console import private
from statsig_console.errors import InputError
from statsig_console_cli.texts import read_text

RECORD = ".statsig-adopt.json"
CACHE = ".statsig-adopt.scan"
IGNORED = ".gitignore"
DEPTH = 2
"""The most parts of a file's path: a package, and a file in it."""


@dataclass(frozen=True)
class Scope:
    """Which objects a program is about: the Statsig project, the kinds, and the tags (none for all); and the language that it is in."""

    project: str
    kinds: Sequence[str]
    tags: Sequence[str]
    language: str = "python"

    def loses(self, later: Scope) -> bool:
        """Whether a later program would be about fewer objects, or others."""
        fewer_tags = bool(later.tags) and not (self.tags and set(self.tags) <= set(later.tags))
        return self.project != later.project or not set(self.kinds) <= set(later.kinds) or fewer_tags


@dataclass
class Folder:
    """A program's folder, and what an earlier run has left in it."""

    path: Path
    written: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    scope: Scope | None = None

    @classmethod
    def at(cls, path: Path) -> Folder:
        """The folder as it is.

        Raises:
            InputError: its record cannot be read.
        """
        record = path / RECORD
        if not record.exists():
            return cls(path)
        try:
            held = json.loads(read_text(record))
            return cls(path, dict(held["files"]), dict(held["names"]), Scope(**held["scope"]))
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{record} is not what `statsig-console adopt` writes: put it back, or delete it") from None

    def take(self, scope: Scope, *, force: bool = False) -> None:
        """Sets which objects the folder's program is about.

        Raises:
            InputError: the program would lose code, and the next update would delete its objects, without `force`; or the program is in
                another language.
        """
        if self.scope and self.scope.language != scope.language:
            raise InputError(f"{self.path} holds a program in {self.scope.language}: give --language as before, or choose another folder")
        if self.scope and self.scope.loses(scope) and not force:
            raise InputError(
                f"{self.path} holds a program for another project, or for kinds or tags that would go from it, and with the next update "
                "their objects: give the same --kinds, --tags and --deep as before, choose another folder, or overwrite with --force"
            )
        self.scope = scope

    def write(
        self,
        files: Mapping[str, str],
        names: Mapping[str, str],
        *,
        once: Sequence[str] = (),
        own: Sequence[str] = (),
        force: bool = False,
    ) -> list[str]:
        """Writes the files that are new or changed and returns their names.

        A file in `once` is written only if it is missing. A file in `own` can be read by this user alone.

        Raises:
            InputError: a file was edited, or is somebody else's, and `force` is not given; then nothing is written.
        """
        wanted = {name: text for name, text in files.items() if not (name in once and (self.path / name).exists())}
        changed = [name for name, text in wanted.items() if self._content(name) != text]
        gone = [name for name in self.written if name not in files and is_inside(name) and (self.path / name).exists()]
        foreign = [name for name in (*changed, *gone) if not self._is_ours(name)]
        if foreign and not force:
            raise InputError(
                f"{', '.join(sorted(foreign))} in {self.path} would be overwritten, and this command has not written "
                f"{'them' if len(foreign) > 1 else 'it'} as {'they are' if len(foreign) > 1 else 'it is'} now: "
                "choose another folder, or overwrite with --force"
            )
        self.path.mkdir(parents=True, exist_ok=True)
        for name in changed:
            (self.path / name).parent.mkdir(exist_ok=True)
            private.replace(self.path / name, wanted[name], private.PRIVATE if name in own else private.SHARED)
        for name in gone:
            (self.path / name).unlink()
            with suppress(OSError):
                (self.path / name).parent.rmdir()
        self.names = dict(names)
        kept = {name: self.written[name] for name in files if name not in wanted and name in self.written}
        self.written = kept | {name: digest(text) for name, text in wanted.items()}
        record = (
            json.dumps(
                {"files": self.written, "names": self.names, "scope": asdict(self.scope) if self.scope else None},
                indent=1,
                ensure_ascii=False,
                sort_keys=True,
            )
            + "\n"
        )
        if self._content(RECORD) != record:
            private.replace(self.path / RECORD, record)
        return changed

    def ignore(self, names: Sequence[str]) -> None:
        """Adds files to .gitignore that it does not have yet."""
        place = self.path / IGNORED
        held = private.read(place)
        lines = (held or b"").decode("utf-8", "replace").splitlines()
        missing = [name for name in names if f"/{name}" not in lines]
        if missing:
            private.replace(place, "".join(f"{line}\n" for line in [*lines, *(f"/{name}" for name in missing)]), private.SHARED)

    def _content(self, name: str) -> str | None:
        path = self.path / name
        return path.read_bytes().decode("utf-8", "replace") if path.exists() else None

    def _is_ours(self, name: str) -> bool:
        content = self._content(name)
        return content is None or digest(content) == self.written.get(name)


def is_inside(name: str) -> bool:
    """Whether a name leads to a file in the folder, or in a folder of it, and not outside."""
    parts = PurePosixPath(name).parts
    return 1 <= len(parts) <= DEPTH and not any(part in {"..", "/"} for part in parts)


def digest(text: str) -> str:
    """The hash of a file's content."""
    return hashlib.sha256(text.encode()).hexdigest()

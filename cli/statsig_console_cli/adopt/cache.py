"""The cache of a scan: what has been read so far, so that an interrupted scan goes on where it stopped.

The file has one JSON line per step; a step whose line was cut off is read again. It holds the objects' states without
secrets, for one project and one version of the package. It expires after an hour, and only its owner can read it.
"""

from __future__ import annotations

import json
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from statsig_console import private
from statsig_console.stack.settings import Settings

GOOD_FOR = 3600.0
"""Seconds after which a cached scan is too old to continue."""


class ScanCache:
    """The steps of one scan, in a file; without a path, only in memory."""

    def __init__(self, path: Path | None, settings: Settings) -> None:
        self._path = path
        self._about = {"project": settings.key.fingerprint, "url": settings.url, "version": version("pulumi-statsig-console")}
        self._steps = self._loaded()
        self.resumed = len(self._steps)

    def get(self, step: str) -> Any:
        """The result of a step; None if it is not done."""
        return self._steps.get(step)

    def put(self, step: str, value: Any) -> None:
        """Stores the result of a step."""
        self._steps[step] = value
        if self._path is None:
            return
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            private.replace(self._path, json.dumps({**self._about, "time": time.time()}) + "\n")
        with private.longer(self._path) as file:
            file.write(f"{json.dumps([step, value])}\n".encode())

    @property
    def holds(self) -> bool:
        """Whether a later run could continue this scan."""
        return self._path is not None and bool(self._steps)

    def drop(self) -> None:
        """Deletes all steps: the scan is done, or of no use."""
        self._steps = {}
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _loaded(self) -> dict[str, Any]:
        """The steps in the file, if they are of the same project, address and version, and recent enough."""
        content = private.read(self._path) if self._path else None
        if self._path is None or content is None:
            return {}
        lines = whole_lines(content)
        about: dict[str, Any] = lines[0] if lines and isinstance(lines[0], dict) else {}
        fresh = 0 <= time.time() - about.get("time", 0) < GOOD_FOR
        if not fresh or any(about.get(name) != value for name, value in self._about.items()):
            self._path.unlink()
            return {}
        steps = [line for line in lines[1:] if isinstance(line, list) and len(line) == 2]
        private.replace(self._path, "".join(json.dumps(line) + "\n" for line in (about, *steps)))
        return dict(steps)


def whole_lines(content: bytes) -> list[Any]:
    """The JSON values of a file's lines, up to the first that was cut off."""
    values: list[Any] = []
    for line in content.decode("utf-8", "replace").split("\n"):
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError):
            break
    return values

"""Checks whether a tag can be released: the package has its version, and the changelog has a dated section for it.

    python tools/release.py v0.1.0

Needs the standard library of Python 3.11.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def mistakes(tag: str, project: str, changelog: str) -> list[str]:
    """The obstacles to a release, from the texts of pyproject.toml and the changelog."""
    version = tag.removeprefix("v")
    found = []
    if not re.fullmatch(r"v\d+\.\d+\.\d+((a|b|rc)\d+)?", tag):
        found.append(f"{tag} is no version: v0.1.0 would be")
    if f'\nversion = "{version}"\n' not in project:
        found.append(f"pyproject.toml has another version than {version}")
    section = re.search(rf"^## {re.escape(version)} \(([^)\n]*)\)\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if section is None:
        found.append(f"CHANGELOG.md has no section of {version}")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", section[1]):
        found.append(f"CHANGELOG.md has no day for {version}, but ({section[1]})")
    elif not section[2].strip():
        found.append(f"CHANGELOG.md says nothing of {version}")
    return found


def main(tag: str) -> None:
    """Fails if there is an obstacle."""
    found = mistakes(tag, (ROOT / "pyproject.toml").read_text(encoding="utf-8"), (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if found:
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

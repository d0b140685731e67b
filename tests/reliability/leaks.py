"""Leaks: whether a key is in any file or output that runs left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

LARGEST = 64 * 1024 * 1024


def in_files(folders: Iterable[Path], keys: Sequence[str]) -> Iterator[str]:
    """The files below some folders that hold a key in clear: state, backups, logs, configuration, temporary files."""
    texts = [key.encode() for key in keys]
    for folder in folders:
        for path in folder.rglob("*"):
            if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
                continue
            content = path.read_bytes()
            yield from (f"{path} holds {key}" for key, text in zip(keys, texts, strict=True) if text in content)


def in_texts(texts: Iterable[str], keys: Sequence[str]) -> Iterator[str]:
    """The keys that printed texts hold."""
    for number, text in enumerate(texts):
        yield from (f"output {number} holds {key}" for key in keys if key in text)

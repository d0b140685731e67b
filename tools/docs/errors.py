"""Errors: the page of all messages, each with what it means and what to do.

The messages come from the source (`messages`), the explanations from `errors.yml`, which has one for every message.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from inspect import getdoc
from pathlib import Path
from typing import Any

import yaml

from statsig_console import errors as classes

from .messages import Message, error_names, messages
from .rendering import fill
from .wording import code_text

OTHERS = "Others"
FILE = Path(__file__).with_name("errors.yml")


@dataclass(frozen=True)
class Explained:
    """A message in the notation of the page, its class, and what to do."""

    text: str
    kind: str
    advice: str


@dataclass(frozen=True)
class Chapter:
    """The messages about one subject."""

    title: str
    about: str
    messages: tuple[Explained, ...]

    @property
    def anchor(self) -> str:
        """The anchor of its section."""
        return self.title.lower().replace(" ", "-").replace(",", "")


@cache
def explanations() -> dict[str, Any]:
    """The chapters of `errors.yml`, by title."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def chapters() -> list[Chapter]:
    """The chapters with their messages; messages without a chapter are in a last one."""
    taken: dict[str, list[Explained]] = {title: [] for title in explanations()}
    for message in messages():
        title, advice = explained(message)
        taken.setdefault(title, []).append(Explained(shown(message), message.kind, advice))
    about = {title: chapter["about"] for title, chapter in explanations().items()}
    return [Chapter(title, about.get(title, ""), tuple(dict.fromkeys(inside))) for title, inside in taken.items()]


def explained(message: Message) -> tuple[str, str]:
    """The chapter and advice of a message: those of the longest entry that the message contains."""
    fitting = [
        (len(says), title, advice)
        for title, chapter in explanations().items()
        for says, advice in chapter["messages"].items()
        if says in message.text
    ]
    if fitting:
        return max(fitting)[1:]
    for title, chapter in explanations().items():
        if message.kind in chapter.get("kinds", ()):
            return title, chapter["otherwise"]
    return OTHERS, ""


def unexplained() -> list[str]:
    """The messages that no entry explains."""
    return [each.text for each in messages() if explained(each)[0] == OTHERS]


def outdated() -> list[str]:
    """The entries that explain no message."""
    said = [says for chapter in explanations().values() for says in chapter["messages"]]
    return [says for says in said if not any(says in each.text for each in messages())]


def shown(message: Message) -> str:
    """A message as the page shows it, on one line."""
    return code_text(" ".join(message.text.split()))


def tree() -> list[tuple[str, str]]:
    """The classes of errors and what each means."""
    return [(name, (getdoc(getattr(classes, name)) or "").partition("\n\n")[0].replace("\n", " ")) for name in error_names()]


def page() -> str:
    """The page."""
    return fill("errors.md", tree=tree(), chapters=chapters())

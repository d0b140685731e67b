"""Markup: the same words as markdown or as plain text. All text that people may have typed is escaped here."""

from __future__ import annotations

import re
from typing import Protocol

from statsig_console_cli.texts import visible

LONGEST = 80
JOINER = "\u2060"
"""An invisible character between two others, so that GitHub and GitLab do not read them as a mention or a link."""

_MARKS = re.compile(r"([\\`*\[\]<>#|~!&]|(?<![^\W_])_|_(?![^\W_])|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
_LINKS = re.compile(r"@|#(?=\d)|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=GH)-(?=\d)|\$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
CELLS = 10


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line with only visible characters, cut when it is long."""
    text = visible(_SPACES.sub(" ", text[: longest * LONGEST]).strip())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def bar(percentage: float) -> str:
    """A share in % as ten cells; only 0 shows no filled cell, and only 100 shows ten."""
    within = min(max(percentage, 0), 100) if percentage == percentage else 0
    filled = round(within / 100 * CELLS)
    if 0 < within < 100:
        filled = min(max(filled, 1), CELLS - 1)
    return "▓" * filled + "░" * (CELLS - filled)


class Markup(Protocol):
    """How words are written."""

    def text(self, text: str, longest: int = LONGEST) -> str:
        """Text that people typed, escaped so that it shows as typed."""
        ...

    def strong(self, text: str) -> str:
        """Text that people typed, as the name of an object."""
        ...

    def code(self, text: str) -> str:
        """Text for machines, such as a command or a JSON value."""
        ...

    def heading(self, text: str, level: int) -> str:
        """A heading: of the report at level 0, of its parts at level 1."""
        ...


class Markdown:
    """Markdown as GitHub and GitLab show it. Text that people typed makes no mention, link, HTML or formula."""

    def text(self, text: str, longest: int = LONGEST) -> str:
        escaped = _MARKS.sub(r"\\\1", shortened(text, longest))
        return _LINKS.sub(lambda found: "<span>$</span>" if found[0] == "$" else found[0] + JOINER, escaped)

    def strong(self, text: str) -> str:
        return f"**{self.text(text)}**"

    def code(self, text: str) -> str:
        return f"`{shortened(text).replace('`', chr(39))}`"

    def heading(self, text: str, level: int) -> str:
        return f"{'#' * (level + 2)} {text}"


class Plain:
    """Plain text."""

    def text(self, text: str, longest: int = LONGEST) -> str:
        return shortened(text, longest)

    def strong(self, text: str) -> str:
        return shortened(text)

    def code(self, text: str) -> str:
        return shortened(text)

    def heading(self, text: str, level: int) -> str:
        return text if level else f"{text}\n{'=' * len(text)}"

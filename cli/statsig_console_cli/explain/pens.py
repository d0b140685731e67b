"""Pens: the same words as markdown or as plain text. Whatever people may have typed goes through one."""

from __future__ import annotations

import re
from typing import Protocol

LONGEST = 80
_MARKS = re.compile(r"([\\`*\[\]<>#|~!&]|(?<![^\W_])_|_(?![^\W_]))")
_SPACES = re.compile(r"\s+")
CELLS = 10


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut when it is long."""
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def bar(percentage: float) -> str:
    """A share in % as ten cells; nothing but 0 looks like nothing, and nothing but 100 like all."""
    filled = round(percentage / 100 * CELLS)
    if 0 < percentage < 100:
        filled = min(max(filled, 1), CELLS - 1)
    return "▓" * filled + "░" * (CELLS - filled)


class Pen(Protocol):
    """How words are written."""

    def text(self, text: str, longest: int = LONGEST) -> str:
        """What people typed, so that it stands there as they did and means nothing else."""
        ...

    def strong(self, text: str) -> str:
        """What people typed, as the name of an object."""
        ...

    def code(self, text: str) -> str:
        """What machines read."""
        ...

    def heading(self, text: str, level: int) -> str:
        """A heading: of the report at level 0, of its parts at level 1."""
        ...


class Markdown:
    """Markdown as GitHub and GitLab show it. Names mention nobody, and no HTML gets through."""

    def text(self, text: str, longest: int = LONGEST) -> str:
        return _MARKS.sub(r"\\\1", shortened(text, longest)).replace("@", "@\u2060")

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

"""Checks: what the doctor found about one thing, and whether that is fine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """How a check ended."""

    FINE = "✔"
    REMARK = "•"
    WRONG = "✘"

    @property
    def word(self) -> str:
        """The mark as JSON has it."""
        return self.name.lower()


@dataclass(frozen=True)
class Check:
    """One check: what it is about, what was found, and what to do if that is not fine."""

    mark: Mark
    about: str
    said: str
    advice: str = ""

    def as_dict(self) -> dict[str, str]:
        """The check as JSON."""
        return {"mark": self.mark.word, "about": self.about, "said": self.said, "advice": self.advice}


def worst(marks: list[Mark]) -> Mark:
    """The worst mark of several checks."""
    return max(marks, key=list(Mark).index, default=Mark.FINE)

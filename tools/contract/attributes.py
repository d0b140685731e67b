"""Attributes: the sentence of each attribute of a result, from `attributes.yml` or from a declaration with the same property."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "provider"))
sys.path.insert(0, str(ROOT / "resources"))

import pulumi_statsig_console as statsig  # noqa: E402
from statsig_console.declaring.descriptions import descriptions  # noqa: E402

SENTENCES = Path(__file__).with_name("attributes.yml")


class Attributes:
    """The sentences of the file; `idle` are those that no attribute has used yet."""

    def __init__(self, text: str) -> None:
        held = yaml.safe_load(text)
        self.like: dict[str, str] = held["like"]
        self.common: dict[str, str] = held["common"]
        self.own = {
            (each, name): (names, name) for names, sentences in held["classes"].items() for each in names.split(", ") for name in sentences
        }
        self.sentences: dict[tuple[str, str], str] = {
            (names, name): text for names, sentences in held["classes"].items() for name, text in sentences.items()
        }
        self.asked: set[object] = set()

    def sentence(self, owner: str, name: str) -> str:
        """The sentence of an attribute of a class; empty if there is none."""
        if place := self.own.get((owner, name)):
            self.asked.add(place)
            return self.sentences[place]
        if owner in self.like:
            self.asked.add(owner)
            if text := descriptions(getattr(statsig, self.like[owner])).get(name):
                return re.split(r"(?<=[.])\s(?=[A-Z`0-9])", text, maxsplit=1)[0]
        if name in self.common:
            self.asked.add(name)
            return self.common[name].replace("{it}", in_words(owner))
        return ""

    @property
    def idle(self) -> list[str]:
        """The entries that no attribute has used."""
        own = [f"classes: {names}: {name}" for names, name in self.sentences if (names, name) not in self.asked]
        like = [f"like: {name}" for name in self.like if name not in self.asked]
        return [*own, *like, *(f"common: {name}" for name in self.common if name not in self.asked)]


def in_words(owner: str) -> str:
    """The object of a result class, in words: ``DynamicConfigResult`` is a dynamic config."""
    return " ".join(re.findall("[A-Z][a-z]*", owner.removesuffix("Result"))).lower()

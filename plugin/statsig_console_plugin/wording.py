"""Wording: the engine's sentences, which speak to programs in Python, for programs in other languages."""

from __future__ import annotations

import re

from statsig_console.declaring.casing import camel, in_words, respelt
from statsig_console.declaring.kinds import kind_typed
from statsig_console.state_keys import type_in

from .configuration import in_namespace
from .functions import names_in

NOTATIONS = (
    (re.compile(r'aliases=\[("[^"]*")\]'), r"aliases: [\1]"),
    (re.compile(r"\bResourceOptions\b"), "options"),
    (re.compile(r"\bstatsig\.newer\(…\)"), '{"statsig:newer": …}'),
)
"""Python's notations in the engine's sentences, and what programs in other languages have instead."""

_RENAMED = re.compile(r'\bpulumi\.Alias\(name="([^"]*)"\)')
_SWITCH = re.compile(r"\b([a-z_]+)=True\b")


def worded(about: str, text: str) -> str:
    """The engine's sentence about a resource (by its URN) or a function (by its token), with the program's own names and notations."""
    # Programs in YAML take only URNs.
    text = _RENAMED.sub(lambda found: f'"{about.rpartition("::")[0]}::{found[1]}"', text)
    for python, other in NOTATIONS:
        text = python.sub(other, text)
    text = _SWITCH.sub(lambda found: f"{camel(found[1])}: true", text)
    kind = kind_typed(type_in(about))
    return in_namespace(in_words(kind, text) if kind else respelt(text, names_in(about)))

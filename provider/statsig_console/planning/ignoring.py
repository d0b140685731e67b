"""Ignoring: the inputs of a program that ignores changes of some properties. Pure.

At ignored paths Pulumi gives the old inputs to the provider. They may be older than the object's present values, and an update would set
them again. So the values at ignored paths are taken from the object.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

_STEP = re.compile(r"""\.?([A-Za-z_][\w-]*)|\[(\d+|\*)\]|\["((?:[^"\\]|\\.)*)"\]""")

Step = str | int
EACH = "*"
"""The step that stands for all elements of a list, or all members of an object."""


def as_there(inputs: Mapping[str, Any], there: Mapping[str, Any], ignored: Sequence[str]) -> dict[str, Any]:
    """The inputs with the values of `there` at the ignored paths; a path that either lacks changes nothing."""
    if not ignored:
        return dict(inputs)
    wanted: dict[str, Any] = deepcopy(dict(inputs))
    for path in ignored:
        if steps := steps_of(path):
            _copy(steps, there, wanted)
    return wanted


def steps_of(path: str) -> list[Step]:
    """The steps of a path in Pulumi's notation, as in ``rules[0].pass_percentage``; none where the path is malformed."""
    steps: list[Step] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None:
            return []
        name, index, quoted = match.groups()
        steps.append(int(index) if index and index != EACH else index or name or re.sub(r"\\(.)", r"\1", quoted or ""))
        at = match.end()
    return steps


def _copy(steps: Sequence[Step], source: Any, target: Any) -> None:
    first, *rest = steps
    for key in _keys(first, source, target):
        if rest:
            _copy(rest, source[key], target[key])
        else:
            target[key] = deepcopy(source[key])


def _keys(step: Step, source: Any, target: Any) -> list[Any]:
    """The keys that a step means and both values have."""
    if isinstance(source, Mapping) and isinstance(target, dict):
        return [key for key in target if key in source and step in (key, EACH)]
    if isinstance(source, list) and isinstance(target, list):
        return [index for index in range(min(len(source), len(target))) if step in (index, EACH)]
    return []

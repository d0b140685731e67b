"""Places: the environments that a program names, and those that it declares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass
class Places:
    """What the resources of a process say of environments: by whom each is `named`, and the `declared` list, where there is one."""

    named: dict[str, str] = field(default_factory=dict[str, str])
    declared: Collection[str] | None = None

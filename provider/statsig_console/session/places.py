"""Places: the environments that a program names, and those that it declares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass
class Places:
    """The environments in the resources of a process: which resource names each, and the `declared` list where there is one."""

    named: dict[str, str] = field(default_factory=dict[str, str])
    declared: Collection[str] | None = None

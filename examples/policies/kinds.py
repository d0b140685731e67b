"""Tells the kinds of resources apart, and reads the properties that policies need.

Every kind has a type of its own, ``pulumi-python:dynamic/statsig:Gate``. Policies see the program's inputs, with defaults filled in;
those that look at state see the outputs too. Names are those of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

PREFIX = "pulumi-python:dynamic/statsig:"
PRODUCTION = "production"


def kind_of(resource_type: str) -> str | None:
    """The kind of a resource, such as ``Gate``; None for resources of other providers."""
    return resource_type.removeprefix(PREFIX) if resource_type.startswith(PREFIX) else None


def is_one_of(resource_type: str, *kinds: str) -> bool:
    """Whether a resource is of one of these kinds."""
    return kind_of(resource_type) in kinds


def rules_of(kind: str | None, props: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The rules of a gate or config, and a rule that is a resource of its own."""
    if kind in {"GateRule", "DynamicConfigRule"}:
        yield props
    else:
        yield from props.get("rules") or []


def in_production(rule: Mapping[str, Any]) -> bool:
    """Whether a rule applies in production; one without environments applies everywhere."""
    environments = rule.get("environments") or []
    return not environments or PRODUCTION in environments


def share(rule: Mapping[str, Any]) -> float:
    """The share of users who meet the conditions that passes, in %."""
    value = rule.get("pass_percentage")
    return 100 if value is None else float(value)


def is_public(rule: Mapping[str, Any]) -> bool:
    """Whether a rule is for everyone."""
    conditions = rule.get("conditions") or []
    return all(each.get("type") == "public" for each in conditions)


def is_launched(kind: str | None, props: Mapping[str, Any]) -> bool:
    """Whether everyone in production passes: by a public rule of 100 %, or because the gate is launched."""
    launched = kind == "Gate" and props.get("lifecycle") == "launched"
    return launched or any(in_production(rule) and is_public(rule) and share(rule) >= 100 for rule in rules_of(kind, props))


def reaches_production(kind: str | None, props: Mapping[str, Any]) -> bool:
    """Whether anybody in production may pass."""
    return is_launched(kind, props) or any(in_production(rule) and share(rule) > 0 for rule in rules_of(kind, props))

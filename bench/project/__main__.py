"""The program that is measured: `bench:count` resources, made by `bench:side`.

- ``ours``: the package. ``null``: a dynamic provider that does nothing, with the same resources and the same state.
  ``least``: the same without outputs, which is the least work that Pulumi can have. ``single``: each read of a gate is one request, as
  in providers that read no pages.
- `bench:outputs` holds the outputs of each kind, by name; null for outputs that the API has not answered.
- `bench:shape` is ``gates`` or ``mixed``; `bench:changed` is how many of the first resources get a new description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pulumi

config = pulumi.Config("bench")
side, shape = config.require("side"), config.require("shape")
count, changed = config.require_int("count"), config.require_int("changed")


def gate(number: int, text: str) -> dict[str, Any]:
    """A gate with three rules, as real ones have."""
    rules = [
        {"name": f"rule {place}", "pass_percentage": 10 * place, "conditions": [condition], "environments": ["production"]}
        for place, condition in enumerate(CONDITIONS, 1)
    ]
    return {"name": f"Gate {number:05}", "description": text, "rules": rules}


CONDITIONS = (
    {"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]},
    {"type": "country", "operator": "any", "target_value": ["SE", "NL"]},
    {"type": "public"},
)


def mixed(number: int, text: str) -> tuple[str, dict[str, Any]]:
    """One resource of twelve kinds in turn."""
    name = f"{{}} {number:05}"
    kinds: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Gate", gate(number, text)),
        ("DynamicConfig", {"name": name.format("Config"), "description": text, "default_value": {"limit": number}}),
        ("Segment", {"name": name.format("Segment"), "type": "id_list", "id_type": "userID"}),
        ("Experiment", {"name": name.format("Experiment"), "description": text}),
        ("Layer", {"name": name.format("Layer"), "description": text, "id_type": "userID"}),
        ("Holdout", {"name": name.format("Holdout"), "description": text}),
        ("Tag", {"name": name.format("Tag"), "description": text}),
        ("TargetApp", {"name": name.format("App"), "description": text}),
        (
            "Metric",
            {"name": name.format("Metric"), "type": "sum", "unit_types": ["userID"], "metric_events": [{"name": "buy", "type": "value"}]},
        ),
        ("UnitIdType", {"name": name.format("unit"), "description": text}),
        ("Team", {"name": name.format("Team"), "description": text}),
        ("ReleasePipeline", {"name": name.format("Pipeline"), "phases": PHASES}),
    )
    return kinds[number % len(kinds)]


PHASES = [{"name": "all", "time_interval_ms": 1000, "required_review": False, "rules": [{"name": "all", "conditions": []}]}]


def resources() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Name, kind and inputs of each resource."""
    for number in range(count):
        text = "changed" if number < changed else "as it was"
        kind, inputs = ("Gate", gate(number, text)) if shape == "gates" else mixed(number, text)
        yield f"{kind.lower()}-{number}", kind, inputs


if side == "ours":
    import pulumi_statsig_console as statsig

    for name, kind, inputs in resources():
        getattr(statsig, kind)(name, **inputs)
else:
    from nothing import Nothing, One

    outputs = config.require_object("outputs")
    made = One if side == "single" else Nothing
    for name, kind, inputs in resources():
        made(name, kind, inputs, () if side == "least" else outputs[kind])

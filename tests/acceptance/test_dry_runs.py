"""Dry runs on the real CLI: a preview that fails with the service's own refusal, and changes nothing."""

from __future__ import annotations

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .stacks import Failed, Stack


def test_a_preview_fails_with_what_the_service_would_refuse(stack: Stack, console: Client, emulator: Emulator) -> None:
    """For a new object and for a changed one; the tag that both name is there only in the end."""
    stack.configure("statsig:onlinePreview", "true")

    def declared(*tags: str) -> None:
        purchases = statsig.MetricEvent(name="purchase", type="value")
        statsig.Metric("revenue", name="Revenue", type="sum", unit_types=["userID"], metric_events=[purchases], tags=tags)
        statsig.DynamicConfig("limits", name="Limits", description=f"{len(tags)} tags", default_value={})

    def refused(*tags: str) -> str:
        sent = emulator.count()
        with pytest.raises(Failed) as caught:
            stack.preview(lambda: declared(*tags))
        mutations = [entry for entry in emulator.requests()[sent:] if entry.method != "GET"]
        assert mutations
        assert all(entry.dry_run for entry in mutations)
        return caught.value.text

    assert "Metric Revenue::sum: the API would refuse to create it, and nothing was changed." in refused("money")
    assert console.get("/metrics/list").data == []
    stack.up(declared)
    before = [console.get("/metrics/Revenue/sum").data, console.get("/dynamic_configs/limits").data]

    assert "Metric Revenue::sum: the API would refuse to update it, and nothing was changed." in refused("money")
    assert [console.get("/metrics/Revenue/sum").data, console.get("/dynamic_configs/limits").data] == before
    console.post("/tags", {"name": "money", "description": ""})

    assert {name: step.op for name, step in stack.preview(lambda: declared("money")).steps.items()} == {
        "revenue": "update",
        "limits": "update",
    }
    assert [console.get("/metrics/Revenue/sum").data, console.get("/dynamic_configs/limits").data] == before
    stack.up(lambda: declared("money"))
    assert console.get("/metrics/Revenue/sum").data["tags"] == ["money"]

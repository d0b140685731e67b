"""Lookups: topline alerts."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.results.alert import AlertResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

_ALERTS = ListLookup("get_alerts", operation("GET /alerts"), AlertResult)


def get_alerts(
    *, creator_name: str | None = None, creator_id: str | None = None, tags: str | Sequence[str] | None = None
) -> Pages[AlertResult]:
    """The topline alerts, filtered.

    API: GET /alerts.
    """
    return _ALERTS(creator_name=creator_name, creator_id=creator_id, tags=tags)


def get_alerts_output(
    *,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
) -> pulumi.Output[list[AlertResult]]:
    """`get_alerts` as an Output, the whole list."""
    return _ALERTS.output(creator_name=creator_name, creator_id=creator_id, tags=tags)

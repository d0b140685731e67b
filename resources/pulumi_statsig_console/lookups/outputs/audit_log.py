"""The lookups of `audit_log` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.audit_log import AUDIT_LOGS
from pulumi_statsig_console.results.audit_log import AuditLogResult
from pulumi_statsig_console.results.filters import AuditAction, AuditSortKey, SortOrder


def get_audit_logs_output(
    *,
    id: pulumi.Input[str] | None = None,
    sort_key: pulumi.Input[AuditSortKey] | None = None,
    sort_order: pulumi.Input[SortOrder] | None = None,
    latest_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
    action_type: pulumi.Input[AuditAction] | None = None,
    action_types: pulumi.Input[Sequence[AuditAction]] | None = None,
    start_date: pulumi.Input[str] | None = None,
    end_date: pulumi.Input[str] | None = None,
    end_time: pulumi.Input[int] | None = None,
    start_time: pulumi.Input[int] | None = None,
) -> pulumi.Output[list[AuditLogResult]]:
    """`get_audit_logs` as an Output, the whole list."""
    return AUDIT_LOGS.output(**locals())

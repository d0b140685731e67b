"""Lookups: the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.audit_log import AuditLogResult
from pulumi_statsig_console.results.filters import AuditAction, AuditSortKey, SortOrder
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

AUDIT_LOGS = ListLookup("get_audit_logs", operation("GET /audit_logs"), AuditLogResult)


def get_audit_logs(
    *,
    id: str | None = None,
    sort_key: AuditSortKey | None = None,
    sort_order: SortOrder | None = None,
    latest_id: str | None = None,
    tags: str | Sequence[str] | None = None,
    action_type: AuditAction | None = None,
    action_types: Sequence[AuditAction] | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    end_time: int | None = None,
    start_time: int | None = None,
) -> Pages[AuditLogResult]:
    """What was changed, newest first unless sorted otherwise.

    `id` is an object's name; entries up to `latest_id` are left out; dates are `YYYY-MM-DD`, times
    milliseconds since 1970.

    API: GET /audit_logs.

    Args:
        id: Only entries about the object with this name.
        sort_key: What entries are sorted by. Left out, it is their time.
        sort_order: Whether entries go up or down. Left out, the newest comes first.
        latest_id: The ID of the entry that was seen last: it and those before it are left out.
        tags: Only entries that have this tag, or one of these.
        action_type: Only entries of this action.
        action_types: Only entries of one of these actions.
        start_date: Only entries of this day (2026-01-31) or later.
        end_date: Only entries of this day (2026-01-31) or earlier.
        end_time: Only entries up to this time, in ms since 1970.
        start_time: Only entries from this time on, in ms since 1970.
    """
    return AUDIT_LOGS(**locals())

"""A topline alert on the share of visits that fail. It is muted until its threshold has proven itself.

Remove `lifecycle`, or set it to active, to get notifications.
"""

import pulumi
import pulumi_statsig_console as statsig

failing = statsig.Alert(
    "failing-visits",
    name="Visits fail",
    message="More than 2 % of all visits fail: look at the gateway first.",
    definition_metrics_json=['{"event": "visit_failed"}', '{"event": "visit"}'],
    formula="A/B",
    group_bys=[{"column": "user", "key": "country"}],
    condition="greater",
    alert_threshold=0.02,
    warning_threshold=0.01,
    window_ms=10 * 60_000,
    priority="P2",
    subscribers=[{"type": "slackChannel", "id": "C024BE91L"}],
    lifecycle="muted",
)

statsig.AlertMute(
    "load-test", alert_id=failing.id, duration_seconds=2 * 3600, group_bys=[{"key": "country", "value": "NZ"}], triggers="2026-12-01"
)
statsig.AlertUnmute("load-test-is-over", alert_id=failing.id, group_bys=[{"key": "country", "value": "DE"}])

pulumi.export("alert", failing.id)

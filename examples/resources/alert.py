"""Topline alerts."""

import json

import pulumi_statsig_console as statsig

# Smallest: Raised when fewer than a hundred orders come in within an hour.
statsig.Alert(
    "few-orders",
    name="Few orders",
    definition_metrics_json=[json.dumps({"event": "order"})],
    condition="less",
    alert_threshold=100,
    window_ms=60 * 60_000,
)

# Usual: Warns at one failed visit in a hundred, is raised at two, and tells a Slack channel what to look at.
statsig.Alert(
    "failing-visits",
    name="Visits fail",
    message="Too many visits fail: look at the gateway first.",
    definition_metrics_json=[json.dumps({"event": "visit_failed"}), json.dumps({"event": "visit"})],
    formula="A/B",
    condition="greater",
    warning_threshold=0.01,
    alert_threshold=0.02,
    window_ms=10 * 60_000,
    priority="P2",
    subscribers=[statsig.Subscriber(type="slackChannel", id="C024BE91L")],
)

# Full: Belongs to a team, watches each country by itself, waits for late events, and repeats its message each hour while it is raised.
payments = statsig.Team("payments", name="Payments")
statsig.Alert(
    "declined-cards",
    name="Cards are declined",
    message="Too many cards are declined: ask the bank.",
    team_id=payments.id,
    definition_metrics_json=[json.dumps({"event": "card_declined"}), json.dumps({"event": "payment"})],
    formula="A/B",
    group_bys=[statsig.AlertGroupBy(column="user", key="country")],
    condition="greater",
    warning_threshold=0.05,
    alert_threshold=0.1,
    window_ms=30 * 60_000,
    evaluation_delay_ms=5 * 60_000,
    priority="P1",
    renotification_conditions=["raise"],
    renotification_window_ms=60 * 60_000,
    renotification_message="Cards are still declined.",
    subscribers=[
        statsig.Subscriber(type="slackChannel", id="C024BE91L"),
        statsig.Subscriber(type="pagerDutyService", id="PAYMENTS"),
    ],
    lifecycle="active",
)

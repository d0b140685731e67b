"""Teams."""

import pulumi_statsig_console as statsig

# Smallest: Has nobody yet.
statsig.Team("data", name="Data")

# Usual: Has two members, one of them an admin.
ada = statsig.User("ada", email="ada@example.com", role="Member")
ben = statsig.User("ben", email="ben@example.com", role="Member")
statsig.Team(
    "growth",
    name="Growth",
    description="New customers, and more of them.",
    members=[ada.email, ben.email],
    admins=[ada.email],
)

# Full: Only its members change and its admins approve what it owns; its new objects start with its metrics and app.
grace = statsig.User("grace", email="grace@example.com", role="Member")
web = statsig.TargetApp("web", name="Web")
revenue = statsig.MetricReference(name="revenue", type="sum")
statsig.Team(
    "payments",
    name="Payments",
    description="Everything about money.",
    members=[grace.email],
    admins=[grace.email],
    change_team_configs="team_only",
    review_approval="admin_only",
    require_reviews=True,
    require_gate_templates=False,
    require_experiment_templates=False,
    require_dynamic_config_templates=False,
    default_gate_metrics=[revenue],
    default_experiment_primary_metrics=[revenue],
    default_experiment_secondary_metrics=[statsig.MetricReference(name="refunds", type="event_count_custom")],
    default_holdout_metrics=[revenue],
    default_target_applications=[web.name],
)

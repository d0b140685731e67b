"""Roles."""

import pulumi_statsig_console as statsig

# Smallest: May look at everything, and change nothing.
statsig.Role("auditor", name="Auditor", permissions=statsig.Permissions())

# Usual: May launch to production and approve the changes of others.
statsig.Role(
    "release-manager",
    name="Release manager",
    permissions=statsig.Permissions(create_configs=True, edit_or_delete_configs=True, launch_to_production=True, approve_reviews=True),
)

# Full: May run experiments and metrics, and neither create configs nor launch to production.
statsig.Role(
    "analyst",
    name="Analyst",
    permissions=statsig.Permissions(
        create_configs=False,
        launch_to_production=False,
        start_experiments=True,
        reset_experiments=True,
        create_or_edit_dashboards=True,
        metric_management=True,
        verify_metrics=True,
        local_metrics=True,
        use_metrics_explorer=True,
        event_dimensions_access=True,
        manage_alerts=True,
        self_approve_review=False,
    ),
)

"""The lives of metrics, connections, people, settings, stores and pipelines; `WAREHOUSE` needs a warehouse-native project."""

from __future__ import annotations

import pulumi_statsig_console as statsig

from .life import Life

PERMISSIONS = {
    "invitation_access": False,
    "create_configs": True,
    "edit_or_delete_configs": True,
    "launch_to_production": False,
    "launch_or_disable_configs": True,
    "start_experiments": True,
    "create_or_edit_templates": False,
    "create_or_edit_dashboards": True,
    "create_teams": False,
    "edit_dynamic_config_schemas": True,
    "create_release_pipelines": False,
    "approve_required_review_release_pipeline_phase": True,
    "self_approve_review": False,
    "approve_reviews": True,
    "bypass_reviews_for_overrides": False,
    "metric_management": True,
    "event_dimensions_access": True,
    "verify_metrics": False,
    "use_metrics_explorer": True,
    "local_metrics": True,
    "manage_alerts": True,
    "integrations_edit_access": False,
    "source_connection_and_creation": False,
    "data_warehouse_ingestion_and_exports_edit_access": False,
    "edit_and_tag_configs_with_core_tag": True,
    "reset_experiments": False,
    "manual_whn_reload": True,
    "delete_configs": True,
    "bypass_precommit_webhook": False,
    "whn_connection": True,
}
PARAMS = [
    {"name": "on", "ref_type": "static", "param_type": "boolean", "value": True},
    {"name": "most", "ref_type": "static", "param_type": "number", "value": 1.5},
    {"name": "title", "ref_type": "static", "param_type": "string", "value": "Pay"},
    {"name": "limits", "ref_type": "static", "param_type": "object", "value": {"max": 2**60 + 1, "none": None}},
    {"name": "currencies", "ref_type": "static", "param_type": "array", "value": ["EUR", {"code": "NZD"}, None, 1]},
    {"name": "fast", "ref_type": "gate", "param_type": "boolean", "gate_name": "quick", "pass_value": True, "fail_value": False},
    {"name": "pace", "ref_type": "gate", "param_type": "number", "gate_name": "quick", "pass_value": 2, "fail_value": 1},
    {"name": "label", "ref_type": "gate", "param_type": "string", "gate_name": "quick", "pass_value": "go", "fail_value": "wait"},
    {"name": "look", "ref_type": "gate", "param_type": "object", "gate_name": "quick", "pass_value": {"hue": 1}, "fail_value": {}},
    {"name": "steps", "ref_type": "gate", "param_type": "array", "gate_name": "quick", "pass_value": [1], "fail_value": []},
    {"name": "colour", "ref_type": "layer", "param_type": "string", "layer_name": "checkout", "param_name": "colour"},
    {"name": "depth", "ref_type": "dynamic_config", "param_type": "number", "config_name": "limits", "param_name": "depth"},
    {"name": "shape", "ref_type": "experiment", "param_type": "object", "experiment_name": "shapes", "param_name": "shape"},
]
METRICS = [{"name": "revenue", "type": "sum"}]


def environment(name: str, **changes: object) -> dict[str, object]:
    """An environment with this name, for the list."""
    return {"name": name, "is_production": False, "requires_review": False, "requires_release_pipeline": False, **changes}


def phase(name: str, *rules: str, hours: float = 1, **changes: object) -> dict[str, object]:
    """A phase whose rules reach everyone."""
    everyone = [{"type": "public"}]
    held = [{"name": rule, "conditions": everyone, "environments": ["production"]} for rule in rules]
    return {"name": name, "time_interval_ms": hours * 3_600_000, "required_review": False, "rules": held, **changes}


GATE = Life(statsig.Gate, lambda made: {"name": "Quick checkout", "gate_id": "quick", "rules": []}, name="quick", outside=())
OTHER_GATE = Life(statsig.Gate, lambda made: {"name": "Slow checkout", "gate_id": "slow", "rules": []}, name="othergate", outside=())
UNIT = Life(
    statsig.UnitIdType,
    lambda made: {"name": "companyID", "description": "A paying company"},
    changed={"description": "A company"},
    immutable={"name": "accountID"},
)
ROLE = Life(
    statsig.Role,
    lambda made: {"name": "Release manager", "permissions": PERMISSIONS},
    changed={"permissions": {"approve_reviews": True, "launch_to_production": True}},
    immutable={"name": "Release lead"},
)
USER = Life(
    statsig.User,
    lambda made: {"email": "one@example.com", "role": "member", "teams": ["Nobody"], "first_name": "One", "last_name": "Person"},
    changed={"role": "Read Only", "first_name": "Uno", "last_name": "Somebody"},
    immutable={"email": "two@example.com"},
)
TEAM = Life(
    statsig.Team,
    lambda made: {
        "name": "Research",
        "description": "Those who ask",
        "members": [made["user"].email, "owner@example.com"],
        "admins": ["owner@example.com"],
        "default_gate_metrics": METRICS,
        "default_experiment_primary_metrics": METRICS,
        "default_experiment_secondary_metrics": METRICS,
        "default_holdout_metrics": METRICS,
        "default_holdout_id": "h1",
        "default_target_applications": ["Web"],
        "change_team_configs": "team_only",
        "review_approval": "admin_only",
        "require_reviews": True,
        "require_gate_templates": True,
        "require_experiment_templates": True,
        "require_dynamic_config_templates": True,
    },
    changed={
        "name": "Growing",
        "description": "",
        "members": ["owner@example.com"],
        "admins": [],
        "default_gate_metrics": [],
        "default_experiment_primary_metrics": [],
        "default_experiment_secondary_metrics": [{"name": "carts", "type": "event_count_custom"}, *METRICS],
        "default_holdout_metrics": [],
        "default_holdout_id": "",
        "default_target_applications": ["Web", "iOS"],
        "change_team_configs": "anyone",
        "review_approval": "team_only",
        "require_reviews": False,
        "require_gate_templates": False,
        "require_experiment_templates": False,
        "require_dynamic_config_templates": False,
    },
)
USER_CHANGE = Life(
    statsig.UserChange,
    lambda made: {"user_id": "owner@example.com", "role": "Owner", "first_name": "Oda", "last_name": "Owner", "triggers": 1},
    immutable={"triggers": {"again": True}, "user_id": "three@example.com", "role": "Admin", "first_name": "Ota", "last_name": "O."},
)
ENVIRONMENTS = Life(
    statsig.Environments,
    lambda made: {
        "environments": [
            environment("development"),
            environment("staging", requires_review=True),
            environment("qa", requires_release_pipeline=True, required_review_group_id="g1"),
            environment("production", is_production=True),
        ]
    },
    changed={
        "environments": [
            environment("production", is_production=True),
            environment("staging"),
            environment("preview", requires_review=True),
        ]
    },
)
PROJECT_SETTINGS = Life(
    statsig.ProjectSettings,
    lambda made: {"name": "Corner shop", "visibility": "CLOSED", "default_unit_type": "stableID"},
    changed={"name": "The shop", "visibility": "OPEN", "default_unit_type": "userID"},
)
REVIEW_SETTINGS = Life(
    statsig.ReviewSettings,
    lambda made: {
        "is_config_review_required": False,
        "is_metric_review_required": True,
        "is_metric_review_required_on_verified_only": True,
        "is_whn_analysis_only_review_required": False,
        "is_whn_source_review_required": True,
    },
    changed={
        "is_metric_review_required": False,
        "is_metric_review_required_on_verified_only": False,
        "is_whn_analysis_only_review_required": True,
        "is_whn_source_review_required": False,
    },
)
ROLE_SETTINGS = Life(
    statsig.RoleSettings, lambda made: {"default_project_role": made["role"].name}, changed={"default_project_role": "read_only"}
)
TEAM_SETTINGS = Life(statsig.TeamSettings, lambda made: {"require_teams_on_configs": False})
METRIC = Life(
    statsig.Metric,
    lambda made: {
        "name": "Carts (paid)/day",
        "type": "event_user",
        "description": "Carts that were paid",
        "directionality": "increase",
        "unit_types": ["userID", "stableID"],
        "metric_events": [
            {
                "name": "cart",
                "type": "metadata",
                "metadata_key": "price",
                "criteria": [{"type": "metadata", "column": "state", "condition": "in", "values": ["paid"], "null_vacuous_override": True}],
            }
        ],
        "rollup_time_window": "custom",
        "custom_roll_up_start": 1,
        "custom_roll_up_end": 7,
        "percentile": 0.5,
        "scheduled_reload_hour": 3,
        "scheduled_reload_days": [1, 5],
        "lifecycle": "active",
        "tags": ["★ Core"],
        "is_verified": True,
        "is_read_only": True,
        "is_permanent": False,
        "team": "Growth",
        "owner": {"owner_id": "u1", "owner_type": "USER", "owner_name": "One", "owner_email": "owner@example.com"},
    },
    changed={
        "description": "",
        "directionality": "decrease",
        "unit_types": ["userID"],
        "lifecycle": "archived",
        "tags": [],
        "is_verified": False,
        "is_read_only": False,
        "is_permanent": True,
        "team": "Core",
        "owner": {"owner_id": "u2", "owner_type": "USER", "owner_name": "Two", "owner_email": "one@example.com"},
        "percentile": 0.999,
        "scheduled_reload_hour": 4,
        "scheduled_reload_days": [0],
    },
    immutable={
        "name": "Carts",
        "type": "event_count_custom",
        "metric_events": [{"name": "cart"}],
        "custom_roll_up_start": 2,
        "custom_roll_up_end": 14,
    },
    outside=("description", "directionality", "tags", "is_verified", "is_read_only", "is_permanent", "team", "owner"),
)
FUNNEL = Life(
    statsig.Metric,
    lambda made: {
        "name": "Checkout funnel",
        "type": "funnel",
        "funnel_event_list": [{"name": "cart", "type": "event_user"}, {"name": "paid", "type": "event_dau"}],
        "funnel_count_distinct": "users",
        "team_id": "t1",
    },
    changed={"team_id": "t2"},
    immutable={"funnel_count_distinct": "events", "funnel_event_list": [{"name": "cart", "type": "event_user"}]},
    name="funnel",
)
COMPOSITE = Life(
    statsig.Metric,
    lambda made: {
        "name": "All carts",
        "type": "composite_sum",
        "metric_component_metrics": [{"name": made["metric"].name, "type": made["metric"].type}],
        "rollup_time_window": "max",
    },
    immutable={"rollup_time_window": "daily", "metric_component_metrics": METRICS},
    name="composite",
)
TARGET_APP = Life(
    statsig.TargetApp,
    lambda made: {
        "name": "Storefront",
        "description": "The shop",
        "gates": [made["quick"].id],
        "dynamic_configs": [],
        "experiments": [],
        "layers": [],
        "parameter_stores": [],
    },
    changed={"name": "Website", "description": "The web shop", "gates": ["quick", "slow"]},
    after=("othergate",),
    outside=("name",),
)
ASSIGNMENT = Life(
    statsig.TargetAppAssignment,
    lambda made: {
        "target_apps": [made["targetapp"].id],
        "gates": [made["quick"].id],
        "dynamic_configs": [],
        "experiments": [],
        "layers": [],
        "parameter_stores": [],
    },
    changed={"gates": ["quick", "slow"]},
    after=("othergate",),
    outside=(),
)
DATABRICKS = Life(
    statsig.DatabricksConnection,
    lambda made: {
        "host": "dbc.example.com",
        "path": "/sql/1.0/warehouses/1",
        "token": "dapi-hush-hush-1",
        "delta_sharing_credentials": '{"bearerToken": "hush-hush-2"}',
        "verified": False,
    },
    changed={
        "host": "dbc2.example.com",
        "path": "/sql/1.0/warehouses/2",
        "token": "dapi-hush-hush-3",
        "delta_sharing_credentials": '{"bearerToken": "hush-hush-4"}',
        "verified": True,
    },
    outside=(),
)
DELTA_SHARING = Life(
    statsig.IngestionSource,
    lambda made: {
        "type": "databricks",
        "dataset": "Metrics",
        "source_name": "shared",
        "use_delta_sharing": True,
        "share": made["databricksconnection"].host,
        "schema": "statsig",
        "table": "metrics",
    },
    changed={"share": "sales", "schema": "exports", "table": "daily"},
    name="deltasharing",
)
BACKFILL = Life(
    statsig.IngestionBackfill,
    lambda made: {
        "type": "snowflake-v2",
        "dataset": "Events",
        "datestamp_start": "2026-01-01",
        "datestamp_end": "2026-01-31",
        "source": ["orders"],
        "triggers": ["first"],
    },
    immutable={
        "triggers": ["second"],
        "type": "s3",
        "dataset": "Metrics",
        "datestamp_start": "2025-12-31",
        "datestamp_end": "2026-02-01",
        "source": "carts",
    },
)
ALERT = Life(
    statsig.Alert,
    lambda made: {
        "name": "Orders are down",
        "message": "Look at the checkout",
        "team_id": made["team"].id,
        "definition_metrics_json": ['{"event": "order"}', '{"event": "visit"}'],
        "formula": "A/B",
        "group_bys": [{"column": "user", "key": "country"}],
        "alert_threshold": 0.02,
        "warning_threshold": 0.03,
        "condition": "less",
        "window_ms": 600_000,
        "evaluation_delay_ms": 60_000,
        "priority": "P1",
        "renotification_conditions": ["raise", "no-data"],
        "renotification_window_ms": 3_600_000,
        "renotification_message": "Still down",
        "owner": {"owner_id": "u1", "owner_type": "USER", "owner_name": "One", "owner_email": "one@example.com"},
        "tags": ["Checkout"],
        "subscribers": [{"type": "user", "id": "u1"}, {"type": "slackChannel", "id": "C1"}],
        "lifecycle": "muted",
    },
    changed={
        "name": "Orders are up",
        "message": "",
        "team_id": "",
        "definition_metrics_json": ['{"event": "visit"}'],
        "formula": "",
        "group_bys": [],
        "alert_threshold": 1,
        "warning_threshold": "",
        "condition": "greater_or_equal",
        "window_ms": 60_000,
        "evaluation_delay_ms": 0,
        "priority": "P4",
        "renotification_conditions": [],
        "renotification_window_ms": 60_000,
        "renotification_message": "",
        "owner": {"owner_id": "u2", "owner_type": "USER", "owner_name": "Two", "owner_email": "two@example.com"},
        "tags": [],
        "subscribers": [{"type": "pagerDutyService", "id": "P1"}],
        "lifecycle": "active",
    },
)
EVENT_FILTER = {"property": {"key": "plan", "column": "user_object"}, "operator": "ANY_OF", "values": ["pro", "team"]}
DASHBOARD = Life(
    statsig.Dashboard,
    lambda made: {
        "name": "Checkout",
        "description": "What people buy",
        "defaults": {"date": {"value": 14, "unit": "day"}, "granularity": "daily"},
        "widgets": [
            {"type": "header", "title": "Checkout", "color": "#1d4ed8", "width": 12, "height": 1},
            {"type": "text", "title": "Read me", "content": "- one\n- two", "width": 6, "height": 3},
            {
                "type": "timeseries",
                "title": "Orders",
                "description": "Orders a day",
                "color": "#0f766e",
                "width": 8,
                "height": 5,
                "query": {
                    "source": {"type": "event", "event_name": "order", "filters": [EVENT_FILTER]},
                    "aggregation": {"type": "SUM", "property": {"key": "!statsig_value", "column": "value"}},
                    "unit_type": "userID",
                    "group_bys": [{"key": "platform", "column": "company_metadata"}],
                    "viz": {"chart_type": "line"},
                },
            },
            {
                "type": "timeseries",
                "title": "Both",
                "query": {
                    "sources": [{"type": "event", "event_name": name} for name in ("order", "visit")],
                    "aggregation": {"type": "COUNT"},
                },
            },
            {
                "type": "funnel",
                "title": "From visit to order",
                "description": "In a day",
                "query": {
                    "steps": [{"event_name": "visit", "filters": [EVENT_FILTER]}, {"event_name": "order"}],
                    "unit_type": "userID",
                    "conversion_window": {"value": 1, "unit": "day"},
                    "chart_type": "conversion-rate",
                },
            },
        ],
        "max_cols": 12,
    },
    changed={
        "defaults": {"date": {"value": 2, "unit": "week"}, "granularity": "weekly"},
        "widgets": [{"type": "text", "title": "Nothing", "content": "yet"}],
        "max_cols": 6,
    },
    immutable={"name": "Checkout 2", "description": "What people bought"},
)
PARAM_STORE = Life(
    statsig.ParamStore,
    lambda made: {
        "name": "checkout params",
        "display_name": "Checkout",
        "description": "What the checkout reads",
        "parameters": PARAMS,
        "tags": ["Checkout"],
        "target_app_ids": ["app1"],
        "team": "Growth",
    },
    changed={"description": "", "parameters": [{**PARAMS[1], "value": 2}, *PARAMS[3:5]]},
    immutable={
        "name": "payment params",
        "display_name": "Payment",
        "tags": ["Payment"],
        "target_app_ids": ["app2"],
        "team": "Core",
    },
)
PIPELINE = Life(
    statsig.ReleasePipeline,
    lambda made: {
        "name": "Careful",
        "trigger_notice": "Tell support",
        "phases": [phase("staff", "all"), phase("everyone", "all", "rest", hours=24, required_review=True)],
    },
    changed={"name": "Bold", "trigger_notice": "Tell everyone", "phases": [phase("everyone", "rest", hours=0.5)]},
)
PROMPT = Life(
    statsig.Prompt,
    lambda made: {
        "name": "Order helper",
        "display_name": "Helper",
        "description": "Helps with orders",
        "target_apps": ["Web"],
        "team": "Growth",
        "team_id": "t1",
        "tags": ["Checkout"],
        "creator_id": "u1",
        "creator_email": "one@example.com",
        "owner": {"owner_id": "u1", "owner_type": "USER", "owner_name": "One", "owner_email": "one@example.com"},
    },
    changed={"description": "", "target_apps": ["iOS"], "team": "Core", "team_id": "t2"},
    immutable={
        "name": "Order helper 2",
        "display_name": "Orders",
        "tags": ["Payment"],
        "creator_id": "u2",
        "creator_email": "two@example.com",
        "owner": {"owner_id": "u2", "owner_type": "USER", "owner_name": "Two", "owner_email": "two@example.com"},
    },
)
SPARE_PROMPT = Life(statsig.Prompt, lambda made: {"name": "Refund helper"}, name="spareprompt")
VERSION = Life(
    statsig.PromptVersion,
    lambda made: {
        "prompt_id": made["spareprompt"].id,
        "name": "Short answers",
        "description": "Two sentences at most",
        "prompts": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "{{question}}"}],
        "temperature": 0.5,
        "model": "large-1",
        "provider": "acme",
        "eval_model": "judge-1",
        "top_p": 0.9,
        "frequency_penalty": 0.1,
        "presence_penalty": 0,
        "max_tokens": 400,
        "workflow_body": {"type": "JSON", "value": '{"q": 1}'},
        "workflow_headers": [{"name": "X-From", "value": "statsig"}],
        "auth_workflow_headers": [{"name": "Authorization", "value": "Bearer hush-hush-5"}],
    },
    immutable={
        "name": "Long answers",
        "description": "",
        "prompts": [{"role": "system", "content": "Be thorough."}],
        "temperature": 1,
        "model": "large-2",
        "provider": "zenith",
        "eval_model": "judge-2",
        "top_p": 1,
        "frequency_penalty": 0,
        "presence_penalty": 0.2,
        "max_tokens": 800,
        "workflow_body": {"type": "JSON", "value": "{}"},
        "workflow_headers": [],
        "auth_workflow_headers": [{"name": "Authorization", "value": "Bearer hush-hush-6"}],
        "prompt_id": "another_prompt",
    },
)
NAMED_VERSION = Life(
    statsig.PromptVersion,
    lambda made: {"prompt_id": made["spareprompt"].id, "name": "Fixed", "version_id": "v1.0"},
    immutable={"version_id": "v1.1"},
    name="namedversion",
    returns=False,
)
EVALS = Life(
    statsig.StartEvals,
    lambda made: {"prompt_id": made["namedversion"].prompt_id, "version_id": made["namedversion"].version_id, "triggers": "2026-01"},
    immutable={"triggers": "2026-02", "prompt_id": "another_prompt", "version_id": "v1.1"},
)
VALIDATION = Life(
    statsig.ChangeValidation,
    lambda made: {
        "review_id": "review-1",
        "validated": False,
        "message": "The tests fail",
        "release_pipeline_id_for_commit": "p1",
        "debug_links": [{"title": "Build", "url": "https://ci.example.com/1"}],
    },
    changed={"validated": True, "message": "All well", "release_pipeline_id_for_commit": "p2", "debug_links": []},
    immutable={"review_id": "review-2"},
    outside=(),
)

SOURCE = {
    "description": "Orders",
    "source_type": "query",
    "sql": "SELECT * FROM orders",
    "timestamp_column": "at",
    "timestamp_as_day": False,
    "id_type_mapping": [{"statsig_unit_id": "userID", "column": "user_id"}, {"statsig_unit_id": "stableID", "column": "device"}],
    "custom_field_mapping": [{"key": "net", "formula": "gross - tax"}],
    "tags": ["★ Core"],
    "is_read_only": True,
    "is_verified": True,
    "owner": {"owner_id": "u1", "owner_type": "USER", "owner_name": "One", "owner_email": "one@example.com"},
    "team": "Growth",
    "team_id": "t1",
}
ROWS = {"disable_cure": True, "skip_validation": True, "all_columns": ["at", "user_id"], "column_types": ["timestamp", "string"]}
ROWS_CHANGED = {"disable_cure": False, "all_columns": ["at", "user_id", "net"], "column_types": ["timestamp", "string", "float"]}
SOURCE_CHANGED = {
    "description": "",
    "sql": "SELECT * FROM orders WHERE paid",
    "timestamp_column": "paid_at",
    "timestamp_as_day": True,
    "id_type_mapping": [{"statsig_unit_id": "userID", "column": "customer"}],
    "custom_field_mapping": [{"key": "net", "formula": "gross"}],
    "tags": [],
    "is_read_only": False,
    "is_verified": False,
    "owner": {"owner_id": "u2", "owner_type": "USER", "owner_name": "Two", "owner_email": "two@example.com"},
    "team": "Core",
    "team_id": "t2",
}


def without(values: dict[str, object], *names: str) -> dict[str, object]:
    """The values without those that another kind of source does not take."""
    return {name: value for name, value in values.items() if name not in names}


METRIC_SOURCE = Life(
    statsig.MetricSource,
    lambda made: {"name": "orders/all", **SOURCE, **ROWS},
    changed={
        **SOURCE_CHANGED,
        **ROWS_CHANGED,
    },
    immutable={"name": "orders/paid"},
)
TABLE_SOURCE = Life(
    statsig.MetricSource,
    lambda made: {
        **without(SOURCE, "sql"),
        "name": "carts",
        "source_type": "table",
        "table_name": "shop.carts",
        "date_partition_column": "day",
    },
    changed={"table_name": "shop.all_carts", "date_partition_column": "ds"},
    name="tablesource",
)
QUALIFYING_TABLE = Life(
    statsig.QualifyingEvent,
    lambda made: {
        **without(SOURCE, "sql"),
        "name": "saw a table",
        "source_type": "table",
        "table_name": "shop.views",
        "date_partition_column": "day",
    },
    changed={"table_name": "shop.all_views", "date_partition_column": "ds"},
    name="qualifyingtable",
)
QUALIFYING_EVENT = Life(
    statsig.QualifyingEvent,
    lambda made: {"name": "saw checkout", **SOURCE, **ROWS},
    changed={**SOURCE_CHANGED, **ROWS_CHANGED},
    immutable={"name": "saw cart"},
)
ASSIGNMENT_SOURCE = Life(
    statsig.AssignmentSource,
    lambda made: {
        **without(SOURCE, "source_type", "timestamp_as_day", "custom_field_mapping"),
        "name": "our assignments",
        "experiment_id_column": "experiment",
        "group_id_column": "variant",
        "group_name_column": "variant_name",
        "scheduled_reload_hour": 3,
    },
    changed={
        **without(SOURCE_CHANGED, "timestamp_as_day", "custom_field_mapping"),
        "name": "all assignments",
        "experiment_id_column": "exp",
        "group_id_column": "grp",
        "group_name_column": "grp_name",
        "scheduled_reload_hour": 4,
    },
    outside=("description", "sql", "tags", "owner"),
)
ENTITY_PROPERTY = Life(
    statsig.EntityProperty,
    lambda made: {**without(SOURCE, "source_type", "custom_field_mapping", "is_verified", "owner"), "name": "user facts"},
    changed={**without(SOURCE_CHANGED, "custom_field_mapping", "is_verified", "owner"), "name": "facts about users"},
    outside=("description", "sql", "tags"),
)
FILTER = {"type": "metadata", "column": "state", "condition": "starts_with", "values": ["paid"]}
WAREHOUSE_METRIC = Life(
    statsig.Metric,
    lambda made: {
        "name": "Net revenue per user",
        "type": "user_warehouse",
        "warehouse_native": {
            "aggregation": "ratio",
            "metric_source_name": made["metricsource"].name,
            "criteria": [FILTER],
            "wait_for_cohort_window": True,
            "denominator_criteria": [FILTER],
            "denominator_aggregation": "count_distinct",
            "denominator_custom_rollup_end": 7,
            "denominator_custom_rollup_start": 0,
            "denominator_metric_source_name": made["metricsource"].name,
            "denominator_rollup_time_window": "custom",
            "denominator_value_column": "user_id",
            "funnel_calculation_window": 3,
            "funnel_count_distinct": "users",
            "funnel_events": [{"criteria": [FILTER], "metric_source_name": "orders/all", "name": "paid", "session_identifier_field": "s"}],
            "funnel_start_criteria": "exposure",
            "metric_dimension_columns": ["country"],
            "metric_bake_days": 2,
            "numerator_aggregation": "sum",
            "value_column": "net",
            "value_threshold": 1.5,
            "allow_null_ratio_denominator": False,
            "funnel_strict_ordering": True,
            "funnel_use_exposure_as_first_event": False,
            "funnel_timestamp_allowance_ms": 500,
            "funnel_time_to_convert": True,
            "winsorization_high": 0.99,
            "winsorization_low": 0.01,
            "winsorization_high_denominator": 1,
            "winsorization_low_denominator": 0,
            "cuped_attribution_window": 7,
            "rollup_time_window": "max",
            "custom_roll_up_start": 0,
            "custom_roll_up_end": 14,
            "only_include_users_with_conversion_event": True,
            "denominator_custom_rollup_measure_in_minutes": True,
            "custom_rollup_measure_in_minutes": True,
            "percentile": 0.5,
            "use_log_transform": True,
            "use_secondary_retention_event": True,
            "retention_end": 14,
            "retention_length": 7,
            "log_transform_base": 10,
            "cap": 1000,
            "surrogate_metric_mse": 0.2,
            "metric_dimension_limits": [{"name": "country", "limit": 10}],
            "loading_window": 90,
            "components": [
                {
                    "operator": "+",
                    "aggregation": "sum",
                    "metric_source_name": "orders/all",
                    "name": "a",
                    "criteria": [],
                    "value_column": "net",
                },
                {"operator": "-", "aggregation": "count", "metric_source_name": "orders/all", "criteria": [FILTER]},
            ],
        },
    },
    changed={"warehouse_native": {"aggregation": "sum", "metric_source_name": "orders/all", "value_column": "gross", "cap": 50}},
    name="warehousemetric",
)
CONNECTION = Life(
    statsig.WarehouseConnection,
    lambda made: {
        "databricks": {
            "host": "dbc.example.com",
            "path": "/sql",
            "access_token": "hush-hush-7",
            "staging_database": "statsig",
            "oauth_client_id": "client",
            "console_compute_path": "/sql/2",
        },
        "snowflake": {
            "account_name": "shop",
            "service_user_name": "statsig",
            "service_user_password": "hush-hush-8",
            "private_key": "hush-hush-9",
            "key_pass_phrase": "hush-hush-10",
            "staging_database_name": "statsig",
            "staging_schema_name": "staging",
            "compute_warehouse": "small",
            "console_compute_warehouse": "tiny",
        },
        "bigquery": {
            "private_key": "hush-hush-11",
            "project": "shop",
            "console_compute_project": "shop-console",
            "staging_dataset": "statsig",
        },
        "athena": {
            "role_arn": "arn:aws:iam::1:role/statsig",
            "region": "eu-west-1",
            "database": "shop",
            "workgroup": "primary",
            "data_catalog": "AwsDataCatalog",
            "use_catalog_in_query_context": True,
            "query_result_location": "s3://results/",
            "bucket": "statsig",
        },
        "redshift": {
            "host": "redshift.example.com",
            "port": 5439,
            "database": "shop",
            "username": "statsig",
            "password": "hush-hush-15",
            "staging_schema": "statsig",
            "use_assume_role": False,
            "role_arn": "arn:aws:iam::1:role/statsig",
            "region": "eu-west-1",
            "verify_ca": True,
            "use_ssh_tunnel": True,
            "ssh_host": "bastion.example.com",
            "ssh_port": 22,
            "ssh_username": "statsig",
            "ssh_public_key": "ssh-ed25519 AAAA",
            "ssh_private_key": "hush-hush-16",
        },
    },
    changed={
        "databricks": {"access_token": "hush-hush-12"},
        "snowflake": {"service_user_password": "hush-hush-13"},
        "bigquery": {"private_key": "hush-hush-14"},
        "athena": {"workgroup": "secondary"},
        "redshift": {"password": "hush-hush-17"},
    },
    outside=(),
)
RELOAD = Life(
    statsig.MetricReload,
    lambda made: {"metric_id": made["warehousemetric"].id, "incremental": True, "triggers": 1},
    immutable={"incremental": False, "triggers": 2, "metric_id": "other::sum"},
)

DATA = (
    GATE, OTHER_GATE, UNIT, ROLE, USER, TEAM, USER_CHANGE, ENVIRONMENTS, PROJECT_SETTINGS, REVIEW_SETTINGS, ROLE_SETTINGS, TEAM_SETTINGS,
    METRIC, FUNNEL, COMPOSITE, TARGET_APP, ASSIGNMENT, DATABRICKS, DELTA_SHARING, BACKFILL, ALERT, DASHBOARD,
    PARAM_STORE, PIPELINE, PROMPT, SPARE_PROMPT, VERSION, NAMED_VERSION, EVALS,
    VALIDATION,
)  # fmt: skip
WAREHOUSE = (
    METRIC_SOURCE,
    TABLE_SOURCE,
    QUALIFYING_TABLE,
    QUALIFYING_EVENT,
    ASSIGNMENT_SOURCE,
    ENTITY_PROPERTY,
    WAREHOUSE_METRIC,
    CONNECTION,
    RELOAD,
)

"""The lives of gates, dynamic configs, segments, ingestions, tags and keys."""

from __future__ import annotations

import pulumi_statsig_console as statsig

from .life import Life

EVERYONE = {"type": "public"}
CONDITIONS = [
    {"type": "user_id", "operator": "any", "target_value": ["u1", "u2"]},
    {"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]},
    {"type": "custom_field", "field": "plan", "operator": "gt", "target_value": 3},
    {"type": "unit_id", "custom_id": "companyID", "operator": "none", "target_value": ["c1"]},
    {"type": "app_version", "operator": "version_gte", "target_value": "11.0.0"},
    {"type": "browser_version", "operator": "version_lt", "target_value": "99"},
    {"type": "os_version", "operator": "any", "target_value": ["14"]},
    {"type": "browser_name", "operator": "any", "target_value": ["Chrome", "Safari"]},
    {"type": "os_name", "operator": "none", "target_value": ["Windows"]},
    {"type": "device_model", "operator": "str_matches", "target_value": "^Pixel"},
    {"type": "country", "operator": "any", "target_value": ["NZ"]},
    {"type": "ip_address", "operator": "none", "target_value": ["10.0.0.1"]},
    {"type": "locale", "operator": "any", "target_value": ["en_NZ"]},
    {"type": "fails_gate", "target_value": "some_gate"},
    {"type": "time", "operator": "after", "target_value": 1700000000000},
    {"type": "environment_tier", "operator": "any", "target_value": ["production"]},
    {"type": "url", "operator": "any", "target_value": ["/checkout"]},
    {"type": "javascript", "target_value": "true"},
    {"type": "target_app", "operator": "any", "target_value": ["Web"]},
    {"type": "user_agent", "operator": "str_contains_any", "target_value": ["Firefox"]},
    {"type": "experiment_group", "field": "button_color", "operator": "any", "target_value": ["Test"]},
]
COLUMNS = {"event_name": "event", "timestamp": "at", "ids": {"userID": "user"}, "metadata": {"country": "country"}, "event_value": "amount"}

TAG = Life(
    statsig.Tag,
    lambda made: {"name": "Tills", "description": "All about paying", "is_core": False},
    changed={"name": "Payments", "description": "", "is_core": True},
)
SEGMENT = Life(
    statsig.Segment,
    lambda made: {
        "name": "Staff members",
        "type": "rule_based",
        "segment_id": "staff",
        "description": "Everyone who works here",
        "id_type": "userID",
        "rules": [
            {"name": "mail", "pass_percentage": 100, "conditions": [CONDITIONS[1]], "environments": ["production"]},
            {"name": "known", "pass_percentage": 33.33, "conditions": [CONDITIONS[0]]},
        ],
        "lifecycle": "enabled",
        "tags": ["Checkout"],
        "creator_id": "u1",
        "creator_email": "one@example.com",
        "team": "Growth",
    },
    changed={"rules": [{"name": "known", "pass_percentage": 50, "conditions": [CONDITIONS[0], CONDITIONS[11]]}]},
    immutable={
        "name": "Crew",
        "segment_id": "crew",
        "description": "New",
        "id_type": "stableID",
        "tags": ["other"],
        "creator_id": "u2",
        "creator_email": "two@example.com",
        "team": "Core",
        "team_id": "t1",
    },
)
ID_LIST = Life(
    statsig.Segment,
    lambda made: {"name": "Testers", "type": "id_list"},
    name="testers",
    immutable={"type": "user_store_id_list"},
)
GATE = Life(
    statsig.Gate,
    lambda made: {
        "name": "New checkout",
        "gate_id": "new.checkout",
        "description": "The one-page checkout",
        "id_type": "userID",
        "rules": [
            {"name": "everyone", "pass_percentage": 0, "conditions": [EVERYONE], "environments": ["development"]},
            {"name": "staff", "pass_percentage": 100, "conditions": [{"type": "passes_segment", "target_value": made["segment"].id}]},
            *({"name": each["type"], "pass_percentage": 12.34, "conditions": [each]} for each in CONDITIONS),
            {
                "name": "rollout",
                "pass_percentage": 1,
                "conditions": [],
                "environments": ["production"],
            },
        ],
        "lifecycle": "enabled",
        "type": "PERMANENT",
        "tags": [made["tag"].name],
        "target_apps": ["Web"],
        "team": "Growth",
        "creator_id": "u1",
        "creator_email": "one@example.com",
        "measure_metric_lifts": True,
        "monitoring_metrics": [{"name": "revenue", "type": "sum"}],
        "review_settings": {"required_review": True},
        "gradual_rollout_strategy": {"type": "gradual", "phases": [{"pass_percent": 10, "is_complete": False, "phase_duration_ms": 60000}]},
    },
    changed={
        "name": "Newer checkout",
        "description": "",
        "id_type": "stableID",
        "rules": [{"name": "staff", "pass_percentage": 99.99, "conditions": [EVERYONE]}],
        "lifecycle": "launched",
        "type": "TEMPORARY",
        "tags": ["Checkout", "other"],
        "target_apps": ["Web", "iOS"],
        "team": "Core",
        "creator_id": "u2",
        "creator_email": "two@example.com",
        "measure_metric_lifts": False,
        "monitoring_metrics": [],
        "review_settings": {"required_review": False},
        "gradual_rollout_strategy": {"type": "bypass"},
    },
    immutable={"gate_id": "other_checkout", "is_template": True},
)
CONFIG = Life(
    statsig.DynamicConfig,
    lambda made: {
        "name": "Checkout limits",
        "dynamic_config_id": "checkout_limits",
        "description": "How much may be bought",
        "id_type": "userID",
        "default_value": {"max": 50, "none": None, "nested": [1, 1.5, True, {"ü": "ß", "big": 2**60 + 1}], "gate": made["gate"].id},
        "schema": '{"type": "object"}',
        "rules": [
            {
                "name": "members",
                "conditions": [{"type": "passes_gate", "target_value": made["gate"].id}],
                "pass_percentage": 50,
                "return_value": {"max": 200, "none": None},
                "environments": ["production"],
            },
            {
                "name": "split",
                "conditions": [EVERYONE],
                "variants": [
                    {"name": "a", "pass_percentage": 50, "return_value": {"max": 1}},
                    {"name": "b", "pass_percentage": 50, "return_value": {"max": 2.5}},
                ],
            },
        ],
        "lifecycle": "enabled",
        "type": "PERMANENT",
        "tags": [made["tag"].name],
        "target_apps": ["Web"],
        "team": "Growth",
        "creator_id": "u1",
        "creator_email": "one@example.com",
        "owner": {"owner_id": "u1", "owner_type": "USER", "owner_name": "One", "owner_email": "one@example.com"},
    },
    changed={
        "name": "Checkout bounds",
        "description": "How much may be bought at once",
        "id_type": "stableID",
        "default_value": {"max": 49.5},
        "schema": '{"type": "object", "required": ["max"]}',
        "rules": [{"name": "members", "conditions": [], "return_value": {"max": 300}}],
        "lifecycle": "disabled",
        "type": "TEMPORARY",
        "tags": ["other"],
        "target_apps": ["iOS"],
        "team": "Core",
        "creator_id": "u2",
        "creator_email": "two@example.com",
        "owner": {"owner_id": "u2", "owner_type": "USER", "owner_name": "Two", "owner_email": "two@example.com"},
    },
    immutable={"dynamic_config_id": "other_limits", "is_template": True},
)
INGESTION = Life(
    statsig.IngestionSource,
    lambda made: {
        "type": "snowflake-v2",
        "dataset": "Events",
        "source_name": "orders/all",
        "column_mapping": COLUMNS,
        "query": "SELECT 1",
        "enabled": True,
    },
    changed={"column_mapping": {**COLUMNS, "event_value": "total"}, "query": "SELECT 2", "enabled": False},
    immutable={"type": "redshift", "dataset": "export_exposures", "source_name": "orders", "use_delta_sharing": True},
)
SCHEDULE = Life(
    statsig.IngestionSchedule,
    lambda made: {"dataset": "Events", "scheduled_hour_pst": 2},
    changed={"scheduled_hour_pst": 23},
    immutable={"dataset": "Metrics"},
)
KEY = Life(
    statsig.Key,
    lambda made: {
        "description": "Checkout service",
        "type": "SERVER",
        "scopes": ["omni_read_only"],
        "environments": ["production"],
        "target_app_id": "web",
        "secondary_target_app_ids": ["ios"],
        "lifecycle": "active",
        "rotation": "2026-01",
    },
    changed={
        "description": "Checkout",
        "scopes": ["omni_read_write", "client_download_config_specs"],
        "environments": ["development", "staging"],
        "target_app_id": "ios",
        "secondary_target_app_ids": ["web", "App 2"],
        "rotation": "2026-02",
    },
    immutable={"type": "CLIENT"},
)

RETIRED_GATE = Life(
    statsig.Gate,
    lambda made: {
        "name": "Retired gate",
        "lifecycle": "archived",
        "archive_reason": "over",
        "force_archive": True,
        "team_id": "t1",
        "release_pipeline_id": "p1",
    },
    changed={"lifecycle": "enabled", "unarchive_reason": "back again", "team_id": "t2", "release_pipeline_id": "p2"},
    name="retiredgate",
)
RETIRED_CONFIG = Life(
    statsig.DynamicConfig,
    lambda made: {
        "name": "Retired config",
        "default_value_json5": "{max: 1, // at most\n}",
        "schema_json5": "{type: 'object'}",
        "lifecycle": "archived",
        "archive_reason": "over",
        "force_archive": True,
        "team_id": "t1",
        "release_pipeline_id": "p1",
    },
    changed={
        "default_value_json5": "{max: 2}",
        "schema_json5": "{type: 'object', required: ['max']}",
        "lifecycle": "enabled",
        "unarchive_reason": "back again",
        "team_id": "t2",
        "release_pipeline_id": "p2",
    },
    name="retiredconfig",
)
RETIRED_SEGMENT = Life(
    statsig.Segment,
    lambda made: {"name": "Retired segment", "type": "id_list", "lifecycle": "enabled", "team_id": "t1"},
    changed={"lifecycle": "archived"},
    outside=(),
    name="retiredsegment",
)
RETIRED_KEY = Life(
    statsig.Key,
    lambda made: {"description": "Retired", "type": "CLIENT", "lifecycle": "active"},
    changed={"lifecycle": "deactivated"},
    outside=(),
    name="retiredkey",
)

CORE = (TAG, SEGMENT, ID_LIST, GATE, CONFIG, INGESTION, SCHEDULE, KEY, RETIRED_GATE, RETIRED_CONFIG, RETIRED_SEGMENT, RETIRED_KEY)

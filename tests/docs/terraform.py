"""The resources of the vendor's Terraform provider (2.x) and their attributes, and the names that differ in this package."""

SOURCE = """id_type_mapping name sql timestamp_column custom_field_mapping description is_read_only owner source_type table_name tags
    timestamp_as_day"""

RESOURCES: dict[str, list[str]] = {
    name: attributes.split()
    for name, attributes in {
        "statsig_dynamic_config": """name creator_email creator_id default_value default_value_json5 description id id_type is_enabled
            is_template rules schema schema_json5 tags target_apps team""",
        "statsig_entity_property": "id_type_mapping name sql description is_read_only tags timestamp_as_day timestamp_column owner",
        "statsig_environments": "environments",
        "statsig_experiment": """name allocation allocation_duration analysis_end_time analytics_type assignment_source_experiment_name
            assignment_source_name benjamini_hochberg_per_metric benjamini_hochberg_per_variant benjamini_primary_metrics_only
            bonferroni_correction bonferroni_correction_per_metric cohort_wait_until_end_to_include cohorted_analysis_duration
            cohorted_metrics_mature_after_end control_group_id creator_email creator_id default_confidence_interval description duration
            fixed_analysis_duration groups hypothesis id id_type is_analysis_only launched_group_id layer_id links primary_metric_tags
            primary_metrics scheduled_reload_hour scheduled_reload_type secondary_idtype secondary_metric_tags secondary_metrics
            sequential_testing status tags target_apps target_exposures targeting_gate_id team""",
        "statsig_gate": """creator_email creator_id description id id_type is_enabled measure_metric_lifts monitoring_metrics name rules
            tags target_apps team type""",
        "statsig_keys": "description type environments key scopes secondary_target_app_ids target_app_id",
        "statsig_metric": """name type custom_roll_up_end custom_roll_up_start description directionality dry_run funnel_count_distinct
            funnel_event_list id is_permanent is_read_only is_verified metric_component_metrics metric_events rollup_time_window tags team
            team_id unit_types warehouse_native""",
        "statsig_metric_source": SOURCE,
        "statsig_qualifying_event": SOURCE,
        "statsig_role": "name permissions",
        "statsig_segment": """name type creator_email creator_id description id id_type rules tags team team_id created_time creator_name
            holdout_ids is_enabled last_modified_time last_modifier_email last_modifier_id last_modifier_name target_apps version""",
        "statsig_settings_project": "name visibility default_unit_type",
        "statsig_settings_reviews": """is_config_review_required is_metric_review_required is_metric_review_required_on_verified_only
            is_whn_analysis_only_review_required is_whn_source_review_required""",
        "statsig_settings_roles": "default_project_role",
        "statsig_settings_teams": "require_teams_on_configs",
        "statsig_tag": "name description is_core",
        "statsig_unit_id_type": "name description",
    }.items()
}

RENAMED = {
    "statsig_dynamic_config": {"id": "dynamic_config_id", "is_enabled": "lifecycle"},
    "statsig_experiment": {
        "id": "experiment_id",
        "status": "lifecycle",
        "launched_group_id": "decision_group",
        "secondary_idtype": "secondary_id_type",
    },
    "statsig_gate": {"id": "gate_id", "is_enabled": "lifecycle"},
    "statsig_segment": {"id": "segment_id", "is_enabled": "lifecycle"},
}

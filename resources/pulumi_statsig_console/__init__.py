"""Statsig projects as Pulumi resources: gates, configs, experiments, metrics and ingestions.

Every name is imported when it is first used, so that a program pays only for the kinds that it has.
Written by tools/exports.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assignment_source import AssignmentSource as AssignmentSource
    from .audit import ActiveReview as ActiveReview
    from .audit import Audited as Audited
    from .audit import Owner as Owner
    from .change_validation import ChangeValidation as ChangeValidation
    from .change_validation import DebugLink as DebugLink
    from .databricks_connection import DatabricksConnection as DatabricksConnection
    from .dynamic_config import DynamicConfig as DynamicConfig
    from .entity_property import EntityProperty as EntityProperty
    from .environments import Environment as Environment
    from .environments import Environments as Environments
    from .gate import Gate as Gate
    from .ingestion_backfill import IngestionBackfill as IngestionBackfill
    from .ingestion_schedule import IngestionSchedule as IngestionSchedule
    from .ingestion_source import (
        EventColumns as EventColumns,
    )
    from .ingestion_source import (
        ExposureColumns as ExposureColumns,
    )
    from .ingestion_source import (
        IngestionSource as IngestionSource,
    )
    from .ingestion_source import (
        MetricColumns as MetricColumns,
    )
    from .key import Key as Key
    from .lookups.alert import get_alerts as get_alerts
    from .lookups.alert import get_alerts_output as get_alerts_output
    from .lookups.assignment_source import (
        get_assignment_sources as get_assignment_sources,
    )
    from .lookups.assignment_source import (
        get_assignment_sources_output as get_assignment_sources_output,
    )
    from .lookups.audit_log import get_audit_logs as get_audit_logs
    from .lookups.audit_log import get_audit_logs_output as get_audit_logs_output
    from .lookups.autotune import (
        get_autotune as get_autotune,
    )
    from .lookups.autotune import (
        get_autotune_output as get_autotune_output,
    )
    from .lookups.autotune import (
        get_autotunes as get_autotunes,
    )
    from .lookups.autotune import (
        get_autotunes_output as get_autotunes_output,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config as get_dynamic_config,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_output as get_dynamic_config_output,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_rule as get_dynamic_config_rule,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_rule_output as get_dynamic_config_rule_output,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_rules as get_dynamic_config_rules,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_rules_output as get_dynamic_config_rules_output,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_versions as get_dynamic_config_versions,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config_versions_output as get_dynamic_config_versions_output,
    )
    from .lookups.dynamic_config import (
        get_dynamic_configs as get_dynamic_configs,
    )
    from .lookups.dynamic_config import (
        get_dynamic_configs_output as get_dynamic_configs_output,
    )
    from .lookups.entity_property_source import (
        get_entity_property_source as get_entity_property_source,
    )
    from .lookups.entity_property_source import (
        get_entity_property_source_output as get_entity_property_source_output,
    )
    from .lookups.entity_property_source import (
        get_entity_property_sources as get_entity_property_sources,
    )
    from .lookups.entity_property_source import (
        get_entity_property_sources_output as get_entity_property_sources_output,
    )
    from .lookups.environment import get_environments as get_environments
    from .lookups.environment import get_environments_output as get_environments_output
    from .lookups.event import (
        get_event_metrics as get_event_metrics,
    )
    from .lookups.event import (
        get_event_metrics_output as get_event_metrics_output,
    )
    from .lookups.event import (
        get_events as get_events,
    )
    from .lookups.event import (
        get_events_output as get_events_output,
    )
    from .lookups.event import (
        get_logged_events as get_logged_events,
    )
    from .lookups.event import (
        get_logged_events_output as get_logged_events_output,
    )
    from .lookups.experiment import (
        get_experiment as get_experiment,
    )
    from .lookups.experiment import (
        get_experiment_cumulative_exposures as get_experiment_cumulative_exposures,
    )
    from .lookups.experiment import (
        get_experiment_cumulative_exposures_output as get_experiment_cumulative_exposures_output,
    )
    from .lookups.experiment import (
        get_experiment_exposures as get_experiment_exposures,
    )
    from .lookups.experiment import (
        get_experiment_exposures_output as get_experiment_exposures_output,
    )
    from .lookups.experiment import (
        get_experiment_output as get_experiment_output,
    )
    from .lookups.experiment import (
        get_experiment_overrides as get_experiment_overrides,
    )
    from .lookups.experiment import (
        get_experiment_overrides_output as get_experiment_overrides_output,
    )
    from .lookups.experiment import (
        get_experiment_pulse_load_history as get_experiment_pulse_load_history,
    )
    from .lookups.experiment import (
        get_experiment_pulse_load_history_output as get_experiment_pulse_load_history_output,
    )
    from .lookups.experiment import (
        get_experiment_pulse_results as get_experiment_pulse_results,
    )
    from .lookups.experiment import (
        get_experiment_pulse_results_output as get_experiment_pulse_results_output,
    )
    from .lookups.experiment import (
        get_experiments as get_experiments,
    )
    from .lookups.experiment import (
        get_experiments_output as get_experiments_output,
    )
    from .lookups.exposure_count import get_exposure_counts as get_exposure_counts
    from .lookups.exposure_count import get_exposure_counts_output as get_exposure_counts_output
    from .lookups.gate import (
        get_gate as get_gate,
    )
    from .lookups.gate import (
        get_gate_dynamic_config_references as get_gate_dynamic_config_references,
    )
    from .lookups.gate import (
        get_gate_dynamic_config_references_output as get_gate_dynamic_config_references_output,
    )
    from .lookups.gate import (
        get_gate_experiment_references as get_gate_experiment_references,
    )
    from .lookups.gate import (
        get_gate_experiment_references_output as get_gate_experiment_references_output,
    )
    from .lookups.gate import (
        get_gate_output as get_gate_output,
    )
    from .lookups.gate import (
        get_gate_overrides as get_gate_overrides,
    )
    from .lookups.gate import (
        get_gate_overrides_output as get_gate_overrides_output,
    )
    from .lookups.gate import (
        get_gate_references as get_gate_references,
    )
    from .lookups.gate import (
        get_gate_references_output as get_gate_references_output,
    )
    from .lookups.gate import (
        get_gate_rule_pulse_load_history as get_gate_rule_pulse_load_history,
    )
    from .lookups.gate import (
        get_gate_rule_pulse_load_history_output as get_gate_rule_pulse_load_history_output,
    )
    from .lookups.gate import (
        get_gate_rule_pulse_results as get_gate_rule_pulse_results,
    )
    from .lookups.gate import (
        get_gate_rule_pulse_results_output as get_gate_rule_pulse_results_output,
    )
    from .lookups.gate import (
        get_gate_rules as get_gate_rules,
    )
    from .lookups.gate import (
        get_gate_rules_output as get_gate_rules_output,
    )
    from .lookups.gate import (
        get_gate_versions as get_gate_versions,
    )
    from .lookups.gate import (
        get_gate_versions_output as get_gate_versions_output,
    )
    from .lookups.gate import (
        get_gates as get_gates,
    )
    from .lookups.gate import (
        get_gates_output as get_gates_output,
    )
    from .lookups.holdout import (
        get_holdout as get_holdout,
    )
    from .lookups.holdout import (
        get_holdout_output as get_holdout_output,
    )
    from .lookups.holdout import (
        get_holdout_overrides as get_holdout_overrides,
    )
    from .lookups.holdout import (
        get_holdout_overrides_output as get_holdout_overrides_output,
    )
    from .lookups.holdout import (
        get_holdout_pulse_results as get_holdout_pulse_results,
    )
    from .lookups.holdout import (
        get_holdout_pulse_results_output as get_holdout_pulse_results_output,
    )
    from .lookups.holdout import (
        get_holdouts as get_holdouts,
    )
    from .lookups.holdout import (
        get_holdouts_output as get_holdouts_output,
    )
    from .lookups.ingestion import (
        get_ingestion as get_ingestion,
    )
    from .lookups.ingestion import (
        get_ingestion_event_counts as get_ingestion_event_counts,
    )
    from .lookups.ingestion import (
        get_ingestion_event_counts_output as get_ingestion_event_counts_output,
    )
    from .lookups.ingestion import (
        get_ingestion_event_deltas as get_ingestion_event_deltas,
    )
    from .lookups.ingestion import (
        get_ingestion_event_deltas_output as get_ingestion_event_deltas_output,
    )
    from .lookups.ingestion import (
        get_ingestion_output as get_ingestion_output,
    )
    from .lookups.ingestion import (
        get_ingestion_run as get_ingestion_run,
    )
    from .lookups.ingestion import (
        get_ingestion_run_output as get_ingestion_run_output,
    )
    from .lookups.ingestion import (
        get_ingestion_runs as get_ingestion_runs,
    )
    from .lookups.ingestion import (
        get_ingestion_runs_output as get_ingestion_runs_output,
    )
    from .lookups.ingestion import (
        get_ingestion_schedule as get_ingestion_schedule,
    )
    from .lookups.ingestion import (
        get_ingestion_schedule_output as get_ingestion_schedule_output,
    )
    from .lookups.ingestion import (
        get_ingestion_status as get_ingestion_status,
    )
    from .lookups.ingestion import (
        get_ingestion_status_output as get_ingestion_status_output,
    )
    from .lookups.key import get_key as get_key
    from .lookups.key import get_key_output as get_key_output
    from .lookups.key import get_keys as get_keys
    from .lookups.key import get_keys_output as get_keys_output
    from .lookups.layer import (
        get_layer as get_layer,
    )
    from .lookups.layer import (
        get_layer_experiments as get_layer_experiments,
    )
    from .lookups.layer import (
        get_layer_experiments_output as get_layer_experiments_output,
    )
    from .lookups.layer import (
        get_layer_output as get_layer_output,
    )
    from .lookups.layer import (
        get_layer_overrides as get_layer_overrides,
    )
    from .lookups.layer import (
        get_layer_overrides_output as get_layer_overrides_output,
    )
    from .lookups.layer import (
        get_layers as get_layers,
    )
    from .lookups.layer import (
        get_layers_output as get_layers_output,
    )
    from .lookups.metric import (
        get_metric as get_metric,
    )
    from .lookups.metric import (
        get_metric_by_name as get_metric_by_name,
    )
    from .lookups.metric import (
        get_metric_by_name_output as get_metric_by_name_output,
    )
    from .lookups.metric import (
        get_metric_experiments as get_metric_experiments,
    )
    from .lookups.metric import (
        get_metric_experiments_output as get_metric_experiments_output,
    )
    from .lookups.metric import (
        get_metric_output as get_metric_output,
    )
    from .lookups.metric import (
        get_metric_value as get_metric_value,
    )
    from .lookups.metric import (
        get_metric_value_output as get_metric_value_output,
    )
    from .lookups.metric import (
        get_metric_values as get_metric_values,
    )
    from .lookups.metric import (
        get_metric_values_output as get_metric_values_output,
    )
    from .lookups.metric import (
        get_metrics as get_metrics,
    )
    from .lookups.metric import (
        get_metrics_output as get_metrics_output,
    )
    from .lookups.metric_source import (
        get_metric_source as get_metric_source,
    )
    from .lookups.metric_source import (
        get_metric_source_metrics as get_metric_source_metrics,
    )
    from .lookups.metric_source import (
        get_metric_source_metrics_output as get_metric_source_metrics_output,
    )
    from .lookups.metric_source import (
        get_metric_source_output as get_metric_source_output,
    )
    from .lookups.metric_source import (
        get_metric_sources as get_metric_sources,
    )
    from .lookups.metric_source import (
        get_metric_sources_output as get_metric_sources_output,
    )
    from .lookups.param_store import (
        get_param_store as get_param_store,
    )
    from .lookups.param_store import (
        get_param_store_output as get_param_store_output,
    )
    from .lookups.param_store import (
        get_param_stores as get_param_stores,
    )
    from .lookups.param_store import (
        get_param_stores_output as get_param_stores_output,
    )
    from .lookups.project import (
        get_company as get_company,
    )
    from .lookups.project import (
        get_company_output as get_company_output,
    )
    from .lookups.project import (
        get_project as get_project,
    )
    from .lookups.project import (
        get_project_output as get_project_output,
    )
    from .lookups.project import (
        get_usage_report as get_usage_report,
    )
    from .lookups.project import (
        get_usage_report_output as get_usage_report_output,
    )
    from .lookups.prompt import (
        get_prompt as get_prompt,
    )
    from .lookups.prompt import (
        get_prompt_output as get_prompt_output,
    )
    from .lookups.prompt import (
        get_prompts as get_prompts,
    )
    from .lookups.prompt import (
        get_prompts_output as get_prompts_output,
    )
    from .lookups.qualifying_event import (
        get_qualifying_event as get_qualifying_event,
    )
    from .lookups.qualifying_event import (
        get_qualifying_event_output as get_qualifying_event_output,
    )
    from .lookups.qualifying_event import (
        get_qualifying_events as get_qualifying_events,
    )
    from .lookups.qualifying_event import (
        get_qualifying_events_output as get_qualifying_events_output,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline as get_release_pipeline,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline_output as get_release_pipeline_output,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline_trigger as get_release_pipeline_trigger,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline_trigger_output as get_release_pipeline_trigger_output,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline_triggers as get_release_pipeline_triggers,
    )
    from .lookups.release_pipeline import (
        get_release_pipeline_triggers_output as get_release_pipeline_triggers_output,
    )
    from .lookups.release_pipeline import (
        get_release_pipelines as get_release_pipelines,
    )
    from .lookups.release_pipeline import (
        get_release_pipelines_output as get_release_pipelines_output,
    )
    from .lookups.report import get_reports as get_reports
    from .lookups.report import get_reports_output as get_reports_output
    from .lookups.role import (
        get_role as get_role,
    )
    from .lookups.role import (
        get_role_output as get_role_output,
    )
    from .lookups.role import (
        get_roles as get_roles,
    )
    from .lookups.role import (
        get_roles_output as get_roles_output,
    )
    from .lookups.segment import (
        get_segment as get_segment,
    )
    from .lookups.segment import (
        get_segment_id_list_metadata as get_segment_id_list_metadata,
    )
    from .lookups.segment import (
        get_segment_id_list_metadata_output as get_segment_id_list_metadata_output,
    )
    from .lookups.segment import (
        get_segment_ids as get_segment_ids,
    )
    from .lookups.segment import (
        get_segment_ids_output as get_segment_ids_output,
    )
    from .lookups.segment import (
        get_segment_output as get_segment_output,
    )
    from .lookups.segment import (
        get_segments as get_segments,
    )
    from .lookups.segment import (
        get_segments_output as get_segments_output,
    )
    from .lookups.settings import (
        get_project_settings as get_project_settings,
    )
    from .lookups.settings import (
        get_project_settings_output as get_project_settings_output,
    )
    from .lookups.settings import (
        get_review_settings as get_review_settings,
    )
    from .lookups.settings import (
        get_review_settings_output as get_review_settings_output,
    )
    from .lookups.settings import (
        get_role_settings as get_role_settings,
    )
    from .lookups.settings import (
        get_role_settings_output as get_role_settings_output,
    )
    from .lookups.settings import (
        get_team_settings as get_team_settings,
    )
    from .lookups.settings import (
        get_team_settings_output as get_team_settings_output,
    )
    from .lookups.tag import get_tag as get_tag
    from .lookups.tag import get_tag_output as get_tag_output
    from .lookups.tag import get_tags as get_tags
    from .lookups.tag import get_tags_output as get_tags_output
    from .lookups.target_app import (
        get_target_app as get_target_app,
    )
    from .lookups.target_app import (
        get_target_app_output as get_target_app_output,
    )
    from .lookups.target_app import (
        get_target_apps as get_target_apps,
    )
    from .lookups.target_app import (
        get_target_apps_output as get_target_apps_output,
    )
    from .lookups.team import (
        get_team as get_team,
    )
    from .lookups.team import (
        get_team_output as get_team_output,
    )
    from .lookups.team import (
        get_teams as get_teams,
    )
    from .lookups.team import (
        get_teams_output as get_teams_output,
    )
    from .lookups.unit_id_type import (
        get_unit_id_type as get_unit_id_type,
    )
    from .lookups.unit_id_type import (
        get_unit_id_type_output as get_unit_id_type_output,
    )
    from .lookups.unit_id_type import (
        get_unit_id_types as get_unit_id_types,
    )
    from .lookups.unit_id_type import (
        get_unit_id_types_output as get_unit_id_types_output,
    )
    from .lookups.user import (
        get_user as get_user,
    )
    from .lookups.user import (
        get_user_output as get_user_output,
    )
    from .lookups.user import (
        get_users as get_users,
    )
    from .lookups.user import (
        get_users_output as get_users_output,
    )
    from .metric import (
        FunnelEvent as FunnelEvent,
    )
    from .metric import (
        Lineage as Lineage,
    )
    from .metric import (
        Metric as Metric,
    )
    from .metric import (
        MetricEvent as MetricEvent,
    )
    from .metric import (
        MetricOwner as MetricOwner,
    )
    from .metric_criterion import MetricCriterion as MetricCriterion
    from .metric_reference import MetricReference as MetricReference
    from .metric_reload import MetricReload as MetricReload
    from .metric_source import MetricSource as MetricSource
    from .param import (
        ArrayGateParam as ArrayGateParam,
    )
    from .param import (
        ArrayParam as ArrayParam,
    )
    from .param import (
        BooleanGateParam as BooleanGateParam,
    )
    from .param import (
        BooleanParam as BooleanParam,
    )
    from .param import (
        ConfigParam as ConfigParam,
    )
    from .param import (
        ExperimentParam as ExperimentParam,
    )
    from .param import (
        LayerParam as LayerParam,
    )
    from .param import (
        NumberGateParam as NumberGateParam,
    )
    from .param import (
        NumberParam as NumberParam,
    )
    from .param import (
        ObjectGateParam as ObjectGateParam,
    )
    from .param import (
        ObjectParam as ObjectParam,
    )
    from .param import (
        StringGateParam as StringGateParam,
    )
    from .param import (
        StringParam as StringParam,
    )
    from .param_store import ParamStore as ParamStore
    from .project_settings import ProjectSettings as ProjectSettings
    from .prompt import Prompt as Prompt
    from .prompt_version import (
        PromptMessage as PromptMessage,
    )
    from .prompt_version import (
        PromptVersion as PromptVersion,
    )
    from .prompt_version import (
        WorkflowBody as WorkflowBody,
    )
    from .prompt_version import (
        WorkflowHeader as WorkflowHeader,
    )
    from .qualifying_event import QualifyingEvent as QualifyingEvent
    from .release_pipeline import Phase as Phase
    from .release_pipeline import PhaseRule as PhaseRule
    from .release_pipeline import ReleasePipeline as ReleasePipeline
    from .release_pipeline_trigger import (
        PhaseState as PhaseState,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerAbort as ReleasePipelineTriggerAbort,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerApprove as ReleasePipelineTriggerApprove,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerPause as ReleasePipelineTriggerPause,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerRollout as ReleasePipelineTriggerRollout,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerSkip as ReleasePipelineTriggerSkip,
    )
    from .release_pipeline_trigger import (
        ReleasePipelineTriggerUnpause as ReleasePipelineTriggerUnpause,
    )
    from .release_pipeline_trigger import (
        TriggerState as TriggerState,
    )
    from .release_pipeline_trigger import (
        TriggerStep as TriggerStep,
    )
    from .review import Reviewer as Reviewer
    from .review import ReviewRequirement as ReviewRequirement
    from .review_settings import ReviewSettings as ReviewSettings
    from .role import Permissions as Permissions
    from .role import Role as Role
    from .role_settings import RoleSettings as RoleSettings
    from .rule import (
        AutomatedRollout as AutomatedRollout,
    )
    from .rule import (
        Condition as Condition,
    )
    from .rule import (
        ConfigRule as ConfigRule,
    )
    from .rule import (
        Rule as Rule,
    )
    from .rule import (
        SegmentCondition as SegmentCondition,
    )
    from .rule import (
        SegmentRule as SegmentRule,
    )
    from .rule import (
        Variant as Variant,
    )
    from .segment import Segment as Segment
    from .start_evals import StartEvals as StartEvals
    from .tag import Tag as Tag
    from .target_app import TargetApp as TargetApp
    from .target_app_assignment import TargetAppAssignment as TargetAppAssignment
    from .team import Team as Team
    from .team_settings import TeamSettings as TeamSettings
    from .unit_id_type import UnitIdType as UnitIdType
    from .user import User as User
    from .user_change import UserChange as UserChange
    from .warehouse_connection import (
        BigQueryWarehouse as BigQueryWarehouse,
    )
    from .warehouse_connection import (
        DatabricksWarehouse as DatabricksWarehouse,
    )
    from .warehouse_connection import (
        SnowflakeWarehouse as SnowflakeWarehouse,
    )
    from .warehouse_connection import (
        WarehouseConnection as WarehouseConnection,
    )
    from .warehouse_metric import WarehouseFunnelEvent as WarehouseFunnelEvent
    from .warehouse_metric import WarehouseMetric as WarehouseMetric
    from .warehouse_source import FieldMapping as FieldMapping
    from .warehouse_source import IdTypeMapping as IdTypeMapping
    from .warehouse_source import WarehouseSource as WarehouseSource

_MODULES = {
    "ActiveReview": "audit",
    "ArrayGateParam": "param",
    "ArrayParam": "param",
    "AssignmentSource": "assignment_source",
    "Audited": "audit",
    "AutomatedRollout": "rule",
    "BigQueryWarehouse": "warehouse_connection",
    "BooleanGateParam": "param",
    "BooleanParam": "param",
    "ChangeValidation": "change_validation",
    "Condition": "rule",
    "ConfigParam": "param",
    "ConfigRule": "rule",
    "DatabricksConnection": "databricks_connection",
    "DatabricksWarehouse": "warehouse_connection",
    "DebugLink": "change_validation",
    "DynamicConfig": "dynamic_config",
    "EntityProperty": "entity_property",
    "Environment": "environments",
    "Environments": "environments",
    "EventColumns": "ingestion_source",
    "ExperimentParam": "param",
    "ExposureColumns": "ingestion_source",
    "FieldMapping": "warehouse_source",
    "FunnelEvent": "metric",
    "Gate": "gate",
    "IdTypeMapping": "warehouse_source",
    "IngestionBackfill": "ingestion_backfill",
    "IngestionSchedule": "ingestion_schedule",
    "IngestionSource": "ingestion_source",
    "Key": "key",
    "LayerParam": "param",
    "Lineage": "metric",
    "Metric": "metric",
    "MetricColumns": "ingestion_source",
    "MetricCriterion": "metric_criterion",
    "MetricEvent": "metric",
    "MetricOwner": "metric",
    "MetricReference": "metric_reference",
    "MetricReload": "metric_reload",
    "MetricSource": "metric_source",
    "NumberGateParam": "param",
    "NumberParam": "param",
    "ObjectGateParam": "param",
    "ObjectParam": "param",
    "Owner": "audit",
    "ParamStore": "param_store",
    "Permissions": "role",
    "Phase": "release_pipeline",
    "PhaseRule": "release_pipeline",
    "PhaseState": "release_pipeline_trigger",
    "ProjectSettings": "project_settings",
    "Prompt": "prompt",
    "PromptMessage": "prompt_version",
    "PromptVersion": "prompt_version",
    "QualifyingEvent": "qualifying_event",
    "ReleasePipeline": "release_pipeline",
    "ReleasePipelineTriggerAbort": "release_pipeline_trigger",
    "ReleasePipelineTriggerApprove": "release_pipeline_trigger",
    "ReleasePipelineTriggerPause": "release_pipeline_trigger",
    "ReleasePipelineTriggerRollout": "release_pipeline_trigger",
    "ReleasePipelineTriggerSkip": "release_pipeline_trigger",
    "ReleasePipelineTriggerUnpause": "release_pipeline_trigger",
    "ReviewRequirement": "review",
    "ReviewSettings": "review_settings",
    "Reviewer": "review",
    "Role": "role",
    "RoleSettings": "role_settings",
    "Rule": "rule",
    "Segment": "segment",
    "SegmentCondition": "rule",
    "SegmentRule": "rule",
    "SnowflakeWarehouse": "warehouse_connection",
    "StartEvals": "start_evals",
    "StringGateParam": "param",
    "StringParam": "param",
    "Tag": "tag",
    "TargetApp": "target_app",
    "TargetAppAssignment": "target_app_assignment",
    "Team": "team",
    "TeamSettings": "team_settings",
    "TriggerState": "release_pipeline_trigger",
    "TriggerStep": "release_pipeline_trigger",
    "UnitIdType": "unit_id_type",
    "User": "user",
    "UserChange": "user_change",
    "Variant": "rule",
    "WarehouseConnection": "warehouse_connection",
    "WarehouseFunnelEvent": "warehouse_metric",
    "WarehouseMetric": "warehouse_metric",
    "WarehouseSource": "warehouse_source",
    "WorkflowBody": "prompt_version",
    "WorkflowHeader": "prompt_version",
    "get_alerts": "lookups.alert",
    "get_alerts_output": "lookups.alert",
    "get_assignment_sources": "lookups.assignment_source",
    "get_assignment_sources_output": "lookups.assignment_source",
    "get_audit_logs": "lookups.audit_log",
    "get_audit_logs_output": "lookups.audit_log",
    "get_autotune": "lookups.autotune",
    "get_autotune_output": "lookups.autotune",
    "get_autotunes": "lookups.autotune",
    "get_autotunes_output": "lookups.autotune",
    "get_company": "lookups.project",
    "get_company_output": "lookups.project",
    "get_dynamic_config": "lookups.dynamic_config",
    "get_dynamic_config_output": "lookups.dynamic_config",
    "get_dynamic_config_rule": "lookups.dynamic_config",
    "get_dynamic_config_rule_output": "lookups.dynamic_config",
    "get_dynamic_config_rules": "lookups.dynamic_config",
    "get_dynamic_config_rules_output": "lookups.dynamic_config",
    "get_dynamic_config_versions": "lookups.dynamic_config",
    "get_dynamic_config_versions_output": "lookups.dynamic_config",
    "get_dynamic_configs": "lookups.dynamic_config",
    "get_dynamic_configs_output": "lookups.dynamic_config",
    "get_entity_property_source": "lookups.entity_property_source",
    "get_entity_property_source_output": "lookups.entity_property_source",
    "get_entity_property_sources": "lookups.entity_property_source",
    "get_entity_property_sources_output": "lookups.entity_property_source",
    "get_environments": "lookups.environment",
    "get_environments_output": "lookups.environment",
    "get_event_metrics": "lookups.event",
    "get_event_metrics_output": "lookups.event",
    "get_events": "lookups.event",
    "get_events_output": "lookups.event",
    "get_experiment": "lookups.experiment",
    "get_experiment_cumulative_exposures": "lookups.experiment",
    "get_experiment_cumulative_exposures_output": "lookups.experiment",
    "get_experiment_exposures": "lookups.experiment",
    "get_experiment_exposures_output": "lookups.experiment",
    "get_experiment_output": "lookups.experiment",
    "get_experiment_overrides": "lookups.experiment",
    "get_experiment_overrides_output": "lookups.experiment",
    "get_experiment_pulse_load_history": "lookups.experiment",
    "get_experiment_pulse_load_history_output": "lookups.experiment",
    "get_experiment_pulse_results": "lookups.experiment",
    "get_experiment_pulse_results_output": "lookups.experiment",
    "get_experiments": "lookups.experiment",
    "get_experiments_output": "lookups.experiment",
    "get_exposure_counts": "lookups.exposure_count",
    "get_exposure_counts_output": "lookups.exposure_count",
    "get_gate": "lookups.gate",
    "get_gate_dynamic_config_references": "lookups.gate",
    "get_gate_dynamic_config_references_output": "lookups.gate",
    "get_gate_experiment_references": "lookups.gate",
    "get_gate_experiment_references_output": "lookups.gate",
    "get_gate_output": "lookups.gate",
    "get_gate_overrides": "lookups.gate",
    "get_gate_overrides_output": "lookups.gate",
    "get_gate_references": "lookups.gate",
    "get_gate_references_output": "lookups.gate",
    "get_gate_rule_pulse_load_history": "lookups.gate",
    "get_gate_rule_pulse_load_history_output": "lookups.gate",
    "get_gate_rule_pulse_results": "lookups.gate",
    "get_gate_rule_pulse_results_output": "lookups.gate",
    "get_gate_rules": "lookups.gate",
    "get_gate_rules_output": "lookups.gate",
    "get_gate_versions": "lookups.gate",
    "get_gate_versions_output": "lookups.gate",
    "get_gates": "lookups.gate",
    "get_gates_output": "lookups.gate",
    "get_holdout": "lookups.holdout",
    "get_holdout_output": "lookups.holdout",
    "get_holdout_overrides": "lookups.holdout",
    "get_holdout_overrides_output": "lookups.holdout",
    "get_holdout_pulse_results": "lookups.holdout",
    "get_holdout_pulse_results_output": "lookups.holdout",
    "get_holdouts": "lookups.holdout",
    "get_holdouts_output": "lookups.holdout",
    "get_ingestion": "lookups.ingestion",
    "get_ingestion_event_counts": "lookups.ingestion",
    "get_ingestion_event_counts_output": "lookups.ingestion",
    "get_ingestion_event_deltas": "lookups.ingestion",
    "get_ingestion_event_deltas_output": "lookups.ingestion",
    "get_ingestion_output": "lookups.ingestion",
    "get_ingestion_run": "lookups.ingestion",
    "get_ingestion_run_output": "lookups.ingestion",
    "get_ingestion_runs": "lookups.ingestion",
    "get_ingestion_runs_output": "lookups.ingestion",
    "get_ingestion_schedule": "lookups.ingestion",
    "get_ingestion_schedule_output": "lookups.ingestion",
    "get_ingestion_status": "lookups.ingestion",
    "get_ingestion_status_output": "lookups.ingestion",
    "get_key": "lookups.key",
    "get_key_output": "lookups.key",
    "get_keys": "lookups.key",
    "get_keys_output": "lookups.key",
    "get_layer": "lookups.layer",
    "get_layer_experiments": "lookups.layer",
    "get_layer_experiments_output": "lookups.layer",
    "get_layer_output": "lookups.layer",
    "get_layer_overrides": "lookups.layer",
    "get_layer_overrides_output": "lookups.layer",
    "get_layers": "lookups.layer",
    "get_layers_output": "lookups.layer",
    "get_logged_events": "lookups.event",
    "get_logged_events_output": "lookups.event",
    "get_metric": "lookups.metric",
    "get_metric_by_name": "lookups.metric",
    "get_metric_by_name_output": "lookups.metric",
    "get_metric_experiments": "lookups.metric",
    "get_metric_experiments_output": "lookups.metric",
    "get_metric_output": "lookups.metric",
    "get_metric_source": "lookups.metric_source",
    "get_metric_source_metrics": "lookups.metric_source",
    "get_metric_source_metrics_output": "lookups.metric_source",
    "get_metric_source_output": "lookups.metric_source",
    "get_metric_sources": "lookups.metric_source",
    "get_metric_sources_output": "lookups.metric_source",
    "get_metric_value": "lookups.metric",
    "get_metric_value_output": "lookups.metric",
    "get_metric_values": "lookups.metric",
    "get_metric_values_output": "lookups.metric",
    "get_metrics": "lookups.metric",
    "get_metrics_output": "lookups.metric",
    "get_param_store": "lookups.param_store",
    "get_param_store_output": "lookups.param_store",
    "get_param_stores": "lookups.param_store",
    "get_param_stores_output": "lookups.param_store",
    "get_project": "lookups.project",
    "get_project_output": "lookups.project",
    "get_project_settings": "lookups.settings",
    "get_project_settings_output": "lookups.settings",
    "get_prompt": "lookups.prompt",
    "get_prompt_output": "lookups.prompt",
    "get_prompts": "lookups.prompt",
    "get_prompts_output": "lookups.prompt",
    "get_qualifying_event": "lookups.qualifying_event",
    "get_qualifying_event_output": "lookups.qualifying_event",
    "get_qualifying_events": "lookups.qualifying_event",
    "get_qualifying_events_output": "lookups.qualifying_event",
    "get_release_pipeline": "lookups.release_pipeline",
    "get_release_pipeline_output": "lookups.release_pipeline",
    "get_release_pipeline_trigger": "lookups.release_pipeline",
    "get_release_pipeline_trigger_output": "lookups.release_pipeline",
    "get_release_pipeline_triggers": "lookups.release_pipeline",
    "get_release_pipeline_triggers_output": "lookups.release_pipeline",
    "get_release_pipelines": "lookups.release_pipeline",
    "get_release_pipelines_output": "lookups.release_pipeline",
    "get_reports": "lookups.report",
    "get_reports_output": "lookups.report",
    "get_review_settings": "lookups.settings",
    "get_review_settings_output": "lookups.settings",
    "get_role": "lookups.role",
    "get_role_output": "lookups.role",
    "get_role_settings": "lookups.settings",
    "get_role_settings_output": "lookups.settings",
    "get_roles": "lookups.role",
    "get_roles_output": "lookups.role",
    "get_segment": "lookups.segment",
    "get_segment_id_list_metadata": "lookups.segment",
    "get_segment_id_list_metadata_output": "lookups.segment",
    "get_segment_ids": "lookups.segment",
    "get_segment_ids_output": "lookups.segment",
    "get_segment_output": "lookups.segment",
    "get_segments": "lookups.segment",
    "get_segments_output": "lookups.segment",
    "get_tag": "lookups.tag",
    "get_tag_output": "lookups.tag",
    "get_tags": "lookups.tag",
    "get_tags_output": "lookups.tag",
    "get_target_app": "lookups.target_app",
    "get_target_app_output": "lookups.target_app",
    "get_target_apps": "lookups.target_app",
    "get_target_apps_output": "lookups.target_app",
    "get_team": "lookups.team",
    "get_team_output": "lookups.team",
    "get_team_settings": "lookups.settings",
    "get_team_settings_output": "lookups.settings",
    "get_teams": "lookups.team",
    "get_teams_output": "lookups.team",
    "get_unit_id_type": "lookups.unit_id_type",
    "get_unit_id_type_output": "lookups.unit_id_type",
    "get_unit_id_types": "lookups.unit_id_type",
    "get_unit_id_types_output": "lookups.unit_id_type",
    "get_usage_report": "lookups.project",
    "get_usage_report_output": "lookups.project",
    "get_user": "lookups.user",
    "get_user_output": "lookups.user",
    "get_users": "lookups.user",
    "get_users_output": "lookups.user",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"pulumi_statsig_console has no {name}")
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_MODULES)

"""Statsig projects as Pulumi resources: gates, configs, experiments, metrics and ingestions.

Every name is imported when it is first used, so that a program pays only for the kinds that it has.
Written by tools/exports.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .alert import Alert as Alert, AlertGroupBy as AlertGroupBy, Subscriber as Subscriber, muting as muting
    from .alert_actions import AlertGroup as AlertGroup, AlertMute as AlertMute, AlertUnmute as AlertUnmute, MuteSchedule as MuteSchedule
    from .assignment_source import AssignmentSource as AssignmentSource
    from .audit import ActiveReview as ActiveReview, Audited as Audited, Owner as Owner
    from .autotune import Autotune as Autotune, AutotuneVariant as AutotuneVariant, AutotuneWinner as AutotuneWinner
    from .autotune_actions import (
        AutotuneMakeDecision as AutotuneMakeDecision,
        AutotuneReset as AutotuneReset,
        AutotuneScheduleStart as AutotuneScheduleStart,
        AutotuneStart as AutotuneStart,
    )
    from .autotune_overrides import AutotuneOverrides as AutotuneOverrides
    from .autotune_single_overrides import (
        AutotuneConditionOverride as AutotuneConditionOverride,
        AutotuneUserOverride as AutotuneUserOverride,
    )
    from .change_validation import ChangeValidation as ChangeValidation, DebugLink as DebugLink
    from .dashboard import Dashboard as Dashboard
    from .dashboard_actions import DashboardAddWidgets as DashboardAddWidgets
    from .dashboard_widget import (
        ChartQuery as ChartQuery,
        ConversionWindow as ConversionWindow,
        DashboardDate as DashboardDate,
        DashboardDefaults as DashboardDefaults,
        EventAggregation as EventAggregation,
        EventFilter as EventFilter,
        EventProperty as EventProperty,
        EventSource as EventSource,
        FunnelCohort as FunnelCohort,
        FunnelQuery as FunnelQuery,
        FunnelStep as FunnelStep,
        FunnelWidget as FunnelWidget,
        HeaderWidget as HeaderWidget,
        TextWidget as TextWidget,
        TimeseriesWidget as TimeseriesWidget,
        Visualization as Visualization,
    )
    from .databricks_connection import DatabricksConnection as DatabricksConnection
    from .dynamic_config import DynamicConfig as DynamicConfig
    from .dynamic_config_actions import (
        AddedConfigRule as AddedConfigRule,
        DynamicConfigAddRules as DynamicConfigAddRules,
        DynamicConfigChangeRuleNamed as DynamicConfigChangeRuleNamed,
        DynamicConfigChangeRules as DynamicConfigChangeRules,
        DynamicConfigDeleteRuleNamed as DynamicConfigDeleteRuleNamed,
    )
    from .dynamic_config_rule import DynamicConfigRule as DynamicConfigRule
    from .entity_property import EntityProperty as EntityProperty
    from .environments import Environment as Environment, Environments as Environments
    from .errors import (
        ConsoleError as ConsoleError,
        Forbidden as Forbidden,
        NotFound as NotFound,
        ProviderError as ProviderError,
        RateLimited as RateLimited,
        Unauthorized as Unauthorized,
        Unavailable as Unavailable,
    )
    from .experiment import Experiment as Experiment
    from .experiment_actions import (
        ExperimentAbandon as ExperimentAbandon,
        ExperimentAlertResolve as ExperimentAlertResolve,
        ExperimentArchive as ExperimentArchive,
        ExperimentCodeCleanup as ExperimentCodeCleanup,
        ExperimentDeferDecision as ExperimentDeferDecision,
        ExperimentDisableGroups as ExperimentDisableGroups,
        ExperimentEnableGroups as ExperimentEnableGroups,
        ExperimentLoadPulse as ExperimentLoadPulse,
        ExperimentMakeDecision as ExperimentMakeDecision,
        ExperimentPulseCancel as ExperimentPulseCancel,
        ExperimentReset as ExperimentReset,
        ExperimentRestartAsNew as ExperimentRestartAsNew,
        ExperimentScheduleStart as ExperimentScheduleStart,
        ExperimentStart as ExperimentStart,
        ExperimentUnarchive as ExperimentUnarchive,
    )
    from .experiment_overrides import ExperimentOverrides as ExperimentOverrides
    from .experiment_parts import (
        AssignmentFilter as AssignmentFilter,
        BayesianPrior as BayesianPrior,
        ExperimentGroup as ExperimentGroup,
        ExperimentLink as ExperimentLink,
        ExperimentMetric as ExperimentMetric,
        ExternalEvent as ExternalEvent,
        HealthCheck as HealthCheck,
        MetricNamed as MetricNamed,
        QualityScore as QualityScore,
        SidecarFilter as SidecarFilter,
        SprtGroup as SprtGroup,
        SprtSetting as SprtSetting,
        StratifiedSampling as StratifiedSampling,
        StratifyingFile as StratifyingFile,
        StratifyingMetric as StratifyingMetric,
        StratifyingProperty as StratifyingProperty,
        SummarySection as SummarySection,
        UserDimension as UserDimension,
    )
    from .experiment_single_overrides import (
        ExperimentConditionOverride as ExperimentConditionOverride,
        ExperimentUserOverride as ExperimentUserOverride,
    )
    from .gate import Gate as Gate, RolloutPhase as RolloutPhase, RolloutStrategy as RolloutStrategy
    from .gate_actions import (
        GateAddRules as GateAddRules,
        GateAlertResolve as GateAlertResolve,
        GateChangeRules as GateChangeRules,
        GateCodeCleanup as GateCodeCleanup,
        GateLoadPulse as GateLoadPulse,
        RuleChange as RuleChange,
    )
    from .gate_overrides import GateOverrides as GateOverrides
    from .gate_rule import GateRule as GateRule, SingleRule as SingleRule
    from .gate_user_override import GateUserOverride as GateUserOverride
    from .group_override_lists import (
        ConditionalOverride as ConditionalOverride,
        GroupOverrideLists as GroupOverrideLists,
        UserOverride as UserOverride,
    )
    from .holdout import Holdout as Holdout
    from .holdout_overrides import HoldoutOverrides as HoldoutOverrides
    from .ingestion_backfill import IngestionBackfill as IngestionBackfill
    from .ingestion_schedule import IngestionSchedule as IngestionSchedule
    from .ingestion_source import (
        EventColumns as EventColumns,
        ExposureColumns as ExposureColumns,
        IngestionSource as IngestionSource,
        MetricColumns as MetricColumns,
    )
    from .key import Key as Key
    from .layer import Layer as Layer, LayerParameter as LayerParameter
    from .layer_overrides import (
        LayerConditionalOverride as LayerConditionalOverride,
        LayerIdOverride as LayerIdOverride,
        LayerOverrides as LayerOverrides,
    )
    from .layer_single_overrides import (
        InLayer as InLayer,
        LayerConditionOverride as LayerConditionOverride,
        LayerUserOverride as LayerUserOverride,
    )
    from .lookups.alert import (
        get_alert as get_alert,
        get_alert_event as get_alert_event,
        get_alert_events as get_alert_events,
        get_alerts as get_alerts,
    )
    from .lookups.assignment_source import get_assignment_sources as get_assignment_sources
    from .lookups.audit_log import get_audit_logs as get_audit_logs
    from .lookups.autotune import (
        get_autotune as get_autotune,
        get_autotune_overrides as get_autotune_overrides,
        get_autotunes as get_autotunes,
    )
    from .lookups.dashboard import (
        get_dashboard as get_dashboard,
        get_dashboard_widget_results as get_dashboard_widget_results,
        get_dashboards as get_dashboards,
    )
    from .lookups.dynamic_config import (
        get_dynamic_config as get_dynamic_config,
        get_dynamic_config_rule as get_dynamic_config_rule,
        get_dynamic_config_rules as get_dynamic_config_rules,
        get_dynamic_config_versions as get_dynamic_config_versions,
        get_dynamic_configs as get_dynamic_configs,
    )
    from .lookups.entity_property_source import (
        get_entity_property_source as get_entity_property_source,
        get_entity_property_sources as get_entity_property_sources,
    )
    from .lookups.environment import get_environments as get_environments
    from .lookups.event import (
        get_event_metrics as get_event_metrics,
        get_events as get_events,
        get_logged_events as get_logged_events,
        get_logs as get_logs,
    )
    from .lookups.experiment import (
        get_experiment as get_experiment,
        get_experiment_alerts as get_experiment_alerts,
        get_experiment_context as get_experiment_context,
        get_experiment_cumulative_exposures as get_experiment_cumulative_exposures,
        get_experiment_diagnostics_checks as get_experiment_diagnostics_checks,
        get_experiment_dimensional_exposures as get_experiment_dimensional_exposures,
        get_experiment_exposures as get_experiment_exposures,
        get_experiment_metric_pulse as get_experiment_metric_pulse,
        get_experiment_overrides as get_experiment_overrides,
        get_experiment_pulse_load as get_experiment_pulse_load,
        get_experiment_pulse_load_history as get_experiment_pulse_load_history,
        get_experiment_pulse_results as get_experiment_pulse_results,
        get_experiment_summary_charts as get_experiment_summary_charts,
        get_experiment_versions as get_experiment_versions,
        get_experiments as get_experiments,
    )
    from .lookups.exposure_count import get_exposure_counts as get_exposure_counts
    from .lookups.gate import (
        get_gate as get_gate,
        get_gate_checks as get_gate_checks,
        get_gate_dynamic_config_references as get_gate_dynamic_config_references,
        get_gate_experiment_references as get_gate_experiment_references,
        get_gate_overrides as get_gate_overrides,
        get_gate_references as get_gate_references,
        get_gate_rule_pulse_load_history as get_gate_rule_pulse_load_history,
        get_gate_rule_pulse_results as get_gate_rule_pulse_results,
        get_gate_rules as get_gate_rules,
        get_gate_versions as get_gate_versions,
        get_gates as get_gates,
    )
    from .lookups.holdout import (
        get_holdout as get_holdout,
        get_holdout_overrides as get_holdout_overrides,
        get_holdout_pulse_results as get_holdout_pulse_results,
        get_holdouts as get_holdouts,
    )
    from .lookups.ingestion import (
        get_ingestion as get_ingestion,
        get_ingestion_event_counts as get_ingestion_event_counts,
        get_ingestion_event_deltas as get_ingestion_event_deltas,
        get_ingestion_run as get_ingestion_run,
        get_ingestion_runs as get_ingestion_runs,
        get_ingestion_schedule as get_ingestion_schedule,
        get_ingestion_status as get_ingestion_status,
    )
    from .lookups.key import get_key as get_key, get_keys as get_keys
    from .lookups.layer import (
        get_layer as get_layer,
        get_layer_experiments as get_layer_experiments,
        get_layer_overrides as get_layer_overrides,
        get_layers as get_layers,
    )
    from .lookups.metric import (
        get_metric as get_metric,
        get_metric_by_name as get_metric_by_name,
        get_metric_experiments as get_metric_experiments,
        get_metric_sql as get_metric_sql,
        get_metric_value as get_metric_value,
        get_metric_values as get_metric_values,
        get_metrics as get_metrics,
    )
    from .lookups.metric_source import (
        get_metric_source as get_metric_source,
        get_metric_source_metrics as get_metric_source_metrics,
        get_metric_sources as get_metric_sources,
    )
    from .lookups.outputs.alert import (
        get_alert_event_output as get_alert_event_output,
        get_alert_events_output as get_alert_events_output,
        get_alert_output as get_alert_output,
        get_alerts_output as get_alerts_output,
    )
    from .lookups.outputs.assignment_source import get_assignment_sources_output as get_assignment_sources_output
    from .lookups.outputs.audit_log import get_audit_logs_output as get_audit_logs_output
    from .lookups.outputs.autotune import (
        get_autotune_output as get_autotune_output,
        get_autotune_overrides_output as get_autotune_overrides_output,
        get_autotunes_output as get_autotunes_output,
    )
    from .lookups.outputs.dashboard import (
        get_dashboard_output as get_dashboard_output,
        get_dashboard_widget_results_output as get_dashboard_widget_results_output,
        get_dashboards_output as get_dashboards_output,
    )
    from .lookups.outputs.dynamic_config import (
        get_dynamic_config_output as get_dynamic_config_output,
        get_dynamic_config_rule_output as get_dynamic_config_rule_output,
        get_dynamic_config_rules_output as get_dynamic_config_rules_output,
        get_dynamic_config_versions_output as get_dynamic_config_versions_output,
        get_dynamic_configs_output as get_dynamic_configs_output,
    )
    from .lookups.outputs.entity_property_source import (
        get_entity_property_source_output as get_entity_property_source_output,
        get_entity_property_sources_output as get_entity_property_sources_output,
    )
    from .lookups.outputs.environment import get_environments_output as get_environments_output
    from .lookups.outputs.event import (
        get_event_metrics_output as get_event_metrics_output,
        get_events_output as get_events_output,
        get_logged_events_output as get_logged_events_output,
        get_logs_output as get_logs_output,
    )
    from .lookups.outputs.experiment import (
        get_experiment_alerts_output as get_experiment_alerts_output,
        get_experiment_context_output as get_experiment_context_output,
        get_experiment_cumulative_exposures_output as get_experiment_cumulative_exposures_output,
        get_experiment_diagnostics_checks_output as get_experiment_diagnostics_checks_output,
        get_experiment_dimensional_exposures_output as get_experiment_dimensional_exposures_output,
        get_experiment_exposures_output as get_experiment_exposures_output,
        get_experiment_metric_pulse_output as get_experiment_metric_pulse_output,
        get_experiment_output as get_experiment_output,
        get_experiment_overrides_output as get_experiment_overrides_output,
        get_experiment_pulse_load_history_output as get_experiment_pulse_load_history_output,
        get_experiment_pulse_load_output as get_experiment_pulse_load_output,
        get_experiment_pulse_results_output as get_experiment_pulse_results_output,
        get_experiment_summary_charts_output as get_experiment_summary_charts_output,
        get_experiment_versions_output as get_experiment_versions_output,
        get_experiments_output as get_experiments_output,
    )
    from .lookups.outputs.exposure_count import get_exposure_counts_output as get_exposure_counts_output
    from .lookups.outputs.gate import (
        get_gate_checks_output as get_gate_checks_output,
        get_gate_dynamic_config_references_output as get_gate_dynamic_config_references_output,
        get_gate_experiment_references_output as get_gate_experiment_references_output,
        get_gate_output as get_gate_output,
        get_gate_overrides_output as get_gate_overrides_output,
        get_gate_references_output as get_gate_references_output,
        get_gate_rule_pulse_load_history_output as get_gate_rule_pulse_load_history_output,
        get_gate_rule_pulse_results_output as get_gate_rule_pulse_results_output,
        get_gate_rules_output as get_gate_rules_output,
        get_gate_versions_output as get_gate_versions_output,
        get_gates_output as get_gates_output,
    )
    from .lookups.outputs.holdout import (
        get_holdout_output as get_holdout_output,
        get_holdout_overrides_output as get_holdout_overrides_output,
        get_holdout_pulse_results_output as get_holdout_pulse_results_output,
        get_holdouts_output as get_holdouts_output,
    )
    from .lookups.outputs.ingestion import (
        get_ingestion_event_counts_output as get_ingestion_event_counts_output,
        get_ingestion_event_deltas_output as get_ingestion_event_deltas_output,
        get_ingestion_output as get_ingestion_output,
        get_ingestion_run_output as get_ingestion_run_output,
        get_ingestion_runs_output as get_ingestion_runs_output,
        get_ingestion_schedule_output as get_ingestion_schedule_output,
        get_ingestion_status_output as get_ingestion_status_output,
    )
    from .lookups.outputs.key import get_key_output as get_key_output, get_keys_output as get_keys_output
    from .lookups.outputs.layer import (
        get_layer_experiments_output as get_layer_experiments_output,
        get_layer_output as get_layer_output,
        get_layer_overrides_output as get_layer_overrides_output,
        get_layers_output as get_layers_output,
    )
    from .lookups.outputs.metric import (
        get_metric_by_name_output as get_metric_by_name_output,
        get_metric_experiments_output as get_metric_experiments_output,
        get_metric_output as get_metric_output,
        get_metric_sql_output as get_metric_sql_output,
        get_metric_value_output as get_metric_value_output,
        get_metric_values_output as get_metric_values_output,
        get_metrics_output as get_metrics_output,
    )
    from .lookups.outputs.metric_source import (
        get_metric_source_metrics_output as get_metric_source_metrics_output,
        get_metric_source_output as get_metric_source_output,
        get_metric_sources_output as get_metric_sources_output,
    )
    from .lookups.outputs.param_store import (
        get_param_store_output as get_param_store_output,
        get_param_stores_output as get_param_stores_output,
    )
    from .lookups.outputs.project import (
        get_company_output as get_company_output,
        get_overrides_output as get_overrides_output,
        get_project_output as get_project_output,
        get_usage_report_output as get_usage_report_output,
    )
    from .lookups.outputs.prompt import get_prompt_output as get_prompt_output, get_prompts_output as get_prompts_output
    from .lookups.outputs.qualifying_event import (
        get_qualifying_event_output as get_qualifying_event_output,
        get_qualifying_events_output as get_qualifying_events_output,
    )
    from .lookups.outputs.release_pipeline import (
        get_release_pipeline_output as get_release_pipeline_output,
        get_release_pipeline_trigger_output as get_release_pipeline_trigger_output,
        get_release_pipeline_triggers_output as get_release_pipeline_triggers_output,
        get_release_pipelines_output as get_release_pipelines_output,
    )
    from .lookups.outputs.report import get_reports_output as get_reports_output
    from .lookups.outputs.review import (
        get_autotune_review_output as get_autotune_review_output,
        get_autotune_reviews_output as get_autotune_reviews_output,
        get_dynamic_config_eligible_reviewers_output as get_dynamic_config_eligible_reviewers_output,
        get_dynamic_config_review_output as get_dynamic_config_review_output,
        get_dynamic_config_reviews_output as get_dynamic_config_reviews_output,
        get_experiment_eligible_reviewers_output as get_experiment_eligible_reviewers_output,
        get_experiment_review_output as get_experiment_review_output,
        get_experiment_reviews_output as get_experiment_reviews_output,
        get_gate_eligible_reviewers_output as get_gate_eligible_reviewers_output,
        get_gate_review_output as get_gate_review_output,
        get_gate_reviews_output as get_gate_reviews_output,
    )
    from .lookups.outputs.role import get_role_output as get_role_output, get_roles_output as get_roles_output
    from .lookups.outputs.segment import (
        get_segment_id_list_metadata_output as get_segment_id_list_metadata_output,
        get_segment_ids_output as get_segment_ids_output,
        get_segment_output as get_segment_output,
        get_segments_output as get_segments_output,
    )
    from .lookups.outputs.settings import (
        get_project_settings_output as get_project_settings_output,
        get_review_settings_output as get_review_settings_output,
        get_role_settings_output as get_role_settings_output,
        get_team_settings_output as get_team_settings_output,
    )
    from .lookups.outputs.tag import get_tag_output as get_tag_output, get_tags_output as get_tags_output
    from .lookups.outputs.target_app import get_target_app_output as get_target_app_output, get_target_apps_output as get_target_apps_output
    from .lookups.outputs.team import get_team_output as get_team_output, get_teams_output as get_teams_output
    from .lookups.outputs.unit_id_type import (
        get_unit_id_type_output as get_unit_id_type_output,
        get_unit_id_types_output as get_unit_id_types_output,
    )
    from .lookups.outputs.user import (
        get_user_by_id_output as get_user_by_id_output,
        get_user_output as get_user_output,
        get_users_output as get_users_output,
    )
    from .lookups.param_store import get_param_store as get_param_store, get_param_stores as get_param_stores
    from .lookups.project import (
        get_company as get_company,
        get_overrides as get_overrides,
        get_project as get_project,
        get_usage_report as get_usage_report,
    )
    from .lookups.prompt import get_prompt as get_prompt, get_prompts as get_prompts
    from .lookups.qualifying_event import get_qualifying_event as get_qualifying_event, get_qualifying_events as get_qualifying_events
    from .lookups.release_pipeline import (
        get_release_pipeline as get_release_pipeline,
        get_release_pipeline_trigger as get_release_pipeline_trigger,
        get_release_pipeline_triggers as get_release_pipeline_triggers,
        get_release_pipelines as get_release_pipelines,
    )
    from .lookups.report import get_reports as get_reports
    from .lookups.review import (
        get_autotune_review as get_autotune_review,
        get_autotune_reviews as get_autotune_reviews,
        get_dynamic_config_eligible_reviewers as get_dynamic_config_eligible_reviewers,
        get_dynamic_config_review as get_dynamic_config_review,
        get_dynamic_config_reviews as get_dynamic_config_reviews,
        get_experiment_eligible_reviewers as get_experiment_eligible_reviewers,
        get_experiment_review as get_experiment_review,
        get_experiment_reviews as get_experiment_reviews,
        get_gate_eligible_reviewers as get_gate_eligible_reviewers,
        get_gate_review as get_gate_review,
        get_gate_reviews as get_gate_reviews,
    )
    from .lookups.role import get_role as get_role, get_roles as get_roles
    from .lookups.segment import (
        get_segment as get_segment,
        get_segment_id_list_metadata as get_segment_id_list_metadata,
        get_segment_ids as get_segment_ids,
        get_segments as get_segments,
    )
    from .lookups.settings import (
        get_project_settings as get_project_settings,
        get_review_settings as get_review_settings,
        get_role_settings as get_role_settings,
        get_team_settings as get_team_settings,
    )
    from .lookups.tag import get_tag as get_tag, get_tags as get_tags
    from .lookups.target_app import get_target_app as get_target_app, get_target_apps as get_target_apps
    from .lookups.team import get_team as get_team, get_teams as get_teams
    from .lookups.unit_id_type import get_unit_id_type as get_unit_id_type, get_unit_id_types as get_unit_id_types
    from .lookups.user import get_user as get_user, get_user_by_id as get_user_by_id, get_users as get_users
    from .metric import FunnelEvent as FunnelEvent, Lineage as Lineage, Metric as Metric, MetricEvent as MetricEvent
    from .metric_criterion import MetricCriterion as MetricCriterion
    from .metric_reference import MetricReference as MetricReference
    from .metric_reload import MetricReload as MetricReload
    from .metric_source import MetricSource as MetricSource
    from .newer import newer as newer
    from .override_lists import EnvironmentOverride as EnvironmentOverride, OverrideLists as OverrideLists
    from .param import (
        ArrayGateParam as ArrayGateParam,
        ArrayParam as ArrayParam,
        BooleanGateParam as BooleanGateParam,
        BooleanParam as BooleanParam,
        ConfigParam as ConfigParam,
        ExperimentParam as ExperimentParam,
        LayerParam as LayerParam,
        NumberGateParam as NumberGateParam,
        NumberParam as NumberParam,
        ObjectGateParam as ObjectGateParam,
        ObjectParam as ObjectParam,
        StringGateParam as StringGateParam,
        StringParam as StringParam,
    )
    from .param_store import ParamStore as ParamStore
    from .project import Project as Project
    from .project_settings import ProjectSettings as ProjectSettings
    from .prompt import Prompt as Prompt
    from .prompt_version import (
        PromptMessage as PromptMessage,
        PromptVersion as PromptVersion,
        WorkflowBody as WorkflowBody,
        WorkflowHeader as WorkflowHeader,
    )
    from .qualifying_event import QualifyingEvent as QualifyingEvent
    from .release_pipeline import Phase as Phase, PhaseRule as PhaseRule, ReleasePipeline as ReleasePipeline
    from .release_pipeline_trigger import (
        PhaseState as PhaseState,
        ReleasePipelineTriggerAbort as ReleasePipelineTriggerAbort,
        ReleasePipelineTriggerApprove as ReleasePipelineTriggerApprove,
        ReleasePipelineTriggerPause as ReleasePipelineTriggerPause,
        ReleasePipelineTriggerRollout as ReleasePipelineTriggerRollout,
        ReleasePipelineTriggerSkip as ReleasePipelineTriggerSkip,
        ReleasePipelineTriggerUnpause as ReleasePipelineTriggerUnpause,
        TriggerState as TriggerState,
        TriggerStep as TriggerStep,
    )
    from .review import ReviewRequirement as ReviewRequirement, Reviewer as Reviewer
    from .review_actions import (
        AutotuneReviewApprove as AutotuneReviewApprove,
        AutotuneReviewCommit as AutotuneReviewCommit,
        AutotuneReviewReject as AutotuneReviewReject,
        DynamicConfigReviewApprove as DynamicConfigReviewApprove,
        DynamicConfigReviewCommit as DynamicConfigReviewCommit,
        DynamicConfigReviewReject as DynamicConfigReviewReject,
        ExperimentReviewApprove as ExperimentReviewApprove,
        ExperimentReviewCommit as ExperimentReviewCommit,
        ExperimentReviewReject as ExperimentReviewReject,
        GateReviewApprove as GateReviewApprove,
        GateReviewCommit as GateReviewCommit,
        GateReviewReject as GateReviewReject,
        SegmentReviewCancel as SegmentReviewCancel,
        SegmentReviewCommit as SegmentReviewCommit,
    )
    from .review_settings import ReviewSettings as ReviewSettings
    from .role import Permissions as Permissions, Role as Role
    from .role_settings import RoleSettings as RoleSettings
    from .rule import (
        AutomatedRollout as AutomatedRollout,
        Condition as Condition,
        ConfigRule as ConfigRule,
        Rule as Rule,
        SegmentCondition as SegmentCondition,
        SegmentRule as SegmentRule,
        Variant as Variant,
        compared as compared,
    )
    from .segment import Segment as Segment
    from .segment_id_list import SegmentIdList as SegmentIdList
    from .segment_user_store_ids import SegmentUserStoreIds as SegmentUserStoreIds
    from .single_override import InEnvironment as InEnvironment, OfCondition as OfCondition, OfUnit as OfUnit
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
        AthenaWarehouse as AthenaWarehouse,
        BigQueryWarehouse as BigQueryWarehouse,
        DatabricksWarehouse as DatabricksWarehouse,
        RedshiftWarehouse as RedshiftWarehouse,
        SnowflakeWarehouse as SnowflakeWarehouse,
        WarehouseConnection as WarehouseConnection,
    )
    from .warehouse_metric import (
        DimensionLimit as DimensionLimit,
        MetricComponent as MetricComponent,
        MetricRows as MetricRows,
        WarehouseFunnelEvent as WarehouseFunnelEvent,
        WarehouseMetric as WarehouseMetric,
    )
    from .warehouse_source import FieldMapping as FieldMapping, IdTypeMapping as IdTypeMapping, WarehouseSource as WarehouseSource

_MODULES = {
    "ActiveReview": "audit",
    "AddedConfigRule": "dynamic_config_actions",
    "Alert": "alert",
    "AlertGroup": "alert_actions",
    "AlertGroupBy": "alert",
    "AlertMute": "alert_actions",
    "AlertUnmute": "alert_actions",
    "ArrayGateParam": "param",
    "ArrayParam": "param",
    "AssignmentFilter": "experiment_parts",
    "AssignmentSource": "assignment_source",
    "AthenaWarehouse": "warehouse_connection",
    "Audited": "audit",
    "AutomatedRollout": "rule",
    "Autotune": "autotune",
    "AutotuneConditionOverride": "autotune_single_overrides",
    "AutotuneMakeDecision": "autotune_actions",
    "AutotuneOverrides": "autotune_overrides",
    "AutotuneReset": "autotune_actions",
    "AutotuneReviewApprove": "review_actions",
    "AutotuneReviewCommit": "review_actions",
    "AutotuneReviewReject": "review_actions",
    "AutotuneScheduleStart": "autotune_actions",
    "AutotuneStart": "autotune_actions",
    "AutotuneUserOverride": "autotune_single_overrides",
    "AutotuneVariant": "autotune",
    "AutotuneWinner": "autotune",
    "BayesianPrior": "experiment_parts",
    "BigQueryWarehouse": "warehouse_connection",
    "BooleanGateParam": "param",
    "BooleanParam": "param",
    "ChangeValidation": "change_validation",
    "ChartQuery": "dashboard_widget",
    "Condition": "rule",
    "ConditionalOverride": "group_override_lists",
    "ConfigParam": "param",
    "ConfigRule": "rule",
    "ConsoleError": "errors",
    "ConversionWindow": "dashboard_widget",
    "Dashboard": "dashboard",
    "DashboardAddWidgets": "dashboard_actions",
    "DashboardDate": "dashboard_widget",
    "DashboardDefaults": "dashboard_widget",
    "DatabricksConnection": "databricks_connection",
    "DatabricksWarehouse": "warehouse_connection",
    "DebugLink": "change_validation",
    "DimensionLimit": "warehouse_metric",
    "DynamicConfig": "dynamic_config",
    "DynamicConfigAddRules": "dynamic_config_actions",
    "DynamicConfigChangeRuleNamed": "dynamic_config_actions",
    "DynamicConfigChangeRules": "dynamic_config_actions",
    "DynamicConfigDeleteRuleNamed": "dynamic_config_actions",
    "DynamicConfigReviewApprove": "review_actions",
    "DynamicConfigReviewCommit": "review_actions",
    "DynamicConfigReviewReject": "review_actions",
    "DynamicConfigRule": "dynamic_config_rule",
    "EntityProperty": "entity_property",
    "Environment": "environments",
    "EnvironmentOverride": "override_lists",
    "Environments": "environments",
    "EventAggregation": "dashboard_widget",
    "EventColumns": "ingestion_source",
    "EventFilter": "dashboard_widget",
    "EventProperty": "dashboard_widget",
    "EventSource": "dashboard_widget",
    "Experiment": "experiment",
    "ExperimentAbandon": "experiment_actions",
    "ExperimentAlertResolve": "experiment_actions",
    "ExperimentArchive": "experiment_actions",
    "ExperimentCodeCleanup": "experiment_actions",
    "ExperimentConditionOverride": "experiment_single_overrides",
    "ExperimentDeferDecision": "experiment_actions",
    "ExperimentDisableGroups": "experiment_actions",
    "ExperimentEnableGroups": "experiment_actions",
    "ExperimentGroup": "experiment_parts",
    "ExperimentLink": "experiment_parts",
    "ExperimentLoadPulse": "experiment_actions",
    "ExperimentMakeDecision": "experiment_actions",
    "ExperimentMetric": "experiment_parts",
    "ExperimentOverrides": "experiment_overrides",
    "ExperimentParam": "param",
    "ExperimentPulseCancel": "experiment_actions",
    "ExperimentReset": "experiment_actions",
    "ExperimentRestartAsNew": "experiment_actions",
    "ExperimentReviewApprove": "review_actions",
    "ExperimentReviewCommit": "review_actions",
    "ExperimentReviewReject": "review_actions",
    "ExperimentScheduleStart": "experiment_actions",
    "ExperimentStart": "experiment_actions",
    "ExperimentUnarchive": "experiment_actions",
    "ExperimentUserOverride": "experiment_single_overrides",
    "ExposureColumns": "ingestion_source",
    "ExternalEvent": "experiment_parts",
    "FieldMapping": "warehouse_source",
    "Forbidden": "errors",
    "FunnelCohort": "dashboard_widget",
    "FunnelEvent": "metric",
    "FunnelQuery": "dashboard_widget",
    "FunnelStep": "dashboard_widget",
    "FunnelWidget": "dashboard_widget",
    "Gate": "gate",
    "GateAddRules": "gate_actions",
    "GateAlertResolve": "gate_actions",
    "GateChangeRules": "gate_actions",
    "GateCodeCleanup": "gate_actions",
    "GateLoadPulse": "gate_actions",
    "GateOverrides": "gate_overrides",
    "GateReviewApprove": "review_actions",
    "GateReviewCommit": "review_actions",
    "GateReviewReject": "review_actions",
    "GateRule": "gate_rule",
    "GateUserOverride": "gate_user_override",
    "GroupOverrideLists": "group_override_lists",
    "HeaderWidget": "dashboard_widget",
    "HealthCheck": "experiment_parts",
    "Holdout": "holdout",
    "HoldoutOverrides": "holdout_overrides",
    "IdTypeMapping": "warehouse_source",
    "InEnvironment": "single_override",
    "InLayer": "layer_single_overrides",
    "IngestionBackfill": "ingestion_backfill",
    "IngestionSchedule": "ingestion_schedule",
    "IngestionSource": "ingestion_source",
    "Key": "key",
    "Layer": "layer",
    "LayerConditionOverride": "layer_single_overrides",
    "LayerConditionalOverride": "layer_overrides",
    "LayerIdOverride": "layer_overrides",
    "LayerOverrides": "layer_overrides",
    "LayerParam": "param",
    "LayerParameter": "layer",
    "LayerUserOverride": "layer_single_overrides",
    "Lineage": "metric",
    "Metric": "metric",
    "MetricColumns": "ingestion_source",
    "MetricComponent": "warehouse_metric",
    "MetricCriterion": "metric_criterion",
    "MetricEvent": "metric",
    "MetricNamed": "experiment_parts",
    "MetricReference": "metric_reference",
    "MetricReload": "metric_reload",
    "MetricRows": "warehouse_metric",
    "MetricSource": "metric_source",
    "MuteSchedule": "alert_actions",
    "NotFound": "errors",
    "NumberGateParam": "param",
    "NumberParam": "param",
    "ObjectGateParam": "param",
    "ObjectParam": "param",
    "OfCondition": "single_override",
    "OfUnit": "single_override",
    "OverrideLists": "override_lists",
    "Owner": "audit",
    "ParamStore": "param_store",
    "Permissions": "role",
    "Phase": "release_pipeline",
    "PhaseRule": "release_pipeline",
    "PhaseState": "release_pipeline_trigger",
    "Project": "project",
    "ProjectSettings": "project_settings",
    "Prompt": "prompt",
    "PromptMessage": "prompt_version",
    "PromptVersion": "prompt_version",
    "ProviderError": "errors",
    "QualifyingEvent": "qualifying_event",
    "QualityScore": "experiment_parts",
    "RateLimited": "errors",
    "RedshiftWarehouse": "warehouse_connection",
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
    "RolloutPhase": "gate",
    "RolloutStrategy": "gate",
    "Rule": "rule",
    "RuleChange": "gate_actions",
    "Segment": "segment",
    "SegmentCondition": "rule",
    "SegmentIdList": "segment_id_list",
    "SegmentReviewCancel": "review_actions",
    "SegmentReviewCommit": "review_actions",
    "SegmentRule": "rule",
    "SegmentUserStoreIds": "segment_user_store_ids",
    "SidecarFilter": "experiment_parts",
    "SingleRule": "gate_rule",
    "SnowflakeWarehouse": "warehouse_connection",
    "SprtGroup": "experiment_parts",
    "SprtSetting": "experiment_parts",
    "StartEvals": "start_evals",
    "StratifiedSampling": "experiment_parts",
    "StratifyingFile": "experiment_parts",
    "StratifyingMetric": "experiment_parts",
    "StratifyingProperty": "experiment_parts",
    "StringGateParam": "param",
    "StringParam": "param",
    "Subscriber": "alert",
    "SummarySection": "experiment_parts",
    "Tag": "tag",
    "TargetApp": "target_app",
    "TargetAppAssignment": "target_app_assignment",
    "Team": "team",
    "TeamSettings": "team_settings",
    "TextWidget": "dashboard_widget",
    "TimeseriesWidget": "dashboard_widget",
    "TriggerState": "release_pipeline_trigger",
    "TriggerStep": "release_pipeline_trigger",
    "Unauthorized": "errors",
    "Unavailable": "errors",
    "UnitIdType": "unit_id_type",
    "User": "user",
    "UserChange": "user_change",
    "UserDimension": "experiment_parts",
    "UserOverride": "group_override_lists",
    "Variant": "rule",
    "Visualization": "dashboard_widget",
    "WarehouseConnection": "warehouse_connection",
    "WarehouseFunnelEvent": "warehouse_metric",
    "WarehouseMetric": "warehouse_metric",
    "WarehouseSource": "warehouse_source",
    "WorkflowBody": "prompt_version",
    "WorkflowHeader": "prompt_version",
    "compared": "rule",
    "get_alert": "lookups.alert",
    "get_alert_event": "lookups.alert",
    "get_alert_event_output": "lookups.outputs.alert",
    "get_alert_events": "lookups.alert",
    "get_alert_events_output": "lookups.outputs.alert",
    "get_alert_output": "lookups.outputs.alert",
    "get_alerts": "lookups.alert",
    "get_alerts_output": "lookups.outputs.alert",
    "get_assignment_sources": "lookups.assignment_source",
    "get_assignment_sources_output": "lookups.outputs.assignment_source",
    "get_audit_logs": "lookups.audit_log",
    "get_audit_logs_output": "lookups.outputs.audit_log",
    "get_autotune": "lookups.autotune",
    "get_autotune_output": "lookups.outputs.autotune",
    "get_autotune_overrides": "lookups.autotune",
    "get_autotune_overrides_output": "lookups.outputs.autotune",
    "get_autotune_review": "lookups.review",
    "get_autotune_review_output": "lookups.outputs.review",
    "get_autotune_reviews": "lookups.review",
    "get_autotune_reviews_output": "lookups.outputs.review",
    "get_autotunes": "lookups.autotune",
    "get_autotunes_output": "lookups.outputs.autotune",
    "get_company": "lookups.project",
    "get_company_output": "lookups.outputs.project",
    "get_dashboard": "lookups.dashboard",
    "get_dashboard_output": "lookups.outputs.dashboard",
    "get_dashboard_widget_results": "lookups.dashboard",
    "get_dashboard_widget_results_output": "lookups.outputs.dashboard",
    "get_dashboards": "lookups.dashboard",
    "get_dashboards_output": "lookups.outputs.dashboard",
    "get_dynamic_config": "lookups.dynamic_config",
    "get_dynamic_config_eligible_reviewers": "lookups.review",
    "get_dynamic_config_eligible_reviewers_output": "lookups.outputs.review",
    "get_dynamic_config_output": "lookups.outputs.dynamic_config",
    "get_dynamic_config_review": "lookups.review",
    "get_dynamic_config_review_output": "lookups.outputs.review",
    "get_dynamic_config_reviews": "lookups.review",
    "get_dynamic_config_reviews_output": "lookups.outputs.review",
    "get_dynamic_config_rule": "lookups.dynamic_config",
    "get_dynamic_config_rule_output": "lookups.outputs.dynamic_config",
    "get_dynamic_config_rules": "lookups.dynamic_config",
    "get_dynamic_config_rules_output": "lookups.outputs.dynamic_config",
    "get_dynamic_config_versions": "lookups.dynamic_config",
    "get_dynamic_config_versions_output": "lookups.outputs.dynamic_config",
    "get_dynamic_configs": "lookups.dynamic_config",
    "get_dynamic_configs_output": "lookups.outputs.dynamic_config",
    "get_entity_property_source": "lookups.entity_property_source",
    "get_entity_property_source_output": "lookups.outputs.entity_property_source",
    "get_entity_property_sources": "lookups.entity_property_source",
    "get_entity_property_sources_output": "lookups.outputs.entity_property_source",
    "get_environments": "lookups.environment",
    "get_environments_output": "lookups.outputs.environment",
    "get_event_metrics": "lookups.event",
    "get_event_metrics_output": "lookups.outputs.event",
    "get_events": "lookups.event",
    "get_events_output": "lookups.outputs.event",
    "get_experiment": "lookups.experiment",
    "get_experiment_alerts": "lookups.experiment",
    "get_experiment_alerts_output": "lookups.outputs.experiment",
    "get_experiment_context": "lookups.experiment",
    "get_experiment_context_output": "lookups.outputs.experiment",
    "get_experiment_cumulative_exposures": "lookups.experiment",
    "get_experiment_cumulative_exposures_output": "lookups.outputs.experiment",
    "get_experiment_diagnostics_checks": "lookups.experiment",
    "get_experiment_diagnostics_checks_output": "lookups.outputs.experiment",
    "get_experiment_dimensional_exposures": "lookups.experiment",
    "get_experiment_dimensional_exposures_output": "lookups.outputs.experiment",
    "get_experiment_eligible_reviewers": "lookups.review",
    "get_experiment_eligible_reviewers_output": "lookups.outputs.review",
    "get_experiment_exposures": "lookups.experiment",
    "get_experiment_exposures_output": "lookups.outputs.experiment",
    "get_experiment_metric_pulse": "lookups.experiment",
    "get_experiment_metric_pulse_output": "lookups.outputs.experiment",
    "get_experiment_output": "lookups.outputs.experiment",
    "get_experiment_overrides": "lookups.experiment",
    "get_experiment_overrides_output": "lookups.outputs.experiment",
    "get_experiment_pulse_load": "lookups.experiment",
    "get_experiment_pulse_load_history": "lookups.experiment",
    "get_experiment_pulse_load_history_output": "lookups.outputs.experiment",
    "get_experiment_pulse_load_output": "lookups.outputs.experiment",
    "get_experiment_pulse_results": "lookups.experiment",
    "get_experiment_pulse_results_output": "lookups.outputs.experiment",
    "get_experiment_review": "lookups.review",
    "get_experiment_review_output": "lookups.outputs.review",
    "get_experiment_reviews": "lookups.review",
    "get_experiment_reviews_output": "lookups.outputs.review",
    "get_experiment_summary_charts": "lookups.experiment",
    "get_experiment_summary_charts_output": "lookups.outputs.experiment",
    "get_experiment_versions": "lookups.experiment",
    "get_experiment_versions_output": "lookups.outputs.experiment",
    "get_experiments": "lookups.experiment",
    "get_experiments_output": "lookups.outputs.experiment",
    "get_exposure_counts": "lookups.exposure_count",
    "get_exposure_counts_output": "lookups.outputs.exposure_count",
    "get_gate": "lookups.gate",
    "get_gate_checks": "lookups.gate",
    "get_gate_checks_output": "lookups.outputs.gate",
    "get_gate_dynamic_config_references": "lookups.gate",
    "get_gate_dynamic_config_references_output": "lookups.outputs.gate",
    "get_gate_eligible_reviewers": "lookups.review",
    "get_gate_eligible_reviewers_output": "lookups.outputs.review",
    "get_gate_experiment_references": "lookups.gate",
    "get_gate_experiment_references_output": "lookups.outputs.gate",
    "get_gate_output": "lookups.outputs.gate",
    "get_gate_overrides": "lookups.gate",
    "get_gate_overrides_output": "lookups.outputs.gate",
    "get_gate_references": "lookups.gate",
    "get_gate_references_output": "lookups.outputs.gate",
    "get_gate_review": "lookups.review",
    "get_gate_review_output": "lookups.outputs.review",
    "get_gate_reviews": "lookups.review",
    "get_gate_reviews_output": "lookups.outputs.review",
    "get_gate_rule_pulse_load_history": "lookups.gate",
    "get_gate_rule_pulse_load_history_output": "lookups.outputs.gate",
    "get_gate_rule_pulse_results": "lookups.gate",
    "get_gate_rule_pulse_results_output": "lookups.outputs.gate",
    "get_gate_rules": "lookups.gate",
    "get_gate_rules_output": "lookups.outputs.gate",
    "get_gate_versions": "lookups.gate",
    "get_gate_versions_output": "lookups.outputs.gate",
    "get_gates": "lookups.gate",
    "get_gates_output": "lookups.outputs.gate",
    "get_holdout": "lookups.holdout",
    "get_holdout_output": "lookups.outputs.holdout",
    "get_holdout_overrides": "lookups.holdout",
    "get_holdout_overrides_output": "lookups.outputs.holdout",
    "get_holdout_pulse_results": "lookups.holdout",
    "get_holdout_pulse_results_output": "lookups.outputs.holdout",
    "get_holdouts": "lookups.holdout",
    "get_holdouts_output": "lookups.outputs.holdout",
    "get_ingestion": "lookups.ingestion",
    "get_ingestion_event_counts": "lookups.ingestion",
    "get_ingestion_event_counts_output": "lookups.outputs.ingestion",
    "get_ingestion_event_deltas": "lookups.ingestion",
    "get_ingestion_event_deltas_output": "lookups.outputs.ingestion",
    "get_ingestion_output": "lookups.outputs.ingestion",
    "get_ingestion_run": "lookups.ingestion",
    "get_ingestion_run_output": "lookups.outputs.ingestion",
    "get_ingestion_runs": "lookups.ingestion",
    "get_ingestion_runs_output": "lookups.outputs.ingestion",
    "get_ingestion_schedule": "lookups.ingestion",
    "get_ingestion_schedule_output": "lookups.outputs.ingestion",
    "get_ingestion_status": "lookups.ingestion",
    "get_ingestion_status_output": "lookups.outputs.ingestion",
    "get_key": "lookups.key",
    "get_key_output": "lookups.outputs.key",
    "get_keys": "lookups.key",
    "get_keys_output": "lookups.outputs.key",
    "get_layer": "lookups.layer",
    "get_layer_experiments": "lookups.layer",
    "get_layer_experiments_output": "lookups.outputs.layer",
    "get_layer_output": "lookups.outputs.layer",
    "get_layer_overrides": "lookups.layer",
    "get_layer_overrides_output": "lookups.outputs.layer",
    "get_layers": "lookups.layer",
    "get_layers_output": "lookups.outputs.layer",
    "get_logged_events": "lookups.event",
    "get_logged_events_output": "lookups.outputs.event",
    "get_logs": "lookups.event",
    "get_logs_output": "lookups.outputs.event",
    "get_metric": "lookups.metric",
    "get_metric_by_name": "lookups.metric",
    "get_metric_by_name_output": "lookups.outputs.metric",
    "get_metric_experiments": "lookups.metric",
    "get_metric_experiments_output": "lookups.outputs.metric",
    "get_metric_output": "lookups.outputs.metric",
    "get_metric_source": "lookups.metric_source",
    "get_metric_source_metrics": "lookups.metric_source",
    "get_metric_source_metrics_output": "lookups.outputs.metric_source",
    "get_metric_source_output": "lookups.outputs.metric_source",
    "get_metric_sources": "lookups.metric_source",
    "get_metric_sources_output": "lookups.outputs.metric_source",
    "get_metric_sql": "lookups.metric",
    "get_metric_sql_output": "lookups.outputs.metric",
    "get_metric_value": "lookups.metric",
    "get_metric_value_output": "lookups.outputs.metric",
    "get_metric_values": "lookups.metric",
    "get_metric_values_output": "lookups.outputs.metric",
    "get_metrics": "lookups.metric",
    "get_metrics_output": "lookups.outputs.metric",
    "get_overrides": "lookups.project",
    "get_overrides_output": "lookups.outputs.project",
    "get_param_store": "lookups.param_store",
    "get_param_store_output": "lookups.outputs.param_store",
    "get_param_stores": "lookups.param_store",
    "get_param_stores_output": "lookups.outputs.param_store",
    "get_project": "lookups.project",
    "get_project_output": "lookups.outputs.project",
    "get_project_settings": "lookups.settings",
    "get_project_settings_output": "lookups.outputs.settings",
    "get_prompt": "lookups.prompt",
    "get_prompt_output": "lookups.outputs.prompt",
    "get_prompts": "lookups.prompt",
    "get_prompts_output": "lookups.outputs.prompt",
    "get_qualifying_event": "lookups.qualifying_event",
    "get_qualifying_event_output": "lookups.outputs.qualifying_event",
    "get_qualifying_events": "lookups.qualifying_event",
    "get_qualifying_events_output": "lookups.outputs.qualifying_event",
    "get_release_pipeline": "lookups.release_pipeline",
    "get_release_pipeline_output": "lookups.outputs.release_pipeline",
    "get_release_pipeline_trigger": "lookups.release_pipeline",
    "get_release_pipeline_trigger_output": "lookups.outputs.release_pipeline",
    "get_release_pipeline_triggers": "lookups.release_pipeline",
    "get_release_pipeline_triggers_output": "lookups.outputs.release_pipeline",
    "get_release_pipelines": "lookups.release_pipeline",
    "get_release_pipelines_output": "lookups.outputs.release_pipeline",
    "get_reports": "lookups.report",
    "get_reports_output": "lookups.outputs.report",
    "get_review_settings": "lookups.settings",
    "get_review_settings_output": "lookups.outputs.settings",
    "get_role": "lookups.role",
    "get_role_output": "lookups.outputs.role",
    "get_role_settings": "lookups.settings",
    "get_role_settings_output": "lookups.outputs.settings",
    "get_roles": "lookups.role",
    "get_roles_output": "lookups.outputs.role",
    "get_segment": "lookups.segment",
    "get_segment_id_list_metadata": "lookups.segment",
    "get_segment_id_list_metadata_output": "lookups.outputs.segment",
    "get_segment_ids": "lookups.segment",
    "get_segment_ids_output": "lookups.outputs.segment",
    "get_segment_output": "lookups.outputs.segment",
    "get_segments": "lookups.segment",
    "get_segments_output": "lookups.outputs.segment",
    "get_tag": "lookups.tag",
    "get_tag_output": "lookups.outputs.tag",
    "get_tags": "lookups.tag",
    "get_tags_output": "lookups.outputs.tag",
    "get_target_app": "lookups.target_app",
    "get_target_app_output": "lookups.outputs.target_app",
    "get_target_apps": "lookups.target_app",
    "get_target_apps_output": "lookups.outputs.target_app",
    "get_team": "lookups.team",
    "get_team_output": "lookups.outputs.team",
    "get_team_settings": "lookups.settings",
    "get_team_settings_output": "lookups.outputs.settings",
    "get_teams": "lookups.team",
    "get_teams_output": "lookups.outputs.team",
    "get_unit_id_type": "lookups.unit_id_type",
    "get_unit_id_type_output": "lookups.outputs.unit_id_type",
    "get_unit_id_types": "lookups.unit_id_type",
    "get_unit_id_types_output": "lookups.outputs.unit_id_type",
    "get_usage_report": "lookups.project",
    "get_usage_report_output": "lookups.outputs.project",
    "get_user": "lookups.user",
    "get_user_by_id": "lookups.user",
    "get_user_by_id_output": "lookups.outputs.user",
    "get_user_output": "lookups.outputs.user",
    "get_users": "lookups.user",
    "get_users_output": "lookups.outputs.user",
    "muting": "alert",
    "newer": "newer",
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

"""Differences between declarations and documents that are on purpose, with the reasons.

By kind: the difference as the test words it, and the reason.
"""

DRY = "A run that changes nothing has no place among resources: an online preview sends it."
SQL = "The document forbids it there; a changed query is sent by the full update."
BY_MOVES = "The lifecycle's own operations change it, which is what the API promises to follow."
NAMED = "The address names the rule, and the API makes its IDs up."
MEANINGLESS = "A gate's rule returns true; the value is there since configs have the same schema."
EITHER = "A body has one of two forms: lists by environment are added right after."
NAME = "Optional in the document, but the API refuses a gate without a name."
TEN = "The document states this bound in prose."
OLDER = "The older document knows lists of texts alone; the current one, for the same conditions, all four forms."
DAY = "The document states this form in prose."
LENGTH = "The length that create allows holds for updates too."
KEY = "The name is the address and cannot change."
APPENDS = "The partial update adds to the members and doubles those that are there; the full update sets them."
TEAM = "The address names the team."
EXPERIMENTS = "The schema serves experiments, too, and only they ship with a group held back."
GOES_ON = "An experiment that ships with a group held back goes on, so that is no state of its lifecycle: the action does it."
WITH_IDS = "Create wants each tag with its ID, which a program need not know; the update right after takes names."
ACTIONS = "The lifecycle's move is of the whole alert and has no end; the actions do the rest."

READ_ONLY = ("completedAutomatedRollouts", "pendingAutomatedRollouts")
"""Keys of bodies in the older documents that the present one calls read-only."""

EXCEPTIONS: dict[str, dict[str, str]] = {
    "Alert": {
        "POST /alerts tags: only there": WITH_IDS,
        "POST /alerts/{id}/mute currentSchedule: only there": ACTIONS,
        "POST /alerts/{id}/mute durationSeconds: only there": ACTIONS,
        "POST /alerts/{id}/mute groupBys: only there": ACTIONS,
        "POST /alerts/{id}/unmute currentSchedule: only there": ACTIONS,
        "POST /alerts/{id}/unmute groupBys: only there": ACTIONS,
    },
    "AssignmentSource": {
        "PATCH /experiments/assignment_source/{name} dryRun: only there": DRY,
        "PATCH /experiments/assignment_source/{name} sql: only there": SQL,
        "POST /experiments/assignment_source/{name} dryRun: only there": DRY,
        "POST /experiments/assignment_sources dryRun: only there": DRY,
    },
    "Autotune": {
        "PUT /autotunes/{id}/make_decision holdout: only there": EXPERIMENTS,
    },
    "AutotuneMakeDecision": {
        "PUT /autotunes/{id}/make_decision holdout: only there": EXPERIMENTS,
    },
    "DynamicConfig": {
        "PATCH /dynamic_configs/{id} isEnabled: only there": BY_MOVES,
    },
    "DynamicConfigAddRules": {
        "POST /dynamic_configs/{id}/rules rules[].conditions[].targetValue: number here, array there": OLDER,
        "POST /dynamic_configs/{id}/rules rules[].conditions[].targetValue: string here, array there": OLDER,
        "POST /dynamic_configs/{id}/rules rules[].conditions[].targetValue[]: number here, string there": OLDER,
    },
    "DynamicConfigChangeRuleNamed": {
        "PATCH /dynamic_configs/{id}/rule/name/{ruleName} baseID: only there": NAMED,
        "PATCH /dynamic_configs/{id}/rule/name/{ruleName} id: only there": NAMED,
    },
    "DynamicConfigRule": {
        "PATCH /dynamic_configs/{id}/rule/{ruleId} baseID: only there": NAMED,
        "PATCH /dynamic_configs/{id}/rule/{ruleId} id: only there": NAMED,
        "POST /dynamic_configs/{id}/rule baseID: only there": NAMED,
        "POST /dynamic_configs/{id}/rule conditions[].targetValue: number here, array there": OLDER,
        "POST /dynamic_configs/{id}/rule conditions[].targetValue: string here, array there": OLDER,
        "POST /dynamic_configs/{id}/rule conditions[].targetValue[]: number here, string there": OLDER,
        "POST /dynamic_configs/{id}/rule id: only there": NAMED,
    },
    "EntityProperty": {
        "PATCH /experiments/entity_property/{name} dryRun: only there": DRY,
        "PATCH /experiments/entity_property/{name} sql: only there": SQL,
        "POST /experiments/entity_properties dryRun: only there": DRY,
        "POST /experiments/entity_property/{name} dryRun: only there": DRY,
    },
    "Experiment": {
        "PATCH /experiments/{id} decisionReason: only there": BY_MOVES,
        "PATCH /experiments/{id} launchedGroupID: only there": BY_MOVES,
        "PATCH /experiments/{id} manualQualityScores: maxItems 10 here, None there": TEN,
        "PATCH /experiments/{id} status: only there": BY_MOVES,
        "POST /experiments decisionReason: only there": BY_MOVES,
        "POST /experiments launchedGroupID: only there": BY_MOVES,
        "POST /experiments manualQualityScores: maxItems 10 here, None there": TEN,
        "POST /experiments status: only there": BY_MOVES,
        "POST /experiments/{id} manualQualityScores: maxItems 10 here, None there": TEN,
        "PUT /experiments/{id}/make_decision holdout: only there": GOES_ON,
    },
    "Gate": {
        "PATCH /gates/{id} isEnabled: only there": BY_MOVES,
        "POST /gates name: required only here": NAME,
    },
    "GateOverrides": {
        "POST /gates/{id}/overrides environmentOverrides: only there": EITHER,
    },
    "GateRule": {
        "PATCH /gates/{id}/rules/{ruleID} baseID: only there": NAMED,
        "PATCH /gates/{id}/rules/{ruleID} id: only there": NAMED,
        "PATCH /gates/{id}/rules/{ruleID} returnValue: only there": MEANINGLESS,
        "POST /gates/{id}/rule baseID: only there": NAMED,
        "POST /gates/{id}/rule id: only there": NAMED,
        "POST /gates/{id}/rule returnValue: only there": MEANINGLESS,
    },
    "Holdout": {
        "PATCH /holdouts/{id} experimentIDs: only there": APPENDS,
        "PATCH /holdouts/{id} gateIDs: only there": APPENDS,
        "PATCH /holdouts/{id} layerIDs: only there": APPENDS,
    },
    "HoldoutOverrides": {
        "POST /holdouts/{id}/overrides environmentOverrides: only there": EITHER,
    },
    "IngestionBackfill": {
        "POST /ingestion/backfill datestamp_end: pattern ^\\d{4}-\\d{2}-\\d{2}$ here, None there": DAY,
        "POST /ingestion/backfill datestamp_start: pattern ^\\d{4}-\\d{2}-\\d{2}$ here, None there": DAY,
    },
    "Metric": {
        "POST /metrics dryRun: only there": DRY,
        "POST /metrics/{id} description: maxLength 1000 here, None there": LENGTH,
        "POST /metrics/{id} dryRun: only there": DRY,
        "POST /metrics/{id} name: only there": KEY,
    },
    "MetricSource": {
        "POST /metrics/metric_source dryRun: only there": DRY,
        "POST /metrics/metric_source/{name} dryRun: only there": DRY,
        "POST /metrics/metric_source/{name} name: only there": KEY,
    },
    "QualifyingEvent": {
        "POST /experiments/qualifying_events dryRun: only there": DRY,
        "POST /experiments/qualifying_events/{name} dryRun: only there": DRY,
        "POST /experiments/qualifying_events/{name} name: only there": KEY,
    },
    "Team": {
        "PATCH /users/teams/{id} id: only there": TEAM,
    },
}

# The document leaves the contents of an ingestion's `data` open; the engine takes them as they are.
UNDECLARED = {"IngestionSource": ("dataset", "source_name", "column_mapping", "query", "use_delta_sharing", "share", "schema", "table")}

"""Lookups: feature gates, their rules, overrides, versions and results."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.dynamic_config import DynamicConfigResult
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.filters import GateType, GateTypeReason, Share
from pulumi_statsig_console.results.gate import GateResult
from pulumi_statsig_console.results.gate_checks import GateChecksResult
from pulumi_statsig_console.results.gate_pulse import GatePulseResult
from pulumi_statsig_console.results.overrides import OverridesResult
from pulumi_statsig_console.results.pulse_load import PulseLoadResult
from pulumi_statsig_console.results.shared import TargetingRuleResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages, WholeLookup

GATE = Lookup("get_gate", operation("GET /gates/{id}"), GateResult)


def get_gate(
    id: str,
    *,
    include_archive_metadata: bool | None = None,
) -> GateResult:
    """The gate with this id; `include_archive_metadata` adds who archived it, when and why.

    API: GET /gates/{id}. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
        include_archive_metadata: Whether answers hold who archived the gate, when and why.
    """
    return GATE(**locals())


GATES = ListLookup("get_gates", operation("GET /gates"), GateResult)


def get_gates(
    *,
    id_type: str | Sequence[str] | None = None,
    type: GateType | None = None,
    type_reason: GateTypeReason | None = None,
    pass_rate: Share | Sequence[Share] | None = None,
    rollout_rate: Share | Sequence[Share] | None = None,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: str | Sequence[str] | None = None,
    include_archive_metadata: bool | None = None,
    include_archived: bool | None = None,
    store_0100_exposures: bool | None = None,
    target_app_id: str | None = None,
    team_id: str | None = None,
) -> Pages[GateResult]:
    """The gates, filtered. `pass_rate` and `rollout_rate` are `"0"`, `"100"` or `"INBETWEEN"`, one or several.

    `include_archived` lists archived gates too; `store_0100_exposures` those that keep exposures of 0 % and 100 %, or those that do not.

    API: GET /gates.

    Args:
        id_type: Only those for this unit ID type, such as `userID`, or for one of these.
        type: Only those that stay for good (`PERMANENT`), are `TEMPORARY`, or that the API marks as `STALE` or `TEMPLATE`.
        type_reason: Only those that the API takes for stale for this reason, such as `STALE_ALL_TRUE`.
        pass_rate: Only those whose checks pass this often: `"0"` and `"100"` are never and always, `"INBETWEEN"` is the rest.
        rollout_rate: Only those whose rules let in nobody (`"0"`), everybody (`"100"`), or some (`"INBETWEEN"`).
        release_pipeline_id: Only those that are released through the pipeline with this ID.
        creator_name: Only those made by a person of this name.
        creator_id: Only those made by the user with this ID.
        tags: Only those with this tag, or with one of these, by name.
        include_archive_metadata: Whether answers hold who archived the gate, when and why.
        include_archived: Whether archived gates are listed too. Left out, they are not.
        store_0100_exposures: Only those that keep exposures of rules at 0 % and 100 %, or only those that do not.
        target_app_id: Only those of the target app with this ID.
        team_id: Only those owned by the team with this ID.
    """
    return GATES(**locals())


GATE_RULES = WholeLookup("get_gate_rules", operation("GET /gates/{id}/rules"), TargetingRuleResult, within="rules")


def get_gate_rules(id: str) -> list[TargetingRuleResult]:
    """The rules of a gate, in the order in which they are tried.

    API: GET /gates/{id}/rules. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_RULES(**locals())


GATE_OVERRIDES = Lookup("get_gate_overrides", operation("GET /gates/{id}/overrides"), OverridesResult)


def get_gate_overrides(id: str) -> OverridesResult:
    """The ids for which a gate always passes or always fails.

    API: GET /gates/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_OVERRIDES(**locals())


GATE_VERSIONS = ListLookup("get_gate_versions", operation("GET /gates/{id}/versions"), GateResult)


def get_gate_versions(
    id: str,
    *,
    end_date: str | None = None,
    start_date: str | None = None,
) -> Pages[GateResult]:
    """The versions that a gate has had, each as the whole gate. Dates are `YYYY-MM-DD`.

    API: GET /gates/{id}/versions. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
        end_date: The last day, as in 2026-01-31. Left out, there is no end.
        start_date: The first day, as in 2026-01-31. Left out, there is no beginning.
    """
    return GATE_VERSIONS(**locals())


GATE_REFERENCES = ListLookup("get_gate_references", operation("GET /gates/{id}/gate_references"), GateResult)


def get_gate_references(id: str) -> Pages[GateResult]:
    """The gates whose conditions refer to a gate.

    API: GET /gates/{id}/gate_references. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_REFERENCES(**locals())


GATE_EXPERIMENT_REFERENCES = ListLookup(
    "get_gate_experiment_references", operation("GET /gates/{id}/experiment_references"), ExperimentResult
)


def get_gate_experiment_references(id: str) -> Pages[ExperimentResult]:
    """The experiments that refer to a gate.

    API: GET /gates/{id}/experiment_references. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_EXPERIMENT_REFERENCES(**locals())


GATE_DYNAMIC_CONFIG_REFERENCES = ListLookup(
    "get_gate_dynamic_config_references", operation("GET /gates/{id}/dynamic_config_references"), DynamicConfigResult
)


def get_gate_dynamic_config_references(id: str) -> Pages[DynamicConfigResult]:
    """The dynamic configs whose conditions refer to a gate.

    API: GET /gates/{id}/dynamic_config_references. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_DYNAMIC_CONFIG_REFERENCES(**locals())


GATE_RULE_PULSE_RESULTS = Lookup("get_gate_rule_pulse_results", operation("GET /gates/{id}/rules/{ruleID}/pulse_results"), GatePulseResult)


def get_gate_rule_pulse_results(id: str, rule_id: str, *, cuped: bool | None = None, confidence: float | None = None) -> GatePulseResult:
    """How a gate's rule moves its metrics. `confidence` is 0–100.

    API: GET /gates/{id}/rules/{ruleID}/pulse_results. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
        rule_id: The ID of the rule, from the gate's `rules`.
        cuped: Whether variance is reduced by what units did before the exposure (CUPED). Left out, the API decides.
        confidence: The confidence of the intervals in %, 0 to 100. Left out, the API decides.
    """
    return GATE_RULE_PULSE_RESULTS(**locals())


GATE_RULE_PULSE_LOAD_HISTORY = ListLookup(
    "get_gate_rule_pulse_load_history", operation("GET /gates/{id}/rules/{ruleID}/pulse_load_history"), PulseLoadResult
)


def get_gate_rule_pulse_load_history(id: str, rule_id: str) -> Pages[PulseLoadResult]:
    """The runs that computed a rule's results; only warehouse-native projects have them. Times are in ms since 1970.

    API: GET /gates/{id}/rules/{ruleID}/pulse_load_history. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
        rule_id: The ID of the rule, from the gate's `rules`.
    """
    return GATE_RULE_PULSE_LOAD_HISTORY(**locals())


GATE_CHECKS = Lookup("get_gate_checks", operation("GET /gates/{id}/checks"), GateChecksResult)


def get_gate_checks(id: str) -> GateChecksResult:
    """Whether production has asked for a gate in the last seven days.

    API: GET /gates/{id}/checks. Raises `NotFound` when there is none.

    Args:
        id: The gate's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return GATE_CHECKS(**locals())

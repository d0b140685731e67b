"""Lookups: dynamic configs, their rules and versions."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.dynamic_config import DynamicConfigResult
from pulumi_statsig_console.results.filters import DynamicConfigType, DynamicConfigTypeReason
from pulumi_statsig_console.results.rule import RuleResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages, WholeLookup

DYNAMIC_CONFIG = Lookup("get_dynamic_config", operation("GET /dynamic_configs/{id}"), DynamicConfigResult)


def get_dynamic_config(id: str) -> DynamicConfigResult:
    """The dynamic config with this id.

    API: GET /dynamic_configs/{id}. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return DYNAMIC_CONFIG(**locals())


DYNAMIC_CONFIGS = ListLookup("get_dynamic_configs", operation("GET /dynamic_configs"), DynamicConfigResult)


def get_dynamic_configs(
    *,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: str | Sequence[str] | None = None,
    target_app_id: str | None = None,
    team_id: str | None = None,
    type: DynamicConfigType | None = None,
    type_reason: DynamicConfigTypeReason | None = None,
) -> Pages[DynamicConfigResult]:
    """The dynamic configs, filtered.

    API: GET /dynamic_configs.

    Args:
        release_pipeline_id: Only those that are released through the pipeline with this ID.
        creator_name: Only those made by a person of this name.
        creator_id: Only those made by the user with this ID.
        tags: Only those with this tag, or with one of these, by name.
        target_app_id: Only those of the target app with this ID.
        team_id: Only those owned by the team with this ID.
        type: Only those that stay for good, are temporary, or are marked as stale or as templates.
        type_reason: Only those that the API takes for stale for this reason.
    """
    return DYNAMIC_CONFIGS(**locals())


DYNAMIC_CONFIG_RULE = Lookup(
    "get_dynamic_config_rule", operation("GET /dynamic_configs/{id}/rule/{ruleId}"), RuleResult, wire={"rule_id": "ruleId"}
)


def get_dynamic_config_rule(id: str, rule_id: str) -> RuleResult:
    """One rule of a dynamic config; its variants and JSON5 text are in the config alone.

    API: GET /dynamic_configs/{id}/rule/{ruleId}. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's public ID: the last part of its address in the console, and the ID by which code asks for it.
        rule_id: The ID of the rule, from the dynamic config's `rules`.
    """
    return DYNAMIC_CONFIG_RULE(**locals())


DYNAMIC_CONFIG_RULES = WholeLookup("get_dynamic_config_rules", operation("GET /dynamic_configs/{id}/rules"), RuleResult, within="rules")


def get_dynamic_config_rules(id: str) -> list[RuleResult]:
    """The rules of a dynamic config, in order; their variants and JSON5 texts are in the config alone.

    API: GET /dynamic_configs/{id}/rules. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's public ID: the last part of its address in the console, and the ID by which code asks for it.
    """
    return DYNAMIC_CONFIG_RULES(**locals())


DYNAMIC_CONFIG_VERSIONS = ListLookup("get_dynamic_config_versions", operation("GET /dynamic_configs/{id}/versions"), DynamicConfigResult)


def get_dynamic_config_versions(
    id: str,
    *,
    end_date: str | None = None,
    start_date: str | None = None,
) -> Pages[DynamicConfigResult]:
    """The versions that a dynamic config has had, each as the whole config. Dates are `YYYY-MM-DD`.

    API: GET /dynamic_configs/{id}/versions. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's public ID: the last part of its address in the console, and the ID by which code asks for it.
        end_date: The last day, as in 2026-01-31. Left out, there is no end.
        start_date: The first day, as in 2026-01-31. Left out, there is no beginning.
    """
    return DYNAMIC_CONFIG_VERSIONS(**locals())

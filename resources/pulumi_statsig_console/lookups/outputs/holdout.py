"""The lookups of `holdout` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.holdout import HOLDOUT, HOLDOUT_OVERRIDES, HOLDOUT_PULSE_RESULTS, HOLDOUTS
from pulumi_statsig_console.results.gate_pulse import GatePulseResult
from pulumi_statsig_console.results.holdout import HoldoutResult
from pulumi_statsig_console.results.overrides import OverridesResult


def get_holdout_output(id: pulumi.Input[str]) -> pulumi.Output[HoldoutResult]:
    """`get_holdout` as an Output."""
    return HOLDOUT.output(**locals())


def get_holdouts_output(
    *,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
) -> pulumi.Output[list[HoldoutResult]]:
    """`get_holdouts` as an Output, the whole list."""
    return HOLDOUTS.output(**locals())


def get_holdout_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[OverridesResult]:
    """`get_holdout_overrides` as an Output."""
    return HOLDOUT_OVERRIDES.output(**locals())


def get_holdout_pulse_results_output(
    id: pulumi.Input[str], *, cuped: pulumi.Input[bool] | None = None, confidence: pulumi.Input[float] | None = None
) -> pulumi.Output[GatePulseResult]:
    """`get_holdout_pulse_results` as an Output."""
    return HOLDOUT_PULSE_RESULTS.output(**locals())

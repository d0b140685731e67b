"""The lookups of `autotune` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.autotune import AUTOTUNE, AUTOTUNE_OVERRIDES, AUTOTUNES
from pulumi_statsig_console.results.autotune import AutotuneResult
from pulumi_statsig_console.results.autotune_overrides import AutotuneOverridesResult


def get_autotune_output(id: pulumi.Input[str]) -> pulumi.Output[AutotuneResult]:
    """`get_autotune` as an Output."""
    return AUTOTUNE.output(**locals())


def get_autotunes_output() -> pulumi.Output[list[AutotuneResult]]:
    """`get_autotunes` as an Output, the whole list."""
    return AUTOTUNES.output()


def get_autotune_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[AutotuneOverridesResult]:
    """`get_autotune_overrides` as an Output."""
    return AUTOTUNE_OVERRIDES.output(**locals())

"""The lookups of `exposure_count` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.exposure_count import EXPOSURE_COUNTS
from pulumi_statsig_console.results.exposure_count import ExposureCountResult


def get_exposure_counts_output(
    *,
    experiments: pulumi.Input[str | Sequence[str]] | None = None,
    gates: pulumi.Input[str | Sequence[str]] | None = None,
    dynamic_configs: pulumi.Input[str | Sequence[str]] | None = None,
) -> pulumi.Output[ExposureCountResult]:
    """`get_exposure_counts` as an Output."""
    return EXPOSURE_COUNTS.output(**locals())

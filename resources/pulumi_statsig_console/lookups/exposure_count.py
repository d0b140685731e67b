"""Lookups: exposures of gates, experiments and dynamic configs."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.exposure_count import ExposureCountResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import Lookup

EXPOSURE_COUNTS = Lookup("get_exposure_counts", operation("GET /exposure_count"), ExposureCountResult)


def get_exposure_counts(
    *,
    experiments: str | Sequence[str] | None = None,
    gates: str | Sequence[str] | None = None,
    dynamic_configs: str | Sequence[str] | None = None,
) -> ExposureCountResult:
    """The exposures in the past day and week of up to 25 objects of each kind, by their ids.

    API: GET /exposure_count.

    Args:
        experiments: The IDs of up to 25 experiments.
        gates: The IDs of up to 25 gates.
        dynamic_configs: The IDs of up to 25 dynamic configs.
    """
    return EXPOSURE_COUNTS(**locals())

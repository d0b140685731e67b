"""The lookups of `layer` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.layer import LAYER, LAYER_EXPERIMENTS, LAYER_OVERRIDES, LAYERS
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.layer import LayerResult
from pulumi_statsig_console.results.layer_overrides import LayerOverridesResult


def get_layer_output(id: pulumi.Input[str]) -> pulumi.Output[LayerResult]:
    """`get_layer` as an Output."""
    return LAYER.output(**locals())


def get_layers_output(
    *,
    creator_id: pulumi.Input[str] | None = None,
    creator_name: pulumi.Input[str] | None = None,
    tags: pulumi.Input[Sequence[str]] | None = None,
) -> pulumi.Output[list[LayerResult]]:
    """`get_layers` as an Output, the whole list."""
    return LAYERS.output(**locals())


def get_layer_experiments_output(id: pulumi.Input[str]) -> pulumi.Output[list[ExperimentResult]]:
    """`get_layer_experiments` as an Output, the whole list."""
    return LAYER_EXPERIMENTS.output(**locals())


def get_layer_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[LayerOverridesResult]:
    """`get_layer_overrides` as an Output."""
    return LAYER_OVERRIDES.output(**locals())

"""Lookups: layers, their experiments and overrides."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.layer import LayerResult
from pulumi_statsig_console.results.layer_overrides import LayerOverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

LAYER = Lookup("get_layer", operation("GET /layers/{id}"), LayerResult)


def get_layer(id: str) -> LayerResult:
    """The layer with this id.

    API: GET /layers/{id}. Raises `NotFound` when there is none.

    Args:
        id: The layer's ID: the name in lower case, with `_` for spaces, as code asks for it.
    """
    return LAYER(**locals())


LAYERS = ListLookup("get_layers", operation("GET /layers"), LayerResult)


def get_layers(
    *,
    creator_id: str | None = None,
    creator_name: str | None = None,
    tags: Sequence[str] | None = None,
) -> Pages[LayerResult]:
    """The layers, those included that the API made for single experiments (`is_implicit_layer`).

    API: GET /layers.

    Args:
        creator_id: Only those made by the user with this ID.
        creator_name: Only those made by a person of this name.
        tags: Only those with this tag, or with one of these, by name.
    """
    return LAYERS(**locals())


LAYER_EXPERIMENTS = ListLookup("get_layer_experiments", operation("GET /layers/{id}/experiments"), ExperimentResult)


def get_layer_experiments(id: str) -> Pages[ExperimentResult]:
    """The experiments in a layer.

    API: GET /layers/{id}/experiments. Raises `NotFound` when there is none.

    Args:
        id: The layer's ID: the name in lower case, with `_` for spaces, as code asks for it.
    """
    return LAYER_EXPERIMENTS(**locals())


LAYER_OVERRIDES = Lookup("get_layer_overrides", operation("GET /layers/{id}/overrides"), LayerOverridesResult)


def get_layer_overrides(id: str) -> LayerOverridesResult:
    """Which gates, segments and ids always get a certain group of an experiment in the layer.

    API: GET /layers/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The layer's ID: the name in lower case, with `_` for spaces, as code asks for it.
    """
    return LAYER_OVERRIDES(**locals())

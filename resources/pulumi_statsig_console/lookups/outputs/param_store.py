"""The lookups of `param_store` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.param_store import PARAM_STORE, PARAM_STORES
from pulumi_statsig_console.results.param_store import ParamStoreResult


def get_param_store_output(name: pulumi.Input[str]) -> pulumi.Output[ParamStoreResult]:
    """`get_param_store` as an Output."""
    return PARAM_STORE.output(**locals())


def get_param_stores_output() -> pulumi.Output[list[ParamStoreResult]]:
    """`get_param_stores` as an Output, the whole list."""
    return PARAM_STORES.output()

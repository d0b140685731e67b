"""Lookups: parameter stores."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.param_store import ParamStoreResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_PARAM_STORE = Lookup("get_param_store", operation("GET /param_stores/{name}"), ParamStoreResult)


def get_param_store(name: str) -> ParamStoreResult:
    """The parameter store with this name.

    API: GET /param_stores/{name}. Raises `NotFound` when there is none.

    Args:
        name: The store's name, which stands for an ID here.
    """
    return _PARAM_STORE(name=name)


def get_param_store_output(name: pulumi.Input[str]) -> pulumi.Output[ParamStoreResult]:
    """`get_param_store` as an Output."""
    return _PARAM_STORE.output(name=name)


_PARAM_STORES = ListLookup("get_param_stores", operation("GET /param_stores"), ParamStoreResult)


def get_param_stores() -> Pages[ParamStoreResult]:
    """The parameter stores.

    API: GET /param_stores.
    """
    return _PARAM_STORES()


def get_param_stores_output() -> pulumi.Output[list[ParamStoreResult]]:
    """`get_param_stores` as an Output, the whole list."""
    return _PARAM_STORES.output()

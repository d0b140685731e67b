"""Lookups: parameter stores."""

from __future__ import annotations

from pulumi_statsig_console.results.param_store import ParamStoreResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

PARAM_STORE = Lookup("get_param_store", operation("GET /param_stores/{name}"), ParamStoreResult)


def get_param_store(name: str) -> ParamStoreResult:
    """The parameter store with this name.

    API: GET /param_stores/{name}. Raises `NotFound` when there is none.

    Args:
        name: The store's name, which is its ID here.
    """
    return PARAM_STORE(**locals())


PARAM_STORES = ListLookup("get_param_stores", operation("GET /param_stores"), ParamStoreResult)


def get_param_stores() -> Pages[ParamStoreResult]:
    """The parameter stores.

    API: GET /param_stores.
    """
    return PARAM_STORES()

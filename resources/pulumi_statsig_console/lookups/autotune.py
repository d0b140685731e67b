"""Lookups: autotunes."""

from __future__ import annotations

from pulumi_statsig_console.results.autotune import AutotuneResult
from pulumi_statsig_console.results.autotune_overrides import AutotuneOverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

AUTOTUNE = Lookup("get_autotune", operation("GET /autotunes/{id}"), AutotuneResult)


def get_autotune(id: str) -> AutotuneResult:
    """The autotune with this id.

    API: GET /autotunes/{id}. Raises `NotFound` when there is none.

    Args:
        id: The autotune's ID: its name in lower case, with `_` for spaces, as code asks for it.
    """
    return AUTOTUNE(**locals())


AUTOTUNES = ListLookup("get_autotunes", operation("GET /autotunes"), AutotuneResult)


def get_autotunes() -> Pages[AutotuneResult]:
    """The autotunes.

    API: GET /autotunes.
    """
    return AUTOTUNES()


AUTOTUNE_OVERRIDES = Lookup("get_autotune_overrides", operation("GET /autotunes/{id}/overrides"), AutotuneOverridesResult)


def get_autotune_overrides(id: str) -> AutotuneOverridesResult:
    """The gates, segments and ids that always get one variant of an autotune.

    API: GET /autotunes/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The autotune's ID: its name in lower case, with `_` for spaces, as code asks for it.
    """
    return AUTOTUNE_OVERRIDES(**locals())

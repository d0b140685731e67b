"""Lookups: autotunes."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.autotune import AutotuneResult
from pulumi_statsig_console.results.autotune_overrides import AutotuneOverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_AUTOTUNE = Lookup("get_autotune", operation("GET /autotunes/{id}"), AutotuneResult)


def get_autotune(id: str) -> AutotuneResult:
    """The autotune with this id.

    API: GET /autotunes/{id}. Raises `NotFound` when there is none.

    Args:
        id: The autotune's ID: its name in lower case, with `_` for spaces, as code asks for it.
    """
    return _AUTOTUNE(id=id)


def get_autotune_output(id: pulumi.Input[str]) -> pulumi.Output[AutotuneResult]:
    """`get_autotune` as an Output."""
    return _AUTOTUNE.output(id=id)


_AUTOTUNES = ListLookup("get_autotunes", operation("GET /autotunes"), AutotuneResult)


def get_autotunes() -> Pages[AutotuneResult]:
    """The autotunes.

    API: GET /autotunes.
    """
    return _AUTOTUNES()


def get_autotunes_output() -> pulumi.Output[list[AutotuneResult]]:
    """`get_autotunes` as an Output, the whole list."""
    return _AUTOTUNES.output()


_AUTOTUNE_OVERRIDES = Lookup("get_autotune_overrides", operation("GET /autotunes/{id}/overrides"), AutotuneOverridesResult)


def get_autotune_overrides(id: str) -> AutotuneOverridesResult:
    """The gates, segments and ids that always get one variant of an autotune.

    API: GET /autotunes/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The autotune's ID: its name in lower case, with `_` for spaces, as code asks for it.
    """
    return _AUTOTUNE_OVERRIDES(id=id)


def get_autotune_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[AutotuneOverridesResult]:
    """`get_autotune_overrides` as an Output."""
    return _AUTOTUNE_OVERRIDES.output(id=id)

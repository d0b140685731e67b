"""Lookups: holdouts, their overrides and results."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.gate_pulse import GatePulseResult
from pulumi_statsig_console.results.holdout import HoldoutResult
from pulumi_statsig_console.results.overrides import OverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

HOLDOUT = Lookup("get_holdout", operation("GET /holdouts/{id}"), HoldoutResult)


def get_holdout(id: str) -> HoldoutResult:
    """The holdout with this id. `pass_percentage` is the share held out, 0–10.

    API: GET /holdouts/{id}. Raises `NotFound` when there is none.

    Args:
        id: The holdout's ID: its name in lower case, with `_` for spaces.
    """
    return HOLDOUT(**locals())


HOLDOUTS = ListLookup("get_holdouts", operation("GET /holdouts"), HoldoutResult)


def get_holdouts(
    *, creator_name: str | None = None, creator_id: str | None = None, tags: str | Sequence[str] | None = None
) -> Pages[HoldoutResult]:
    """The holdouts, filtered.

    API: GET /holdouts.

    Args:
        creator_name: Only those made by a person of this name.
        creator_id: Only those made by the user with this ID.
        tags: Only those with this tag, or with one of these, by name.
    """
    return HOLDOUTS(**locals())


HOLDOUT_OVERRIDES = Lookup("get_holdout_overrides", operation("GET /holdouts/{id}/overrides"), OverridesResult)


def get_holdout_overrides(id: str) -> OverridesResult:
    """The ids that are always held out (passing) or never (failing).

    API: GET /holdouts/{id}/overrides. Raises `NotFound` when there is none.

    Args:
        id: The holdout's ID: its name in lower case, with `_` for spaces.
    """
    return HOLDOUT_OVERRIDES(**locals())


HOLDOUT_PULSE_RESULTS = Lookup("get_holdout_pulse_results", operation("GET /holdouts/{id}/pulse_results"), GatePulseResult)


def get_holdout_pulse_results(id: str, *, cuped: bool | None = None, confidence: float | None = None) -> GatePulseResult:
    """How a holdout's features move its metrics. `confidence` is 0–100.

    API: GET /holdouts/{id}/pulse_results. Raises `NotFound` when there is none.

    Args:
        id: The holdout's ID: its name in lower case, with `_` for spaces.
        cuped: Whether variance is reduced by what units did before the exposure (CUPED). Left out, the API decides.
        confidence: The confidence of the intervals in %, 0 to 100. Left out, the API decides.
    """
    return HOLDOUT_PULSE_RESULTS(**locals())

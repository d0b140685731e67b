"""HoldoutOverrides: who is held out (passing) and who is not (failing), regardless of the random assignment.

API: GET, POST, PATCH, DELETE /holdouts/{id}/overrides. A change sends only the added and the removed elements.
"""

from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .override_lists import ONE_ANSWER, OverrideLists


class HoldoutOverrides(OverrideLists, ConsoleResource, endpoints=overriding("/holdouts/{id}/overrides", "holdout_id"), checks=ONE_ANSWER):
    """All overrides of a holdout."""

    holdout_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the holdout whose overrides these are. Passing IDs are always held out, failing ones never."""

"""GateOverrides: who passes and who fails a gate, whatever its rules say.

API: GET, POST, PATCH, DELETE /gates/{id}/overrides. A change sends only the added and the removed elements.
"""

from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .override_lists import ONE_ANSWER, OverrideLists


class GateOverrides(OverrideLists, ConsoleResource, endpoints=overriding("/gates/{id}/overrides", "gate_id"), checks=ONE_ANSWER):
    """All overrides of a gate."""

    gate_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the gate whose overrides these are."""

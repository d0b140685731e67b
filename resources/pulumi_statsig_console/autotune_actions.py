"""Actions on an autotune whose `lifecycle` is not declared.

API: PUT /autotunes/{id}/start, make_decision, reset; POST /autotunes/{id}/schedule_start.
"""

from statsig_console.declaring.checks import InMs
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleAction, Fields


class _OfAutotune(Fields):
    """An action on one autotune."""

    autotune_id: Prop[str] = prop(address="id")
    """The ID of the autotune that the action is for."""


class AutotuneStart(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/start"):
    """Starts an autotune."""


class AutotuneScheduleStart(
    _OfAutotune,
    ConsoleAction,
    runs="POST /autotunes/{id}/schedule_start",
    checks=(InMs("scheduled_time", ahead=True),),
):
    """Schedules the start of an autotune for `scheduled_time`, in ms since 1970. It cannot be cancelled."""

    scheduled_time: Prop[float] = prop()
    """When the autotune is to start, in ms since 1970. It must be in the future, and the API cannot cancel it."""


class AutotuneMakeDecision(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/make_decision"):
    """Makes the variant with the ID `variant_id` the winner."""

    variant_id: Prop[str] = prop(sent="id")
    """The ID of the variant that everyone gets, from the autotune's `variants`."""
    decision_reason: Prop[str] = prop()
    """The reason for the decision, for later readers."""
    remove_targeting: Prop[bool] = prop(default=False)
    """Whether the winner is for everyone, instead of just those who were targeted."""


class AutotuneReset(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/reset"):
    """Resets an autotune that has a winner to its state before the start."""

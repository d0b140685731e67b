"""What can be done to an autotune once, where its `lifecycle` is not declared.

API: PUT /autotunes/{id}/start, make_decision, reset; POST /autotunes/{id}/schedule_start.
"""

from statsig_console.declaring.checks import InMs
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleAction, Fields


class _OfAutotune(Fields):
    """An action on one autotune."""

    autotune_id: Prop[str] = prop(address="id")
    """The ID of the autotune that this is done to."""


class AutotuneStart(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/start"):
    """Starts an autotune."""


class AutotuneScheduleStart(
    _OfAutotune,
    ConsoleAction,
    runs="POST /autotunes/{id}/schedule_start",
    checks=(InMs("scheduled_time", ahead=True),),
):
    """Lets an autotune start by itself at `scheduled_time`, in ms since 1970. It cannot be called off."""

    scheduled_time: Prop[float] = prop()
    """When the autotune is to start, in ms since 1970. It has to be ahead, and the API cannot call it off."""


class AutotuneMakeDecision(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/make_decision"):
    """Makes the variant with the ID `variant_id` the winner."""

    variant_id: Prop[str] = prop(sent="id")
    """The ID of the variant that everyone gets, as the autotune's `variants` tell it."""
    decision_reason: Prop[str] = prop()
    """Why it was decided so, for those who read it later."""
    remove_targeting: Prop[bool] = prop(default=False)
    """Whether the winner is for everyone, instead of just those who were targeted."""


class AutotuneReset(_OfAutotune, ConsoleAction, runs="PUT /autotunes/{id}/reset"):
    """Takes an autotune that has a winner back to the time before its start."""

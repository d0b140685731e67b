"""Actions on a topline alert. A mute without an end is a state of the alert's `lifecycle`.

API: POST /alerts/{id}/mute, unmute.
"""

from typing import Annotated, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Many
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import Gt
from statsig_console.resource import ConsoleAction, Fields


class AlertGroup(TypedDict):
    """A value of a column by which an alert is split."""

    key: Input[str]
    """The property by which the alert is split, such as country."""
    value: Input[str]
    """The group's own value of it, such as NZ."""


class MuteSchedule(TypedDict):
    """A mute as `get_alert` shows it: from `start` to `end`, in seconds since 1970; an `end` of 0 means no end."""

    start: Input[float]
    """When it began, in seconds since 1970."""
    end: Input[float]
    """When it ends, in seconds since 1970; 0 is never."""
    group_bys: Input[Many[AlertGroup]]
    """The groups that are muted; an empty list is the whole alert."""


class _OfAlert(Fields):
    """An action on the mutes of one alert."""

    alert_id: Prop[str] = prop(address="id")
    """The ID of the alert to mute or unmute."""
    group_bys: Prop[Many[AlertGroup]] = prop(default=UNMANAGED)
    """The groups to mute or unmute; left out, the whole alert."""
    current_schedule: Prop[MuteSchedule | None] = prop(default=UNMANAGED)
    """The mute to remove, where there are several."""


class AlertMute(_OfAlert, ConsoleAction, runs="POST /alerts/{id}/mute"):
    """Mutes an alert, or some groups of it, for `duration_seconds` or without an end."""

    duration_seconds: Prop[Annotated[int, Gt(0)] | None] = prop(default=UNMANAGED)
    """The length of the mute, in seconds."""
    indefinite: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the mute has no end."""


class AlertUnmute(_OfAlert, ConsoleAction, runs="POST /alerts/{id}/unmute"):
    """Removes a mute of an alert, or of some groups of it."""

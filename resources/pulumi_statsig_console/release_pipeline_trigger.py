"""What can be done about a rollout that a release pipeline leads through its phases.

API: PUT /release_pipeline_triggers/{id}/approve, pause, unpause, skip, rollout, abort.
"""

from typing import TypedDict

from statsig_console.declaring.fields import Out, Prop, output, prop
from statsig_console.resource import ConsoleAction, Fields


class TriggerStep(TypedDict):
    """Something that was done about a rollout, at `time_ms` (ms since 1970)."""

    type: str
    time_ms: float
    phase_id: str
    actor_id: str
    actor_name: str


class TriggerState(Fields):
    """A rollout as it was after the action. Times are in ms since 1970."""

    trigger_id: Prop[str] = prop(address="id")

    status: Out[str] = output()
    current_phase: Out[str | None] = output()
    current_phase_id: Out[str | None] = output()
    current_phase_end_time: Out[float | None] = output()
    release_pipeline_id: Out[str] = output()
    gate_id: Out[str | None] = output()
    dynamic_config_id: Out[str | None] = output()
    description: Out[str | None] = output()
    actions: Out[list[TriggerStep]] = output()
    creator_id: Out[str] = output()
    created_time: Out[float] = output()
    last_modifier_id: Out[str] = output()
    last_modifier_name: Out[str] = output(stamp="who")


class PhaseState(TriggerState):
    """An action on one phase: when `phase_id` is no longer the current one, it is refused."""

    phase_id: Prop[str] = prop()


class ReleasePipelineTriggerApprove(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/approve"):
    """Starts a phase that waits for a review."""


class ReleasePipelineTriggerPause(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/pause"):
    """Stops the clock that leads to the next phase."""


class ReleasePipelineTriggerUnpause(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/unpause"):
    """Lets the clock run again."""


class ReleasePipelineTriggerSkip(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/skip"):
    """Goes on to the next phase at once."""


class ReleasePipelineTriggerRollout(TriggerState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/rollout"):
    """Lets the change take effect for everyone at once."""


class ReleasePipelineTriggerAbort(TriggerState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/abort"):
    """Takes the change back. There is no way to resume it."""

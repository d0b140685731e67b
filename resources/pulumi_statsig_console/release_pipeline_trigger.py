"""What can be done about a rollout that a release pipeline leads through its phases.

API: PUT /release_pipeline_triggers/{id}/approve, pause, unpause, skip, rollout, abort.
"""

from typing import TypedDict

from statsig_console.declaring.fields import Out, Prop, output, prop
from statsig_console.resource import ConsoleAction, Fields


class TriggerStep(TypedDict):
    """Something that was done about a rollout, at `time_ms` (ms since 1970)."""

    type: str
    """What was done, such as an approval or a pause."""
    time_ms: float
    """When it was done, in ms since 1970."""
    phase_id: str
    """The ID of the phase that was under way."""
    actor_id: str
    """The ID of the person or API key that did it."""
    actor_name: str
    """The name of whoever did it, as the console shows it."""


class TriggerState(Fields):
    """A rollout as it was after the action. Times are in ms since 1970."""

    trigger_id: Prop[str] = prop(address="id")
    """The ID of the rollout, as `get_release_pipeline_triggers` tells it."""

    status: Out[str] = output()
    """How far the rollout is, in the API's words."""
    current_phase: Out[str | None] = output()
    """The name of the phase that is under way; nothing when the rollout is over."""
    current_phase_id: Out[str | None] = output()
    """The ID of the phase that is under way; nothing when the rollout is over."""
    current_phase_end_time: Out[float | None] = output()
    """When that phase ends, in ms since 1970."""
    release_pipeline_id: Out[str] = output()
    """The ID of the pipeline that leads the rollout."""
    gate_id: Out[str | None] = output()
    """The ID of the gate that is rolled out; nothing where it is a dynamic config."""
    dynamic_config_id: Out[str | None] = output()
    """The ID of the dynamic config that is rolled out; nothing where it is a gate."""
    description: Out[str | None] = output()
    """What the author of the change says about it."""
    actions: Out[list[TriggerStep]] = output()
    """What was done about the rollout so far, in order."""
    creator_id: Out[str] = output()
    """The ID of whoever started the rollout by a change."""
    created_time: Out[float] = output()
    """When the rollout began, in ms since 1970."""
    last_modifier_id: Out[str] = output()
    """The ID of the user or API key that did something about it last."""
    last_modifier_name: Out[str] = output(last_change="who")
    """The name of whoever did something about it last."""


class PhaseState(TriggerState):
    """An action on one phase: when `phase_id` is no longer the current one, it is refused."""

    phase_id: Prop[str] = prop()
    """The ID of the phase that is meant. It is refused when another one is under way by then."""


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

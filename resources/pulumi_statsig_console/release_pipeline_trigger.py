"""Actions on a rollout through the phases of a release pipeline.

API: PUT /release_pipeline_triggers/{id}/approve, pause, unpause, skip, rollout, abort.
"""

from typing import TypedDict

from statsig_console.declaring.fields import Out, Prop, output, prop
from statsig_console.resource import ConsoleAction, Fields


class TriggerStep(TypedDict):
    """An action on a rollout, at `time_ms` (ms since 1970)."""

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
    """The ID of the rollout, from `get_release_pipeline_triggers`."""

    status: Out[str] = output()
    """How far the rollout is, in the API's words."""
    current_phase: Out[str | None] = output()
    """The name of the phase that is under way; nothing when the rollout is over."""
    current_phase_id: Out[str | None] = output()
    """The ID of the phase that is under way; nothing when the rollout is over."""
    current_phase_end_time: Out[float | None] = output()
    """When the current phase ends, in ms since 1970."""
    release_pipeline_id: Out[str] = output()
    """The ID of the rollout's pipeline."""
    gate_id: Out[str | None] = output()
    """The ID of the gate that is rolled out; nothing where it is a dynamic config."""
    dynamic_config_id: Out[str | None] = output()
    """The ID of the dynamic config that is rolled out; nothing where it is a gate."""
    description: Out[str | None] = output()
    """What the author of the change says about it."""
    actions: Out[list[TriggerStep]] = output()
    """The actions on the rollout so far, in order."""
    creator_id: Out[str] = output()
    """The ID of whoever started the rollout by a change."""
    created_time: Out[float] = output()
    """When the rollout began, in ms since 1970."""
    last_modifier_id: Out[str] = output()
    """The ID of the user or API key that acted on the rollout last."""
    last_modifier_name: Out[str] = output(last_change="who")
    """The name of whoever acted on the rollout last."""


class PhaseState(TriggerState):
    """An action on one phase; the API refuses it when another phase is under way."""

    phase_id: Prop[str] = prop()
    """The ID of the phase that the action is for. The API refuses the action when another phase is under way."""


class ReleasePipelineTriggerApprove(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/approve"):
    """Starts a phase that waits for a review."""


class ReleasePipelineTriggerPause(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/pause"):
    """Stops the clock that leads to the next phase."""


class ReleasePipelineTriggerUnpause(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/unpause"):
    """Starts the clock of a paused rollout again."""


class ReleasePipelineTriggerSkip(PhaseState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/skip"):
    """Goes on to the next phase at once."""


class ReleasePipelineTriggerRollout(TriggerState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/rollout"):
    """Lets the change take effect for everyone at once."""


class ReleasePipelineTriggerAbort(TriggerState, ConsoleAction, runs="PUT /release_pipeline_triggers/{id}/abort"):
    """Takes the change back. There is no way to resume it."""

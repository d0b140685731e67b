"""Requests and answers, as the modules of `behaviour` see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .contract import Operation
from .documents import Document
from .sources import Sources
from .store import ProjectStore

Json = Any


@dataclass(frozen=True)
class Actor:
    """Who calls: the key's ID and the name that audit fields show for API callers."""

    id: str
    name: str = "CONSOLE API"


@dataclass(frozen=True)
class Options:
    """Behaviour that the API's documents leave open; a test may want either way.

    `full_update_resets`: a POST to an object sets omitted optional fields back to their defaults (else they stay).
    `fill_table_sql`: a table source without SQL reads back as `SELECT * FROM <table>`.
    `review_answers_proposal`: the answer to a change that waits for a review shows the object as it is proposed (else as it is).
    `holdout_patch_appends`: a partial update of a holdout adds to its members, even if they are in it already (else it replaces them).
    `holdout_internal_ids`: a holdout shows its targeting gate by an internal ID (else by the ID that was written).
    `rollouts_writable`: automated rollouts of rules can be written, as documents before March 2026 say (else they stay as they are).
    `operators_of_any_type`: conditions accept each operator, whatever their type, as documents before September 2026 say.
    `implicit_layers_read`: a single read of an experiment without a layer shows its implicit layer (else it shows none).
    `incomplete_metrics`: a cloud metric may lack the events or metrics that it is computed from (else it is refused).
    `null_values_refused`: values of dynamic configs may have no null, as one of the vendor's programs has it (else they may).
    `rollout_strategy_demanded`: a change of a gate that lets more users in must have a `gradual_rollout_strategy`.
    `gradual_rollouts`: a change of a gate with the strategy `gradual` takes effect phase by phase, as steps of its rules (else at once).
    `normalises_targets`: in reads, a condition's only target value is a scalar, values that it compares as numbers are numbers, and a
        condition that compares nothing has no operator (else all as sent).
    `override_deletes_heed_bodies`: a DELETE of overrides removes those that its body lists (else all, since no document declares a body).
    `commits_overwrite`: a review's commit sets the proposed values, even if the object was changed meanwhile (else it is refused with 409).
    `commits_unapproved`: a review that nobody approved can be committed (else it is refused).
    `edits_keep_approval`: an approved review stays approved when its change is edited (else it has to be approved again).
    `reviews_within`: the field of answers that holds the review, `review` in one of the vendor's texts (empty: none).
    `self_approval`: a review can be approved by the key that opened it (else only by others).
    `archived_gates_listed`: the list of gates has archived ones too (else only with `includeArchived`).
    `sdk_keys_forbidden`: SDK keys are refused with 403, as one client saw (else with 401, as the API's documents say).
    `furniture`: the objects that each new project has from the start (words of `furniture.FURNITURE`, such as tags).
    `list_limit`: items per page when the caller names no limit.
    `id_list_seconds`: how long an update of a segment's ID list is under way; others of the same list are refused with 409 meanwhile.
    """

    full_update_resets: bool = True
    fill_table_sql: bool = False
    review_answers_proposal: bool = False
    holdout_patch_appends: bool = True
    holdout_internal_ids: bool = True
    rollouts_writable: bool = False
    operators_of_any_type: bool = False
    implicit_layers_read: bool = False
    incomplete_metrics: bool = False
    null_values_refused: bool = False
    rollout_strategy_demanded: bool = False
    gradual_rollouts: bool = False
    normalises_targets: bool = True
    override_deletes_heed_bodies: bool = True
    commits_overwrite: bool = True
    commits_unapproved: bool = False
    edits_keep_approval: bool = False
    reviews_within: str = ""
    self_approval: bool = False
    archived_gates_listed: bool = False
    sdk_keys_forbidden: bool = False
    furniture: tuple[str, ...] = ()
    list_limit: int = 100
    id_list_seconds: float = 0


@dataclass(frozen=True)
class Call:
    """A request that names a known operation, has passed the contract and belongs to a project."""

    operation: Operation
    project: ProjectStore
    actor: Actor
    sources: Sources
    options: Options
    path: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Json = None

    @property
    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.sources.now()


@dataclass(frozen=True)
class Page:
    """A page of a list: its message and items, its number and size, and how many items there are in all (None: not shown).

    `within` names the one field that holds each item, if any.
    """

    message: str
    items: Json
    number: int
    limit: int
    total: int | None
    within: str = ""


@dataclass(frozen=True)
class Stretch:
    """A part of a list with a cursor: its message and items, the cursor of the next part, and the fields `beside` the items."""

    message: str
    items: Json
    next: str | None
    beside: Document = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Text:
    """An answer that is not JSON."""

    media: str
    content: str


@dataclass(frozen=True)
class Reply:
    """An answer: a message and data.

    `bare` data is sent without the envelope; `within` names the one field that holds it, if any.
    """

    message: str
    data: Json = None
    bare: bool = False
    within: str = ""


Answer = Reply | Page | Stretch | Text
Handler = Callable[[Call], Answer]

__all__ = ["Actor", "Answer", "Call", "Document", "Handler", "Json", "Options", "Page", "Reply", "Stretch", "Text"]

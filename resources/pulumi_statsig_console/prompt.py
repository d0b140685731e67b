"""Prompt: a prompt for language models, whose texts are in its versions.

API: POST /prompts; GET, PATCH, DELETE /prompts/{id}. Its versions go with it.
"""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from statsig_console.declaring.annotations import ManySet, Pattern, SetOf
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import Derived, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleResource

from .audit import Audited, Owner

PromptName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]


class Prompt(Audited, ConsoleResource, endpoints=collection("prompts", identity=Derived(("name",))), unique="name"):
    """A prompt. Its display name, tags and people are set once: a change of one means a new prompt. Its versions are deleted with it."""

    name: Prop[PromptName] = prop(replace=True)
    display_name: Prop[PromptName | None] = prop(default=UNMANAGED, replace=True, returned=False)
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED)
    team_id: Prop[str | None] = prop(default=UNMANAGED)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True)
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    owner: Prop[Owner | None] = prop(default=UNMANAGED, replace=True, returned=False)

    id_type: Out[str | None] = output()
    holdout_ids: Out[SetOf[str]] = output()

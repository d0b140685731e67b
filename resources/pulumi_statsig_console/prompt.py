"""Prompt: a prompt for language models, whose texts are in its versions.

API: POST /prompts; GET, PATCH, DELETE /prompts/{id}. Its versions go with it.
"""

from typing import Annotated

from statsig_console.declaring.annotations import ManySet, Pattern, SetOf
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import Derived, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.resource import ConsoleResource

from .audit import Audited, Owner

PromptName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]


class Prompt(Audited, ConsoleResource, endpoints=collection("prompts", identity=Derived(("name",))), unique="name"):
    """A prompt. Its display name, tags and people are set once: a change of one means a new prompt. Its versions are deleted with it."""

    name: Prop[PromptName] = prop(replace=True)
    """The name of the prompt, from which its ID is made. No operation changes it."""
    display_name: Prop[PromptName | None] = prop(default=UNMANAGED, replace=True, returned=False)
    """The name that the console shows. Left out, it is the name; no operation changes it."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the prompt is for, as the console shows it. Left out, it is empty."""
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the target apps that get the prompt. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the team that owns the prompt. Teams are a feature of the enterprise plan; a team's defaults may add to a new prompt."""
    team_id: Prop[str | None] = prop(default=UNMANAGED)
    """The ID of the team that owns the prompt, for programs that know it by ID; `team` says the same by name."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True)
    """The names of the prompt's tags, by which the console groups and finds it. A tag should exist before it is named."""
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    """The ID of the user whom the console shows as the creator of the prompt. Left out of a new one, it is the API key."""
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, same=same_or_open)
    """The email address of the user whom the console shows as the creator of the prompt. Left out of a new one, it is the API key."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED, replace=True, returned=False)
    """The person or API key that owns the prompt. No operation changes it."""

    id_type: Out[str | None] = output()
    """The unit ID type that the API holds for the prompt. It cannot be set."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the prompt. Membership is set on the `Holdout`."""

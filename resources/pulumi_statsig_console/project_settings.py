"""ProjectSettings: the project's name, who sees it, and its default unit.

API: GET, POST /settings/project. They always exist: a stack takes them over, and restores them on destroy.
"""

from typing import Literal

from statsig_console.declaring.compare import same_words
from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written


class ProjectSettings(ConsoleResource, endpoints=singleton("settings/project"), spelling=as_written):
    """The project's settings. What is left out stays as it is."""

    name: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the project, as the console shows it."""
    visibility: Prop[Literal["OPEN", "CLOSED", "EXTERNAL"] | None] = prop(default=UNMANAGED, same=same_words)
    """Who in the organisation sees the project: everyone (`OPEN`), only its members (`CLOSED`), or also people from outside
    (`EXTERNAL`)."""
    default_unit_type: Prop[str | None] = prop(default=UNMANAGED, same=same_words)
    """The unit ID type that new gates, experiments and metrics begin with, such as `userID`."""

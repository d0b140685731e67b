"""RoleSettings: the role that people start with.

API: GET, POST /settings/roles. They always exist: a stack takes them over, and restores them on destroy.
"""

from statsig_console.declaring.compare import same_words
from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written


class RoleSettings(ConsoleResource, endpoints=singleton("settings/roles"), spelling=as_written):
    """The project's role settings: the name of the role that new members get."""

    default_project_role: Prop[str] = prop(same=same_words)
    """The name of the role that people get when they join the project. Custom roles can be named, too."""

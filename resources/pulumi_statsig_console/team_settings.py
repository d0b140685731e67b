"""TeamSettings: whether configs need a team.

API: GET, POST /settings/teams. They always exist: a stack takes them over, and restores them on destroy.
"""

from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written


class TeamSettings(ConsoleResource, endpoints=singleton("settings/teams"), spelling=as_written):
    """The project's team settings. With `require_teams_on_configs`, creating a config without a team fails."""

    require_teams_on_configs: Prop[bool] = prop()
    """Whether each new gate, config or experiment has to name a team; creating one without fails then."""

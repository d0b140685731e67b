"""Team: people who own gates, configs, experiments and metrics together, and what their new objects start with.

API: POST /users/teams; GET, PATCH, DELETE /users/teams/{id}.
"""

from typing import Literal

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Named, collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.marks import Part
from statsig_console.resource import ConsoleResource

from .metric_reference import MetricReference

# The list lacks the members.
ENDPOINTS = collection("users/teams", identity=Named(otherwise="name")).but(listed_by=None)


class Team(ConsoleResource, endpoints=ENDPOINTS, unique="name"):
    """A team, and what its members' new objects begin with."""

    name: Prop[str] = prop()
    """The name by which other objects name the team in `team`."""
    description: Prop[str] = prop(default="")
    """What the team does, as the console shows it. Left out, it is empty."""
    members: Prop[ManySet[str]] = prop(Part("email"), default=[])
    """The email addresses of the people in the team, all of them. Those who are on no list leave it."""
    admins: Prop[ManySet[str]] = prop(Part("email"), default=[])
    """The email addresses of those who manage the team's members and settings."""
    default_gate_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    """The metrics that a new gate of the team monitors."""
    default_experiment_primary_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    """The primary metrics that a new experiment of the team begins with."""
    default_experiment_secondary_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    """The secondary metrics that a new experiment of the team begins with."""
    default_holdout_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    """The metrics that a new holdout of the team begins with."""
    default_holdout_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the holdout that the team's new gates and experiments join. An empty text removes it."""
    default_target_applications: Prop[ManySet[str]] = prop(default=[])
    """The names of the target apps that the team's new objects begin with."""
    change_team_configs: Prop[Literal["anyone", "team_only"]] = prop(default="anyone")
    """Who may change what the team owns: anyone, or only the team's members (`team_only`)."""
    review_approval: Prop[Literal["anyone", "team_only", "admin_only"]] = prop(default="anyone")
    """Who may approve changes of what the team owns: anyone, the team's members (`team_only`) or its admins (`admin_only`)."""
    require_reviews: Prop[bool | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """Whether changes of what the team owns need a review. By an empty text, the project decides."""
    require_gate_templates: Prop[bool | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """Whether the team's gates have to be made from a template. By an empty text, the project decides."""
    require_experiment_templates: Prop[bool | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """Whether the team's experiments have to be made from a template. By an empty text, the project decides."""
    require_dynamic_config_templates: Prop[bool | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """Whether the team's dynamic configs have to be made from a template. By an empty text, the project decides."""

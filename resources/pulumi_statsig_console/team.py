"""Team: people who own gates, configs, experiments and metrics together, and what their new objects start with.

API: POST /users/teams; GET, PATCH, DELETE /users/teams/{id}.
"""

from typing import Literal

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Named, collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import ConsoleResource

from .metric_reference import MetricReference

# The list lacks the members.
ENDPOINTS = collection("users/teams", identity=Named(otherwise="name")).but(listed_by=None)


class Team(ConsoleResource, endpoints=ENDPOINTS, unique="name"):
    """A team. `members` and `admins` are email addresses."""

    name: Prop[str] = prop()
    description: Prop[str] = prop(default="")
    members: Prop[ManySet[str]] = prop(default=[], part="email")
    admins: Prop[ManySet[str]] = prop(default=[], part="email")
    default_gate_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    default_experiment_primary_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    default_experiment_secondary_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    default_holdout_metrics: Prop[ManySet[MetricReference]] = prop(default=[])
    default_holdout_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    default_target_applications: Prop[ManySet[str]] = prop(default=[])
    change_team_configs: Prop[Literal["anyone", "team_only"]] = prop(default="anyone")
    review_approval: Prop[Literal["anyone", "team_only", "admin_only"]] = prop(default="anyone")
    require_reviews: Prop[bool | None] = prop(default=UNMANAGED)
    require_gate_templates: Prop[bool | None] = prop(default=UNMANAGED)
    require_experiment_templates: Prop[bool | None] = prop(default=UNMANAGED)
    require_dynamic_config_templates: Prop[bool | None] = prop(default=UNMANAGED)

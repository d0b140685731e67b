"""Role: what people may do in the project.

API: POST /roles; GET, PATCH, DELETE /roles/{id}, by name.
"""

from typing import Annotated, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Absent, snake_case
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

# A permission that is left out is sent as false, since the documents do not say what the API makes of a missing one.
Permission = Annotated[Input[bool], Absent(False, sent=True)]


@snake_case
class Permissions(TypedDict, total=False):
    """What a role permits; what is left out is not permitted."""

    invitation_access: Permission
    """Allows inviting people to the project."""
    create_configs: Permission
    """Allows making gates, dynamic configs, experiments and the like."""
    edit_or_delete_configs: Permission
    """Allows changing and deleting gates, dynamic configs, experiments and the like."""
    launch_to_production: Permission
    """Allows changes to take effect in production."""
    launch_or_disable_configs: Permission
    """Allows launching and disabling gates and configs."""
    start_experiments: Permission
    """Allows starting experiments."""
    create_or_edit_templates: Permission
    """Allows making and changing templates."""
    create_or_edit_dashboards: Permission
    """Allows making and changing dashboards."""
    create_teams: Permission
    """Allows making teams."""
    edit_dynamic_config_schemas: Permission
    """Allows changing the schemas that dynamic configs have to match."""
    create_release_pipelines: Permission
    """Allows making release pipelines."""
    approve_required_review_release_pipeline_phase: Permission
    """Allows approving phases of release pipelines that wait for a review."""
    self_approve_review: Permission
    """Allows approving one's own changes."""
    approve_reviews: Permission
    """Allows approving changes of others."""
    bypass_reviews_for_overrides: Permission
    """Allows changing overrides without the review that other changes need."""
    metric_management: Permission
    """Allows making, changing and deleting metrics."""
    event_dimensions_access: Permission
    """Allows managing the dimensions of events."""
    verify_metrics: Permission
    """Allows marking metrics as verified."""
    use_metrics_explorer: Permission
    """Allows using the metrics explorer."""
    local_metrics: Permission
    """Allows defining metrics inside a single experiment."""
    manage_alerts: Permission
    """Allows making and changing alerts."""
    integrations_edit_access: Permission
    """Allows changing the integrations with other products."""
    source_connection_and_creation: Permission
    """Allows connecting and making sources of data."""
    data_warehouse_ingestion_and_exports_edit_access: Permission
    """Allows changing imports from and exports to a warehouse."""
    edit_and_tag_configs_with_core_tag: Permission
    """Allows putting the core tag on objects, and changing objects that have it."""
    reset_experiments: Permission
    """Allows taking experiments back to setup, which assigns their users anew."""
    manual_whn_reload: Permission
    """Allows having results computed by hand in a warehouse-native project."""
    delete_configs: Permission
    """Allows deleting gates, dynamic configs, experiments and the like."""
    bypass_precommit_webhook: Permission
    """Allows making changes without the verdict of the pre-commit webhook."""
    whn_connection: Permission
    """Allows changing the connection of a warehouse-native project to its warehouse."""


class Role(ConsoleResource, endpoints=collection("roles", key="name")):
    """A custom role of the organisation."""

    name: Prop[str] = prop(replace=True)
    """The name by which users and settings name the role. No operation changes it."""
    permissions: Prop[Permissions] = prop()
    """What those who have the role may do. What is left out is refused."""

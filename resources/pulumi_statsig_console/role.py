"""Role: what people may do in the project.

API: POST /roles; GET, PATCH, DELETE /roles/{id}, by name.
"""

from typing import Annotated, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Absent, snake_case
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

# What is left out is refused, and said so in each request: the documents do not say what the API would make of it.
Permission = Annotated[Input[bool], Absent(False, sent=True)]


@snake_case
class Permissions(TypedDict, total=False):
    """What a role permits; what is left out is not permitted."""

    invitation_access: Permission
    create_configs: Permission
    edit_or_delete_configs: Permission
    launch_to_production: Permission
    launch_or_disable_configs: Permission
    start_experiments: Permission
    create_or_edit_templates: Permission
    create_or_edit_dashboards: Permission
    create_teams: Permission
    edit_dynamic_config_schemas: Permission
    create_release_pipelines: Permission
    approve_required_review_release_pipeline_phase: Permission
    self_approve_review: Permission
    approve_reviews: Permission
    bypass_reviews_for_overrides: Permission
    metric_management: Permission
    event_dimensions_access: Permission
    verify_metrics: Permission
    use_metrics_explorer: Permission
    local_metrics: Permission
    manage_alerts: Permission
    integrations_edit_access: Permission
    source_connection_and_creation: Permission
    data_warehouse_ingestion_and_exports_edit_access: Permission
    edit_and_tag_configs_with_core_tag: Permission
    reset_experiments: Permission
    manual_whn_reload: Permission
    delete_configs: Permission
    bypass_precommit_webhook: Permission
    whn_connection: Permission


class Role(ConsoleResource, endpoints=collection("roles", key="name")):
    """A custom role of the organisation."""

    name: Prop[str] = prop(replace=True)
    permissions: Prop[Permissions] = prop()

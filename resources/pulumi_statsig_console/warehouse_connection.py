"""WarehouseConnection: what a warehouse-native project connects to its warehouse with.

API: PATCH /wh_connections, which is all there is: nothing can be read back or taken away.
"""

from typing import Annotated, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Wire
from statsig_console.declaring.endpoints import Constant, Endpoints
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource


class DatabricksWarehouse(TypedDict, total=False):
    """Databricks. `staging_database` is where Statsig writes; `console_compute_path` serves queries from the console."""

    host: Input[str]
    path: Input[str]
    access_token: Input[str]
    staging_database: Input[str]
    oauth_client_id: Input[str | None]
    console_compute_path: Input[str | None]


class SnowflakeWarehouse(TypedDict, total=False):
    """Snowflake, by password or by key pair."""

    account_name: Input[str]
    service_user_name: Input[str]
    service_user_password: Input[str]
    private_key: Input[str | None]
    key_pass_phrase: Input[str | None]
    staging_database_name: Input[str]
    staging_schema_name: Input[str]
    compute_warehouse: Input[str]
    console_compute_warehouse: Input[str | None]


class BigQueryWarehouse(TypedDict, total=False):
    """BigQuery, by the private key of a service account."""

    private_key: Input[str]
    project: Input[str]
    console_compute_project: Input[str]
    staging_dataset: Input[str]


class AthenaWarehouse(TypedDict, total=False):
    """Athena, by a role that Statsig assumes."""

    role_arn: Input[str]
    region: Input[str]
    database: Input[str]
    workgroup: Input[str]
    data_catalog: Input[str]
    use_catalog_in_query_context: Input[bool]
    query_result_location: Input[str]
    bucket: Input[str]


class RedshiftWarehouse(TypedDict, total=False):
    """Redshift, by password or by a role that Statsig assumes, where needed through an SSH tunnel."""

    host: Input[str]
    port: Input[float]
    database: Input[str]
    username: Input[str]
    password: Input[str]
    staging_schema: Input[str]
    use_assume_role: Input[bool]
    role_arn: Input[str]
    region: Input[str]
    verify_ca: Annotated[Input[bool], Wire("verifyCA")]
    use_ssh_tunnel: Input[bool]
    ssh_host: Input[str]
    ssh_port: Input[float]
    ssh_username: Input[str]
    ssh_public_key: Input[str]
    ssh_private_key: Input[str]


CHANGE = operation("PATCH /wh_connections")


class WarehouseConnection(
    ConsoleResource, endpoints=Endpoints(create=CHANGE, update=CHANGE, identity=Constant(CHANGE.path[1:]), unrefused=True)
):
    """The project's connections to its warehouse, encrypted whole in state. They stay when the resource is destroyed."""

    databricks: Prop[DatabricksWarehouse | None] = prop(default=UNMANAGED, secret=True)
    snowflake: Prop[SnowflakeWarehouse | None] = prop(default=UNMANAGED, secret=True)
    bigquery: Prop[BigQueryWarehouse | None] = prop(default=UNMANAGED, secret=True)
    athena: Prop[AthenaWarehouse | None] = prop(default=UNMANAGED, secret=True)
    redshift: Prop[RedshiftWarehouse | None] = prop(default=UNMANAGED, secret=True)

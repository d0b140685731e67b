"""WarehouseConnection: how a warehouse-native project connects to its warehouse.

API: PATCH /wh_connections, the only operation: connections can be neither read nor removed.
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
    """The host of the Databricks workspace, such as `abc-123.cloud.databricks.com`."""
    path: Input[str]
    """The HTTP path of the SQL warehouse that computes results."""
    access_token: Input[str]
    """The access token by which Statsig logs in."""
    staging_database: Input[str]
    """The database where Statsig keeps tables between the steps of a computation; Statsig must be allowed to write there."""
    oauth_client_id: Input[str | None]
    """The client's ID, for a login by OAuth instead of a personal token."""
    console_compute_path: Input[str | None]
    """The HTTP path of another SQL warehouse for queries that people start in the console. Left out, the same one is used."""


class SnowflakeWarehouse(TypedDict, total=False):
    """Snowflake, by password or by key pair."""

    account_name: Input[str]
    """The account identifier, as Snowflake writes it in the address of the account."""
    service_user_name: Input[str]
    """The name of the user by which Statsig logs in."""
    service_user_password: Input[str]
    """That user's password. Left out where there is a key pair."""
    private_key: Input[str | None]
    """The private key of that user, for a login by key pair."""
    key_pass_phrase: Input[str | None]
    """The pass phrase of the private key, where it is encrypted."""
    staging_database_name: Input[str]
    """The database that holds the staging schema."""
    staging_schema_name: Input[str]
    """The schema where Statsig keeps tables between the steps of a computation; Statsig must be allowed to write there."""
    compute_warehouse: Input[str]
    """The warehouse that computes results; the user has to be allowed to use it."""
    console_compute_warehouse: Input[str | None]
    """Another warehouse for queries that people start in the console. Left out, the same one is used."""


class BigQueryWarehouse(TypedDict, total=False):
    """BigQuery, by the private key of a service account."""

    private_key: Input[str]
    """The private key of the service account by which Statsig logs in."""
    project: Input[str]
    """The Google Cloud project that computes results."""
    console_compute_project: Input[str]
    """Another project for queries that people start in the console. Left out, the same one is used."""
    staging_dataset: Input[str]
    """The dataset where Statsig keeps tables between the steps of a computation; Statsig must be allowed to write there."""


class AthenaWarehouse(TypedDict, total=False):
    """Athena, by a role that Statsig assumes."""

    role_arn: Input[str]
    """The ARN of the IAM role that Statsig assumes."""
    region: Input[str]
    """The AWS region that Athena runs in, such as `eu-west-1`."""
    database: Input[str]
    """The database that Statsig works in."""
    workgroup: Input[str]
    """The Athena workgroup that queries run in."""
    data_catalog: Input[str]
    """The data catalog that holds the database."""
    use_catalog_in_query_context: Input[bool]
    """Whether queries run inside that catalog, instead of naming it with each table."""
    query_result_location: Input[str]
    """The S3 address where Athena puts the results of queries."""
    bucket: Input[str]
    """The S3 bucket that Statsig keeps data in."""


class RedshiftWarehouse(TypedDict, total=False):
    """Redshift, by password or by a role that Statsig assumes, where needed through an SSH tunnel."""

    host: Input[str]
    """The host of the cluster or workgroup."""
    port: Input[float]
    """The port that it listens on, mostly 5439."""
    database: Input[str]
    """The database that queries run in."""
    username: Input[str]
    """The name of the user by which Statsig logs in."""
    password: Input[str]
    """That user's password. Left out where a role is assumed."""
    staging_schema: Input[str]
    """The schema where Statsig keeps tables between the steps of a computation; Statsig must be allowed to write there."""
    use_assume_role: Input[bool]
    """Whether Statsig logs in by assuming a role, instead of by password."""
    role_arn: Input[str]
    """The ARN of the IAM role that Statsig assumes."""
    region: Input[str]
    """The AWS region of the cluster, such as `eu-west-1`."""
    verify_ca: Annotated[Input[bool], Wire("verifyCA")]
    """Whether the server's certificate has to be signed by an authority that Statsig knows."""
    use_ssh_tunnel: Input[bool]
    """Whether the connection goes through an SSH server, where the cluster cannot be reached from outside."""
    ssh_host: Input[str]
    """The host of that SSH server."""
    ssh_port: Input[float]
    """The port of that SSH server, mostly 22."""
    ssh_username: Input[str]
    """The name by which Statsig logs in to the SSH server."""
    ssh_public_key: Input[str]
    """The public half of the key pair for the SSH server."""
    ssh_private_key: Input[str]
    """The private half of the key pair for the SSH server."""


CHANGE = operation("PATCH /wh_connections")


class WarehouseConnection(
    ConsoleResource, endpoints=Endpoints(create=CHANGE, update=CHANGE, identity=Constant(CHANGE.path[1:]), unrefused=True)
):
    """The project's connections to its warehouse, encrypted whole in state. They stay when the resource is destroyed."""

    databricks: Prop[DatabricksWarehouse | None] = prop(default=UNMANAGED, secret=True)
    """How the project connects to Databricks. Left out, the present connection stays."""
    snowflake: Prop[SnowflakeWarehouse | None] = prop(default=UNMANAGED, secret=True)
    """How the project connects to Snowflake. Left out, the present connection stays."""
    bigquery: Prop[BigQueryWarehouse | None] = prop(default=UNMANAGED, secret=True)
    """How the project connects to BigQuery. Left out, the present connection stays."""
    athena: Prop[AthenaWarehouse | None] = prop(default=UNMANAGED, secret=True)
    """How the project connects to Athena. Left out, the present connection stays."""
    redshift: Prop[RedshiftWarehouse | None] = prop(default=UNMANAGED, secret=True)
    """How the project connects to Redshift. Left out, the present connection stays."""

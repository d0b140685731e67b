"""The connection to Databricks for ingestions."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Takes the token from the stack's configuration, where it is a secret.
statsig.DatabricksConnection(
    "databricks",
    host="dbc-1234.cloud.databricks.com",
    path="/sql/1.0/warehouses/abc",
    token=pulumi.Config().require_secret("databricksToken"),
)

# Usual: Connects a delta share as well, and counts as tested.
config = pulumi.Config()
statsig.DatabricksConnection(
    "databricks",
    host="dbc-1234.cloud.databricks.com",
    path="/sql/1.0/warehouses/abc",
    token=config.require_secret("databricksToken"),
    delta_sharing_credentials=config.require_secret("deltaSharingCredentials"),
    verified=True,
)

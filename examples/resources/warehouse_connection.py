"""The connections to a warehouse-native project's warehouse."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: In a warehouse-native project, connects BigQuery by a key that is a secret of the stack.
statsig.WarehouseConnection(
    "warehouse",
    bigquery=statsig.BigQueryWarehouse(
        project="shop-data", staging_dataset="statsig", private_key=pulumi.Config().require_secret("bigqueryKey")
    ),
)

# Usual: In a warehouse-native project, connects Snowflake, with a small warehouse for the console's queries.
statsig.WarehouseConnection(
    "warehouse",
    snowflake=statsig.SnowflakeWarehouse(
        account_name="shop-eu",
        service_user_name="STATSIG",
        service_user_password=pulumi.Config().require_secret("snowflakePassword"),
        staging_database_name="STATSIG",
        staging_schema_name="STAGING",
        compute_warehouse="LARGE",
        console_compute_warehouse="SMALL",
    ),
)

# Full: In a warehouse-native project, connects Redshift through a bastion host.
config = pulumi.Config()
statsig.WarehouseConnection(
    "warehouse",
    redshift=statsig.RedshiftWarehouse(
        host="shop.redshift.example.com",
        port=5439,
        database="shop",
        username="statsig",
        password=config.require_secret("redshiftPassword"),
        staging_schema="statsig",
        verify_ca=True,
        use_ssh_tunnel=True,
        ssh_host="bastion.example.com",
        ssh_port=22,
        ssh_username="statsig",
        ssh_private_key=config.require_secret("sshKey"),
    ),
)

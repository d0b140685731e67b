"""Qualifying events of a warehouse-native project."""

import pulumi_statsig_console as statsig

# Smallest: In a warehouse-native project, users count once they saw the checkout.
statsig.QualifyingEvent(
    "saw-checkout",
    name="Saw the checkout",
    sql="SELECT user_id, at FROM shop.pages WHERE page = 'checkout'",
    timestamp_column="at",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
)

# Usual: In a warehouse-native project, users and devices count once they searched; the table is partitioned by day.
statsig.QualifyingEvent(
    "searched",
    name="Searched",
    description="One row per search.",
    source_type="table",
    table_name="shop.searches",
    date_partition_column="day",
    timestamp_column="at",
    id_type_mapping=[
        statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id"),
        statsig.IdTypeMapping(statsig_unit_id="stableID", column="device_id"),
    ],
)

# Full: In a warehouse-native project, has a computed column, is verified, and only this program can edit it.
growth = statsig.Team("growth", name="Growth")
entry = statsig.Tag("entry", name="Entry")
statsig.QualifyingEvent(
    "large-cart",
    name="Had a large cart",
    description="One row per cart of a hundred euros and more.",
    source_type="query",
    sql="SELECT user_id, day, cents FROM shop.carts WHERE cents >= 10000",
    timestamp_column="day",
    timestamp_as_day=True,
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
    custom_field_mapping=[statsig.FieldMapping(key="euros", formula="cents / 100")],
    tags=[entry.name],
    is_read_only=True,
    is_verified=True,
    team=growth.name,
)

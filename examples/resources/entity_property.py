"""Properties of users and other units, in a warehouse-native project."""

import pulumi_statsig_console as statsig

# Smallest: In a warehouse-native project, has the country of each user.
statsig.EntityProperty(
    "countries",
    name="Countries of users",
    sql="SELECT user_id, country FROM shop.users",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
)

# Usual: In a warehouse-native project, has the plan of each company by day.
statsig.EntityProperty(
    "plans",
    name="Plans of companies",
    description="One row per change of a plan.",
    sql="SELECT company_id, day, plan FROM shop.plan_changes",
    timestamp_column="day",
    timestamp_as_day=True,
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="companyID", column="company_id")],
)

# Full: In a warehouse-native project, belongs to a team, and only this program can edit it.
data = statsig.Team("data", name="Data")
facts = statsig.Tag("facts", name="Facts")
statsig.EntityProperty(
    "devices",
    name="Devices",
    description="What is known of a device.",
    sql="SELECT device_id, seen_at, model, os FROM shop.devices",
    timestamp_column="seen_at",
    timestamp_as_day=False,
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="stableID", column="device_id")],
    tags=[facts.name],
    is_read_only=True,
    team=data.name,
)

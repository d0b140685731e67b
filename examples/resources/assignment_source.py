"""Assignment sources of a warehouse-native project."""

import pulumi_statsig_console as statsig

# Smallest: In a warehouse-native project, reads from a query who was in which group.
statsig.AssignmentSource(
    "assignments",
    name="Our own assignments",
    sql="SELECT user_id, at, experiment, variant FROM shop.assignments",
    timestamp_column="at",
    experiment_id_column="experiment",
    group_id_column="variant",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
)

# Usual: In a warehouse-native project, knows users and devices, names the groups, and looks for new experiments each night.
statsig.AssignmentSource(
    "web-assignments",
    name="Assignments on the web",
    description="What the web's own splitter has decided.",
    sql="SELECT user_id, device_id, at, experiment, variant, variant_name FROM shop.web_assignments",
    timestamp_column="at",
    experiment_id_column="experiment",
    group_id_column="variant",
    group_name_column="variant_name",
    id_type_mapping=[
        statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id"),
        statsig.IdTypeMapping(statsig_unit_id="stableID", column="device_id"),
    ],
    scheduled_reload_hour=3,
)

# Full: In a warehouse-native project, is verified, and can be edited by this program alone.
growth = statsig.Team("growth", name="Growth")
statsig.AssignmentSource(
    "app-assignments",
    name="Assignments in the apps",
    description="What the apps' own splitter has decided.",
    sql="SELECT user_id, at, experiment, variant, variant_name FROM shop.app_assignments",
    timestamp_column="at",
    experiment_id_column="experiment",
    group_id_column="variant",
    group_name_column="variant_name",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
    scheduled_reload_hour=4,
    is_verified=True,
    is_read_only=True,
    team=growth.name,
)

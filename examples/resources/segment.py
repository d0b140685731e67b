"""Segments."""

import pulumi_statsig_console as statsig

# Smallest: The segment is a list of users, which a `SegmentIdList` or the console fills.
statsig.Segment("testers", name="Testers", type="id_list")

# Usual: Everyone with an address of the company is in it.
statsig.Segment(
    "staff",
    name="Staff",
    type="rule_based",
    description="Everyone with a company address.",
    rules=[
        statsig.SegmentRule(
            name="Company address",
            pass_percentage=100,
            conditions=[statsig.SegmentCondition(type="email", operator="str_contains_any", target_value=["@example.com"])],
        )
    ],
)

# Full: Is for devices, has an ID of its own, belongs to a team, and is archived when it leaves the stack.
growth = statsig.Team("growth", name="Growth")
lists = statsig.Tag("lists", name="Lists")
statsig.Segment(
    "returning",
    name="Returning visitors",
    type="rule_based",
    segment_id="returning_visitors",
    description="Devices that were here before.",
    id_type="stableID",
    rules=[
        statsig.SegmentRule(
            name="Second visit",
            pass_percentage=100,
            conditions=[statsig.SegmentCondition(type="custom_field", field="visits", operator="gt", target_value=1)],
        ),
        statsig.SegmentRule(
            name="Half of the islands",
            pass_percentage=50,
            conditions=[statsig.SegmentCondition(type="country", operator="any", target_value=["NZ", "IE"])],
            environments=["production"],
        ),
    ],
    lifecycle="enabled",
    tags=[lists.name],
    team=growth.name,
    on_destroy="archive",
)

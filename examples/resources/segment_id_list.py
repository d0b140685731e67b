"""The IDs of a list that SDKs load."""

import pulumi_statsig_console as statsig

# Smallest: The list has two users.
testers = statsig.Segment("testers", name="Testers", type="id_list")
statsig.SegmentIdList("testers-ids", segment_id=testers.id, ids=["ada", "grace"])

# Usual: The list has a thousand customers, as another system knows them.
beta = statsig.Segment("beta", name="Beta customers", type="id_list")
customers = [f"customer-{number}" for number in range(1, 1001)]
statsig.SegmentIdList("beta-ids", segment_id=beta.id, ids=customers)

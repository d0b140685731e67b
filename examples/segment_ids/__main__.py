"""Lists of IDs in segments: one that this program owns, and one that it shares with others."""

import pulumi
import pulumi_statsig_console as statsig

BETA = [f"customer-{number}" for number in range(1, 1201)]

beta = statsig.Segment("beta", name="Beta customers", type="id_list")
beta_ids = statsig.SegmentIdList("beta-ids", segment_id=beta.id, ids=BETA)

blocked = statsig.Segment("blocked", name="Blocked devices", type="user_store_id_list", id_type="stableID")
statsig.SegmentUserStoreIds("blocked-ids", segment_id=blocked.id, ids=["device-1", "device-2"])

pulumi.export("beta_customers", beta_ids.count)

"""The IDs of a list that the user store holds."""

import pulumi_statsig_console as statsig

# Smallest: Two devices.
blocked = statsig.Segment("blocked", name="Blocked devices", type="user_store_id_list", id_type="stableID")
statsig.SegmentUserStoreIds("blocked-ids", segment_id=blocked.id, ids=["device-1", "device-2"])

# Usual: The IDs of this program, beside those that others add; a new version of the list is a higher number.
rented = statsig.Segment("rented", name="Rented devices", type="user_store_id_list", id_type="stableID")
statsig.SegmentUserStoreIds("rented-ids", segment_id=rented.id, ids=[f"rented-{number}" for number in range(1, 101)], version=2)

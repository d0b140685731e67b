"""The IDs of a list that the user store holds."""

import pulumi_statsig_console as statsig

# Smallest: The program adds two devices.
blocked = statsig.Segment("blocked", name="Blocked devices", type="user_store_id_list", id_type="stableID")
statsig.SegmentUserStoreIds("blocked-ids", segment_id=blocked.id, ids=["device-1", "device-2"])

# Usual: The program adds a hundred devices, and others may add theirs.
rented = statsig.Segment("rented", name="Rented devices", type="user_store_id_list", id_type="stableID")
statsig.SegmentUserStoreIds("rented-ids", segment_id=rented.id, ids=[f"rented-{number}" for number in range(1, 101)])

"""When datasets are imported."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Events are imported at two in the morning, Pacific time.
statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=2)

# Usual: Metrics are imported after the events, so that both are of the same day.
events = statsig.IngestionSchedule("events-first", dataset="Events", scheduled_hour_pst=2)
statsig.IngestionSchedule("metrics-then", dataset="Metrics", scheduled_hour_pst=5, opts=pulumi.ResourceOptions(depends_on=[events]))

"""Which applications get which gates: one app for the site, one for phones, and gates for both."""

import pulumi
import pulumi_statsig_console as statsig

checkout = statsig.Gate("checkout", name="New checkout", rules=[])
search = statsig.Gate("search", name="New search", rules=[])

web = statsig.TargetApp("web", name="Web", description="The shop in the browser.")
phones = statsig.TargetApp("phones", name="Phones", description="The apps for iOS and Android.")

both = statsig.TargetAppAssignment("everywhere", target_apps=[web.id, phones.id], gates=[checkout.id, search.id])

pulumi.export("assigned", both.gates)

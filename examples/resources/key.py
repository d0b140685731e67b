"""API keys."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Browsers use the key; its text is a secret output.
website = statsig.Key("website", description="Website", type="CLIENT")
pulumi.export("website_key", website.key)

# Usual: One service uses the key, which works only for production.
checkout = statsig.Key("checkout", description="Checkout service, production", type="SERVER", environments=["production"])
pulumi.export("checkout_key", checkout.key)

# Full: CI reads everything with the key; a new text in `rotation` makes a new key.
web = statsig.TargetApp("web", name="Web")
apps = statsig.TargetApp("apps", name="Apps")
ci = statsig.Key(
    "ci",
    description="Previews in CI",
    type="CONSOLE",
    scopes=["omni_read_only"],
    environments=["development", "production"],
    target_app_id=web.id,
    secondary_target_app_ids=[apps.id],
    lifecycle="active",
    rotation="2026-11",
)
pulumi.export("ci_key", ci.key)

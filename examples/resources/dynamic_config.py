"""Dynamic configs."""

import json

import pulumi_statsig_console as statsig

# Smallest: Everyone gets the same value.
statsig.DynamicConfig("cart-limits", name="Cart limits", default_value={"max_items": 50})

# Usual: Members get more than everyone else.
statsig.DynamicConfig(
    "upload-limits",
    name="Upload limits",
    description="How much may be uploaded at once.",
    default_value={"max_mb": 10, "formats": ["png", "jpg"]},
    rules=[
        statsig.ConfigRule(
            name="Members",
            conditions=[statsig.Condition(type="custom_field", field="plan", operator="any", target_value=["pro", "team"])],
            return_value={"max_mb": 200, "formats": ["png", "jpg", "pdf"]},
        )
    ],
)

# Full: Values have to fit a schema, and half of the returning visitors in production get one of two discounts.
pricing = statsig.Tag("pricing", name="Pricing")
web = statsig.TargetApp("web", name="Web")
statsig.DynamicConfig(
    "discounts",
    name="Discounts",
    dynamic_config_id="discounts_2026",
    description="What a returning visitor is offered.",
    id_type="stableID",
    default_value={"percent": 0},
    schema=json.dumps({"type": "object", "required": ["percent"], "properties": {"percent": {"type": "number"}}}),
    rules=[
        statsig.ConfigRule(
            name="Returning visitors",
            conditions=[statsig.Condition(type="custom_field", field="visits", operator="gt", target_value=1)],
            pass_percentage=50,
            environments=["production"],
            variants=[
                statsig.Variant(name="five", pass_percentage=50, return_value={"percent": 5}),
                statsig.Variant(name="ten", pass_percentage=50, return_value={"percent": 10}),
            ],
        )
    ],
    lifecycle="enabled",
    type="PERMANENT",
    tags=[pricing.name],
    target_apps=[web.name],
)

"""Single rules of a dynamic config."""

import pulumi_statsig_console as statsig

# Smallest: Partners get another value; the config leaves its other rules to others.
limits = statsig.DynamicConfig("rate-limits", name="Rate limits", default_value={"per_minute": 60})
statsig.DynamicConfigRule(
    "partners",
    dynamic_config_id=limits.id,
    name="Partners",
    conditions=[statsig.Condition(type="custom_field", field="partner", operator="any", target_value=["yes"])],
    return_value={"per_minute": 600},
)

# Usual: Half of the visitors from two countries get another value, only in production.
uploads = statsig.DynamicConfig("upload-limits", name="Upload limits", default_value={"max_mb": 10})
statsig.DynamicConfigRule(
    "islands",
    dynamic_config_id=uploads.id,
    name="Islands",
    conditions=[statsig.Condition(type="country", operator="any", target_value=["NZ", "IE"])],
    pass_percentage=50,
    return_value={"max_mb": 50},
    environments=["production"],
)

# Full: Splits those who match into two variants, and comes after the rule for staff.
discounts = statsig.DynamicConfig("discounts", name="Discounts", default_value={"percent": 0})
staff = statsig.DynamicConfigRule(
    "staff",
    dynamic_config_id=discounts.id,
    name="Staff",
    conditions=[statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com"])],
    return_value={"percent": 30},
)
statsig.DynamicConfigRule(
    "returning",
    dynamic_config_id=discounts.id,
    name="Returning visitors",
    conditions=[statsig.Condition(type="custom_field", field="visitor", operator="any", target_value=["returning"])],
    pass_percentage=100,
    variants=[
        statsig.Variant(name="five", pass_percentage=50, return_value={"percent": 5}),
        statsig.Variant(name="ten", pass_percentage=50, return_value={"percent": 10}),
    ],
    environments=["staging", "production"],
    after=staff.id,
)

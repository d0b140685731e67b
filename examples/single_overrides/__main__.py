"""Testers see new features before everyone else: each override is a resource of its own, and overrides made in the console stay.

To own all overrides of an object, declare `GateOverrides`, `ExperimentOverrides` and so on instead.
"""

import pulumi
import pulumi_statsig_console as statsig

TESTERS = ["ada", "grace"]

staff = statsig.Segment(
    "staff",
    name="Staff",
    type="rule_based",
    rules=[
        {
            "name": "By email",
            "pass_percentage": 100,
            "conditions": [{"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]}],
        }
    ],
)
search = statsig.Gate("search", name="New search")
for tester in TESTERS:
    statsig.GateUserOverride(f"search-{tester}", gate_id=search.id, group="pass", user_id=tester)

home = statsig.Layer("home", name="Home page", id_type="userID", parameters=[{"name": "title", "type": "string", "default_value": "Hello"}])
titles = statsig.Experiment(
    "titles",
    name="Home titles",
    layer_id=home.id,
    groups=[
        {"name": "Plain", "size": 50, "parameter_values": {"title": "Hello"}},
        {"name": "Warm", "size": 50, "parameter_values": {"title": "Good to see you"}},
    ],
)
statsig.ExperimentUserOverride("titles-ada", experiment_id=titles.id, group_id="Warm", user_id="ada")
statsig.ExperimentConditionOverride(
    "titles-staff", experiment_id=titles.id, group_id="Warm", type="segment", name=staff.id, environment="staging"
)
statsig.LayerUserOverride("home-grace", layer_id=home.id, experiment_name=titles.id, group_name="Plain", user_id="grace")
statsig.LayerConditionOverride(
    "home-staff", layer_id=home.id, experiment_name=titles.id, group_name="Plain", type="segment", name=staff.id, environment="development"
)

banner = statsig.Autotune(
    "banner",
    name="Banner",
    variants=[{"name": "red", "json": {"color": "red"}}, {"name": "blue", "json": {"color": "blue"}}],
    success_event="signup",
    exploration_window="24",
    attribution_window="1",
    winner_threshold="95%",
)
statsig.AutotuneUserOverride("banner-ada", autotune_id=banner.id, group_id="blue", user_id="ada")
statsig.AutotuneConditionOverride("banner-staff", autotune_id=banner.id, group_id="red", type="segment", name=staff.id)

pulumi.export("gate", search.id)

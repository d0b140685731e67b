"""A rollout as this team does it: staff first, then a share of the customers of some countries."""

from collections.abc import Sequence

import pulumi_statsig_console as statsig


def rollout(name: str, team: str, share: float, countries: Sequence[str]) -> statsig.Gate:
    """A gate that staff pass everywhere, and `share` % of the customers of `countries` in production."""
    staff = statsig.get_segment_output("staff")
    return statsig.Gate(
        name,
        name=name.replace("-", " ").capitalize(),
        team=team,
        rules=[
            statsig.Rule(
                name="Staff",
                pass_percentage=100,
                conditions=[statsig.Condition(type="passes_segment", target_value=staff.apply(lambda segment: segment.id))],
            ),
            statsig.Rule(
                name="Customers",
                pass_percentage=share,
                environments=["production"],
                conditions=[statsig.Condition(type="country", operator="any", target_value=list(countries))],
            ),
        ],
    )

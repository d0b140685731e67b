"""The lists of IDs that gates and holdouts have in common: who passes and who fails, whatever the rules say.

Schema: UpdateOverridesContractDto. A body has either the four lists or the lists by environment.
"""

from typing import Annotated, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet
from statsig_console.declaring.checks import OneChoice
from statsig_console.declaring.fields import Prop, prop
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.shapes import Opposes
from statsig_console.resource import Fields

IDs = Annotated[ManySet[Annotated[str, MinLen(1)]], MaxLen(2000)]


ONE_ANSWER = (OneChoice("environment_overrides", ("passing_ids", "failing_ids"), ("unit_id", "environment")),)


class EnvironmentOverride(TypedDict):
    """Overrides for one environment and unit type."""

    unit_id: Input[str | None]
    """The unit ID type that the IDs are of, such as `userID`."""
    passing_ids: Annotated[Input[ManySet[str]], Opposes("failing_ids")]
    """The IDs that always pass in this environment, whatever the rules say."""
    failing_ids: Input[ManySet[str]]
    """The IDs that never pass in this environment, whatever the rules say."""
    environment: NotRequired[Input[EnvironmentName | None]]
    """The name of the environment in which the overrides count. Left out, they count in all."""


class OverrideLists(Fields):
    """All overrides of an object. An ID is on one of two opposite lists at most; custom IDs are of the object's own unit type."""

    passing_user_ids: Prop[Annotated[IDs, Opposes("failing_user_ids")]] = prop(default=[], delta="ids")
    """The users, by `userID`, who always pass a gate, or are always held out by a holdout."""
    failing_user_ids: Prop[IDs] = prop(default=[], delta="ids")
    """The users, by `userID`, who never pass a gate, or are never held out by a holdout."""
    passing_custom_ids: Prop[Annotated[IDs, Opposes("failing_custom_ids")]] = prop(default=[], delta="ids")
    """The IDs of the object's own unit ID type, where that is not `userID`, that always pass."""
    failing_custom_ids: Prop[IDs] = prop(default=[], delta="ids")
    """The IDs of the object's own unit ID type, where that is not `userID`, that never pass."""
    environment_overrides: Prop[ManySet[EnvironmentOverride]] = prop(default=[], later=True, delta="environments")
    """Overrides that only count in one environment."""

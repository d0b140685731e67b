"""The lists of IDs that gates and holdouts have in common: who passes and who fails, whatever the rules say.

Schema: UpdateOverridesContractDto. A body has either the four lists or the lists by environment.
"""

from typing import Annotated, TypedDict

from annotated_types import MaxLen, MinLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet
from statsig_console.declaring.fields import Prop, prop
from statsig_console.declaring.shapes import Opposes
from statsig_console.resource import Fields

IDs = Annotated[ManySet[Annotated[str, MinLen(1)]], MaxLen(2000)]


class EnvironmentOverride(TypedDict):
    """Overrides for one environment and unit type."""

    unit_id: Input[str | None]
    passing_ids: Annotated[Input[ManySet[str]], Opposes("failing_ids")]
    failing_ids: Input[ManySet[str]]
    environment: NotRequired[Input[EnvironmentName | None]]


class OverrideLists(Fields):
    """All overrides of an object. An ID is on one of two opposite lists at most; custom IDs are of the object's own unit type."""

    passing_user_ids: Prop[Annotated[IDs, Opposes("failing_user_ids")]] = prop(default=[], delta="ids")
    failing_user_ids: Prop[IDs] = prop(default=[], delta="ids")
    passing_custom_ids: Prop[Annotated[IDs, Opposes("failing_custom_ids")]] = prop(default=[], delta="ids")
    failing_custom_ids: Prop[IDs] = prop(default=[], delta="ids")
    environment_overrides: Prop[ManySet[EnvironmentOverride]] = prop(default=[], later=True, delta="environments")

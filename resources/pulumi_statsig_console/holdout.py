"""Holdout: users who are kept out of gates, experiments and layers, to compare the rest with.

API: POST /holdouts (name, description, unit type and team alone); GET, PATCH, POST, DELETE /holdouts/{id}.
"""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from statsig_console.declaring.annotations import ManySet, Pattern, SetOf
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, Translated, output, prop
from statsig_console.resource import ConsoleResource, FullUpdates

from .audit import Audited
from .metric_reference import MetricReference

HoldoutName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\- ]*")]
# The API adds every new object of its unit type to a global holdout.
GLOBAL = {"is_global": True}


class Holdout(Audited, FullUpdates, ConsoleResource, endpoints=collection("holdouts", full=True), unique="name"):
    """A holdout: `pass_percentage` % of all users are held out. A global one takes in everything new of its unit type, and keeps it."""

    name: Prop[HoldoutName] = prop(replace=True)
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    id_type: Prop[str] = prop(default="userID", replace=True)
    team_id: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    is_enabled: Prop[bool] = prop(default=True, later=True)
    is_global: Prop[bool] = prop(default=False, later=True)
    pass_percentage: Prop[Annotated[float, Ge(0), Le(10)]] = prop(default=0, later=True)
    # A partial update adds to the members, and twice what is there, so that the full one sets them.
    gate_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, later=True, in_full=True, grows_when=GLOBAL)
    experiment_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, later=True, in_full=True, grows_when=GLOBAL)
    layer_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, later=True, in_full=True, grows_when=GLOBAL)
    targeting_gate_id: Prop[str | None] = prop(default=UNMANAGED, later=True, translated=Translated("targeting_gate_internal_id"))
    monitoring_metrics: Prop[ManySet[MetricReference]] = prop(default=UNMANAGED, later=True)

    creator_id: Out[str | None] = output()
    creator_email: Out[str | None] = output()
    tags: Out[SetOf[str]] = output()
    target_apps: Out[SetOf[str]] = output()
    team: Out[str | None] = output()
    holdout_ids: Out[SetOf[str]] = output()
    targeting_gate_internal_id: Out[str | None] = output(read="targetingGateID")

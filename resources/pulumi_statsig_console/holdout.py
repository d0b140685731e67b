"""Holdout: users who are kept out of gates, experiments and layers, to compare the rest with.

API: POST /holdouts (only name, description, unit type and team); GET, PATCH, POST, DELETE /holdouts/{id}.
"""

from typing import Annotated

from statsig_console.declaring.annotations import ManySet, Pattern, SetOf
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.limits import Ge, Le, MaxLen, MinLen
from statsig_console.declaring.marks import AddedTo, Translated
from statsig_console.resource import ConsoleResource, FullUpdates

from .audit import Audited
from .metric_reference import MetricReference

HoldoutName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\- ]*")]
# The API adds every new object of its unit type to a global holdout.
GLOBAL = {"is_global": True}


class Holdout(Audited, FullUpdates, ConsoleResource, endpoints=collection("holdouts", full=True), unique="name"):
    """A holdout: `pass_percentage` % of all users are held out. A global one takes in each new object of its unit type, and keeps it."""

    name: Prop[HoldoutName] = prop(replace=True)
    """The name that the console shows, from which the ID is made. No operation changes it."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the holdout is for, as the console shows it. Left out, it is empty."""
    id_type: Prop[str] = prop(default="userID", replace=True)
    """The kind of ID that is held out: users (`userID`), devices (`stableID`) or another unit ID type. Members have to be of the
    same type, and no operation changes it."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The ID of the team that owns the holdout. Teams are a feature of the enterprise plan."""
    is_enabled: Prop[bool] = prop(default=True, later=True)
    """Whether anyone is held out. False ends the holdout and keeps its results."""
    is_global: Prop[bool] = prop(default=False, later=True)
    """Whether every new gate, experiment and layer of the same unit type joins automatically. The lists below then grow without a
    program, which is no drift."""
    pass_percentage: Prop[Annotated[float, Ge(0), Le(10)]] = prop(default=0, later=True)
    """The share of all units in % that is held out: they see none of the members' features. 0 holds out nobody, and 10 is the most."""
    # A partial update adds members, even those that are there already, so the full update sets them.
    gate_ids: Prop[ManySet[str]] = prop(AddedTo(GLOBAL), default=UNMANAGED, later=True, in_full=True)
    """The IDs of the gates that held-out units fail, all of them. Left out, they are managed elsewhere."""
    experiment_ids: Prop[ManySet[str]] = prop(AddedTo(GLOBAL), default=UNMANAGED, later=True, in_full=True)
    """The IDs of the experiments that held-out units are kept out of, all of them. Left out, they are managed elsewhere."""
    layer_ids: Prop[ManySet[str]] = prop(AddedTo(GLOBAL), default=UNMANAGED, later=True, in_full=True)
    """The IDs of the layers whose experiments held-out units are kept out of, all of them. Left out, they are managed elsewhere."""
    targeting_gate_id: Prop[str | None] = prop(Translated("targeting_gate_internal_id"), default=UNMANAGED, later=True)
    """The ID of a gate: only those who pass it can be held out. An empty text removes it."""
    monitoring_metrics: Prop[ManySet[MetricReference]] = prop(default=UNMANAGED, later=True)
    """The metrics by which those held out are compared with the others."""

    creator_id: Out[str | None] = output()
    """The ID of the user or API key that made the holdout."""
    creator_email: Out[str | None] = output()
    """The email address of the user who made the holdout; nothing where an API key did."""
    tags: Out[SetOf[str]] = output()
    """The names of the holdout's tags, which are set in the console."""
    target_apps: Out[SetOf[str]] = output()
    """The names of the target apps that get the holdout, as set in the console."""
    team: Out[str | None] = output()
    """The name of the team that owns the holdout, as set in the console."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of other holdouts that this one is in; the API answers them for all objects."""
    targeting_gate_internal_id: Out[str | None] = output(read="targetingGateID")
    """The API's own ID of the targeting gate, which answers hold in place of the public ID."""

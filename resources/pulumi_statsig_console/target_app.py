"""TargetApp: an application that gates, configs, experiments, layers and parameter stores are delivered to.

API: POST, PATCH (adds configs) /target_app; GET, PATCH, DELETE /target_app/{id}.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Deltas, Named, collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

ATTACHED = Deltas(operation("PATCH /target_app"), None, added={"targetApps": ["{id}"]})
APPS = collection("target_app", identity=Named(otherwise="name")).but(deltas=ATTACHED)


class TargetApp(ConsoleResource, endpoints=APPS, unique="name"):
    """A target app. `gates`, `dynamic_configs`, `experiments`, `layers` and `parameter_stores` name what to attach to it, by ID.

    No answer holds the description or what is attached, and the operation detaches nothing:
    prefer the `target_apps` of the configs, where the configs are managed, too.
    """

    name: Prop[str] = prop()
    """The name by which gates, configs and experiments name the app in `target_apps`."""
    description: Prop[str] = prop(default="", returned=False)
    """What the application is. Left out, it is empty."""
    gates: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, delta="attached")
    """The IDs of the gates to attach. An ID that is removed from the list stays attached."""
    dynamic_configs: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, delta="attached")
    """The IDs of the dynamic configs to attach. An ID that is removed from the list stays attached."""
    experiments: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, delta="attached")
    """The IDs of the experiments to attach. An ID that is removed from the list stays attached."""
    layers: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, delta="attached")
    """The IDs of the layers to attach. An ID that is removed from the list stays attached."""
    parameter_stores: Prop[ManySet[str]] = prop(default=UNMANAGED, returned=False, delta="attached")
    """The names of the parameter stores to attach. An ID that is removed from the list stays attached."""

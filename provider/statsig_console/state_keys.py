"""State keys: the keys of state beside outputs, the types of resources, and the form of a secret in an export.

Pulumi does not display entries of state that begin with two underscores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROVIDER_KEY = "__provider"
"""The key with the provider that serves the resource."""

MANAGED = "__managed"
"""The key with the list of paths that the program manages; False for an object that no program manages yet."""

SEALED = "__sealed"
"""The key of inputs with the names of the properties that the program marks as secret. Pulumi passes its marks only to the plugin."""

UNMADE = "__unmade"
"""The key of inputs with the names of the properties that need a value of a resource that is not made yet, which Pulumi leaves out."""

ORIGINAL = "__original"
"""The key with a singleton's original values, from before it was taken over."""

PENDING = "__pending"
"""The key with a hash of the changes that wait for a review in the console."""

REVIEW = "__review"
"""The key with the review that the stack has opened for a change of the object."""

HOME = "__home"
"""The key with the ID of the Statsig project that the object is in."""

HIDDEN = (MANAGED, ORIGINAL, PENDING, REVIEW, HOME)
"""The keys of state beside the outputs."""

PACKAGE = "pulumi_statsig_console"
"""The package of resources, which state leaves out of its kinds' names."""

TYPE = "pulumi-python:dynamic/statsig:"
"""The beginning of the type of every resource of the dynamic provider; the kind's name follows."""

PLUGIN_TYPE = "statsig-console:index:"
"""The beginning of the type of every resource of the plugin; the kind's name follows."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The key and the value that mark a secret in Pulumi's exports."""


def own(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs or state without the keys that only Pulumi needs: the provider, the marks, and `MANAGED` where no program manages it."""
    hidden = {PROVIDER_KEY, SEALED, UNMADE, *([] if properties.get(MANAGED, False) is not False else [MANAGED])}
    return {name: value for name, value in properties.items() if name not in hidden}


def type_in(urn: str) -> str:
    """A resource's own type in its URN, without those of the components that it is in; empty for what is no URN."""
    return "".join(urn.split("::")[2:3]).rpartition("$")[2]


def label_in(type_: str) -> str:
    """The kind's name in a resource's type, whichever provider serves it; empty for types of other packages."""
    return next((type_.removeprefix(each) for each in (TYPE, PLUGIN_TYPE) if type_.startswith(each)), "")


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether an object in an export is a secret."""
    return value.get(SIGNATURE) == SECRET

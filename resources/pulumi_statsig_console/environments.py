"""Environments: where code runs, in the console's order.

API: GET, POST /environments. The list always exists and is written whole: a stack takes it over, and restores it on destroy.
"""

from typing import Annotated, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ByServer, Many
from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import Carry, Prop, prop
from statsig_console.resource import ConsoleResource


class Environment(TypedDict):
    """An environment, by name. The API refuses to change or remove production."""

    name: Input[str]
    """The name by which rules and keys name the environment, and by which SDKs say where they run."""
    is_production: Input[bool]
    """Whether results and guards take it for production, which customers see."""
    requires_review: Input[bool]
    """Whether changes that take effect in it need a review."""
    requires_release_pipeline: Input[bool]
    """Whether changes have to go through a release pipeline to take effect in it."""
    required_review_group_id: NotRequired[Input[str]]
    """The ID of the group whose review it needs. Left out, anyone who may review will do."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the environment. The API makes it, and keeps it where it is left out."""


class Environments(ConsoleResource, endpoints=singleton("environments")):
    """All environments of the project, production among them; those that the list lacks are removed."""

    environments: Prop[Many[Environment]] = prop(carry=Carry(by="name", keys=("id",)))
    """All environments, in the console's order. One that is not on the list is removed from the project."""

"""Environments: where code runs, in the console's order.

API: GET, POST /environments. The list is always there and written whole: a stack takes it over, and puts it back on destroy.
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
    is_production: Input[bool]
    requires_review: Input[bool]
    requires_release_pipeline: Input[bool]
    required_review_group_id: NotRequired[Input[str]]
    id: NotRequired[Annotated[Input[str], ByServer()]]


class Environments(ConsoleResource, endpoints=singleton("environments")):
    """All environments of the project, production among them; those that the list lacks are removed."""

    environments: Prop[Many[Environment]] = prop(carry=Carry(by="name", keys=("id",)))

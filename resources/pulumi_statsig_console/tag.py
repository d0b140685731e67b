"""Tag: a label for gates, configs, experiments and metrics.

API: POST /tags; GET, PATCH, DELETE /tags/{id}.
"""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource


class Tag(ConsoleResource, endpoints=collection("tags"), unique="name"):
    """A tag. Other objects name it by `name`; its ID is the server's."""

    name: Prop[Annotated[str, MinLen(1), MaxLen(100)]] = prop()
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    is_core: Prop[bool] = prop(default=False)

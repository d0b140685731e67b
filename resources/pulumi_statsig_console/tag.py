"""Tag: a label for gates, configs, experiments and metrics.

API: POST /tags; GET, PATCH, DELETE /tags/{id}.
"""

from typing import Annotated

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, prop
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.resource import ConsoleResource


class Tag(ConsoleResource, endpoints=collection("tags"), unique="name"):
    """A tag. Other objects name it by `name`; its ID is the server's."""

    name: Prop[Annotated[str, MinLen(1), MaxLen(100)]] = prop()
    """The text that other objects name the tag by."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the tag stands for, as the console shows it. Left out, it is empty."""
    is_core: Prop[bool] = prop(default=False)
    """Whether it is a core tag, as the console's own `★ Core` is. Making one may take a permission of its own."""

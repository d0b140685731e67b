"""DatabricksConnection: what ingestions from Databricks connect with.

API: POST /ingestion/connection/databricks, which is all there is: it is sent again when something changes, and never read.
"""

from statsig_console.declaring.endpoints import Constant, Endpoints
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

CONNECT = operation("POST /ingestion/connection/databricks")


class DatabricksConnection(
    ConsoleResource, endpoints=Endpoints(create=CONNECT, update=CONNECT, identity=Constant(CONNECT.path[1:]), unrefused=True)
):
    """The project's connection to Databricks for ingestion. It stays when the resource is destroyed."""

    host: Prop[str] = prop(returned=False)
    path: Prop[str] = prop(returned=False)
    token: Prop[str] = prop(secret=True, returned=False)
    delta_sharing_credentials: Prop[str | None] = prop(default=UNMANAGED, secret=True, returned=False)
    verified: Prop[bool | None] = prop(default=UNMANAGED, returned=False)

    connection_id: Out[str | None] = output(read="id")
    enabled: Out[bool | None] = output()

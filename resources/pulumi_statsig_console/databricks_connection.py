"""DatabricksConnection: what ingestions from Databricks connect with.

API: POST /ingestion/connection/databricks, the only operation: it is sent again for each change, and nothing can be read.
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
    """The host of the Databricks workspace, such as `abc-123.cloud.databricks.com`."""
    path: Prop[str] = prop(returned=False)
    """The HTTP path of the SQL warehouse or cluster that runs the queries."""
    token: Prop[str] = prop(secret=True, returned=False)
    """The access token by which Statsig logs in. It is secret: encrypted in state, and never read back."""
    delta_sharing_credentials: Prop[str | None] = prop(default=UNMANAGED, secret=True, returned=False)
    """The text of the credentials file of a delta share. It is secret; left out, no share is connected."""
    verified: Prop[bool | None] = prop(default=UNMANAGED, returned=False)
    """Whether the connection is taken as tested."""

    connection_id: Out[str | None] = output(read="id")
    """The API's own ID of the connection."""
    enabled: Out[bool | None] = output()
    """Whether imports use the connection."""

"""What the engine asks a project about itself, whatever its resources.

API: GET /project, /settings/project, /environments.
"""

from statsig_console.declaring.api import Api, EnvironmentsReading, ProjectReading
from statsig_console.declaring.operations import operation

API = Api(
    project=ProjectReading(operation("GET /project"), naming=operation("GET /settings/project")),
    environments=EnvironmentsReading(operation("GET /environments"), within="environments", name="name", production="isProduction"),
)

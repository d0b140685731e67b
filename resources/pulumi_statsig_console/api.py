"""How to read a project and its environments, and the limits on a project's changes.

API: GET /project, /settings/project, /environments. The limits are those of https://docs.statsig.com/console-api as of September 2026:
about 1,800 attempts at changes in 15 minutes for all keys of a project, with burst protection, and segments on a quota of their own. The
page gives no figures for bursts and segments: these are from its earlier version. The figures for ID lists are from the OpenAPI document.
"""

from statsig_console.declaring.api import Api, EnvironmentsReading, ProjectReading
from statsig_console.declaring.operations import Budget, Window, operation

QUARTER = 15 * 60

API = Api(
    project=ProjectReading(operation("GET /project"), naming=operation("GET /settings/project")),
    environments=EnvironmentsReading(operation("GET /environments"), within="environments", name="name", production="isProduction"),
    budgets=(
        Budget("changes", (Window(1800, QUARTER), Window(100, 10)), setting="rateLimit"),
        Budget("segments", (Window(900, QUARTER), Window(100, 10)), setting="rateLimitSegments", under="/segments"),
        Budget("id_lists", (Window(900, QUARTER), Window(12, 10)), setting="rateLimitIdLists", under="/segments/{id}/id_list"),
    ),
)

"""A small console of the emulated projects, to look at: rendered on the server, readable without scripts.

Everything shown is escaped, and the content security policy lets nothing run or load but the page's own two files, so what a client stores
in a project stays text. Keys appear by fingerprint.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from statsig_console_emulator.links import links
from statsig_console_emulator.page import views
from statsig_console_emulator.requests import is_number
from statsig_console_emulator.service import Service
from statsig_console_emulator.store import ProjectStore

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
STATIC = Path(__file__).parent / "static"
# So many requests stand on the page at first, and in each answer to its script.
LOG_LINES = 50


def routes(service: Service) -> list[BaseRoute]:
    """The page's routes: all projects, one project, one object, the log, two static files."""
    page = _Page(service)
    return [
        Route("/", page.index),
        Route("/projects/{project}", page.project),
        Route("/projects/{project}/{kind}/{name:path}", page.object),
        Route("/page/log", page.log),
        Route("/page/{file}", page.static),
    ]


class _Page:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.templates = Environment(
            loader=PackageLoader(__name__), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.templates.filters["time"] = views.readable_time
        self.templates.filters["path"] = views.object_path  # pyright: ignore[reportArgumentType] - jinja2 lists its own filters' types

    def _render(self, template: str, status: int = 200, **values: object) -> Response:
        html = self.templates.get_template(template).render(projects=self.service.store.projects(), like=self.service.likeness, **values)
        return HTMLResponse(html, status, HEADERS)

    def _project(self, request: Request) -> ProjectStore | None:
        wanted = request.path_params["project"]
        return next((project for project in self.service.store.projects() if project.id == wanted), None)

    def _missing(self, what: str) -> Response:
        return self._render("missing.html", 404, what=what)

    async def index(self, request: Request) -> Response:
        counts = {project.id: views.counts(project) for project in self.service.store.projects()}
        return self._render("index.html", counts=counts, log=self._latest(), base_path=self.service.base_path)

    async def project(self, request: Request) -> Response:
        project = self._project(request)
        if project is None:
            return self._missing("project")
        return self._render("project.html", project=project, sections=views.sections(project), links=links(project), log=self._latest())

    async def object(self, request: Request) -> Response:
        project, kind, name = self._project(request), request.path_params["kind"], request.path_params["name"]
        document = project.get(kind, name) if project and kind in views.SECTIONS and kind not in views.WITHOUT_PAGE else None
        if project is None or document is None:
            return self._missing("object")
        return self._render("object.html", project=project, kind=kind, name=name, **views.details(project, kind, name, document))

    def _latest(self) -> list[views.LogLine]:
        return views.log_lines(self.service.journal.entries()[-LOG_LINES:])

    async def log(self, request: Request) -> Response:
        """Requests after the one that the page has seen last, for its script."""
        after = request.query_params.get("after", "0")
        if not is_number(after):
            return JSONResponse({"message": "`after` is the number of a request."}, 400, HEADERS)
        entries = [entry for entry in self.service.journal.entries() if entry.number > int(after)][-LOG_LINES:]
        return JSONResponse([line.describe() for line in views.log_lines(entries)], headers=HEADERS)

    async def static(self, request: Request) -> Response:
        name = request.path_params["file"]
        if name not in ("style.css", "log.js"):
            return self._missing("file")
        return FileResponse(STATIC / name, headers=HEADERS)

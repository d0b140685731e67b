"""A small console of the emulated projects, to look at and to change by hand: rendered on the server, complete without scripts.

Everything shown is escaped, and the content security policy allows only the page's own two files to run or load, so texts that a client
stores stay texts. Keys are shown as fingerprints. A change is a form that the emulator's page sends: it holds a token that no other site
can know, and there is no cookie that a browser would send by itself.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from statsig_console_emulator import bodies, wire
from statsig_console_emulator.documents import Document
from statsig_console_emulator.errors import ApiError
from statsig_console_emulator.links import links
from statsig_console_emulator.page import views
from statsig_console_emulator.requests import Request as ApiRequest
from statsig_console_emulator.requests import is_number
from statsig_console_emulator.service import Service
from statsig_console_emulator.sites import is_own
from statsig_console_emulator.store import ProjectStore

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Without it, a browser would not say that a form comes from the emulator's own page.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC = Path(__file__).parent / "static"
# The most requests on the page at first, and in each answer to its script.
LOG_LINES = 50


def routes(service: Service) -> list[BaseRoute]:
    """The page's routes: all projects, one project, one object and its changes, the log, two static files."""
    page = _Page(service)
    object_path = "/projects/{project}/{kind}/{name:path}"
    routes = [
        Route("/", page.index),
        Route("/projects/{project}", page.project),
        Route(object_path, page.object),
        Route(object_path, page.change, methods=["POST"]),
        Route("/page/log", page.log),
        Route("/page/{file}", page.static),
    ]
    for route in routes:
        route.path_regex = re.compile(route.path_regex.pattern, re.DOTALL)  # A name may hold a newline.
    return [*routes]


class _Page:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.token = secrets.token_urlsafe()
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
        found = self._object(request)
        return self._missing("object") if found is None else self._shown(*found, done=self._done(request.query_params.get("done", "")))

    def _object(self, request: Request) -> tuple[ProjectStore, str, str, Document] | None:
        """The object that a path names: its project, kind, ID and document."""
        project, kind = self._project(request), request.path_params["kind"]
        found = views.stored(project, kind, request.path_params["name"]) if project else None
        return None if project is None or found is None else (project, kind, *found)

    def _shown(
        self, project: ProjectStore, kind: str, id: str, document: Document, *, done: str = "", refused: str = "", status: int = 200
    ) -> Response:
        details = views.details(project, kind, id, document)
        return self._render("object.html", status, project=project, kind=kind, token=self.token, done=done, refused=refused, **details)

    def _done(self, number: str) -> str:
        """The request of a change made by hand, by its number in the journal."""
        if not is_number(number):
            return ""
        entry = next((entry for entry in self.service.journal.entries() if entry.number == int(number) and entry.by_hand), None)
        return f"{entry.method} {entry.path}" if entry else ""

    async def change(self, request: Request) -> Response:
        """Carries out a form's change, then redirects to the object, or to its project if the object is gone."""
        try:
            form = parse_qs((await bodies.read(request.receive)).decode(errors="replace"))
        except ApiError as error:
            return self._refused(error.message, error.status)
        given = {name: values[0] for name, values in form.items()}
        if not is_own(request):
            return self._refused("Other web sites may not change the emulator.", 403)
        if not hmac.compare_digest(given.get("token", "").encode(), self.token.encode()):
            return self._refused("The form is not of this run of the emulator. Open the object anew.", 403)
        found = self._object(request)
        if found is None:
            return self._missing("object")
        return self._carry_out(request, given, *found)

    def _carry_out(
        self, request: Request, given: Mapping[str, str], project: ProjectStore, kind: str, id: str, before: Document
    ) -> Response:
        change = next((change for change in views.changes(kind, id, before) if change.id == given.get("change")), None)
        if change is None:
            return self._shown(project, kind, id, before, refused="There is no such change.", status=400)
        body = change.body
        if change.share is not None:
            share = views.share_of(given.get("share", ""))
            if share is None:
                return self._shown(project, kind, id, before, refused="A percentage is a number from 0 to 100.", status=400)
            body = change.asked(share)
        sent = ApiRequest(change.method, self.service.base_path + change.path, change.query, body=wire.render(body))
        answer, number = self.service.by_hand(project, sent)
        if answer.status >= 400:
            return self._shown(project, kind, id, before, refused=views.said(answer.content), status=answer.status)
        there = self._object(request)
        place = f"{views.object_path(project.id, kind, request.path_params['name'])}?done={number}" if there else f"/projects/{project.id}"
        return RedirectResponse(place, 303, HEADERS)

    def _refused(self, why: str, status: int) -> Response:
        return self._render("refused.html", status, why=why)

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

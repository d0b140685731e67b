"""The admin prefix `/_emulator`: reset, seed, export, the journal of requests, faults. Not a part of the API; it needs no key.

POST   /_emulator/reset      deletes everything; with a key header, empties that key's project
POST   /_emulator/seed       adds objects from a JSON document
GET    /_emulator/export     everything as JSON; with a key header, that key's project
GET    /_emulator/requests   the journal; ?method=&path=
DELETE /_emulator/requests   clears it
GET    /_emulator/faults     faults in force
POST   /_emulator/faults     adds one (or a list)
DELETE /_emulator/faults     removes all; /_emulator/faults/{id} one
GET    /_emulator/reviews    changes that wait for a review
POST   /_emulator/reviews/{id}/approve, reject   decides as a person does; a request that waits by the old header is carried out
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from . import bodies, reviews, transfer, wire
from .documents import is_list
from .errors import ApiError
from .requests import KEY_HEADER, is_number
from .service import Service
from .sites import same_origin


def routes(service: Service) -> list[BaseRoute]:
    """The admin routes of one emulator."""
    admin = _Admin(service)
    return [
        Route("/reset", same_origin(admin.reset), methods=["POST"]),
        Route("/seed", same_origin(admin.seed), methods=["POST"]),
        Route("/export", admin.export),
        Route("/requests", admin.requests),
        Route("/requests", same_origin(admin.clear_requests), methods=["DELETE"]),
        Route("/faults", admin.faults),
        Route("/faults", same_origin(admin.add_faults), methods=["POST"]),
        Route("/faults", same_origin(admin.clear_faults), methods=["DELETE"]),
        Route("/faults/{id}", same_origin(admin.clear_faults), methods=["DELETE"]),
        Route("/reviews", admin.reviews),
        Route("/reviews/{id}/approve", same_origin(admin.approve), methods=["POST"]),
        Route("/reviews/{id}/reject", same_origin(admin.reject), methods=["POST"]),
    ]


class _Admin:
    def __init__(self, service: Service) -> None:
        self.service = service

    async def reset(self, request: Request) -> Response:
        transfer.reset(self.service, request.headers.get(KEY_HEADER))
        return JSONResponse({"message": "Reset."})

    async def seed(self, request: Request) -> Response:
        try:
            projects = transfer.seed(self.service, await _document(request), request.headers.get(KEY_HEADER))
        except (ApiError, ValueError) as error:
            return _refused(error)
        return JSONResponse({"message": "Seeded.", "projects": projects})

    async def export(self, request: Request) -> Response:
        store, key = self.service.store, request.headers.get(KEY_HEADER)
        if key is None:
            return JSONResponse(transfer.export(store))
        record = store.key(key)
        if record is None:
            return JSONResponse({"message": "No project has this key."}, 404)
        return JSONResponse({"projects": [transfer.export_project(store.project(record.project))]})

    async def requests(self, request: Request) -> Response:
        query = request.query_params
        return JSONResponse(self.service.journal.summary(query.get("method"), query.get("path")))

    async def clear_requests(self, request: Request) -> Response:
        self.service.journal.clear()
        return JSONResponse({"message": "Cleared."})

    async def faults(self, request: Request) -> Response:
        return JSONResponse({"faults": [fault.describe() for fault in self.service.faults.all()]})

    async def add_faults(self, request: Request) -> Response:
        try:
            wanted = await _document(request)
            added = self.service.faults.parse_all(wanted if is_list(wanted) else [wanted])
        except (ApiError, ValueError) as error:
            return _refused(error)
        return JSONResponse({"faults": [fault.describe() for fault in added]}, 201)

    async def clear_faults(self, request: Request) -> Response:
        number = request.path_params.get("id")
        if number is not None and not is_number(number):
            return JSONResponse({"message": "A fault's ID is a number."}, 400)
        self.service.faults.clear(None if number is None else int(number))
        return JSONResponse({"message": "Cleared."})

    async def reviews(self, request: Request) -> Response:
        return JSONResponse({"reviews": reviews.waiting(self.service.store)})

    async def approve(self, request: Request) -> Response:
        try:
            commit = request.query_params.get("commit") != "false"
            service, review = self.service, request.path_params["id"]
            found = reviews.approve(service.store, review, service.sources, service.options, commit=commit)
        except ApiError as error:
            return JSONResponse(error.body(), error.status)
        return _decided(found, "Approved.")

    async def reject(self, request: Request) -> Response:
        service, review = self.service, request.path_params["id"]
        reason = request.query_params.get("reason", "")
        return _decided(reviews.reject(service.store, review, service.sources, service.options, reason), "Rejected.")


async def _document(request: Request) -> Any:
    """The JSON of the body. Raises `ApiError` if it is no JSON or too large."""
    return wire.parse(await bodies.read(request.receive))


def _refused(error: ApiError | ValueError) -> Response:
    return JSONResponse({"message": str(error)}, error.status if isinstance(error, ApiError) else 400)


def _decided(found: bool, message: str) -> Response:
    return JSONResponse({"message": message}) if found else JSONResponse({"message": "No review has this ID."}, 404)

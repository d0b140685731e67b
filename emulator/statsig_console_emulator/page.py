"""A placeholder for the page's routes."""

from __future__ import annotations

from starlette.routing import BaseRoute

from .service import Service


def routes(service: Service) -> list[BaseRoute]:
    return []

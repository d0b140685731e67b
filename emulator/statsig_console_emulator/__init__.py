"""The Statsig Console API on localhost, derived from its OpenAPI documents."""

from .app import create_app
from .calls import Options
from .service import Service
from .sources import Sources
from .store import Store

__all__ = ["Options", "Service", "Sources", "Store", "create_app"]

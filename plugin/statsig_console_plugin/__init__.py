"""The plugin: the declared resources and lookups for every language of Pulumi, as a resource provider beside the dynamic one.

It depends on the engine and on the declarations, and knows no kind by name. `schema` describes the package to Pulumi. `servicer` answers
Pulumi's calls with the engine's handlers, under the names that other languages use.
"""

from __future__ import annotations


def main() -> None:
    """Serves Pulumi until it ends the process: the console script ``pulumi-resource-statsig-console``."""
    from .server import serve

    serve()

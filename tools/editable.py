"""A build hook of hatchling: an editable install says as well that the package has no plugin.

Pulumi's language hosts before 3.80 look for the file beside what is installed, where an editable install has nothing but a path.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE = "pulumi_statsig_console/pulumi-plugin.json"


class EditableHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the one file to editable wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; `version` says of which kind."""
        if version == "editable":
            build_data["force_include_editable"][f"{self.root}/resources/{FILE}"] = FILE

"""A build hook of hatchling: editable installs also get the file that says that the package has no plugin.

Pulumi's language hosts before 3.80 look for this file beside the installed package, where an editable install has only a path.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE = "pulumi_statsig_console/pulumi-plugin.json"


class EditableHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the one file to editable wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; `version` is the sort of build."""
        if version == "editable":
            build_data["force_include_editable"][f"{self.root}/resources/{FILE}"] = FILE

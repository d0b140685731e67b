"""Feature flags of many teams: a YAML file for each, which people edit without Python, and a component to copy that reads it.

    flags/payments.yaml        the flags of a team, each with the properties of a `Gate`; `CODEOWNERS` says who approves a change
    flags.schema.json          what all flags here have in common: a description and rules, and no tags of their own
    gate.schema.json           made of the package that is installed: `statsig-console schema Gate > gate.schema.json`

The first line of a file leads editors to the schema, so that they complete properties, explain them and mark mistakes. In CI:

    check-jsonschema --schemafile flags.schema.json flags/*.yaml

A flag that two teams have is a mistake that the preview names, as is what a schema cannot tell, such as two rules of one name.
"""

from pathlib import Path

import yaml

import pulumi
import pulumi_statsig_console as statsig

FILES = sorted((Path(__file__).parent / "flags").glob("*.yaml"))


class TeamFlags(pulumi.ComponentResource):
    """The flags of a team's file, with a tag of the team's name by which the console finds them."""

    def __init__(self, file: Path, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("example:statsig:TeamFlags", file.stem, None, opts)
        below = pulumi.ResourceOptions(parent=self)
        team = statsig.Tag(f"team-{file.stem}", name=f"team-{file.stem}", description=f"Flags of {file.name}", opts=below)
        flags = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        self.gates = {key: statsig.Gate(key, gate_id=key, tags=[team.name], **flag, opts=below) for key, flag in flags.items()}
        self.register_outputs({"gate_ids": [gate.id for gate in self.gates.values()]})


for file in FILES:
    pulumi.export(file.stem, list(TeamFlags(file).gates))

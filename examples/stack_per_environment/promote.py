"""Promotes the rollout from one environment's stack to the next: python promote.py development staging production

Each stack gets the percentage of the one before it, is previewed, and is updated if the preview changes only the rollout. A stack that
follows another by its configuration is only updated. The new number is written to the stack's file (Pulumi.production.yaml), which you
then commit.
"""

import sys
from itertools import pairwise
from pathlib import Path

from pulumi import automation as auto

PROJECT = Path(__file__).parent / "environments"
SETTING = "statsig-environments:customers"
ROLLOUT = "customers"


def promote(source: str, target: str) -> None:
    """Brings the percentage of `source` to `target`. If the update would change anything else, it stops."""
    percentage = selected(source).outputs()[ROLLOUT].value
    stack = selected(target)
    before = stack.get_all_config().get(SETTING)
    if before:
        stack.set_config(SETTING, auto.ConfigValue(f"{percentage:g}"))
    if other := planned(stack) - {ROLLOUT}:
        if before:
            stack.set_config(SETTING, before)
        raise SystemExit(f"{target}: not promoted, since the update would also change {', '.join(sorted(other))}")
    stack.up(suppress_outputs=True)
    print(f"{source} → {target}: {percentage:g} % of customers")


def planned(stack: auto.Stack) -> set[str]:
    """The names of the resources that an update would change."""
    names: set[str] = set()

    def note(event: auto.EngineEvent) -> None:
        about = event.resource_pre_event and event.resource_pre_event.metadata
        if about and about.op not in {auto.OpType.SAME, auto.OpType.READ} and not about.type.startswith("pulumi:"):
            names.add(about.urn.rpartition("::")[2])

    stack.preview(on_event=note)
    return names


def selected(name: str) -> auto.Stack:
    """A stack of the environments' project."""
    return auto.select_stack(stack_name=name, work_dir=str(PROJECT))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    for source, target in pairwise(sys.argv[1:]):
        promote(source, target)

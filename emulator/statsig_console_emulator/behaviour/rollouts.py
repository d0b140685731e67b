"""Automated rollouts: percentages that rise at the quarter hour, by a schedule from the console or by the phases of a gradual change."""

from __future__ import annotations

from statsig_console_emulator import collection, rules
from statsig_console_emulator.calls import Call, Document
from statsig_console_emulator.dates import DAY
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.registry import timer

SCHEDULE: list[Document] = [{"pass_percent": share} for share in (10, 50, 100)]
"""The service's default phases. No document has them; these are made up."""


@timer("rollout")
def roll_out(call: Call) -> None:
    kind, key = call.path["target"].split("/", 1)
    document = call.project.get(kind, key)
    if document is not None:
        collection.store_change(call, KINDS[kind], document, {"rules": rules.rolled_out(call, document["rules"])}, "update")


def in_phases(call: Call, before: list[Document], after: list[Document], phases: list[Document]) -> list[Document]:
    """The rules at the beginning of a gradual change: a rule that would let more users in does so phase by phase.

    A phase begins at its `time`, or else when the one before ends; it lasts its `phaseDurationMs`, or else a day. Complete phases are
    skipped. No phase goes beyond the percentage of the change, and the last one reaches it.
    """
    return [_in_phases(call, rules.find(before, rule), rule, phases or SCHEDULE) for rule in after]


def _in_phases(call: Call, before: Document | None, rule: Document, phases: list[Document]) -> Document:
    first, wanted = before["passPercentage"] if before else 0, rule["passPercentage"]
    if wanted <= first:
        return rule
    steps: list[Document] = []
    begins: float = call.now
    for phase in (phase for phase in phases if not phase.get("isComplete")):
        begins = phase.get("time", begins)
        share = min(wanted, phase["pass_percent"])
        if share > (steps[-1]["passPercent"] if steps else first):
            steps.append({"time": begins, "passPercent": share})
        begins += phase.get("phaseDurationMs", DAY)
    if not steps or steps[-1]["passPercent"] < wanted:
        steps.append({"time": begins, "passPercent": wanted})
    made = [step for step in steps if step["time"] <= call.now]
    shown = rule | {"passPercentage": made[-1]["passPercent"] if made else first, "completedAutomatedRollouts": made}
    shown["pendingAutomatedRollouts"] = [step for step in steps if step not in made]
    return shown | {"id": rules.rule_id(before, shown)}

"""Automated rollouts: percentages that rise at the quarter hour."""

from __future__ import annotations

from statsig_console_emulator import collection, rules
from statsig_console_emulator.calls import Call
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.registry import timer


@timer("rollout")
def roll_out(call: Call) -> None:
    kind, key = call.path["target"].split("/", 1)
    document = call.project.get(kind, key)
    if document is not None:
        collection.store_change(call, KINDS[kind], document, {"rules": rules.rolled_out(call, document["rules"])}, "update")

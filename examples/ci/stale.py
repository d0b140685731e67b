"""Writes to a file which gates and dynamic configs can be removed, and why: python stale.py FILE

Statsig marks temporary flags that nobody seems to need as stale. The script reads the project of STATSIG_CONSOLE_API_KEY, for which a
key that only reads is enough, and changes nothing. It exits with 0 if there are none, with 2 if there are some, and with 1 if it fails.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime, timezone
from pathlib import Path

import pulumi_statsig_console as statsig
from pulumi_statsig_console.results.dynamic_config import DynamicConfigResult
from pulumi_statsig_console.results.gate import GateResult

ADVICE = {
    "STALE_PROBABLY_LAUNCHED": "seems to be launched: keep the new code, and remove the flag",
    "STALE_PROBABLY_UNLAUNCHED": "seems to be given up: keep the old code, and remove the flag",
    "STALE_PROBABLY_FORGOTTEN": "seems to be forgotten: go on with it, or remove it",
    "STALE_NO_RULES": "has no rules: nobody gets anything else than the default",
    "STALE_PROBABLY_DEAD_CHECK": "seems to be asked for by code that never runs",
    "STALE_EMPTY_CHECKS": "is not asked for: remove it",
    "STALE_ALL_TRUE": "passes everybody: keep the new code, and remove the flag",
    "STALE_ALL_FALSE": "passes nobody: keep the old code, and remove the flag",
}


def line(flag: GateResult | DynamicConfigResult) -> str:
    """The line about a flag: its ID, why it is stale, whom to ask, and the day of the last change."""
    advice = ADVICE.get(flag.type_reason, flag.type_reason)
    ask = flag.team or (flag.owner and flag.owner.owner_name)
    changed = datetime.fromtimestamp((flag.last_modified_time or flag.created_time) / 1000, tz=timezone.utc)
    whom = f"; ask {code(ask)}" if ask else ""
    return f"- [{code(flag.id)}]({flag.permalink}) {advice}{whom}; unchanged since {changed:%Y-%m-%d}"


def code(text: str) -> str:
    """A text that somebody wrote, as code: it makes no mention, link or markup."""
    return "`" + re.sub(r"[`\s]+", " ", text)[:100].strip() + "`"


def section(title: str, lines: list[str]) -> str:
    """The flags of one sort under their heading; empty if there are none."""
    return "\n".join([f"### {title} ({len(lines)})", "", *lines, "", ""]) if lines else ""


def main(report: Path) -> int:
    """Writes the report, and returns the exit code."""
    gates = sorted(line(each) for each in statsig.get_gates(type="STALE"))
    configs = sorted(line(each) for each in statsig.get_dynamic_configs(type="STALE"))
    text = section("Gates", gates) + section("Dynamic configs", configs)
    report.write_text(text or "No flag is stale.\n", encoding="utf-8")
    return 2 if text else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

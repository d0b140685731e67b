"""Writes to a file which gates and dynamic configs may go, and why: python stale.py FILE

Statsig marks those as stale that are temporary and that nobody seems to need. The script looks at the project of STATSIG_CONSOLE_API_KEY,
for which a key that only reads is enough, and changes nothing. It ends with 0 when there are none, with 2 when there are some, with 1
when it cannot tell.
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
    """What is said of a flag: what it is, why it is stale, whom to ask, and since when nothing has changed."""
    advice = ADVICE.get(flag.type_reason, flag.type_reason)
    ask = flag.team or (flag.owner and flag.owner.owner_name)
    changed = datetime.fromtimestamp((flag.last_modified_time or flag.created_time) / 1000, tz=timezone.utc)
    whom = f"; ask {code(ask)}" if ask else ""
    return f"- [{code(flag.id)}]({flag.permalink}) {advice}{whom}; unchanged since {changed:%Y-%m-%d}"


def code(text: str) -> str:
    """A text that somebody wrote, such that it stands for nothing else: no mention, link or markup."""
    return "`" + re.sub(r"[`\s]+", " ", text)[:100].strip() + "`"


def section(title: str, lines: list[str]) -> str:
    """The flags of one sort under their heading, or nothing where there are none."""
    return "\n".join([f"### {title} ({len(lines)})", "", *lines, "", ""]) if lines else ""


def main(report: Path) -> int:
    """Writes the report; the code to end with."""
    gates = sorted(line(each) for each in statsig.get_gates(type="STALE"))
    configs = sorted(line(each) for each in statsig.get_dynamic_configs(type="STALE"))
    text = section("Gates", gates) + section("Dynamic configs", configs)
    report.write_text(text or "No flag is stale.\n", encoding="utf-8")
    return 2 if text else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

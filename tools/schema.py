"""Writes `plugin/statsig_console_plugin/schema.json`: the package as Pulumi describes it to all languages.

It is made from the declarations, for which each of their modules is loaded and read. Pulumi asks for it in each preview of a program in
YAML, so the plugin answers with this file. ``python tools/schema.py`` writes it; ``--check`` fails when it is not up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from statsig_console_plugin.schema import FILE, package

TARGET = Path(__file__).resolve().parents[1] / "plugin" / "statsig_console_plugin" / FILE


def main() -> None:
    """Writes the file, or compares it.

    Raises:
        SystemExit: with `--check`, the file is not what this would write.
    """
    text = json.dumps(package(), indent=1, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{TARGET} is not up to date: run python tools/schema.py")


if __name__ == "__main__":
    main()

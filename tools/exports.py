"""Writes `resources/pulumi_statsig_console/__init__.py`: every public class and lookup, imported when it is first used.

``python tools/exports.py`` writes it; ``--check`` fails when it is not up to date.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "resources" / "pulumi_statsig_console"
PRIVATE = {"results", "testing"}

HEAD = '''"""Statsig projects as Pulumi resources: gates, configs, experiments, metrics and ingestions.

Every name is imported when it is first used, so that a program pays only for the kinds that it has.
Written by tools/exports.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
'''

TAIL = """

def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"pulumi_statsig_console has no {name}")
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_MODULES)
"""


def public_names(module: Path) -> list[str]:
    """The classes and functions that a module defines for everyone, or what its `__all__` lists."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return sorted(ast.literal_eval(node.value))
    names = [node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    return sorted(name for name in names if not name.startswith("_"))


def exports() -> dict[str, list[str]]:
    """The public names by module, as in ``{"gate": ["Gate"], "lookups.gate": ["get_gate", …]}``."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[-1] == "__init__" or parts[0] in PRIVATE or parts[-1].startswith("_"):
            continue
        if names := public_names(path):
            found[".".join(parts)] = names
    owners: dict[str, str] = {}
    for module, names in found.items():
        for name in names:
            if name in owners:
                raise SystemExit(f"{name} is defined in {owners[name]} and in {module}")
            owners[name] = module
    return found


def source(found: dict[str, list[str]]) -> str:
    """The text of the package's `__init__.py`."""
    imports = []
    for module, names in found.items():
        line = f"    from .{module} import {', '.join(f'{name} as {name}' for name in names)}"
        if len(line) > 140:
            line = f"    from .{module} import (\n" + "".join(f"        {name} as {name},\n" for name in names) + "    )"
        imports.append(line)
    owners = sorted((name, module) for module, names in found.items() for name in names)
    modules = "".join(f'    "{name}": "{module}",\n' for name, module in owners)
    return HEAD + "\n".join(imports) + "\n\n_MODULES = {\n" + modules + "}\n" + TAIL


def main() -> None:
    """Writes or checks the file."""
    target = PACKAGE / "__init__.py"
    text = source(exports())
    if "--check" in sys.argv:
        if target.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{target} is not up to date: run python tools/exports.py")
        return
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

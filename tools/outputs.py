"""Writes `resources/pulumi_statsig_console/lookups/outputs/`: for each lookup, a function that takes and returns Outputs.

It is made from the lookup's own function, whose parameters become `pulumi.Input`. ``python tools/outputs.py`` writes the files;
``--check`` fails when they are not up to date.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.formatting import formatted  # noqa: E402

LOOKUPS = ROOT / "resources" / "pulumi_statsig_console" / "lookups"
OUTPUTS = LOOKUPS / "outputs"
WRITTEN = "Written by tools/outputs.py."
PAGES, NOTHING = "Pages[", " | None"


def files() -> dict[str, str]:
    """The files by their names."""
    made = {"__init__.py": f'"""Lookups as Outputs: the functions of the modules beside this folder. {WRITTEN}"""\n'}
    for path in sorted(LOOKUPS.glob("*.py")):
        if path.name != "__init__.py":
            made[path.name] = module(path.stem, path.read_text(encoding="utf-8"))
    return formatted(made)


def module(name: str, source: str) -> str:
    """The module of Outputs for a module of lookups."""
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    secret = set(secrets(name))
    twins = "\n\n".join(twin(each, each.name in secret) for each in functions)
    needed = {node.id for node in ast.walk(ast.parse(twins)) if isinstance(node, ast.Name)}
    imports = [text for node in tree.body if isinstance(node, ast.ImportFrom) for text in imported(node, needed)]
    own = ", ".join(sorted(lookup_of(each) for each in functions))
    lines = [f'"""The lookups of `{name}` as Outputs. {WRITTEN}"""', "from __future__ import annotations"]
    return "\n".join([*lines, "import pulumi", *imports, f"from pulumi_statsig_console.lookups.{name} import {own}", "", twins])


def imported(node: ast.ImportFrom, needed: set[str]) -> Iterator[str]:
    """Those of a statement's imports that are needed."""
    for each in node.names:
        if each.name in needed:
            yield f"from {node.module} import {each.name}"


def twin(function: ast.FunctionDef, secret: bool) -> str:
    """The function of a lookup that takes and returns Outputs."""
    given, name = ast.unparse(function.returns or ast.Constant(None)), function.name
    whole = given.startswith(PAGES)
    answer = f"list[{given.removeprefix(PAGES)}" if whole else given
    said = f"`{name}` as {'a secret' if secret else 'an'} Output{', the whole list' if whole else ''}."
    arguments = ast.unparse(with_inputs(function.args))
    called = f"{lookup_of(function)}.output({'**locals()' if arguments else ''})"
    return f'def {name}_output({arguments}) -> pulumi.Output[{answer}]:\n    """{said}"""\n    return {called}\n'


def with_inputs(arguments: ast.arguments) -> ast.arguments:
    """The parameters, annotated so that each may be an Output."""
    for each in (*arguments.args, *arguments.kwonlyargs):
        hint = ast.unparse(each.annotation or ast.Constant(None))
        optional = hint.endswith(NOTHING)
        each.annotation = ast.parse(f"pulumi.Input[{hint.removesuffix(NOTHING)}]{NOTHING if optional else ''}", mode="eval").body
    return arguments


def lookup_of(function: ast.FunctionDef) -> str:
    """The lookup that a function calls."""
    match function.body[-1]:
        case ast.Return(value=ast.Call(func=ast.Name(id=name))):
            return name
        case _:
            raise SystemExit(f"{function.name} calls no lookup in its last line")


def secrets(name: str) -> Iterator[str]:
    """The functions of a module whose answers are secret."""
    from importlib import import_module

    from statsig_console.lookup import Reading

    for each in vars(import_module(f"pulumi_statsig_console.lookups.{name}")).values():
        if isinstance(each, Reading) and each.secret:
            yield each.name


def main() -> None:
    """Writes or checks the files."""
    made = files()
    if "--check" in sys.argv:
        if {each.name: each.read_text(encoding="utf-8") for each in OUTPUTS.glob("*.py")} != made:
            raise SystemExit(f"{OUTPUTS} is not up to date: run python tools/outputs.py")
        return
    OUTPUTS.mkdir(exist_ok=True)
    for each in OUTPUTS.glob("*.py"):
        each.unlink()
    for name, text in made.items():
        (OUTPUTS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

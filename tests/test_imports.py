"""Imports: who may know whom, and what a program pays for importing the package.

`examples → resources → provider`; the emulator knows neither, so that no misunderstanding is shared. The plugin knows both, and no more.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from statsig_console_emulator.contract import load

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "provider": "statsig_console",
    "resources": "pulumi_statsig_console",
    "emulator": "statsig_console_emulator",
    "cli": "statsig_console_cli",
    "plugin": "statsig_console_plugin",
}
FORBIDDEN = {
    "provider": {"resources", "emulator", "cli", "plugin"},
    "resources": {"emulator", "cli", "plugin"},
    "emulator": {"provider", "resources", "cli", "plugin"},
    "plugin": {"emulator", "cli"},
}
# The engine's packages, each of which knows only those before it, and the modules that every one of them may use.
LAYERS = ("declaring", "planning", "stack", "sending", "session", "guarding", "handling")
GROUND = {"call", "errors", "notices", "private", "records", "secrets", "state_keys", "values"}
# Words that paths use and that mean something else in the engine.
COMMON = {
    "key",
    "segment",
    "event",
    "alert",
    "company",
    "environment",
    "report",
    "project",
    "setting",
    "user",
    "tag",
    "list",
    "role",
    "rule",
}


def files(folder: str) -> list[Path]:
    """The Python files of a source root."""
    return sorted((ROOT / folder).rglob("*.py"))


def modules(path: Path) -> Iterator[str]:
    """What a file imports, anywhere in it, with all packages before it; relative imports stay inside."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports."""
    return (name.partition(".")[0] for name in modules(path))


def neighbours(path: Path) -> Iterator[str]:
    """The modules of a file's own folder that it imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from ([node.module] if node.module else (name.name for name in node.names))


def parts_of_the_engine(path: Path) -> set[str]:
    """The packages and modules of the engine that a file imports from outside its own package."""
    return {name.split(".")[1] for name in modules(path) if name.startswith("statsig_console.")}


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_packages_know_only_what_lies_below_them(folder: str) -> None:
    """An import the other way round would tie the engine to objects, or the emulator to our own idea of the API."""
    forbidden = {PACKAGES[other] for other in FORBIDDEN[folder]}

    found = {f"{path.relative_to(ROOT)} imports {name}" for path in files(folder) for name in imported(path) if name in forbidden}

    assert files(folder)
    assert found == set()


def test_what_makes_the_site_has_no_circle() -> None:
    """A module that is imported by what it imports can be read and tested with that one alone."""
    folder = "tools/docs"
    knows = {path.stem: set(neighbours(path)) for path in files(folder)}
    while ready := [name for name, known in knows.items() if not known & knows.keys()]:
        for name in ready:
            knows.pop(name)

    assert "kinds" in {name for path in files(folder) for name in neighbours(path)}
    assert knows == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_engine_is_in_layers(layer: str) -> None:
    """What is sent does not depend on who asks for it, and what a kind declares on neither."""
    known = GROUND | set(LAYERS[: LAYERS.index(layer)])
    modules = files(f"provider/statsig_console/{layer}")

    assert modules
    assert {f"{path.name} imports {name}" for path in modules for name in parts_of_the_engine(path) - known} == set()


def test_the_engine_has_no_other_packages() -> None:
    """A package that is in no layer would be checked by nobody."""
    assert {path.parent.name for path in files("provider/statsig_console") if path.parent.name != "statsig_console"} == set(LAYERS)


def test_the_reader_of_imports_finds_them(tmp_path: Path) -> None:
    """A check that sees nothing would pass for ever."""
    path = tmp_path / "module.py"
    path.write_text("import a.b\ndef f():\n    from c.d import e\n    import_module('g.h')\nfrom . import i\nfrom .j import k\n")

    assert sorted(imported(path)) == ["a", "c", "g"]


def test_the_reader_of_layers_finds_them(tmp_path: Path) -> None:
    """However a file imports a part of the engine, and however often."""
    path = tmp_path / "module.py"
    path.write_text(
        "import statsig_console.sending.client\nfrom statsig_console import errors\nfrom statsig_console.stack.bounds import x\n"
        "def f():\n    from statsig_console import lookup\n    import_module('statsig_console.handling.handlers')\n"
        "from pulumi_statsig_console import Gate\nfrom .near import y\n"
    )

    assert parts_of_the_engine(path) == {"sending", "errors", "stack", "lookup", "handling"}


def object_words() -> set[str]:
    """The API's objects, as its paths name them, in singular and plural."""
    plurals = {operation.path.split("/")[1] for operation in load().operations.values()}
    singulars = {plural.removesuffix("s") for plural in plurals}
    return {word for word in plurals | singulars if word.removesuffix("s") not in COMMON}


def words_of(path: Path) -> Iterator[tuple[int, str]]:
    """Names and texts of a file with their lines, without docstrings and comments."""
    tree = ast.parse(path.read_text())
    documented = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docstrings = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    docstrings |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


@pytest.mark.parametrize("folder", ["provider", "plugin"])
def test_the_engine_names_no_object(folder: str) -> None:
    """What is true of gates alone is said where gates are declared; the engine knows shapes and habits, and the plugin what it knows."""
    pattern = re.compile(rf"(?<![a-z])({'|'.join(sorted(object_words()))})(?![a-z])", re.IGNORECASE)

    found = [f"{path.name}:{line}: {text}" for path in files(folder) for line, text in words_of(path) if pattern.search(text)]

    assert {"gates", "gate", "experiment", "holdouts"} <= object_words()
    assert found == []


def run(code: str) -> list[str]:
    """What a fresh interpreter prints, by lines."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_importing_the_package_imports_no_object() -> None:
    """A program pays for what it uses: neither validation nor HTTP nor a single declaration is loaded by the import."""
    loaded = run(
        "import pulumi_statsig_console, sys\n"
        "print(*sorted(name for name in sys.modules"
        " if name.partition('.')[0] in {'pydantic', 'httpx', 'pulumi', 'pulumi_statsig_console', 'statsig_console'}), sep='\\n')"
    )

    assert loaded == ["pulumi_statsig_console"]


def test_declaring_a_resource_needs_neither_validation_nor_http() -> None:
    """A program only declares; what validates and sends is loaded by the provider process."""
    loaded = run(
        "import pulumi_statsig_console as statsig, sys\n"
        "statsig.Gate\n"
        "print(*sorted({'pydantic', 'httpx', 'stamina', 'limits', 'statsig_console.handling.handlers', 'pulumi_statsig_console.segment'}"
        " & set(sys.modules)), sep='\\n')"
    )

    assert [name for name in loaded if name] == []


def test_a_preview_loads_one_kind_and_nothing_of_the_network() -> None:
    """Most operations are previews without changes: they pay for validation and comparison alone."""
    loaded = run(
        "import os, sys\n"
        "os.environ['STATSIG_CONSOLE_API_KEY'] = 'console-x'\n"
        "from statsig_console.provider import ConsoleProvider\n"
        "provider = ConsoleProvider('pulumi_statsig_console:Gate')\n"
        "inputs = provider.check(None, {'name': 'A gate'}).inputs\n"
        "print(provider.diff('a_gate', inputs, inputs).changes)\n"
        "print(*sorted({'pydantic', 'httpx', 'httpcore', 'stamina', 'limits', 'rich', 'pulumi_statsig_console.segment'}"
        " & set(sys.modules)), sep='\\n')"
    )

    assert [name for name in loaded if name] == ["False"]


def test_a_request_loads_no_command_line_and_what_paces_only_where_it_paces() -> None:
    """Loading httpx's command line, and certificates for this machine, takes longer than a request."""
    loaded = run(
        "import sys\n"
        "from statsig_console.secrets import ApiKey\n"
        "from statsig_console.session.session import session_for\n"
        "from statsig_console.stack.settings import Settings\n"
        "session_for(Settings(ApiKey('console-x'), 'http://127.0.0.1:9', paced=False)).client\n"
        "print(*sorted({'httpx', 'httpx._main', 'click', 'rich', 'limits', 'pydantic'} & set(sys.modules)), sep='\\n')\n"
        "import httpx\n"
        "print(httpx.__name__, callable(httpx.main))"
    )

    assert loaded[0] == "httpx"
    assert loaded[-1] == "httpx True"
    assert not {"httpx._main", "click", "rich", "limits", "pydantic"} & set(loaded)


def test_every_name_of_the_package_can_be_had() -> None:
    """Names are imported when they are used, so a wrong entry would show only then; others are refused as usual."""
    lines = run(
        "import pulumi_statsig_console as statsig\n"
        "print([name for name in dir(statsig) if getattr(statsig, name) is None])\n"
        "print({'Gate', 'Rule', 'get_gate', 'get_gate_output'} <= set(dir(statsig)))\n"
        "try:\n    statsig.Nothing\nexcept AttributeError as error:\n    print(error)\n"
    )

    assert lines[:2] == ["[]", "True"]
    assert lines[2] == "pulumi_statsig_console has no Nothing"

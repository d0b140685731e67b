"""The SDKs that a release attaches: that they have all that the schema has, and say which plugin they belong to."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from statsig_console_plugin import schema

from .conftest import Sdks, generate

pytestmark = [pytest.mark.pulumi, pytest.mark.needs("go")]

PLUGIN = {"resource": True, "name": schema.NAME, "version": schema.package_version()}
SMALL: dict[str, Any] = {
    "name": schema.NAME,
    "version": "1.2.3",
    "resources": {f"{schema.NAME}:index:Gate": {"inputProperties": {"name": {"type": "string"}}, "requiredInputs": ["name"]}},
}


def names(kind: str) -> set[str]:
    """What the schema has of a kind, such as its resources."""
    return {token.rsplit(":", 1)[1] for token in schema.package()[kind]}


def test_typescript_has_everything(sdks: Sdks) -> None:
    """Every resource is a class of the compiled package, and every lookup a function, plain and of Outputs."""
    wanted = names("resources") | {form for name in names("functions") for form in (name, f"{name}Output")}

    (sdks.npm.parent / "node_modules").symlink_to(generate.node_modules())
    done = subprocess.run(
        ["node", "-e", "console.log(JSON.stringify(Object.keys(require('./package'))))"],
        cwd=sdks.npm.parent,
        env=generate.node_environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert wanted - set(json.loads(done.stdout)) == set()
    assert {path.name for path in sdks.npm.glob("*.d.ts")} >= {f"{name[0].lower()}{name[1:]}.d.ts" for name in names("resources")}


def test_go_has_everything(sdks: Sdks) -> None:
    """Every resource and every lookup has its function."""
    made = set(re.findall(r"^func (\w+)\(", "\n".join(path.read_text() for path in sdks.go.rglob("*.go")), re.MULTILINE))

    wanted = {f"New{name}" for name in names("resources")}
    # A function whose name a resource's `Get…` has is a lookup of that name in Go.
    lookups = {name[0].upper() + name[1:] for name in names("functions")}
    assert wanted - made == set()
    assert {name for name in lookups - made if f"Lookup{name.removeprefix('Get')}" not in made} == set()


def test_each_sdk_names_its_plugin_and_version(sdks: Sdks) -> None:
    """By which Pulumi finds the plugin that a program needs."""
    package = json.loads((sdks.npm / "package.json").read_text())

    assert package["pulumi"] == PLUGIN
    assert (package["name"], package["version"]) == ("pulumi-statsig-console", PLUGIN["version"])
    assert [json.loads(path.read_text()) for path in sdks.go.rglob("pulumi-plugin.json")] == [PLUGIN]


def test_each_sdk_has_the_licence(sdks: Sdks) -> None:
    """What is handed on goes with its terms."""
    licence = (generate.ROOT / "LICENSE").read_text()

    assert [(folder / "LICENSE").read_text() for folder in (sdks.npm, sdks.go)] == [licence, licence]


@pytest.mark.parametrize("language", generate.LANGUAGES)
def test_any_schema_becomes_sources(tmp_path: Path, language: str) -> None:
    """The tool knows nothing of this package's kinds."""
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(SMALL))

    generate.main(["--language", language, "--schema", str(file), "--out", str(tmp_path / "sdk")])

    sources = [path.stem for path in (tmp_path / "sdk").rglob("gate.*")]
    assert sources == ["gate"]


def test_wrong_schema_is_told(tmp_path: Path) -> None:
    """By the place in it; nothing is written."""
    wrong = {**SMALL, "resources": {f"{schema.NAME}:index:Gate": {"inputProperties": {"name": {"type": "text"}}}}}

    with pytest.raises(SystemExit, match=r"^#/resources/statsig-console:index:Gate/inputProperties/name/type: unknown type kind text$"):
        generate.generate("go", json.dumps(wrong), tmp_path / "sdk")

    assert not (tmp_path / "sdk").exists()


def test_failed_compilation_is_told(tmp_path: Path) -> None:
    """With what the compiler says."""
    generate.generate("nodejs", json.dumps(SMALL), tmp_path)
    (tmp_path / "gate.ts").write_text("const gate: number = 'a text';\n")

    with pytest.raises(SystemExit, match=r"(?s)tsc failed .*gate.ts.*Type 'string' is not assignable"):
        generate.compile_typescript(tmp_path)

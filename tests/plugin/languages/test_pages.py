"""The page of each language: its program is deployed, changed, mended and destroyed by its commands, which print what it shows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator
from statsig_console_plugin.schema import NAME
from tests.acceptance import fresh
from tests.acceptance.stacks import Project
from tests.acceptance.test_pages import DOCS, run

from .conftest import Sdks, generate, hosts

pytestmark = [pytest.mark.pulumi, pytest.mark.needs("go")]

PAGES = sorted((DOCS / "languages").glob("*.md"))
BLOCK = re.compile(r"^```(\w+) ?(?:title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EDITED = "After the gate was turned off in the console"
PINNED = Path(__file__).parent / "go"
"""What `go mod tidy` makes of the page's go.mod, so that a run asks nobody for versions."""


class Folder(Project):
    """A project in any language: its files are those of the page."""

    def write(self, source: str) -> None:
        """Nothing: the page says which files there are."""


def files(page: Path) -> dict[str, str]:
    """The files of a page's program by name."""
    return {title: text for kind, title, text in BLOCK.findall(page.read_text()) if title and kind not in {"diff", "console"}}


def typescript(folder: Path, sdks: Sdks) -> None:
    """As after `npm install`: what the lock file pins, and the SDK."""
    modules = folder / "node_modules"
    modules.mkdir()
    for path in generate.node_modules().iterdir():
        (modules / path.name).symlink_to(path)
    shutil.copytree(sdks.npm, modules / "pulumi-statsig-console")


def go(folder: Path, sdks: Sdks) -> None:
    """As after `go mod tidy`, the SDK beside the program."""
    (folder / "statsig-console-go").symlink_to(sdks.go)
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(PINNED / name, folder / name)


INSTALLS: dict[str, Callable[[Path, Sdks], None]] = {"typescript": typescript, "go": go, "yaml": lambda folder, sdks: None}
RUNTIMES = {"typescript": "nodejs"}


def test_every_host_has_its_page() -> None:
    """And every page a host, so that none is left untried."""
    assert {RUNTIMES.get(page.stem, page.stem) for page in PAGES} == set(hosts.HOSTS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_is_true(page: Path, tmp_path: Path, sdks: Sdks, emulator: Emulator) -> None:
    """In the page's order; at the end the project is as empty as before."""
    hosts.find((RUNTIMES.get(page.stem, page.stem),))
    key = f"console-in-{page.stem}"
    console = emulator.client(key)
    folder = Folder(tmp_path / "project", emulator.url, key, "")
    folder.variables |= generate.node_environment(folder.variables) | {"GOFLAGS": "-trimpath"}
    for name, text in files(page).items():
        (folder.folder / name).write_text(text)
    INSTALLS[page.stem](folder.folder, sdks)
    fresh.init(folder.folder, folder.variables, "dev")
    folder.configure(f"{NAME}:apiUrl", emulator.url)
    folder.configure(f"{NAME}:consoleApiKey", key, secret=True)

    for kind, title, text in BLOCK.findall(page.read_text()):
        if kind == "diff":
            change(folder.folder / title, text)
        elif kind == "console":
            if title == EDITED:
                assert console.put("/gates/new_checkout/disable").status == 200
            play(text, folder)

    assert [path for path in ("/gates", "/segments", "/dynamic_configs", "/keys") if console.get(path).data] == []


def test_go_pins_what_the_page_says() -> None:
    """The file that is tested is the page's after `go mod tidy`."""
    pinned = (PINNED / "go.mod").read_text()

    assert pinned.startswith(files(DOCS / "languages" / "go.md")["go.mod"].split("replace")[0])
    assert files(DOCS / "languages" / "go.md")["go.mod"].splitlines()[-1] in pinned.splitlines()


def test_typescript_is_compiled_strictly(tmp_path: Path, sdks: Sdks) -> None:
    """The page's program has no error of types, and a misspelt property is one."""
    page = files(DOCS / "languages" / "typescript.md")
    for name, text in page.items():
        (tmp_path / name).write_text(text)
    typescript(tmp_path, sdks)

    generate.run("node_modules/typescript/bin/tsc", "--noEmit", folder=tmp_path)

    (tmp_path / "index.ts").write_text(page["index.ts"].replace("passPercentage: 10,", "passPercent: 10,"))
    with pytest.raises(SystemExit, match="'passPercent' does not exist in type"):
        generate.run("node_modules/typescript/bin/tsc", "--noEmit", folder=tmp_path)


def test_typescript_pins_what_the_page_says() -> None:
    """The versions that are tested are those that a reader installs."""
    page = json.loads(files(DOCS / "languages" / "typescript.md")["package.json"])
    pinned = json.loads((generate.HERE / "typescript" / "package.json").read_text())["dependencies"]

    named = page["dependencies"] | page["devDependencies"]
    assert {name: version for name, version in named.items() if name != "pulumi-statsig-console"} == pinned


def test_go_program_is_formatted(tmp_path: Path) -> None:
    """As its readers' editors would."""
    file = tmp_path / "main.go"
    file.write_text(files(DOCS / "languages" / "go.md")["main.go"])

    assert subprocess.run(["gofmt", "-l", file], capture_output=True, text=True, check=True).stdout == ""


def change(file: Path, text: str) -> None:
    """Replaces the line of a difference by the other, in the one place that has it."""
    old, new = (line[1:] for line in text.splitlines())
    before = file.read_text()
    assert before.count(f"{old}\n") == 1
    file.write_text(before.replace(f"{old}\n", f"{new}\n"))


def play(text: str, folder: Folder) -> None:
    """Runs the commands of a block, each of which prints what stands under it."""
    for command, *shown in (each.splitlines() for each in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]):
        printed = run(command, folder, fails=False)
        assert [line for line in shown if " ".join(line.split()) not in printed] == [], printed

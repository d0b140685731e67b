"""A stranger's path: from the first page by links alone to a deployed gate, a managed experiment and a preview in CI, all of it pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from tools.docs import programs

from statsig_console_emulator.testing import Client
from tests.acceptance.terminals import Reader, Terminal, free_port
from tests.acceptance.terminals import environment as environment
from tests.acceptance.terminals import lock as lock
from tests.acceptance.terminals import terminals as terminals
from tests.acceptance.terminals import wheel as wheel

from . import company
from .conftest import ROOT
from .html import read

pytestmark = pytest.mark.pulumi

KEY = "console-company"


def page_behind(site: Path, *links: str) -> Path:
    """The source of the page that these links lead to from the first one, each by what it is called."""
    page = site / "index.html"
    for called in links:
        [link] = {link for link, text in read(page).written if text == called}
        page = page.parent / link
    return (ROOT / "docs" / page.relative_to(site)).with_suffix(".md")


def change(file: Path, old: str, new: str) -> None:
    """Changes a line of a program, as a pull request does."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    file.write_text(text.replace(old, new), encoding="utf-8")


def open_pull_request(program: Path) -> None:
    """What the page about CI has a preview of."""
    testers = 'conditions=[statsig.Condition(type="passes_segment", target_value="testers")]'
    first = 'name="Checkout",\n    rules=['
    change(program / "gates.py", first, f'{first}\n        statsig.Rule(name="Testers", pass_percentage=5, {testers}),')
    change(program / "gates.py", "pass_percentage=10,", "pass_percentage=50,")
    change(program / "tags.py", 'description="Words"', 'description="Big words"')


@pytest.mark.needs("curl")
def test_a_stranger_gets_from_the_first_page_to_a_preview_in_ci(site: Path, terminals: list[Terminal]) -> None:
    """The emulator stands in for the vendor's address, and `company` for those who work in the console."""
    reader = Reader(terminals)
    url = f"http://127.0.0.1:{reader.port}"
    console = Client(f"{url}/console/v1", KEY)
    vendor = f"export STATSIG_CONSOLE_API_URL={url}/console/v1"

    reader.follow(page_behind(site, "Tutorial"), "console-first", {"pulumi stack init production": lambda: reader.run(vendor)})

    assert Client(f"{url}/console/v1", "console-first").get("/gates/new_checkout").data["rules"][0]["passPercentage"] == 50

    company.begin(console)
    reader.follow(page_behind(site, "adopt a project"), KEY, {"statsig-console adopt --check": lambda: company.go_on(console)})

    managed = json.loads(reader.run("pulumi stack export"))["deployment"]["resources"]
    assert {each["id"] for each in managed if each["type"].endswith(":Experiment")} == {"button_color", "search_ranking"}

    program, page = reader.first.folder, page_behind(site, "Previews in pull requests")
    assert ("examples/ci.html", "examples/ci") in read(site / "ci.html").written
    for name, text in programs.sets()["ci"].items():
        place = program / (".github/workflows" if name.endswith(".yml") else "ci") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (program / "stale.json").write_text(json.dumps(company.STALE))
    seed = f"statsig-console emulator seed stale.json --key {KEY} --url {url}"
    reader.port = free_port()
    reader.follow(
        page,
        KEY,
        {
            "pulumi preview --json": lambda: open_pull_request(program),
            "python ci/stale.py": lambda: reader.run(seed),
        },
    )

    jobs = yaml.safe_load((program / ".github/workflows/preview.yml").read_text())["jobs"]
    [command] = [step["run"] for step in jobs["preview"]["steps"] if "preview.sh" in step.get("run", "")]
    reader.run(f"STACK=dev\n{command}")
    assert "- **checkout** (gate): 1 rule inserted; rollout of “Customers” 10 % → 50 %" in (program / "report.md").read_text()

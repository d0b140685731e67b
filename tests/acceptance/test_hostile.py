"""A project whose people mean harm: its words go through adoption, the emulator's page, `explain` and the CI recipe, and steer nothing."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .test_adopt import Project
from .test_ci import GitHub, github, show

assert github
SHORT = "\x1b[31m\u202etxt\u2066\u200b @everyone #12 <img src=x onerror=alert(1)>"
WORD = f"{SHORT} GH-12 http://x.org www.x.org **b** [a](http://b.org) --> {{{{7*7}}}} ${{pulumi.stack}} \"\"\" ''' \\"
"""Escapes of terminals, turned and hidden text, HTML, mentions, references, links, templates, quotes of Python."""

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Active(HTMLParser):
    """Takes down the tags of a page that the emulator's own pages have none of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img" or any(name.startswith("on") for name, _ in attrs):
            self.found.append(f"{tag} {attrs}")


def hidden(text: str) -> set[str]:
    """The characters of a text that people cannot see, or that turn what they see."""
    return {each for each in text if unicodedata.category(each) in HIDDEN} - {"\n"}


def fill(console: Client) -> None:
    """Puts the word into names, fields, values, keys, tags, groups and descriptions."""
    condition = {"type": "custom_field", "field": WORD, "operator": "any", "targetValue": [WORD]}
    rule = {"name": SHORT, "passPercentage": 10, "conditions": [condition]}
    groups = [{"name": name, "size": 50, "parameterValues": {WORD: name}} for name in (WORD, "other")]
    for path, body in (
        ("/tags", {"name": SHORT, "description": WORD}),
        ("/segments", {"name": "Staff", "type": "id_list", "description": WORD}),
        ("/gates", {"name": "Checkout", "description": WORD, "tags": [SHORT], "rules": [rule]}),
        ("/dynamic_configs", {"name": "Limits", "description": WORD, "defaultValue": {WORD: WORD}}),
        ("/experiments", {"name": "Colors", "hypothesis": WORD, "description": WORD, "groups": groups}),
        ("/param_stores", {"name": WORD, "displayName": WORD, "description": WORD}),
        ("/keys", {"description": WORD, "type": "SERVER"}),
    ):
        assert console.post(path, body).status in {200, 201}, path


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """The folder that such a project is adopted into."""
    fill(emulator.client(key))
    return Project(tmp_path / "program", emulator, key)


def test_a_hostile_project_steers_nothing(project: Project, emulator: Emulator, key: str, github: GitHub, tmp_path: Path) -> None:
    """Adopted, proven, deployed from its import, edited by the same people, explained, and shown on a pull request."""
    console = emulator.client(key)

    said = project.adopt("--prove")

    code = {path.name: path.read_text(encoding="utf-8") for path in project.folder.glob("*.py")}
    assert hidden(said.replace("\r", "")) == set()
    assert {name: hidden(text) for name, text in code.items() if hidden(text)} == {}
    calls = {
        ast.unparse(each.func).partition("(")[0]
        for text in code.values()
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.Call)
    }
    assert {name for name in calls if not re.fullmatch(r"statsig\.\w+|pulumi\.\w+|\w+\.require_secret", name)} == set()
    texts = {each.value for text in code.values() for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Constant)}
    assert {SHORT, WORD} <= texts

    origin = emulator.url.partition("/console")[0]
    pages = [f"/projects/{console.get('/project').data['id']}", f"/projects/{console.get('/project').data['id']}/gates/checkout", "/"]
    for page in pages:
        shown = Active()
        shown.feed(urllib.request.urlopen(origin + page).read().decode())
        assert (page, shown.found) == (page, [])

    project.pulumi("stack", "init", "dev")
    project.pulumi("config", "set", "statsig:apiUrl", emulator.url)
    project.pulumi("import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false")
    rules = console.get("/gates/checkout").data["rules"]
    console.patch("/gates/checkout", {"rules": [{**rules[0], "name": f"{SHORT}2", "passPercentage": 20}], "description": f"{WORD}2"})
    console.patch("/dynamic_configs/limits", {"defaultValue": {WORD: f"{WORD}2"}})
    project.variables["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"] = "1"
    drift = tmp_path / "refresh.json"
    drift.write_text(project.pulumi("refresh", "--preview-only", "--json"), encoding="utf-8")
    reports = {
        style: project.run(sys.executable, "-m", "statsig_console_cli", "explain", "--drift", "--format", style, str(drift))
        for style in ("markdown", "text")
    }
    assert {style: hidden(report.replace("\u2060", "")) for style, report in reports.items()} == {"markdown": set(), "text": set()}
    assert all("everyone" in report and "<U+202E" in report.replace("\\", "") for report in reports.values())

    report = tmp_path / "report.md"
    report.write_text(reports["markdown"], encoding="utf-8")
    show(github, "comment", "dev", str(report))
    body = github.comments[-1]["body"]
    mark, _, seen = body.partition("\n")
    outside_code = re.sub(r"`[^`]*`", "", seen)
    assert mark == "<!-- statsig-console: dev -->"
    assert re.findall(r"@\w|#\d|GH-\d|://|www\.\w|(?<!\\)<(?!/?span>)|\*b|(?<!\\)[\[\]]|(?<!\\)-->", outside_code) == []

"""The scripts of the CI recipe, as the workflows call them: the real CLI, an emulator, and a stand-in for GitHub's API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import ROOT, Project

CI = ROOT / "examples" / "ci"
PROGRAM = """
staff = statsig.Segment("staff", name="Staff", type="id_list")
known = statsig.get_segment("staff") if pulumi.Config().get_bool("look") else None
statsig.Gate("checkout", name="Checkout", rules=[
    statsig.Rule(name="Staff", pass_percentage=100, conditions=[statsig.Condition(type="passes_segment", target_value="staff")]),
    statsig.Rule(name="Customers", pass_percentage=10, environments=["production"], conditions=[statsig.Condition(type="public")]),
])
"""
BETA = {"name": "beta", "passPercentage": 5, "conditions": [{"type": "public"}]}


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator, key: str) -> Project:
    """A deployed stack, with a program that then changes a rollout."""
    made = Project(tmp_path / "project", emulator.url, key, PROGRAM)
    made.run("up", "--yes", "--skip-preview")
    made.configure("look", "true")
    made.write(PROGRAM.replace("pass_percentage=10,", "pass_percentage=50,"))
    return made


def script(project: Project, name: str, *arguments: str, code: int = 0) -> str:
    """Runs a script of the recipe in the project's folder; the report that it wrote."""
    report = project.folder / "report.md"
    report.unlink(missing_ok=True)
    command = ["sh", str(CI / name), "dev", str(report), *arguments]
    done = subprocess.run(command, cwd=project.folder, env=project.variables, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr + report.read_text()
    return report.read_text()


def test_offline_preview_asks_nobody(project: Project, console: Client, traffic: Traffic) -> None:
    """The report of a pull request that changes a rollout, made without one request to the project; lookups are answered, too."""
    console.post("/gates/checkout/rule", BETA)
    before = (project.folder / "Pulumi.dev.yaml").read_text()
    traffic.since()

    report = script(project, "preview.sh", "offline")

    assert report == (
        "## What `pulumi up` would change (dev)\n"
        "\n"
        "1 object: 1 changed.\n"
        "\n"
        "### In production (1)\n"
        "\n"
        "- **checkout** (gate): rollout of “Customers” 10 % → 50 % in production `▓▓▓▓▓░░░░░`\n"
    )
    assert traffic.since() == []
    assert (project.folder / "Pulumi.dev.yaml").read_text() == before


def test_online_preview_sees_the_console(project: Project, console: Client, traffic: Traffic) -> None:
    """Online, the report also names what was added in the console; nothing is changed there."""
    console.post("/gates/checkout/rule", BETA)
    traffic.since()

    report = script(project, "preview.sh")

    assert "rollout of “Customers” 10 % → 50 % in production" in report
    assert "a rule added in the console since the last refresh (“beta”) sits last, after “Customers”, and goes with this update" in report
    assert traffic.mutations() == []


def test_failed_preview_is_reported(project: Project) -> None:
    """A mistake in the program is in the report, and the script fails; so does a program that does not start."""
    project.write('statsig.Gate("checkout", name="ab")')
    assert "- checkout: name should have at least 3 characters" in script(project, "preview.sh", code=1)

    project.write("import nothing_of_that_name")
    assert "nothing_of_that_name" in script(project, "preview.sh", code=1)


def test_drift_is_found(project: Project, console: Client) -> None:
    """The exit code tells whether something was changed in the console, the report what."""
    assert script(project, "drift.sh") == "Nothing was changed in the console.\n"

    console.post("/gates/checkout/rule", BETA)

    report = script(project, "drift.sh", code=2)
    assert "- **checkout** (gate): 1 rule inserted; last changed by CONSOLE API" in report, report


class GitHub:
    """As much of GitHub's API as the recipe uses: comments and issues of one repository."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = [{"id": 1, "body": "looks good"}]
        self.issues: list[dict[str, Any]] = [{"number": 1, "state": "open", "title": "else", "body": None}]
        self.tokens: set[str | None] = set()
        github = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                query = parse_qs(url.query)
                items = github.comments if url.path.endswith("/comments") else [each for each in github.issues if each["state"] == "open"]
                start = 100 * (int(query["page"][0]) - 1)
                self.reply(items[start : start + 100])

            def do_POST(self) -> None:
                body, comments = self.body(), self.path.endswith("/issues/7/comments")
                items = github.comments if comments else github.issues
                made = {"id": len(items) + 1, "number": len(items) + 1, "state": "open", **body}
                items.append(made)
                self.reply(made, 201)

            def do_PATCH(self) -> None:
                items = github.comments if "/comments/" in self.path else github.issues
                items[int(self.path.rpartition("/")[2]) - 1].update(self.body())
                self.reply({})

            def body(self) -> Any:
                return json.loads(self.rfile.read(int(self.headers["content-length"])))

            def reply(self, content: Any, status: int = 200) -> None:
                assert self.path.startswith("/repos/shop/infra/issues")
                github.tokens.add(self.headers["authorization"])
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def github() -> Iterator[GitHub]:
    """A stand-in for GitHub's API."""
    made = GitHub()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def show(github: GitHub, *arguments: str) -> None:
    """Runs `github.py` as a workflow does."""
    variables = {
        **os.environ,
        "GITHUB_API_URL": f"http://127.0.0.1:{github.server.server_port}",
        "GITHUB_REPOSITORY": "shop/infra",
        "GITHUB_TOKEN": "token",
        "PULL_REQUEST": "7",
    }
    subprocess.run([sys.executable, str(CI / "github.py"), *arguments], env=variables, check=True)


def test_one_comment_is_kept_up_to_date(github: GitHub, tmp_path: Path) -> None:
    """A second run updates the comment of the first, whatever others wrote; each stack has its own."""
    report = tmp_path / "report.md"
    github.comments += [{"id": number, "body": "chatter"} for number in range(2, 151)]

    for text in ("first", "second"):
        report.write_text(text)
        show(github, "comment", "dev", str(report))
        github.comments.append({"id": len(github.comments) + 1, "body": "more chatter"})
    show(github, "comment", "production", str(report))

    bodies = [each["body"] for each in github.comments if "chatter" not in each["body"]]
    assert bodies == [
        "looks good",
        "<!-- statsig-console: dev -->\nsecond\n",
        "<!-- statsig-console: production -->\nsecond\n",
    ]
    assert github.tokens == {"Bearer token"}


def test_long_report_fits(github: GitHub, tmp_path: Path) -> None:
    """A report that GitHub would refuse ends at a whole line."""
    report = tmp_path / "report.md"
    report.write_text("\n".join(f"- line {number}" for number in range(20_000)))

    show(github, "comment", "dev", str(report))

    body = github.comments[-1]["body"]
    assert len(body) < 65_536
    assert body.endswith("\n\n… and more: see the log.\n")


def test_one_issue_is_kept_while_there_is_drift(github: GitHub, tmp_path: Path) -> None:
    """Drift opens an issue, more drift updates it, its end closes it, and new drift opens another."""
    report = tmp_path / "report.md"
    show(github, "close", "dev")
    for text in ("first", "second"):
        report.write_text(text)
        show(github, "issue", "dev", str(report))
    show(github, "close", "dev")
    show(github, "issue", "dev", str(report))

    assert [(each["state"], each["body"]) for each in github.issues] == [
        ("open", None),
        ("closed", "<!-- statsig-console: dev -->\nsecond\n"),
        ("open", "<!-- statsig-console: dev -->\nsecond\n"),
    ]


@pytest.mark.parametrize("file", sorted(CI.glob("*.yml")), ids=lambda path: path.name)
def test_workflows_call_what_is_there(file: Path) -> None:
    """Each workflow is YAML, and the scripts that it runs are in the recipe's folder."""
    workflow = yaml.safe_load(file.read_text())

    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    called = {word.removeprefix("ci/") for step in steps for word in step.get("run", "").split() if word.startswith("ci/")}

    assert called
    assert all((CI / name).exists() for name in called)

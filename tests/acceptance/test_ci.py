"""The scripts of the CI recipe, as the workflows call them: the real CLI, an emulator, and a stand-in for GitHub's API."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from pulumi_statsig_console.results.filters import DynamicConfigTypeReason, GateTypeReason
from statsig_console_emulator.testing import Client, Emulator
from tests.scheduling import made_once

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


@pytest.fixture(scope="module")
def deployed(emulator: Emulator, keys: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A deployed stack. The scripts change nothing in it."""
    made_once(tmp_path_factory, "recipe")
    made = Project(tmp_path_factory.mktemp("recipe") / "project", emulator.url, keys("recipe"), PROGRAM)
    made.run("up", "--yes", "--skip-preview")
    made.configure("look", "true")
    return made


@pytest.fixture
def project(deployed: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The stack, with a program that then changes a rollout."""
    monkeypatch.setattr(deployed, "variables", {**deployed.variables})
    deployed.write(PROGRAM.replace("pass_percentage=10,", "pass_percentage=50,"))
    return deployed


@pytest.fixture
def checkout(deployed: Project, emulator: Emulator) -> Iterator[Client]:
    """The stack's project in the console. The rules of its gate are put back."""
    client = emulator.client(deployed.key)
    rules = client.get("/gates/checkout").data["rules"]
    yield client
    client.patch("/gates/checkout", {"rules": rules})


def script(project: Project, name: str, *arguments: str, code: int = 0) -> str:
    """Runs a script of the recipe in the project's folder; the report that it wrote."""
    report = project.folder / "report.md"
    report.unlink(missing_ok=True)
    command = ["sh", str(CI / name), "dev", str(report), *arguments]
    done = subprocess.run(command, cwd=project.folder, env=project.variables, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr + report.read_text()
    return report.read_text()


def test_offline_preview_asks_nobody(project: Project, checkout: Client, traffic: Traffic) -> None:
    """The report of a pull request that changes a rollout, made without one request to the project; lookups are answered, too."""
    checkout.post("/gates/checkout/rule", BETA)
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


NAMED = """
eu, us, uk = statsig.Project("eu"), statsig.Project("us"), statsig.Project("uk")
statsig.Gate("own", name="Checkout", description="own")
statsig.Gate("eu", name="Checkout", description="eu", project=eu)
statsig.Gate("us", name="Checkout", description="us", project=us)
"""


def test_offline_preview_asks_no_project_of_the_stack(
    tmp_path: Path, emulator: Emulator, keys: Callable[[str], str], traffic: Traffic
) -> None:
    """Nor one that has its key in the configuration, or in the environment, or is new. The state of each is a project of its own."""
    of = {name: keys(f"offline-{name}") for name in ("own", "eu", "us", "uk")}
    project = Project(tmp_path / "project", emulator.url, of["own"], NAMED)
    project.run("config", "set", "--path", "statsig:projects.eu.apiUrl", emulator.url)
    project.run("config", "set", "--path", "--secret", "statsig:projects.eu.consoleApiKey", of["eu"])
    project.variables |= {"STATSIG_CONSOLE_API_KEY_US": of["us"], "STATSIG_CONSOLE_API_URL_US": emulator.url}
    project.run("up", "--yes", "--skip-preview")
    project.variables |= {"STATSIG_CONSOLE_API_KEY_UK": of["uk"], "STATSIG_CONSOLE_API_URL_UK": emulator.url}
    project.variables["STATSIG_CONSOLE_API_KEY"] = of["own"]
    seen = "".join(f"with {name}:\n    print(*[each.description for each in statsig.get_gates()])\n" for name in ("eu", "us", "uk"))
    project.write(NAMED.replace('"us", project', '"new", project') + seen)
    traffic.since()

    report = script(project, "preview.sh", "offline")

    assert traffic.since() == []
    assert "1 object: 1 changed." in report
    assert "description “us” → “new”" in report


def test_a_report_is_its_owner_s_and_goes_through_no_link(project: Project, tmp_path: Path) -> None:
    """Whatever stands where it is to be; what the scripts put aside is gone when they are told to end, too."""
    victim, report, scratch = tmp_path / "victim", project.folder / "report.md", tmp_path / "scratch"
    scratch.mkdir()
    project.variables["TMPDIR"] = str(scratch)
    for name, arguments in (("preview.sh", ["offline"]), ("drift.sh", [])):
        victim.write_text("precious")
        report.unlink(missing_ok=True)
        report.symlink_to(victim)
        subprocess.run(["sh", str(CI / name), "dev", str(report), *arguments], cwd=project.folder, env=project.variables, check=True)
        assert (victim.read_text(), report.is_symlink(), stat.S_IMODE(report.stat().st_mode)) == ("precious", False, 0o600)
    assert [each.name for each in scratch.iterdir() if each.is_dir()] == []

    waiting = tmp_path / "tools" / "pulumi"
    waiting.parent.mkdir()
    waiting.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nsleep 3\n")
    waiting.chmod(0o755)
    variables = {**project.variables, "PATH": os.pathsep.join([str(waiting.parent), project.variables["PATH"]])}
    for name in ("preview.sh", "drift.sh"):
        with subprocess.Popen(["sh", str(CI / name), "dev", str(report)], cwd=project.folder, env=variables) as process:
            while not (tmp_path / "started").exists():
                time.sleep(0.02)
            assert any(each.is_dir() for each in scratch.iterdir())
            process.terminate()
        (tmp_path / "started").unlink()
        assert process.returncode == 143
        assert [each.name for each in scratch.iterdir() if each.is_dir()] == []


def test_online_preview_sees_the_console(project: Project, checkout: Client, traffic: Traffic) -> None:
    """Online, the report also names what was added in the console; nothing is changed there."""
    checkout.post("/gates/checkout/rule", BETA)
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


def test_drift_is_found(project: Project, checkout: Client) -> None:
    """The exit code tells whether something was changed in the console, the report what."""
    assert script(project, "drift.sh") == "Nothing was changed in the console.\n"

    checkout.post("/gates/checkout/rule", BETA)

    report = script(project, "drift.sh", code=2)
    assert "- **checkout** (gate): 1 rule inserted; last changed by CONSOLE API" in report, report


def stale(folder: Path, emulator: Emulator, key: str, code: int) -> str:
    """Runs `stale.py` as its workflow does; the report that it wrote."""
    report = folder / "report.md"
    variables = {**os.environ, "STATSIG_CONSOLE_API_URL": emulator.url, "STATSIG_CONSOLE_API_KEY": key}
    done = subprocess.run([sys.executable, str(CI / "stale.py"), str(report)], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return report.read_text(encoding="utf-8")


def test_stale_flags_are_reported(tmp_path: Path, emulator: Emulator, key: str, console: Client, traffic: Traffic) -> None:
    """Each with what may be done about it and whom to ask; flags in use are not named, and what people wrote mentions nobody."""
    console.post("/gates", {"name": "In use", "type": "TEMPORARY"})
    assert stale(tmp_path, emulator, key, code=0) == "No flag is stale.\n"
    flag = {"type": "STALE", "lastModifiedTime": 1_767_225_600_000}
    gates = {
        "old_checkout": {**flag, "typeReason": "STALE_ALL_TRUE", "team": "` @everyone"},
        "new_reason": {**flag, "typeReason": "STALE_OF_A_NEW_SORT", "owner": {"ownerName": "Kim"}},
    }
    emulator.seed({"objects": {"gates": gates, "dynamic_configs": {"limits": {**flag, "typeReason": "STALE_NO_RULES"}}}}, key)
    traffic.since()

    report = stale(tmp_path, emulator, key, code=2)

    assert re.sub(r"\]\(https?:[^)\s]+\)", "]", report) == (
        "### Gates (2)\n"
        "\n"
        "- [`new_reason`] STALE_OF_A_NEW_SORT; ask `Kim`; unchanged since 2026-01-01\n"
        "- [`old_checkout`] passes everybody: keep the new code, and remove the flag; ask `@everyone`; unchanged since 2026-01-01\n"
        "\n"
        "### Dynamic configs (1)\n"
        "\n"
        "- [`limits`] has no rules: nobody gets anything else than the default; unchanged since 2026-01-01\n"
        "\n"
    )
    assert traffic.mutations() == []


def test_every_reason_has_advice() -> None:
    """Those that the API's document lists."""
    source = (CI / "stale.py").read_text(encoding="utf-8")
    reasons = {*get_args(GateTypeReason), *get_args(DynamicConfigTypeReason)} - {"NONE"}

    assert "STALE_ALL_TRUE" in reasons
    assert [each for each in reasons if f'"{each}": ' not in source] == []


BOT = {"login": "github-actions[bot]", "type": "Bot"}
SOMEBODY = {"login": "mallory", "type": "User"}


class GitHub:
    """As much of GitHub's API as the recipe uses: comments and issues of one repository. Its token is the workflow's bot's."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = [{"id": 1, "user": SOMEBODY, "body": "looks good"}]
        self.issues: list[dict[str, Any]] = [{"number": 1, "user": SOMEBODY, "state": "open", "title": "else", "body": None}]
        self.tokens: set[str | None] = set()
        self.redirect: str | None = None
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
                made = {"id": len(items) + 1, "number": len(items) + 1, "user": BOT, "state": "open", **body}
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
                self.send_response(302 if github.redirect else status)
                if github.redirect:
                    self.send_header("location", f"{github.redirect}{self.path}")
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


def show(github: GitHub, *arguments: str, code: int = 0) -> str:
    """Runs `github.py` as a workflow does; what it says."""
    variables = {
        **os.environ,
        "GITHUB_API_URL": f"http://127.0.0.1:{github.server.server_port}",
        "GITHUB_REPOSITORY": "shop/infra",
        "GITHUB_TOKEN": "token",
        "PULL_REQUEST": "7",
    }
    command = [sys.executable, str(CI / "github.py"), *arguments]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr


def test_one_comment_is_kept_up_to_date(github: GitHub, tmp_path: Path) -> None:
    """A second run updates the comment of the first, whatever others wrote; each stack has its own."""
    report = tmp_path / "report.md"
    github.comments += [{"id": number, "user": SOMEBODY, "body": "chatter"} for number in range(2, 151)]

    for text in ("first", "second"):
        report.write_text(text)
        show(github, "comment", "dev", str(report))
        github.comments.append({"id": len(github.comments) + 1, "user": None, "body": "more chatter"})
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
    assert github.issues[-1]["title"] == "Statsig: changed in the console (dev)"


def test_an_issue_has_the_title_that_it_is_given(github: GitHub, tmp_path: Path) -> None:
    """A report about something else than drift says so."""
    report = tmp_path / "report.md"
    report.write_text("report")

    show(github, "issue", "stale-flags", str(report), "Statsig: flags that may go")

    assert github.issues[-1]["title"] == "Statsig: flags that may go"


def test_nothing_of_others_is_touched(github: GitHub, tmp_path: Path) -> None:
    """Not a comment or an issue that begins like a report, by whoever; not a pull request, the bot's own ones included."""
    report = tmp_path / "report.md"
    report.write_text("report")
    mark = "<!-- statsig-console: dev -->\nmine"
    github.comments += [
        {"id": 2, "user": SOMEBODY, "body": mark},
        {"id": 3, "user": None, "body": mark},
        {"id": 4, "user": BOT, "body": "<!-- statsig-console: dev --> of another workflow"},
        {"id": 5, "user": {"login": "github-actions"}, "body": mark},
    ]
    github.issues += [
        {"number": 2, "user": SOMEBODY, "state": "open", "body": mark},
        {"number": 3, "user": BOT, "state": "open", "body": mark, "pull_request": {"url": "…"}},
        {"number": 4, "user": SOMEBODY, "state": "open", "body": mark, "pull_request": {"url": "…"}},
    ]
    before = json.loads(json.dumps([github.comments, github.issues]))

    show(github, "close", "dev")
    assert [github.comments, github.issues] == before
    for what in ("comment", "issue"):
        show(github, what, "dev", str(report))
        show(github, what, "dev", str(report))
    show(github, "close", "dev")

    assert [github.comments[:-1], github.issues[:-1]] == before
    assert [each["body"] for each in (github.comments[-1], github.issues[-1])] == ["<!-- statsig-console: dev -->\nreport\n"] * 2


@pytest.mark.parametrize("name", ["a --> @everyone", "a\nb", "", "a b"])
def test_a_name_stays_inside_its_mark(github: GitHub, tmp_path: Path, name: str) -> None:
    """What is no name of a stack is refused, and nothing is asked."""
    report = tmp_path / "report.md"
    report.write_text("report")

    assert "A name has letters" in show(github, "comment", name, str(report), code=1)
    assert github.tokens == set()


def test_the_token_goes_to_no_other_address(github: GitHub, tmp_path: Path) -> None:
    """Wherever an answer redirects to."""
    report, other = tmp_path / "report.md", GitHub()
    report.write_text("report")
    thread = threading.Thread(target=other.server.serve_forever)
    thread.start()
    github.redirect = f"http://127.0.0.1:{other.server.server_port}"

    assert "302" in show(github, "comment", "dev", str(report), code=1)

    other.server.shutdown()
    thread.join()
    other.server.server_close()
    assert other.tokens == set()


def test_a_report_of_one_long_line_fits(github: GitHub, tmp_path: Path) -> None:
    """There is no whole line to end at."""
    report = tmp_path / "report.md"
    report.write_text("x" * 100_000)

    show(github, "comment", "dev", str(report))

    assert len(github.comments[-1]["body"]) < 65_536


WORKFLOWS = sorted(CI.glob("*.yml"))
KEYS = ("PULUMI_ACCESS_TOKEN", "STATSIG_CONSOLE_API_KEY")


def steps_of(file: Path) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The steps of a workflow: the job's name, the job, the step."""
    workflow = yaml.safe_load(file.read_text())
    return [(name, job, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_what_they_run(file: Path) -> None:
    """Actions by commit, with the release that it is of; packages by hash."""
    steps = [step for _, _, step in steps_of(file)]
    used = [line.split("uses: ")[1] for line in file.read_text().splitlines() if "uses: " in line]
    installed = [step["run"] for step in steps if "pip install" in step.get("run", "")]

    assert [line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert len(used) == sum("uses" in step for step in steps)
    assert installed == ["pip install --require-hashes -r ci/requirements.txt"]
    assert "ci/requirements.in -o ci/requirements.txt" in (CI / "requirements.in").read_text()
    assert "--generate-hashes" in (CI / "requirements.in").read_text()


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_keep_tokens_apart(file: Path) -> None:
    """No job has both: state or a project's key, with a program that may do anything, and the right to write.

    No step has a token that it does not use.
    """
    workflow = yaml.safe_load(file.read_text())
    assert workflow["permissions"] == {}
    assert "env" not in workflow
    for name, job in workflow["jobs"].items():
        text = yaml.safe_dump(job)
        writes = [right for right in job["permissions"].values() if right == "write"]
        assert any(each in text for each in KEYS) != bool(writes), name
        assert ("GITHUB_TOKEN" in text) == bool(writes)
        assert "env" not in job
    for _, _, step in steps_of(file):
        run, variables = step.get("run", ""), step.get("env", {})
        assert "${{" not in run
        assert not any("token" in str(value).lower() for value in step.get("with", {}).values())
        assert ("GITHUB_TOKEN" in variables) == ("github.py" in run)
        assert ("PULUMI_ACCESS_TOKEN" in variables) == (".sh" in run)
        assert ("STATSIG_CONSOLE_API_KEY" in variables) == ("stale.py" in run)
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_a_comment_is_written_by_the_script_of_the_branch_it_goes_to() -> None:
    """Not by what the pull request made of it; and those of forks, which have no secrets, run nothing."""
    jobs = yaml.safe_load((CI / "preview.yml").read_text())["jobs"]

    (checkout,) = [step for step in jobs["comment"]["steps"] if "checkout" in step.get("uses", "")]
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert jobs["preview"]["if"] == "github.event.pull_request.head.repo.full_name == github.repository"
    assert not any("pip" in step.get("run", "") or "setup" in step.get("uses", "") for step in jobs["comment"]["steps"])


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_call_what_is_there(file: Path) -> None:
    """Each workflow is YAML, and the scripts that it runs are in the recipe's folder."""
    workflow = yaml.safe_load(file.read_text())

    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    called = {word.removeprefix("ci/") for step in steps for word in step.get("run", "").split() if word.startswith("ci/")}

    assert called
    # The pins are made from the other one.
    assert all((CI / name.replace("requirements.txt", "requirements.in")).exists() for name in called)

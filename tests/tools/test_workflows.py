"""The workflows of this repository and those that the documentation gives to users: valid, and safe to run on foreign changes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import release  # noqa: E402

OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GIVEN = sorted((ROOT / "examples" / "ci").glob("*.yml"))
ALL = [pytest.param(each, id=each.stem) for each in (*OURS, *GIVEN)]
PROGRAMS = Path(sys.executable).parent
CHANGELOG = "# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- More.\n\n## 0.1.0 (unreleased)\n\n- All.\n"


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs a program of this environment."""
    return subprocess.run([PROGRAMS / program, *map(str, arguments)], capture_output=True, text=True, check=False)


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text())["jobs"]
    return found


@pytest.mark.parametrize("file", ALL)
def test_it_is_a_workflow(file: Path) -> None:
    """By GitHub's own schema."""
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ALL)
def test_it_gives_nothing_away(file: Path) -> None:
    """Actions by commit, no rights but those that a job needs, no text of others in a shell."""
    done = run("zizmor", "--offline", "--no-progress", file)

    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unsafe_workflow_is_seen(tmp_path: Path) -> None:
    """Else the two above would show nothing."""
    file = tmp_path / "unsafe.yml"
    file.write_text("on: pull_request_target\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n")

    assert run("zizmor", "--offline", "--no-progress", file).returncode > 0
    file.write_text("on: push\njobs:\n  a:\n    runs_on: x\n")
    assert run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", file).returncode > 0


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_each_job_ends(file: Path) -> None:
    """A job without a limit runs for six hours where something hangs. For programs of their own, users set it."""
    assert {name for name, job in jobs(file).items() if "timeout-minutes" not in job} == set()


def test_all_supported_pythons_are_tested() -> None:
    """Those that the package's metadata names."""
    named = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text())

    assert jobs(ROOT / ".github" / "workflows" / "tests.yml")["fast"]["strategy"]["matrix"]["python"] == named


def test_only_the_job_that_publishes_may_speak_for_the_project_to_pypi() -> None:
    """It has no checkout, and so runs nothing of the repository's."""
    publish = jobs(ROOT / ".github" / "workflows" / "release.yml")["publish"]

    assert publish["environment"] == "pypi"
    assert publish["permissions"] == {"id-token": "write"}
    assert not any("run" in step or "checkout" in step["uses"] for step in publish["steps"])


def test_only_the_job_that_attaches_may_write_to_the_repository() -> None:
    """It runs nothing of the repository's either, and attaches what the first job made and attested."""
    found = jobs(ROOT / ".github" / "workflows" / "release.yml")
    built = [step.get("with", {}) for step in found["build"]["steps"]]

    assert {name for name, job in found.items() if "write" in job["permissions"].get("contents", "")} == {"attach"}
    assert not any("checkout" in step.get("uses", "") for step in found["attach"]["steps"])
    assert [each["path"] for each in built if each.get("name") == "sdks"] == ["sdks"]
    assert any("sdks/*" in each.get("subject-path", "") for each in built)
    assert [step["run"].split()[:5] for step in found["attach"]["steps"] if "run" in step] == [
        ["gh", "release", "create", '"$TAG"', "sdks/*"]
    ]


UPDATES = ROOT / ".github" / "dependabot.yml"
ECOSYSTEMS = {"go.mod": "gomod", "package.json": "npm"}
"""The files that pin versions, and what Dependabot calls their sort. `make lock` renews Python's."""


@pytest.mark.parametrize("name", ECOSYSTEMS)
def test_updates_of_what_is_pinned_come_in_groups(name: str) -> None:
    """From every folder with such a file, by GitHub's own schema."""
    done = run("check-jsonschema", "--builtin-schema", "vendor.dependabot", UPDATES)
    own = [each for each in yaml.safe_load(UPDATES.read_text())["updates"] if each["package-ecosystem"] == ECOSYSTEMS[name]]
    files = subprocess.run(["git", "ls-files", f"*/{name}"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()

    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(folder for each in own for folder in each["directories"]) == [
        f"/{Path(file).parent.as_posix()}" for file in sorted(files)
    ]
    assert [group["patterns"] for each in own for group in each["groups"].values()] == [["*"]] * len(own)


@pytest.mark.parametrize("form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda form: form.stem)
def test_forms_for_issues_are_valid(form: Path) -> None:
    """By GitHub's own schema."""
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", form)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("tag", "version", "found"),
    [
        ("v0.2.0", "0.2.0", []),
        ("v0.2.0", "0.1.0", ["pyproject.toml has another version than 0.2.0"]),
        ("v0.1.0", "0.1.0", ["CHANGELOG.md has no day for 0.1.0, but (unreleased)"]),
        ("v0.3.0", "0.3.0", ["CHANGELOG.md has no section of 0.3.0"]),
        ("0.2", "0.2", ["0.2 is no version: v0.1.0 would be", "CHANGELOG.md has no section of 0.2"]),
    ],
)
def test_what_is_released_says_one_version(tag: str, version: str, found: list[str]) -> None:
    """The tag, the package and the changelog."""
    assert release.mistakes(tag, f'[project]\nversion = "{version}"\n', CHANGELOG) == found

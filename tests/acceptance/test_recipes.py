"""What the recipes among the examples promise beyond what holds for all examples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from statsig_console_emulator.testing import Client, Emulator

from .stacks import ROOT, Project

ENVIRONMENTS = ("development", "staging", "production")


def recipe(folder: Path, name: str, emulator: Emulator, key: str) -> Project:
    """An example as its reader copies it, with a stack."""
    project = Project(folder / "project", emulator.url, key, "")
    shutil.copytree(ROOT / "examples" / name, project.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("Pulumi*.yaml"))
    return project


def rules(console: Client, gate: str) -> list[tuple[str, float, list[str] | None]]:
    """What share of whom a gate's rules let in, and where."""
    return [(each["name"], each["passPercentage"], each["environments"]) for each in console.get(f"/gates/{gate}").data["rules"]]


def test_a_rollout_is_what_the_stack_s_configuration_says(tmp_path: Path, emulator: Emulator, key: str, console: Client) -> None:
    """By environment; a flag of which it says nothing is for staff alone, and an environment that is misspelt is a mistake."""
    project = recipe(tmp_path, "rollout_per_environment", emulator, key)
    rollouts = "rollouts.new-checkout"
    project.run("config", "set-all", "--path", "--plaintext", f"{rollouts}.staging=50", "--plaintext", f"{rollouts}.production=5")

    project.run("up", "--yes", "--skip-preview")

    assert rules(console, "new_search") == [("Staff", 100, None), *((f"Rollout in {each}", 0, [each]) for each in ENVIRONMENTS)]
    assert rules(console, "new_checkout") == [
        ("Staff", 100, None),
        ("Rollout in development", 0, ["development"]),
        ("Rollout in staging", 50, ["staging"]),
        ("Rollout in production", 5, ["production"]),
    ]
    project.run("preview", "--expect-no-changes")

    project.run("config", "set", "--path", f"{rollouts}.prod", "5")
    assert "new-checkout: no environment is called prod" in project.run("preview", fails=True)


def test_two_teams_cannot_have_one_flag(tmp_path: Path, emulator: Emulator, key: str) -> None:
    """The second would change the first one's gate."""
    project = recipe(tmp_path, "team_flags", emulator, key)
    payments = (project.folder / "flags" / "payments.yaml").read_text()
    (project.folder / "flags" / "shop.yaml").write_text(payments.partition("refunds_by_card")[0])

    said = project.run("preview", fails=True)

    assert re.search(r"Duplicate resource URN '.*::new_checkout'", said), said


def test_a_rollout_is_held_while_its_alert_is_raised(tmp_path: Path, emulator: Emulator, key: str, console: Client) -> None:
    """It neither rises nor falls by itself; it may be lowered, and rises again once the alert is over."""
    project = recipe(tmp_path, "guarded_rollout", emulator, key)
    project.configure("share", "10")
    project.run("up", "--yes", "--skip-preview")
    assert rules(console, "new_checkout") == [("Customers", 10, None)]
    (alert,) = console.get("/alerts").data

    def becomes(status: str) -> None:
        emulator.seed({"objects": {"alerts": {alert["id"]: {**console.get(f"/alerts/{alert['id']}").data, "status": status}}}}, key)

    becomes("alert")
    project.configure("share", "25")
    said = project.run("preview", "--expect-no-changes")
    assert "new_checkout: the alert is raised, so that the share stays 10 %, and does not become 25 %" in said
    project.configure("share", "5")
    assert "1 to update" in project.run("preview")

    becomes("stable")
    project.configure("share", "25")
    project.run("up", "--yes", "--skip-preview")
    assert rules(console, "new_checkout") == [("Customers", 25, None)]


def test_an_experiment_goes_from_its_review_to_its_decision(tmp_path: Path, emulator: Emulator, key: str, console: Client) -> None:
    """Nothing starts and nothing is decided before somebody else has accepted it; what is shipped is not put back."""
    project = recipe(tmp_path, "reviewed_experiment", emulator, key)
    other = emulator.client(console.post("/keys", {"description": "", "type": "CONSOLE", "scopes": []}).data["key"])
    project.run("up", "--yes", "--skip-preview")
    project.configure("statsig:reviews", "true")

    def leads_to(status: str) -> None:
        before = console.get("/experiments/picture").data["status"]
        assert "waits for review" in project.run("up", "--yes", "--skip-preview")
        review = console.get("/experiments/picture/reviews").data[0]
        assert console.get("/experiments/picture").data["status"] == before
        assert other.put(f"/experiments/picture/reviews/{review['review_id']}/approve", {"reason": "fine"}).status == 200
        project.run("up", "--yes", "--skip-preview")
        assert console.get("/experiments/picture").data["status"] == status

    project.configure("stage", "active")
    leads_to("active")
    project.configure("stage", "decision_made")
    project.configure("decision", "Big picture")
    project.configure("reason", "More orders.")
    leads_to("decision_made")

    assert console.get("/layers/picture_layer").data["parameters"][0]["defaultValue"] == "big"
    project.run("preview", "--refresh", "--expect-no-changes")


def test_events_that_did_not_arrive_are_told(tmp_path: Path, emulator: Emulator, key: str) -> None:
    """Of days on which the source was there they did, in the emulator; of earlier ones they did not."""
    project = recipe(tmp_path, "ingestion_pipeline", emulator, key)
    today = datetime.now(tz=timezone.utc).date()
    before = today - timedelta(days=2)
    project.run("config", "set-all", "--path", "--plaintext", "again[0].from=2026-01-01", "--plaintext", "again[0].to=2026-01-31")

    project.run("up", "--yes", "--skip-preview")

    project.run("preview", "--expect-no-changes")
    assert emulator.client(key).get("/ingestion/runs").data[0]["dateStamps"][-1] == "2026-01-31"
    variables = {**project.variables, "STATSIG_CONSOLE_API_URL": emulator.url, "STATSIG_CONSOLE_API_KEY": key}
    told = {}
    for first in (today, before):
        command = [sys.executable, "arrived.py", "orders", str(first), str(today)]
        done = subprocess.run(command, cwd=project.folder, env=variables, capture_output=True, text=True, check=False)
        told[first] = (done.returncode, done.stdout + done.stderr)
    assert told == {
        today: (0, "orders: all days arrived\n"),
        before: (1, f"orders: nothing arrived of {before}, {today - timedelta(days=1)}\n"),
    }

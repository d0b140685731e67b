"""Several Statsig projects in one stack, through the real CLI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Stack, Step, written
from .test_import import command

EU = statsig.Project("eu")


@dataclass
class Two:
    """A stack with its own project and one more, named eu."""

    stack: Stack
    key: str
    own: Client
    eu: Client


@pytest.fixture
def two(stack: Stack, emulator: Emulator, keys: Callable[[str], str]) -> Two:
    """The key of the second project is a secret inside the stack's configuration."""
    key = keys("projects-eu")
    stack.cli("config", "set", "--path", "--secret", "statsig:projects.eu.consoleApiKey", key, "--stack", "dev")
    return Two(stack, key, emulator.client(stack.key), emulator.client(key))


def gates(**projects: str | None) -> Callable[[], None]:
    """A program with a gate of the same ID in the project of each name."""

    def program() -> None:
        for name, project in projects.items():
            statsig.Gate(name, name="Checkout", description=name, project=project)

    return program


def test_one_stack_manages_two_projects(two: Two, traffic: Traffic) -> None:
    """The same ID in both: created, found changed, changed and destroyed each in its own project."""
    both = gates(own=None, eu=EU)
    two.stack.up(both)
    assert [each.get("/gates/checkout").data["description"] for each in (two.own, two.eu)] == ["own", "eu"]
    assert two.stack.preview(both).steps == {}

    two.eu.patch("/gates/checkout", {"description": "by hand"})
    two.stack.refresh(both)
    assert two.stack.preview(both).steps == {"eu": Step("update", ("description",))}
    traffic.since()
    two.stack.up(both)
    assert traffic.mutations() == ["PATCH /gates/{id}"]
    assert [each.get("/gates/checkout").data["description"] for each in (two.own, two.eu)] == ["own", "eu"]

    two.eu.delete("/gates/checkout")
    two.stack.refresh(both)
    assert two.stack.up(both).steps == {"eu": Step("create")}
    two.stack.destroy()
    assert [each.get("/gates/checkout").status for each in (two.own, two.eu)] == [404, 404]


def test_lookups_read_in_either_project(two: Two) -> None:
    """Plain ones, those that wait for Outputs, lists, and `get`."""
    two.own.post("/gates", {"name": "Theirs", "description": "own"})
    two.eu.post("/gates", {"name": "Theirs", "description": "eu"})
    two.eu.post("/gates", {"name": "Another"})

    def program() -> None:
        pulumi.export("own", statsig.get_gate("theirs").description)
        pulumi.export("got", statsig.Gate.get("got", "theirs", project=EU).description)
        with EU:
            pulumi.export("eu", statsig.get_gate("theirs").description)
            tag = statsig.Tag("tag", name="Theirs")
            pulumi.export("later", statsig.get_gate_output(tag.name.apply(str.lower)).apply(lambda gate: gate.description))
            listed = statsig.get_gates()
        pulumi.export("listed", sorted(gate.id for gate in listed))

    outputs = two.stack.up(program).outputs

    assert outputs == {"own": "own", "got": "eu", "eu": "eu", "later": "eu", "listed": ["another", "theirs"]}
    assert [each["name"] for each in two.eu.get("/tags").data if each["name"] == "Theirs"] == ["Theirs"]
    assert [each for each in two.own.get("/tags").data if each["name"] == "Theirs"] == []


@pytest.mark.parametrize(("origin", "to"), [(None, "eu"), ("eu", None)])
def test_a_gate_moves_to_another_project(two: Two, traffic: Traffic, origin: str | None, to: str | None) -> None:
    """It is there before it goes here, also when it is the program's `project` that goes."""
    two.stack.up(gates(gate=origin))
    traffic.since()

    planned = two.stack.preview(gates(gate=to))
    two.stack.up(gates(gate=to))

    assert planned.steps["gate"] == Step("replace", ("project",))
    assert traffic.mutations() == ["POST /gates", "DELETE /gates/{id}"]
    assert [each.get("/gates/checkout").status for each in (two.own, two.eu)] == ([404, 200] if to else [200, 404])
    assert two.stack.preview(gates(gate=to)).steps == {}


def test_actions_and_parts_follow_their_project(two: Two, traffic: Traffic) -> None:
    """What is inside a gate or is done once, too."""

    def program() -> None:
        with EU:
            gate = statsig.Gate("gate", name="Checkout")
            statsig.GateRule("rule", gate_id=gate.id, name="All", pass_percentage=5, conditions=[{"type": "public"}])
            experiment = statsig.Experiment("experiment", name="Try", groups=[{"name": "A", "size": 100, "parameter_values": {}}])
            statsig.ExperimentStart("start", experiment_id=experiment.id)

    two.stack.up(program)
    two.stack.refresh(program)

    assert two.stack.preview(program).steps == {}
    assert [rule["name"] for rule in two.eu.get("/gates/checkout").data["rules"]] == ["All"]
    assert two.eu.get("/experiments/try").data["status"] == "active"
    assert two.own.get("/gates").data == []
    two.stack.destroy()
    assert two.eu.get("/gates").data == []


def test_a_stack_may_have_no_project_of_its_own(two: Two) -> None:
    """Then only what names no project is missing a key."""
    two.stack.unset("statsig:consoleApiKey")

    two.stack.up(gates(eu=EU))
    with pytest.raises(Failed) as caught:
        two.stack.preview(gates(eu=EU, own=None))

    assert "No Statsig Console API key: run `pulumi config set --secret statsig:consoleApiKey`" in caught.value.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "us",
            (
                "No Statsig Console API key of project us: run `pulumi config set --secret --path statsig:projects.us.consoleApiKey` "
                "with a key that begins console-, or set STATSIG_CONSOLE_API_KEY_US."
            ),
        ),
        ("no name", "A project's name begins with a letter and has letters, digits, - and _ alone, not 'no name'."),
    ],
)
def test_a_project_that_is_not_configured_stops_the_preview(two: Two, traffic: Traffic, name: str, said: str) -> None:
    """With one sentence, before anything is sent."""
    with pytest.raises(Failed) as caught:
        two.stack.preview(gates(gate=name))

    assert said in caught.value.text
    assert "Traceback" not in caught.value.text
    assert traffic.since() == []


def test_keys_of_all_projects_stay_secret(two: Two, emulator: Emulator) -> None:
    """None in state, outputs, files or anything printed, nor in the message of an API that repeats the submitted key."""
    make: Callable[..., object] = statsig.Tag
    emulator.fault("expired_key", path="/tags", count=1)
    with pytest.raises(Failed) as caught:
        two.stack.up(lambda: make("tag", name="x", project=EU) and None)
    assert "does not accept the Console API key of project eu" in caught.value.text

    both = gates(own=None, eu=EU)
    printed = caught.value.text + two.stack.up(both).text + two.stack.preview(gates(own=EU, eu=None)).text + two.stack.refresh(both).text
    state = two.stack.cli("stack", "export", "--stack", "dev")
    files = "".join(
        path.read_text(errors="replace") for path in two.stack.folder.rglob("*") if path.is_file() and path.suffix in {".json", ".yaml"}
    )

    assert two.stack.resources()["eu"]["inputs"]["project"] == "eu"
    for secret in (two.key, two.stack.key):
        assert secret not in printed + state + files


def test_objects_of_a_project_are_taken_over(
    stack: Stack, emulator: Emulator, key: str, keys: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The import file says which project; what it makes is what the program declares."""
    eu = keys("import-eu")
    emulator.client(eu).post("/gates", {"name": "By hand", "description": "theirs"})
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY_EU", eu)
    file = tmp_path / "import.json"

    done = command("import-file", "--project", "eu", "Gate", "gate", "by_hand", key=key, url=emulator.url)
    assert done.returncode == 0, done.stderr
    file.write_text(done.stdout)
    stack.cli("import", "--file", str(file), "--yes", "--generate-code=false", "--protect=false", "--stack", "dev")
    program = written('statsig.Gate("gate", name="By hand", description="theirs", project=statsig.Project("eu"))')

    assert stack.preview(program).steps == {}
    stack.refresh(program, expect_no_changes=True)
    missing = command("import-file", "--project", "eu", "Gate", "gate", "nowhere", key=key, url=emulator.url)
    assert "Gate nowhere is not in project eu" in missing.stderr


def test_what_exists_already_is_told_with_its_project(two: Two) -> None:
    """And with the command that takes it over from there."""
    two.eu.post("/gates", {"name": "Checkout"})

    with pytest.raises(Failed) as caught:
        two.stack.up(gates(gate=EU))

    assert "Gate checkout in project eu: could not create it" in caught.value.text
    assert "statsig-console import-file --project eu Gate NAME checkout" in caught.value.text

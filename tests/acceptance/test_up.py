"""What `up`, `refresh` and `destroy` do to a project, and what they leave alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.state_keys import MANAGED, is_secret
from statsig_console_emulator.testing import Client, Emulator
from tests.scheduling import made_once

from .conftest import Traffic
from .stacks import Failed, Run, Stack

PUBLIC: statsig.Rule = {"name": "everyone", "pass_percentage": 100, "conditions": [{"type": "public"}]}


def gate(**values: object) -> Callable[[], None]:
    """A program with one gate."""

    def program() -> None:
        make: Callable[..., object] = statsig.Gate
        make("gate", **{"name": "A gate", **values})

    return program


def test_one_mutation_per_object(stack: Stack, traffic: Traffic) -> None:
    """Create and update change something once each, after a look at what is to be changed, and a second `up` sends nothing."""
    stack.up(gate(rules=[PUBLIC], tags=["a"]))
    assert traffic.since() == ["GET /project", "POST /gates"]

    stack.up(gate(rules=[{**PUBLIC, "pass_percentage": 50}], tags=["b"], description="new"))
    assert traffic.since() == ["GET /project", "GET /gates/{id}", "PATCH /gates/{id}"]

    stack.up(gate(rules=[{**PUBLIC, "pass_percentage": 50}], tags=["b"], description="new"))
    assert traffic.since() == []


MOVES = {
    ("enabled", "disabled"): ["disable"],
    ("enabled", "launched"): ["launch"],
    ("launched", "disabled"): ["disable"],
    ("disabled", "enabled"): ["enable"],
    ("launched", "archived"): ["archive"],
    ("archived", "enabled"): ["unarchive"],
    ("archived", "launched"): ["unarchive", "launch"],
}
"""What the API is asked for to bring a gate from one state to another."""

STATUS = {"enabled": "In Progress", "disabled": "Disabled", "launched": "Launched", "archived": "Archived"}


@dataclass
class Moved:
    """What happened to a gate for each move: the API's word for its states, what was sent, and what is left to do."""

    before: dict[tuple[str, str], str]
    sent: list[str]
    after: dict[tuple[str, str], str]
    left: Run


@pytest.fixture(scope="module")
def moved(emulator: Emulator, keys: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """All of them side by side in one stack."""
    made_once(tmp_path_factory, "moves")
    stack = Stack(tmp_path_factory.mktemp("moves") / "stack", emulator.url, keys("moves"))
    stack.configure("statsig:maxRolloutStep", "100")
    console = emulator.client(stack.key)

    def program(end: int) -> Callable[[], None]:
        make: Callable[..., object] = statsig.Gate
        return lambda: [make("-".join(move), name=" ".join(move), lifecycle=move[end]) for move in MOVES] and None

    def statuses() -> dict[tuple[str, str], str]:
        return {move: console.get(f"/gates/{'_'.join(move)}").data["status"] for move in MOVES}

    stack.up(program(0))
    before, mark = statuses(), emulator.count()
    stack.up(program(1))
    sent = [f"{entry.method} {entry.path}" for entry in emulator.requests()[mark:] if entry.method != "GET"]
    return Moved(before, sent, statuses(), stack.preview(program(1)))


@pytest.mark.parametrize("move", MOVES, ids="-".join)
def test_gate_moves_between_states(moved: Moved, move: tuple[str, str]) -> None:
    """A declared state is reached by the API's own operations, from any state, in as few steps as there are."""
    path = f"/gates/{'_'.join(move)}"

    assert moved.before[move] == STATUS[move[0]]
    assert [each.partition(path)[2] for each in moved.sent if path in each] == [f"/{operation}" for operation in MOVES[move]]
    assert all(each.startswith("PUT ") for each in moved.sent)
    assert moved.after[move] == STATUS[move[1]]
    assert "-".join(move) not in moved.left.steps


def test_values_that_the_package_need_not_know(stack: Stack, traffic: Traffic, console: Client) -> None:
    """A value that is marked as newer is sent as it is, and is no difference afterwards; what the API does not know it refuses itself."""

    def program(condition: str) -> Callable[[], None]:
        return gate(rules=[{**PUBLIC, "conditions": [{"type": statsig.newer(condition)}]}])

    stack.up(program("public"))
    assert console.get("/gates/a_gate").data["rules"][0]["conditions"][0]["type"] == "public"
    assert stack.preview(program("public")).steps == {}
    stack.refresh(program("public"))
    assert stack.preview(program("public")).steps == {}

    assert {name: step.op for name, step in stack.preview(program("unheard_of")).steps.items()} == {"gate": "update"}
    traffic.since()
    with pytest.raises(Failed, match=r"PATCH /gates/a_gate, 400"):
        stack.up(program("unheard_of"))
    assert traffic.mutations() == ["PATCH /gates/{id}"]
    assert console.get("/gates/a_gate").data["rules"][0]["conditions"][0]["type"] == "public"


def test_disabled_gate_is_born_disabled(stack: Stack, traffic: Traffic) -> None:
    """A gate that is declared off is never on, not even for a moment."""
    stack.up(gate(lifecycle="disabled"))

    assert traffic.mutations() == ["POST /gates"]


def test_failed_transition_takes_the_create_back(stack: Stack, traffic: Traffic, emulator: Emulator, console: Client) -> None:
    """When a create of two steps fails at the second, nothing is left in the project or the stack, and the message says so."""
    fault = emulator.fault("status", status=403, method="PUT", path="/gates/{id}/archive", count=1)

    with pytest.raises(Failed) as caught:
        stack.up(gate(lifecycle="archived"))
    assert fault.hits == 1

    assert traffic.mutations() == ["POST /gates", "PUT /gates/{id}/archive", "DELETE /gates/{id}"]
    assert "What had been created was taken back" in caught.value.text
    assert console.get("/gates/a_gate").status == 404
    assert stack.resources() == {}
    assert stack.up(gate(lifecycle="archived")).steps["gate"].op == "create"


def test_unmanaged_properties_stay_the_consoles(stack: Stack, console: Client) -> None:
    """What a program does not set is neither drift nor overwritten."""
    stack.up(gate(description="one"))
    console.patch("/gates/a_gate", {"rules": [{"name": "console", "passPercentage": 5, "conditions": []}], "tags": ["theirs"]})

    refreshed = stack.refresh()
    planned = stack.preview(gate(description="one"))
    stack.up(gate(description="two"))

    assert planned.steps == {}
    assert "gate" in refreshed.steps or refreshed.steps == {}
    data = console.get("/gates/a_gate").data
    assert [rule["name"] for rule in data["rules"]] == ["console"]
    assert data["tags"] == ["theirs"]
    assert data["description"] == "two"


def test_order_and_server_fields_are_no_drift(stack: Stack, console: Client) -> None:
    """Tags in another order, new versions, modifiers and rule ids cause no difference."""
    program = gate(tags=["a", "b"], rules=[PUBLIC])
    stack.up(program)
    console.patch("/gates/a_gate", {"tags": ["b", "a"]})
    console.patch("/gates/a_gate", {"rules": [{**rule, "passPercentage": 1} for rule in console.get("/gates/a_gate").data["rules"]]})
    console.patch("/gates/a_gate", {"rules": [{**rule, "passPercentage": 100} for rule in console.get("/gates/a_gate").data["rules"]]})

    stack.refresh()

    assert stack.preview(program).steps == {}


def test_rules_keep_their_identity(stack: Stack, console: Client) -> None:
    """A rule that moves or changes keeps the base id that assignment hangs on; a new one gets its own."""
    first = [{**PUBLIC, "name": name, "pass_percentage": 10} for name in ("a", "b")]
    stack.up(gate(rules=first))
    before = {rule["name"]: rule["baseID"] for rule in console.get("/gates/a_gate").data["rules"]}

    stack.up(gate(rules=[{**first[1], "pass_percentage": 20}, {**PUBLIC, "name": "c", "pass_percentage": 15}, first[0]]))

    after = {rule["name"]: rule["baseID"] for rule in console.get("/gates/a_gate").data["rules"]}
    assert list(after) == ["b", "c", "a"]
    assert {name: after[name] for name in before} == before
    assert after["c"] not in before.values()


def test_json_values_survive_exactly(stack: Stack, console: Client) -> None:
    """Null, whole and fractional numbers, numbers beyond 2^53, unicode and nesting arrive as they were written, and stay no difference."""
    value = {
        "null": None,
        "int": 1,
        "float": 1.5,
        "big": 2**70 + 1,
        "tiny": 1e-300,
        "text": 'ü"\\\n ',
        "deep": [[], {}, [None, {"a": False}]],
    }

    def program() -> None:
        config = statsig.DynamicConfig("config", name="Config", default_value=value)
        pulumi.export("same", config.default_value.apply(lambda known: known == value))

    run = stack.up(program)

    assert run.outputs["same"] is True
    assert console.get("/dynamic_configs/config").data["defaultValue"] == value
    assert stack.preview(program).steps == {}
    stack.refresh()
    assert stack.preview(program).steps == {}


def test_what_only_the_api_sets_is_an_output(stack: Stack) -> None:
    """Each by its name in the program and in state; and Pulumi knows the program's own line."""

    def program() -> None:
        gate = statsig.Gate("checkout", name="Checkout", rules=[{"name": "all", "conditions": [{"type": "public"}], "pass_percentage": 1}])
        told = {"status": gate.status, "version": gate.version, "owner": gate.owner, "team": gate.team, "waits": gate.active_review}
        pulumi.export("said", told)
        pulumi.export("rule", gate.rules[0]["id"])

    said = stack.up(program).outputs["said"]

    held = stack.export()["deployment"]["resources"][-1]
    assert (said["status"], said["version"], said["team"], said["waits"]) == ("In Progress", 1, None, None)
    assert said["owner"]["owner_type"] == "SDK_KEY"
    assert (held["outputs"]["status"], held["outputs"]["version"]) == (said["status"], 1)
    assert held["sourcePosition"].endswith(f"/tests/acceptance/test_up.py#{program.__code__.co_firstlineno + 1}")
    assert len(held["stackTrace"]) == 3
    assert not hasattr(sys, "tracebacklimit")
    assert stack.preview(program).steps == {}


def test_a_whole_resource_is_exported_as_its_class_documents_it(stack: Stack) -> None:
    """Every output by its name and as its type; what a program calls secret is; and what is not there is known not to be."""

    def program() -> None:
        opts = pulumi.ResourceOptions(additional_secret_outputs=["status"])
        config = statsig.DynamicConfig("limits", name="Limits", default_value={"limit": 1}, opts=opts)
        statsig.Tag("tag", name="Tag", description=config.team.apply(lambda team: f"of {team}"))
        pulumi.export("config", config)

    stack.up(program)

    shown = json.loads(stack.cli("stack", "output", "--json", "--stack", "dev"))["config"]
    held = stack.resources()["limits"]["outputs"]
    assert (shown["id"], shown["default_value"], shown["tags"], shown["status"]) == ("limits", {"limit": 1}, [], "[secret]")
    assert {*kind_of(statsig.DynamicConfig).by_name, "id", "urn"} == shown.keys()
    assert (held["default_value"], held["tags"], held["version"]) == ('{"limit":1}', [], 1)
    assert is_secret(held["status"])
    assert held[MANAGED] == ["default_value", "description", "id_type", "lifecycle", "name"]
    assert stack.preview(program).steps == {}


def test_a_secret_within_a_value_is_encrypted(stack: Stack, console: Client) -> None:
    """What the program says is secret is in clear nowhere in state, though the API adds to the value."""

    def program() -> None:
        people = pulumi.Output.secret("ann@example.com").apply(lambda one: [one])
        conditions = [{"type": "email", "operator": "any", "target_value": people}]
        gate = statsig.Gate("checkout", name="Checkout", rules=[{"name": "staff", "conditions": conditions, "pass_percentage": 1}])
        pulumi.export("rules", gate.rules)

    stack.up(program)
    stack.refresh(program)

    assert console.get("/gates/checkout").data["rules"][0]["conditions"][0]["targetValue"] == "ann@example.com"
    assert "ann@" not in json.dumps(stack.export())
    assert stack.preview(program).steps == {}


def test_key_keeps_its_id_when_it_rotates(stack: Stack, console: Client, traffic: Traffic) -> None:
    """A new value of `rotation` gives the key a new text under the same Pulumi ID; the same value does nothing."""

    def program(rotation: str) -> Callable[[], None]:
        return lambda: pulumi.export("key", statsig.Key("ci", description="CI", type="SERVER", rotation=rotation).key)

    first = stack.up(program("one"))
    id_ = stack.resources()["ci"]["id"]
    traffic.since()
    stack.up(program("one"))
    assert traffic.since() == []

    second = stack.up(program("two"))

    assert traffic.mutations() == ["PATCH /keys/{id}/rotate"]
    assert first.outputs["key"] != second.outputs["key"]
    assert stack.resources()["ci"]["id"] == id_
    stack.refresh()
    assert stack.preview(program("two")).steps == {}
    assert console.get(f"/keys/{second.outputs['key']}").data["status"] == "active"


def test_key_is_deactivated_and_replaced_to_be_active_again(stack: Stack, traffic: Traffic) -> None:
    """Deactivation is one way: declaring the key active again plans a new key."""

    def program(lifecycle: str) -> Callable[[], None]:
        make: Callable[..., object] = statsig.Key
        return lambda: make("ci", description="CI", type="SERVER", lifecycle=lifecycle) and None

    stack.up(program("active"))
    traffic.since()
    stack.up(program("deactivated"))
    assert traffic.mutations() == ["PATCH /keys/{id}/deactivate"]

    assert stack.preview(program("active")).steps["ci"].op == "replace"


def test_no_secret_in_state_or_output(stack: Stack, traffic: Traffic) -> None:
    """Neither the stack's API key nor a key that it creates is in state in clear, in an ID, or in anything printed."""

    def program() -> None:
        pulumi.export("key", statsig.Key("ci", description="CI", type="CONSOLE").key)

    run = stack.up(program)
    made = run.outputs["key"]
    printed = run.text + stack.preview(program).text + stack.refresh().text
    state = stack.cli("stack", "export", "--stack", "dev")
    files = "".join(
        path.read_text(errors="replace") for path in stack.folder.rglob("*") if path.is_file() and path.suffix in {".json", ".yaml"}
    )

    for secret in (stack.key, made):
        assert secret not in state
        assert secret not in printed
        assert secret not in files
    assert stack.destroy().steps["ci"].op == "delete"


def test_refused_key_is_never_repeated(stack: Stack, emulator: Emulator) -> None:
    """The API's 401 repeats the submitted key; ours does not."""
    stack.configure("statsig:consoleApiKey", "console-refused-key-text", secret=True)
    emulator.fault("expired_key", path="/tags", count=1)

    with pytest.raises(Failed) as caught:
        stack.up(lambda: statsig.Tag("a", name="a"))

    assert "does not accept the Console API key" in caught.value.text
    assert "console-refused-key-text" not in caught.value.text


def test_existing_object_is_not_overwritten(stack: Stack, console: Client) -> None:
    """Creating what the project has already stops with a message that says so, and changes nothing."""
    console.post("/gates", {"name": "A gate", "description": "theirs"})

    with pytest.raises(Failed) as caught:
        stack.up(gate(description="ours"))

    assert "Gate a_gate" in caught.value.text
    assert "statsig-console import-file Gate NAME a_gate" in caught.value.text
    assert console.get("/gates/a_gate").data["description"] == "theirs"
    assert stack.resources() == {}


def test_deleted_already_is_fine(stack: Stack, console: Client) -> None:
    """Destroy takes an object that is gone for deleted."""
    stack.up(gate())
    console.delete("/gates/a_gate")

    assert stack.destroy().steps["gate"].op == "delete"


def test_destroy_leaves_the_project_as_it_was(stack: Stack, emulator: Emulator, console: Client) -> None:
    """After destroy the project holds what it held before, and a schedule that was taken over is put back."""
    console.post("/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 4})
    before = emulator.export()

    def program() -> None:
        segment = statsig.Segment("segment", name="Segment", type="id_list")
        statsig.Gate("gate", name="A gate", rules=[{**PUBLIC, "conditions": [{"type": "passes_segment", "target_value": segment.id}]}])
        statsig.IngestionSchedule("schedule", dataset="Events", scheduled_hour_pst=23)
        statsig.Tag("tag", name="Tag")

    stack.up(program)
    assert console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 23
    stack.destroy()

    assert objects(emulator.export()) == objects(before)
    assert console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 4


def objects(export: object) -> object:
    """An export without times and history."""
    if isinstance(export, dict):
        left_out = {"audit_logs", "audit", "history", "versions", "lastModifiedTime", "version", "requests", "time"}
        return {name: objects(value) for name, value in export.items() if name not in left_out}
    return [objects(each) for each in export] if isinstance(export, list) else export


def test_two_stacks_with_two_keys(tmp_path: Path, emulator: Emulator, keys: Callable[[str], str]) -> None:
    """The same program on two keys makes two separate projects."""
    one, two = (Stack(tmp_path / name, emulator.url, keys(name), name=name) for name in ("dev", "prod"))

    one.up(gate(description="dev"))
    two.up(gate(description="prod"))
    one.destroy()

    assert emulator.client(one.key).get("/gates/a_gate").status == 404
    assert emulator.client(two.key).get("/gates/a_gate").data["description"] == "prod"


def test_get_reads_without_managing(stack: Stack, console: Client, traffic: Traffic) -> None:
    """`Gate.get` gives the outputs of an object that the stack does not manage, and destroy leaves it there."""
    console.post("/gates", {"name": "Theirs", "description": "kept"})
    key = console.post("/keys", {"description": "CI", "type": "SERVER"}).data["key"]
    from statsig_console.secrets import fingerprint

    def program() -> None:
        pulumi.export("description", statsig.Gate.get("found", "theirs").description)
        pulumi.export("type", statsig.Key.get("key", f"key-{fingerprint(key)}").type)

    run = stack.up(program)
    stack.destroy()

    assert run.outputs == {"description": "kept", "type": "SERVER"}
    assert traffic.mutations() == ["POST /gates", "POST /keys"]
    assert console.get("/gates/theirs").status == 200


def test_get_of_what_is_not_there_fails(stack: Stack) -> None:
    """Reading an object that does not exist is an error, not an empty resource."""
    with pytest.raises(Failed) as caught:
        stack.up(lambda: pulumi.export("x", statsig.Gate.get("found", "nowhere").name))

    assert "Gate nowhere is not in the project" in caught.value.text


def test_replacement_keeps_service_where_it_can(stack: Stack, traffic: Traffic) -> None:
    """A segment that keeps its ID is deleted before its successor is made; a key, whose ID is new, afterwards."""

    def program(description: str, type_: str) -> Callable[[], None]:
        def run() -> None:
            make: Callable[..., object] = statsig.Key
            statsig.Segment("segment", name="Segment", type="id_list", description=description)
            make("key", description="CI", type=type_)

        return run

    stack.up(program("one", "SERVER"))
    traffic.since()
    stack.up(program("two", "CLIENT"))

    sent = traffic.mutations()
    assert sent.index("DELETE /segments/{id}") < sent.index("POST /segments")
    assert sent.index("POST /keys") < sent.index("DELETE /keys/{id}")


@pytest.mark.parametrize("fault", ["reset_after", "reset_before", "truncate", "malformed"])
def test_lost_answer_makes_no_second_object(stack: Stack, emulator: Emulator, traffic: Traffic, console: Client, fault: str) -> None:
    """A create whose answer is lost is settled by looking: it is neither failed, nor done twice, nor forgotten."""
    emulator.fault(fault, method="POST", path="/gates", count=1)

    stack.up(gate(rules=[PUBLIC]))

    assert traffic.mutations() == ["POST /gates"] * (2 if fault == "reset_before" else 1)
    assert [each["id"] for each in console.get("/gates").data] == ["a_gate"]
    assert stack.preview(gate(rules=[PUBLIC])).steps == {}


def test_singleton_can_be_left_as_it_is(stack: Stack, console: Client) -> None:
    """With `retain_on_delete` destroy leaves what the stack set; without it, what was there before comes back."""
    keep = pulumi.ResourceOptions(retain_on_delete=True)
    console.post("/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 4})

    stack.up(lambda: statsig.IngestionSchedule("schedule", dataset="Events", scheduled_hour_pst=23, opts=keep) and None)
    stack.destroy()

    assert console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 23

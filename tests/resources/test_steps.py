"""Shares that the API raises by itself, by a schedule that somebody made in the console: no run throws production back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.errors import Problem
from statsig_console.stack.bounds import Bounds
from statsig_console_emulator import Options, Sources
from tests.provider.conftest import Project

from .test_experimentation import Managed

PUBLIC = [{"type": "public"}]
QUARTER = 15 * 60


class Console:
    """A project whose clock the test moves, and in which somebody schedules steps."""

    def __init__(self) -> None:
        self.project = Project()
        self.seconds = 1_750_000_000.0
        self.project.service.sources = Sources(lambda: self.seconds, seed=1)

    def schedule(self, path: str, name: str, *shares: float) -> None:
        """Schedules a step for each of the next quarters of an hour."""
        service = self.project.service
        rules = self.rules(path)
        steps = [{"time": (self.seconds + QUARTER * number + 1) * 1000, "passPercent": share} for number, share in enumerate(shares)]
        changed = [{**rule, "pendingAutomatedRollouts": steps} if rule["name"] == name else rule for rule in rules]
        service.options = Options(rollouts_writable=True)
        assert self.project.console.patch(path, {"rules": changed}).status == 200
        service.options = Options()

    def wait(self) -> None:
        """Lets a quarter of an hour pass."""
        self.seconds += QUARTER

    def rules(self, path: str) -> list[dict[str, Any]]:
        """The rules as they are."""
        return self.project.console.get(path).data["rules"]

    def shares(self, path: str) -> list[float]:
        """The shares as they are."""
        return [rule["passPercentage"] for rule in self.rules(path)]


def rule(name: str, share: float, **values: Any) -> Mapping[str, Any]:
    """A rule for everyone."""
    return {"name": name, "pass_percentage": share, "conditions": PUBLIC, **values}


@pytest.fixture
def console() -> Console:
    """An empty project."""
    return Console()


KINDS = {
    "Gate": (statsig.Gate, "/gates/ramp", {}),
    "DynamicConfig": (statsig.DynamicConfig, "/dynamic_configs/ramp", {"default_value": {"a": 1}}),
}


@pytest.fixture(params=KINDS)
def ramp(console: Console, request: pytest.FixtureRequest) -> tuple[Managed, str, Mapping[str, Any]]:
    """An object with a rule that ramps up by itself and one that does not, its path, and what else it is made with."""
    kind, path, more = KINDS[request.param]
    values = {"name": "Ramp", **more}
    return Managed(console.project, kind, **values, rules=[rule("ramp", 10), rule("other", 5)]), path, values


def test_a_step_that_was_made_is_no_drift(console: Console, ramp: tuple[Managed, str, Mapping[str, Any]]) -> None:
    """The program still has the share that the rollout began with, and production goes on."""
    managed, path, _ = ramp
    console.schedule(path, "ramp", 50, 80)
    for share in (50, 80):
        console.wait()

        managed.refresh()

        assert not managed.handlers.diff(managed.state, managed.inputs)
        found = managed.state["rules"][0]
        assert (found["pass_percentage"], found["current_pass_percentage"]) == (10, share)
        assert console.shares(path) == [share, 5]


@pytest.mark.parametrize("refreshed", [True, False])
@pytest.mark.parametrize("style", ["partial", "full"])
def test_another_change_leaves_the_share_where_steps_have_led_it(
    console: Console, ramp: tuple[Managed, str, Mapping[str, Any]], refreshed: bool, style: str
) -> None:
    """A list of rules is sent as a whole, and a full update sends it always."""
    managed, path, values = ramp
    console.schedule(path, "ramp", 50)
    managed.refresh()
    console.wait()
    if refreshed:
        managed.refresh()

    managed.up(**values, rules=[rule("ramp", 10), rule("other", 7)], update_style=style)
    assert console.shares(path) == [50, 7]
    managed.up(**values, description="New", rules=[rule("ramp", 10), rule("other", 7)], update_style=style)
    assert console.shares(path) == [50, 7]
    managed.refresh()
    assert not managed.handlers.diff(managed.state, managed.inputs)


@pytest.mark.parametrize("guarded", [True, False])
def test_steps_of_which_state_knows_nothing_stay(console: Console, guarded: bool) -> None:
    """The schedule is younger than state: what an update sends is read before it."""
    console.project.configure(bounds=Bounds(guard_lost_updates=guarded))
    managed = Managed(console.project, statsig.Gate, name="Ramp", rules=[rule("ramp", 10), rule("other", 5)])
    console.schedule("/gates/ramp", "ramp", 50)
    console.wait()

    managed.up(name="Ramp", rules=[rule("ramp", 10), rule("other", 7)])

    assert console.shares("/gates/ramp") == [50, 7]


def test_a_share_that_the_program_changes_is_sent(console: Console, ramp: tuple[Managed, str, Mapping[str, Any]]) -> None:
    """Up, to where the steps have led, and back to where they began."""
    managed, path, values = ramp
    console.schedule(path, "ramp", 50)
    console.wait()
    managed.refresh()

    for share in (60, 50, 10):
        managed.up(**values, rules=[rule("ramp", share), rule("other", 5)])
        managed.refresh()

        assert console.shares(path) == [share, 5]
        assert not managed.handlers.diff(managed.state, managed.inputs)


@pytest.mark.parametrize("share", [50, 30])
def test_a_share_that_somebody_sets_is_drift(console: Console, ramp: tuple[Managed, str, Mapping[str, Any]], share: float) -> None:
    """Also one that a step had led to before."""
    managed, path, values = ramp
    console.schedule(path, "ramp", 50)
    console.wait()
    managed.refresh()
    managed.up(**values, rules=[rule("ramp", 20), rule("other", 5)])

    rules = console.rules(path)
    console.project.console.patch(path, {"rules": [{**rules[0], "passPercentage": share}, rules[1]]})
    managed.refresh()

    assert managed.state["rules"][0]["pass_percentage"] == share
    assert [field.name for field in managed.handlers.diff(managed.state, managed.inputs).updates] == ["rules"]


@pytest.mark.parametrize(("parent", "child"), [(statsig.Gate, statsig.GateRule), (statsig.DynamicConfig, statsig.DynamicConfigRule)])
def test_a_rule_of_its_own_goes_on_by_itself(console: Console, parent: type, child: type) -> None:
    """As those do that an object declares as a list."""
    kind, path, more = next(each for each in KINDS.values() if each[0] is parent)
    Managed(console.project, kind, name="Ramp", **more)
    address = {"gate_id" if parent is statsig.Gate else "dynamic_config_id": "ramp"}
    managed = Managed(console.project, child, **address, **rule("ramp", 10))
    console.schedule(path, "ramp", 50)
    console.wait()

    managed.refresh()
    assert (managed.state["pass_percentage"], managed.state["current_pass_percentage"]) == (10, 50)
    assert not managed.handlers.diff(managed.state, managed.inputs)
    managed.up(**address, **{**rule("ramp", 10), "environments": ["staging"]})
    assert console.shares(path) == [50]
    managed.up(**address, **{**rule("ramp", 60), "environments": ["staging"]})
    assert (console.shares(path), managed.state["pass_percentage"]) == ([60], 60)


def test_a_schedule_in_the_program_is_said_to_have_no_effect(project: Project, said: list[str]) -> None:
    """The API takes none any more; what a lookup has told can be handed on all the same."""
    steps = [{"time": 4102444800000, "pass_percent": 50}]
    given = rule("ramp", 10, pending_automated_rollouts=steps, completed_automated_rollouts=steps, current_pass_percentage=5)

    gate = Managed(project, statsig.Gate, name="Ramp", rules=[given])
    gate.up(name="Ramp", rules=[given])

    assert said == ["Gate ramp: rules[0].pending_automated_rollouts is not sent: the API takes no schedules: make them in the console"]
    assert gate.inputs["rules"] == [rule("ramp", 10)]
    assert project.sent() == []


def test_what_only_the_api_sets_is_refused_by_name(project: Project) -> None:
    """An output is no input, whatever its value."""
    found = project.handlers(statsig.GateRule).check({"gate_id": "g", "name": "a", "pass_percentage": 1, "conditions": [], "base_id": "b"})

    assert found.invalid == [Problem("base_id", "is set by the API alone")]


def test_a_gradual_change_of_the_program_is_no_drift_while_it_goes_on(console: Console) -> None:
    """The service lets users in phase by phase, and every run in between asks for nothing."""
    console.project.service.options = Options(gradual_rollouts=True)
    phases = [{"pass_percent": 25, "is_complete": False, "phase_duration_ms": QUARTER * 1000}]
    ramp = Managed(console.project, statsig.Gate, name="Ramp", rules=[rule("r", 5)])

    ramp.up(name="Ramp", rules=[rule("r", 60)], gradual_rollout_strategy={"type": "gradual", "phases": phases})

    for share in (25, 60):
        assert console.shares("/gates/ramp") == [share]
        ramp.refresh()
        assert not ramp.handlers.diff(ramp.state, ramp.inputs)
        assert [(each["pass_percentage"], each["current_pass_percentage"]) for each in ramp.state["rules"]] == [(60, share)]
        console.wait()
        console.wait()


def test_each_refresh_finds_the_present_share(console: Console) -> None:
    """Refreshes are processes of their own, each of which asks anew, by a page of the list or by the object alone."""
    bounds = Bounds(max_rollout_step=100)
    phases = [{"pass_percent": share, "is_complete": False, "phase_duration_ms": QUARTER * 1000} for share in (20, 40, 80)]
    console.project.configure(bounds=bounds)
    console.project.service.options = Options(gradual_rollouts=True)
    gates = [Managed(console.project, statsig.Gate, name=f"Ramp {number}", rules=[rule("r", 5)]) for number in range(4)]
    for number, gate in enumerate(gates):
        gate.up(name=f"Ramp {number}", rules=[rule("r", 90)], gradual_rollout_strategy={"type": "gradual", "phases": phases})

    seen = []
    for _ in range(5):
        console.wait()
        console.project.configure(bounds=bounds)
        for gate in gates:
            gate.handlers = console.project.handlers(statsig.Gate)
            gate.refresh()
            [found] = gate.state["rules"]
            assert [found["current_pass_percentage"]] == console.shares(f"/gates/{gate.id}")
        seen.append(found["current_pass_percentage"])

    assert seen == [20, 80, 80, 90, 90]
    assert "GET /gates?includeArchived=true&limit=100&page=1" in console.project.requests()

"""The guards on an emulator: what they refuse before anything is sent, what they say, and what they look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.errors import InputError
from statsig_console.handling.creating import Made
from statsig_console.handling.handlers import Handlers
from statsig_console.stack.bounds import Bounds
from tests.provider.conftest import Project

PUBLIC = {"name": "everyone", "pass_percentage": 10.0, "conditions": [{"type": "public"}]}
GROUPS = [{"name": name, "size": 50, "parameterValues": {"color": name}} for name in ("a", "b")]


def made(project: Project, resource: type, **news: Any) -> tuple[Handlers, Made, dict[str, Any]]:
    """A new object with its handlers and the inputs that made it; the requests so far are forgotten."""
    handlers = project.handlers(resource)
    inputs = handlers.check(news).inputs
    result = handlers.create(inputs)
    project.sent()
    return handlers, result, inputs


# lost updates


@pytest.fixture
def careful() -> Project:
    """A project whose stack guards against lost updates."""
    return Project(bounds=Bounds(guard_lost_updates=True))


def test_a_change_made_elsewhere_is_not_overwritten(careful: Project) -> None:
    """The sentence says what was changed, by whom and when; the console's value stays."""
    handlers, result, inputs = made(careful, statsig.Gate, name="A gate", description="ours", rules=[PUBLIC])
    careful.console.patch("/gates/a_gate", {"description": "theirs", "tags": ["also"]})

    with pytest.raises(InputError) as caught:
        handlers.update("a_gate", result.state, {**inputs, "description": "new"})

    assert str(caught.value) == (
        "Gate a_gate: description changed outside this stack since the last refresh by CONSOLE API at 2025-06-15 15:06:40 UTC, and "
        "nothing was sent. Run `pulumi refresh`, look at the change, then run this again; "
        "or set statsig:guardLostUpdates to false, which sends it all the same."
    )
    assert careful.requests() == ["GET /gates/a_gate"]
    assert careful.console.get("/gates/a_gate").data["description"] == "theirs"


def test_a_guarded_update_costs_one_look(careful: Project) -> None:
    """And none where nothing is to be sent, nor where the stack does without the guard."""
    handlers, result, inputs = made(careful, statsig.Gate, name="A gate")

    state = handlers.update("a_gate", result.state, {**inputs, "description": "new"})
    assert careful.requests() == ["GET /gates/a_gate", "PATCH /gates/a_gate"]

    handlers.update("a_gate", state, {**inputs, "description": "new", "when_running": "warn"})
    assert careful.requests() == []

    careful.configure(bounds=Bounds(guard_lost_updates=False))
    careful.handlers(statsig.Gate).update("a_gate", state, {**inputs, "description": "newer"})
    assert careful.requests() == ["PATCH /gates/a_gate"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ({"tags": ["theirs"]}, {"description": "new"}),
        ({"description": "new"}, {"description": "new"}),
        ({"rules": [{"name": "theirs", "passPercentage": 1, "conditions": []}]}, {"description": "new"}),
    ],
)
def test_other_peoples_other_changes_are_no_conflict(careful: Project, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    """A property that the request does not touch, or that is as the program wants it, is not lost."""
    handlers, result, inputs = made(careful, statsig.Gate, name="A gate", rules=[PUBLIC])
    careful.console.patch("/gates/a_gate", theirs)

    state = handlers.update("a_gate", result.state, {**inputs, **ours})

    assert state["description"] == "new"


def test_a_full_update_guards_all_that_it_sends(careful: Project) -> None:
    """It holds the whole object, so that it would undo what the program does not even manage."""
    handlers, result, inputs = made(careful, statsig.Gate, name="A gate", update_style="full")
    careful.console.patch("/gates/a_gate", {"tags": ["theirs"]})

    with pytest.raises(InputError, match="Gate a_gate: tags changed outside this stack"):
        handlers.update("a_gate", result.state, {**inputs, "description": "new"})


def test_a_state_that_somebody_else_chose_is_kept(careful: Project) -> None:
    """A gate that was switched off in the console is not launched over it."""
    handlers, result, inputs = made(careful, statsig.Gate, name="A gate", rules=[{**PUBLIC, "pass_percentage": 100.0}])
    careful.console.request("PUT", "/gates/a_gate/disable")

    with pytest.raises(InputError, match="Gate a_gate: lifecycle changed outside this stack"):
        handlers.update("a_gate", result.state, {**inputs, "lifecycle": "launched"})


def test_the_rest_of_the_run_is_nobody_else(careful: Project) -> None:
    """A rule that this run adds to a gate is an edit of the gate, and no reason to leave the gate alone."""
    handlers, gate, inputs = made(careful, statsig.Gate, name="A gate")
    rules, rule, wanted = made(careful, statsig.GateRule, gate_id="a_gate", **PUBLIC)

    handlers.update("a_gate", gate.state, {**inputs, "description": "new"})
    rules.update(rule.id, rule.state, {**wanted, "pass_percentage": 20.0})

    assert [each["passPercentage"] for each in careful.console.get("/gates/a_gate").data["rules"]] == [20]


def test_what_cascades_from_elsewhere_is_no_edit(careful: Project) -> None:
    """An object that nobody edited may show less because another one is gone: its own record says so."""
    handlers, result, _ = made(careful, statsig.Gate, name="A gate", tags=["kept"])

    handlers.delete("a_gate", {**result.state, "tags": ["kept", "gone"]})

    assert careful.requests() == ["GET /gates/a_gate", "DELETE /gates/a_gate"]


def test_what_somebody_changed_is_not_deleted(careful: Project) -> None:
    """Whoever changed it may still need it. What is gone is gone."""
    handlers, result, _ = made(careful, statsig.Gate, name="A gate", description="ours")
    careful.console.patch("/gates/a_gate", {"description": "theirs"})

    with pytest.raises(InputError, match="Gate a_gate: description changed outside this stack"):
        handlers.delete("a_gate", result.state)
    assert careful.requests() == ["GET /gates/a_gate"]

    careful.console.delete("/gates/a_gate")
    handlers.delete("a_gate", result.state)


def test_what_is_put_back_is_not_put_over_a_change(careful: Project) -> None:
    """A singleton that leaves the stack goes back to what it was, unless somebody has changed it since."""
    handlers, result, _ = made(careful, statsig.TeamSettings, require_teams_on_configs=True)
    careful.console.post("/settings/teams", {"require_teams_on_configs": False})

    with pytest.raises(InputError, match="require_teams_on_configs changed outside this stack"):
        handlers.delete(result.id, result.state)


def test_a_kind_without_a_record_names_what_it_can(careful: Project) -> None:
    """Tags tell nobody who changed them."""
    handlers, result, inputs = made(careful, statsig.Tag, name="a tag", description="ours")
    careful.console.patch(f"/tags/{result.id}", {"description": "theirs"})

    with pytest.raises(InputError, match="description changed outside this stack since the last refresh, and nothing was sent"):
        handlers.update(result.id, result.state, {**inputs, "description": "new"})


# rollouts


def test_a_steep_rollout_is_refused_at_preview_and_again_at_the_update() -> None:
    """By the old inputs, by state where the rules were the console's, and by state when no preview came first."""
    project = Project()
    handlers, result, inputs = made(project, statsig.Gate, name="A gate", rules=[{**PUBLIC, "pass_percentage": 1.0}])
    wanted = {**inputs, "rules": [PUBLIC | {"pass_percentage": 90.0}]}

    assert [each.property for each in handlers.check(wanted, inputs).invalid] == ["rules[0].pass_percentage"]
    for refuse in (lambda: handlers.diff(result.state, wanted, "a_gate"), lambda: handlers.update("a_gate", result.state, wanted)):
        with pytest.raises(InputError, match=r"^Gate a_gate: rules\[0\]\.pass_percentage rises from 1 to 90 in production"):
            refuse()
    assert project.requests() == []


def test_a_move_to_another_project_is_no_rise(project: Project) -> None:
    """The gate there is a new one, which has let in nobody before."""
    handlers = project.handlers(statsig.Gate)
    olds = handlers.check({"name": "A gate", "rules": [{**PUBLIC, "pass_percentage": 1}], "project": "eu"}).inputs
    news = {**olds, "rules": [{**PUBLIC, "pass_percentage": 100}]}

    assert [each.property for each in handlers.check(news, olds).invalid] == ["rules[0].pass_percentage"]
    assert handlers.check({**news, "project": "us"}, olds).invalid == []


@pytest.mark.parametrize("bounds", [Bounds(allowed=frozenset({"rollouts"})), Bounds(max_rollout_step=100)])
def test_a_rollout_that_is_meant_goes_through(bounds: Bounds) -> None:
    """By the word for one run, by the setting for good."""
    project = Project(bounds=bounds or Bounds())
    handlers, result, inputs = made(project, statsig.Gate, name="A gate", rules=[{**PUBLIC, "pass_percentage": 1.0}])
    wanted = {**inputs, "rules": [PUBLIC | {"pass_percentage": 100.0}]}

    assert handlers.check(wanted, inputs).invalid == []
    assert handlers.update("a_gate", result.state, wanted)["rules"][0]["pass_percentage"] == 100


def test_a_refresh_refuses_nothing() -> None:
    """It compares as well, and would otherwise fail on what a rollback in the console left."""
    project = Project()
    handlers, result, inputs = made(project, statsig.Gate, name="A gate", rules=[PUBLIC | {"pass_percentage": 100.0}])
    project.console.patch("/gates/a_gate", {"rules": [{"name": "everyone", "passPercentage": 0, "conditions": [{"type": "public"}]}]})

    found = handlers.read("a_gate", result.state)
    assert found is not None
    assert handlers.diff(found.state, inputs, "a_gate").updates[0].name == "rules"

    with pytest.raises(InputError, match="rises from 0 to 100"):
        handlers.diff(found.state, inputs, "a_gate")


# deletions


def gates(project: Project, count: int) -> list[tuple[Handlers, Made, dict[str, Any]]]:
    """So many gates of an earlier run, and their handlers in the next."""
    results = [made(project, statsig.Gate, name=f"Gate {number}") for number in range(count)]
    project.configure(bounds=project.session.settings.bounds)
    return [(project.handlers(statsig.Gate), result, inputs) for _, result, inputs in results]


def test_deletions_stop_before_the_bound() -> None:
    """Counted by the project's list, of which one page is enough."""
    project = Project(bounds=Bounds(max_deletes=2, max_deleted_share=50))
    for number in range(8):
        project.console.post("/gates", {"name": f"other {number}"})
    handlers = project.handlers(statsig.Gate)
    for number in range(4):
        handlers.delete(f"other_{number}", {"gate_id": f"other_{number}"})
    project.sent()

    with pytest.raises(InputError, match=r"^Gate other_4 stays: 4 of this kind went .* At most 4 of the project's 8 may go"):
        handlers.delete("other_4", {"gate_id": "other_4"})

    assert project.requests() == ["GET /gates/other_4"]


def test_archivals_count_and_are_foreseen() -> None:
    """To those who use it, an archived gate is gone; the preview sees how many the program archives."""
    project = Project(bounds=Bounds(max_deletes=2, max_deleted_share=50))
    made_gates = gates(project, 6)
    for handlers, result, inputs in made_gates[:3]:
        handlers.diff(result.state, {**inputs, "lifecycle": "archived"}, result.id)
    handlers, result, inputs = made_gates[3]

    with pytest.raises(InputError, match=r"^Gate gate_3: the program archives or replaces at least 4 objects of this kind\. At most 3"):
        handlers.diff(result.state, {**inputs, "lifecycle": "archived"}, result.id)
    project.sent()
    with pytest.raises(InputError, match="Gate gate_3 stays"):
        handlers.update(result.id, result.state, {**inputs, "lifecycle": "archived"})

    assert {*project.requests()} == {"GET /gates/gate_3"}


def test_an_archival_goes_through_when_it_was_foreseen() -> None:
    """What a preview let pass, the update does."""
    project = Project(bounds=Bounds(max_deletes=0, max_deleted_share=50))
    ((handlers, result, inputs), _) = gates(project, 2)
    archived = {**inputs, "lifecycle": "archived"}

    handlers.diff(result.state, archived, result.id)

    assert handlers.update(result.id, result.state, archived)["status"] == "Archived"


def test_what_a_run_creates_does_not_hide_what_it_deletes() -> None:
    """Two gates that become two others under new names are all that there was."""
    project = Project(bounds=Bounds(max_deletes=0, max_deleted_share=50))
    old = gates(project, 2)
    for number in range(2):
        project.handlers(statsig.Gate).create({"name": f"New {number}"})
    old[0][0].delete(old[0][1].id, old[0][1].state)

    with pytest.raises(InputError, match="At most 1 of the project's 2 may go"):
        old[1][0].delete(old[1][1].id, old[1][1].state)


def test_rules_of_gates_have_no_list() -> None:
    """The gates are not what is counted when rules go: their number alone decides."""
    project = Project(bounds=Bounds(max_deletes=1))
    for number in range(5):
        project.console.post("/gates", {"name": f"other {number}"})
    rules = [made(project, statsig.GateRule, gate_id="other_0", **{**PUBLIC, "name": name}) for name in ("a", "b")]
    rules[0][0].delete(rules[0][1].id, rules[0][1].state)

    with pytest.raises(InputError, match=r"stays: 1 of this kind went .* At most 1 may go in one run"):
        rules[1][0].delete(rules[1][1].id, rules[1][1].state)


def test_what_is_not_deleted_is_not_counted() -> None:
    """Settings are put back, actions only forgotten: nothing goes."""
    project = Project(bounds=Bounds(max_deletes=0))
    handlers, result, _ = made(project, statsig.TeamSettings, require_teams_on_configs=True)

    handlers.delete(result.id, result.state)


# running experiments


@pytest.fixture
def protected() -> Callable[..., tuple[Project, Handlers, Made, dict[str, Any]]]:
    """A gate that a running experiment and one in setup are targeted by."""

    def make(when_running: str | None, bounds: Bounds | None = None) -> tuple[Project, Handlers, Made, dict[str, Any]]:
        project = Project(bounds=bounds or Bounds())
        values = {"when_running": when_running} if when_running else {}
        handlers, result, inputs = made(project, statsig.Gate, name="A gate", rules=[PUBLIC], **values)
        for name in ("exp one", "exp two"):
            project.console.post("/experiments", {"name": name, "groups": GROUPS, "targetingGateID": "a_gate"})
        assert project.console.request("PUT", "/experiments/exp_one/start").status == 200
        return project, handlers, result, inputs

    return make


CHANGED_RULES = {"rules": [{**PUBLIC, "pass_percentage": 20.0}]}
Protected = Callable[..., tuple[Project, Handlers, Made, dict[str, Any]]]


@pytest.mark.parametrize(("own", "stack"), [("refuse", "allow"), (None, "refuse")])
def test_what_disturbs_a_running_experiment_is_refused(protected: Protected, own: str | None, stack: Any) -> None:
    """At preview and at the update, by the resource's policy or the stack's; the running ones are named."""
    project, handlers, result, inputs = protected(own, Bounds(when_running=stack))
    reason = r"^Gate a_gate: rules would disturb what is running \(experiments exp one\)\. Wait until they have ended"

    with pytest.raises(InputError, match=reason):
        handlers.diff(result.state, {**inputs, **CHANGED_RULES}, "a_gate")
    with pytest.raises(InputError, match=reason):
        handlers.update("a_gate", result.state, {**inputs, **CHANGED_RULES})
    with pytest.raises(InputError, match=r"^Gate a_gate: its deletion would disturb what is running .experiments exp one"):
        handlers.delete("a_gate", result.state)

    assert {request.partition("?")[0] for request in project.requests()} == {"GET /gates/a_gate", "GET /gates/a_gate/experiment_references"}


def test_what_disturbs_may_only_be_named(protected: Protected, said: list[str]) -> None:
    """Once, at preview; the update asks no more."""
    project, handlers, result, inputs = protected("warn")

    handlers.diff(result.state, {**inputs, **CHANGED_RULES}, "a_gate")
    project.sent()
    handlers.update("a_gate", result.state, {**inputs, **CHANGED_RULES})

    assert said == ["Gate a_gate: rules would disturb what is running (experiments exp one)"]
    assert project.requests() == ["GET /gates/a_gate", "PATCH /gates/a_gate"]


@pytest.mark.parametrize(("policy", "changes"), [("refuse", {"description": "new"}), ("allow", CHANGED_RULES), (None, CHANGED_RULES)])
def test_nothing_is_looked_up_needlessly(protected: Protected, policy: str | None, changes: dict[str, Any]) -> None:
    """Not for what disturbs nobody, nor where nobody asked for it."""
    project, handlers, result, inputs = protected(policy)

    handlers.diff(result.state, {**inputs, **changes}, "a_gate")

    assert project.requests() == []


def test_a_look_that_fails_stops_the_update_alone(protected: Protected, said: list[str]) -> None:
    """A preview without a network still shows what it can; but what must not happen unseen does not."""
    project, handlers, result, inputs = protected("refuse")
    project.refuse("GET", "/gates/{id}/experiment_references", count=2)

    handlers.diff(result.state, {**inputs, **CHANGED_RULES}, "a_gate")
    assert ["which experiments the change would disturb could not be told" in line for line in said] == [True]
    project.sent()
    with pytest.raises(InputError, match="could not update it"):
        handlers.update("a_gate", result.state, {**inputs, **CHANGED_RULES})

    assert not [request for request in project.requests() if not request.startswith("GET ")]


def test_a_new_rule_of_a_gate_is_looked_at_too(protected: Protected, said: list[str]) -> None:
    """It decides who takes part as much as a changed one; where the gate is not known yet, nothing runs by it."""
    project, *_ = protected(None)
    project.configure()
    rules = project.handlers(statsig.GateRule)
    rule = {**PUBLIC, "gate_id": "a_gate"}

    assert [each.property for each in rules.check({**rule, "when_running": "refuse"}).invalid] == ["gate_id"]
    assert rules.check({**rule, "when_running": "warn"}).invalid == []
    assert said == ["GateRule a_gate: a new one would disturb what is running (experiments exp one)"]
    assert rules.check({**rule, "gate_id": "to_come", "when_running": "refuse"}).invalid == []
    assert rules.check({**rule, "gate_id": Unknown(), "when_running": "refuse"}).invalid == []


def test_rules_of_their_own_and_layers_are_protected_too() -> None:
    """Whatever decides who takes part, or what they get."""
    project = Project(bounds=Bounds(when_running="refuse"))
    made(project, statsig.Gate, name="A gate")
    rules, rule, rule_inputs = made(project, statsig.GateRule, gate_id="a_gate", **PUBLIC)
    parameter = {"name": "color", "type": "string", "default_value": '"red"'}
    layers, layer, layer_inputs = made(project, statsig.Layer, name="a layer", id_type="userID", parameters=[parameter])
    for name, values in (("exp one", {"targetingGateID": "a_gate"}), ("exp two", {"layerID": layer.id})):
        assert project.console.post("/experiments", {"name": name, "groups": GROUPS, **values}).status == 201
        assert project.console.request("PUT", f"/experiments/{name.replace(' ', '_')}/start").status == 200

    with pytest.raises(InputError, match=r"pass_percentage would disturb what is running .experiments exp one"):
        rules.diff(rule.state, {**rule_inputs, "pass_percentage": 20.0}, rule.id)
    with pytest.raises(InputError, match=r"parameters would disturb what is running .experiments exp two"):
        layers.diff(layer.state, {**layer_inputs, "parameters": [{**parameter, "default_value": '"blue"'}]}, layer.id)

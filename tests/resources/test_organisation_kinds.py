"""What is special about people, settings, environments, stores, pipelines and prompts."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.errors import InputError
from tests.provider.conftest import Project

from .test_warehouse_kinds import checked


def environment(name: str, production: bool = False) -> dict[str, Any]:
    """An environment as a program declares it."""
    return {"name": name, "is_production": production, "requires_review": False, "requires_release_pipeline": False}


def test_environments_stay_themselves(project: Project) -> None:
    """Taking the list over carries the IDs that are there: without them each environment would be a new one."""
    before = {each["name"]: each["id"] for each in project.console.get("/environments").data["environments"]}
    handlers = project.handlers(statsig.Environments)
    inputs = checked(handlers, {"environments": [environment("production", True), environment("qa"), environment("staging")]})

    made = handlers.create(inputs)
    after = {each["name"]: each["id"] for each in project.console.get("/environments").data["environments"]}
    handlers.delete(made.id, made.state)
    restored = {each["name"]: each["id"] for each in project.console.get("/environments").data["environments"]}

    assert (after["production"], after["staging"]) == (before["production"], before["staging"])
    assert list(after) == ["production", "qa", "staging"]
    assert list(restored) == list(before)
    assert restored["production"] == before["production"]


def test_settings_leave_alone_what_is_not_declared(project: Project) -> None:
    """The whole object is sent; what the program does not declare is sent as it is, and destroy restores the rest."""
    project.console.post("/settings/project", {"name": "Shop", "visibility": "CLOSED", "default_unit_type": "stableID"})
    handlers = project.handlers(statsig.ProjectSettings)

    made = handlers.create(checked(handlers, {"visibility": "OPEN"}))
    taken_over = project.console.get("/settings/project").data
    handlers.delete(made.id, made.state)

    assert taken_over == {"name": "Shop", "visibility": "OPEN", "default_unit_type": "stableID"}
    assert project.console.get("/settings/project").data == {"name": "Shop", "visibility": "CLOSED", "default_unit_type": "stableID"}


def test_spelling_of_settings_is_no_drift(project: Project) -> None:
    """The API answers `closed` and `user_id` for CLOSED and userID."""
    handlers = project.handlers(statsig.ProjectSettings)
    inputs = checked(handlers, {"visibility": "CLOSED", "default_unit_type": "userID"})

    assert not handlers.diff({"visibility": "closed", "default_unit_type": "user_id"}, inputs)
    assert not project.handlers(statsig.RoleSettings).diff({"default_project_role": "read_only"}, {"default_project_role": "Read Only"})


def test_role_says_every_permission(project: Project) -> None:
    """What an update leaves out might be reset or kept: all 30 are sent, and those left out are false."""
    handlers = project.handlers(statsig.Role)
    inputs = checked(handlers, {"name": "Manager", "permissions": {"approve_reviews": True}})
    made = handlers.create(inputs)

    handlers.update(made.id, made.state, {**inputs, "permissions": {"create_configs": True}})

    (_, created), (_, updated) = project.mutations()
    assert len(created["permissions"]) == len(updated["permissions"]) == 30
    assert [name for name, permitted in updated["permissions"].items() if permitted] == ["create_configs"]
    assert not handlers.diff(made.state, inputs)


def test_team_is_written_by_emails_and_read_by_users(project: Project) -> None:
    """Answers hold whole users; their emails are what is compared, in any order."""
    handlers = project.handlers(statsig.Team)
    inputs = checked(handlers, {"name": "Growth", "members": ["b@example.com", "a@example.com"]})

    made = handlers.create(inputs)

    assert sorted(made.state["members"]) == ["a@example.com", "b@example.com"]
    assert not handlers.diff({**made.state, "members": ["a@example.com", "b@example.com"]}, inputs)


ADA = {"email": "ada@example.com", "role": "Member", "first_name": "Ada"}


def test_invited_user_is_not_gone(project: Project, said: list[str]) -> None:
    """Until the invitation is followed, reads and updates may find nobody: the name is asked for again by each preview."""
    project.refuse("POST", "/users/ada@example.com", 404)
    project.refuse("GET", "/users/ada@example.com", 404, count=9)
    handlers = project.handlers(statsig.User)
    inputs = checked(handlers, ADA)

    made = handlers.create(inputs)
    found = handlers.read(made.id, made.state)

    assert made.id == "ada@example.com"
    assert found is not None
    assert found.state["role"] == "Member"
    assert [field.name for field in handlers.diff(found.state, inputs).updates] == ["first_name"]
    assert said == ["User ada@example.com is not there yet, so first_name could not be set: run the update again later"]


def test_user_joins_and_is_updated(project: Project) -> None:
    """The role is compared as people write it; it changes by the address of the email."""
    handlers = project.handlers(statsig.User)
    made = handlers.create(checked(handlers, ADA))
    project.sent()

    assert not handlers.diff({**made.state, "role": "member"}, checked(handlers, ADA))
    handlers.update(made.id, made.state, checked(handlers, {**ADA, "role": "Read Only"}))

    assert project.mutations() == [("POST /users/ada%40example.com", {"role": "Read Only", "firstName": "Ada", "lastName": ""})]


STORE = {"name": "checkout", "display_name": "Checkout", "parameters": []}


@pytest.mark.parametrize("change", [{"display_name": "Pay"}, {"tags": ["a"]}, {"target_app_ids": ["a"]}, {"team": "Growth"}])
def test_what_a_store_cannot_change_means_a_new_one(project: Project, change: dict[str, Any]) -> None:
    """There is no operation for it, so the store goes first, as the new one has its name."""
    handlers = project.handlers(statsig.ParamStore)
    inputs = checked(handlers, STORE)
    made = handlers.create(inputs)
    wanted = checked(handlers, {**STORE, **change})

    changes = handlers.diff(made.state, wanted)
    handlers.delete(made.id, made.state)
    project.sent()
    handlers.create(wanted)

    assert (changes.replaces, changes.delete_first) == (tuple(change), True)
    assert [path for path, _ in project.mutations()] == ["POST /param_stores"]


def test_what_is_not_known_yet_is_not_refused(project: Project) -> None:
    """A preview cannot tell whether an app that is made again has the ID that the store was made with."""
    handlers = project.handlers(statsig.ParamStore)
    inputs = checked(handlers, {**STORE, "target_app_ids": ["a"]})

    assert list(handlers.check({**inputs, "target_app_ids": [Unknown()]}, inputs).invalid) == []


def test_store_of_another_name_is_another_store(project: Project) -> None:
    """With a new name there is nothing in the way, and the old store goes last."""
    handlers = project.handlers(statsig.ParamStore)
    made = handlers.create(checked(handlers, STORE))

    assert handlers.diff(made.state, checked(handlers, {**STORE, "name": "payment"})).replaces == ("name",)


def test_failed_second_step_leaves_nothing(project: Project) -> None:
    """Parameters are set by a second request; when that is refused, the store is taken back."""
    project.refuse("POST", "/param_stores/checkout", 400)
    handlers = project.handlers(statsig.ParamStore)
    on = {"name": "on", "ref_type": "static", "param_type": "boolean", "value": True}

    with pytest.raises(InputError, match="What had been created was taken back"):
        handlers.create(checked(handlers, {**STORE, "parameters": [on]}))
    assert project.console.get("/param_stores/checkout").status == 404


@pytest.mark.parametrize(
    ("param", "wrong"),
    [
        ({"ref_type": "static", "param_type": "boolean", "value": "yes"}, "parameters[0].value"),
        ({"ref_type": "static", "param_type": "array", "value": '{"a": 1}'}, "parameters[0].value"),
        ({"ref_type": "gate", "param_type": "number", "gate_name": "g", "pass_value": 1}, "parameters[0].fail_value"),
        ({"ref_type": "layer", "param_type": "number", "layer_name": "l"}, "parameters[0].param_name"),
    ],
)
def test_parameters_are_checked_as_their_form_demands(project: Project, param: dict[str, Any], wrong: str) -> None:
    """Of the 13 forms, `ref_type` and `param_type` say which one is meant."""
    found = project.handlers(statsig.ParamStore).check({**STORE, "parameters": [{"name": "p", **param}]}).invalid

    assert [each.property for each in found] == [wrong]


def rule(name: str) -> dict[str, Any]:
    """A rule of a phase."""
    return {"name": name, "conditions": [{"type": "public"}], "environments": ["production"]}


def phase(name: str, *rules: str, review: bool = False) -> dict[str, Any]:
    """A phase of an hour."""
    return {"name": name, "time_interval_ms": 3_600_000, "required_review": review, "rules": [rule(each) for each in rules]}


def test_phases_and_rules_stay_themselves(project: Project) -> None:
    """The list is written whole: what continues, by name, carries its ID, inside phases too."""
    handlers = project.handlers(statsig.ReleasePipeline)
    made = handlers.create(checked(handlers, {"name": "Careful", "phases": [phase("staff", "all"), phase("rest", "all")]}))

    phases = [phase("rest", "more", "all"), phase("late", "all")]
    state = handlers.update(made.id, made.state, checked(handlers, {"name": "Careful", "phases": phases}))

    before, after = made.state["phases"], state["phases"]
    assert after[0]["id"] == before[1]["id"]
    assert after[0]["rules"][1]["id"] == before[1]["rules"][0]["id"]
    assert after[1]["id"] not in {each["id"] for each in before}


def test_rollout_is_led_through_its_phases(project: Project) -> None:
    """Each action runs once and records the rollout as it then is; a phase that is over is refused."""
    pipelines = project.handlers(statsig.ReleasePipeline)
    phases = [phase("staff", "all"), phase("rest", "all", review=True), phase("late", "all")]
    pipeline = pipelines.create(checked(pipelines, {"name": "Careful", "phases": phases}))
    project.console.post("/dynamic_configs", {"name": "Limits", "releasePipelineID": pipeline.id})
    project.console.patch(
        "/dynamic_configs/limits", {"rules": [{"name": "all", "passPercentage": 100, "conditions": [{"type": "public"}]}]}
    )
    (trigger,) = project.console.get("/release_pipeline_triggers").data

    def run(kind: type, **values: Any) -> dict[str, Any]:
        handlers = project.handlers(kind)
        return handlers.create(checked(handlers, {"trigger_id": trigger["id"], **values})).state

    first = trigger["currentPhaseID"]
    paused = run(statsig.ReleasePipelineTriggerPause, phase_id=first)
    running = run(statsig.ReleasePipelineTriggerUnpause, phase_id=first)
    skipped = run(statsig.ReleasePipelineTriggerSkip, phase_id=first)
    with pytest.raises(InputError, match="not the current phase"):
        run(statsig.ReleasePipelineTriggerSkip, phase_id=first)
    approved = run(statsig.ReleasePipelineTriggerApprove, phase_id=skipped["current_phase_id"])
    done = run(statsig.ReleasePipelineTriggerRollout)

    statuses = [each["status"] for each in (paused, running, skipped, approved, done)]
    assert statuses == ["PAUSED", "IN_PROGRESS", "WAITING_FOR_REVIEW", "IN_PROGRESS", "COMPLETED"]
    assert [each["type"] for each in done["actions"]] == ["STARTED", "PAUSED", "UNPAUSED", "SKIPPED", "APPROVED_FOR", "FULL_ROLL_OUT"]


ATTACHED = ("gates", "dynamicConfigs", "experiments", "layers", "parameterStores")


def test_target_app_gains_configs_and_cannot_lose_them(project: Project, said: list[str]) -> None:
    """Attachments are added by the operation for many apps at once, which takes nothing away."""
    for name in ("one", "two"):
        project.console.post("/gates", {"name": name * 2})
    handlers = project.handlers(statsig.TargetApp)
    made = handlers.create(checked(handlers, {"name": "Web", "gates": ["oneone"]}))
    project.sent()

    state = handlers.update(made.id, made.state, checked(handlers, {"name": "Web", "gates": ["twotwo"]}))

    assert state["gates"] == ["twotwo"]
    assert project.sent() == [("PATCH /target_app", {**{name: [] for name in ATTACHED}, "gates": ["twotwo"], "targetApps": [made.id]})]
    assert said == [
        f"TargetApp {made.id}: the API cannot remove elements from gates, dynamic_configs, experiments, layers, parameter_stores"
    ]


def test_version_without_an_id_gets_one(project: Project) -> None:
    """Every change is a new version, unless the program insists on the ID of the old one."""
    project.console.post("/prompts", {"name": "Helper"})
    handlers = project.handlers(statsig.PromptVersion)
    version = {"prompt_id": "helper", "name": "Brief"}
    made = handlers.create(checked(handlers, version))
    named = checked(handlers, {**version, "version_id": "v1.0"})
    handlers.create(named)

    assert made.id == f"helper/{made.state['version_id']}"
    assert handlers.diff(made.state, checked(handlers, {**version, "name": "Long"})).replaces == ("name",)
    assert [each.property for each in handlers.check({**named, "name": "Long"}, named).invalid] == ["name"]


def test_verdict_is_given_again_and_its_message_alone(project: Project) -> None:
    """The message has an operation of its own; a new verdict is a new POST."""
    handlers = project.handlers(statsig.ChangeValidation)
    inputs = checked(handlers, {"review_id": "r1", "validated": False})
    made = handlers.create(inputs)
    project.sent()

    state = handlers.update(made.id, made.state, {**inputs, "message": "Wait"})
    handlers.update(made.id, state, {**inputs, "message": "Go", "validated": True})

    assert project.sent() == [
        ("PATCH /change_validation/message", {"reviewID": "r1", "message": "Wait"}),
        ("POST /change_validation", {"reviewID": "r1", "validated": True, "message": "Go"}),
    ]

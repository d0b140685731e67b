"""Objects that exist already, or have been archived: what a create and a preview say about them, how they come in, and how they go."""

from __future__ import annotations

import shlex
from typing import Any

import httpx
import pytest

import pulumi_statsig_console as statsig
from statsig_console.call import Call, calling
from statsig_console.declaring.endpoints import Run
from statsig_console.declaring.kinds import Kind, kind_of, kinds_in
from statsig_console.errors import InputError, Problem
from statsig_console.handling.adopting import unadoptable
from statsig_console.resource import Archivable, encoded
from statsig_console.stack import exported
from statsig_console.stack.bounds import Bounds, Word
from statsig_console.state_keys import ORIGINAL, SECRET, SIGNATURE
from tests.provider.conftest import Project

RULE = {"name": "all", "pass_percentage": 100.0, "conditions": [{"type": "public"}]}
EVERYONE = {"name": "all", "passPercentage": 100, "conditions": [{"type": "public"}]}
ADOPTABLE = {
    *("AssignmentSource", "Autotune", "DynamicConfig", "EntityProperty", "Experiment", "Gate", "Holdout", "IngestionSource", "Layer"),
    *("GateRule", "DynamicConfigRule"),
    *("AutotuneConditionOverride", "AutotuneUserOverride", "ExperimentConditionOverride", "ExperimentUserOverride", "GateUserOverride"),
    *("LayerConditionOverride", "LayerUserOverride"),
    *("AutotuneOverrides", "ExperimentOverrides", "GateOverrides", "HoldoutOverrides", "LayerOverrides", "SegmentIdList"),
    *(
        "Metric",
        "MetricSource",
        "ParamStore",
        "Prompt",
        "QualifyingEvent",
        "Role",
        "Segment",
        "Tag",
        "TargetApp",
        "Team",
        "UnitIdType",
        "User",
    ),
}
MANAGED_KINDS = kinds_in(statsig)


def inputs(project: Project, resource: type, **values: Any) -> dict[str, Any]:
    """The program's values with defaults, which must have no mistake."""
    found = project.handlers(resource).check(encoded(kind_of(resource), "it", values))
    assert found.invalid == []
    return found.inputs


# adoption


def test_an_existing_object_is_taken_over_and_changed(project: Project, said: list[str]) -> None:
    """Only what differs is sent; what the program does not declare stays; the create's refusal costs one request."""
    project.console.post("/gates", {"name": "Theirs", "description": "theirs", "rules": [], "tags": ["kept"]})
    wanted = inputs(project, statsig.Gate, name="Theirs", description="ours", rules=[RULE], lifecycle="disabled", adopt_existing=True)

    made = project.handlers(statsig.Gate).create(wanted)

    assert project.requests() == ["POST /gates", "GET /gates/theirs", "PATCH /gates/theirs", "PUT /gates/theirs/disable"]
    assert said == ["Gate theirs existed, and was taken over (changes: description, rules, lifecycle)"]
    assert made.id == "theirs"
    assert not project.handlers(statsig.Gate).diff(made.state, wanted)
    found = project.handlers(statsig.Gate).read(made.id, made.state)
    assert found is not None
    assert (found.state, found.state["tags"]) == (made.state, ["kept"])


@pytest.mark.parametrize(
    ("said_by", "declared", "taken"), [(True, None, True), (True, False, False), (False, True, True), (False, None, False)]
)
def test_a_stack_can_take_over_whatever_exists(said_by: bool, declared: bool | None, taken: bool) -> None:
    """`statsig:adoptExisting` speaks for all resources that say nothing themselves."""
    project = Project(adopt_existing=said_by)
    project.console.post("/gates", {"name": "Theirs"})
    wanted = inputs(project, statsig.Gate, name="Theirs", adopt_existing=declared)

    if taken:
        assert project.handlers(statsig.Gate).create(wanted).id == "theirs"
    else:
        with pytest.raises(InputError, match="The project has it"):
            project.handlers(statsig.Gate).create(wanted)


def test_a_rule_is_found_by_its_name_in_its_gate(project: Project) -> None:
    """Its key is the API's own; no two rules of a gate share a name."""
    project.console.post("/gates", {"name": "A Flag", "rules": [{"name": "ours", "passPercentage": 1, "conditions": []}]})
    wanted = inputs(project, statsig.GateRule, gate_id="a_flag", name="ours", pass_percentage=5, conditions=[], adopt_existing=True)

    made = project.handlers(statsig.GateRule).create(wanted)

    [rule] = project.console.get("/gates/a_flag").data["rules"]
    assert (made.id, rule["passPercentage"]) == (f"a_flag/{rule['baseID']}", 5)


def test_a_takeover_that_goes_too_far_is_refused(project: Project) -> None:
    """It is an update of something that people use, so the guards of updates hold for it."""
    project.console.post("/gates", {"name": "Theirs", "rules": [{"name": "all", "passPercentage": 0, "conditions": [{"type": "public"}]}]})
    wanted = inputs(project, statsig.Gate, name="Theirs", rules=[RULE], adopt_existing=True)

    with pytest.raises(InputError, match=r"^Gate theirs: .* rises from 0 to 100 in production"):
        project.handlers(statsig.Gate).create(wanted)

    assert project.requests() == ["POST /gates", "GET /gates/theirs"]


def test_one_that_is_as_declared_is_not_changed(project: Project) -> None:
    """No update is sent for nothing."""
    project.console.post("/gates", {"name": "Theirs"})

    project.handlers(statsig.Gate).create(inputs(project, statsig.Gate, name="Theirs", adopt_existing=True))

    assert project.requests() == ["POST /gates", "GET /gates/theirs"]


def test_an_archived_one_is_brought_back(project: Project) -> None:
    """As the lifecycle declares; without adoption the message says that it is archived."""
    project.console.post("/gates", {"name": "Old"})
    project.console.put("/gates/old/archive", {})
    handlers = project.handlers(statsig.Gate)

    with pytest.raises(
        InputError, match=r"The project has it, archived; .* set adopt_existing=True, which brings it back to lifecycle 'enabled', or run"
    ):
        handlers.create(inputs(project, statsig.Gate, name="Old"))
    made = handlers.create(inputs(project, statsig.Gate, name="Old", adopt_existing=True))

    assert made.state["lifecycle"] == "enabled"
    assert project.console.get("/gates/old").data["status"] == "In Progress"


def test_what_cannot_be_changed_is_a_refusal_that_names_it(project: Project) -> None:
    """Nothing is sent but the create, and nothing deleted."""
    project.console.post("/segments", {"name": "Theirs", "type": "id_list", "description": "theirs"})
    wanted = inputs(project, statsig.Segment, name="Theirs", type="rule_based", description="ours", adopt_existing=True)

    with pytest.raises(InputError) as caught:
        project.handlers(statsig.Segment).create(wanted)

    assert str(caught.value) == (
        "Segment theirs: exists, and cannot be taken over: type is 'id_list' there, which no operation changes;"
        " description is 'theirs' there, which no operation changes."
    )
    assert project.requests() == ["POST /segments", "GET /segments/theirs"]


def test_an_object_whose_takeover_fails_is_not_deleted(project: Project) -> None:
    """It is not ours to take back, and the next update goes on."""
    project.console.post("/gates", {"name": "Theirs", "description": "theirs"})
    handlers = project.handlers(statsig.Gate)
    wanted = inputs(project, statsig.Gate, name="Theirs", description="ours", lifecycle="disabled", adopt_existing=True)
    project.refuse("PUT", "/gates/{id}/disable", status=503)

    with pytest.raises(InputError, match=r"It is not in the stack yet and nothing was deleted: run the update again\.$"):
        handlers.create(wanted)
    made = handlers.create(wanted)

    assert not any(request.startswith("DELETE") for request in project.requests())
    assert (made.state["description"], made.state["lifecycle"]) == ("ours", "disabled")


@pytest.mark.parametrize(
    ("resource", "path", "theirs", "ours"),
    [
        (statsig.Tag, "/tags", {"name": "Theirs", "description": "theirs"}, {"name": "Theirs", "description": "ours"}),
        (statsig.Layer, "/layers", {"name": "Theirs", "idType": "userID"}, {"name": "Theirs", "id_type": "userID", "description": "ours"}),
        (statsig.Holdout, "/holdouts", {"name": "Theirs"}, {"name": "Theirs", "pass_percentage": 3}),
    ],
)
def test_one_with_a_made_up_id_is_found_by_its_name(project: Project, resource: type, path: str, theirs: Any, ours: Any) -> None:
    """The kind says that no two objects share the name."""
    project.console.post(path, {"name": "Other", **{name: value for name, value in theirs.items() if name != "name"}})
    id_ = project.console.post(path, theirs).data["id"]
    wanted = inputs(project, resource, **ours, adopt_existing=True)

    made = project.handlers(resource).create(wanted)

    assert made.id == id_
    assert not project.handlers(resource).diff(made.state, wanted)


def test_the_kinds_that_can_be_taken_over() -> None:
    """Those whose ID or unique name the program decides, and that a create could double."""
    assert {kind.label for kind in MANAGED_KINDS if unadoptable(kind) is None} == ADOPTABLE


@pytest.mark.parametrize(
    ("resource", "values", "reason"),
    [
        (
            statsig.Key,
            {"description": "CI", "type": "SERVER"},
            "is not taken here: the API makes up the ID of a Key; take over the one that you mean by statsig-console import-file",
        ),
        (statsig.ReviewSettings, {}, "is not taken here: ReviewSettings is always taken over as it is there"),
        (
            statsig.GateLoadPulse,
            {"gate_id": "some_gate", "rule_id": "r"},
            "is not taken here: an action makes no object that could exist already",
        ),
    ],
)
def test_other_kinds_refuse_it_at_preview(project: Project, resource: type, values: dict[str, Any], reason: str) -> None:
    """A property that would mean nothing is a mistake."""
    found = project.handlers(resource).check({**values, "adopt_existing": True})

    assert found.invalid == [Problem("adopt_existing", reason)]
    assert project.handlers(resource).check({**values, "adopt_existing": False}).invalid == []


@pytest.mark.parametrize("name", ["Plain", "With 'quotes' & $signs.. no"])
def test_the_printed_command_names_the_object(project: Project, name: str) -> None:
    """A shell hands on just the ID, whatever is in it."""
    made = project.console.post("/tags", {"name": name, "description": ""}).data["id"]

    with pytest.raises(InputError) as caught:
        project.handlers(statsig.Tag).create(inputs(project, statsig.Tag, name=name, description=""))

    command = str(caught.value).split("`")[1]
    assert shlex.split(command)[:5] == ["statsig-console", "import-file", "Tag", "NAME", made]


def test_a_create_whose_repetition_is_refused_is_found(project: Project, said: list[str]) -> None:
    """The first request took effect only after the look: the second one is refused, and the object is ours."""
    whole = project.transport.handle_request
    late: list[Any] = []

    def first_comes_late(request: Any) -> Any:
        if request.method == "POST" and not late:
            late.append(request)
            raise httpx.ReadError("cut", request=request)
        if request.method == "POST":
            whole(late[0])
        return whole(request)

    project.transport.handle_request = first_comes_late  # type: ignore[method-assign]

    made = project.handlers(statsig.Gate).create(inputs(project, statsig.Gate, name="Ours"))

    assert made.id == "ours"
    assert said == ["Gate ours: the answer to its creation was lost, but it is there as declared"]


# the look at preview


def test_a_preview_without_the_setting_asks_nothing(project: Project) -> None:
    """Offline previews stay possible."""
    project.console.post("/gates", {"name": "Theirs"})

    assert project.handlers(statsig.Gate).check({"name": "Theirs"}).invalid == []
    assert project.requests() == []


def test_a_preview_names_what_exists_and_how_to_take_it_over(project: Project) -> None:
    """Before anything is sent, against the property that names it."""
    project.configure(online_preview=True)
    project.console.post("/gates", {"name": "Theirs"})

    found = project.handlers(statsig.Gate).check({"name": "Theirs"})

    assert found.invalid == [
        Problem(
            "name",
            "names Gate theirs, which exists. The project has it, this stack has not. To take it over, set adopt_existing=True, or run"
            " `statsig-console import-file Gate NAME theirs > import.json && pulumi import --file import.json --generate-code=false`"
            " with NAME as the resource is named in the program; or choose another name.",
        )
    ]
    assert project.handlers(statsig.Gate).check({"name": "Free name"}).invalid == []
    assert project.requests() == ["GET /gates/theirs", "GET /gates/free_name"]


def test_a_preview_says_what_a_takeover_will_change(project: Project, said: list[str]) -> None:
    """Once per process: an update checks a second time."""
    project.configure(online_preview=True)
    project.console.post("/gates", {"name": "Theirs", "description": "theirs"})
    news = {"name": "Theirs", "description": "ours", "lifecycle": "disabled", "adopt_existing": True}

    assert project.handlers(statsig.Gate).check(news).invalid == []
    assert project.handlers(statsig.Gate).check(news).invalid == []

    assert said == ["Gate theirs exists: will be taken over (changes: description, lifecycle)"]


def test_a_preview_names_what_stands_against_a_takeover(project: Project) -> None:
    """The same refusal as later, but before anything is sent."""
    project.configure(online_preview=True)
    project.console.post("/segments", {"name": "Theirs", "type": "id_list"})

    found = project.handlers(statsig.Segment).check({"name": "Theirs", "type": "rule_based", "adopt_existing": True})

    assert found.invalid == [
        Problem("type", "stands against taking over Segment theirs: it is 'id_list' there, which no operation changes")
    ]


def test_a_look_that_fails_does_not_fail_the_preview(project: Project, said: list[str]) -> None:
    """Without a network, the preview tells what it can, and that it could not look."""
    project.configure(online_preview=True)
    project.refuse("GET", "/gates/{id}", status=503)

    assert project.handlers(statsig.Gate).check({"name": "Theirs"}).invalid == []
    (line,) = said
    assert line.startswith("whether Gate theirs exists already could not be told: ")


def test_what_the_stack_has_already_is_no_news(project: Project) -> None:
    """Pulumi checks a replacement as if it were new, while the old object is still there."""
    project.configure(online_preview=True)
    handlers = project.handlers(statsig.Segment)
    old = inputs(project, statsig.Segment, name="Ours", type="id_list")
    made = handlers.create(old)
    project.sent()

    with calling(Call("urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:Segment::ours")):
        assert handlers.check({**old, "type": "rule_based"}, old).invalid == []
        assert handlers.diff(made.state, {**old, "type": "rule_based"}).delete_first
        assert handlers.check({**old, "type": "rule_based"}).invalid == []
    assert project.requests() == []


def test_a_lost_answer_is_settled_with_the_look_too(project: Project) -> None:
    """The check before the create finds nothing, and the one object that is there afterwards is ours."""
    project.configure(online_preview=True)
    project.lose_answer("POST", "/gates")
    wanted = inputs(project, statsig.Gate, name="Ours")

    made = project.handlers(statsig.Gate).create(wanted)

    assert project.requests() == ["GET /gates/ours", "POST /gates", "GET /gates/ours"]
    assert made.id == "ours"


# archiving


def test_the_kinds_that_can_be_archived() -> None:
    """Typing takes `on_destroy` just where the lifecycle has an archived state."""
    machines = {kind.label: kind.lifecycle.options.machine for kind in MANAGED_KINDS if kind.lifecycle}
    archivable = {label for label, machine in machines.items() if machine and machine.archives}

    assert archivable == {"DynamicConfig", "Experiment", "Gate", "Metric", "Segment"}
    assert archivable == {label for label in machines if issubclass(getattr(statsig, label), Archivable)}


@pytest.mark.parametrize(
    ("of_stack", "own", "archives"), [("archive", None, True), ("archive", "delete", False), ("delete", "archive", True)]
)
def test_an_object_is_archived_where_it_or_else_the_stack_says_so(
    project: Project, said: list[str], of_stack: Any, own: str | None, archives: bool
) -> None:
    """The resource's word counts more than the stack's."""
    project.configure(on_destroy=of_stack)
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", on_destroy=own))

    handlers.delete(made.id, made.state)

    there = project.console.get("/gates/ours")
    assert (there.data["status"] if there.status == 200 else None) == ("Archived" if archives else None)
    assert said == (["Gate ours stays in the project, archived"] if archives else [])


def test_archiving_starts_where_the_object_is(project: Project) -> None:
    """State may be old: the API says how far it is; one that is archived or gone already is fine."""
    project.configure(on_destroy="archive")
    handlers = project.handlers(statsig.Experiment)
    made = handlers.create(inputs(project, statsig.Experiment, name="Ours", lifecycle="active"))
    project.console.put("/experiments/ours/abandon", {"decisionReason": "enough"})
    project.sent()

    handlers.delete(made.id, made.state)
    handlers.delete(made.id, made.state)
    project.console.delete("/experiments/ours")
    handlers.delete(made.id, made.state)

    assert project.requests() == [
        "GET /experiments/ours",
        "PUT /experiments/ours/archive",
        *["GET /experiments/ours"] * 4,
    ]


def test_what_cannot_be_archived_from_where_it_is_stays(project: Project) -> None:
    """A running experiment is not ended by a destroy; Pulumi keeps it in the stack."""
    project.configure(on_destroy="archive")
    handlers = project.handlers(statsig.Experiment)
    made = handlers.create(inputs(project, statsig.Experiment, name="Ours", lifecycle="active"))

    with pytest.raises(
        InputError, match=r"^Experiment ours is 'active', from where it cannot be archived: a running experiment is concluded"
    ):
        handlers.delete(made.id, made.state)


def test_kinds_without_an_archive_are_deleted(project: Project) -> None:
    """The stack's policy is for those that have one."""
    project.configure(on_destroy="archive")
    handlers = project.handlers(statsig.Tag)
    made = handlers.create(inputs(project, statsig.Tag, name="Ours", description=""))

    handlers.delete(made.id, made.state)

    assert project.console.get(f"/tags/{made.id}").status == 404


@pytest.mark.parametrize("way", ["archive", "keep"])
def test_a_replacement_under_the_same_id_is_refused_where_the_old_one_stays(project: Project, way: Any) -> None:
    """The old object would keep the ID; the preview says so."""
    handlers = project.handlers(statsig.Segment)
    old = inputs(project, statsig.Segment, name="Ours", type="id_list")
    made = handlers.create(old)
    project.configure(on_destroy=way)
    handlers = project.handlers(statsig.Segment)

    with pytest.raises(InputError, match=rf"^Segment: type cannot be changed where on_destroy is {way}: that takes a new object"):
        handlers.diff(made.state, {**old, "type": "rule_based"})
    if way == "archive":
        assert handlers.diff({**made.state, "on_destroy": "delete"}, {**old, "type": "rule_based"}).delete_first


@pytest.mark.parametrize("kind", [kind for kind in MANAGED_KINDS if not kind.endpoints.once], ids=lambda kind: kind.label)
def test_a_stack_can_let_go_of_every_kind(project: Project, said: list[str], kind: Kind) -> None:
    """Nothing is sent, whatever would be deleted, emptied or put back otherwise; no guard stands against it."""
    project.configure(on_destroy="keep")
    handlers = project.handlers(getattr(statsig, kind.label))
    state = {"name": "theirs", "key": "secret-of-theirs"}

    handlers.delete("theirs", state)

    assert project.requests() == []
    assert len(said) == 1
    assert said[0].endswith("stays in the project as it is, no longer managed: on_destroy is keep")


@pytest.mark.parametrize("way", ["archive", "keep"])
def test_a_create_that_fails_is_deleted_and_does_not_stay(project: Project, way: Any) -> None:
    """What never was whole is not worth keeping."""
    project.configure(on_destroy=way)
    project.refuse("PUT", "/gates/{id}/launch")

    with pytest.raises(InputError, match="taken back"):
        project.handlers(statsig.Gate).create(inputs(project, statsig.Gate, name="Ours", lifecycle="launched"))

    assert project.console.get("/gates/ours").status == 404


# what no create is refused for


def filled_gate(project: Project) -> dict[str, Any]:
    """A gate with an override of the console's, and inputs of a resource that knows nothing of it."""
    project.console.post("/gates", {"name": "Checkout"})
    project.console.post(
        "/gates/checkout/overrides",
        {"passingUserIDs": ["console"], "failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": []},
    )
    return inputs(project, statsig.GateOverrides, gate_id="checkout", passing_user_ids=["ours"])


def passing(project: Project) -> list[str]:
    """Who passes the gate by an override."""
    found: list[str] = project.console.get("/gates/checkout/overrides").data["passingUserIDs"]
    return sorted(found)


def test_lists_that_hold_something_are_not_set_unasked(project: Project) -> None:
    """The operation would set the whole list; the message shows none of its elements."""
    wanted = filled_gate(project)

    with pytest.raises(InputError, match="nothing was sent, since it holds something there already") as caught:
        project.handlers(statsig.GateOverrides).create(wanted)

    assert "set adopt_existing=True, which takes away what the program does not declare" in str(caught.value)
    assert "declare all that is there" in str(caught.value)
    assert "'console'" not in str(caught.value)
    assert passing(project) == ["console"]
    assert project.requests() == ["GET /gates/checkout/overrides"]


def test_lists_that_hold_something_are_taken_over(project: Project) -> None:
    """By the program's word they become what it declares; without anything else there, by a create."""
    wanted = filled_gate(project)
    handlers = project.handlers(statsig.GateOverrides)

    made = handlers.create(wanted | {"adopt_existing": True})

    assert passing(project) == ["ours"]
    assert not handlers.diff(made.state, wanted | {"adopt_existing": True})
    assert handlers.create(wanted).id == "checkout", "all that is there is declared"


def test_preview_looks_into_lists(project: Project) -> None:
    """With a look at the project, the preview tells what the update would."""
    wanted = filled_gate(project)

    project.configure(online_preview=True)
    [problem] = project.handlers(statsig.GateOverrides).check(wanted).invalid

    assert problem.property == "gate_id"
    assert "which exists" in problem.reason
    assert project.handlers(statsig.GateOverrides).check(wanted | {"passing_user_ids": ["console"]}).invalid == []


@pytest.mark.parametrize("kind", [kind for kind in MANAGED_KINDS if kind.endpoints.create], ids=lambda kind: kind.label)
def test_a_create_that_updates_too_is_said_to_be_refused_for_nothing(kind: Any) -> None:
    """Where one operation makes an object and changes it, it refuses no object that is there."""
    endpoints = kind.endpoints
    if endpoints.create in {endpoints.update, endpoints.full} and not isinstance(endpoints.identity, Run):
        assert endpoints.unrefused or endpoints.restores


def has(monkeypatch: pytest.MonkeyPatch, *resources: dict[str, Any]) -> None:
    """Has the stack `dev` have these resources, as its export shows them."""
    monkeypatch.setattr(exported, "resources_of", lambda stack: exported.by_type(resources) if stack == "dev" else {})


def urn(kind: str, name: str) -> str:
    """The URN of a resource at the top of the program."""
    return f"urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:{kind}::{name}"


def test_lists_that_were_emptied_elsewhere_are_not_filled_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to overwrite, but what the stack has under another name was taken away in the console."""
    project.console.post("/gates", {"name": "Checkout"})
    handlers = project.handlers(statsig.GateOverrides)
    wanted = inputs(project, statsig.GateOverrides, gate_id="checkout", passing_user_ids=["ours"])
    made = handlers.create(wanted)
    has(monkeypatch, {"urn": urn("GateOverrides", "old"), "id": made.id, "inputs": wanted, "outputs": made.state})
    rest = {"failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": []}
    project.console.request("DELETE", "/gates/checkout/overrides", {"passingUserIDs": ["ours"], **rest})

    with calling(Call(urn("GateOverrides", "new"))):
        with pytest.raises(InputError, match="This stack has it as `old`"):
            handlers.create(wanted)
        assert passing(project) == []
        handlers.create(wanted | {"adopt_existing": True})
    assert passing(project) == []


@pytest.mark.parametrize("word", [None, "doubles"])
def test_one_that_the_stack_has_under_another_name_is_not_made_twice(
    project: Project, monkeypatch: pytest.MonkeyPatch, word: Word | None
) -> None:
    """Unless the environment says that two are meant; one that differs in a value is another one. What is encrypted may be the same."""
    wanted = inputs(project, statsig.Key, description="CI", type="SERVER")
    sealed = {**wanted, "description": {SIGNATURE: SECRET, "ciphertext": "v1:…"}}
    has(monkeypatch, {"urn": urn("Key", "old"), "id": "key-1", "inputs": sealed if word is None else wanted, "outputs": wanted})
    project.configure(bounds=Bounds(allowed=frozenset({word} if word else ())))
    handlers = project.handlers(statsig.Key)

    with calling(Call(urn("Key", "new"))):
        if word is None:
            with pytest.raises(InputError, match="This stack has the same as `old`"):
                handlers.create(wanted)
            assert project.requests() == []
        else:
            assert handlers.create(wanted).id
        assert handlers.create({**wanted, "type": "CLIENT"}).id


def test_what_a_run_has_let_go_of_is_no_twin(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state that was exported before still shows it."""
    handlers = project.handlers(statsig.Key)
    wanted = inputs(project, statsig.Key, description="CI", type="SERVER")
    made = handlers.create(wanted)
    has(monkeypatch, {"urn": urn("Key", "old"), "id": made.id, "inputs": wanted, "outputs": wanted})

    with calling(Call(urn("Key", "old"))):
        handlers.delete(made.id, made.state)
    with calling(Call(urn("Key", "new"))):
        assert handlers.create(wanted).id


def test_lists_that_a_run_has_let_go_of_are_made_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a replacement deletes first: the state that was exported before still shows them."""
    project.console.post("/gates", {"name": "Checkout"})
    handlers = project.handlers(statsig.GateOverrides)
    wanted = inputs(project, statsig.GateOverrides, gate_id="checkout", passing_user_ids=["ours"])
    made = handlers.create(wanted)
    has(monkeypatch, {"urn": urn("GateOverrides", "it"), "id": made.id, "inputs": wanted, "outputs": made.state})

    with calling(Call(urn("GateOverrides", "it"))):
        handlers.delete(made.id, made.state)
        assert passing(project) == []
        handlers.create(wanted)
    assert passing(project) == ["ours"]


def test_settings_whose_original_is_encrypted_keep_their_name(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new resource could not put them back at destroy, also where the stack adopts what exists."""
    project.configure(adopt_existing=True)
    handlers = project.handlers(statsig.ProjectSettings)
    wanted = inputs(project, statsig.ProjectSettings, name="Shop")
    made = handlers.create(wanted)
    held = {"urn": urn("ProjectSettings", "old"), "id": made.id, "inputs": wanted}
    before = project.console.get("/settings/project").data

    has(monkeypatch, {**held, "outputs": {**made.state, ORIGINAL: {SIGNATURE: SECRET, "ciphertext": "v1:…"}}})
    with calling(Call(urn("ProjectSettings", "new"))), pytest.raises(InputError, match="This stack has it as `old`"):
        handlers.create(wanted)
    assert project.console.get("/settings/project").data == before

    has(monkeypatch, {**held, "outputs": made.state})
    with calling(Call(urn("ProjectSettings", "new"))):
        assert handlers.create(wanted).state[ORIGINAL] == made.state[ORIGINAL]


@pytest.mark.parametrize("resource", [statsig.Gate, statsig.GateRule])
def test_archived_gates_are_read_with_the_pages_of_the_others(project: Project, resource: type) -> None:
    """The list tells of them only who asks for them; without, each would take a read of its own."""
    ids = []
    for number in range(20):
        gate = project.console.post("/gates", {"name": f"Gate {number}", "rules": [{**EVERYONE}]}).data
        project.console.put(f"/gates/{gate['id']}/archive", {"archiveReason": "done"})
        ids.append(gate["id"] if resource is statsig.Gate else f"{gate['id']}/{gate['rules'][0]['baseID']}")
    project.sent()

    found = [project.handlers(resource).read(id_, {"name": id_}) for id_ in ids]

    assert None not in found
    assert len(project.requests()) == 2


TWICE = [{"name": "Everyone", "pass_percentage": 1, "conditions": [{"type": "country", "operator": "any", "target_value": ["NZ"]}]}] * 2
"""Two rules with one name, which the API refuses with a text about a name that is there twice."""


@pytest.mark.parametrize(
    ("resource", "values"),
    [
        (statsig.Gate, {"rules": TWICE}),
        (statsig.DynamicConfig, {"rules": TWICE}),
        (statsig.Segment, {"type": "rule_based", "rules": TWICE}),
        (statsig.Experiment, {"groups": [{"name": "A", "size": 50, "parameter_values": {}}] * 2}),
    ],
)
def test_a_name_that_is_twice_in_an_object_is_no_object_that_exists(project: Project, resource: type, values: dict[str, Any]) -> None:
    """A check cannot see it where names are known late; the refusal is repeated, and nobody is told to adopt what is not there."""
    handlers = project.handlers(resource)

    with pytest.raises(InputError, match=r"The API refused: Duplicate") as refusal:
        handlers.create(handlers.check(encoded(kind_of(resource), "it", {"name": "Ours", **values})).inputs)

    assert [word for word in ("adopt", "The project has it", "choose another name", "import") if word in str(refusal.value)] == []

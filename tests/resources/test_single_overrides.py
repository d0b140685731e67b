"""Single overrides: each is added and taken away alone, and whatever else overrides the same object stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import stamina

import pulumi_statsig_console as statsig
from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import kind_of, kinds_in
from statsig_console.errors import InputError
from statsig_console.resource import encoded
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace
from statsig_console.sending.transport import patient_transport
from tests.provider.conftest import Project

from .test_warehouse_kinds import checked

GROUPS = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
VARIANTS = {
    "variants": [{"name": name, "json": {}} for name in ("a", "b")],
    "successEvent": "buy", "explorationWindow": "24hr", "attributionWindow": "1hr", "winnerThreshold": "95%",
}  # fmt: skip
IN_GATES = {"passingUserIDs": [], "failingUserIDs": []}
IN_GROUPS: dict[str, Any] = {"overrides": [], "userIDOverrides": []}
IN_LAYERS: dict[str, Any] = {"conditionalOverrides": [], "idOverrides": []}
EXPERIMENT = {"experimentName": "colors", "groupName": "Test"}


@dataclass(frozen=True)
class Case:
    """An override: the object that has it, what the program says, how it is added and deleted, and another one that has to stay.

    `other` changes one property, so that it is another override.
    """

    resource: type
    parent: str
    values: Mapping[str, Any]
    added: Mapping[str, Any]
    deleted: str
    there: Mapping[str, Any]
    other: Mapping[str, Any]


CASES = (
    Case(
        statsig.GateUserOverride,
        "/gates/a_gate",
        {"gate_id": "a_gate", "group": "pass", "user_id": "u/1"},
        {**IN_GATES, "passingUserIDs": ["u/1"]},
        "userID/u%2F1?groupID=pass",
        {"passingUserIDs": ["theirs"], "failingUserIDs": ["u2"]},
        {"group": "fail"},
    ),
    Case(
        statsig.ExperimentUserOverride,
        "/experiments/colors",
        {"experiment_id": "colors", "group_id": "Test", "user_id": "u1"},
        {**IN_GROUPS, "userIDOverrides": [{"groupID": "Test", "ids": ["u1"]}]},
        "userID/u1?groupID=Test",
        {
            **IN_GROUPS,
            "userIDOverrides": [{"groupID": "Test", "ids": ["theirs"]}, {"groupID": "Control", "ids": ["u1"], "environment": "qa"}],
        },
        {"group_id": "Control"},
    ),
    Case(
        statsig.ExperimentConditionOverride,
        "/experiments/colors",
        {"experiment_id": "colors", "group_id": "Test", "type": "gate", "name": "a_gate", "environment": "staging"},
        {**IN_GROUPS, "overrides": [{"type": "gate", "id": "a_gate", "groupID": "Test", "environment": "staging"}]},
        "conditional/gate/a_gate?groupID=Test&environment=staging",
        {**IN_GROUPS, "overrides": [{"type": "gate", "id": "a_gate", "groupID": "Control"}]},
        {"environment": "production"},
    ),
    Case(
        statsig.AutotuneUserOverride,
        "/autotunes/banner",
        {"autotune_id": "banner", "group_id": "a", "user_id": "c1", "unit_type": "companyID", "environment": "staging"},
        {**IN_GROUPS, "userIDOverrides": [{"groupID": "a", "ids": ["c1"], "unitType": "companyID", "environment": "staging"}]},
        "userID/c1?groupID=a&environment=staging&unitType=companyID",
        {**IN_GROUPS, "userIDOverrides": [{"groupID": "a", "ids": ["c1"]}]},
        {"unit_type": "userID"},
    ),
    Case(
        statsig.AutotuneConditionOverride,
        "/autotunes/banner",
        {"autotune_id": "banner", "group_id": "a", "type": "segment", "name": "staff"},
        {**IN_GROUPS, "overrides": [{"type": "segment", "id": "staff", "groupID": "a"}]},
        "conditional/segment/staff?groupID=a",
        {**IN_GROUPS, "overrides": [{"type": "gate", "id": "staff", "groupID": "a"}]},
        {"type": "gate", "name": "b_gate"},
    ),
    Case(
        statsig.LayerUserOverride,
        "/layers/home",
        {"layer_id": "home", "experiment_name": "colors", "group_name": "Test", "user_id": "u1"},
        {**IN_LAYERS, "idOverrides": [{**EXPERIMENT, "ids": ["u1"]}], "op": "add"},
        "userID/u1?experimentName=colors&groupName=Test",
        {**IN_LAYERS, "idOverrides": [{**EXPERIMENT, "ids": ["theirs"]}], "op": "add"},
        {"group_name": "Control"},
    ),
    Case(
        statsig.LayerConditionOverride,
        "/layers/home",
        {"layer_id": "home", "experiment_name": "colors", "group_name": "Test", "type": "gate", "name": "a_gate"},
        {**IN_LAYERS, "conditionalOverrides": [{**EXPERIMENT, "type": "gate", "name": "a_gate"}], "op": "add"},
        "conditional/gate/a_gate?experimentName=colors&groupName=Test",
        {**IN_LAYERS, "conditionalOverrides": [{**EXPERIMENT, "type": "segment", "name": "a_gate"}], "op": "add"},
        {"name": "b_gate"},
    ),
)


@pytest.fixture(params=CASES, ids=lambda case: case.resource.__name__)
def case(request: pytest.FixtureRequest) -> Case:
    """Each kind."""
    return request.param


@pytest.fixture
def here(project: Project, case: Case) -> Project:
    """A project with the object, and with an override that the console has made."""
    for path, body in (
        ("/gates", {"name": "A gate"}),
        ("/layers", {"name": "Home", "idType": "userID"}),
        ("/experiments", {"name": "Colors", "groups": GROUPS}),
        ("/autotunes", {"name": "Banner", **VARIANTS}),
    ):
        assert project.console.post(path, body).status == 201
    assert project.console.patch(f"{case.parent}/overrides", dict(case.there)).status in {200, 201}
    project.sent()
    return project


def overrides(project: Project, case: Case) -> Any:
    """All overrides of the object."""
    return project.console.get(f"{case.parent}/overrides").data


def test_every_kind_of_entry_is_a_case() -> None:
    """A kind that is declared later is one of those above."""
    assert {case.resource.__name__ for case in CASES} == {kind.label for kind in kinds_in(statsig) if kind.entry}


def test_one_request_adds_it_and_one_takes_it_away(here: Project, case: Case) -> None:
    """The answer tells that it is there, so that no look follows; what the console has made is as it was."""
    before = overrides(here, case)
    handlers = here.handlers(case.resource)
    wanted = checked(handlers, case.values)
    here.sent()

    made = handlers.create(wanted)
    created = here.mutations()
    there = overrides(here, case)
    handlers.delete(made.id, made.state)
    deleted = here.mutations()

    assert created == [(f"PATCH {case.parent}/overrides", case.added)]
    assert there != before
    assert deleted == [(f"DELETE {case.parent}/overrides/{case.deleted}", None)]
    assert overrides(here, case) == before
    assert not handlers.diff(made.state, wanted)


def test_left_out_environments_are_not_said_to_be_missing(here: Project, case: Case, said: list[str]) -> None:
    """An override for all environments names none."""
    handlers = here.handlers(case.resource)

    handlers.create(checked(handlers, case.values))

    assert said == []


def test_it_is_read_by_its_id_alone(here: Project, case: Case) -> None:
    """As an import reads it; state is complete then, and one that is gone is gone."""
    handlers = here.handlers(case.resource)
    wanted = checked(handlers, case.values)
    made = handlers.create(wanted)

    found = handlers.read(made.id, {})
    handlers.delete(made.id, made.state)

    assert found is not None
    assert not handlers.diff(found.state, wanted)
    assert handlers.read(made.id, made.state) is None


def test_a_refresh_reads_their_object_once(here: Project, case: Case) -> None:
    """However many there are; one that is not among them is looked for alone before it is called gone, and a change ends it."""
    handlers = here.handlers(case.resource)
    who = "user_id" if "user_id" in case.values else "name"
    made = [handlers.create(checked(handlers, {**case.values, who: each})) for each in ("one", "another", "a third")]
    here.sent()

    found = [handlers.read(each.id, each.state) for each in made]
    once = here.requests()
    handlers.delete(made[0].id, made[0].state)
    here.sent()
    gone = handlers.read(made[0].id, made[0].state)

    assert None not in found
    assert once == [f"GET {case.parent}/overrides"]
    assert gone is None
    assert here.requests() == [f"GET {case.parent}/overrides"] * 2


def test_another_one_is_another_object(here: Project, case: Case) -> None:
    """Nothing of an override can be changed: the new one is added, and the old one taken away."""
    handlers = here.handlers(case.resource)
    made = handlers.create(checked(handlers, case.values))
    wanted = checked(handlers, {**case.values, **case.other})

    changes = handlers.diff(made.state, wanted)
    new = handlers.create(wanted)
    handlers.delete(made.id, made.state)

    assert (changes.replaces, changes.delete_first) == (tuple(case.other), False)
    assert new.id != made.id
    assert handlers.read(new.id, new.state) is not None
    assert handlers.read(made.id, made.state) is None


def test_what_the_console_has_made_is_not_taken_unasked(here: Project, case: Case) -> None:
    """A destroy would delete it; with the program's word it is the stack's, and nothing has to be sent."""
    handlers = here.handlers(case.resource)
    handlers.create(checked(handlers, case.values))
    here.sent()

    with pytest.raises(
        InputError, match=r"nothing was sent, since it is there already\. .*adopt_existing=True.* or leave it to the console\."
    ):
        handlers.create(checked(handlers, case.values))
    taken = handlers.create(checked(handlers, {**case.values, "adopt_existing": True}))

    assert here.mutations() == []
    assert handlers.read(taken.id, taken.state) is not None


def test_it_does_not_stand_beside_all_of_them(here: Project, case: Case) -> None:
    """The whole lists would take away what the single one adds, again and again."""
    whole = {"gates": statsig.GateOverrides, "experiments": statsig.ExperimentOverrides, "autotunes": statsig.AutotuneOverrides}
    owner = whole.get(case.parent.split("/")[1], statsig.LayerOverrides)
    (parent,) = (field.name for field in kind_of(owner).addressing)
    values = encoded(kind_of(owner), "it", {parent: case.values[parent]})

    single = here.handlers(case.resource).check(encoded(kind_of(case.resource), "it", case.values)).invalid
    both = here.handlers(owner).check(values).invalid

    assert single == []
    assert [each.reason for each in both if case.resource.__name__ in each.reason]


@pytest.mark.parametrize("case", [case for case in CASES if kind_of(case.resource).entry.choice], ids=lambda case: case.resource.__name__)
def test_one_unit_gets_one_group(here: Project, case: Case) -> None:
    """The API moves it to the group that was added last, so that two resources would take it from each other at each update."""
    kind = kind_of(case.resource)
    assert kind.entry
    handlers, other = here.handlers(case.resource), "fail" if kind.entry.choice == "group" else "Control"
    urns = [f"urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:{kind.label}::{name}" for name in ("one", "two")]

    with calling(Call(urn=urns[0])):
        first = handlers.check(encoded(kind, "one", case.values)).invalid
    with calling(Call(urn=urns[1])):
        (found,) = handlers.check(encoded(kind, "two", {**case.values, kind.entry.choice: other})).invalid

    assert first == []
    assert found.property == kind.entry.choice
    assert "by `one` too, and only the last one would count" in found.reason


@pytest.fixture
def patient(here: Project) -> Iterator[Project]:
    """The project, behind what repeats requests; without waits."""
    settings = here.session.settings
    here.session._client = ConsoleClient(settings, patient_transport(settings, Pace("it", paced=False), here.transport))
    with stamina.set_testing(True, attempts=3):
        yield here


def test_a_removal_whose_answer_is_lost_is_settled_by_a_look(patient: Project, case: Case) -> None:
    """It is gone, so that nothing is deleted once more."""
    handlers = patient.handlers(case.resource)
    made = handlers.create(checked(handlers, case.values))
    patient.sent()
    patient.trouble(1, "lost")

    handlers.delete(made.id, made.state)

    assert patient.requests() == [f"DELETE {case.parent}/overrides/{case.deleted}", f"GET {case.parent}/overrides"]
    assert handlers.read(made.id, made.state) is None


def test_what_somebody_has_added_again_is_not_deleted_twice(patient: Project, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the removal, whose answer is lost, and a repetition. The error says what may have been; another run deletes it."""
    handlers = patient.handlers(case.resource)
    made = handlers.create(checked(handlers, case.values))
    patient.sent()
    handle = patient.transport.handle_request

    def add_again(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method != "DELETE":
            return response
        assert patient.console.patch(f"{case.parent}/overrides", dict(case.added)).status in {200, 201}
        raise httpx.ReadError("the connection was cut", request=request)

    with monkeypatch.context() as patch:
        patch.setattr(patient.transport, "handle_request", add_again)
        with pytest.raises(
            InputError, match=r"It is there: nothing was deleted, or somebody has added it again since\. Run the update again"
        ):
            handlers.delete(made.id, made.state)
    removals = [request for request, _ in patient.mutations()]

    assert removals == [f"DELETE {case.parent}/overrides/{case.deleted}"]
    assert handlers.read(made.id, made.state) is not None
    handlers.delete(made.id, made.state)
    assert handlers.read(made.id, made.state) is None


def test_a_removal_that_the_api_fails_to_make_is_repeated(patient: Project, case: Case) -> None:
    """An answer has come, so that nothing is in doubt."""
    handlers = patient.handlers(case.resource)
    made = handlers.create(checked(handlers, case.values))
    patient.trouble(1, "refused", 503)

    handlers.delete(made.id, made.state)

    assert handlers.read(made.id, made.state) is None


def test_a_unit_type_that_the_api_fills_in_is_no_difference(project: Project) -> None:
    """What the program leaves out, the API may tell as the experiment's own."""
    project.console.post("/experiments", {"name": "Colors", "groups": GROUPS})
    handlers = project.handlers(statsig.ExperimentUserOverride)
    wanted = checked(handlers, {"experiment_id": "colors", "group_id": "Test", "user_id": "u1"})
    made = handlers.create(wanted)
    told = {**IN_GROUPS, "userIDOverrides": [{"groupID": "Test", "ids": ["u1"], "unitType": "userID", "environment": None}]}
    project.console.post("/experiments/colors/overrides", told)

    found = handlers.read(made.id, made.state)

    assert found is not None
    assert not handlers.diff(found.state, wanted)

"""The handlers on an emulator: what each of Pulumi's calls sends, remembers and says."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pulumi.output import Unknown

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.operations import operation
from statsig_console.errors import InputError, Problem
from statsig_console.handling.creating import Made, completed
from statsig_console.handling.handlers import Checked, Found, Handlers
from statsig_console.resource import ConsoleAction, ConsoleResource
from statsig_console.secrets import fingerprint
from statsig_console.session.patience import WAITS
from statsig_console.state_keys import MANAGED, ORIGINAL
from tests.provider.conftest import Project
from tests.provider.samples import Audience, Everything, Flag, FlagRule, Hour, Label, Launch, Members, Overrides, Person, Store, Token

PUBLIC = {"name": "everyone", "pass_percentage": 100.0, "conditions": [{"type": "public"}]}


def checked(project: Project, resource: type, **news: Any) -> dict[str, Any]:
    """The program's values with defaults, which must have no mistake."""
    found = project.handlers(resource).check(news)
    assert found.invalid == []
    return found.inputs


def made(project: Project, resource: type, **news: Any) -> tuple[Made, dict[str, Any]]:
    """A new object, and the inputs that made it; the requests so far are forgotten."""
    inputs = checked(project, resource, **news)
    result = project.handlers(resource).create(inputs)
    project.sent()
    return result, inputs


# check


def test_check_fills_in_defaults_and_keeps_unmanaged_out(project: Project) -> None:
    """A removed property goes back to its default; an unmanaged one is left alone; null is unset."""
    assert project.handlers(Flag).check({"name": "A Flag", "tags": None, "description": None}) == Checked(
        {"name": "A Flag", "description": "", "id_type": "userID", "lifecycle": "enabled"}, []
    )
    assert project.requests() == []


def test_check_names_all_mistakes_and_no_secret(project: Project) -> None:
    """Mistakes in values and in their combination come together; a secret's value is not repeated."""
    found = project.handlers(Everything).check({"secret_text": 4711, "source": "sql", "share": "s", "nam": 1})

    assert list(found.invalid) == [
        Problem("name", "is required"),
        Problem("secret_text", "should be a string, not a number"),
        Problem("nam", "is no property here; did you mean name?"),
        Problem("share", "is only taken when source is 'delta'"),
        Problem("query", "is required when source is 'sql' or is left out"),
    ]


def test_check_refuses_what_the_lifecycle_forbids(project: Project) -> None:
    """Known before anything is sent, so the preview says it, against the property."""
    olds = {"name": "a", "query": "q", "phase": "running", "sealed": "a"}

    assert project.handlers(Everything).check({**olds, "sealed": "b"}, olds).invalid == [
        Problem("sealed", "cannot be changed while phase is 'running': stop it first")
    ]
    assert project.handlers(Everything).check(olds, olds).invalid == []


def test_check_lets_unknown_values_pass(project: Project) -> None:
    """They come from resources that are not there yet."""
    news = {"name": Unknown(), "rules": [{**PUBLIC, "pass_percentage": Unknown()}, Unknown()], "lifecycle": Unknown()}

    assert project.handlers(Flag).check(news).invalid == []
    assert bool(project.handlers(Flag).diff({"name": "A Flag", "rules": [PUBLIC, PUBLIC], "lifecycle": "enabled"}, news))


def test_a_move_to_another_project_is_checked_as_a_new_object(project: Project) -> None:
    """What the object may not become where it is says nothing about the one that is made elsewhere."""
    olds = {"name": "a", "query": "q", "phase": "running", "sealed": "a", "project": "eu"}
    news = {**olds, "sealed": "b"}

    assert [each.property for each in project.handlers(Everything).check(news, olds).invalid] == ["sealed"]
    assert project.handlers(Everything).check({**news, "project": "us"}, olds).invalid == []


def test_two_owners_of_one_list_are_told(project: Project) -> None:
    """A flag's whole list of rules and a rule of its own would undo each other with each run."""
    assert project.handlers(Flag).check({"name": "A Flag", "rules": [PUBLIC]}).invalid == []

    second = project.handlers(FlagRule).check({"flag": "a_flag", "name": "one"})
    third = project.handlers(Flag).check({"name": "A Flag", "rules": [PUBLIC]})

    assert second.invalid == [
        Problem("flag", "names a Flag that declares all its rules: leave them out there, or declare all of them there")
    ]
    assert third.invalid == [
        Problem("rules", "cannot be declared here while a FlagRule declares one of them: leave them out, or declare all here")
    ]
    assert project.handlers(FlagRule).check({"flag": "other", "name": "one"}).invalid == []
    assert project.handlers(FlagRule).check({"flag": Unknown(), "name": "one"}).invalid == []
    assert project.handlers(Flag).check({"name": Unknown(), "rules": [PUBLIC]}).invalid == []


def test_a_flag_that_lets_go_of_its_rules_frees_them(project: Project) -> None:
    """A claim lasts as long as the program makes it."""
    project.handlers(Flag).check({"name": "A Flag", "rules": [PUBLIC]})
    project.handlers(Flag).check({"name": "A Flag"})

    assert project.handlers(FlagRule).check({"flag": "a_flag", "name": "one"}).invalid == []


@pytest.mark.parametrize("name", ["..", "."])
def test_a_name_that_is_no_address_claims_nothing(project: Project, name: str) -> None:
    """The claim looks at addresses; a bad one is for others to report."""
    assert project.handlers(FlagRule).check({"flag": name, "name": "one"}).invalid == []


# create


def test_create_sends_one_request_and_remembers_the_answer(project: Project) -> None:
    """ID, outputs and what is managed are in state at once; no second request is needed."""
    inputs = checked(project, Flag, name="A Flag", rules=[PUBLIC], team="")

    result = project.handlers(Flag).create(inputs)

    assert project.sent() == [
        (
            "POST /gates",
            {
                "name": "A Flag",
                "id": "a_flag",
                "description": "",
                "idType": "userID",
                "rules": [{"name": "everyone", "passPercentage": 100, "conditions": [{"type": "public"}]}],
                "isEnabled": True,
            },
        )
    ]
    rule = result.state["rules"][0]
    assert result == Made(
        "a_flag",
        {
            "name": "A Flag",
            "flag_id": "a_flag",
            "description": "",
            "id_type": "userID",
            "rules": [rule],
            "lifecycle": "enabled",
            "status": "In Progress",
            "is_enabled": True,
            "tags": [],
            "team": "",
            MANAGED: ["description", "id_type", "lifecycle", "name", "rules", "team"],
        },
    )
    assert not project.handlers(Flag).diff(result.state, inputs)


def test_create_reaches_a_state_by_moves(project: Project) -> None:
    """A state that no create leads to is reached by a move right after the create."""
    result, _ = made(project, Flag, name="A Flag", lifecycle="disabled")
    archived = project.handlers(Flag).create(checked(project, Flag, name="B Flag", lifecycle="archived", archive_reason="old"))

    assert result.state["status"] == "Disabled"
    assert project.sent()[1] == ("PUT /gates/b_flag/archive", {"archiveReason": "old"})
    assert (archived.state["lifecycle"], archived.state["archive_reason"]) == ("archived", "old")


def test_a_create_that_fails_later_is_taken_back(project: Project) -> None:
    """Pulumi keeps nothing of a create that failed, so nothing may be left in the project either."""
    project.refuse("PUT", "/gates/{id}/archive")

    with pytest.raises(InputError) as caught:
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", lifecycle="archived"))

    assert project.requests() == ["POST /gates", "PUT /gates/a_flag/archive", "DELETE /gates/a_flag"]
    assert project.console.get("/gates/a_flag").status == 404
    text = str(caught.value)
    assert text.startswith("Flag a_flag: could not update it. ")
    assert "(PUT /gates/a_flag/archive, 403)" in text
    assert text.endswith(". What had been created was taken back.")


def test_what_the_api_does_not_know_yet_is_taken_back_all_the_same(project: Project) -> None:
    """A 404 a moment after the create does not mean that nothing is left."""
    project.refuse("PUT", "/gates/{id}/archive")
    project.refuse("DELETE", "/gates/{id}", status=404, count=2)

    with pytest.raises(InputError, match=r"What had been created was taken back\.$"):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", lifecycle="archived"))

    assert project.requests() == ["POST /gates", "PUT /gates/a_flag/archive", *["DELETE /gates/a_flag"] * 3]
    assert project.console.get("/gates/a_flag").status == 404


@pytest.mark.parametrize(("age", "removals"), [(0.0, 4), (60.0, 1)])
def test_only_a_run_that_has_just_begun_looks_again_for_what_is_gone(project: Project, age: float, removals: int) -> None:
    """What the run before made is found by then; a run waits once, however many objects are gone."""
    state = made(project, Flag, name="A Flag")[0].state
    project.console.delete("/gates/a_flag")
    project.configure(age=age)
    project.sent()

    assert project.handlers(Flag).read("a_flag", state) is None
    project.handlers(Flag).delete("a_flag", state)

    assert project.requests() == ["GET /gates/a_flag"] * removals + ["DELETE /gates/a_flag"] * removals


def test_a_create_that_cannot_be_taken_back_says_what_is_left(project: Project) -> None:
    """Somebody has to look after it, so the message names it, and both failures."""
    project.refuse("PUT", "/gates/{id}/archive")
    project.refuse("DELETE", "/gates/{id}")

    with pytest.raises(InputError) as caught:
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", lifecycle="archived"))

    text = str(caught.value)
    assert "(PUT /gates/a_flag/archive, 403)" in text
    assert "Flag a_flag is left in the project: delete it there, or adopt it; taking it back failed too: " in text
    assert "(DELETE /gates/a_flag, 403)" in text
    assert project.console.get("/gates/a_flag").status == 200


def test_a_create_that_nothing_deletes_says_what_is_left(project: Project) -> None:
    """Where the API has no delete there is nothing to try."""
    project.refuse("POST", "/param_stores/{name}")

    with pytest.raises(InputError, match=r"Store a is left in the project: delete it there, or adopt it\.$"):
        project.handlers(Store).create(checked(project, Store, name="a", display_name="A", parameters='[{"a":1}]'))

    assert project.requests() == ["POST /param_stores", "POST /param_stores/a"]


def test_a_create_whose_answer_is_lost_is_found(project: Project, said: list[str]) -> None:
    """It took effect, so sending it again would fail, and forgetting it would leave it behind."""
    project.lose_answer("POST", "/gates")
    inputs = checked(project, Flag, name="A Flag", rules=[PUBLIC])

    result = project.handlers(Flag).create(inputs)

    assert project.requests() == ["POST /gates", "GET /gates/a_flag"]
    assert said == ["Flag a_flag: the answer to its creation was lost, but it is there as declared"]
    assert not project.handlers(Flag).diff(result.state, inputs)


def test_a_create_that_did_not_happen_is_sent_again(project: Project) -> None:
    """A look shows that nothing is there, so a second request cannot make a second object."""
    project.refuse("POST", "/gates", status=503, count=2)

    result = project.handlers(Flag).create(checked(project, Flag, name="A Flag"))

    assert result.id == "a_flag"
    looks = ["GET /gates/a_flag"] * (1 + len(WAITS))
    assert project.requests() == ["POST /gates", *looks, "POST /gates", *looks, "POST /gates"]


def test_a_create_is_given_up_after_three_tries(project: Project) -> None:
    """An API that is down is said to be down."""
    project.refuse("POST", "/gates", status=503, count=3)

    with pytest.raises(InputError, match=r"^Flag a_flag: could not create it\. .*\(POST /gates, 503\)\. It may have been created"):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag"))

    looks = ["GET /gates/a_flag"] * (1 + len(WAITS))
    assert project.requests() == ["POST /gates", *looks] * 3


@pytest.mark.parametrize(
    ("resource", "values", "advice"),
    [
        (Launch, {"flag": "a_flag"}, "It may have been done all the same; the next update does it again."),
        (
            Hour,
            {"dataset": "Events", "scheduled_hour_pst": 3},
            "It may be as declared all the same, and a later destroy would leave it so. Before, it was ",
        ),
    ],
)
def test_a_create_that_got_no_answer_says_what_may_be(project: Project, resource: type, values: dict[str, Any], advice: str) -> None:
    """What cannot be looked for may have happened: an action, and the change of what is there once."""
    project.console.post("/gates", {"name": "A Flag"})
    handlers = project.handlers(resource)
    inputs = checked(project, resource, **values)
    project.trouble(1, "lost")

    with pytest.raises(InputError, match=re.escape(advice)):
        handlers.create(inputs)


def test_a_lost_answer_does_not_adopt_what_is_somebody_elses(project: Project) -> None:
    """What is there is not as declared, so it is not what we made."""
    project.console.post("/gates", {"name": "A Flag", "description": "theirs"})
    project.refuse("POST", "/gates", status=503)

    with pytest.raises(InputError, match="could not create it"):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", description="ours"))

    assert project.requests() == ["POST /gates", "GET /gates/a_flag"]


def test_a_lost_answer_about_an_unnamed_object_is_settled_by_the_list(project: Project) -> None:
    """Only the answer held its ID, but it is the one that the list did not have before."""
    project.lose_answer("POST", "/tags")

    result = project.handlers(Label).create(checked(project, Label, name="a"))

    assert [each["id"] for each in project.console.get("/tags").data if each["name"] == "a"] == [result.id]
    assert [each.partition("?")[0] for each in project.requests()] == ["GET /tags", "POST /tags", "GET /tags"]


def test_an_item_that_tells_less_may_be_the_lost_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing tells whether it is as declared; a second create would make it twice."""
    project.lose_answer("POST", "/tags")
    handle = project.transport.handle_request

    def tell_less(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method == "GET":
            body = json.loads(response.read())
            body["data"] = [{name: value for name, value in each.items() if name != "description"} for each in body["data"]]
            return httpx.Response(200, json=body)
        return response

    monkeypatch.setattr(project.transport, "handle_request", tell_less)

    with pytest.raises(InputError, match=r"^Label a: could not create it\. .* It may have been created all the same: "):
        project.handlers(Label).create(checked(project, Label, name="a", description="ours"))

    assert [each["name"] for each in project.console.get("/tags").data].count("a") == 1


def test_an_unnamed_object_that_nobody_can_look_for_is_an_error(project: Project) -> None:
    """The message says that it may be there all the same."""
    project.lose_answer("POST", "/tags")
    project.service.faults.parse({"kind": "status", "status": 403, "method": "GET", "path": "/tags", "skip": 1})

    with pytest.raises(
        InputError, match=r"^Label a: could not create it\. .*\(POST /tags, no answer\)\. It may have been created all the same: "
    ):
        project.handlers(Label).create(checked(project, Label, name="a"))


def test_of_two_alike_neither_is_taken_for_the_lost_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody made the same at the same time: one of the two is theirs, and nothing tells which."""
    handle = project.transport.handle_request

    def make_another(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            assert project.console.post("/keys", json.loads(request.read())).status == 200
        return handle(request)

    monkeypatch.setattr(project.transport, "handle_request", make_another)
    # Somebody else's request is the first one.
    project.service.faults.parse({"kind": "reset_after", "method": "POST", "path": "/keys", "skip": 1})

    with pytest.raises(InputError, match=r"^Token CI: could not create it\. .*look for it in the project, and delete it there"):
        project.handlers(Token).create(checked(project, Token, description="CI", type="SERVER"))

    assert project.requests()[-2:] == ["POST /keys", "GET /keys?limit=100&page=1"]
    assert [each["description"] for each in project.console.get("/keys").data].count("CI") == 2


def test_without_the_list_a_nameless_object_is_not_made(project: Project) -> None:
    """Were the answer lost then, nobody could tell which one it is."""
    project.refuse("GET", "/tags")

    with pytest.raises(InputError, match=r"^Label a: could not create it\. .*\(GET /tags, 403\)"):
        project.handlers(Label).create(checked(project, Label, name="a"))

    assert project.mutations() == []


def test_a_create_that_waits_for_a_review_is_not_taken_back(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer shows what is proposed, and nothing is there yet: a delete would withdraw the proposal."""
    project.configure(respect_review_settings=True)
    handle = project.transport.handle_request

    def answer_the_proposal(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method == "POST":
            project.console.delete("/gates/a_flag")
        return response

    monkeypatch.setattr(project.transport, "handle_request", answer_the_proposal)

    with pytest.raises(InputError, match=r"^Flag a_flag: its creation waits for a review in the console; run the update again"):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag"))

    assert project.requests() == ["POST /gates", "GET /gates/a_flag"]


def test_a_create_that_waits_in_part_says_so(project: Project, monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    """The object is there without what a review has to let in; state keeps what is true."""
    project.configure(respect_review_settings=True)
    handle = project.transport.handle_request

    def hold_back(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method == "POST":
            project.console.patch("/gates/a_flag", {"description": ""})
        return response

    monkeypatch.setattr(project.transport, "handle_request", hold_back)

    result = project.handlers(Flag).create(checked(project, Flag, name="A Flag", description="new"))

    assert said == ["warning: Flag a_flag: the change of description waits for a review in the console; nothing of it is in force yet"]
    assert result.state["description"] == ""


@pytest.mark.parametrize("there", [True, False])
def test_an_answer_that_tells_no_id_is_settled_by_the_list(project: Project, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    """The new object is the one that the list did not have; where there is none, nobody knows what became of it."""
    handle = project.transport.handle_request

    def say_nothing(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method != "POST":
            return response
        if not there:
            project.console.delete(f"/tags/{json.loads(response.read())['data']['id']}")
        return httpx.Response(201, json={"message": "Tag created successfully.", "data": {}})

    monkeypatch.setattr(project.transport, "handle_request", say_nothing)
    create = project.handlers(Label).create
    inputs = checked(project, Label, name="a")

    if there:
        assert [create(inputs).id] == [each["id"] for each in project.console.get("/tags").data if each["name"] == "a"]
    else:
        with pytest.raises(
            InputError, match=r"^Label a: could not create it\. The answer does not tell its ID .*look for it in the project"
        ):
            create(inputs)
    assert [request for request, _ in project.mutations()] == ["POST /tags"]


def test_what_is_archived_comes_back_by_another_state(project: Project) -> None:
    """The advice says so where the program itself declares it archived."""
    project.console.post("/gates", {"name": "A Flag"})
    project.console.put("/gates/a_flag/archive", {"archiveReason": "old"})

    with pytest.raises(InputError, match="set adopt_existing=True and a lifecycle other than archived, to bring it back, or "):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", lifecycle="archived"))
    with pytest.raises(InputError, match="set adopt_existing=True, which brings it back to lifecycle 'disabled', or "):
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", lifecycle="disabled"))


def test_a_singleton_is_completed_by_what_is_there() -> None:
    """And by nothing where there is nothing: null would unset it."""
    kind = kind_of(Hour)

    assert completed(kind, {}, {"dataset": "d"}) == {"dataset": "d"}
    assert completed(kind, {"scheduled_hour_pst": 7}, {"dataset": "d"}) == {"dataset": "d", "scheduled_hour_pst": 7}
    assert completed(kind, {"scheduled_hour_pst": 7}, {"dataset": "d", "scheduled_hour_pst": 0}) == {
        "dataset": "d",
        "scheduled_hour_pst": 0,
    }


def test_a_long_list_is_taken_back_whole(project: Project) -> None:
    """When the third batch fails, the second is no more wanted than the first."""
    project.console.post("/segments", {"name": "audience", "type": "id_list"})
    inputs = checked(project, Members, audience="audience", ids=[f"u{number}" for number in range(7)])
    handlers = project.handlers(Members)
    whole = handlers.objects.client.send

    def fail_third(operation: Any, address: Any = None, **facts: Any) -> Any:
        if facts.get("body") == {"ids": ["u6"]}:
            project.refuse("PATCH", "/segments/{id}/id_list")
        return whole(operation, address, **facts)

    handlers.objects.client.send = fail_third  # type: ignore[method-assign]

    with pytest.raises(InputError, match=r"What had been created was taken back\.$"):
        handlers.create(inputs)

    assert project.console.get("/segments/audience/id_list").data["ids"] == []


def test_an_existing_object_is_not_taken_over(project: Project) -> None:
    """The message says which object it is and what to do; the API's own words are in it."""
    project.console.post("/gates", {"name": "A Flag", "description": "theirs"})

    with pytest.raises(InputError) as caught:
        project.handlers(Flag).create(checked(project, Flag, name="A Flag", description="ours"))

    assert str(caught.value).startswith("Flag a_flag: could not create it. The API refused: ")
    assert str(caught.value).endswith(
        " The project has it, this stack has not. To take it over, set adopt_existing=True, or run"
        " `statsig-console import-file Flag NAME a_flag > import.json && pulumi import --file import.json --generate-code=false`"
        " with NAME as the resource is named in the program; or choose another name."
    )
    assert project.console.get("/gates/a_flag").data["description"] == "theirs"


def test_a_kind_without_create_says_so(project: Project) -> None:
    """Some objects come into being elsewhere."""
    handlers = project.handlers(Label)
    handlers = Handlers(dataclasses.replace(handlers.kind, endpoints=handlers.kind.endpoints.but(create=None)), project.session)

    with pytest.raises(InputError, match="Label: the API has no operation that creates one"):
        handlers.create({"name": "a"})


# read


def test_read_tells_drift_in_what_is_managed(project: Project) -> None:
    """Inputs are what would ask for the object as it is now, so the next preview shows the difference."""
    result, inputs = made(project, Flag, name="A Flag", description="ours")
    project.console.patch("/gates/a_flag", {"description": "theirs", "tags": ["theirs"]})

    found = project.handlers(Flag).read(result.id, result.state)

    assert found == Found(
        {**result.state, "description": "theirs", "tags": ["theirs"]},
        {"name": "A Flag", "description": "theirs", "id_type": "userID", "lifecycle": "enabled"},
    )
    assert [field.name for field in project.handlers(Flag).diff(found.state, inputs).updates] == ["description"]


def test_read_without_state_tells_everything(project: Project) -> None:
    """An object that is to be adopted has no state yet."""
    project.console.post("/gates", {"name": "A Flag", "description": "theirs", "tags": ["a"]})

    found = project.handlers(Flag).read("a_flag", {})

    assert found is not None
    assert found.inputs == {
        "name": "A Flag",
        "flag_id": "a_flag",
        "description": "theirs",
        "id_type": "userID",
        "rules": [],
        "lifecycle": "enabled",
        "tags": ["a"],
    }


def test_read_with_state_that_no_program_manages_tells_the_inputs(project: Project) -> None:
    """An import asks so: Pulumi has no inputs yet, though nothing differs."""
    result, inputs = made(project, Flag, name="A Flag")
    state = {name: value for name, value in result.state.items() if name != MANAGED}

    imported = project.handlers(Flag).read(result.id, state)
    managed = project.handlers(Flag).read(result.id, result.state)

    assert imported is not None
    assert managed is not None
    assert (imported.drifted, managed.drifted) == (True, False)
    assert imported.inputs.items() >= inputs.items()


def test_where_the_list_is_refused_the_object_itself_says_what_is_wrong(project: Project) -> None:
    """Several objects are read out of their list; without it, each is read alone."""
    made(project, Flag, name="A Flag")
    made(project, Flag, name="B Flag")
    handlers = project.handlers(Flag)
    handlers.read("a_flag", {})
    project.refuse("GET", "/gates", status=400)
    project.refuse("GET", "/gates/{id}", status=400)

    with pytest.raises(InputError, match=r"^Flag b_flag: could not read it\. .*\(GET /gates/b_flag, 400\)"):
        handlers.read("b_flag", {})
    assert handlers.read("b_flag", {}) is not None


def test_read_of_a_gone_object_is_none(project: Project) -> None:
    """Gone is no error: refresh takes it out of the stack."""
    assert project.handlers(Flag).read("nothing", {}) is None


def test_read_that_is_refused_is_an_error(project: Project) -> None:
    """A missing permission must not look like a deleted object."""
    project.refuse("GET", "/gates/{id}")

    with pytest.raises(InputError, match=r"^Flag a_flag: could not read it\. .*\(GET /gates/a_flag, 403\)\.$"):
        project.handlers(Flag).read("a_flag", {})


def test_a_secret_object_is_found_in_the_list_by_its_fingerprint(project: Project) -> None:
    """Without state nobody knows the key's text; the list holds it."""
    keys = [project.console.post("/keys", {"description": str(number), "type": "SERVER"}).data["key"] for number in range(3)]

    found = project.handlers(Token).read(f"token-{fingerprint(keys[1])}", {})

    assert found is not None
    assert (found.state["description"], found.state["key"]) == ("1", keys[1])
    assert project.handlers(Token).read("token-0000", {}) is None
    assert all(each.startswith("GET /keys?") for each in project.requests())


def test_an_object_that_cannot_be_read_alone_is_found_in_the_list(project: Project) -> None:
    """Past the first page too."""
    handlers = project.handlers(Label)
    handlers = Handlers(dataclasses.replace(handlers.kind, endpoints=handlers.kind.endpoints.but(read=None)), project.session)
    ids = [project.console.post("/tags", {"name": f"tag {number}", "description": ""}).data["id"] for number in range(101)]

    found = [handlers.read(id_, {}) for id_ in (ids[0], ids[100], "nothing")]

    assert [each and each.state["name"] for each in found] == ["tag 0", "tag 100", None]


def test_a_list_that_is_refused_is_an_error_with_a_name(project: Project) -> None:
    """Also where the object is looked for in the list, the message says which one."""
    project.refuse("GET", "/keys")

    with pytest.raises(InputError, match=r"^Token token-1: could not read it\. .*\(GET /keys, 403\)\.$"):
        project.handlers(Token).read("token-1", {})


def test_an_object_that_nothing_reads_is_as_it_was(project: Project) -> None:
    """No news is no drift."""
    handlers = project.handlers(Label)
    handlers = Handlers(
        dataclasses.replace(handlers.kind, endpoints=handlers.kind.endpoints.but(read=None, listing=None), lenient=True), project.session
    )

    assert handlers.read("x", {"name": "a", MANAGED: ["name"]}) == Found({"name": "a", MANAGED: ["name"]}, {"name": "a"})
    assert project.requests() == []


# update


def test_update_sends_what_changed_alone(project: Project) -> None:
    """Another team's edits to other properties survive."""
    result, inputs = made(project, Flag, name="A Flag", description="one", tags=["ours"])
    project.console.patch("/gates/a_flag", {"team": None, "rules": [{"name": "theirs", "passPercentage": 5, "conditions": []}]})

    state = project.handlers(Flag).update(result.id, result.state, {**inputs, "description": "two"})

    assert project.mutations() == [("PATCH /gates/a_flag", {"description": "two"})]
    assert state["description"] == "two"
    assert [rule["name"] for rule in state["rules"]] == ["theirs"]
    assert state[MANAGED] == result.state[MANAGED]


def test_update_in_full_sends_the_whole_object(project: Project) -> None:
    """The full update replaces everything, so it must say everything."""
    result, inputs = made(project, Flag, name="A Flag", description="one", rules=[PUBLIC], update_style="full")

    project.handlers(Flag).update(result.id, result.state, {**inputs, "description": "two"})

    ((request, body),) = project.mutations()
    assert request == "POST /gates/a_flag"
    assert {name: body[name] for name in ("name", "description", "idType", "tags")} == {
        "name": "A Flag",
        "description": "two",
        "idType": "userID",
        "tags": [],
    }
    assert body["rules"][0]["baseID"] == result.state["rules"][0]["base_id"]


def test_a_change_of_style_alone_sends_nothing(project: Project) -> None:
    """How changes are sent is ours to remember, not the API's."""
    result, inputs = made(project, Flag, name="A Flag")

    state = project.handlers(Flag).update(result.id, result.state, {**inputs, "update_style": "full"})

    assert project.sent() == []
    assert state == {**result.state, "update_style": "full", MANAGED: [*result.state[MANAGED], "update_style"]}


def test_update_thaws_changes_and_freezes_again(project: Project) -> None:
    """An archived flag takes no change while it is archived."""
    result, inputs = made(project, Flag, name="A Flag", lifecycle="archived")

    state = project.handlers(Flag).update(result.id, result.state, {**inputs, "description": "new"})

    assert [request for request, _ in project.mutations()] == [
        "PUT /gates/a_flag/unarchive",
        "PATCH /gates/a_flag",
        "PUT /gates/a_flag/archive",
    ]
    assert (state["description"], state["status"]) == ("new", "Archived")


def test_rules_keep_their_identity_through_updates(project: Project) -> None:
    """Assignment hangs on base ids, so a changed or moved rule keeps its own."""
    rules = [{**PUBLIC, "name": name} for name in ("a", "b")]
    result, inputs = made(project, Flag, name="A Flag", rules=rules)
    before = {rule["name"]: rule["base_id"] for rule in result.state["rules"]}

    state = project.handlers(Flag).update(result.id, result.state, {**inputs, "rules": [{**PUBLIC, "name": "c"}, rules[1], rules[0]]})

    after = {rule["name"]: rule["base_id"] for rule in state["rules"]}
    assert list(after) == ["c", "b", "a"]
    assert {name: after[name] for name in before} == before
    assert after["c"] not in before.values()


def test_update_of_a_gone_object_says_what_to_do(project: Project) -> None:
    """Somebody deleted it since the last refresh."""
    result, inputs = made(project, Flag, name="A Flag")
    project.console.delete("/gates/a_flag")

    with pytest.raises(InputError, match=r"^Flag a_flag: could not update it\. .*\(PATCH /gates/a_flag, 404\)\.$"):
        project.handlers(Flag).update(result.id, result.state, {**inputs, "description": "new"})


def test_update_that_the_api_has_not_says_so(project: Project) -> None:
    """Better than a request that is refused with other words."""
    result, inputs = made(project, Audience, name="A B", type="rule_based")

    with pytest.raises(InputError, match=r"^Audience a_b: the API cannot change description, tags$"):
        project.handlers(Audience).update(result.id, result.state, {**inputs, "description": "x", "tags": ["y"]})


def test_refused_changes_are_named_before_anything_is_sent(project: Project) -> None:
    """A refusal that check could not see (it had no state) still comes before the first request."""
    state = {"name": "a", "query": "q", "phase": "done", "sealed": "a"}

    with pytest.raises(InputError, match=r"^Everything: phase cannot become 'running' from 'done': declare setup first\.$"):
        project.handlers(Everything).diff(state, {**state, "phase": "running"})
    with pytest.raises(InputError, match=r"^Everything: phase cannot become"):
        project.handlers(Everything).update("a", state, {**state, "phase": "running"})
    assert project.requests() == []


def test_a_property_with_an_operation_of_its_own(project: Project) -> None:
    """A segment's rules are set by their own operation, after the create and at updates, with the bare list as body."""
    rule = {"name": "all", "pass_percentage": 100.0, "conditions": [{"type": "user_id", "operator": "any", "target_value": ["u"]}]}
    result, inputs = made(project, Audience, name="A B", type="rule_based", rules=[rule])

    state = project.handlers(Audience).update(result.id, result.state, {**inputs, "rules": [{**rule, "pass_percentage": 50.0}]})

    ((request, body),) = project.mutations()
    assert request == "POST /segments/a_b/conditional"
    assert [(each["name"], each["passPercentage"], each["baseID"]) for each in body] == [("all", 50, result.state["rules"][0]["base_id"])]
    assert not project.handlers(Audience).diff(state, {**inputs, "rules": [{**rule, "pass_percentage": 50.0}]})


def test_a_trigger_rotates_the_secret_and_keeps_the_id(project: Project, said: list[str]) -> None:
    """The new text is in state, secret, as the answer tells it; the Pulumi ID is that of the first one."""
    result, inputs = made(project, Token, description="CI", type="SERVER", rotation="1")
    handlers = project.handlers(Token)

    state = handlers.update(result.id, result.state, {**inputs, "rotation": "2"})

    assert state["key"] != result.state["key"]
    assert state["rotation"] == "2"
    assert said == []
    assert result.id == f"token-{fingerprint(result.state['key'])}"
    assert not handlers.diff(state, {**inputs, "rotation": "2"})
    found = handlers.read(result.id, state)
    assert found is not None
    assert found.state == state


@pytest.mark.parametrize("more", [0, 1])
def test_a_lost_rotation_is_the_key_that_alone_is_new(
    project: Project, monkeypatch: pytest.MonkeyPatch, more: int, said: list[str]
) -> None:
    """Of two that are new and alike, one is somebody else's, so neither is taken."""
    result, inputs = made(project, Token, description="CI", type="SERVER", rotation="1")
    handle = project.transport.handle_request

    def lose(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if not request.url.path.endswith("/rotate"):
            return response
        for _ in range(more):
            assert project.console.post("/keys", {"description": "CI", "type": "SERVER", "scopes": []}).status == 200
        raise httpx.ReadError("the connection was cut", request=request)

    monkeypatch.setattr(project.transport, "handle_request", lose)
    handlers = project.handlers(Token)

    if more:
        with pytest.raises(InputError, match="It may have a new secret all the same, which nobody knows then"):
            handlers.update(result.id, result.state, {**inputs, "rotation": "2"})
        assert said == []
    else:
        state = handlers.update(result.id, result.state, {**inputs, "rotation": "2"})
        assert state["key"] in {each["key"] for each in project.console.get("/keys").data} - {result.state["key"]}
        assert [each.partition("; ")[2] for each in said] == ["what it made was found in the list"]


def test_no_message_about_a_secret_object_shows_its_text(project: Project) -> None:
    """The path of a key's request holds the key."""
    result, inputs = made(project, Token, description="CI", type="SERVER")
    project.refuse("PATCH", "/keys/{id}")

    with pytest.raises(InputError) as caught:
        project.handlers(Token).update(result.id, result.state, {**inputs, "description": "new"})

    assert "(PATCH /keys/…, 403)" in str(caught.value)
    assert result.state["key"] not in str(caught.value)


def test_without_its_secret_an_object_cannot_be_changed(project: Project) -> None:
    """State that lost the key can only be mended by a refresh."""
    with pytest.raises(InputError, match=r"^Token token-1: state lacks the secret that addresses it; refresh the stack$"):
        project.handlers(Token).delete("token-1", {})


# moves


class Machinery(ConsoleResource, endpoints=collection("gates")):
    """A flag whose lifecycle is declared to lead elsewhere than it does."""

    name: Prop[str] = prop()
    flag_id: Prop[str] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    lifecycle: Prop[str] = prop(
        default="running",
        machine=Machine(
            "running",
            (
                move("running", "Launched", "PUT /gates/{id}/disable"),
                move("Disabled", "Launched", "PUT /gates/{id}/launch"),
                move("running", "Archived", "PUT /gates/{id}/unarchive", also="PUT /gates/{id}/archive", sends={}),
                move("running", "Gone", "PUT /gates/{id}/enable"),
                move("running", "Lost", "PUT /gates/{id}/disable"),
            ),
            status="status",
            reads={"In Progress": "running"},
        ),
    )


@pytest.mark.parametrize("reviewed", [False, True])
def test_a_read_that_fails_takes_back_only_what_a_review_may_hold(
    project: Project, monkeypatch: pytest.MonkeyPatch, reviewed: bool
) -> None:
    """An answer that says little is followed by a read. Without one, what was sent counts as done, unless it may wait for a review."""
    result, inputs = made(project, Flag, name="A Flag", description="one", tags=["ours"])
    project.configure(respect_review_settings=reviewed)
    handlers, handle = project.handlers(Flag), project.transport.handle_request

    def say_little(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method == "PATCH":
            project.refuse("GET", "/gates/{id}")
            return httpx.Response(200, json={"message": "Done.", "data": {"tags": ["theirs"]}})
        return response

    monkeypatch.setattr(project.transport, "handle_request", say_little)

    if reviewed:
        with pytest.raises(InputError, match=r"^Flag a_flag: could not read it\. .*\(GET /gates/a_flag, 403\)"):
            handlers.update(result.id, result.state, {**inputs, "description": "two"})
    else:
        state = handlers.update(result.id, result.state, {**inputs, "description": "two"})
        assert state == {**result.state, "description": "two", "tags": ["theirs"]}


def test_a_move_that_leads_elsewhere_is_followed_by_the_rest_of_the_way(project: Project) -> None:
    """State may be stale: the way goes on from where the API says that the object is."""
    result, inputs = made(project, Machinery, name="A Flag")

    state = project.handlers(Machinery).update(result.id, result.state, {**inputs, "lifecycle": "Launched"})

    assert project.requests() == ["GET /gates/a_flag", "PUT /gates/a_flag/disable", "PUT /gates/a_flag/launch"]
    assert state["lifecycle"] == "Launched"


def test_a_move_that_is_answered_but_not_made_is_the_last(project: Project) -> None:
    """It may wait for a review; state says what is, so the next preview shows that it is still to come."""
    result, inputs = made(project, Machinery, name="A Flag")
    handlers = project.handlers(Machinery)

    state = handlers.update(result.id, result.state, {**inputs, "lifecycle": "Gone"})

    assert project.requests() == ["GET /gates/a_flag", "PUT /gates/a_flag/enable"]
    assert state["lifecycle"] == "running"
    assert handlers.diff(state, {**inputs, "lifecycle": "Gone"})


def test_a_move_from_where_the_goal_is_out_of_reach_says_so(project: Project) -> None:
    """Neither silence nor a loop."""
    result, inputs = made(project, Machinery, name="A Flag")

    with pytest.raises(InputError, match=r"^Machinery a_flag: lifecycle became 'Disabled', from where 'Lost' is out of reach$"):
        project.handlers(Machinery).update(result.id, result.state, {**inputs, "lifecycle": "Lost"})


def test_of_two_operations_one_has_to_succeed(project: Project) -> None:
    """Only the API knows which of the two applies; the other's refusal is no failure, both refusals are."""
    result, inputs = made(project, Machinery, name="A Flag")
    handlers = project.handlers(Machinery)
    project.refuse("PUT", "/gates/{id}/unarchive", count=2)
    project.refuse("PUT", "/gates/{id}/archive")

    with pytest.raises(InputError, match=r"PUT /gates/a_flag/unarchive, 403"):
        handlers.update(result.id, result.state, {**inputs, "lifecycle": "Archived"})
    project.sent()
    state = handlers.update(result.id, result.state, {**inputs, "lifecycle": "Archived"})

    assert project.requests() == ["GET /gates/a_flag", "PUT /gates/a_flag/unarchive", "PUT /gates/a_flag/archive"]
    assert state["lifecycle"] == "Archived"


# delete


def test_delete_deletes_and_gone_is_fine(project: Project) -> None:
    """A second destroy, or a deletion in the console, is no failure."""
    result, _ = made(project, Flag, name="A Flag")

    project.handlers(Flag).delete(result.id, result.state)
    project.handlers(Flag).delete(result.id, result.state)

    assert project.requests() == ["DELETE /gates/a_flag", "DELETE /gates/a_flag"]
    assert project.console.get("/gates/a_flag").status == 404


def test_delete_that_is_refused_is_an_error(project: Project) -> None:
    """Pulumi must not forget an object that is still there."""
    result, _ = made(project, Flag, name="A Flag")
    project.refuse("DELETE", "/gates/{id}")

    with pytest.raises(InputError, match=r"^Flag a_flag: could not delete it\. .*\(DELETE /gates/a_flag, 403\)\.$"):
        project.handlers(Flag).delete(result.id, result.state)


def test_what_cannot_be_deleted_stays_and_says_so(project: Project, said: list[str]) -> None:
    """Destroy must not fail for it, nor pretend."""
    result, _ = made(project, Store, name="a", display_name="A")

    project.handlers(Store).delete(result.id, result.state)

    assert said == ["Store a stays in the project, no longer managed: the API cannot delete it"]
    assert project.requests() == []


# singletons


def test_a_singleton_is_taken_over_and_put_back(project: Project) -> None:
    """Destroy leaves the project as it was, whatever happened in between."""
    project.console.post("/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 4})
    result, inputs = made(project, Hour, dataset="Events", scheduled_hour_pst=23.0)
    handlers = project.handlers(Hour)

    state = handlers.update(result.id, result.state, {**inputs, "scheduled_hour_pst": 22.0})
    handlers.delete(result.id, state)

    assert result.id == "Events"
    assert result.state[ORIGINAL] == state[ORIGINAL] == '{"dataset":"Events","scheduled_hour_pst":4}'
    assert [body for _, body in project.mutations()] == [
        {"dataset": "Events", "scheduled_hour_pst": 22},
        {"scheduled_hour_pst": 4, "dataset": "Events"},
    ]
    assert project.console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 4


def test_a_singletons_original_survives_a_refresh(project: Project) -> None:
    """It is in no answer, so state alone knows it."""
    result, _ = made(project, Hour, dataset="Events", scheduled_hour_pst=23.0)

    found = project.handlers(Hour).read(result.id, result.state)

    assert found is not None
    assert found.state == result.state


def test_what_is_imported_is_put_back_as_it_was_then(project: Project) -> None:
    """`pulumi import --file` takes state from a read: it is the last chance to see what the settings were."""
    project.console.post("/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 4})
    handlers = project.handlers(Hour)

    found = handlers.read("Events", {})
    assert found is not None
    state = handlers.update("Events", found.state, {"dataset": "Events", "scheduled_hour_pst": 22.0})
    handlers.delete("Events", state)

    assert project.console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 4


# lists that change by additions and removals


def test_long_lists_travel_in_batches_and_are_read_in_pages(project: Project) -> None:
    """No request holds more than the API takes, and no page is forgotten."""
    project.console.post("/segments", {"name": "audience", "type": "id_list"})
    ids = [f"u{number}" for number in range(7)]
    inputs = checked(project, Members, audience="audience", ids=ids)
    handlers = project.handlers(Members)

    result = handlers.create(inputs)

    assert [body for request, body in project.sent() if request.startswith("PATCH")] == [
        {"ids": ids[:3]},
        {"ids": ids[3:6]},
        {"ids": ids[6:]},
    ]
    assert result == Made("audience", {"audience": "audience", "ids": ids, MANAGED: ["audience", "ids"]})

    found = handlers.read(result.id, result.state)
    assert found is not None
    assert sorted(found.state["ids"]) == ids
    assert [request.partition("?")[0] for request in project.requests()] == ["GET /segments/audience/id_list"] * 4


def test_deltas_remove_and_add_what_differs(project: Project) -> None:
    """An update of a list of a million sends what changed."""
    project.console.post("/segments", {"name": "audience", "type": "id_list"})
    result, inputs = made(project, Members, audience="audience", ids=["a", "b"])
    handlers = project.handlers(Members)

    state = handlers.update(result.id, result.state, {**inputs, "ids": ["b", "c"]})
    handlers.delete(result.id, state)

    assert project.sent() == [
        ("DELETE /segments/audience/id_list", {"ids": ["a"]}),
        ("PATCH /segments/audience/id_list", {"ids": ["c"]}),
        ("DELETE /segments/audience/id_list", {"ids": ["b", "c"]}),
    ]
    assert state["ids"] == ["b", "c"]


def test_lists_of_a_gone_parent_are_gone(project: Project) -> None:
    """The parent may be destroyed first."""
    project.console.post("/segments", {"name": "audience", "type": "id_list"})
    result, inputs = made(project, Members, audience="audience", ids=["a"])
    project.console.delete("/segments/audience")
    handlers = project.handlers(Members)

    handlers.delete(result.id, result.state)

    assert handlers.read(result.id, result.state) is None
    with pytest.raises(InputError, match=r"^Members audience: could not update it\. .*404"):
        handlers.update(result.id, result.state, {**inputs, "ids": ["a", "b"]})


def test_lists_of_one_group_are_sent_together(project: Project) -> None:
    """Each body names both lists: the API requires them."""
    project.console.post("/gates", {"name": "A Flag"})
    result, inputs = made(project, Overrides, flag="a_flag", passing=["a", "b"])
    handlers = project.handlers(Overrides)

    state = handlers.update(result.id, result.state, {**inputs, "passing": ["b"], "failing": ["c"]})

    assert project.mutations() == [
        ("DELETE /gates/a_flag/overrides", {"passingUserIDs": ["a"], "failingUserIDs": []}),
        ("PATCH /gates/a_flag/overrides", {"passingUserIDs": [], "failingUserIDs": ["c"]}),
    ]
    data = project.console.get("/gates/a_flag/overrides").data
    assert (data["passingUserIDs"], data["failingUserIDs"]) == (["b"], ["c"])
    handlers.delete(result.id, state)
    data = project.console.get("/gates/a_flag/overrides").data
    assert (data["passingUserIDs"], data["failingUserIDs"]) == ([], [])


def test_what_cannot_be_taken_out_of_a_list_is_said(project: Project, said: list[str]) -> None:
    """Where the API only adds, the program's word alone does not remove."""
    project.console.post("/segments", {"name": "audience", "type": "id_list"})
    result, inputs = made(project, Members, audience="audience", ids=["a", "b"])
    handlers = project.handlers(Members)
    assert handlers.kind.endpoints.deltas
    deltas = dataclasses.replace(handlers.kind.endpoints.deltas, remove=None)
    handlers = Handlers(dataclasses.replace(handlers.kind, endpoints=handlers.kind.endpoints.but(deltas=deltas)), project.session)

    handlers.update(result.id, result.state, {**inputs, "ids": ["b"]})

    assert said == ["Members audience: the API cannot remove elements from ids"]
    assert project.requests() == []


# objects inside their parent


def test_an_object_inside_its_parent_is_picked_out(project: Project) -> None:
    """Answers hold the whole parent; the object is found by name when it is new, by its key from then on."""
    project.console.post("/gates", {"name": "A Flag", "rules": [{"name": "theirs", "passPercentage": 1, "conditions": []}]})
    result, inputs = made(project, FlagRule, flag="a_flag", name="ours", pass_percentage=5.0)
    handlers = project.handlers(FlagRule)

    state = handlers.update(result.id, result.state, {**inputs, "name": "renamed"})

    assert result.id == f"a_flag/{result.state['rule_id']}"
    assert (state["name"], state["pass_percentage"], state["base_id"]) == ("renamed", 5, result.state["base_id"])
    found = handlers.read(result.id, state)
    assert found is not None
    assert found.state == state
    handlers.delete(result.id, state)
    assert [rule["name"] for rule in project.console.get("/gates/a_flag").data["rules"]] == ["theirs"]
    assert handlers.read(result.id, state) is None


def test_an_object_without_state_learns_its_parent_from_its_id(project: Project) -> None:
    """Adoption knows the ID and nothing else."""
    project.console.post("/gates", {"name": "A Flag"})
    result, inputs = made(project, FlagRule, flag="a_flag", name="ours", pass_percentage=5.0)

    found = project.handlers(FlagRule).read(result.id, {})

    assert found is not None
    assert found.inputs == inputs


def test_an_update_of_an_item_that_is_gone_says_what_to_do(project: Project) -> None:
    """The parent answers, but without the item."""
    project.console.post("/gates", {"name": "A Flag"})
    result, inputs = made(project, FlagRule, flag="a_flag", name="ours")
    handlers = project.handlers(FlagRule)
    elsewhere = f"a_flag/{result.state['rule_id']}x"
    update = operation("PATCH /gates/{id}")
    handlers = Handlers(dataclasses.replace(handlers.kind, endpoints=handlers.kind.endpoints.but(update=update)), project.session)

    with pytest.raises(InputError, match=f"^FlagRule {elsewhere} is gone: refresh the stack, then run the update again$"):
        handlers.update(elsewhere, result.state, {**inputs, "name": "A Flag 2"})


def test_an_object_that_its_parent_no_longer_has_is_gone(project: Project) -> None:
    """The API calls such a request bad, not the object missing."""
    project.console.post("/gates", {"name": "A Flag"})
    result, _ = made(project, FlagRule, flag="a_flag", name="ours")
    project.console.patch("/gates/a_flag", {"rules": []})

    project.handlers(FlagRule).delete(result.id, result.state)

    assert project.requests()[0].startswith("DELETE /gates/a_flag/rules/")


def test_a_refused_delete_inside_a_parent_is_an_error(project: Project) -> None:
    """As long as the parent still shows the object."""
    project.console.post("/gates", {"name": "A Flag"})
    result, _ = made(project, FlagRule, flag="a_flag", name="ours")
    project.refuse("DELETE", "/gates/{id}/rules/{ruleID}", status=400)

    with pytest.raises(InputError, match=r"could not delete it\. .*, 400\)"):
        project.handlers(FlagRule).delete(result.id, result.state)


# objects that are not there yet


def test_an_object_that_cannot_be_read_yet_is_not_gone(project: Project, said: list[str]) -> None:
    """An invited person may be unknown until the invitation is followed: refresh must not forget it, nor an update fail."""
    state = {"email": "a@example.com", "role": "Member", MANAGED: ["email", "role"]}
    handlers = project.handlers(Person)

    found = handlers.read("a@example.com", state)
    updated = handlers.update("a@example.com", state, {"email": "a@example.com", "role": "Admin"})

    assert found == Found(state, {"email": "a@example.com", "role": "Member"})
    assert updated == state
    assert said == ["Person a@example.com is not there yet, so role could not be set: run the update again later"]


def test_what_the_create_does_not_take_follows(project: Project) -> None:
    """An invitation holds no names; an update right after sets them, and one value is a list of one."""
    result = project.handlers(Person).create(checked(project, Person, email="a@example.com", role="Member", first_name="Ann"))

    requests = project.sent()
    assert requests[0] == ("POST /users/invite", {"emails": ["a@example.com"], "role": "Member"})
    assert ("POST /users/a%40example.com", {"firstName": "Ann"}) in [
        (request, {name: value for name, value in (body or {}).items() if name == "firstName"}) for request, body in requests
    ]
    assert result.id == "a@example.com"
    assert result.state["first_name"] == "Ann"


# actions


def test_an_action_runs_once_and_is_remembered(project: Project) -> None:
    """Refresh and destroy send nothing; what came back is in state."""
    project.console.post("/gates", {"name": "A Flag"})
    handlers = project.handlers(Launch)
    inputs = checked(project, Launch, flag="a_flag", triggers='"1"')

    result = handlers.create(inputs)
    found = handlers.read(result.id, result.state)
    handlers.delete(result.id, result.state)

    assert project.requests() == ["PUT /gates/a_flag/launch"]
    assert found == Found(result.state, inputs)
    assert result.state == {
        "flag": "a_flag",
        "triggers": '"1"',
        "status": "Launched",
        "message": result.state["message"],
        MANAGED: ["flag", "triggers"],
    }
    assert result.state["message"]
    assert handlers.diff(result.state, {**inputs, "triggers": '"2"'}).replaces == ("triggers",)
    assert not handlers.diff(result.state, inputs)


class Closing(ConsoleAction, runs="PUT /gates/{id}/archive"):
    """Something that is done once, with a word to it."""

    flag: Prop[str] = prop(address="id")
    archive_reason: Prop[str] = prop()


def test_an_action_is_called_by_what_it_is_for(project: Project) -> None:
    """Not by what it says."""
    with pytest.raises(InputError, match=r"^Closing a_flag: could not create it\. .*\(PUT /gates/a_flag/archive, 404\)"):
        project.handlers(Closing).create(checked(project, Closing, flag="a_flag", archive_reason="because"))


def test_a_failed_action_names_its_operation(project: Project) -> None:
    """It has no name of its own. What it names may be made by the same program, without an Output that says what comes first."""
    told = r"\(PUT /gates/nothing/launch, 404\)\. If the program makes what is missing, name it by that resource's id"
    with pytest.raises(InputError, match=told):
        project.handlers(Launch).create(checked(project, Launch, flag="nothing"))


# laws


FLAGS = st.fixed_dictionaries(
    {"name": st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9_\-. ]{2,30}", fullmatch=True)},
    optional={
        "description": st.text(max_size=50),
        "id_type": st.sampled_from(["userID", "stableID"]),
        "lifecycle": st.sampled_from(["enabled", "disabled", "launched", "archived"]),
        "tags": st.lists(st.sampled_from("abc"), unique=True),
        "rules": st.lists(
            st.fixed_dictionaries(
                {
                    "name": st.text(min_size=1, max_size=10),
                    "pass_percentage": st.integers(0, 100).map(float),
                    "conditions": st.lists(
                        st.fixed_dictionaries(
                            {"type": st.just("user_id"), "operator": st.sampled_from(["any", "none"])},
                            optional={"target_value": st.text(min_size=1) | st.lists(st.text(min_size=1), min_size=1)},
                        ),
                        max_size=2,
                    ),
                }
            ),
            max_size=3,
            unique_by=lambda rule: rule["name"],
        ),
    },
)


@settings(max_examples=60)
@given(FLAGS, FLAGS)
def test_every_program_settles(first: dict[str, Any], second: dict[str, Any]) -> None:
    """After a create and after an update, from any program to any other, nothing is left to change, and a refresh finds no drift."""
    project = Project()
    handlers = project.handlers(Flag)
    inputs = handlers.check(first).inputs
    result = handlers.create(inputs)
    assert not handlers.diff(result.state, inputs)

    after = handlers.check({**second, "name": first["name"]}).inputs
    state = handlers.update(result.id, result.state, after)
    found = handlers.read(result.id, state)

    assert not handlers.diff(state, after)
    assert found is not None
    assert found.state == state
    assert not handlers.diff(found.state, after)


WIRE_FLAGS = st.fixed_dictionaries(
    {"name": st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9_\-. ]{2,30}", fullmatch=True)},
    optional={
        "description": st.text(max_size=50),
        "tags": st.lists(st.text(min_size=1, max_size=5), max_size=2, unique=True),
        "isEnabled": st.booleans(),
        "rules": st.lists(
            st.fixed_dictionaries(
                {
                    "name": st.text(min_size=1, max_size=10),
                    "passPercentage": st.integers(0, 100) | st.integers(0, 10_000).map(lambda hundredths: hundredths / 100),
                    "conditions": st.lists(
                        st.fixed_dictionaries(
                            {"type": st.sampled_from(["user_id", "custom_field", "email"]), "operator": st.sampled_from(["any", "none"])},
                            optional={
                                "targetValue": st.text(min_size=1)
                                | st.integers(-100, 100)
                                | st.lists(st.text(min_size=1))
                                | st.lists(st.integers() | st.floats(-9, 9)),
                                "field": st.text(min_size=1, max_size=5),
                            },
                        ),
                        max_size=2,
                    ),
                },
                optional={"returnValue": st.dictionaries(st.text(max_size=3), st.none() | st.integers() | st.text(), max_size=2)},
            ),
            max_size=3,
            unique_by=lambda rule: rule["name"],
        ),
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(WIRE_FLAGS)
def test_whatever_the_api_takes_can_be_adopted(body: dict[str, Any]) -> None:
    """The inputs of any object, as a read tells them, pass validation and ask for no change."""
    project = Project()
    answer = project.console.post("/gates", body)
    assume(answer.status == 201)
    handlers = project.handlers(Flag)

    found = handlers.read(answer.data["id"], {})

    assert found is not None
    check = handlers.check(found.inputs)
    assert check.invalid == []
    assert not handlers.diff(found.state, check.inputs)

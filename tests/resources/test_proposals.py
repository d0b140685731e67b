"""Changes that go through reviews: opened, waited for, edited, cancelled, committed, rejected, for every kind that has reviews."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of, kinds_in
from statsig_console.errors import InputError
from statsig_console.handling.proposing import Proposing
from statsig_console.planning.changes import Changes
from statsig_console.planning.proposals import is_settable
from statsig_console.resource import encoded
from statsig_console.stack.bounds import Bounds
from statsig_console.stack.reviews import ReviewPolicy
from statsig_console.state_keys import REVIEW
from statsig_console_emulator import reviews
from statsig_console_emulator.behaviour import reviews as behaviour
from statsig_console_emulator.calls import Options
from statsig_console_emulator.contract import load
from tests.provider.conftest import Project

EVERYONE = {"name": "all", "pass_percentage": 100.0, "conditions": [{"type": "public"}]}
SOME = {**EVERYONE, "pass_percentage": 5.0}
GROUPS = [{"name": name, "size": 50.0, "parameter_values": {}} for name in ("Control", "Test")]
AUTOTUNE = {
    "variants": [{"name": name, "json": {"colour": name}} for name in ("red", "blue")],
    "success_event": "buy",
    "exploration_window": "24",
    "attribution_window": "1",
    "winner_threshold": "95%",
}
BEGUN = {**AUTOTUNE, "lifecycle": "setup"}
DECIDED = {**AUTOTUNE, "lifecycle": "decided", "decision_variant": "red", "decision_reason": "clear"}
# Kind → its object, a change, and another one instead; the property that tells the two apart.
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = {
    "Gate": ({"rules": []}, {"rules": [EVERYONE]}, {"rules": [SOME]}, "rules"),
    "DynamicConfig": ({"default_value": {"a": 1}, "rules": []}, {"default_value": {"a": 2}}, {"default_value": {"a": 3}}, "default_value"),
    "Experiment": ({"hypothesis": "old", "groups": GROUPS}, {"hypothesis": "new"}, {"hypothesis": "newer"}, "hypothesis"),
    "Autotune": ({**BEGUN}, {"lifecycle": "started"}, {"lifecycle": "setup", "description": ""}, "lifecycle"),
}
each_kind = pytest.mark.parametrize("label", KINDS)
ELSEWHERE: dict[str, Any] = {
    "Gate": {"rules": [{"name": "theirs", "passPercentage": 1, "conditions": [{"type": "public"}]}]},
    "DynamicConfig": {"defaultValue": {"theirs": 1}},
    "Experiment": {"hypothesis": "theirs"},
}
"""What somebody else makes of an object in the meantime."""
OTHERWISE = [label for label in KINDS if label != "Autotune"]
"""The kinds with another change of the same sort."""


@pytest.fixture(params=["", "review"], ids=["answers are reviews", "answers hold reviews"])
def project(request: pytest.FixtureRequest) -> Project:
    """A stack whose changes go through reviews. Which form its answers have, the service says in two ways."""
    project = Project(reviews=ReviewPolicy(wanted=True), bounds=Bounds(max_rollout_step=100))
    project.service.options = Options(reviews_within=request.param)
    return project


class Life:
    """One object on its way, as one run after the other meets it."""

    def __init__(self, project: Project, label: str) -> None:
        self.project = project
        self.kind = getattr(statsig, label)
        self.first, self.changed, self.other, self.property = KINDS[label]
        project.configure(bounds=Bounds(max_rollout_step=100))
        self.made = self.handlers.create(self.inputs())
        self.state = self.made.state
        self.proposing()

    def proposing(self, **policy: Any) -> None:
        """Goes on as a run whose changes go through reviews."""
        self.project.configure(reviews=ReviewPolicy(wanted=True, **policy), bounds=Bounds(max_rollout_step=100))
        self.project.sent()

    @property
    def handlers(self) -> Any:
        return self.project.handlers(self.kind)

    def inputs(self, **values: Any) -> dict[str, Any]:
        """The program's values with defaults, which must have no mistake."""
        found = self.handlers.check(encoded(kind_of(self.kind), "it", {"name": "Ours", **self.first, **values}), {"name": "Ours"})
        assert found.invalid == []
        return dict(found.inputs)

    def up(self, **values: Any) -> dict[str, Any]:
        """One update; the state after it."""
        wanted = self.inputs(**values)
        self.state = self.handlers.update(self.made.id, self.state, wanted)
        return self.state

    def there(self) -> Any:
        """What the object holds of the property that changes."""
        found = self.handlers.read(self.made.id, self.state)
        return found.state.get(self.property)

    @property
    def path(self) -> str:
        """Where the object's reviews are."""
        return kind_of(self.kind).reviews.path.format(id=self.made.id)  # type: ignore[union-attr]

    def review(self) -> Any:
        """The newest review, as somebody else's client reads it."""
        number = peeled(self.project.console.get(self.path).data[0])["review_id"]
        return peeled(self.project.console.get(f"{self.path}/{number}").data)

    def decide(self, reason: str = "") -> None:
        """Somebody accepts the newest review, or rejects it with a reason."""
        service = self.project.service
        number = self.review()["review_id"]
        if reason:
            assert reviews.reject(service.store, number, service.sources, service.options, reason)
        else:
            assert reviews.approve(service.store, number, service.sources, service.options)

    def tamper(self) -> None:
        """Somebody lets the newest review propose something else, which people can do in the console."""
        store = self.project.service.store.projects()[0]
        stored = store.get("object_reviews", self.review()["review_id"])
        assert stored
        other = {"rules": [], "default_value": {"other": 1}, "settings": {"hypothesis": "another"}}
        stored["proposed"] |= {name: value for name, value in other.items() if name in stored["proposed"]}
        store.put("object_reviews", stored["review_id"], stored)

    def mutations(self) -> list[str]:
        """What was sent that may have changed something, but for looks."""
        return [request for request, _ in self.project.mutations()]


def peeled(review: Any) -> Any:
    """A review in either form."""
    return review.get("review", review)


@pytest.fixture
def life(project: Project, label: str) -> Life:
    """An object that is there, before its first change."""
    return Life(project, label)


def test_every_kind_with_reviews_is_here() -> None:
    """A new one needs its line above."""
    assert {kind.label for kind in kinds_in(statsig) if kind.reviews} == set(KINDS)


@each_kind
def test_a_change_is_proposed_and_waits(life: Life, label: str, said: list[str]) -> None:
    """Just the change is proposed, nothing of it is in force, and the next run asks nothing anew."""
    before = life.there()
    said.clear()

    state = life.up(**life.changed)

    review = life.review()
    assert life.mutations() == [f"POST {life.path}"]
    assert said[0].startswith(
        f"warning: {label} {life.made.id}: the change of {life.property} waits for review {review['review_id']} (since "
    )
    assert (state[REVIEW]["id"], state[REVIEW]["since"], state[REVIEW]["by"]) == (
        review["review_id"],
        review["created_at"],
        review["author"]["id"],
    )
    assert life.there() == before
    assert life.up(**life.changed)[REVIEW] == state[REVIEW]
    assert life.mutations() == []


@each_kind
def test_a_preview_says_what_is_waited_for(life: Life, label: str, said: list[str]) -> None:
    """Without asking the API; a change that the program gives up is told as well."""
    state = life.up(**life.changed)
    number = life.review()["review_id"]
    life.proposing()
    said.clear()

    planned = life.handlers.diff(state, life.inputs(**life.changed), life.made.id)
    assert planned.open_review
    assert [line for line in said if f"waits for review {number} (since " in line and "pending" in line]

    said.clear()
    assert life.handlers.diff(state, life.inputs(), life.made.id) == Changes(open_review=True)
    assert life.handlers.unchanged(life.made.id, state) == Changes(open_review=True)
    assert [line for line in said if f"review {number} proposes nothing that is left to do: it will be cancelled" in line]
    assert life.project.sent() == []


@each_kind
def test_an_accepted_change_is_committed_by_the_next_update(life: Life, label: str) -> None:
    """It is in force then, and state forgets the review."""
    before = life.there()
    life.up(**life.changed)
    life.decide()
    life.project.sent()

    state = life.up(**life.changed)

    number = life.review()["review_id"]
    assert life.mutations() == [f"PUT {life.path}/{number}/commit"]
    assert REVIEW not in state
    assert life.there() != before
    assert not life.handlers.diff(state, life.inputs(**life.changed), life.made.id)
    life.up(**life.changed)
    assert life.mutations() == []


@each_kind
def test_what_was_accepted_may_be_left_to_people(life: Life, label: str, said: list[str]) -> None:
    """The run says so, and finds the change once somebody has committed it."""
    before = life.there()
    life.up(**life.changed)
    life.decide()
    life.proposing(commits="people")
    said.clear()

    life.up(**life.changed)

    assert life.mutations() == []
    assert [line for line in said if "is accepted, and waits for somebody to commit review" in line]
    assert life.there() == before
    life.project.console.put(f"{life.path}/{life.review()['review_id']}/commit")
    assert REVIEW not in life.up(**life.changed)
    assert life.mutations() == []


@each_kind
def test_a_change_that_the_program_gives_up_is_cancelled(life: Life, label: str) -> None:
    """Nothing is left open."""
    life.up(**life.changed)
    life.project.sent()

    state = life.up()

    assert [request.partition(" ")[0] for request in life.mutations()] == ["DELETE"]
    assert (REVIEW in state, life.project.console.get(life.path).data) == (False, [])


@each_kind
def test_an_accepted_change_that_the_program_gives_up_is_cancelled(life: Life, label: str) -> None:
    """Accepted or not, it is not made."""
    before = life.there()
    life.up(**life.changed)
    life.decide()

    life.up()

    assert (life.there(), life.project.console.get(life.path).data) == (before, [])


@each_kind
def test_a_rejected_change_is_an_error_with_the_reason(life: Life, label: str) -> None:
    """It stays one, until the program changes or says why it asks again."""
    life.up(**life.changed)
    state = life.state
    life.decide("too steep for a Friday")

    for _ in range(2):
        life.proposing()
        with pytest.raises(InputError, match=r"was rejected: .*too steep for a Friday"):
            life.up(**life.changed)
        assert life.mutations() == []
    assert life.state == state

    life.up(**life.changed, review_description="It is Monday")
    assert (life.review()["status"], life.review()["description"]) == ("pending", "It is Monday")


@each_kind
def test_a_rejected_change_that_the_program_gives_up_is_forgotten(life: Life, label: str) -> None:
    """There is nothing to cancel."""
    life.up(**life.changed)
    life.decide("no")
    life.project.sent()

    assert REVIEW not in life.up()
    assert life.mutations() == []


@pytest.mark.parametrize("label", OTHERWISE)
def test_a_changed_program_edits_the_review_or_opens_another(life: Life, label: str) -> None:
    """Where a review's change cannot be edited, another takes its place. There is one open review all the time."""
    life.up(**life.changed)
    life.project.sent()

    life.up(**life.other)

    ways = [request.partition(" ")[0] for request in life.mutations()]
    assert ways == (["DELETE", "POST"] if label == "Experiment" else ["PUT"])
    assert len(life.project.console.get(life.path).data) == 1
    life.decide()
    life.up(**life.other)
    assert life.handlers.diff(life.state, life.inputs(**life.other), life.made.id) == Changes()


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("label", OTHERWISE)
def test_an_approval_is_for_what_was_approved(life: Life, label: str, keeps: bool) -> None:
    """A change that takes the place of an accepted one has to be accepted anew, whatever the service makes of edits."""
    before = life.there()
    life.project.service.options = Options(edits_keep_approval=keeps)
    life.up(**life.changed)
    life.decide()

    life.up(**life.other)
    life.up(**life.other)

    assert (life.there(), life.review()["status"]) == (before, "pending")


@each_kind
def test_nothing_is_committed_that_nobody_accepted(life: Life, label: str) -> None:
    """Though the service would let it."""
    before = life.there()
    life.project.service.options = Options(commits_unapproved=True)

    for _ in range(3):
        life.up(**life.changed)

    assert life.there() == before


@pytest.mark.parametrize("label", OTHERWISE)
def test_an_approval_that_comes_while_the_review_is_edited_is_for_the_old_change(
    life: Life, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the service keeps it, another review is opened."""
    before = life.there()
    life.project.service.options = Options(edits_keep_approval=True)
    life.up(**life.changed)
    asked = Proposing._ask_anew

    def accepted_meanwhile(*arguments: Any) -> None:
        monkeypatch.setattr(Proposing, "_ask_anew", asked)
        life.decide()
        asked(*arguments)

    monkeypatch.setattr(Proposing, "_ask_anew", accepted_meanwhile)
    for _ in range(3):
        life.up(**life.other)

    assert (life.there(), life.review()["status"]) == (before, "pending")


@pytest.mark.parametrize("label", OTHERWISE)
def test_without_the_guard_a_commit_overwrites_nothing_either(life: Life, label: str) -> None:
    """The object is looked at before each commit; what is there by now has to be accepted anew."""
    life.up(**life.changed)
    life.decide()
    life.project.console.patch(life.path.removesuffix("/reviews"), ELSEWHERE[label])
    theirs = life.there()
    life.project.configure(reviews=ReviewPolicy(wanted=True), bounds=Bounds(max_rollout_step=100, guard_lost_updates=False))

    life.up(**life.changed)

    assert (life.there(), life.review()["status"]) == (theirs, "pending")


def test_what_the_service_does_not_commit_is_proposed_anew(project: Project) -> None:
    """It may look at more than what the change is about."""
    life = Life(project, "Experiment")
    project.service.options = Options(commits_overwrite=False, reviews_within=project.service.options.reviews_within)
    life.up(**life.changed)
    life.decide()
    project.console.patch("/experiments/ours", {"tags": ["theirs"]})

    life.up(**life.changed)
    assert (life.there(), life.review()["status"]) == ("old", "pending")
    life.decide()
    life.up(**life.changed)
    assert (life.there(), project.console.get("/experiments/ours").data["tags"]) == ("new", ["theirs"])


@pytest.mark.parametrize("label", OTHERWISE)
def test_what_was_edited_in_the_console_is_not_committed(life: Life, label: str) -> None:
    """Somebody accepted that, but the program asks for something else."""
    before = life.there()
    life.up(**life.changed)
    life.tamper()
    life.decide()
    life.project.sent()

    with pytest.raises(InputError, match=rf"proposes something else than the program for {life.property}: it was edited"):
        life.up(**life.changed)

    assert (life.mutations(), life.there()) == ([], before)


@pytest.mark.parametrize("label", OTHERWISE)
def test_what_nobody_can_read_is_not_committed(life: Life, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for as long as it is not accepted; then people have to see to it."""
    before = life.there()
    life.up(**life.changed)
    shown = behaviour._whole

    def unreadable(*arguments: Any) -> Any:
        nothing = {"current": {}, "proposed": {}, "unavailable_reason": "snapshot_not_found"}
        whole = shown(*arguments)
        return whole | {"content": {**whole["content"], **nothing}}

    monkeypatch.setattr(behaviour, "_whole", unreadable)
    life.up(**life.changed)
    life.decide()
    life.project.sent()

    with pytest.raises(InputError, match="the API does not show what review"):
        life.up(**life.changed)

    assert (life.mutations(), life.there()) == ([], before)


@pytest.mark.parametrize("label", OTHERWISE)
def test_the_same_proposal_in_another_order_is_no_edit(life: Life, label: str, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers promise no order of keys, at no depth."""
    shown = behaviour._whole

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: turned(each) for name, each in reversed(value.items())}
        return [turned(each) for each in value] if isinstance(value, list) else value

    life.up(**life.changed)
    monkeypatch.setattr(behaviour, "_whole", lambda *arguments: turned(shown(*arguments)))
    said.clear()

    life.up(**life.other)

    assert [line for line in said if "was edited in the console" in line] == []


@pytest.mark.parametrize("label", OTHERWISE)
def test_an_edit_in_the_console_gives_way_with_a_word(life: Life, label: str, said: list[str]) -> None:
    """The program asks for another change than either."""
    life.up(**life.changed)
    life.tamper()
    said.clear()

    life.up(**life.other)

    assert [line for line in said if "was edited in the console; the edit is replaced" in line]
    life.decide()
    life.up(**life.other)
    assert not life.handlers.diff(life.state, life.inputs(**life.other), life.made.id)


def test_what_a_pipeline_leads_on_is_not_proposed_again(project: Project, said: list[str]) -> None:
    """A commit starts its phases; until the last one is over the rules are as they were, and no second review asks for the same."""
    phases = [{"name": "staff", "timeIntervalMs": 3_600_000, "requiredReview": False, "rules": []}]
    pipeline = project.console.post("/release_pipelines", {"name": "careful", "phases": phases}).data["id"]
    life = Life(project, "Gate")
    project.console.patch("/gates/ours", {"releasePipelineID": pipeline})
    life.up(**life.changed)
    life.decide()

    for _ in range(3):
        said.clear()
        life.up(**life.changed)
        assert [line for line in said if "is committed, but it has not changed rules yet" in line]

    assert (len(project.console.get(life.path).data), life.there()) == (1, [])
    trigger = project.console.get("/release_pipeline_triggers").data[0]
    project.console.put(f"/release_pipeline_triggers/{trigger['id']}/rollout", {"phaseID": trigger["currentPhaseID"]})
    assert REVIEW not in life.up(**life.changed)
    assert len(life.there()) == 1


@pytest.mark.parametrize("label", OTHERWISE)
def test_a_commit_overwrites_no_change_of_others(life: Life, label: str) -> None:
    """What was changed since the review was opened stops the run; once the stack has seen it, the change is proposed anew."""
    life.up(**life.changed)
    life.decide()
    life.project.console.patch(life.path.removesuffix("/reviews"), ELSEWHERE[label])
    theirs = life.there()

    with pytest.raises(InputError, match="changed outside this stack since the last refresh"):
        life.up(**life.changed)
    assert life.there() == theirs

    life.state = life.handlers.read(life.made.id, life.state).state
    life.up(**life.changed)
    assert (life.there(), life.review()["status"]) == (theirs, "pending")
    life.decide()
    life.up(**life.changed)
    assert not life.handlers.diff(life.state, life.inputs(**life.changed), life.made.id)


def test_settings_that_travel_along_are_not_overwritten(project: Project) -> None:
    """A review of an experiment's settings holds more than the program sets, and no more than it must; what others change of that stays."""
    life = Life(project, "Experiment")
    life.up(**life.changed)
    ((_, body),) = [each for each in life.project.mutations() if each[0] == f"POST {life.path}"]
    slot = kind_of(statsig.Experiment).reviews.slots[0]  # type: ignore[union-attr]
    assert body["settings"].keys() == {*slot.demands, "hypothesis"}
    life.decide()
    life.project.console.patch("/experiments/ours", {"allocation": 40})

    life.up(**life.changed)

    assert (life.project.console.get("/experiments/ours").data["allocation"], life.review()["status"]) == (40, "pending")


@each_kind
def test_a_review_that_is_gone_is_opened_again(life: Life, label: str) -> None:
    """Somebody cancelled it, and the program still asks for the change."""
    life.up(**life.changed)
    first = life.review()["review_id"]
    life.project.console.delete(f"{life.path}/{first}")

    life.up(**life.changed)

    assert life.review()["review_id"] != first


@each_kind
def test_a_review_that_an_earlier_run_could_not_remember_is_found(life: Life, label: str) -> None:
    """The answer to its opening was lost; no second one is opened."""
    life.project.lose_answer("POST", life.path, count=5)
    with pytest.raises(InputError):
        life.up(**life.changed)
    life.proposing()

    life.up(**life.changed)

    assert life.mutations() == []
    assert life.state[REVIEW]["id"] == life.review()["review_id"]


@each_kind
def test_a_commit_whose_answer_is_lost_is_found_to_be_made(life: Life, label: str) -> None:
    """A second one would be refused."""
    before = life.there()
    life.up(**life.changed)
    life.decide()
    life.project.lose_answer("PUT", f"{life.path}/*", count=1)

    assert REVIEW not in life.up(**life.changed)
    assert life.there() != before


@each_kind
def test_an_object_goes_once_that_is_accepted(life: Life, label: str) -> None:
    """Until then the run fails, since Pulumi would forget the object; an open review of a change makes way."""
    life.up(**life.changed)

    for _ in range(2):
        with pytest.raises(InputError, match=r"is not deleted yet: that waits for review .* Run this again once it is accepted"):
            life.handlers.delete(life.made.id, life.state)
    assert life.review()["type"] == "delete"
    life.decide()
    life.handlers.delete(life.made.id, life.state)

    assert life.handlers.read(life.made.id, life.state) is None
    life.handlers.delete(life.made.id, life.state)


@each_kind
def test_a_removal_whose_answer_is_lost_is_found_to_be_made(life: Life, label: str) -> None:
    """The review is gone with the object."""
    with pytest.raises(InputError):
        life.handlers.delete(life.made.id, life.state)
    life.decide()
    life.project.lose_answer("PUT", f"{life.path}/*", count=1)

    life.handlers.delete(life.made.id, life.state)

    assert life.project.console.get(life.path.removesuffix("/reviews")).status == 404


@each_kind
def test_an_object_with_a_review_of_somebody_elses_stays(life: Life, label: str) -> None:
    """That is theirs to end."""
    theirs = {"type": "start"} if label in ("Experiment", "Autotune") else {"description": "why", "change": {"is_enabled": False}}
    number = peeled(life.project.console.post(life.path, theirs).data)["review_id"]

    with pytest.raises(InputError, match=f"review {number} .* is open and proposes something else"):
        life.handlers.delete(life.made.id, life.state)

    assert (life.mutations(), life.review()["status"]) == ([], "pending")


@each_kind
def test_an_object_whose_removal_was_rejected_stays(life: Life, label: str) -> None:
    """The error says why, and in other words it can be asked for once more."""
    with pytest.raises(InputError):
        life.handlers.delete(life.made.id, life.state)
    life.decide("still in use")

    with pytest.raises(InputError, match=r"is not deleted: review .* was rejected: .*still in use"):
        life.handlers.delete(life.made.id, life.state)
    life.proposing(description="Unused since May")
    with pytest.raises(InputError, match="waits for review"):
        life.handlers.delete(life.made.id, life.state)


@pytest.mark.parametrize("label", OTHERWISE)
def test_an_object_is_archived_by_a_review(life: Life, label: str) -> None:
    """Where it is to be archived instead of deleted."""
    life.state = {**life.state, "on_destroy": "archive"}
    if label == "Experiment":
        life.project.console.put("/experiments/ours/start", {})
        life.project.console.put("/experiments/ours/abandon", {"decisionReason": "r"})
    with pytest.raises(InputError, match="is not archived yet"):
        life.handlers.delete(life.made.id, life.state)
    life.decide()

    life.handlers.delete(life.made.id, life.state)

    assert life.project.console.get(life.path.removesuffix("/reviews")).data["status"].lower() == "archived"
    life.handlers.delete(life.made.id, life.state)


@pytest.mark.parametrize("label", ["Experiment"])
def test_one_review_archives_nothing_that_takes_two_steps(life: Life) -> None:
    """A review proposes one step: the first alone would end the experiment and leave it there."""
    life.state = {**life.state, "on_destroy": "archive"}
    life.project.console.put("/experiments/ours/start", {})

    with pytest.raises(InputError, match=r"is 'active', from where no review archives it$"):
        life.handlers.delete(life.made.id, life.state)

    assert life.project.console.get(life.path).data == []


@pytest.mark.parametrize("label", OTHERWISE)
def test_an_object_that_is_let_go_of_keeps_its_review(life: Life, label: str, said: list[str]) -> None:
    """Nothing is sent, and a line names the review."""
    state = life.up(**life.changed)
    life.project.sent()

    life.handlers.delete(life.made.id, {**state, "on_destroy": "keep"})

    assert life.mutations() == []
    assert f"review {life.review()['review_id']} (since " in said[-1]
    assert said[-1].endswith("stays open: decide about it in the console")


@each_kind
def test_without_the_setting_an_open_review_is_cancelled_and_the_change_made(life: Life, label: str) -> None:
    """Whoever turns reviews off wants the change at once."""
    before = life.there()
    life.up(**life.changed)
    life.project.configure(bounds=Bounds(max_rollout_step=100))

    state = life.up(**life.changed)

    assert (REVIEW in state, life.project.console.get(life.path).data) == (False, [])
    assert life.there() != before


@pytest.mark.parametrize("label", OTHERWISE)
def test_a_resource_says_itself_whether_it_is_reviewed(life: Life, label: str) -> None:
    """Against the stack's setting, both ways."""
    life.up(**life.changed, reviewed=False)
    assert not [each for each in life.mutations() if each == f"POST {life.path}"]

    life.project.configure(bounds=Bounds(max_rollout_step=100))
    life.up(**life.other, reviewed=True)
    assert life.mutations() == [f"POST {life.path}"]


@each_kind
def test_description_and_reviewers_are_those_of_the_resource_or_the_stack(life: Life, label: str) -> None:
    """The resource's own go first; others than those of the open review are edited into it."""
    life.proposing(description="From the stack", reviewers=("u1",), reviewer_groups=("g1",))

    life.up(**life.changed)
    assert life.review()["description"] == "From the stack"
    assert life.review()["reviewers"] == [{"id": "u1", "kind": "user"}, {"id": "g1", "kind": "group"}]

    life.up(**life.changed, review_description="From the program", reviewers=["u2"])
    assert life.review()["description"] == "From the program"
    assert life.review()["reviewers"] == [{"id": "u2", "kind": "user"}, {"id": "g1", "kind": "group"}]
    assert len(life.project.console.get(life.path).data) == 1


def test_changes_go_one_after_the_other(project: Project) -> None:
    """A review has one change: the next one is proposed as soon as the first is committed."""
    life = Life(project, "Gate")
    wanted = {"rules": [EVERYONE], "id_type": "stableID", "lifecycle": "disabled"}
    seen = []
    for _ in range(4):
        life.up(**wanted)
        newest = life.review()
        seen.append((newest["type"], newest["status"]))
        if newest["status"] == "pending":
            life.decide()

    assert seen == [("rules", "pending"), ("edit_id_type", "pending"), ("toggle_enabled", "pending"), ("toggle_enabled", "committed")]
    assert life.project.console.get("/gates/ours").data["status"] == "Disabled"
    assert not life.handlers.diff(life.state, life.inputs(**wanted), life.made.id)


@pytest.mark.parametrize(
    ("label", "values", "names"),
    [
        ("Gate", {"description": "new", "tags": ["t"]}, ["description", "tags"]),
        ("Gate", {"lifecycle": "launched"}, ["lifecycle"]),
        ("DynamicConfig", {"description": "new"}, ["description"]),
        ("Experiment", {"scheduled_start": 4_000_000_000_000.0}, ["scheduled_start"]),
        ("Autotune", {"description": "new"}, ["description"]),
    ],
)
def test_what_no_review_can_propose_is_refused(project: Project, label: str, values: dict[str, Any], names: list[str]) -> None:
    """At preview, and again by the update; nothing is sent. With the stack's word it is sent at once."""
    life = Life(project, label)
    for run in (lambda: life.handlers.diff(life.state, life.inputs(**values), life.made.id), lambda: life.up(**values)):
        with pytest.raises(InputError) as caught:
            run()
        assert all(f"{name} cannot be changed by a review" in str(caught.value) for name in names)
    assert life.mutations() == []

    life.proposing(unreviewed="send")
    life.up(**values)
    assert not life.handlers.diff(life.state, life.inputs(**values), life.made.id)


def test_what_no_review_can_propose_is_sent_beside_what_one_does(project: Project) -> None:
    """The description is in force at once, the rules wait; the launch comes last."""
    life = Life(project, "Gate")
    life.proposing(unreviewed="send")

    life.up(description="new", rules=[EVERYONE], lifecycle="launched")

    gate = life.project.console.get("/gates/ours").data
    assert (gate["description"], gate["rules"], gate["status"]) == ("new", [], "In Progress")
    life.decide()
    life.up(description="new", rules=[EVERYONE], lifecycle="launched")
    assert life.project.console.get("/gates/ours").data["status"] == "Launched"


@pytest.mark.parametrize(
    ("label", "values", "left"),
    [
        ("Gate", {"rules": [EVERYONE]}, {"rules": []}),
        ("DynamicConfig", {"rules": [EVERYONE], "default_value": {"a": 1}}, {"rules": [], "default_value": "{}"}),
        ("Experiment", {"groups": GROUPS, "lifecycle": "active"}, {"lifecycle": "setup"}),
        ("Autotune", {**AUTOTUNE, "lifecycle": "started"}, {"lifecycle": "setup"}),
    ],
)
def test_a_new_object_is_made_without_what_has_to_be_reviewed(
    project: Project, label: str, values: dict[str, Any], left: dict[str, Any], said: list[str]
) -> None:
    """Nothing counts before somebody has accepted it."""
    handlers = project.handlers(getattr(statsig, label))
    checked = handlers.check(encoded(kind_of(getattr(statsig, label)), "it", {"name": "Ours", **values}))
    assert checked.invalid == []

    made = handlers.create(checked.inputs)

    assert {name: made.state[name] for name in left} == left
    assert "waits for review" in said[-1]
    (review,) = reviews.waiting(project.service.store)
    assert reviews.approve(project.service.store, review["id"], project.service.sources, project.service.options)
    state = handlers.update(made.id, made.state, checked.inputs)
    assert not handlers.diff(state, checked.inputs, made.id)


@pytest.mark.parametrize(
    ("label", "values", "name"),
    [
        ("Gate", {"lifecycle": "launched"}, "lifecycle"),
        ("DynamicConfig", {"default_value_json5": "{a: 1}"}, "default_value_json5"),
        ("Experiment", {"scheduled_start": 4_000_000_000_000.0}, "scheduled_start"),
        ("Autotune", {**AUTOTUNE, "lifecycle": "decided", "decision_variant": "red", "decision_reason": "r"}, ""),
    ],
)
def test_a_new_object_with_what_no_review_can_propose_is_refused(project: Project, label: str, values: dict[str, Any], name: str) -> None:
    """At preview; what steps of reviews lead to is not."""
    handlers = project.handlers(getattr(statsig, label))

    found = handlers.check(encoded(kind_of(getattr(statsig, label)), "it", {"name": "Ours", **values})).invalid

    assert [each.property for each in found] == [name] * bool(name)


def test_an_object_that_is_taken_over_changes_by_reviews(project: Project) -> None:
    """The stack has it at once; what it changes waits."""
    project.console.post("/gates", {"name": "Ours", "description": "mine"})
    handlers = project.handlers(statsig.Gate)
    wanted = {"name": "Ours", "description": "mine", "rules": [EVERYONE], "adopt_existing": True}
    checked = handlers.check(encoded(kind_of(statsig.Gate), "it", wanted))

    made = handlers.create(checked.inputs)

    assert (made.state["rules"], made.state[REVIEW]["status"]) == ([], "pending")
    assert project.console.get("/gates/ours").data["rules"] == []


def test_an_object_that_only_an_unreviewed_change_can_make_as_declared_is_not_taken_over(project: Project) -> None:
    """Nothing of it is changed."""
    project.console.post("/gates", {"name": "Ours", "description": "theirs"})
    handlers = project.handlers(statsig.Gate)
    checked = handlers.check(encoded(kind_of(statsig.Gate), "it", {"name": "Ours", "description": "mine", "adopt_existing": True}))

    with pytest.raises(InputError, match="description cannot be changed by a review"):
        handlers.create(checked.inputs)

    assert project.console.get("/gates/ours").data["description"] == "theirs"


BESIDE = (
    "AutotuneConditionOverride AutotuneMakeDecision AutotuneOverrides AutotuneReset AutotuneScheduleStart AutotuneStart "
    "AutotuneUserOverride DynamicConfigAddRules DynamicConfigChangeRuleNamed DynamicConfigChangeRules DynamicConfigDeleteRuleNamed "
    "DynamicConfigRule ExperimentAbandon ExperimentArchive ExperimentConditionOverride ExperimentDeferDecision "
    "ExperimentDisableGroups ExperimentEnableGroups ExperimentMakeDecision ExperimentOverrides ExperimentReset "
    "ExperimentScheduleStart ExperimentStart ExperimentUnarchive ExperimentUserOverride GateAddRules GateChangeRules GateOverrides "
    "GateRule GateUserOverride"
)


def test_kinds_that_change_objects_beside_their_reviews_are_refused(project: Project) -> None:
    """Else a rule of its own would be applied unreviewed. The stack can let them."""
    assert [kind.label for kind in kinds_in(statsig) if kind.evades_reviews] == BESIDE.split()
    rule = {"gate_id": "ours", **EVERYONE}

    found = project.handlers(statsig.GateRule).check(encoded(kind_of(statsig.GateRule), "it", rule)).invalid
    assert [each.sentence().startswith("GateRule has no reviews of its own") for each in found] == [True]

    project.configure(reviews=ReviewPolicy(wanted=True, unreviewed="send"))
    assert project.handlers(statsig.GateRule).check(encoded(kind_of(statsig.GateRule), "it", rule)).invalid == []


@each_kind
def test_reviews_are_declared_as_the_contract_has_them(label: str) -> None:
    """Names of changes and types, and what may be sent for each."""
    kind = kind_of(getattr(statsig, label))
    assert kind.reviews
    contract = load()
    body = contract.fields([contract.operations[str(kind.reviews.open)].body or True])
    change = contract.fields(body[kind.reviews.change]) if kind.reviews.change else body
    types = {value for found in contract.expand(contract.fields(shown(kind.reviews.read))["type"]) for value in found["enum"]}

    steps = [*kind.reviews.steps.values(), kind.reviews.removal]
    assert {each.type for each in (*steps, *kind.reviews.slots)} <= types
    assert {name for step in steps for name in step.body} | set(kind.reviews.renamed.values()) <= change.keys()
    for slot in kind.reviews.slots:
        assert set(slot.sends.values()) <= change.keys()
        if slot.whole:
            taken = {field.sent for field in kind.inputs if is_settable(field) and not field.options.replace}
            assert taken | set(slot.demands) <= contract.fields(change[slot.whole]).keys()
    tails = {move.operation.path.rpartition("/")[2] for move in machine_moves(kind)}
    assert kind.reviews.steps.keys() <= tails


def shown(read: Any) -> Any:
    """The schemas of the review in an answer."""
    operation = load().operations[str(read)]
    return load().fields([operation.answers[operation.success]])["data"]


def machine_moves(kind: Any) -> Any:
    """The moves of a kind's lifecycle."""
    return kind.lifecycle.options.machine.moves

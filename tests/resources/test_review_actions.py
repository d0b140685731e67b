"""Actions on reviews: somebody approves, rejects and commits what somebody else has opened."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console.errors import InputError
from statsig_console.resource import ConsoleAction
from statsig_console_emulator import reviews
from statsig_console_emulator.requests import KEY_HEADER, Request
from statsig_console_emulator.testing import InProcessClient
from tests.provider.conftest import Project

AUTOTUNE = {
    "name": "Ours",
    "variants": [{"name": name, "json": {}} for name in "ab"],
    "successEvent": "buy",
    "explorationWindow": "24",
    "attributionWindow": "1",
    "winnerThreshold": "95%",
}
PROPOSED = {"description": "why", "change": {"is_enabled": False}}
# Kind → where its objects are, an object, a review of it.
KINDS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "Gate": ("gates", {"name": "Ours"}, PROPOSED),
    "DynamicConfig": ("dynamic_configs", {"name": "Ours"}, PROPOSED),
    "Experiment": ("experiments", {"name": "Ours"}, {"type": "start"}),
    "Autotune": ("autotunes", AUTOTUNE, {"type": "start"}),
}
NAMES = {"Gate": "gate_id", "DynamicConfig": "dynamic_config_id", "Experiment": "experiment_id", "Autotune": "autotune_id"}


@pytest.fixture
def project() -> Project:
    """A project, whose key is the decider's."""
    return Project()


def opened(project: Project, kind: str) -> str:
    """The ID of a review that another key has opened."""
    path, body, review = KINDS[kind]
    project.console.post(f"/{path}", body)
    key = project.console.post("/keys", {"description": "", "type": "CONSOLE", "scopes": []}).data["key"]
    made = InProcessClient(project.service, key).post(f"/{path}/ours/reviews", review)
    return str(made.data["review_id"])


def run(project: Project, verb: str, kind: str, review: str, **values: Any) -> None:
    """Runs an action once."""
    project.handlers(getattr(statsig, f"{kind}Review{verb}")).create({NAMES[kind]: "ours", "review_id": review, **values})


@pytest.mark.parametrize("kind", KINDS)
def test_an_approved_review_is_committed(project: Project, kind: str) -> None:
    """The change is made then, and not before."""
    path, review = KINDS[kind][0], opened(project, kind)
    before = project.console.get(f"/{path}/ours").data

    run(project, "Approve", kind, review, reason="fine")
    assert project.console.get(f"/{path}/ours/reviews/{review}").data["status"] == "accepted"
    run(project, "Commit", kind, review)

    after = project.console.get(f"/{path}/ours").data
    assert {name for name in ("status", "isEnabled", "isStarted") if before.get(name) != after.get(name)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_rejected_review_is_over(project: Project, kind: str) -> None:
    """Its reason goes along; it is not committed any more, which the error says in the API's words."""
    path, review = KINDS[kind][0], opened(project, kind)

    run(project, "Reject", kind, review, reason="too steep")

    assert project.console.get(f"/{path}/ours/reviews/{review}").data["status"] == "rejected"
    with pytest.raises(InputError, match="Review is already rejected"):
        run(project, "Commit", kind, review)


@pytest.mark.parametrize(("verb", "rules"), [("Commit", 1), ("Cancel", 0)])
def test_a_review_of_a_segment_is_committed_or_cancelled(project: Project, verb: str, rules: int) -> None:
    """The console opens and approves it."""
    project.console.post("/segments", {"name": "Ours", "type": "rule_based"})
    project.console.post("/settings/reviews", project.console.get("/settings/reviews").data | {"is_config_review_required": True})
    headers = {KEY_HEADER: project.key, "x-respect-review-settings": "true"}
    body = b'[{"name": "all", "passPercentage": 100, "conditions": []}]'
    project.service.handle(Request("POST", "/console/v1/segments/ours/conditional", "", headers, body))
    (review,) = reviews.waiting(project.service.store)
    reviews.approve(project.service.store, review["id"], project.service.sources, project.service.options, commit=False)

    project.handlers(getattr(statsig, f"SegmentReview{verb}")).create({"segment_id": "ours", "review_id": review["id"]})

    assert len(project.console.get("/segments/ours").data["rules"]) == rules
    assert reviews.waiting(project.service.store) == []


def test_every_action_on_reviews_is_run_here() -> None:
    """One that is new needs a test, too."""
    there = {
        each.__name__
        for each in classes_in(statsig)
        if issubclass(each, ConsoleAction) and "/reviews/" in kind_of(each).operations()[0].path
    }

    run_here = {f"{kind}Review{verb}" for kind in KINDS for verb in ("Approve", "Reject", "Commit")}
    assert there == run_here | {"SegmentReviewCommit", "SegmentReviewCancel"}

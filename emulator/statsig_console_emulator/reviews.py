"""Reviews by the old header: changes that wait until somebody approves them. Details are guesses (`docs/emulator.md`).

A change waits when its request asks for it (`x-respect-review-settings: true`) and the project's review settings, or the object itself,
demand a review. The answer shows the object unchanged, with the review if its kind has a field for one. Approval carries the changes
out in the order of their requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from . import collection, object_reviews
from .calls import Actor, Answer, Call, Document, Options, Reply
from .contract import REVIEW_HEADER, load
from .documents import objects_in
from .errors import refused
from .kinds import KINDS, Kind
from .registry import HANDLERS
from .sources import Sources
from .store import ProjectStore, Store

Result = TypeVar("Result")

PENDING = "in_review"
PLACE = "reviews"
# Kind → the project's setting that demands a review of its objects. Overrides of gates need none: roles may bypass it.
DEMANDS: Mapping[str, str] = {
    **dict.fromkeys(("gates", "dynamic_configs", "experiments", "segments"), "is_config_review_required"),
    "metrics": "is_metric_review_required",
}
WITHOUT = ("/overrides",)
# The person who decides in the console.
PERSON = Actor("person", "Somebody")


class _Undone(Exception):
    """Ends a transaction that was only a trial, so that it is undone."""


def tried(call: Call, act: Callable[[], Result]) -> Result:
    """The result of an act, whose changes of the store are undone."""
    found: list[Result] = []
    try:
        with call.project.store.transaction():
            found.append(act())
            raise _Undone
    except _Undone:
        return found[0]


def waits(call: Call, headers: Mapping[str, str]) -> bool:
    """Whether a request's change has to wait for a review."""
    kind = _kind_of(call)
    if kind is None or headers.get(REVIEW_HEADER) != "true":
        return False
    settings = call.project.get("settings", "reviews") or {}
    document = kind.lookup(call, kind, collection.target(call)) or {}
    return bool(settings.get(DEMANDS[kind.name]) or (document.get("reviewSettings") or {}).get("requiredReview"))


def propose(call: Call) -> Answer:
    """Adds the change to the object's open review, or opens one. A change that the API would refuse is refused now."""
    kind = _kind_of(call)
    assert kind is not None
    proposal = tried(call, lambda: HANDLERS[call.operation.name](call))
    with call.project.store.transaction():
        document = collection.find(call, kind)
        if object_reviews.open_review(call.project, kind.name, str(document[kind.key])):
            raise refused("There is an open review already")
        review = _open_review(call, kind, document)
        change = {
            "operation": call.operation.name,
            "path": dict(call.path),
            "query": dict(call.query),
            "body": call.body,
            "actor": [call.actor.id, call.actor.name],
        }
        call.project.put(PLACE, review["id"], review | {"changes": [*review["changes"], change]})
        if call.options.review_answers_proposal:
            return proposal
        return Reply("Review created successfully.", kind.show(call, document | _shown(review)))


def waiting(store: Store) -> list[Document]:
    """All open reviews: `{"id", "project", "kind", "object", "changes": [{"operation", "body", …}]}`."""
    by_header = [review | {"project": project.id} for project in store.projects() for review in project.all(PLACE)]
    return [*by_header, *object_reviews.waiting(store)]


def waiting_change(project: ProjectStore, kind: str, key: str, id: str) -> Document | None:
    """An object's review by the old header, by its ID."""
    review = project.get(PLACE, id)
    return review if review is not None and (review["kind"], review["object"]) == (kind, key) else None


def approve(store: Store, id: str, sources: Sources, options: Options, *, commit: bool = True) -> bool:
    """Approves a review, as a person in the console; True if there is an open one with this ID.

    A review of the contract can then be committed. One by the old header is carried out now, or only marked without `commit`.
    """
    if object_reviews.found(store, id):
        return _decided(store, id, "approve", sources, options, {})
    return carry_out(store, id, sources, options) if commit else _mark_approved(store, id)


def _decided(store: Store, id: str, verb: str, sources: Sources, options: Options, body: Document) -> bool:
    """Lets a person decide about a review of the contract; True if it was open."""
    there = object_reviews.found(store, id)
    if there is None or there[1]["status"] not in object_reviews.OPEN:
        return False
    project, review = there
    operation = load().operations[f"PUT /{review['kind']}/{{id}}/reviews/{{reviewID}}/{verb}"]
    call = Call(operation, project, PERSON, sources, options, {"id": review["object"], "reviewID": id}, {}, body)
    with store.transaction():
        HANDLERS[operation.name](call)
    return True


def _mark_approved(store: Store, id: str) -> bool:
    with store.transaction():
        for project in store.projects():
            review = project.get(PLACE, id)
            if review is not None:
                project.put(PLACE, id, review | {"approved": True})
                return True
    return False


def carry_out(store: Store, id: str, sources: Sources, options: Options, *, keep: bool = True) -> bool:
    """Carries out the changes of a review, or drops them; True if there is one with this ID. Raises `ApiError` if one is impossible."""
    with store.transaction():
        project = _close(store, id)
        if project is None:
            return False
        if not keep:
            return True
        for change in objects_in(project[1], "changes"):
            operation = load().operations[change["operation"]]
            call = Call(operation, project[0], Actor(*change["actor"]), sources, options, change["path"], change["query"], change["body"])
            HANDLERS[operation.name](call)
    return True


def reject(store: Store, id: str, sources: Sources, options: Options, reason: str = "") -> bool:
    """Rejects a review, as a person in the console, or drops one by the old header; True if there is an open one with this ID."""
    if object_reviews.found(store, id):
        return _decided(store, id, "reject", sources, options, {"reason": reason})
    with store.transaction():
        return _close(store, id) is not None


def _kind_of(call: Call) -> Kind | None:
    """The kind of the object that the request would change, if the kind has reviews."""
    path = call.operation.path
    if not call.operation.mutates or not call.path or path.endswith(WITHOUT) or "/reviews" in path:
        return None
    return next((KINDS[name] for name in DEMANDS if path.startswith(str(KINDS[name].item))), None)


def _open_review(call: Call, kind: Kind, document: Document) -> Document:
    key = str(document[kind.key])
    found = next((each for each in call.project.all(PLACE) if (each["kind"], each["object"]) == (kind.name, key)), None)
    if found is not None:
        return found
    review: Document = {"id": call.sources.token(), "kind": kind.name, "object": key, "changes": []}
    call.project.put(kind.name, key, document | _shown(review))
    return review


def _shown(review: Document) -> Document:
    """The field of an object that shows its review."""
    return {"activeReview": {"reviewID": review["id"], "reviewStatus": PENDING, "description": ""}}


def _close(store: Store, id: str) -> tuple[ProjectStore, Document] | None:
    for project in store.projects():
        review = project.get(PLACE, id)
        if review is not None:
            project.remove(PLACE, id)
            document = project.get(review["kind"], review["object"])
            if document is not None:
                document.pop("activeReview", None)
                project.put(review["kind"], review["object"], document)
            return project, review
    return None

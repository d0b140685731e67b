"""Reviews: changes that wait until somebody approves them. The documents tell little of them; the rest is a guess (`docs/emulator.md`).

A change waits when its request asks for it (`x-respect-review-settings: true`) and the project's review settings, or the object itself,
demand a review. The answer shows the object unchanged, with the review where its kind has a field for one. Approval carries the changes
out in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import collection
from .calls import Actor, Answer, Call, Document, Options, Reply
from .contract import REVIEW_HEADER, load
from .documents import objects_in
from .kinds import KINDS, Kind
from .registry import HANDLERS
from .sources import Sources
from .store import ProjectStore, Store

PENDING = "in_review"
PLACE = "reviews"
# Kind → the project's setting that demands a review of its objects. Overrides of gates need none: roles may bypass it.
DEMANDS: Mapping[str, str] = {
    **dict.fromkeys(("gates", "dynamic_configs", "experiments", "segments"), "is_config_review_required"),
    "metrics": "is_metric_review_required",
}
WITHOUT = ("/overrides",)


class _Undone(Exception):
    """Ends a transaction that was only a trial, whose answer it holds."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def waits(call: Call, headers: Mapping[str, str]) -> bool:
    """Whether a request is one whose change has to wait for a review."""
    kind = _kind_of(call)
    if kind is None or headers.get(REVIEW_HEADER) != "true":
        return False
    settings = call.project.get("settings", "reviews") or {}
    document = kind.lookup(call, kind, collection.target(call)) or {}
    return bool(settings.get(DEMANDS[kind.name]) or (document.get("reviewSettings") or {}).get("requiredReview"))


def propose(call: Call) -> Answer:
    """Adds the change to the object's open review, or opens one. What the API would refuse is refused at once."""
    kind = _kind_of(call)
    assert kind is not None
    try:
        with call.project.store.transaction():
            raise _Undone(HANDLERS[call.operation.name](call))
    except _Undone as undone:
        proposal = undone.answer
    with call.project.store.transaction():
        document = collection.find(call, kind)
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
    return [review | {"project": project.id} for project in store.projects() for review in project.all(PLACE)]


def approve(store: Store, id: str, sources: Sources, options: Options) -> bool:
    """Carries out the changes of a review; whether there is such a one. Raises `ApiError` where one is no longer possible."""
    with store.transaction():
        project = _close(store, id)
        if project is None:
            return False
        for change in objects_in(project[1], "changes"):
            operation = load().operations[change["operation"]]
            call = Call(operation, project[0], Actor(*change["actor"]), sources, options, change["path"], change["query"], change["body"])
            HANDLERS[operation.name](call)
    return True


def reject(store: Store, id: str) -> bool:
    """Drops the changes of a review; whether there is such a one."""
    with store.transaction():
        return _close(store, id) is not None


def _kind_of(call: Call) -> Kind | None:
    """The kind of the one object that the request would change, if its kind knows reviews."""
    path = call.operation.path
    if not call.operation.mutates or not call.path or path.endswith(WITHOUT):
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
    """How an object shows that it is under review."""
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

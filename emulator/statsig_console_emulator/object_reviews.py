"""The store of reviews of one object's change: `{"review_id", "kind", "object", "status", "author", "change", …}`, newest first.

Their operations are in `behaviour.reviews`; this module has only what other writes need.
"""

from __future__ import annotations

from .calls import Document
from .store import ProjectStore, Store

PLACE = "object_reviews"
PENDING, ACCEPTED, REJECTED, COMMITTED = "pending", "accepted", "rejected", "committed"
OPEN = (PENDING, ACCEPTED)


def reviews_of(project: ProjectStore, kind: str, key: str) -> list[Document]:
    """All reviews of an object, the newest first."""
    return [each for each in project.with_field(PLACE, "object", key) if each["kind"] == kind]


def open_review(project: ProjectStore, kind: str, key: str) -> Document | None:
    """The review of an object that is neither committed nor rejected."""
    return next((each for each in reviews_of(project, kind, key) if each["status"] in OPEN), None)


def keep(project: ProjectStore, review: Document) -> None:
    """Stores a review, and shows on its object whether one is open."""
    project.put(PLACE, review["review_id"], review)
    mark(project, review)


def mark(project: ProjectStore, review: Document) -> None:
    document = project.get(review["kind"], review["object"])
    if document is None:
        return
    document.pop("activeReview", None)
    if review["status"] in OPEN:
        shown = {"reviewID": review["review_id"], "reviewStatus": review["status"], "description": review["description"]}
        document["activeReview"] = shown
    project.put(review["kind"], review["object"], document)


def drop(project: ProjectStore, review: Document) -> None:
    """Removes a review, and its mark on the object."""
    mark(project, review | {"status": REJECTED})
    project.remove(PLACE, review["review_id"])


def forget(project: ProjectStore, kind: str, key: str) -> None:
    """Removes the reviews of a deleted object."""
    for review in reviews_of(project, kind, key):
        project.remove(PLACE, review["review_id"])


def found(store: Store, id: str) -> tuple[ProjectStore, Document] | None:
    """A review of any project by its ID."""
    for project in store.projects():
        review = project.get(PLACE, id)
        if review is not None:
            return project, review
    return None


def waiting(store: Store) -> list[Document]:
    """All open reviews: `{"id", "project", "kind", "object", "status", "changes": [{"operation", "body"}]}`."""
    return [
        {
            "id": review["review_id"],
            "project": project.id,
            "kind": review["kind"],
            "object": review["object"],
            "status": review["status"],
            "changes": [{"operation": f"{review['type']} of {review['kind']}", "body": review["change"]}],
        }
        for project in store.projects()
        for review in project.all(PLACE)
        if review["status"] in OPEN
    ]

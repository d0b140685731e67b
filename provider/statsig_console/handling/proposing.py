"""Proposing: changes that somebody has to accept before they are made.

Where a stack or a resource says so, a change is not sent. Instead a review is opened with this change, and state remembers the review.
The next update reads the review. If the program asks for something else by now, the review is edited or cancelled. If it was accepted,
it is committed, unless that is left to people. If it was rejected, that is an error. Changes are proposed one by one, since a review
holds one.

A review is never committed when it proposes something else than the program, or would overwrite a change made since it was opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.reviews import Reviews
from statsig_console.declaring.shapes import is_known
from statsig_console.errors import ConsoleError, InputError, NotFound, Problem, RequestFailed
from statsig_console.planning.changes import Changes, changes_between, differs
from statsig_console.planning.proposals import Proposal, change, differing, moved, proposals, refusals, removal, unproposed
from statsig_console.planning.states import state_from
from statsig_console.secrets import fingerprint
from statsig_console.session.objects import Objects
from statsig_console.stack.reviews import Asking
from statsig_console.state_keys import REVIEW
from statsig_console.values import is_object, json_text

if TYPE_CHECKING:
    from .updating import Update

PENDING, ACCEPTED, REJECTED, COMMITTED = "pending", "accepted", "rejected", "committed"
OVER = (REJECTED, COMMITTED)
"""The final states of a review. In all others except `ACCEPTED` it waits for people."""

CONFLICT = 409
"""The status with which a service refuses to commit a review that would overwrite another change."""

MOST_COMMITS = 20
"""The most commits in one update; ends the loop when a service commits without effect."""

EVADES = "has no reviews of its own, and changes an object whose changes go through reviews. Set statsig:unreviewed to send, to let it"


class Proposing:
    """Takes the changes of one kind's objects through reviews."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind: Kind = objects.kind
        self.policy = objects.session.settings.reviews

    @property
    def reviews(self) -> Reviews:
        """The kind's reviews."""
        if self.kind.reviews is None:
            raise AssertionError("reviews are wanted of kinds that have them")
        return self.kind.reviews

    def are_wanted(self, values: Mapping[str, Any]) -> bool:
        """Whether the changes of a resource with these values go through reviews."""
        return self.kind.reviews is not None and self.policy.wants(values)

    def check(self, inputs: Mapping[str, Any], is_new: bool) -> list[Problem]:
        """The inputs of a new object that no review can propose, and whether this kind bypasses the reviews of another kind."""
        if self.policy.unreviewed == "send":
            return []
        if self.kind.reviews is None:
            return [Problem("", f"{self.kind.label} {EVADES}")] if self.policy.wanted and self.kind.evades_reviews else []
        if not is_new or not self.are_wanted(inputs):
            return []
        return refusals(self.kind, self.kind.reviews, self._later(inputs))

    def _later(self, inputs: Mapping[str, Any]) -> Changes:
        """The changes of a new object that have to be reviewed first."""
        lifecycle = self.kind.lifecycle
        machine = lifecycle.options.machine if lifecycle else None
        proposed = tuple(self.kind.by_name[name] for name in self.reviews.by_review if inputs.get(name) is not None)
        sent = tuple(field for field in self.kind.inputs if field.options.sent_by and inputs.get(field.name) is not None)
        if lifecycle is None or machine is None:
            return Changes(updates=proposed)
        to, begun = inputs.get(lifecycle.name), self.first(inputs).get(lifecycle.name)
        way = machine.way(str(begun or machine.initial), str(to)) if isinstance(to, str) else ()
        by_moves = {move.operation for move in way or ()}
        return Changes(updates=(*proposed, *(field for field in sent if field.options.sent_by not in by_moves)), last_moves=way or ())

    def refusals(self, changes: Changes, inputs: Mapping[str, Any]) -> list[Problem]:
        """The changes that no review can propose, where changes must not be sent without a review."""
        if not self.are_wanted(inputs) or self.policy.unreviewed == "send" or changes.replaces:
            return []
        return refusals(self.kind, self.reviews, changes)

    def first(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs for the create operation: all but those that have to be reviewed first."""
        lifecycle = self.kind.lifecycle
        machine = lifecycle.options.machine if lifecycle else None
        if not self.are_wanted(inputs):
            return dict(inputs)
        made = {name: value for name, value in inputs.items() if name not in self.reviews.by_review}
        if lifecycle and machine and made.get(lifecycle.name) not in (None, *machine.created_with):
            made[lifecycle.name] = machine.initial
        return made

    def foretell(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes) -> None:
        """Says at preview what happens to an open review, or that a change goes through a review."""
        name, known = self.objects.named(id_), remembered(state)
        if not self.are_wanted(inputs):
            if known:
                self.objects.say_once(f"{name}: review {known['id']} will be cancelled, as changes no longer go through reviews")
            return
        target = next(iter(proposals(self.kind, self.reviews, changes, inputs)), None)
        if not known:
            if target:
                self.objects.say_once(f"{name}: the change of {named(target)} will go through a review")
            return
        if target is None:
            self.objects.say_once(
                f"{name}: review {known['id']} proposes nothing that is left to do: it will be cancelled if it is open still"
            )
        elif all(is_known(inputs.get(each)) for each in target.names) and known["asks"] == target.digest(inputs):
            self.objects.say_once(f"{name}: the change of {named(target)} {waits(known)} when it was last looked at ({known['status']})")
        else:
            self.objects.say_once(f"{name}: the change of {named(target)} will take the place of what review {known['id']} proposes")

    def carry_out(self, update: Update, changes: Changes) -> None:
        """Follows up the open review, or proposes the first of the changes; commits accepted reviews and goes on with the next change.

        Raises:
            InputError: the review was rejected, proposes something else by now, or a change cannot be proposed.
        """
        if not self.are_wanted(update.inputs):
            self._take_back(update, "changes no longer go through reviews")
            update.make(changes)
            return
        self._demand_proposable(update, changes)
        self._look(update)
        for _ in range(MOST_COMMITS):
            left = changes_between(self.kind, update.state, update.inputs).within(changes)
            target = next(iter(proposals(self.kind, self.reviews, left, update.inputs)), None)
            known = remembered(update.state)
            if known and not self._see_to(update, known, target):
                break
            if known:
                continue
            if target:
                self._ask(update, target)
            break
        self._send_rest(update, changes)

    def remove(self, id_: str, state: Mapping[str, Any], archive: bool) -> None:
        """Deletes or archives an object once a review has accepted that. An object that is gone is no error.

        Raises:
            InputError: the review is open or was rejected. The resource stays in the stack meanwhile.
        """
        there = self.objects.fetch(id_, state)
        if not there:
            return
        now = state_from(self.kind, there, state)
        target = self._removal(id_, now, archive)
        if target is None:
            return
        name, known, word = self.objects.named(id_), remembered(state), "archived" if archive else "deleted"
        asking = self.policy.asking(state, f"{'Archive' if archive else 'Delete'} {self.kind.label} {id_}")
        body = change(self.kind, self.reviews, target, now, now)
        for summary in self._all(id_, state):
            alike = summary.get("type") == target.type
            if summary.get("status") == REJECTED and alike and summary.get("description") == asking.description:
                raise self._rejected(f"{name} is not {word}", id_, now, summary)
            if summary.get("status") in OVER:
                continue
            review = self._read(id_, state, str(summary.get("review_id"))) or summary
            proposed = proposal_in(review)
            if alike and all(proposed.get(each, value) == value for each, value in body.items()):
                self._finish(id_, now, review, word)
                return
            if not known or known["id"] != review.get("review_id"):
                raise InputError(
                    f"{name} is not {word}: review {called(review)} is open and proposes something else. Decide about it first."
                )
            self._send(self.reviews.cancel, id_, state, str(review.get("review_id")))
        opened = self._opened(id_, state, asking, body, target)
        raise InputError(f"{name} is not {word} yet: that {waits(record(opened))}. Run this again once it is accepted.")

    def let_go(self, id_: str, state: Mapping[str, Any]) -> None:
        """Says that a review stays open when its object leaves the stack and stays in the project."""
        if known := remembered(state):
            self.objects.say(f"{self.objects.named(id_)}: review {shown(known)} stays open: decide about it in the console")

    def _removal(self, id_: str, now: Mapping[str, Any], archive: bool) -> Proposal | None:
        """The removal to propose; None where the object is archived already."""
        lifecycle = self.kind.lifecycle
        machine = lifecycle.options.machine if lifecycle else None
        if not archive or lifecycle is None or machine is None:
            return removal(self.reviews)
        way = machine.way(str(now.get(lifecycle.name) or machine.initial), "archived")
        if way == ():
            return None
        found = moved(self.kind, self.reviews, way[0], now) if way and len(way) == 1 else None
        if found is None:
            raise InputError(f"{self.objects.named(id_)} is {now.get(lifecycle.name)!r}, from where no review archives it")
        return found

    def _finish(self, id_: str, state: Mapping[str, Any], review: Mapping[str, Any], word: str) -> None:
        """Commits the removal if it was accepted."""
        name = self.objects.named(id_)
        if review.get("status") != ACCEPTED:
            raise InputError(f"{name} is not {word} yet: that {waits(record(review))}. Run this again once it is accepted.")
        if self.policy.commits == "people":
            raise InputError(f"{name} is not {word} yet: review {called(review)} is accepted, and waits for somebody to commit it.")
        try:
            self._commit(id_, state, str(review.get("review_id")))
        except InputError:
            # A deleted object takes its reviews with it, so the commit may have succeeded with its answer lost.
            if word != "deleted" or self.objects.fetch(id_, state):
                raise
        self.objects.say(f"{name} is {word}: review {review.get('review_id')} is committed")

    def _demand_proposable(self, update: Update, changes: Changes) -> None:
        """Raises an error for changes that no review can propose. For a new object, only its inputs count, as at preview."""
        found = self.check(update.inputs, is_new=True) if update.is_new else self.refusals(changes, update.inputs)
        if found:
            raise InputError(f"{update.name}: {'; '.join(each.sentence() for each in found)}.")

    def _send_rest(self, update: Update, changes: Changes) -> None:
        """Sends the changes that no review can propose; moves of the lifecycle only when no review is open."""
        left = changes_between(self.kind, update.state, update.inputs).within(changes)
        rest = unproposed(self.reviews, left)
        if remembered(update.state):
            rest = Changes(updates=rest.updates)
        if rest:
            update.make(rest)

    def _look(self, update: Update) -> None:
        """Reads the object, unless its state is fresh."""
        if not update.is_fresh:
            there = self.objects.fetch(update.id_, update.state)
            if not there:
                raise InputError(f"{update.name} is gone: refresh the stack, then run the update again")
            update.latest, update.state = there, state_from(self.kind, there, update.state)

    def _see_to(self, update: Update, known: Mapping[str, str], target: Proposal | None) -> bool:
        """Follows up the review that state remembers. Returns whether it is over, so that the next change can be proposed."""
        review = self._read(update.id_, update.state, known["id"])
        if review is None:
            return self._over(update)
        status = str(review.get("status"))
        if target is None:
            if status not in OVER:
                self._take_back(update, "the program no longer asks for its change")
            return self._over(update)
        asking = self._asking(update, target)
        same = known["asks"] == target.digest(update.inputs)
        if status in OVER:
            if not same or known["words"] != words(asking):
                return self._over(update)
            if status == REJECTED:
                raise self._rejected(update.name, update.id_, update.state, review)
            if known["base"] != target.ground(update.state):
                return self._over(update)
            return self._say_late(update, target, known)
        is_shown = self._is_shown(target, review)
        if same and is_shown and (others := self._otherwise(update, target, review)):
            raise InputError(
                f"{update.name}: review {called(review)} proposes something else than the program for {', '.join(others)}: it was edited "
                "in the console. Take that over into the program, or cancel the review; nothing was committed."
            )
        if not same or known["base"] != target.ground(update.state):
            if is_shown and known["proposes"] != proposed_in(review):
                self.objects.say(
                    f"{update.name}: review {called(review)} was edited in the console; the edit is replaced by what the program asks for"
                )
            self._ask_anew(update, review, target)
            return False
        if status == ACCEPTED and not is_shown:
            raise InputError(
                f"{update.name}: the API does not show what review {called(review)} proposes, so it was not committed. Commit it in the "
                "console, or cancel it there, and the next update opens another."
            )
        if status == ACCEPTED:
            return self._make(update, target, review)
        if known["words"] != words(asking):
            review = self._send(self.reviews.edit, update.id_, update.state, known["id"], about(asking)) or review
        self._remember(update, target, review)
        return False

    def _over(self, update: Update) -> bool:
        update.state.pop(REVIEW, None)
        return True

    def _make(self, update: Update, target: Proposal, review: Mapping[str, Any]) -> bool:
        """Commits an accepted review. Returns whether its change is in force, so that the next change can be proposed."""
        number = str(review.get("review_id"))
        if self.policy.commits == "people":
            self._remember(update, target, review, aloud=False)
            self.objects.say(
                f"warning: {update.name}: the change of {named(target)} is accepted, and waits for somebody to commit review "
                f"{called(review)}"
            )
            return False
        try:
            self._commit(update.id_, update.state, number)
        except RequestFailed as failure:
            if failure.reason.status != CONFLICT:
                raise
            # The service also refuses when other properties of the object have changed.
            self.objects.say(f"{update.name}: review {number} was not committed, since the object has changed since it was opened")
            self._ask_anew(update, review, target)
            return False
        there = self.objects.fetch(update.id_, update.state)
        if not there:
            raise InputError(f"{update.name} is gone: refresh the stack, then run the update again")
        update.latest, update.state = there, state_from(self.kind, there, update.state)
        lifecycle = self.kind.lifecycle
        late = any(differs(field, update.state, update.inputs) for field in target.fields)
        if target.move and lifecycle:
            late = bool(changes_between(self.kind, update.state, {lifecycle.name: target.move.to}).last_moves)
        if late:
            self._remember(update, target, {**review, "status": COMMITTED}, aloud=False)
            return self._say_late(update, target, record(review))
        self._over(update)
        self.objects.say(f"{update.name}: review {number} is committed, which changed {named(target)}")
        return True

    def _say_late(self, update: Update, target: Proposal, known: Mapping[str, str]) -> bool:
        """Says that a committed change is not in force yet, for example because the API makes it in phases. It is not proposed again."""
        self.objects.say(
            f"warning: {update.name}: review {known['id']} is committed, but it has not changed {named(target)} yet. "
            "Another review_description proposes the same again"
        )
        return False

    def _is_shown(self, target: Proposal, review: Mapping[str, Any]) -> bool:
        """Whether the answer shows what a review proposes; a move or removal has no value to show."""
        content = review.get("content")
        return not content.get("unavailable_reason") if is_object(content) else target.slot is None

    def _commit(self, id_: str, state: Mapping[str, Any], number: str) -> None:
        """Commits a review."""
        try:
            self.objects.client.send(self.reviews.commit, {**self.objects.address(id_, state), "reviewID": number})
        except ConsoleError as error:
            raise self.objects.failed("commit a review of", id_, error) from error

    def _ask(self, update: Update, target: Proposal) -> None:
        """Opens a review, or takes over one that an earlier run has opened without recording it in state."""
        asking = self._asking(update, target)
        for summary in self._all(update.id_, update.state):
            if summary.get("status") in OVER or summary.get("type") != target.type:
                continue
            review = self._read(update.id_, update.state, str(summary.get("review_id")))
            if review and self._is_shown(target, review) and not self._otherwise(update, target, review):
                self._remember(update, target, review)
                return
        body = change(self.kind, self.reviews, target, update.state, update.inputs)
        self._remember(update, target, self._opened(update.id_, update.state, asking, body, target))

    def _ask_anew(self, update: Update, review: Mapping[str, Any], target: Proposal) -> None:
        """Edits the open review to propose another change. A review that is accepted or cannot be edited is replaced by a new one."""
        number = str(review.get("review_id"))
        asking = self._asking(update, target)
        if review.get("status") != ACCEPTED and self.reviews.change:
            body = {self.reviews.change: change(self.kind, self.reviews, target, update.state, update.inputs)}
            edited = self._send(self.reviews.edit, update.id_, update.state, number, {**about(asking), **body})
            # Somebody may have accepted the review just before the edit. That approval was for the old change.
            if edited and edited.get("status") != ACCEPTED:
                self._remember(update, target, edited)
                return
        self._take_back(update, "another one proposes what the program asks for now")
        self._ask(update, target)

    def _take_back(self, update: Update, why: str) -> None:
        """Cancels the review that state remembers, if it is open."""
        known = remembered(update.state)
        if known is None:
            return
        try:
            self._send(self.reviews.cancel, update.id_, update.state, known["id"])
            self.objects.say(f"{update.name}: review {known['id']} is cancelled, as {why}")
        except InputError:
            review = self._read(update.id_, update.state, known["id"])
            if review and review.get("status") not in OVER:
                raise
        self._over(update)

    def _asking(self, update: Update, target: Proposal) -> Asking:
        return self.policy.asking(update.inputs, f"Change {named(target)} of {self.kind.label} {update.id_}")

    def _otherwise(self, update: Update, target: Proposal, review: Mapping[str, Any]) -> list[str]:
        """The properties for which a review proposes something else than the program."""
        if review.get("type") != target.type:
            return list(target.names)
        there = update.latest or self.objects.fetch(update.id_, update.state) or {}
        return differing(self.kind, self.reviews, target, proposal_in(review), there, update.state, update.inputs)

    def _remember(self, update: Update, target: Proposal, review: Mapping[str, Any], aloud: bool = True) -> None:
        """Records the review in state, and with `aloud` says that the change waits for it."""
        asking = self._asking(update, target)
        noted = record(review) | {
            "about": ", ".join(target.names),
            "asks": target.digest(update.inputs),
            "words": words(asking),
            "base": target.ground(update.state),
            "proposes": proposed_in(review),
        }
        update.state[REVIEW] = noted
        if aloud:
            self.objects.say(f"warning: {update.name}: the change of {named(target)} {waits(noted)}; nothing of it is in force yet")

    def _opened(self, id_: str, state: Mapping[str, Any], asking: Asking, body: Mapping[str, Any], target: Proposal) -> Mapping[str, Any]:
        stated = {self.reviews.change: dict(body)} if self.reviews.change else {"type": target.type, **body}
        opened = self._send(self.reviews.open, id_, state, "", {**about(asking), **stated})
        if not opened or not opened.get("review_id"):
            raise InputError(f"{self.objects.named(id_)}: the answer does not tell the new review's ID; run the update again")
        return opened

    def _all(self, id_: str, state: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """The object's reviews, the newest first, without their proposed changes."""
        try:
            for page in self.objects.client.pages(self.reviews.listing, self.objects.address(id_, state)):
                yield from map(peeled, page.items)
        except ConsoleError as error:
            raise self.objects.failed("list the reviews of", id_, error) from error

    def _read(self, id_: str, state: Mapping[str, Any], number: str) -> Mapping[str, Any] | None:
        """A review; None where it is gone."""
        try:
            answer = self.objects.client.send(self.reviews.read, {**self.objects.address(id_, state), "reviewID": number})
        except NotFound:
            return None
        except ConsoleError as error:
            raise self.objects.failed("read a review of", id_, error) from error
        return peeled(answer.data)

    def _send(
        self, operation: Operation, id_: str, state: Mapping[str, Any], number: str, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any] | None:
        """Sends an operation on reviews; the review that it answers, if any."""
        address = {**self.objects.address(id_, state), "reviewID": number}
        try:
            return peeled(self.objects.client.send(operation, address, body=body).data)
        except ConsoleError as error:
            raise self.objects.failed("propose a change of", id_, error) from error

    def _rejected(self, what: str, id_: str, state: Mapping[str, Any], review: Mapping[str, Any]) -> InputError:
        """The error for a rejected review, with the reason where the API has one."""
        reason = review.get("reason") or review.get("rejection_reason") or self._reason_told(id_, state)
        why = f": {reason}" if reason else ", and the API does not tell why"
        return InputError(
            f"{what}: review {called(review)} was rejected{why}. Nothing was changed. Change the program, "
            "or review_description to ask for the same once more."
        )

    def _reason_told(self, id_: str, state: Mapping[str, Any]) -> str:
        """Why the object's last review was rejected, from the operation `reasons`; empty where no entry says so."""
        names = (id_, state.get("name"))
        try:
            entries = self.objects.client.page(self.reviews.reasons, 1).items
        except ConsoleError:
            return ""
        found = (
            each for each in entries if is_object(each) and each.get("actionType") == self.reviews.rejected and each.get("name") in names
        )
        return str(next(found, {}).get("changeLog") or "")


def peeled(data: Any) -> Mapping[str, Any]:
    """The review in an answer's data: its field `review`, or else the data itself."""
    inner = data.get("review") if is_object(data) else None
    return inner if is_object(inner) else data if is_object(data) else {}


def proposal_in(review: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values that a review proposes, as far as the answer shows them."""
    content = review.get("content")
    proposed = content.get("proposed") if is_object(content) else None
    return proposed if is_object(proposed) else {}


def proposed_in(review: Mapping[str, Any]) -> str:
    """A hash of the values that a review proposes, whatever the order of their keys."""
    return fingerprint(json.dumps(proposal_in(review), sort_keys=True))


def record(review: Mapping[str, Any]) -> dict[str, str]:
    """What state remembers of a review."""
    author = review.get("author")
    by = (author.get("email") or author.get("id")) if is_object(author) else None
    return {
        "id": str(review.get("review_id") or ""),
        "status": str(review.get("status") or ""),
        "since": str(review.get("created_at") or ""),
        "by": str(by or ""),
    }


def remembered(state: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The review that state remembers."""
    found = state.get(REVIEW)
    return found if is_object(found) else None


def named(target: Proposal) -> str:
    """The properties that a change is about, for messages."""
    return ", ".join(target.names)


def waits(known: Mapping[str, str]) -> str:
    """The end of a sentence: that something waits for a review, since when, and who opened the review."""
    return f"waits for review {shown(known)}"


def called(review: Mapping[str, Any]) -> str:
    """A review as messages call it."""
    return shown(record(review))


def shown(known: Mapping[str, str]) -> str:
    """A recorded review, as messages call it."""
    status = "" if known["status"] in (PENDING, ACCEPTED, REJECTED) else f", {known['status']}"
    return f"{known['id']} (since {known['since']}, by {known['by']}{status})"


def about(asking: Asking) -> dict[str, Any]:
    """The part of a body that describes a review, beside its change."""
    return {
        "description": asking.description,
        "reviewer_ids": list(asking.reviewers),
        "reviewer_group_ids": list(asking.reviewer_groups),
    }


def words(asking: Asking) -> str:
    """A hash of a review's description and reviewers."""
    return fingerprint(json_text(about(asking)))

"""Objects: finds, reads and addresses the objects of one kind in the API.

`creating`, `updating` and `destroying` change them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.operations import DRY_RUN, Operation
from statsig_console.errors import AlreadyExists, ConsoleError, DoubleName, InputError, NotFound, RequestFailed, Unavailable
from statsig_console.notices import announce
from statsig_console.planning.states import PRECEDING, is_blank, shows
from statsig_console.sending.replies import Answer
from statsig_console.values import listed

from .session import Session
from .snapshots import value_in

if TYPE_CHECKING:
    from statsig_console.sending.client import ConsoleClient
    from statsig_console.stack.settings import Timeouts


class Objects:
    """The objects of one kind in one project."""

    def __init__(self, kind: Kind, session: Session) -> None:
        self.kind = kind
        self.session = session

    @property
    def client(self) -> ConsoleClient:
        """The project's client, made when first needed."""
        return self.session.client

    def named(self, id_: str) -> str:
        """An object as messages call it: ``Gate checkout``, or ``Gate checkout in project eu``."""
        return f"{self.kind.label} {id_}".rstrip() + self.session.settings.place

    @property
    def reviewed(self) -> bool:
        """Whether requests ask the API to respect the project's reviews."""
        return self.session.settings.respect_review_settings

    @property
    def timeouts(self) -> Timeouts:
        """How long the stack waits for the API."""
        return self.session.settings.timeouts

    def say(self, text: str) -> None:
        """Shows a line in the operation's output."""
        announce(text)

    def say_once(self, text: str) -> None:
        """Shows a line that this process has not shown yet."""
        if text not in self.session.said:
            self.session.said.add(text)
            self.say(text)

    def fetch(self, id_: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
        """The API's data about the object; None when it is gone.

        Raises:
            RequestFailed: it could not be read, or the answer holds nothing of it.
        """
        endpoints = self.kind.endpoints
        address = endpoints.identity.address(id_, state)
        if endpoints.read is None or address is None:
            try:
                return self._search(id_, address)
            except ConsoleError as error:
                raise self.failed("read", id_, error) from error
        try:
            answer = self.client.send(endpoints.read, address) if endpoints.paged is None else self._collected(endpoints.read, address)
        except NotFound:
            return {} if self.kind.pending else None
        except ConsoleError as error:
            raise self.failed("read", id_, error) from error
        found = self.picked(answer.data, self.key(id_, state))
        if found is not None and not self.kind.entry and is_blank(self.kind, found):
            shown = endpoints.read.shown(address)
            blank = Unavailable(f"The answer holds no {self.kind.label}", method="GET", path=shown, status=answer.status)
            raise self.failed("read", id_, blank) from blank
        return found

    def listed(self, id_: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
        """The object from a list that is read for many objects; None when it has to be read alone, or the list's item lacks fields."""
        endpoints = self.kind.endpoints
        address = endpoints.identity.address(id_, state)
        if self.kind.entry:
            return self._entered(id_, state, address)
        value = value_in(address, endpoints.read) if address else None
        if endpoints.listing is None or endpoints.listed_by is None or value is None:
            return None
        item = self.session.snapshots.find(endpoints.listing, endpoints.listed_by, value)
        found = None if item is None else self.picked(item, self.key(id_, state))
        return found if found is not None and shows(self.kind, found, state) else None

    def _entered(self, id_: str, state: Mapping[str, Any], address: Mapping[str, str] | None) -> dict[str, Any] | None:
        """The entry from a parent that is read for many entries; None when it has to be read alone."""
        read = self.kind.endpoints.read
        if read is None or address is None:
            return None
        try:
            return self.picked(self.session.snapshots.parent(read, address), self.key(id_, state))
        except NotFound:
            return None
        except ConsoleError as error:
            raise self.failed("read", id_, error) from error

    def request(self, operation: Operation, address: Mapping[str, str], values: Mapping[str, Any], body: Any) -> Answer:
        """Sends an operation with the query values that the kind declares; an operation that takes no body gets none."""
        query = {field.sent: field.to_wire(values.get(field.name)) for field in self.kind.inputs if field.options.in_query}
        try:
            return self.client.send(operation, address, query=query, body=body)
        except DoubleName as error:
            if self.kind.pick is None:
                raise
            # The object is an item of a list, and its own name is taken there.
            raise AlreadyExists(**vars(error)) from error

    def try_out(self, operation: Operation, address: Mapping[str, str], values: Mapping[str, Any], body: Mapping[str, Any]) -> Answer:
        """Sends an operation as a dry run, which checks a change and makes none. The operation must declare where its word goes."""
        if operation.dry_run == "query":
            return self.request(replace(operation, asks=(*operation.asks, (DRY_RUN, "true"))), address, values, body)
        if operation.dry_run == "body":
            return self.request(operation, address, values, {**body, DRY_RUN: True})
        raise AssertionError(f"{operation} takes no dry run")

    def _collected(self, operation: Operation, address: Mapping[str, str]) -> Answer:
        """One answer made from all pages of a read whose data is an object with one long list."""
        name = str(self.kind.endpoints.paged)
        whole: dict[str, Any] = {}
        for page in self.client.pages(operation, address, query={"limit": self.kind.endpoints.page_size}):
            for part in page.items:
                if isinstance(part, dict):
                    more = {name: [*whole.get(name, []), *(part[name] or [])]} if name in part else {}
                    whole = {**whole, **part, **more}
        return Answer(200, "", whole, whole)

    def picked(self, data: Any, key: Mapping[str, Any]) -> dict[str, Any] | None:
        """The object in an answer's data: the data itself, or the item of the parent's list with the values of `key`.

        For an entry without a key, the object is empty: the answer cannot show which entry is meant.
        """
        if self.kind.entry:
            return self.kind.entry.found(data, key) if key else {}
        if self.kind.pick is None or not isinstance(data, dict):
            return data if isinstance(data, dict) else {}
        items = [each for each in listed(data.get(self.kind.pick.items) or []) if isinstance(each, dict)]
        place = next((n for n, item in enumerate(items) if all(item.get(name) == value for name, value in key.items())), None)
        return None if place is None else {**items[place], PRECEDING: [each.get(self.kind.pick.key) for each in items[:place]]}

    def key(self, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
        """The values that tell the object apart from other items of the parent's list."""
        read, delete = self.kind.endpoints.read, self.kind.endpoints.delete
        if self.kind.entry and read and delete:
            address = self.kind.endpoints.identity.address(id_, state) or {}
            return {name: address.get(name, "") for name in (*delete.placeholders, *delete.query) if name not in read.placeholders}
        return {self.kind.pick.key: id_.rpartition("/")[2]} if self.kind.pick else {}

    def _search(self, id_: str, address: Mapping[str, str] | None) -> dict[str, Any] | None:
        """The object's data from the list of its kind, where the API has no read operation, or a secret for its path is missing.

        Raises:
            Unavailable: the object is not in the list, which seems to be incomplete.
        """
        endpoints = self.kind.endpoints
        identity = endpoints.identity
        if endpoints.listing is None:
            return {}
        for page in self.client.pages(endpoints.listing):
            for item in page.items:
                if isinstance(item, dict) and (
                    self.id_of(item) == id_ if address is None else identity.address(self.id_of(item), {}) == address
                ):
                    return item
            if page.blank or (page.more and not page.items):
                raise Unavailable("The list ended early", method="GET", path=endpoints.listing.path)
        return None

    def all(self, parent: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """All objects of the kind: from its list, or from the `parent` whose list holds them; none where the API has no list."""
        listing, read = self.kind.endpoints.listing, self.kind.endpoints.read
        if self.kind.pick and read:
            return self._siblings(read, parent or {}, self.kind.pick.items)
        pages = self.client.pages(listing) if listing else ()
        return (item for page in pages for item in page.items if isinstance(item, dict))

    def _siblings(self, read: Operation, parent: Mapping[str, str], name: str) -> Iterator[dict[str, Any]]:
        try:
            data = self.client.send(read, parent).data
        except NotFound:
            return iter(())
        return iter((data.get(name) if isinstance(data, dict) else None) or ())

    def id_of(self, item: Mapping[str, Any], parents: Mapping[str, Any] | None = None) -> str:
        """The Pulumi ID of an item of the list; `parents` are values that the item itself may lack."""
        return self.kind.endpoints.identity.of(item, parents or {})

    def address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str]:
        address = self.kind.endpoints.identity.address(id_, state)
        if address is None:
            raise InputError(f"{self.named(id_)}: state lacks the secret that addresses it; refresh the stack")
        return address

    def failed(self, verb: str, id_: str, error: ConsoleError, advice: str = "") -> RequestFailed:
        """The error that says which object failed, what was tried, what came back, and what to do."""
        return RequestFailed(f"{self.named(id_)}: could not {verb} it. {error}.{advice}", error)

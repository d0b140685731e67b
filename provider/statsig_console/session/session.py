"""Sessions: one client per project and key in a process, shared by all kinds and threads, and one pace per project for all its keys."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from statsig_console.declaring.api import declared_api
from statsig_console.errors import ConsoleError, InputError, NotFound
from statsig_console.secrets import fingerprint
from statsig_console.stack.settings import Settings

from .census import Census
from .claims import Claims
from .deletions import Deletions
from .dry_runs import DryRuns
from .identity import Environments, Identity, read_environments, read_identity, read_name
from .owners import Owners
from .places import Places
from .progress import Progress
from .relations import Relations

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from limits.storage import Storage

    from statsig_console.sending.client import ConsoleClient
    from statsig_console.sending.pacing import Pace

    from .snapshots import Snapshots


class Session:
    """What this process knows of a project, and its client. The client is made, with its connections, when first needed.

    `said` are the notices that are shown only once, `homes` the IDs of the Statsig projects that the stack's objects are in,
    `unidentified` the API's answer that it has no operation which tells the project, `began` when the session was made, by the clock of
    `time.monotonic`.
    `around` wraps the network's transport, for a caller that watches requests.
    """

    def __init__(self, settings: Settings, around: Callable[[httpx.BaseTransport], httpx.BaseTransport] | None = None) -> None:
        self.settings = settings
        self.began = time.monotonic()
        self._around = around
        self._network: httpx.BaseTransport | None = None
        self._connecting = threading.Lock()
        self._client: ConsoleClient | None = None
        self._snapshots: Snapshots | None = None
        self._making = threading.Lock()
        self._identity: tuple[Identity | None] | None = None
        self._environments: tuple[int, Environments | None] | None = None
        self._asking = threading.Lock()
        self.claims = Claims()
        self.owners = Owners()
        self.relations = Relations(self.owners)
        self.places = Places()
        self.homes: set[str] = set()
        self.unidentified: NotFound | None = None
        self.said: set[str] = set()
        self.progress = _progress.setdefault(settings.project, Progress())
        self.census = Census()
        self.dry_runs = DryRuns()
        self.deletions = Deletions(settings.bounds, self.census)

    @property
    def client(self) -> ConsoleClient:
        """The project's one client in this process."""
        with self._making:
            if self._client is None:
                # Imported here, since a program that only declares resources sends nothing, and by one thread at a time.
                from statsig_console.sending.client import ConsoleClient
                from statsig_console.sending.transport import patient_transport

                self._client = ConsoleClient(self.settings, patient_transport(self.settings, pace_for(self), self._connected()))
            return self._client

    @property
    def snapshots(self) -> Snapshots:
        """The project's lists, as far as they have been loaded."""
        from .snapshots import Snapshots

        client = self.client
        with self._making:
            if self._snapshots is None:
                self._snapshots = Snapshots(client)
            return self._snapshots

    @property
    def identity(self) -> Identity | None:
        """The Statsig project that the key opens, requested once; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails. The next call requests it again.
        """
        with self._asking:
            if self._identity is None:
                try:
                    self._identity = (read_identity(self._client or self._unpaced()),)
                except NotFound as error:
                    self._identity, self.unidentified = (None,), error
            return self._identity[0]

    @property
    def project_name(self) -> str | None:
        """The Statsig project's name for messages, requested each time if `identity` lacks it; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails.
        """
        identity = self.identity
        return identity.name if identity and identity.name else read_name(self.client)

    @property
    def environments(self) -> Environments | None:
        """The project's environments, requested once, and again after this process has written them; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails. The next call requests them again.
        """
        client, path = self.client, declared_api().environments.operation.path
        with self._asking:
            changes = client.changes_at(path)
            if self._environments is None or self._environments[0] != changes:
                self._environments = (changes, read_environments(client))
            return self._environments[1]

    def counts_beside(self, other: Session) -> bool:
        """Whether both sessions are paced at the same address, so that the API may count their requests together."""
        return self.settings.paced and other.settings.paced and self.settings.url == other.settings.url

    def forget(self) -> None:
        """Drops the lists; the next reads load them again."""
        with self._making:
            self._snapshots = None

    def close(self) -> None:
        """Closes the connections; the next request opens new ones."""
        with self._making:
            if self._client is not None:
                self._client.close()
            with self._connecting:
                if self._network is not None:
                    self._network.close()
                self._client = self._snapshots = self._network = None

    def _connected(self) -> httpx.BaseTransport:
        """The session's one pool of connections."""
        with self._connecting:
            if self._network is None:
                from statsig_console.sending.transport import network_of

                network = network_of(self.settings)
                self._network = self._around(network) if self._around else network
            return self._network

    def _unpaced(self) -> ConsoleClient:
        """A client without a pace, to read the project's ID: the pace depends on that ID."""
        from statsig_console.sending.client import ConsoleClient
        from statsig_console.sending.pacing import Pace
        from statsig_console.sending.transport import patient_transport

        return ConsoleClient(self.settings, patient_transport(self.settings, Pace("", paced=False), self._connected()))


_sessions: dict[Settings, Session] = {}
_sending: dict[str, Session] = {}
_paces: dict[str, Pace] = {}
_progress: dict[str, Progress] = {}
_lock = threading.Lock()


def session_for(settings: Settings) -> Session:
    """The process's session with these settings."""
    with _lock:
        return _sessions.get(settings) or _sessions.setdefault(settings, Session(settings))


def pace_for(session: Session) -> Pace:
    """The process's one pace for a session's project.

    The API counts requests by project, and a key does not show which project it opens. So the project's ID is requested where requests
    are counted together with others: in a store, or with another key at the same address. Otherwise they are counted by key.
    """
    settings = session.settings
    with _lock:
        if settings.project in _paces:
            return _paces[settings.project]
        # From here on, later sessions count together with this one.
        _sending.setdefault(settings.project, session)
        others = [each for each in _sending.values() if each.settings.project != settings.project and each.counts_beside(session)]
    shares = settings.paced and (others or settings.rate_limit_store)
    name = _counted_as(session) if shares else settings.project
    same = [settings.project, name, *(each.settings.project for each in others if shares and _counted_as(each) == name)]
    with _lock:
        found = next((_paces[each] for each in same if each in _paces), None) or _new_pace(settings, name)
        for each in same:
            _paces.setdefault(each, found)
        return found


def _counted_as(session: Session) -> str:
    """The name under which a session's requests are counted: by project, or by key where the API does not tell the project."""
    settings = session.settings
    try:
        identity = session.identity
    except ConsoleError:  # The request that follows will fail with the same error.
        identity = None
    return fingerprint(f"{identity.id} {settings.url}") if identity else settings.project


def _new_pace(settings: Settings, name: str) -> Pace:
    from statsig_console.notices import announce
    from statsig_console.sending.pacing import Pace

    progress = _progress.setdefault(settings.project, Progress())
    shared = store_of(settings)
    return Pace(name, paced=settings.paced, shared=shared, patience=settings.timeouts.rate_limit, say=announce, progress=progress)


def store_of(settings: Settings) -> Storage | None:
    """The store in which all runs of the project count together. Programs have checked it; if it fails now, this run counts by itself."""
    from statsig_console.notices import announce

    if not (settings.paced and settings.rate_limit_store):
        return None
    from statsig_console.sending.rate_store import opened

    try:
        return opened(settings.rate_limit_store)
    except InputError as error:
        announce(f"{error} Until then each run keeps to the rate limit by itself alone.")
        return None

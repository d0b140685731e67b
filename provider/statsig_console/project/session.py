"""One client per project and process, shared by all kinds and threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from statsig_console.declaring.api import declared_api
from statsig_console.errors import InputError
from statsig_console.stack.settings import Settings

from .census import Census
from .claims import Claims
from .deletions import Deletions
from .identity import Environments, Identity, read_environments, read_identity, read_name
from .owners import Owners
from .progress import Progress

if TYPE_CHECKING:
    from limits.storage import Storage

    from statsig_console.sending.client import ConsoleClient
    from statsig_console.sending.pacing import Pace

    from .snapshots import Snapshots


class Session:
    """A project as this process talks to it. The client, and with it the connections, is made when it is first needed.

    `said` is what is said once only.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client: ConsoleClient | None = None
        self._snapshots: Snapshots | None = None
        self._making = threading.Lock()
        self._identity: tuple[Identity | None] | None = None
        self._environments: tuple[int, Environments | None] | None = None
        self._asking = threading.Lock()
        self.claims = Claims()
        self.owners = Owners()
        self.said: set[str] = set()
        self.progress = _progress.setdefault(settings.project, Progress())
        self.census = Census()
        self.deletions = Deletions(settings.bounds, self.census)

    @property
    def client(self) -> ConsoleClient:
        """The project's one client in this process."""
        with self._making:
            if self._client is None:
                # Imported here, since a program that only declares resources sends nothing, and by one thread at a time.
                from statsig_console.sending.client import ConsoleClient
                from statsig_console.sending.transport import patient_transport

                self._client = ConsoleClient(self.settings, patient_transport(self.settings, pace_for(self.settings)))
            return self._client

    @property
    def snapshots(self) -> Snapshots:
        """The project's lists, as far as reads have loaded them."""
        from .snapshots import Snapshots

        client = self.client
        with self._making:
            if self._snapshots is None:
                self._snapshots = Snapshots(client)
            return self._snapshots

    @property
    def identity(self) -> Identity | None:
        """The Statsig project that the key opens, asked for once; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails. It is asked again then.
        """
        client = self.client
        with self._asking:
            if self._identity is None:
                self._identity = (read_identity(client),)
            return self._identity[0]

    @property
    def project_name(self) -> str | None:
        """The Statsig project's name for messages, asked for each time where `identity` does not hold it; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails.
        """
        identity = self.identity
        return identity.name if identity and identity.name else read_name(self.client)

    @property
    def environments(self) -> Environments | None:
        """The project's environments, asked for once, and again after this process has written them; None where the API does not tell.

        Raises:
            ConsoleError: the key is not accepted, or the API fails. They are asked for again then.
        """
        client, path = self.client, declared_api().environments.operation.path
        with self._asking:
            changes = client.changes_at(path)
            if self._environments is None or self._environments[0] != changes:
                self._environments = (changes, read_environments(client))
            return self._environments[1]

    def forget(self) -> None:
        """Drops the lists; the next reads ask the API."""
        with self._making:
            self._snapshots = None

    def close(self) -> None:
        """Closes the connections; the next request opens new ones."""
        with self._making:
            if self._client is not None:
                self._client.close()
                self._client = self._snapshots = None


_sessions: dict[Settings, Session] = {}
_paces: dict[str, Pace] = {}
_progress: dict[str, Progress] = {}
_lock = threading.Lock()


def session_for(settings: Settings) -> Session:
    """The process's session with a project: one for each project, key and way to talk to it."""
    with _lock:
        return _sessions.get(settings) or _sessions.setdefault(settings, Session(settings))


def pace_for(settings: Settings) -> Pace:
    """The process's one pace for a project, whatever else the settings say."""
    from statsig_console.notices import announce
    from statsig_console.sending.pacing import Pace

    with _lock:
        if settings.project not in _paces:
            progress = _progress.setdefault(settings.project, Progress())
            shared = store_of(settings)
            _paces[settings.project] = Pace(
                settings.key.fingerprint,
                paced=settings.paced,
                shared=shared,
                patience=settings.timeouts.rate_limit,
                say=announce,
                progress=progress,
            )
        return _paces[settings.project]


def store_of(settings: Settings) -> Storage | None:
    """The store in which runs on the project count together. Programs have seen that it is there; without one, runs go on alone."""
    from statsig_console.notices import announce

    if not (settings.paced and settings.rate_limit_store):
        return None
    from statsig_console.sending.rate_store import opened

    try:
        return opened(settings.rate_limit_store)
    except InputError as error:
        announce(f"{error} Until then each run keeps to the rate limit by itself alone.")
        return None

"""Identity: which project a key opens and which environments it has, asked of the emulator."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from statsig_console.declaring.operations import operation
from statsig_console.errors import Unauthorized, Unavailable
from statsig_console.sending.client import ConsoleClient
from statsig_console.session.identity import Identity
from tests.provider.conftest import Project

ENVIRONMENTS = operation("POST /environments")


@pytest.fixture
def project() -> Project:
    """An empty project that is asked who it is."""
    return Project(asks=True)


def test_a_project_is_asked_once_who_it_is(project: Project) -> None:
    """Threads of all kinds ask at the same moment, and each request is one of the run's."""
    together = threading.Barrier(8)

    def ask(_: int) -> Identity | None:
        together.wait()
        return project.session.identity

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(ask, range(8)))

    assert found == {Identity(project.console.get("/project").data["id"])}
    assert project.requests() == ["GET /project"]


def test_a_rotated_key_opens_the_same_project() -> None:
    """The ID is the project's, whichever key asks."""
    one = Project(asks=True)
    made = one.console.post("/keys", {"description": "ci", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    other = Project(asks=True)
    other.service, other.transport, other.key = one.service, one.transport, made
    other.configure(asks=True)

    assert other.session.identity == one.session.identity
    other.key = "console-anotheranotheranother"
    other.configure(asks=True)
    assert other.session.identity != one.session.identity


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_api_that_does_not_tell_is_asked_no_more(project: Project, status: int) -> None:
    """A key may lack the permission; a run goes on without it."""
    project.refuse("GET", "/project", status)

    assert project.session.identity is None
    assert project.session.identity is None
    assert project.requests() == ["GET /project"]


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (503, Unavailable)])
def test_an_api_that_fails_is_asked_again(project: Project, status: int, kind: type[Exception]) -> None:
    """A project that nobody could ask is not one that does not tell."""
    project.refuse("GET", "/project", status)

    with pytest.raises(kind):
        _ = project.session.identity

    assert project.session.identity is not None


def test_a_project_is_named_by_its_settings(project: Project) -> None:
    """People know a project by its name; the operation that tells the ID does not hold it."""
    project.console.post("/settings/project", {"name": "Shop", "visibility": "OPEN", "default_unit_type": "userID"})

    assert project.session.project_name == "Shop"
    assert project.requests() == ["GET /project", "GET /settings/project"]


def test_environments_are_asked_once_and_after_they_were_written(project: Project) -> None:
    """Whatever else is written, they stay as they were told."""
    listed = project.console.get("/environments").data["environments"]
    before = project.session.environments
    project.session.client.send(operation("POST /gates"), body={"name": "Checkout"})
    unchanged = project.session.environments
    live = {"name": "Live", "isProduction": False, "requiresReview": False, "requiresReleasePipeline": False}
    project.session.client.send(ENVIRONMENTS, body={"environments": [*listed, live]})

    assert before == {each["name"]: each["isProduction"] for each in listed}
    assert unchanged is before
    assert project.session.environments == {**before, "Live": False}
    assert project.requests() == ["GET /environments", "POST /gates", "POST /environments", "GET /environments"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, None),
        ([], None),
        ({"environments": None}, None),
        ({"environments": [{"name": "live", "isProduction": True}, {"name": "odd"}, {"id": "1"}, 7]}, {"live": True, "odd": None}),
    ],
)
def test_what_an_answer_lacks_about_environments_is_unknown(project: Project, data: object, told: object) -> None:
    """An answer may hold less than its document says, and what it lacks is no word about production."""
    answering = httpx.MockTransport(lambda request: httpx.Response(200, json={"message": "", "data": data}))
    project.session._client = ConsoleClient(project.session.settings, answering)

    assert project.session.environments == told

"""Home: a stack knows in which Statsig project its objects are, and what a key of another one would do."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console.errors import InputError
from statsig_console.stack.bounds import Bounds
from statsig_console.state_keys import HOME
from tests.provider.conftest import Project
from tests.provider.samples import Flag


@pytest.fixture
def ours() -> Project:
    """The project that the stack is in."""
    return Project(asks=True)


@pytest.fixture
def theirs() -> Project:
    """A project of another key, which has a flag of the same name."""
    project = Project("console-anotheranotheranother", seed=2, asks=True)
    project.console.post("/gates", {"name": "A Flag", "description": "theirs"})
    return project


def made(project: Project) -> tuple[Any, dict[str, Any]]:
    """A flag of the stack, and the inputs that made it."""
    handlers = project.handlers(Flag)
    inputs = handlers.check({"name": "A Flag"}).inputs
    return handlers.create(inputs), inputs


def test_state_remembers_the_project(ours: Project) -> None:
    """It is asked once for all that a process sends; a preview asks nothing."""
    result, inputs = made(ours)
    handlers = ours.handlers(Flag)
    state = handlers.update(result.id, result.state, {**inputs, "description": "new"})
    found = handlers.read(result.id, state)

    assert found is not None
    assert result.state[HOME] == state[HOME] == found.state[HOME] == ours.console.get("/project").data["id"]
    assert ours.requests().count("GET /project") == 1

    ours.configure(asks=True)
    ours.handlers(Flag).diff(state, inputs, result.id)
    assert ours.requests() == []


@pytest.mark.parametrize("verb", ["create", "read", "update", "delete"])
def test_a_key_of_another_project_changes_nothing(ours: Project, theirs: Project, verb: str) -> None:
    """Neither is an object taken for gone there, nor is one of the same name changed."""
    result, inputs = made(ours)
    handlers = theirs.handlers(Flag)
    calls = {
        "create": lambda: (handlers.diff(result.state, inputs, result.id), handlers.create({**inputs, "name": "Another"})),
        "read": lambda: handlers.read(result.id, result.state),
        "update": lambda: handlers.update(result.id, result.state, {**inputs, "description": "new"}),
        "delete": lambda: handlers.delete(result.id, result.state),
    }

    with pytest.raises(InputError) as caught:
        calls[verb]()

    there, name = theirs.console.get("/project").data["id"], theirs.console.get("/settings/project").data["name"]
    what = "another" if verb == "create" else "a_flag"
    assert str(caught.value) == (
        f"Flag {what}: this stack's objects are in the Statsig project {result.state[HOME]}, but the key opens {there} ({name}), "
        "and nothing was sent. Correct the key; or, if the stack moves to that project, set STATSIG_ALLOW=project for this run."
    )
    assert theirs.requests() == ["GET /project", "GET /settings/project"]


def test_a_stack_moves_when_somebody_says_so(ours: Project, theirs: Project) -> None:
    """From then on it is at home there."""
    result, inputs = made(ours)
    theirs.configure(asks=True, bounds=Bounds(allowed=frozenset({"project"})))
    found = theirs.handlers(Flag).read(result.id, result.state)
    assert found is not None

    theirs.configure(asks=True)
    state = theirs.handlers(Flag).update(result.id, found.state, {**inputs, "description": "new"})

    assert state[HOME] == theirs.console.get("/project").data["id"]


def test_another_key_of_the_same_project_is_as_good(ours: Project) -> None:
    """Keys are rotated."""
    result, inputs = made(ours)
    key = ours.console.post("/keys", {"description": "new", "type": "CONSOLE", "scopes": ["omni_read_write"]}).data["key"]
    ours.key = key
    ours.configure(asks=True)

    state = ours.handlers(Flag).update(result.id, result.state, {**inputs, "description": "new"})

    assert state[HOME] == result.state[HOME]


def test_an_api_that_does_not_tell_stops_nobody(ours: Project) -> None:
    """What state remembers stays there."""
    result, inputs = made(ours)
    ours.configure(asks=True)
    ours.refuse("GET", "/project")

    state = ours.handlers(Flag).update(result.id, result.state, {**inputs, "description": "new"})

    assert state[HOME] == result.state[HOME]


@pytest.mark.parametrize("verb", ["read", "update", "delete"])
@pytest.mark.parametrize("status", [404, 410])
def test_at_an_address_that_has_forgotten_the_project_nothing_is_gone(ours: Project, verb: str, status: int) -> None:
    """A wrong `statsig:apiUrl` knows neither the project nor any object: a refresh would drop them all, and a destroy leave them all."""
    result, inputs = made(ours)
    ours.configure(asks=True)
    for path in ("/project", "/gates/*"):
        ours.refuse("GET", path, status=status, count=9)
        ours.refuse("DELETE", path, status=status, count=9)
    handlers = ours.handlers(Flag)
    calls = {
        "read": lambda: handlers.read(result.id, result.state),
        "update": lambda: handlers.update(result.id, result.state, {**inputs, "description": "new"}),
        "delete": lambda: handlers.delete(result.id, result.state),
    }

    for _ in range(2):
        with pytest.raises(InputError, match=rf"\(GET /project, {status}\)\. It has told the project before, .* check statsig:apiUrl http"):
            calls[verb]()

    assert [request for request in ours.requests() if "gates/" in request] == []


def test_an_api_without_such_an_operation_stops_nobody(ours: Project) -> None:
    """Where state does not say either in which project an object is."""
    result, inputs = made(ours)
    ours.configure(asks=True)
    ours.refuse("GET", "/project", status=404)
    state = {name: value for name, value in result.state.items() if name != HOME}

    assert ours.handlers(Flag).update(result.id, state, {**inputs, "description": "new"})["description"] == "new"


def test_an_api_that_fails_to_tell_stops_the_run(ours: Project) -> None:
    """Then nobody knows where a change would go."""
    result, inputs = made(ours)
    ours.configure(asks=True)
    ours.refuse("GET", "/project", status=500)

    with pytest.raises(InputError, match=r"^Flag a_flag: could not update it\. .* \(GET /project, 500\)"):
        ours.handlers(Flag).update(result.id, result.state, {**inputs, "description": "new"})

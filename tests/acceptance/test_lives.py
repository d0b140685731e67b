"""The life of every kind, through the real Pulumi CLI: create, preview, change, drift, replace, adopt, destroy."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from statsig_console.state_keys import MANAGED
from statsig_console_emulator.testing import Emulator
from tests.scheduling import made_once

from .chronicle import Chronicle, Chronicler
from .life import Life
from .lives_core import CORE
from .lives_data import DATA, WAREHOUSE
from .lives_experiments import EXPERIMENTS

GROUPS = {"core": CORE, "experiments": EXPERIMENTS, "data": DATA, "warehouse": WAREHOUSE}
SORTS = {"cloud": ("core", "experiments", "data"), "warehouse": ("warehouse",)}
"""The sorts of projects, and the groups of lives that are led in one of each."""


def lives_in(sort: str) -> tuple[Life, ...]:
    """The lives that are led in a project of a sort."""
    return tuple(life for group in SORTS[sort] for life in GROUPS[group])


ALL = [
    pytest.param((sort, life), id=f"{group}:{life.label}") for sort, groups in SORTS.items() for group in groups for life in GROUPS[group]
]
_told: dict[str, Chronicle | Exception] = {}


@pytest.fixture
def chronicles(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Chronicle]:
    """What happened to the lives of a sort of project, told once."""

    def told(sort: str) -> Chronicle:
        if sort not in _told:
            made_once(tmp_path_factory, f"lives-{sort}")
            key = f"console-{'whn-' if sort == 'warehouse' else ''}lives"
            try:
                _told[sort] = Chronicler(lives_in(sort), tmp_path_factory.mktemp(sort), emulator, key).tell()
            except Exception as error:
                _told[sort] = error
        story = _told[sort]
        if isinstance(story, Exception):
            raise story
        return story

    return told


@pytest.fixture(params=ALL)
def lived(request: pytest.FixtureRequest, chronicles: Callable[[str], Chronicle]) -> tuple[Life, Chronicle]:
    """One life, and the chronicle that holds it."""
    sort, life = request.param
    return life, chronicles(sort)


def test_create_then_nothing_to_do(lived: tuple[Life, Chronicle]) -> None:
    """A second preview, a refresh and a preview after it find no difference."""
    life, told = lived

    assert told.runs["created"].steps[life.label].op == "create"
    assert life.label not in told.runs["previewed"].steps
    assert life.label not in told.runs["refreshed"].steps
    assert life.label not in told.runs["previewed after refresh"].steps


def test_noop_preview_sends_nothing(lived: tuple[Life, Chronicle]) -> None:
    """Previews read nothing and change nothing. One that plans a change asks at most once where production is."""
    _, told = lived
    sent = {name: requests for name, requests in told.requests.items() if name.startswith("previewed")}

    assert "previewed after drift" in sent
    assert sent.pop("previewed after drift") in ([], [("GET", "/environments")])
    assert {name: requests for name, requests in sent.items() if requests} == {}


def test_everything_set_is_managed(lived: tuple[Life, Chronicle]) -> None:
    """State remembers which properties the program manages: those that it sets, and those with a default."""
    life, told = lived
    inputs = told.states["created"][life.label]["inputs"]

    managed = [path for path in told.states["created"][life.label]["outputs"][MANAGED] if "." not in path]
    assert managed == sorted(name for name in inputs if not name.startswith("__"))


def test_change_updates_in_place(lived: tuple[Life, Chronicle]) -> None:
    """All properties that can be changed in place are, and state holds the new values."""
    life, told = lived
    if not life.changed:
        pytest.skip("nothing of this life can be changed in place")

    state = told.states["changed"][life.label]

    assert told.runs["changed"].steps[life.label].op == "update"
    assert state["id"] == told.states["created"][life.label]["id"]
    fields = life.declaration.by_name
    different = [
        name
        for name, value in life.changed.items()
        if fields[name].options.only_with is None
        and not fields[name].options.secret
        and value is not None
        and not fields[name].same(state["outputs"].get(name), fields[name].shape.encode(value))
    ]
    assert different == []
    assert life.label not in told.runs["previewed after change"].steps


def test_drift_is_found_and_mended(lived: tuple[Life, Chronicle]) -> None:
    """An edit in the console shows in the next preview after a refresh, and `up` undoes it."""
    life, told = lived
    names = life.outside if life.outside is not None else tuple(name for name in life.changed if life.declaration.by_name[name].is_read)
    if not names:
        pytest.skip("nothing that answers tell can be changed in the console")

    assert told.runs["previewed after drift"].steps[life.label].op == "update"
    assert told.runs["mended"].steps[life.label].op == "update"
    assert life.label not in told.runs["previewed after mending"].steps


def test_immutable_property_replaces(lived: tuple[Life, Chronicle]) -> None:
    """Each property that the API cannot change plans a replacement, and names itself as the reason."""
    life, told = lived
    if not life.immutable:
        pytest.skip("every property can be changed in place")

    planned = {name: told.replacements[life.label, name] for name in life.immutable}

    assert {name: step and step.op for name, step in planned.items()} == dict.fromkeys(life.immutable, "replace")
    assert all(name in step.because for name, step in planned.items())
    assert not life.returns or told.runs["replaced"].steps[life.label].op == "replace"
    assert life.label not in told.runs["previewed after replacement"].steps


def test_deleted_outside_is_created_again(lived: tuple[Life, Chronicle]) -> None:
    """An object that is gone leaves the stack at refresh, and the next `up` creates it."""
    life, told = lived
    if life.declaration.endpoints.delete is None:
        pytest.skip("the API cannot delete it")

    assert told.runs["previewed after deletion"].steps[life.label].op == "create"
    assert told.runs["created again"].steps[life.label].op == "create"


def test_adopted_without_a_change(lived: tuple[Life, Chronicle]) -> None:
    """`pulumi import --file` takes the object into another stack, whose preview then has nothing to do."""
    life, told = lived

    assert life.label not in told.runs["adopted"].steps


def test_the_printed_command_reads_the_object(lived: tuple[Life, Chronicle]) -> None:
    """What an error about an existing object tells people to run makes an entry for just that object, whatever its ID looks like."""
    life, told = lived
    endpoints, result = life.declaration.endpoints, told.commands[life.label]

    if not (endpoints.read or endpoints.listing):
        assert "or the API cannot read it" in result.output
        return
    assert result.exit_code == 0, result.output
    (entry,) = json.loads(result.stdout)["resources"]
    state = told.states["refreshed"][life.label]
    assert (entry["type"], entry["id"]) == (state["type"], state["id"])


def test_destroyed(lived: tuple[Life, Chronicle]) -> None:
    """Destroy leaves no resource in the stack."""
    life, told = lived

    assert told.runs["destroyed"].steps[life.label].op == "delete"
    assert told.states["destroyed"] == {}


def test_told_fields_only(lived: tuple[Life, Chronicle]) -> None:
    """State holds declared properties and the engine's own memory, and nothing else."""
    life, told = lived
    names = {name for name in told.states["created"][life.label]["outputs"] if not name.startswith("__")}

    assert names <= set(life.declaration.by_name)
    assert {name for name in names if life.declaration.by_name[name].is_read}


def test_made_after_what_it_names(lived: tuple[Life, Chronicle]) -> None:
    """What a life names is made before it, also where its changed values name it in plain text: no chapter depends on luck."""
    life, told = lived
    waited_for = {urn.rpartition("::")[2] for urn in told.states["created again"][life.label].get("dependencies", [])}
    assert set(life.needs) <= waited_for

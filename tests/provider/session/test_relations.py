"""Relations: names that another resource of the program has to list."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import Among, Kind, kind_of
from statsig_console.declaring.shapes import JsonValue, ListOf, Record, Scalar
from statsig_console.session.owners import Owners
from statsig_console.session.relations import Relations
from tests.reliability.generated import KINDS

LAYER = kind_of(statsig.Layer)
EXPERIMENT = kind_of(statsig.Experiment)
PAUSE = kind_of(statsig.ExperimentDisableGroups)

COLOURS = {"name": "Look", "id_type": "userID", "parameters": [{"name": "colour", "type": "string", "default_value": '"red"'}]}
SIZES = {"name": "Sizes", "layer_id": "l1", "groups": [{"name": "A", "size": 100, "parameter_values": '{"colour": "red", "size": 9}'}]}


class Program:
    """A program whose resources are entered one by one."""

    def __init__(self) -> None:
        self.owners = Owners()
        self.relations = Relations(self.owners)

    def declare(self, kind: Kind, name: str, inputs: dict[str, Any], olds: dict[str, Any] | None = None) -> list[str]:
        """What is wrong with a resource when it is checked."""
        urn = f"urn:pulumi:dev::infra::statsig:{kind.label}::{name}"
        self.owners.declare(kind, olds or {}, inputs, urn)
        return [each.sentence() for each in self.relations.declare(kind, olds or {}, inputs, urn)]

    def compare(self, kind: Kind, name: str, id_: str, state: dict[str, Any]) -> list[str]:
        """What is wrong when the resource turns out to be the object with an ID."""
        urn = f"urn:pulumi:dev::infra::statsig:{kind.label}::{name}"
        self.owners.note_compared(kind, id_, state, urn)
        return [each.sentence() for each in self.relations.known(urn)]


@pytest.fixture
def program() -> Program:
    """Nothing declared yet."""
    return Program()


def test_experiment_uses_its_layers_parameters(program: Program) -> None:
    """The layer was compared before, so that its ID is known when the experiment is checked."""
    program.declare(LAYER, "look", COLOURS, COLOURS)
    assert program.compare(LAYER, "look", "l1", COLOURS) == []

    assert program.declare(EXPERIMENT, "sizes", SIZES) == [
        'groups[0].parameter_values.size is no parameter of Layer "look", which this program declares'
    ]


def test_layer_that_comes_second_is_told(program: Program) -> None:
    """The same, named at the layer, once it is known that the experiment means it."""
    assert program.declare(EXPERIMENT, "sizes", SIZES) == []
    assert program.declare(LAYER, "look", COLOURS, COLOURS) == []

    assert program.compare(LAYER, "look", "l1", COLOURS) == [
        'parameters lack what Experiment "sizes" names at groups[0].parameter_values.size'
    ]


def test_layer_that_gives_up_a_parameter_is_told(program: Program) -> None:
    """An experiment that stays as it is still needs it."""
    program.declare(LAYER, "look", {**COLOURS, "parameters": []}, COLOURS)
    program.compare(LAYER, "look", "l1", COLOURS)

    assert program.declare(EXPERIMENT, "sizes", SIZES, SIZES) == [
        'groups[0].parameter_values.colour is no parameter of Layer "look", which this program declares',
        'groups[0].parameter_values.size is no parameter of Layer "look", which this program declares',
    ]


def test_groups_of_an_action(program: Program) -> None:
    """An experiment is known by its ID before it is there, so that its groups are known in the first preview, in either order."""
    told = 'group_names[1] is no group of Experiment "sizes", which this program declares'
    assert program.declare(EXPERIMENT, "sizes", SIZES) == []
    assert program.declare(PAUSE, "pause", {"experiment_id": "sizes", "group_names": ["A", "B"]}) == [told]

    other = Program()
    assert other.declare(PAUSE, "pause", {"experiment_id": "sizes", "group_names": ["A", "B"]}) == []
    assert other.declare(EXPERIMENT, "sizes", SIZES) == ['groups lack what ExperimentDisableGroups "pause" names at group_names[1]']


@pytest.mark.parametrize(
    "layer",
    [
        {"name": "Look", "id_type": "userID"},
        {**COLOURS, "parameters": Unknown()},
        {**COLOURS, "parameters": [{"name": Unknown(), "type": "string", "default_value": '"red"'}]},
    ],
)
def test_what_is_not_known_is_no_mistake(program: Program, layer: dict[str, Any]) -> None:
    """Parameters that the program leaves to the console, or that only `up` knows."""
    program.declare(LAYER, "look", layer, layer)
    program.compare(LAYER, "look", "l1", COLOURS)

    assert program.declare(EXPERIMENT, "sizes", SIZES) == []
    assert program.declare(EXPERIMENT, "later", {**SIZES, "layer_id": Unknown()}) == []
    assert program.declare(EXPERIMENT, "elsewhere", {**SIZES, "layer_id": "l2"}) == []


def test_what_the_stack_has_is_let_be(program: Program) -> None:
    """Both are deployed so; the API took it."""
    program.declare(LAYER, "look", COLOURS, COLOURS)
    program.compare(LAYER, "look", "l1", COLOURS)

    assert program.declare(EXPERIMENT, "sizes", SIZES, SIZES) == []


RELATED = [(kind, among) for kind in KINDS.values() for among in kind.among]


@pytest.mark.parametrize(("kind", "among"), RELATED, ids=[f"{kind.label}-{among.path}" for kind, among in RELATED])
def test_declared_relations_name_what_is_there(kind: Kind, among: Among) -> None:
    """Each names properties of both kinds, of the shapes that it is about."""
    shape: Any = kind.record
    for step in among.path.split("."):
        shape = shape.by_name[step.removesuffix("[]")].shape
        shape = shape.item if step.endswith("[]") else shape
    assert isinstance(shape, JsonValue if among.keys else Scalar)
    assert among.by in kind.settable
    items = kind_of(getattr(statsig, among.of)).by_name[among.items].shape
    assert isinstance(items, ListOf)
    assert isinstance(items.item, Record)
    assert among.name in items.item.by_name

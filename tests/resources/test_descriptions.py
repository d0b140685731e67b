"""The check of the sentences under the declarations' lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tools.descriptions import declared, in_source

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions
from statsig_console.declaring.kinds import classes_in, kind_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''
class Wheel(TypedDict):
    size: int


class Car(ConsoleResource):
    """A car."""

    OTHER: ClassVar[int] = 1
    name: Prop[str] = prop()
    """The name of the car."""
    colour: Prop[str] = prop()
    """{long}"""
    speed: Out[float] = output()
    """How fast it goes, in km/h."""
    doors: Out[float] = output()
    """How many people can get out at once"""


class CarResult(Result):
    id: str


def get_car(id: str, *, tags: str) -> CarResult:
    """A car.

    Args:
        tags: Words that it is found by.
    """


def get_car_output(id: str) -> CarResult: ...


def helper(x): ...
'''


def test_all_is_described() -> None:
    """The command that `make lint` runs says how many there are of each sort, and has nothing to complain of."""
    done = subprocess.run([sys.executable, ROOT / "tools" / "descriptions.py"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    counts = re.findall(r"(\d+) of (\d+) described", done.stdout)
    assert len(counts) == 5
    assert all(int(good) == int(of_all) > 100 for good, of_all in counts)


def test_what_is_amiss_is_told() -> None:
    """A sentence is missing, says nothing, is none, or is too long; what no program sees wants none."""
    found = list(in_source(SOURCE.replace("{long}", "The colour " * 40), "car.py"))

    assert {(each.sort, each.owner, each.name): each.amiss for each in found} == {
        ("keys", "Wheel", "size"): "has no sentence",
        ("properties", "Car", "name"): "says nothing but the name",
        ("properties", "Car", "colour"): "has 439 characters, 300 are enough",
        ("outputs", "Car", "speed"): "",
        ("outputs", "Car", "doors"): "is no sentence: it has no full stop at the end",
        ("result fields", "CarResult", "id"): "has no sentence",
        ("parameters", "get_car", "id"): "has no sentence",
        ("parameters", "get_car", "tags"): "",
    }


def test_check_sees_all_that_kinds_declare() -> None:
    """Whatever class a property stands in, also one that several kinds share."""
    seen = {(each.owner, each.name) for each in declared()}

    missing = [
        (owner.__name__, field.name)
        for owner in classes_in(statsig)
        for field in kind_of(owner).fields
        if not any((base.__name__, field.name) in seen for base in owner.__mro__)
    ]

    assert missing == []
    assert descriptions(statsig.Gate).keys() == kind_of(statsig.Gate).by_name.keys()

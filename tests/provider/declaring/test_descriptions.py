"""What is said of a declaration's lines comes from the source, when somebody asks."""

from __future__ import annotations

import importlib
import marshal
import sys
import zipfile
from pathlib import Path

import pytest

from statsig_console.declaring.descriptions import descriptions, entries, parameters, summary

SOURCE = '''
class Base:
    colour: str
    """The colour of the paint."""
    _hidden: str
    """Not for users."""


class Thing(Base):
    """A thing.

    It has parts.
    """

    name: str = "x"
    """What it is
    called."""
    bare: int
    size: int = max(
        1,
        2,
    )
    r"""A size, as in `\\d`."""
'''


@pytest.fixture
def thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    """A class in a module of its own."""
    (tmp_path / "described_here.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "described_here", raising=False)
    found = importlib.import_module("described_here").Thing
    assert isinstance(found, type)
    return found


def test_sentences_stand_under_their_lines(thing: type) -> None:
    """In one line each, those of base classes first; what nobody described is not there."""
    assert descriptions(thing) == {"colour": "The colour of the paint.", "name": "What it is called.", "size": "A size, as in `\\d`."}


def test_classes_and_functions_sum_up_what_they_are(thing: type) -> None:
    """Paragraphs are lines; sections about parameters and errors are left out."""
    assert summary(thing) == "A thing.\n\nIt has parts."
    assert summary(entries) == "The parameters that a docstring explains, by name."


def test_functions_explain_their_parameters() -> None:
    """Under ``Args:``, each with what its further lines say."""

    def paint(colour: str, size: int) -> None:
        """Paints.

        Args:
            colour: The colour
                of the paint: any.
            size: How much.

        Raises:
            ValueError: it is too much.
        """

    assert parameters(paint) == {"colour": "The colour of the paint: any.", "size": "How much."}
    assert summary(paint) == "Paints."


def test_packages_without_source_have_no_descriptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled modules alone run a program as well; a package inside an archive has its source there."""
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("described_in_archive.py", SOURCE)
    monkeypatch.syspath_prepend(tmp_path / "packed.zip")
    packed = importlib.import_module("described_in_archive").Thing
    bare = type("Thing", (), {"__module__": "no_such_module"})

    assert descriptions(packed)["name"] == "What it is called."
    assert descriptions(bare) == {}


def test_sentences_cost_nothing_at_import() -> None:
    """The compiler leaves them out, so that they are in no memory and no file that is loaded."""
    compiled = marshal.dumps(compile(SOURCE, "described_here.py", "exec"))

    assert b"A thing." in compiled
    assert b"The colour of the paint" not in compiled

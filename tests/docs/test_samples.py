"""Every resource has examples of its own, which its page shows; that they can be deployed is tested with the real CLI."""

from __future__ import annotations

import ast
import builtins
import re

import pytest
from tools.docs import kinds, programs, samples

from statsig_console.declaring.kinds import kind_of

RESOURCES = kinds.classes(once=False)
LONG = 8
"""From how many properties on a kind has a full example."""


def examples_of(owner: type) -> list[samples.Sample]:
    """A kind's examples."""
    return samples.samples(kinds.stem(owner))


@pytest.mark.parametrize("owner", RESOURCES, ids=lambda owner: owner.__name__)
def test_kind_has_examples_from_the_smallest_to_the_full(owner: type) -> None:
    """The smallest, the usual, and the full one where there is much to set; each sets as much of the kind as the one before, or more."""
    own = [field for field in kind_of(owner).inputs if not field.options.own]
    found = examples_of(owner)
    full = len(own) >= LONG or len(found) == len(samples.SIZES)
    set_in = [programs.properties_set(each.source, owner.__name__) for each in found]

    assert [each.size for each in found] == [*samples.SIZES[:2], *(samples.SIZES[2:] if full else [])]
    assert all(set_in)
    assert set_in == sorted(set_in)


@pytest.mark.parametrize("owner", RESOURCES, ids=lambda owner: owner.__name__)
def test_example_is_told_in_a_sentence(owner: type) -> None:
    """One, which begins with a capital letter, ends with a full stop, and stands once in the file."""
    said = [each.said for each in examples_of(owner)]

    assert [each for each in said if not re.fullmatch(r"[A-Z](?:[^.]|\.(?! ))+\.", each) or len(each) > 140] == []
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("owner", RESOURCES, ids=lambda owner: owner.__name__)
def test_example_is_a_program_of_its_own(owner: type) -> None:
    """It imports what it needs and nothing else, and names no variable of another example."""
    for each in examples_of(owner):
        tree = ast.parse(each.source)
        imported = {name for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)) for name in programs.names_bound(node)}
        bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        read = programs.names_read(tree)

        assert read - bound - imported - set(dir(builtins)) == set()
        assert imported - read == set()


def test_no_file_outlives_its_kind() -> None:
    """Each file is about a resource."""
    assert {each.stem for each in samples.FOLDER.glob("*.py")} == {kinds.stem(owner) for owner in RESOURCES}

"""Adoption under every latitude: what a program says of a project does not depend on what answers leave out, add, or turn round."""

from __future__ import annotations

import pytest

from statsig_console_emulator.testing import Emulator
from tests.scheduling import made_once

from .adoption import Adoptions
from .latitude import LATITUDES

pytestmark = pytest.mark.pulumi

PROVEN_SHARE = 3


@pytest.fixture(scope="module")
def adoptions(troubled: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Adoptions:
    """A project with objects of every kind, and its program where answers are what they always are."""
    made_once(tmp_path_factory, "adoptions")
    return Adoptions(troubled, tmp_path_factory.mktemp("adoptions"))


@pytest.mark.parametrize(("number", "latitude"), list(enumerate(LATITUDES)), ids=LATITUDES)
def test_a_project_is_adopted_alike_under_every_latitude(adoptions: Adoptions, number: int, latitude: str) -> None:
    """The same modules, and the same objects and inputs in the import file; a preview without changes once they are imported.

    The import itself takes long: one latitude of three has it here, all have it in `make reliability`.
    """
    assert list(adoptions.problems(latitude, proven=number % PROVEN_SHARE == 0)) == []

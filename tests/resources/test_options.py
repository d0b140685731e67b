"""What `prop` can be told is what a reader meets in several kinds; the rest are marks."""

from __future__ import annotations

from inspect import Parameter, signature

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.fields import Options, prop
from statsig_console.declaring.kinds import kinds_in

OPTIONS = [name for name, each in signature(prop).parameters.items() if each.kind is Parameter.KEYWORD_ONLY]
SEVERAL = 3


@pytest.mark.parametrize("option", OPTIONS)
def test_several_kinds_use_an_option(option: str) -> None:
    """One that is left to fewer becomes a mark of its own."""
    unsaid = getattr(Options(True), option)

    using = {kind.label for kind in kinds_in(statsig) if any(getattr(field.options, option) != unsaid for field in kind.inputs)}

    assert len(using) >= SEVERAL, using

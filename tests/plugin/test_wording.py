"""Wording: no sentence of the engine speaks Python to a program in another language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pulumi_statsig_console as statsig
import statsig_console
from statsig_console.declaring.kinds import kind_of
from statsig_console_plugin.reporting import Reporter, about
from statsig_console_plugin.wording import worded

from .protocol import plugin_urn

GATE = plugin_urn("it", kind_of(statsig.Gate))
PYTHON = re.compile(r"\w=[\[\"A-Z]|ResourceOptions|pulumi\.[A-Z]|\bstatsig\.[a-z]+\(")
"""What only a program in Python can have."""

ELSEWHERE = {"resource.py", "testing.py", "lookup.py", "program.py"}
"""Modules whose sentences are about what programs in Python call."""


def sentences() -> dict[str, str]:
    """The engine's sentences with Python in them, by their places, without values other than an alias; docstrings are none."""
    found = {}
    for file in sorted(Path(statsig_console.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
        parts = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
        for each in ast.walk(tree):
            text = None
            if isinstance(each, ast.JoinedStr):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in each.values)
            elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in docs | parts:
                text = each.value
            if text and " " in text and PYTHON.search(text) and file.name not in ELSEWHERE:
                found[f"{file.name}:{each.lineno}"] = text.replace("aliases=[]", 'aliases=[pulumi.Alias(name="old")]')
    return found


def test_every_notation_of_python_has_another() -> None:
    """For resources of the plugin, whichever sentence it is in."""
    texts = sentences()

    assert {place: said for place, text in texts.items() if PYTHON.search(said := worded(GATE, text))} == {}
    assert len(texts) >= 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'add aliases=[pulumi.Alias(name="old_one")] to its ResourceOptions',
            f'add aliases: ["{GATE.rpartition("::")[0]}::old_one"] to its options',
        ),
        ('add aliases=["urn:pulumi:dev::a::b::c"] to its ResourceOptions', 'add aliases: ["urn:pulumi:dev::a::b::c"] to its options'),
        ("set delete_before_replace=True in its ResourceOptions", "set deleteBeforeReplace: true in its options"),
        ("set adopt_existing=True; pass_percentage is", "set adoptExisting: true; passPercentage is"),
        ("A newer one is written statsig.newer(…)", 'A newer one is written {"statsig:newer": …}'),
        ("set statsig:maxDeletes, not a key `max_deletes`", "set statsig-console:maxDeletes, not a key `max_deletes`"),
    ],
)
def test_a_sentence_has_the_programs_notation(text: str, said: str) -> None:
    """Options, switches, marks and settings."""
    assert worded(GATE, text) == said


def test_lines_of_the_log_have_the_programs_names(capsys: pytest.CaptureFixture[str]) -> None:
    """As errors have them."""
    with about(GATE):
        Reporter().say("Gate it: rules[0].pass_percentage is a share; set statsig:maxRolloutStep")

    assert "rules[0].passPercentage is a share; set statsig-console:maxRolloutStep" in capsys.readouterr().err

"""The layout of generated code: any value survives, and a formatter has nothing to add."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console_cli.adopt.layout import Element, Text, call, literal, quoted, remark, statement

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
HARD = [
    '"); import os; os.system("x") #',
    "'''\"\"\"",
    "back\\slash\\",
    "a" * 60 + '\n"""\nb"',
    "SELECT *\nFROM orders\nWHERE paid AND total > 0 -- all that matters",
    "SELECT *   \nFROM orders                                         ",
    "\u202eright to left\u200b",
    "tab\tcarriage\rnull\0",
    "\ud800",
    "it's",
    'say "x"',
    "é" * 100,
]


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_stay_data(text: str) -> None:
    """A text reads back as it is, whatever is in it."""
    assert ast.literal_eval(quoted(text)) == text


@given(st.text(alphabet=st.characters(codec=None)))
def test_every_text_stays_data(text: str) -> None:
    """The same for any text."""
    assert ast.literal_eval(quoted(text)) == text


@given(JSON)
def test_every_value_reads_back(value: Any) -> None:
    """A JSON value reads back as it is, broken over lines or not."""
    code = statement("x", literal(value))

    assert ast.literal_eval(code.removeprefix("x = ")) == value


@given(st.text())
def test_a_remark_is_one_line(text: str) -> None:
    """Nothing can leave a comment."""
    assert len(f"# {remark(text)}".splitlines()) == 1


def test_lines_are_broken_when_they_are_too_long() -> None:
    """What fits stays on its line; else each element has its own."""
    short = call("f", [Element(literal("a")), Element(Text("tags.b.name"), "tag=")])
    long = call("f", [Element(literal("a" * 50)), Element(literal(["b" * 20, "c" * 20]), "names=")])

    assert statement("x", short) == 'x = f("a", tag=tags.b.name)'
    assert statement("x", long) == f'x = f(\n    "{"a" * 50}",\n    names=["{"b" * 20}", "{"c" * 20}"],\n)'


def test_multi_line_texts_are_blocks() -> None:
    """A statement of SQL is readable."""
    assert quoted(HARD[4]) == f'"""{HARD[4]}"""'


def formatted(code: str) -> str:
    """The code as Ruff would leave it."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--quiet", "--stdin-filename", "x.py", "-"]
    return subprocess.run(command, input=code.encode(), capture_output=True, check=True).stdout.decode()


def some_value(source: random.Random, depth: int = 4) -> Any:
    """A value of any form, with words long and short."""
    word = "".join(source.choices("abc '\"é日\\n", k=source.randrange(1, 30)))
    if depth and source.random() < 0.6:
        items = [some_value(source, depth - 1) for _ in range(source.randrange(5))]
        return items if source.random() < 0.5 else {f"{word}{number}": item for number, item in enumerate(items)}
    return source.choice([word, None, True, source.randrange(10**6), source.random() * 1000])


def test_a_formatter_has_nothing_to_add() -> None:
    """Ruff leaves the code as it is written."""
    source = random.Random(1)
    hard = [each for each in HARD if each != "\ud800"]
    wide = [{"key": ["x" * number, {"k" * number: number}]} for number in range(60, 90)]
    values = [*hard, *wide, *(some_value(source) for _ in range(400))]
    code = "".join(f"{statement('x', call('f', [Element(literal(each), 'value=')]))}\n" for each in values)

    assert formatted(code) == code

"""JSON5 is read as its specification says, and nothing else is."""

import pytest

from statsig_console_emulator import json5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, 'b': \"x\", $c_1: [],}", {"a": 1, "b": "x", "$c_1": []}),
        ("// head\n{ /* in */ a /**/ : /* x */ +1 }", {"a": 1}),
        ("[1, .5, 5., 1e3, -0x1F, 'it\\'s', \"\\u00e9\\x41\\n\"]", [1, 0.5, 5.0, 1000.0, -31, "it's", "éA\n"]),
        ("'a\\\nb'", "ab"),
        ("[true, false, null]", [True, False, None]),
        (str(2**70), 2**70),
        ("{über: 1}", {"über": 1}),
    ],
)
def test_reads(text, value):
    assert json5.loads(text) == value


@pytest.mark.parametrize(
    "text", ["", "{", "{a}", "{a: }", "[1 2]", "'a", "'a\nb'", "1 2", "Infinity", "NaN", "moon", "{1: 2", "/* x", "'\\u12'", "[" * 1000]
)
def test_refuses(text):
    with pytest.raises(ValueError):  # noqa: PT011 - which of the reader's messages is its own matter
        json5.loads(text)

"""`statsig-console explain` on words that mean harm: to terminals, to readers, to what renders Markdown."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app
from tests.acceptance.life import Noted
from tests.acceptance.lives_core import CORE
from tests.acceptance.lives_data import DATA, WAREHOUSE
from tests.acceptance.lives_experiments import EXPERIMENTS

from .test_explain import explained, gate, rule, step, urn

HOSTILE = (
    "\x1b[31m\x07\u202etxt\u2066\u200b\x85\ud800 @everyone #1 GH-2 http://x www.x.org :tada: $x$ <img src=x> **b** `c`\n# title\r\n" * 3
)
"""What people may have typed, or a machine for them."""

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def replaced(value: Any, word: str) -> Any:
    """A value with every text in it replaced, but for the types that say how to read the rest."""
    if isinstance(value, dict):
        return {key: each if key == "type" else replaced(each, word) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, word) for each in value]
    if isinstance(value, str) and is_json(value):
        return json.dumps(replaced(json.loads(value), word))
    return word if isinstance(value, str) else value


def is_json(text: str) -> bool:
    """Whether a text is a JSON value, as state holds those."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def steps_of(word: str) -> list[Any]:
    """Steps that show foreign words in every place where there are any."""
    condition = {"type": word, "operator": word, "target_value": [word, 10**400], "field": None, "custom_id": None}
    named = [{"type": "custom_field", "field": word, "operator": word, "target_value": word}] * 9
    rules = [
        {"name": word, "pass_percentage": 10**400, "conditions": [condition], "environments": [word] * 9},
        {"name": f"{word}2", "pass_percentage": -5e300, "conditions": named, "environments": []},
    ]
    before = gate(*rules, name=word, description=word, tags=[word], team=word)
    changed = [rules[1], rules[0] | {"pass_percentage": 1}, rule(word * 2)]
    after = gate(*changed, name=f"{word}x", description="b", tags=["b", word * 2])
    values = {"default_value": json.dumps({word: 1})}, {"default_value": json.dumps({"a": word})}
    found = [
        step("update", "Gate", word, before, after),
        step("create", "Gate", f"{word}new", None, before),
        step("delete", "Gate", f"{word}old", before),
        step("replace", "Key", f"{word}key", {"description": "a"}, {"description": word}, replaceReasons=[word] * 9),
        step("update", "DynamicConfig", "config", *values),
        {"op": "create", "urn": f"urn:pulumi:{word}::shop::{word}::{word}", "newState": {"inputs": {}}},
    ]
    for life in (*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE):
        kind = life.declaration
        first = json.loads(json.dumps({name: kind.by_name[name].shape.encode(value) for name, value in life.first(Noted()).items()}))
        changed = json.loads(json.dumps({name: kind.by_name[name].shape.encode(value) for name, value in life.changed.items()}))
        found.append(step("create", kind.label, "it", None, replaced(first, word)))
        found.append(step("update", kind.label, "it", replaced(first, word), {**first, **replaced(changed, word)}))
    return found


@pytest.mark.parametrize("style", ["markdown", "text"])
@pytest.mark.parametrize("drift", [False, True])
def test_every_foreign_word_can_be_seen_is_short_and_means_nothing(style: str, drift: bool) -> None:
    """Names, operators, types, tags, values, keys of JSON, reasons, errors: no line of either form steers anything, or goes on for ever."""
    diagnostics = [{"severity": "error", "message": f"{HOSTILE}{HOSTILE}{'x' * 5000}"}]
    steps = steps_of(HOSTILE)
    if drift:
        steps = [{**each, "op": "refresh"} for each in steps] + [{**each, "op": "update"} for each in steps if "oldState" in each]
        for each in steps:
            if new := each.get("newState"):
                each["newState"] = {**new, "outputs": new["inputs"] | {"last_modifier_name": HOSTILE}}
    document = {"steps": steps, "changeSummary": {}, "diagnostics": diagnostics}
    arguments = ["explain", "--format", style, *(["--drift"] if drift else []), "--production", HOSTILE]

    done = CliRunner().invoke(app, arguments, input=json.dumps(document))

    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    text = done.stdout.replace("\u2060", "") if style == "markdown" else done.stdout
    assert {character for character in text if unicodedata.category(character) in HIDDEN} == {"\n"}
    assert "<U+202E>" in text or "\\<U+202E\\>" in text
    assert max(map(len, text.splitlines())) < 6000
    assert [line for line in text.splitlines() if line.startswith("#") and "title" in line and not line.startswith("##")] == []


def outside_code(text: str) -> str:
    """Markdown without what stands in code."""
    return re.sub(r"`[^`]*`", "", text)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("@everyone", r"@\w"),
        ("a@x.org", r"@\w"),
        ("#12", r"#\d"),
        ("GH-12", r"GH-\d"),
        ("http://x.org", r"://"),
        ("www.x.org", r"www\.\w"),
        (":tada:", r":tada:"),
        ("$x^2$", r"\$(?!</span>)"),
        ("<img src=x>", r"(?<!\\)<(?!/?span>)"),
        ("&lt;b&gt;", r"(?<!\\)&"),
        ("*b* **b**", r"(?<!\\)\*b"),
        ("_b_ __b__", r"(?<![\\\w])_b|b_(?!\w)"),
        ("~~b~~", r"(?<!\\)~"),
        ("[a](b) ![a](b)", r"(?<!\\)[\[\]]"),
        ("a|b", r"(?<!\\)\|"),
        ("a\\b", r"(?<!\\)\\b"),
        ("```b", r"(?<!\\)`{2}"),
        ("- b", r"^ *- -"),
        ("+ b", r"^ *- \+"),
        ("1. b", r"^ *- 1\."),
        ("# b", r"(?<!\\)# b"),
        ("> b", r"(?<!\\)> b"),
        ("a\n\n# b", r"^# b"),
        ("--> b", r"(?<!\\)-->"),
    ],
)
def test_foreign_words_are_no_markdown(word: str, meaning: str) -> None:
    """Nothing of GitHub's and GitLab's: no link, mention, reference, picture, formula, list or heading, wherever the word stands."""
    document = {"steps": steps_of(word), "changeSummary": {}, "diagnostics": [{"severity": "error", "message": word}]}
    text = outside_code(CliRunner().invoke(app, ["explain"], input=json.dumps(document)).stdout)

    assert len(text) > 10_000
    assert re.findall(meaning, text, re.MULTILINE) == []


def test_joined_letters_and_emoji_stay() -> None:
    """What people write in any language can be read as they wrote it."""
    name = "سلام می\u200cخواهم 👩\u200d💻 ❤️ हिन्दी"

    assert name in explained(step("create", "Gate", "it", None, gate(name=name)))


def test_lines_end_where_json_ends_them() -> None:
    """Pulumi's events may hold characters that other formats end a line with."""
    about = {"urn": urn("Gate", "checkout"), "op": "update", "old": {"id": "x", "inputs": gate(), "outputs": gate()}}
    about["new"] = {"inputs": gate(description="a\x85b\u2028c")}
    events = [{"sequence": 1, "resourcePreEvent": {"metadata": about}}]

    printed = "\n".join(json.dumps(each, ensure_ascii=False) for each in events)
    done = CliRunner().invoke(app, ["explain", "--format", "text"], input=printed)

    assert "description nothing → “a b c”" in done.output

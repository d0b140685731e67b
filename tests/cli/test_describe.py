"""What `statsig-console describe` tells of a kind, an action, a lookup, and parts of them."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console.lookup import lookups_in
from statsig_console_cli import app


def described(*arguments: str) -> str:
    """What the command prints, in one line."""
    done = CliRunner().invoke(app, ["describe", *arguments])
    assert done.exit_code == 0, done.output
    return re.sub(r"\s+", " ", done.stdout)


def test_kind_is_described_with_all_its_properties() -> None:
    """A reader learns what each is for, what it may be, and what it means to leave it out."""
    text = described("Gate")

    assert text.startswith("Gate A feature gate.")
    assert 'id_type text, default "userID" The kind of ID that percentages are drawn by: users (`userID`)' in text
    assert "name text, required The name that the console shows." in text
    assert "status text The state as the API calls it" in text.partition("Outputs")[2]
    assert [field.name for field in kind_of(statsig.Gate).fields if f" {field.name} " not in text] == []


def test_parts_of_a_kind_are_described() -> None:
    """At any depth, as programs and messages of previews write it, with brackets or without."""
    assert "Condition: One condition of a rule. type " in described("Gate.rules.conditions")
    assert described("Gate.rules[0].conditions[]").partition(" ")[2] == described("Gate.rules.conditions").partition(" ")[2]
    assert "custom_id: text The unit ID type whose ID is compared" in described("Gate.rules.conditions.custom_id")
    assert "BooleanGateParam: One of two booleans" in described("ParamStore.parameters")


def test_actions_and_lookups_are_described() -> None:
    """Whatever a program can call."""
    assert "Runs" not in described("ExperimentReset")
    assert "triggers JSON Any value. When it changes, the action runs again" in described("ExperimentReset")
    assert described("get_gate").startswith("get_gate The gate with this id")
    assert "Attributes of GateResult active_review " in described("get_gate")
    assert "Attributes of TargetingRuleResult " in described("get_gate.rules")
    assert "API:" not in described("get_gate.rules.conditions.type")


@pytest.mark.parametrize("name", [*(each.__name__ for each in classes_in(statsig)), *lookups_in(statsig)])
def test_everything_can_be_described(name: str) -> None:
    """Every resource, action and lookup has a page, and a line in the list."""
    assert described(name).startswith(name)
    assert f" {name} " in described()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Gatte", "Gatte: no such name. Did you mean Gate"),
        ("Gate.rulse", "rulse: no such name. Did you mean rules"),
        ("Gate.rules.condition", "condition: no such name. Did you mean conditions"),
        ("get_gate.rule", "rule: no such name. Did you mean rules"),
        ("Gate.name.more", "more: no such name."),
        ("\x1b[2JGate", "<U+001B>"),
    ],
)
def test_unknown_names_are_told_with_what_may_be_meant(name: str, says: str) -> None:
    """A misspelt name is no traceback, and steers no terminal."""
    done = CliRunner().invoke(app, ["describe", name])

    assert done.exit_code == 2
    assert says in done.output
    assert "\x1b" not in done.output


def test_output_is_plain_where_it_is_no_terminal() -> None:
    """Bold names are for people; a pipe gets text alone."""
    runner = CliRunner()

    assert "\x1b" not in runner.invoke(app, ["describe", "Gate"]).stdout
    assert "\x1b[1mGate" in runner.invoke(app, ["describe", "Gate"], color=True).stdout

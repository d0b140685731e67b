"""What a kind or a program calls secret is encrypted in state, and stays so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_typed
from statsig_console.declaring.shapes import ListOf, Shape
from statsig_console.stored import MANAGED, is_secret, own
from statsig_console_emulator.testing import Emulator

from .life import Life
from .stacks import Stack
from .test_lives import GROUPS, lives_of

TEXTS = ["hush-token", "hush-credentials", "hush-private-key", "hush-header"]


def program(changes: str = "") -> Callable[[], None]:
    """A program that holds secrets in clear; `changes` goes into each of them."""

    def run() -> None:
        statsig.DatabricksConnection(
            "databricks",
            host=f"example.com{changes}",
            path="/sql",
            token=f"hush-token{changes}",
            delta_sharing_credentials=f"hush-credentials{changes}",
        )
        statsig.WarehouseConnection("warehouse", bigquery={"private_key": f"hush-private-key{changes}", "project": "shop"})
        prompt = statsig.Prompt("prompt", name="Helper")
        statsig.PromptVersion(
            "version",
            prompt_id=prompt.id,
            name="Brief",
            auth_workflow_headers=[{"name": "Authorization", "value": f"hush-header{changes}"}],
        )

    return run


@pytest.fixture
def key(keys: Callable[[str], str]) -> str:
    """A warehouse-native project."""
    return keys("whn-secret-inputs")


def test_plain_secrets_are_encrypted(stack: Stack) -> None:
    """After up, refresh, a change and another refresh no secret is in state in clear, and all can be decrypted."""
    for changes in ("", "-changed"):
        texts = [text + changes for text in TEXTS]
        shown = stack.up(program(changes)).text
        before = json.dumps(stack.export())
        shown += stack.refresh(program(changes)).text
        after = json.dumps(stack.export())
        clear = stack.cli("stack", "export", "--show-secrets", "--stack", "dev")

        assert [text for text in texts if text in before + after + shown] == []
        assert [text for text in texts if text not in clear] == []
    assert stack.preview(program("-changed")).steps == {}
    stack.destroy()


@pytest.mark.parametrize("group", GROUPS)
def test_no_output_repeats_a_secret_input_in_clear(group: str, keys: Callable[[str], str], emulator: Emulator, tmp_path: Path) -> None:
    """Whichever input of whichever kind is secret, no other output tells it: not in another notation, nor under another name."""
    lives = lives_of(group)
    stack = Stack(tmp_path / "stack", emulator.url, keys("whn-secret" if group == "warehouse" else "secret"))
    stack.configure("statsig:maxRolloutStep", "100")

    stack.up(lambda: declare_secretly(lives))
    stack.refresh()

    clear = json.loads(stack.cli("stack", "export", "--show-secrets", "--stack", "dev"))["deployment"]["resources"]
    assert {
        each["urn"].rpartition("::")[2]: found
        for each in clear
        if each["custom"] and ":dynamic/" in each["type"] and (found := list(repeated(each)))
    } == {}
    assert stack.preview(lambda: declare_secretly(lives)).steps == {}


def test_what_becomes_secret_is_sealed_without_a_change(stack: Stack) -> None:
    """The value is the same, so nothing is sent; state is encrypted all the same, at any depth and in each notation."""

    def program(text: Callable[[str], Any]) -> Callable[[], None]:
        def run() -> None:
            people = {"type": "email", "operator": "any", "target_value": [text("hush-rule")]}
            rules = [{"name": "all", "conditions": [people], "pass_percentage": 1}]
            statsig.Gate("gate", name="Gate", description=text("hush-gate"), rules=rules)
            statsig.DynamicConfig("config", name="Config", default_value={"token": text("hush-config")})

        return run

    stack.up(program(str))
    assert json.dumps(stack.export()).count("hush-") > 5

    assert stack.up(program(pulumi.Output.secret)).steps == {}

    assert "hush-" not in json.dumps(stack.export())


def declare_secretly(lives: tuple[Life, ...]) -> None:
    """Declares all lives with every input secret."""
    made: dict[str, Any] = {}
    for life in lives:
        values = {name: pulumi.Output.secret(value) for name, value in life.first(made).items() if value is not None}
        made[life.label] = life.declare(made, values)


def repeated(resource: Any) -> Iterator[str]:
    """The outputs of a resource in an export that hold, in clear, a text of a secret input.

    The API's own words are none, nor are those in an ID, which Pulumi always shows.
    """
    kind = kind_typed(resource["type"])
    assert kind
    inputs, outputs = own(resource["inputs"]), own(resource["outputs"])
    said = {text for value in inputs.values() if sealed(value) for text in texts(value) if len(text) > 3 and text not in resource["id"]}
    said -= {word for field in kind.fields for word in words(field.shape)}
    for name, value in outputs.items():
        plain = name in inputs and not sealed(inputs[name])
        if not sealed(value) and not plain and name != MANAGED and (found := said & set(texts(value))):
            yield f"{name}: {sorted(found)}"


def words(shape: Shape) -> Iterator[Any]:
    """The words among which a value is one."""
    yield from getattr(shape, "choices", ())
    for inner in (*getattr(shape, "options", ()), *(member.shape for member in getattr(shape, "members", ()))):
        yield from words(inner)
    if isinstance(shape, ListOf):
        yield from words(shape.item)


def sealed(value: Any) -> bool:
    """Whether a value of an export is a secret."""
    return isinstance(value, dict) and is_secret(value)


def texts(value: Any) -> Iterator[str]:
    """All texts in a value of an export, inside JSON too."""
    if sealed(value):
        yield from texts(json.loads(value["plaintext"]))
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value
        try:
            parsed = json.loads(value)
        except ValueError:
            return
        if not isinstance(parsed, (int, float)):
            yield from texts(parsed)

"""What a kind or a program calls secret is encrypted in state, and stays so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import pulumi
import pulumi_statsig_console as statsig
from pulumi_statsig_console.rule import OPERATORS
from statsig_console.declaring.kinds import kind_typed
from statsig_console.declaring.shapes import ListOf, Shape
from statsig_console.state_keys import MANAGED, is_secret, own
from statsig_console_emulator.testing import Emulator

from .stacks import Project, Stack
from .test_lives import lives_in
from .together import configure

ROOT = Path(__file__).resolve().parents[2]
SECRET_PROGRAM = """
import sys

sys.path.insert(0, {root!r})
from tests.acceptance.test_secret_inputs import declare_secretly

declare_secretly(bool(pulumi.Config("acceptance").get_bool("changed")))
"""
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


def test_no_output_repeats_a_secret_input_in_clear(key: str, keys: Callable[[str], str], emulator: Emulator, tmp_path: Path) -> None:
    """Whichever input of whichever kind is secret, no other output tells it: not in another notation, nor under another name."""
    stack = Stack(tmp_path / "stack", emulator.url, keys("secret"))
    stack.configure("statsig:maxRolloutStep", "100")
    configure(stack, {"warehouse": key})

    stack.up(declare_secretly)
    stack.refresh()

    clear = json.loads(stack.cli("stack", "export", "--show-secrets", "--stack", "dev"))["deployment"]["resources"]
    assert {
        each["urn"].rpartition("::")[2]: found
        for each in clear
        if each["custom"] and ":dynamic/" in each["type"] and (found := list(repeated(each)))
    } == {}
    assert stack.preview(declare_secretly).steps == {}


def test_no_text_of_a_secret_input_is_shown(key: str, keys: Callable[[str], str], emulator: Emulator, tmp_path: Path) -> None:
    """Every input of every kind is secret: neither state, its history, exports, diffs, previews in JSON nor logs hold a text of one."""
    project = Project(tmp_path / "program", emulator.url, keys("secret-texts"), SECRET_PROGRAM.format(root=str(ROOT)))
    project.configure("statsig:maxRolloutStep", "100")
    project.run("config", "set", "--path", "--secret", "statsig:projects.warehouse.consoleApiKey", key)
    logs = tmp_path / "logs"
    log_everything(project, tmp_path / "site", logs)

    shown = {"up": project.run("up", "--yes", "--skip-preview", "--debug", "--logtostderr", "-v=3")}
    first = project.run("stack", "export", "--show-secrets")
    shown["refresh"] = project.run("refresh", "--yes", "--diff")
    shown["export"] = project.run("stack", "export")
    project.configure("acceptance:changed", "true")
    shown["diff"] = project.run("preview", "--diff")
    shown["summary"] = project.run("preview", "--json")
    project.variables["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"] = "1"
    shown["events"] = project.run("preview", "--json")
    del project.variables["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"]
    shown["update"] = project.run("up", "--yes", "--skip-preview", "--diff")
    second = project.run("stack", "export", "--show-secrets")
    shown["state"] = "".join(path.read_text() for path in (project.folder / ".pulumi").rglob("*") if path.is_file())
    shown["logs"] = "".join(path.read_text() for path in logs.iterdir())

    hidden = telling(json.loads(first)) | telling(json.loads(second))
    assert len(hidden) > 20
    assert "HTTP Request: POST" in shown["logs"]
    assert all(len(text) > 100 for text in shown.values())
    assert {(place, text) for text in hidden for place in shown if text in shown[place]} == set()


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


def declare_secretly(changed: bool = False) -> None:
    """Declares all lives, as they are first or changed, with every input secret; those of warehouse-native projects in one of their own."""
    for sort, project in (("cloud", None), ("warehouse", statsig.Project("warehouse"))):
        made: dict[str, Any] = {}
        with project or nullcontext():
            for life in lives_in(sort):
                values = {**life.first(made), **(life.changed if changed else {})}
                made[life.label] = life.declare(
                    made, {name: None if value is None else pulumi.Output.secret(value) for name, value in values.items()}
                )


def log_everything(project: Project, site: Path, logs: Path) -> None:
    """Has every Python process of a project write the logs of all its libraries into a file of its own."""
    site.mkdir()
    logs.mkdir()
    lines = ["import logging, os", f"logging.basicConfig(level=logging.DEBUG, filename=os.path.join({str(logs)!r}, str(os.getpid())))"]
    (site / "sitecustomize.py").write_text("\n".join(lines))
    project.variables["PYTHONPATH"] = str(site)


def telling(export: Any) -> set[str]:
    """The texts of an export's secret inputs by which one would know them.

    Left out are words that may stand anywhere, those of the API and of the declarations, whatever is in an ID or a name, by which messages
    and Pulumi call resources, and what another object tells in clear.
    """
    resources = [each for each in export["deployment"]["resources"] if each["custom"] and ":dynamic/" in each["type"]]
    public, clear, found = set(OPERATORS), dict[str, set[str]](), set[tuple[str, str]]()
    for each in resources:
        kind = kind_typed(each["type"])
        assert kind
        inputs, outputs = own(each["inputs"]), own(each["outputs"])
        public |= {each["urn"], f"/{each['id']}", *(word for field in kind.fields for word in (field.name, *words(field.shape)))}
        public |= set(texts(inputs.get("name")))
        clear[each["urn"]] = {text for value in outputs.values() for text in plain_texts(value)}
        found |= {(each["urn"], text) for value in inputs.values() if sealed(value) for text in texts(value)}
    known = "\n".join(map(str, public))
    return {
        text
        for urn, text in found
        if len(text) > 5 and re.search("[^a-z]", text) and text not in known
        if not any(text in told for other, told in clear.items() if other != urn)
    }


def plain_texts(value: Any) -> Iterator[str]:
    """All texts in a value of an export that are no part of a secret."""
    if isinstance(value, dict) and not sealed(value):
        for each in value.values():
            yield from plain_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from plain_texts(each)
    elif isinstance(value, str):
        yield value


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

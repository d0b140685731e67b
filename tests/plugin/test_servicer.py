"""The plugin's answers to single messages of Pulumi's engine: what is unknown, secret, wrong, or too late."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from pulumi.output import UNKNOWN, Unknown
from pulumi.runtime.proto import provider_pb2

import pulumi_statsig_console as statsig
from statsig_console.declaring.casing import camel
from statsig_console.declaring.kinds import kind_of, kinds_in
from statsig_console.sending.trace import BODIES_VARIABLE, FILE_VARIABLE
from statsig_console_emulator.testing import Client, Emulator
from statsig_console_plugin import schema
from statsig_console_plugin.schema import can_list, listed_by
from statsig_console_plugin.values import Properties, struct_of

from .protocol import configured, connected, plugin_urn

GATE = kind_of(statsig.Gate)
EVERYONE = {"name": "all", "passPercentage": 100, "conditions": [{"type": "public"}]}


class Project:
    """A project of its own on the emulator, and a plugin that is configured for it."""

    def __init__(self, stub: Any, emulator: Emulator, warehouse: bool = False, **settings: Any) -> None:
        self.stub = stub
        self.emulator = emulator
        self.key = f"console-{'whn-' if warehouse else ''}{uuid.uuid4().hex}"
        self.config = {"consoleApiKey": self.key, "apiUrl": emulator.url, **settings}
        configured(stub, self.config)

    @property
    def console(self) -> Client:
        """The project as the console sees it."""
        return self.emulator.client(self.key)

    def check(self, label: str, news: Any, olds: Any = None, secrets: Any = ()) -> Any:
        """Checks a resource's values."""
        urn = plugin_urn("it", kind_of(getattr(statsig, label)))
        return self.stub.Check(provider_pb2.CheckRequest(urn=urn, olds=struct_of(olds or {}), news=struct_of(news, secrets)))

    def create(self, label: str, news: Any, secrets: Any = (), **more: Any) -> Any:
        """Checks and creates a resource."""
        checked = self.check(label, news, secrets=secrets)
        assert not checked.failures, checked.failures
        urn = plugin_urn("it", kind_of(getattr(statsig, label)))
        return self.stub.Create(provider_pb2.CreateRequest(urn=urn, properties=checked.inputs, **more))

    def diff(self, label: str, made: Any, olds: Any, news: Any) -> Any:
        """Compares a resource with new values; `olds` are the old inputs."""
        urn = plugin_urn("it", kind_of(getattr(statsig, label)))
        checked = self.check(label, news, olds)
        assert not checked.failures, checked.failures
        before = self.check(label, olds).inputs
        request = provider_pb2.DiffRequest(id=made.id, urn=urn, olds=made.properties, old_inputs=before, news=checked.inputs)
        return self.stub.Diff(request)


@pytest.fixture
def project(stub: Any, emulator: Emulator) -> Project:
    """An empty project."""
    return Project(stub, emulator)


def places(answer: Any) -> dict[str, str]:
    """The places of a detailed difference, and what becomes of each."""
    kinds = provider_pb2.PropertyDiff.Kind
    return {path: kinds.Name(each.kind).lower() for path, each in answer.detailedDiff.items()}


def refused(call: Any) -> str:
    """The sentence with which a call fails."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return str(caught.value.details())


def test_a_difference_names_the_innermost_places(project: Project) -> None:
    """In the program's spelling; elements that come and go are added and deleted."""
    first = {"name": "A gate", "description": "one", "rules": [EVERYONE, {**EVERYONE, "name": "second"}], "tags": ["a"]}
    made = project.create("Gate", first)
    second = {**first, "description": "", "rules": [{**EVERYONE, "passPercentage": 50}], "tags": ["a", "b"], "isTemplate": True}

    answer = project.diff("Gate", made, first, second)

    assert places(answer) == {
        "description": "update",
        "rules[0].passPercentage": "update",
        "rules[1]": "delete",
        "tags": "update",
        "isTemplate": "add_replace",
    }
    assert (list(answer.replaces), answer.deleteBeforeReplace, answer.changes) == (["isTemplate"], True, answer.DIFF_SOME)
    assert all(each.inputDiff for each in answer.detailedDiff.values())


def test_a_difference_in_free_form_values_names_their_own_keys(project: Project) -> None:
    """However they are spelt; those that are no names stand in brackets."""
    first = {"name": "Limits", "defaultValue": {"max_items": {"new_zealand": 1}, "a.b": 1}}
    made = project.create("DynamicConfig", first)

    answer = project.diff("DynamicConfig", made, first, {**first, "defaultValue": {"max_items": {"new_zealand": 2}, "a.b": 2}})

    assert places(answer) == {"defaultValue.max_items.new_zealand": "update", 'defaultValue["a.b"]': "update"}


def test_drift_is_a_difference_between_state_and_inputs(project: Project) -> None:
    """Where the program's values are the old ones."""
    program = {"name": "A tag", "description": "mine"}
    made = project.create("Tag", program)
    project.console.patch(f"/tags/{made.id}", {"description": "theirs"})
    urn = plugin_urn("it", kind_of(statsig.Tag))
    inputs = project.check("Tag", program).inputs
    read = project.stub.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, properties=made.properties, inputs=inputs))

    answer = project.stub.Diff(provider_pb2.DiffRequest(id=made.id, urn=urn, olds=read.properties, old_inputs=inputs, news=inputs))

    assert Properties.of(read.inputs).values["description"] == "theirs"
    assert {path: each.inputDiff for path, each in answer.detailedDiff.items()} == {"description": False}


def test_a_preview_of_a_create_knows_what_the_program_says(project: Project) -> None:
    """And nothing that answers tell; nothing is sent."""
    before = project.emulator.count()

    made = project.create("Gate", {"name": "A gate", "tags": [UNKNOWN]}, preview=True)

    found = Properties.of(made.properties).values
    assert (made.id, found["name"], found["lifecycle"]) == ("", "A gate", "enabled")
    unknown = {name for name, value in found.items() if isinstance(value, Unknown)}
    assert {"createdTime", "version", "status", "gateId", "rules"} <= unknown
    assert isinstance(found["tags"][0], Unknown)
    assert project.emulator.count() == before


def test_a_preview_of_an_update_keeps_what_is_not_told_anew(project: Project) -> None:
    """Inputs that the program leaves to the console are as they were; outputs may change."""
    first = {"name": "A gate", "description": "one"}
    made = project.create("Gate", first)
    urn = plugin_urn("it", GATE)
    news = project.check("Gate", {**first, "description": "two"}).inputs

    answer = project.stub.Update(provider_pb2.UpdateRequest(id=made.id, urn=urn, olds=made.properties, news=news, preview=True))

    found = Properties.of(answer.properties).values
    assert (found["description"], found["gateId"], found["rules"]) == ("two", "a_gate", [])
    assert isinstance(found["version"], Unknown)
    assert project.console.get(f"/gates/{made.id}").data["description"] == "one"


def test_secret_inputs_stay_secret(project: Project) -> None:
    """Wherever the secret is inside, in inputs and state, with what else tells them; other properties are in clear."""
    program = {"name": "Limits", "defaultValue": {"token": "hush"}}
    checked = project.check("DynamicConfig", program, secrets=("defaultValue",))
    made = project.create("DynamicConfig", program, secrets=("defaultValue",))

    assert Properties.of(checked.inputs).secrets == {"defaultValue"}
    secret = Properties.of(made.properties).secrets
    twins = {camel(each) for each in kind_of(statsig.DynamicConfig).outputs_showing("default_value")}
    assert len(twins) > 1
    assert secret & {*twins, "name", "description", "createdTime"} == twins & set(Properties.of(made.properties).values)
    urn = plugin_urn("it", kind_of(statsig.DynamicConfig))
    read = project.stub.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, properties=made.properties, inputs=checked.inputs))
    assert Properties.of(read.properties).secrets == secret
    assert "hush" not in json.dumps([each for name, each in Properties.of(read.properties).values.items() if name not in secret])


def test_secret_inputs_are_in_no_traced_body(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any operation; the marks of state count as those of the program do."""
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "trace.jsonl"))
    monkeypatch.setenv(BODIES_VARIABLE, "1")
    configured(project.stub, {**project.config, "consoleApiKey": f"console-{uuid.uuid4().hex}"})
    urn = plugin_urn("it", kind_of(statsig.DynamicConfig))
    first, second = ({"name": "Limits", "defaultValue": {"token": f"hush-{number}"}} for number in range(2))
    made = project.create("DynamicConfig", first, secrets=("defaultValue",))

    read = project.stub.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, properties=made.properties))
    news = project.check("DynamicConfig", second, first, secrets=("defaultValue",)).inputs
    project.stub.Update(provider_pb2.UpdateRequest(id=made.id, urn=urn, olds=read.properties, news=news))

    text = (tmp_path / "trace.jsonl").read_text()
    sent = {line["operation"].split()[0] for line in map(json.loads, text.splitlines())}
    assert sent == {"POST", "GET", "PATCH"}
    assert "hush" not in text


def test_declared_secrets_are_secret(project: Project) -> None:
    """The text of a key, in every state."""
    made = project.create("Key", {"description": "CI", "type": "SERVER"})

    assert Properties.of(made.properties).secrets == {"key"}


def test_all_mistakes_are_told_in_the_programs_words(project: Project) -> None:
    """A sentence each, without a property, beside which Pulumi would print the value."""
    answer = project.check("Gate", {"nam": "x", "idType": "", "rules": [{**EVERYONE, "passPercentage": 101}]})

    assert {each.property for each in answer.failures} == {""}
    said = sorted(each.reason for each in answer.failures)
    assert any(each.startswith("rules[0].passPercentage should be") for each in said)
    assert "name is required" in said
    assert any(each.startswith("nam is no property here; did you mean name?") for each in said)


def test_what_exists_is_told_with_pulumis_own_way_to_import_it(project: Project) -> None:
    """No word of files that only the dynamic provider needs; and the command names the object."""
    project.console.post("/gates", {"name": "By hand"})

    said = refused(lambda: project.create("Gate", {"name": "By hand"}))

    assert "pulumi import statsig-console:index:Gate NAME by_hand" in said
    assert "adoptExisting" in said
    assert "import-file" not in said
    assert "\n" not in said


def test_an_unreachable_api_is_one_sentence(stub: Any, emulator: Emulator) -> None:
    """Without a traceback, and without the key."""
    project = Project(stub, emulator, apiUrl="http://127.0.0.1:9", retryTimeout=0.1)

    said = refused(lambda: project.create("Tag", {"name": "A tag"}))

    assert "no answer" in said
    assert "Traceback" not in said
    assert project.key not in said


def test_a_custom_timeout_ends_what_waits(project: Project) -> None:
    """For an API that fails: not when the stack's patience ends, but the resource's."""
    project.emulator.fault("status", status=503, path="/tags*")
    begun = time.monotonic()
    try:
        said = refused(lambda: project.create("Tag", {"name": "Waiting"}, timeout=1.0))
    finally:
        project.emulator.clear_faults()

    assert "503" in said or "timeout" in said
    assert time.monotonic() - begun < 20


def test_a_custom_timeout_ends_a_slow_answer(project: Project) -> None:
    """It counts for a request that is under way, too."""
    project.emulator.fault("slow", seconds=30, path="/tags*")
    begun = time.monotonic()
    try:
        said = refused(lambda: project.create("Tag", {"name": "Slow"}, timeout=1.0))
    finally:
        project.emulator.clear_faults()

    assert "custom timeout" in said
    assert time.monotonic() - begun < 15


def test_a_custom_timeout_ends_a_wait_for_the_rate_limit(project: Project) -> None:
    """The wait that the API names is longer than anybody is going to wait."""
    project.emulator.fault("status", status=429, retry_after=60, path="/tags*")
    begun = time.monotonic()
    try:
        said = refused(lambda: project.create("Tag", {"name": "Limited"}, timeout=1.0))
    finally:
        project.emulator.clear_faults()

    assert "429" in said or "custom timeout" in said
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("kind", [each for each in kinds_in(statsig) if can_list(each)], ids=lambda kind: kind.label)
def test_what_the_api_lists_is_listed(kind: Any, stub: Any, emulator: Emulator) -> None:
    """Of a new project what it begins with, by IDs that Read takes."""
    project = Project(stub, emulator, warehouse=True)
    query = {camel(each.name): "nothing" for each in listed_by(kind)}
    type_ = schema.token(kind.label)

    found = [each.result for each in project.stub.List(provider_pb2.ListRequest(token=type_, query=struct_of(query)))]

    for each in found[:3]:
        read = project.stub.Read(provider_pb2.ReadRequest(id=each.id, urn=plugin_urn("it", kind)))
        assert read.id == each.id


def test_a_list_names_its_objects_and_keeps_to_its_limit(project: Project) -> None:
    """By ID and name; and what has no list says so."""
    for name in ("One", "Two", "Three"):
        project.console.post("/gates", {"name": name})
    type_ = schema.token("Gate")

    found = [(each.result.id, each.result.name) for each in project.stub.List(provider_pb2.ListRequest(token=type_))]
    some = list(project.stub.List(provider_pb2.ListRequest(token=type_, limit=2)))

    assert sorted(found) == [("one", "One"), ("three", "Three"), ("two", "Two")]
    assert len(some) == 2
    said = refused(lambda: list(project.stub.List(provider_pb2.ListRequest(token=schema.token("GateReviewCommit")))))
    assert said == "The API has no list of GateReviewCommit."


def test_whole_numbers_beyond_floats_are_kept(project: Project) -> None:
    """By their digits, in JSON: Pulumi's numbers are floats."""
    program = {"name": "Limits", "defaultValue": {"big": {"statsig:digits": "1152921504606846977"}, "small": 3}}

    made = project.create("DynamicConfig", program)

    assert project.console.get(f"/dynamic_configs/{made.id}").data["defaultValue"] == {"big": 1152921504606846977, "small": 3}
    assert Properties.of(made.properties).values["defaultValue"] == program["defaultValue"]
    assert not project.diff("DynamicConfig", made, program, program).detailedDiff


def test_whole_numbers_that_pulumi_rounds_are_refused(project: Project) -> None:
    """The program's own digits are gone when the plugin gets them, so that nobody can tell which number was meant."""
    rules = [{**EVERYONE, "conditions": [{"type": "user_id", "operator": "any", "targetValue": [1, 2**53 + 1]}]}]

    def refused_of(kind: str, values: dict[str, Any], olds: dict[str, Any] | None = None) -> list[str]:
        return [each.reason for each in project.check(kind, values, olds).failures]

    [of_gate] = refused_of("Gate", {"name": "A gate", "rules": rules})
    [of_config] = refused_of("DynamicConfig", {"name": "Limits", "defaultValue": {"a": [1e15, {"b": 2**60}], "c": 0.5}})
    exact = {"a": [1e15, {"b": {"statsig:digits": str(2**60)}}], "c": 0.5}

    assert of_gate.startswith("rules[0].conditions[0].targetValue[1] is a whole number beyond 2^53")
    assert of_config.startswith("defaultValue.a[1].b is a whole number beyond 2^53")
    assert "statsig:digits" in of_config
    assert refused_of("DynamicConfig", {"name": "Limits", "defaultValue": exact}) == []
    old = {"name": "Limits", "defaultValue": {"a": 1e300}}
    assert refused_of("DynamicConfig", {**old, "description": "new"}, old) == []


def test_what_the_package_does_not_know_is_sent(project: Project) -> None:
    """Choices that are newer than it, marked as such, and properties."""
    rule = {"name": "new", "passPercentage": 1, "conditions": [{"type": {"statsig:newer": "shoe_size"}, "targetValue": ["44"]}]}

    refusal = project.check("Gate", {"name": "A gate", "rules": [{**rule, "conditions": [{"type": "shoe_size"}]}]}).failures
    checked = project.check("Gate", {"name": "A gate", "rules": [rule], "extra": {"brandNew": {"snake_case": 1}}})

    assert [each.reason.partition(" ")[0] for each in refusal] == ["rules[0].conditions[0].type"]
    assert not checked.failures
    assert Properties.of(checked.inputs).values["extra"] == {"brandNew": {"snake_case": 1}}


@pytest.fixture
def fresh() -> Iterator[Any]:
    """A plugin that nobody has configured."""
    with connected() as client:
        yield client


def test_a_type_that_is_not_there_is_said(fresh: Any) -> None:
    """A plugin may be older than the program."""
    urn = "urn:pulumi:dev::test::statsig-console:index:Nothing::it"

    said = refused(lambda: fresh.Check(provider_pb2.CheckRequest(urn=urn)))

    assert said == "statsig-console:index:Nothing is no resource of this package: is the plugin as new as the program?"

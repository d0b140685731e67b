"""The dynamic provider: what Pulumi calls, and what every user's state holds of it."""

from __future__ import annotations

import asyncio
import base64
import gc
import importlib
import subprocess
import sys
import traceback
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dill
import pytest
from pulumi.dynamic import CheckFailure, ConfigureRequest, ReadResult
from pulumi.dynamic.config import Config
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.output import Unknown
from pulumi.runtime.rpc import is_rpc_secret, serialize_properties, unwrap_rpc_secret

from statsig_console.call import Call, calling
from statsig_console.errors import ConsoleError, DeclarationError, InputError
from statsig_console.provider import ConsoleProvider, in_call, known, sealed
from statsig_console.serving import Serving, loading
from statsig_console.state_keys import MANAGED
from statsig_console_emulator.testing import Client, Emulator

# What is in users' states. Never change it: it has to be read for ever.
GOLDEN = "Y3N0YXRzaWdfY29uc29sZS5wcm92aWRlcgo6R2F0ZQou"


class Stack:
    """A stack's project on the emulator, and providers configured for it."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.key = f"console-{uuid.uuid4().hex}"

    def provider(self, kind: str, **configuration: str) -> ConsoleProvider:
        """A provider as Pulumi makes it: configured, for a kind of the package."""
        provider = ConsoleProvider(f"pulumi_statsig_console:{kind}")
        values = {"statsig:consoleApiKey": self.key, "statsig:apiUrl": self.emulator.url, **configuration}
        provider.configure(ConfigureRequest(Config(values, "project")))
        return provider

    @property
    def console(self) -> Client:
        """Somebody else's client of the same project."""
        return self.emulator.client(self.key)


@pytest.fixture
def stack(emulator: Emulator) -> Stack:
    """An empty project."""
    return Stack(emulator)


def test_state_holds_the_provider_by_its_name() -> None:
    """The import path, the class's name and the kind's are part of every state: a change would break delete and refresh of old stacks."""
    assert ConsoleProvider("pulumi_statsig_console:Gate").text == GOLDEN
    assert base64.b64decode(ConsoleProvider("other_package:Gate").text) == b"cstatsig_console.provider\nother_package:Gate\n."


def test_pulumi_finds_the_provider_that_state_holds() -> None:
    """It unpickles the text and asks what comes out."""
    provider = dill.loads(base64.b64decode(GOLDEN))

    assert isinstance(provider, ConsoleProvider)
    assert provider.text == GOLDEN


def test_the_module_has_no_other_names_than_its_own_and_those_of_kinds() -> None:
    """A misspelt import is an error, as anywhere."""
    with pytest.raises(AttributeError, match="has no attribute 'ConsoleProvder'"):
        importlib.import_module("statsig_console.provider").ConsoleProvder  # noqa: B018


def test_a_configured_provider_is_never_pickled(stack: Stack) -> None:
    """State must hold no key: what goes there is the text alone."""
    with pytest.raises(TypeError, match="never pickled"):
        serialize_provider(stack.provider("Gate"))


def test_a_fresh_process_reads_the_provider_from_state() -> None:
    """Pulumi unpickles it in a process that has imported nothing, and asks it to serve its kind."""
    code = """
import base64, dill, sys
provider = dill.loads(base64.b64decode(sys.argv[1]))
print(type(provider).__module__, type(provider).__name__, provider.kind, "httpx" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code, GOLDEN], capture_output=True, text=True, check=True, timeout=60)

    assert run.stdout.split() == ["statsig_console.provider", "ConsoleProvider", "pulumi_statsig_console:Gate", "False"]


def test_one_life_through_pulumis_calls(stack: Stack) -> None:
    """Check, create, diff, update, read and delete, each in Pulumi's own types."""
    provider = stack.provider("Tag")
    program = {"name": "Checkout", "__provider": "pickled"}

    check = provider.check(None, program)
    create = provider.create({**check.inputs, "__provider": "pickled"})
    same = provider.diff(create.id, create.outs, {**check.inputs, "__provider": "another"})
    news = {**check.inputs, "description": "new"}
    other = provider.diff(create.id, create.outs, news)
    update = provider.update(create.id, create.outs, news)
    read = provider.read(create.id, update.outs)

    assert (check.inputs, check.failures) == ({"name": "Checkout", "description": "", "is_core": False}, [])
    assert create.outs["name"] == "Checkout"
    assert (same.changes, same.replaces, same.delete_before_replace) == (False, [], False)
    assert (other.changes, other.replaces, other.delete_before_replace) == (True, [], False)
    assert update.outs == {**create.outs, "description": "new"}
    assert (read.id, read.outs, read.inputs) == (create.id, update.outs, None)
    stack.console.patch(f"/tags/{create.id}", {"description": "theirs"})
    assert provider.read(create.id, update.outs).inputs == {**news, "description": "theirs"}
    assert provider.read(create.id, {"name": "Checkout"}).inputs == {"name": "Checkout", "description": "theirs", "is_core": False}
    provider.delete(create.id, update.outs)
    assert stack.console.get(f"/tags/{create.id}").status == 404
    gone = provider.read(create.id, update.outs)
    assert isinstance(gone, ReadResult)
    assert (gone.id, gone.outs) == ("", {})
    provider.delete(create.id, update.outs)


def test_state_holds_each_output_by_its_name(stack: Stack) -> None:
    """As people, policies and stack exports expect it; a refresh that finds all as it was shows nothing."""
    gate = stack.provider("Gate")
    made = gate.create({"name": "A gate", "description": "", "id_type": "userID", "lifecycle": "enabled"})

    assert (made.outs["status"], made.outs["version"], made.outs["tags"]) == ("In Progress", 1, [])
    assert made.outs["__managed"] == ["description", "id_type", "lifecycle", "name"]
    assert gate.read(made.id, made.outs).outs == made.outs
    assert gate.read(made.id, {}).outs["__managed"] is False


def test_check_fails_without_a_property(stack: Stack) -> None:
    """Beside a property Pulumi would print its value, in clear where it is a secret; so the path begins the sentence."""
    found = stack.provider("Gate").check({}, {"rules": [{"name": "a", "pass_percentage": 101, "conditions": []}], "lifecycle": Unknown()})

    assert [(type(each), each.property, each.reason) for each in found.failures] == [
        (CheckFailure, "", "name is required"),
        (CheckFailure, "", "rules[0].pass_percentage should be less than or equal to 100"),
    ]


def test_a_replacement_names_its_reasons(stack: Stack) -> None:
    """The preview lists them; an object that keeps its ID is deleted first."""
    provider = stack.provider("Segment")
    state = {"name": "A b", "type": "id_list", "segment_id": "a_b"}

    found = provider.diff("a_b", state, {"name": "A b", "type": "rule_based"})

    assert (found.changes, found.replaces, found.delete_before_replace) == (True, ["type"], True)


def test_secrets_are_marked_in_everything_that_goes_to_state(stack: Stack) -> None:
    """After an import no program has told Pulumi which outputs are secret."""
    provider = stack.provider("Key")
    create = provider.create(provider.check({}, {"description": "CI", "type": "SERVER"}).inputs)
    key = unwrap_rpc_secret(create.outs["key"])

    read = provider.read(create.id, {**create.outs, "key": key})
    update = provider.update(create.id, {**create.outs, "key": key}, {"description": "new", "type": "SERVER", "scopes": []})

    assert [is_rpc_secret(each["key"]) for each in (create.outs, read.outs, update.outs)] == [True, True, True]
    assert unwrap_rpc_secret(read.outs["key"]) == key
    assert [name for name, value in create.outs.items() if is_rpc_secret(value)] == ["key"]
    assert key not in create.id


def test_secret_inputs_that_a_read_tells_are_marked(stack: Stack) -> None:
    """An import has no inputs but these, and after it nobody tells Pulumi which of them are secret."""
    stack.key = f"console-whn-{uuid.uuid4().hex}"
    provider = stack.provider("DatabricksConnection")
    checked = provider.check({}, {"host": "example.com", "path": "/sql", "token": "hush"}).inputs
    create = provider.create({name: unwrap_rpc_secret(value) for name, value in checked.items()})
    outs = {name: unwrap_rpc_secret(value) for name, value in create.outs.items() if name != MANAGED}

    read = provider.read(create.id, outs)

    assert {name: is_rpc_secret(value) for name, value in read.inputs.items()} == {"host": False, "path": False, "token": True}


def test_sealed_marks_only_what_is_there() -> None:
    """A secret that is not set is no secret."""
    found = sealed({"a": "x", "b": None, "c": "y"}, ("a", "b", "missing"))

    assert (is_rpc_secret(found["a"]), found["b"], found["c"], list(found)) == (True, None, "y", ["a", "b", "c"])


def test_get_of_a_missing_object_is_an_error(stack: Stack) -> None:
    """`Tag.get` with a wrong ID must not yield an empty resource."""
    with pytest.raises(InputError, match=r"^Tag nothing is not in the project$"):
        stack.provider("Tag").read("nothing", {"__provider": "x"})


CALLS: list[Callable[[ConsoleProvider], Any]] = [
    lambda provider: provider.check({}, {"name": "a"}),
    lambda provider: provider.diff("a", {"name": "a"}, {"name": "a"}),
    lambda provider: provider.create({"name": "a"}),
    lambda provider: provider.read("a", {"name": "a"}),
    lambda provider: provider.update("a", {"name": "a"}, {"name": "b"}),
    lambda provider: provider.delete("a", {"name": "a"}),
]


@pytest.mark.parametrize("call", CALLS, ids=["check", "diff", "create", "read", "update", "delete"])
def test_errors_come_without_our_frames(stack: Stack, call: Callable[[ConsoleProvider], Any]) -> None:
    """Pulumi prints the traceback: people should see the sentence, not the way that it came."""
    provider = stack.provider("Tag", **{"statsig:consoleApiKey": "secret-hushhushhushhushhushhush"})

    with pytest.raises(InputError) as caught:
        call(provider)

    frames = [frame for frame in traceback.extract_tb(caught.value.__traceback__) if "statsig_console" in frame.filename]
    assert [frame.name for frame in frames] == ["call"]
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)
    text = "".join(traceback.format_exception(caught.value))
    assert "hushhush" not in text
    assert "The Statsig Console API key is malformed" in text


def test_errors_of_the_api_come_without_frames_and_keys(stack: Stack) -> None:
    """The API's 401 repeats the submitted key; the traceback must hold neither that nor the requests of the way."""
    key = f"console-{uuid.uuid4().hex}"
    stack.emulator.fault("expired_key", path="/tags", count=1)

    with pytest.raises(InputError) as caught:
        stack.provider("Tag", **{"statsig:consoleApiKey": key}).create({"name": "a", "description": "", "is_core": False})

    text = "".join(traceback.format_exception(caught.value))
    assert key not in text
    assert "handlers.py" not in text
    assert "does not accept the Console API key" in text


def test_other_errors_keep_their_frames() -> None:
    """A mistake of ours has to be found."""

    @in_call
    def broken() -> None:
        raise KeyError("ours")

    @in_call
    def refused() -> None:
        raise ConsoleError("no", method="GET", path="/x")

    with pytest.raises(KeyError) as ours:
        broken()
    with pytest.raises(ConsoleError) as theirs:
        refused()

    assert [frame.name for frame in traceback.extract_tb(ours.value.__traceback__)][-1] == "broken"
    assert [frame.name for frame in traceback.extract_tb(theirs.value.__traceback__)][-1] == "call"


def test_without_configuration_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that was never configured can still delete, with the key from the environment; without one it says what to do."""
    provider = ConsoleProvider("pulumi_statsig_console:Tag")
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)

    with pytest.raises(InputError, match="No Statsig Console API key: run"):
        provider.check({}, {"name": "a"})
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", "console-environment")

    assert provider.check({}, {"name": "a"}).failures == []


def test_an_unknown_kind_is_said_without_frames(stack: Stack) -> None:
    """State may be newer than the package."""
    with pytest.raises(DeclarationError, match="pulumi_statsig_console has no resource class Nothing") as caught:
        stack.provider("Nothing").check({}, {})

    assert len(traceback.extract_tb(caught.value.__traceback__)) == 2


def test_all_kinds_of_a_process_share_one_session(stack: Stack) -> None:
    """Pacing and connections are the project's, not a kind's."""
    tags, gates, others = stack.provider("Tag"), stack.provider("Gate"), Stack(stack.emulator).provider("Tag")

    assert tags.serving.handlers({}).session is gates.serving.handlers({}).session
    assert tags.serving.handlers({}).session is not others.serving.handlers({}).session


def test_changes_are_counted_from_the_plan_to_the_end(stack: Stack) -> None:
    """A run that waits for the rate limit tells how far it is."""
    provider = stack.provider("Tag")
    progress = provider.serving.handlers({}).session.progress

    inputs = provider.check({}, {"name": "one", "description": "First."}).inputs
    provider.check({}, {"name": "two", "descriptoin": "Invalid."})
    assert str(progress) == "at least 1 left"
    made = provider.create(inputs)
    assert str(progress) == "1 change made"
    provider.check(inputs, inputs)
    provider.diff(made.id, made.outs, inputs)
    assert str(progress) == "1 change made"
    news = {**inputs, "description": "Second."}
    provider.diff(made.id, made.outs, news)
    assert str(progress) == "1 change made, at least 1 left"
    provider.update(made.id, made.outs, news)
    provider.delete(made.id, made.outs)

    assert str(progress) == "3 changes made"


def test_what_state_shows_is_compared_as_it_is(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most resources of most runs are unchanged, which is told at a glance; what is not known yet may be a change."""
    provider = stack.provider("Gate")
    rule = {"name": "all", "pass_percentage": 1, "conditions": [{"type": "public"}]}
    inputs = provider.check({}, {"name": "A gate", "rules": [rule]}).inputs
    made = provider.create(inputs)

    changed = provider.diff(made.id, made.outs, {**inputs, "rules": [{**rule, "pass_percentage": 2}]})
    unknown = provider.diff(made.id, made.outs, {**inputs, "rules": [{**rule, "pass_percentage": Unknown()}]})
    monkeypatch.setattr("statsig_console.handling.handlers.changes_between", None)
    same = provider.diff(made.id, made.outs, {**inputs, "__provider": "another"})

    assert [changed.changes, unknown.changes, same.changes] == [True, True, False]


def test_pulumi_tells_what_changes_where_it_sees_a_change(stack: Stack) -> None:
    """It drops an update where it is to compare and finds nothing; so what differs elsewhere than in the inputs is said to be a change."""
    provider = stack.provider("Tag")
    inputs = provider.check({}, {"name": "One", "description": "old"}).inputs
    made = provider.create(inputs)

    def changes(before: dict[str, Any] | None, now: dict[str, Any], *ignored: str) -> bool | None:
        old = asyncio.run(serialize_properties({**before, "__provider": "x"}, {})) if before else None
        with calling(Call("", ignored, old)):
            return provider.diff(made.id, made.outs, {**now, "__provider": "y"}).changes

    news = {**inputs, "description": "new"}
    assert changes(inputs, news) is None
    assert changes(inputs, {**inputs, "description": Unknown()}) is None
    assert changes(inputs, inputs) is False
    assert changes({**inputs, "is_core": True}, inputs) is False
    assert changes(news, news) is True
    assert changes({**news, "is_core": True}, news, "is_core") is True
    assert changes(None, news) is True


def test_a_comparison_that_a_refresh_makes_is_not_taken_for_another(stack: Stack) -> None:
    """Each object is compared once because it was read; the next comparison is the update's, and has its refusals."""
    provider = stack.provider("Gate", **{"statsig:maxRolloutStep": "10"})
    rule = {"name": "all", "pass_percentage": 1, "environments": ["production"], "conditions": [{"type": "public"}]}
    inputs = provider.check({}, {"name": "A gate", "rules": [rule]}).inputs
    made = provider.create(inputs)
    read = provider.read(made.id, made.outs)

    provider.diff(made.id, read.outs, inputs)

    with pytest.raises(InputError, match="rises from 1 to 50"):
        provider.diff(made.id, read.outs, {**inputs, "rules": [{**rule, "pass_percentage": 50}]})


def test_one_thread_loads_what_serves_a_kind(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulumi asks on four threads from the beginning; the others wait, and are served by the same."""
    alone: list[bool] = []
    quietly = Serving.load

    def load(serving: Serving, project: str | None) -> Any:
        alone.append(loading.locked())
        return quietly(serving, project)

    monkeypatch.setattr(Serving, "load", load)
    provider = stack.provider("Tag")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: provider.serving.handlers({}), range(16)))

    assert alone == [True]
    assert len(set(map(id, found))) == 1


def test_the_garbage_collector_is_spared_what_is_loaded(stack: Stack) -> None:
    """Else it goes through all modules again and again while the process serves."""
    gc.unfreeze()

    stack.provider("Tag")

    assert gc.get_freeze_count() > 100_000


def test_hidden_state_is_known_though_the_sdk_leaves_it_out() -> None:
    """SDKs before 3.272 drop what begins with two underscores; the request has it."""
    kept = asyncio.run(serialize_properties({"name": "a", "__managed": ["name"], "__provider": "text"}, {}))

    with calling(Call(state=kept)):
        assert known({"name": "a", "__provider": "text"}) == {"name": "a", "__managed": ["name"]}
    assert known({"name": "a", "__managed": ["x"]}) == {"name": "a", "__managed": ["x"]}

"""The plugin's settings: those of the dynamic provider, as Pulumi hands them over, for each provider of a program its own."""

from __future__ import annotations

import json
from typing import Any, get_type_hints

import pytest
from pulumi.output import UNKNOWN
from pulumi.runtime.proto import provider_pb2

from statsig_console.declaring.casing import camel
from statsig_console.stack.settings import KEY_VARIABLE, Settings
from statsig_console_emulator.testing import Emulator
from statsig_console_plugin.configuration import Configuration
from statsig_console_plugin.settings import SECRETS, ProviderSettings
from statsig_console_plugin.values import Properties, struct_of

from .protocol import connected
from .test_servicer import Project, refused

URN = "urn:pulumi:dev::test::pulumi:providers:statsig-console::default"
SAMPLES: dict[type, tuple[Any, str]] = {bool: (True, "true"), float: (3.0, "3"), str: ("some text", "some text")}
VALUES: dict[str, Any] = {
    "consoleApiKey": "console-a",
    "apiUrl": "https://example.com/v1",
    "rateLimit": "5/10",
    "rateLimitSegments": "6/10",
    "rateLimitIdLists": "7/10",
    "rateLimitStore": "redis://example.com/0",
    "onDestroy": "keep",
    "reviewCommits": "people",
    "unreviewed": "send",
    "whenRunning": "warn",
    "reviewDescription": "Look",
    "reviewers": ["a", "b"],
    "reviewerGroups": ["c"],
    "pacing": False,
    "projects": {"eu": {"consoleApiKey": "console-b", "maxDeletes": 7}},
}


def check(stub: Any, settings: Any, secrets: Any = ()) -> Any:
    """What the plugin says of settings."""
    return stub.CheckConfig(provider_pb2.CheckRequest(urn=URN, news=struct_of(settings, secrets)))


def value_of(name: str, hint: Any) -> Any:
    """A value for a setting that is not its default."""
    return VALUES.get(name, SAMPLES.get(hint, ("", ""))[0])


@pytest.mark.parametrize(("name", "hint"), get_type_hints(ProviderSettings).items())
def test_each_setting_reaches_the_engine(name: str, hint: Any) -> None:
    """As a value of a program, and as the text that Pulumi's configuration holds, it makes the same settings, others than without it."""
    own = camel(name)
    value = value_of(own, hint)
    text = value if isinstance(value, str) else json.dumps(value)
    base = {"consoleApiKey": "console-x"}
    project = "eu" if name == "projects" else None

    by_value, by_text = (Settings.read(Configuration({**base, own: each}).setting, project) for each in (value, text))

    assert by_value == by_text
    assert project or by_value != Settings.read(Configuration(base).setting)
    assert by_value.bounds.max_deletes == 7 if project else True


def test_what_is_wrong_is_a_sentence(stub: Any) -> None:
    """In the plugin's namespace, without the value of a secret; unknown names are told, with what was meant."""
    wrong = check(stub, {"consoleApiKey": "secret-hush", "apiUrl": "https://example.com"})
    unknown = check(stub, {"consoleApiKey": "console-x", "maxDelete": 3})
    bad = check(stub, {"consoleApiKey": "console-x", "pacing": "maybe"})

    assert [each.reason.partition(":")[0] for each in wrong.failures] == ["The Statsig Console API key is malformed"]
    assert [each.reason for each in unknown.failures] == ["maxDelete is no setting of the provider; did you mean maxDeletes?"]
    assert [each.reason for each in bad.failures] == ["statsig-console:pacing must be true or false, not 'maybe'."]


def test_a_missing_key_is_told_with_the_command_that_sets_it(stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And with the variable, by which the key is in no state."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)

    [failure] = check(stub, {}).failures

    assert "pulumi config set --secret statsig-console:consoleApiKey" in failure.reason
    assert KEY_VARIABLE in failure.reason


def test_the_environment_stands_in_for_the_key(stub: Any, monkeypatch: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """It is then no input of the provider, and so in no state."""
    monkeypatch.setenv(KEY_VARIABLE, "console-of-the-environment")

    answer = check(stub, {"apiUrl": emulator.url})

    assert not answer.failures
    assert set(Properties.of(answer.inputs).values) == {"apiUrl"}


def test_keys_and_passwords_are_secret_in_state(stub: Any) -> None:
    """Even where the program does not say so."""
    settings = {"consoleApiKey": "console-x", "rateLimitStore": "redis://:hush@example.com/0", "projects": '{"eu": {}}', "maxDeletes": 3}

    found = Properties.of(check(stub, settings).inputs)

    assert found.secrets == {camel(name) for name in SECRETS}
    assert found.values == settings


def test_what_is_not_known_yet_is_not_judged(stub: Any) -> None:
    """A key may be an output of another resource."""
    answer = check(stub, {"consoleApiKey": UNKNOWN})

    assert not answer.failures


def test_no_setting_means_new_objects(stub: Any) -> None:
    """Another key or address mostly leads to the same project."""
    for before, after in (("console-a", "console-b"), ("console-a", None)):
        request = provider_pb2.DiffRequest(
            urn=URN,
            olds=struct_of({"consoleApiKey": before}),
            old_inputs=struct_of({"consoleApiKey": before}),
            news=struct_of({"consoleApiKey": after}),
        )
        answer = stub.DiffConfig(request)
        assert (answer.changes, list(answer.replaces)) == (answer.DIFF_SOME, [])
        same = provider_pb2.DiffRequest(urn=URN, olds=request.olds, old_inputs=request.olds, news=request.olds)
        assert stub.DiffConfig(same).changes == answer.DIFF_NONE


def test_each_provider_has_a_project_of_its_own(emulator: Emulator) -> None:
    """Pulumi starts a process for each; two of them do not get in each other's way."""
    with connected() as one, connected() as two:
        first, second = Project(one, emulator), Project(two, emulator)

        first.create("Tag", {"name": "In one"})
        second.create("Tag", {"name": "In two"})

    assert "In one" in str(first.console.get("/tags").data)
    assert "In two" not in str(first.console.get("/tags").data)
    assert "In two" in str(second.console.get("/tags").data)


def test_a_key_of_another_project_is_told(emulator: Emulator, stub: Any) -> None:
    """By the first change of an object that is elsewhere; nothing is sent."""
    first = Project(stub, emulator)
    made = first.create("Tag", {"name": "In one"})
    Project(stub, emulator)
    urn = "urn:pulumi:dev::test::statsig-console:index:Tag::it"
    news = first.check("Tag", {"name": "Otherwise"}).inputs

    said = refused(lambda: stub.Update(provider_pb2.UpdateRequest(id=made.id, urn=urn, olds=made.properties, news=news)))

    assert "this stack's objects are in the Statsig project" in said
    assert "nothing was sent" in said


def test_named_projects_are_reached(emulator: Emulator, stub: Any) -> None:
    """By the property that a resource has for it, as with the dynamic provider."""
    other = "console-of-another-project"
    project = Project(stub, emulator, projects={"eu": {"consoleApiKey": other}})

    project.create("Tag", {"name": "Abroad", "project": "eu"})

    assert "Abroad" in str(emulator.client(other).get("/tags").data)
    assert "Abroad" not in str(project.console.get("/tags").data)

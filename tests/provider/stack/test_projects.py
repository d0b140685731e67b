"""Several projects in one stack: their names, their settings, and which one a resource or a lookup is for."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from pulumi.runtime import mocks as pulumi_mocks
from pulumi.runtime import settings as pulumi_settings

import pulumi
from statsig_console import lookup
from statsig_console.declaring.operations import operation
from statsig_console.declaring.results import Result
from statsig_console.errors import InputError
from statsig_console.lookup import ListLookup, Lookup
from statsig_console.secrets import ApiKey
from statsig_console.stack.projects import Project, current_project
from statsig_console.stack.settings import Settings, Timeouts
from tests.provider.samples import Label


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting comes from whoever runs the tests, and lookups that are declared here are not the package's."""
    for name in ("KEY", "URL", "KEY_EU", "URL_EU", "KEY_EU_WEST"):
        monkeypatch.delenv(f"STATSIG_CONSOLE_API_{name}", raising=False)
    monkeypatch.setattr(lookup, "_register", [])


def stack(projects: Any = None, **own: str) -> dict[str, str]:
    """A stack's configuration as Pulumi hands it over."""
    values = {f"statsig:{name}": value for name, value in own.items()}
    return values if projects is None else {**values, "statsig:projects": json.dumps(projects)}


def test_a_project_is_its_name() -> None:
    """State, previews and messages show nothing else of it."""
    eu = Project("eu-west_1")

    assert (eu, repr(eu), json.dumps(eu), pickle.loads(pickle.dumps(eu))) == ("eu-west_1", "'eu-west_1'", '"eu-west_1"', eu)
    assert eu.variable == "_EU_WEST_1"


@pytest.mark.parametrize("name", ["", "1st", "eu.west", "eu west", "eu/", "ü", "-eu"])
def test_a_name_that_cannot_be_configured_is_refused(name: str) -> None:
    """It stands in a configuration path and in names of variables."""
    with pytest.raises(InputError, match="begins with a letter"):
        Project(name)


def test_the_innermost_project_counts() -> None:
    """Also after an error, and when one is entered twice."""
    eu, us = Project("eu"), Project("us")
    seen: list[str | None] = [current_project()]
    with eu:
        with us, eu:
            seen.append(current_project())
        with pytest.raises(ZeroDivisionError), us:
            raise ZeroDivisionError
        seen.append(current_project())
    seen.append(current_project())

    assert seen == [None, "eu", "eu", None]


def test_tasks_do_not_see_each_others_projects() -> None:
    """Pulumi runs callbacks of Outputs as tasks of one thread."""

    async def within(name: str) -> str | None:
        with Project(name):
            await asyncio.sleep(0)
            return current_project()

    async def both() -> list[str | None]:
        return list(await asyncio.gather(within("eu"), within("us")))

    assert asyncio.run(both()) == ["eu", "us"]


def test_a_project_has_every_setting_of_the_stacks_own() -> None:
    """Values arrive as JSON: true and 5, where the stack's own are texts."""
    projects = {
        "eu": {
            "consoleApiKey": "console-eu",
            "apiUrl": "https://eu.example",
            "respectReviewSettings": True,
            "connectTimeout": 2.5,
            "requestTimeout": "9",
            "pacing": False,
            "onDestroy": "archive",
            "onlinePreview": True,
        }
    }

    settings = Settings.read(stack(projects, consoleApiKey="console-own").get, "eu")

    assert settings == Settings(ApiKey("console-eu"), "https://eu.example", True, Timeouts(2.5, 9.0), False, "archive", True, name="eu")
    assert Settings.read(stack(projects, consoleApiKey="console-own").get) == Settings(ApiKey("console-own"))


def test_what_a_project_leaves_out_is_as_for_the_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    """But never the key, from wherever the stack has it: an object must not end up in the wrong project."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", "console-variable")
    own = {"consoleApiKey": "console-own", "apiUrl": "https://own.example", "requestTimeout": "7", "respectReviewSettings": "true"}
    projects = {"eu": {"consoleApiKey": "console-eu"}, "us": {"requestTimeout": 3}}

    assert Settings.read(stack(projects, **own).get, "eu") == Settings(
        ApiKey("console-eu"), "https://own.example", True, Timeouts(10.0, 7.0), True, name="eu"
    )
    with pytest.raises(InputError, match="No Statsig Console API key of project us"):
        Settings.read(stack(projects, **own).get, "us")


def test_a_project_can_be_configured_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack's configuration goes before the project's variables, and they before what the stack says of its own project."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY_EU", "console-variable")
    monkeypatch.setenv("STATSIG_CONSOLE_API_URL_EU", "https://variable.example")
    monkeypatch.setenv("STATSIG_CONSOLE_API_URL", "https://own.example")

    def read(projects: Any = None) -> tuple[ApiKey, str]:
        settings = Settings.read(stack(projects, apiUrl="https://stack.example").get, "eu")
        return settings.key, settings.url

    assert read() == (ApiKey("console-variable"), "https://variable.example")
    assert read({"eu": {"consoleApiKey": "console-eu", "apiUrl": "https://eu.example"}}) == (ApiKey("console-eu"), "https://eu.example")


@pytest.mark.parametrize(
    ("projects", "name", "said"),
    [
        (
            None,
            "eu-west",
            (
                "No Statsig Console API key of project eu-west: "
                "run `pulumi config set --secret --path statsig:projects.eu-west.consoleApiKey` "
                "with a key that begins console-, or set STATSIG_CONSOLE_API_KEY_EU_WEST."
            ),
        ),
        ({"europe": {}}, "europa", "or set STATSIG_CONSOLE_API_KEY_EUROPA. Did you mean project europe?"),
        ({"eu": {"consoleApiKey": "client-x"}}, "eu", "The Statsig Console API key of project eu is malformed"),
        ({"eu": {"consoleApiKey": 5}}, "eu", "The Statsig Console API key of project eu is malformed"),
        ({"eu": {"consoleApiKey": "console-eu", "apiURL": "x"}}, "eu", "statsig:projects.eu.apiURL is no setting; did you mean apiUrl?"),
        ({"eu": {"consoleApiKey": "console-eu", "zzz": "x"}}, "eu", "statsig:projects.eu.zzz is no setting."),
        ({"eu": {"consoleApiKey": "console-eu", "pacing": 1}}, "eu", "statsig:projects.eu.pacing must be true or false, not '1'."),
        ({"eu": {"consoleApiKey": "console-eu", "requestTimeout": "x"}}, "eu", "statsig:projects.eu.requestTimeout must be a number"),
        ({"eu": {"consoleApiKey": "console-eu", "apiUrl": "eu"}}, "eu", "statsig:projects.eu.apiUrl must be an address"),
        ({"eu": "console-eu"}, "eu", "statsig:projects must hold settings by the projects' names"),
        (["eu"], "eu", "statsig:projects must hold settings by the projects' names"),
    ],
)
def test_what_is_wrong_is_named(projects: Any, name: str, said: str) -> None:
    """One sentence with the setting's name or the command, and never with a key."""
    with pytest.raises(InputError) as caught:
        Settings.read(stack(projects).get, name)

    assert said in str(caught.value)
    assert "client-x" not in str(caught.value)


def test_a_broken_table_is_not_repeated() -> None:
    """It may hold keys."""
    with pytest.raises(InputError, match="statsig:projects must hold settings") as caught:
        Settings.read({"statsig:projects": '{"eu": "console-secret"'}.get, "eu")

    assert "console-secret" not in str(caught.value)


class Console(pulumi_mocks.Mocks):
    """Pulumi's mocks: the projects of all that is declared or looked up."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def new_resource(self, args: pulumi_mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        self.seen[args.name] = args.inputs.get("project", "")
        return args.resource_id or args.name, args.inputs

    def call(self, args: pulumi_mocks.MockCallArgs) -> Any:
        self.seen[args.args.get("id") or "list"] = args.provider
        return {"data": []}


@pytest.fixture
def console() -> Iterator[Console]:
    """Pulumi under mocks."""
    console = Console()
    pulumi_mocks.set_mocks(console, preview=False)
    yield console
    pulumi_settings.reset_options()


def test_resources_and_lookups_know_their_project(console: Console) -> None:
    """By argument, by the block around them at the time of the call, or the stack's own."""
    eu, us = Project("eu"), Project("us")
    get_thing = Lookup("get_thing", operation("GET /things/{id}"), Result)
    get_things = ListLookup("get_things", operation("GET /things"), Result)

    @pulumi.runtime.test
    def program() -> Any:
        Label("own", name="x")
        Label("named", name="x", project="eu")
        Label.get("got", "id", project=us)
        with eu:
            Label("within", name="x")
            Label("other", name="x", project=us)
            Label("none", name="x", project=None)
            get_thing(id="plain")
            later = get_thing.output(id=pulumi.Output.from_input("output"))
            pages = get_things()
        list(pages)
        return later

    program()

    assert console.seen == {
        "own": "", "named": "eu", "got": "us", "within": "eu", "other": "us", "none": "eu", "plain": "eu", "output": "eu", "list": "eu",
    }  # fmt: skip


def test_a_project_is_no_output(console: Console) -> None:
    """Nothing could be checked before it is known."""
    make: Any = Label
    with pytest.raises(InputError, match="project is an Output"):
        make("one", name="x", project=pulumi.Output.from_input("eu"))
    with pytest.raises(InputError, match="begins with a letter"):
        make("one", name="x", project="no name")

"""Dry runs at preview: which requests the API checks, what its refusals become, and all the cases in which nothing is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import Kind, kind_of, kinds_in
from statsig_console.declaring.operations import Operation
from statsig_console.errors import InputError
from statsig_console.handling.handlers import Handlers
from statsig_console.resource import encoded
from statsig_console.sending.client import ConsoleClient
from statsig_console.stack.reviews import ReviewPolicy
from statsig_console_emulator.contract import load
from tests.provider.conftest import InProcess, Project

METRIC = {"name": "Revenue", "type": "sum", "unit_types": ["userID"], "metric_events": [{"name": "purchase", "type": "value"}]}
RULE = {"name": "all", "pass_percentage": 10.0, "conditions": [{"type": "public"}], "return_value": {}}
SOURCE = {
    "name": "orders",
    "sql": "select 1",
    "timestamp_column": "ts",
    "id_type_mapping": [{"statsig_unit_id": "userID", "column": "uid"}],
}
CONFIG = {"name": "Limits", "description": "ours", "default_value": {}, "rules": [RULE]}


@pytest.fixture
def project() -> Project:
    """A project whose previews are online."""
    return Project("console-whn-unittest", online_preview=True)


def inputs(resource: type, **values: Any) -> dict[str, Any]:
    """The program's values, with the defaults of the properties."""
    kind = kind_of(resource)
    defaults = {field.name: field.shape.encode(field.options.default) for field in kind.inputs if field.has_default}
    return defaults | encoded(kind, "it", values)


def made(project: Project, resource: type, **values: Any) -> tuple[Handlers, str, dict[str, Any]]:
    """An object that is there, with its handlers, its ID and its state."""
    there = project.handlers(resource).create(inputs(resource, **values))
    project.sent()
    return project.handlers(resource), there.id, there.state


def refusal(project: Project, resource: type, **values: Any) -> str:
    """What a preview says against a new object."""
    (problem,) = project.handlers(resource).check(encoded(kind_of(resource), "it", values)).invalid
    return problem.sentence()


# which operations


def operations_of(kind: Kind) -> list[Operation]:
    """The operations that make or change objects of a kind by what the program declares."""
    endpoints = kind.endpoints
    return [each for each in (endpoints.create, endpoints.update, endpoints.full) if each]


@pytest.mark.parametrize("kind", kinds_in(statsig), ids=lambda kind: kind.label)
def test_the_operations_that_take_a_dry_run_are_those_of_the_contract(kind: Kind) -> None:
    """And in the place that it names. One that is declared to, and does not know the word, would make the change at preview."""
    contract = load().operations

    for each in operations_of(kind):
        assert each.dry_run == contract[str(each)].dry_run, str(each)


# what is sent


def test_a_new_object_is_tried_by_its_body(project: Project) -> None:
    """The first dry run of an operation stands between two looks, so the second one takes a request less."""
    checked = project.handlers(statsig.Metric).check(encoded(kind_of(statsig.Metric), "it", METRIC))

    assert checked.invalid == []
    name = "GET /metrics/Revenue%3A%3Asum"
    assert [request for request, _ in project.transport.sent] == [name, name, "POST /metrics", name]
    ((_, body),) = project.mutations()
    assert body["dryRun"] is True
    assert project.handlers(statsig.Metric).check(encoded(kind_of(statsig.Metric), "it", METRIC | {"name": "Other"})).invalid == []
    assert project.requests() == ["GET /metrics/Other%3A%3Asum", "POST /metrics"]
    assert project.console.get("/metrics/list").data == []


@pytest.mark.parametrize(("style", "method"), [("partial", "PATCH"), ("full", "POST")])
def test_a_changed_object_is_tried_by_the_query(project: Project, style: str, method: str) -> None:
    """With just the body that the update will send."""
    handlers, id_, state = made(project, statsig.DynamicConfig, **CONFIG, update_style=style)
    before = project.console.get("/dynamic_configs/limits").data
    wanted = inputs(statsig.DynamicConfig, **CONFIG | {"description": "new"}, update_style=style)

    assert handlers.diff(state, wanted, id_)

    ((request, body),) = project.mutations()
    assert request == f"{method} /dynamic_configs/limits?dryRun=true"
    assert project.console.get("/dynamic_configs/limits").data == before
    handlers.update(id_, state, wanted)
    assert project.mutations() == [(f"{method} /dynamic_configs/limits", body)]


# refusals


def test_a_refusal_names_the_resource_and_the_property(project: Project) -> None:
    """Before anything is made."""
    assert refusal(project, statsig.Metric, **METRIC, tags=["none"]) == (
        "Metric Revenue::sum: the API would refuse to create it, and nothing was changed. "
        "The API refused: Tag(s) not found: [none]: tags: Tag(s) not found: [none] (POST /metrics, 400)."
    )


def test_a_refused_change_fails_the_comparison(project: Project) -> None:
    """The property is called as the program calls it."""
    handlers, id_, state = made(project, statsig.Metric, **METRIC)

    with pytest.raises(InputError, match=r"^Metric Revenue::sum: the API would refuse to update it, .* tags: Tag"):
        handlers.diff(state, inputs(statsig.Metric, **METRIC, tags=["none"]), id_)


def test_a_refused_part_is_called_as_the_program_calls_it(project: Project) -> None:
    """At any depth, although the API knows it by another name."""
    handlers, id_, state = made(project, statsig.DynamicConfig, **CONFIG)
    wanted = inputs(statsig.DynamicConfig, **CONFIG | {"rules": [RULE | {"pass_percentage": -5.0}]})

    with pytest.raises(InputError, match=r": rules\[0\]\.pass_percentage: .* \(PATCH /dynamic_configs/limits, 400\)"):
        handlers.diff(state, wanted, id_)


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_an_answer_that_tells_nothing_does_not_fail_the_preview(project: Project, said: list[str], status: int) -> None:
    """A key that may only read is one for previews."""
    project.refuse("POST", "/metrics", status=status)

    assert project.handlers(statsig.Metric).check(encoded(kind_of(statsig.Metric), "it", METRIC)).invalid == []

    (line,) = said
    assert line.startswith("Metric Revenue::sum: whether the API would create it so could not be told: ")


# services that do not know the word


class Deaf(InProcess):
    """A network to a service that does not know dry runs."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content = json.loads(request.read() or b"null")
        body = {name: value for name, value in content.items() if name != "dryRun"} if content else None
        url = request.url.copy_remove_param("dryRun")
        headers = [(name, value) for name, value in request.headers.items() if name != "content-length"]
        return super().handle_request(httpx.Request(request.method, url, headers=headers, content=json.dumps(body) if body else None))


@pytest.fixture
def deaf(project: Project) -> Project:
    """A project of such a service."""
    project.transport = Deaf(project.service)
    project.session._client = ConsoleClient(project.session.settings, project.transport)
    return project


def test_a_service_that_makes_what_it_was_to_check_is_asked_once(deaf: Project) -> None:
    """It is found out by the look that follows, and no second object comes of it."""
    first = refusal(deaf, statsig.Metric, **METRIC)

    assert first.startswith("Metric Revenue::sum changed while POST /metrics was asked for a dry run, which is to change nothing:")
    other = deaf.handlers(statsig.Metric).check(encoded(kind_of(statsig.Metric), "it", METRIC | {"name": "Other"}))
    assert other.invalid == []
    assert [metric["name"] for metric in deaf.console.get("/metrics/list").data] == ["Revenue"]


def test_a_service_that_changes_what_it_was_to_check_is_asked_once(deaf: Project) -> None:
    """The same of updates."""
    handlers, id_, state = made(deaf, statsig.DynamicConfig, **CONFIG)
    wanted = inputs(statsig.DynamicConfig, **CONFIG | {"description": "new"})

    with pytest.raises(InputError, match=r"^DynamicConfig limits changed while PATCH /dynamic_configs/\{id\} was asked for a dry run"):
        handlers.diff(state, wanted, id_)

    deaf.sent()
    assert handlers.diff(state, wanted, id_)
    assert deaf.mutations() == []


# what is not tried


def first_of(part: dict[str, Any]) -> str:
    """The property that a part sets."""
    return next(iter(part))


DEEP = [{"name": "all", "conditions": [{"type": "user_id", "operator": "any", "target_value": [Unknown()]}], "pass_percentage": 10.0}]


@pytest.mark.parametrize("part", [{"description": Unknown()}, {"tags": ["money", Unknown()]}, {"rules": DEEP}], ids=first_of)
def test_nothing_is_tried_of_a_change_while_a_value_is_unknown(project: Project, said: list[str], part: dict[str, Any]) -> None:
    """At any depth: what the API would say of a part is no judgement of the whole."""
    handlers, id_, state = made(project, statsig.DynamicConfig, **CONFIG)

    assert handlers.diff(state, inputs(statsig.DynamicConfig, **CONFIG) | part, id_)

    assert (project.requests(), said) == ([], [])


@pytest.mark.parametrize("part", [{"description": Unknown()}, {"metric_events": [{"name": Unknown()}]}], ids=first_of)
def test_nothing_is_tried_of_a_new_object_while_a_value_is_unknown(project: Project, said: list[str], part: dict[str, Any]) -> None:
    """But whether it exists is looked at, where its name is known."""
    assert project.handlers(statsig.Metric).check(encoded(kind_of(statsig.Metric), "it", METRIC) | part).invalid == []

    assert (project.requests(), said) == (["GET /metrics/Revenue%3A%3Asum"], [])


def test_nothing_is_tried_unasked() -> None:
    """A preview is offline unless the stack says otherwise."""
    project = Project()
    handlers, id_, state = made(project, statsig.Metric, **METRIC)

    assert handlers.check(encoded(kind_of(statsig.Metric), "it", METRIC | {"name": "Other"})).invalid == []
    assert handlers.diff(state, inputs(statsig.Metric, **METRIC, description="new"), id_)

    assert project.requests() == []


def test_what_names_something_that_the_run_makes_is_not_tried(project: Project) -> None:
    """The API would refuse it for lack of what is there by then."""
    tagged = encoded(kind_of(statsig.Metric), "it", METRIC | {"tags": ["money"]})
    assert "Tag(s) not found" in project.handlers(statsig.Metric).check(tagged).invalid[0].reason
    project.sent()

    assert project.handlers(statsig.Tag).check({"name": "money", "description": ""}).invalid == []

    assert project.handlers(statsig.Metric).check(tagged).invalid == []
    assert project.mutations() == []


def test_what_names_something_that_the_run_changes_is_not_tried(project: Project) -> None:
    """A rule of a config that is to change first."""
    config, config_id, config_state = made(project, statsig.DynamicConfig, name="Limits", description="ours")
    rule, rule_id, rule_state = made(project, statsig.DynamicConfigRule, dynamic_config_id="limits", **RULE)
    wanted = inputs(statsig.DynamicConfigRule, dynamic_config_id="limits", **RULE | {"pass_percentage": 20.0})
    assert rule.diff(rule_state, wanted, rule_id)
    assert [request.partition("?")[2] for request, _ in project.mutations()] == ["dryRun=true"]

    assert config.diff(config_state, inputs(statsig.DynamicConfig, name="Limits", description="new"), config_id)
    project.sent()

    assert rule.diff(rule_state, wanted, rule_id)
    assert project.mutations() == []


def test_what_waits_for_moves_before_it_is_not_tried(project: Project) -> None:
    """The object is in a state that allows no change yet, so that the API might refuse what it will take by then."""
    handlers, id_, state = made(project, statsig.DynamicConfig, **CONFIG, lifecycle="archived")
    wanted = inputs(statsig.DynamicConfig, **CONFIG | {"description": "new"})
    changes = handlers.diff(state, wanted, id_)
    assert project.mutations()[0][0] == "PATCH /dynamic_configs/limits?dryRun=true"

    handlers.online_preview.try_update(id_, state, wanted, replace(changes, first_moves=changes.last_moves, last_moves=()))

    assert project.mutations() == []


def test_a_replacement_is_not_tried(project: Project) -> None:
    """The old object is there still, and has the name."""
    handlers, id_, state = made(project, statsig.MetricSource, **SOURCE)
    wanted = inputs(statsig.MetricSource, **SOURCE | {"source_type": "table", "table_name": "orders"})

    with calling(Call("urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:MetricSource::orders")):
        assert handlers.diff(state, {**wanted, "name": "Other"}, id_).replaces
        assert handlers.check({**wanted, "name": "orders"}).invalid == []

    assert project.mutations() == []


def test_a_refresh_tries_nothing(project: Project) -> None:
    """It compares too, and what it finds is no plan."""
    handlers, id_, state = made(project, statsig.Metric, **METRIC)

    handlers.read(id_, state)
    assert handlers.diff(state, inputs(statsig.Metric, **METRIC, description="new"), id_)

    assert project.mutations() == []


def test_a_change_that_goes_through_a_review_is_not_tried(project: Project) -> None:
    """What is sent then is a review, not the change."""
    handlers, id_, state = made(project, statsig.DynamicConfig, **CONFIG)
    project.configure(online_preview=True, reviews=ReviewPolicy(wanted=True))
    handlers = project.handlers(statsig.DynamicConfig)

    assert handlers.diff(state, inputs(statsig.DynamicConfig, **CONFIG | {"default_value": {"a": 1}}), id_)

    assert project.mutations() == []

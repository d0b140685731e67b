"""What is special about metrics and their sources."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.errors import InputError
from tests.provider.conftest import KEY, Project

SOURCE = {
    "name": "orders",
    "sql": "SELECT 1",
    "timestamp_column": "at",
    "id_type_mapping": [{"statsig_unit_id": "userID", "column": "user_id"}],
}
ASSIGNMENTS = {**SOURCE, "experiment_id_column": "experiment", "group_id_column": "variant"}


@pytest.fixture
def warehouse() -> Project:
    """An empty warehouse-native project."""
    return Project(f"{KEY}-whn")


def checked(handlers: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values with their defaults; there must be no mistake."""
    found = handlers.check(values)
    assert list(found.invalid) == []
    return dict(found.inputs)


def test_renamed_source_keeps_its_id(warehouse: Project) -> None:
    """The name is the address: after a change the new one is used, while the Pulumi ID stays."""
    handlers = warehouse.handlers(statsig.AssignmentSource)
    made = handlers.create(checked(handlers, ASSIGNMENTS))
    warehouse.sent()

    state = handlers.update(made.id, made.state, checked(handlers, {**ASSIGNMENTS, "name": "all orders"}))
    found = handlers.read(made.id, state)
    handlers.delete(made.id, state)

    assert (made.id, state["name"]) == ("orders", "all orders")
    assert found is not None
    assert found.state["name"] == "all orders"
    assert warehouse.requests() == [
        "GET /experiments/assignment_sources?limit=100&page=1",
        "PATCH /experiments/assignment_source/orders",
        "GET /experiments/assignment_sources?limit=100&page=1",
        "DELETE /experiments/assignment_source/all%20orders",
    ]


@pytest.mark.parametrize("kind", [statsig.AssignmentSource, statsig.EntityProperty])
def test_new_query_takes_the_full_update(warehouse: Project, kind: type) -> None:
    """PATCH refuses `sql`; everything else goes by PATCH, without it."""
    handlers = warehouse.handlers(kind)
    inputs = checked(handlers, ASSIGNMENTS if kind is statsig.AssignmentSource else SOURCE)
    made = handlers.create(inputs)
    warehouse.sent()

    state = handlers.update(made.id, made.state, {**inputs, "description": "Orders"})
    handlers.update(made.id, state, {**inputs, "description": "Orders", "sql": "SELECT 2"})

    (first, patched), (second, posted) = [(request.split()[0], body) for request, body in warehouse.mutations()]
    assert (first, patched) == ("PATCH", {"description": "Orders"})
    assert (second, posted["sql"], posted["description"]) == ("POST", "SELECT 2", "Orders")


def test_statement_of_a_table_is_no_drift(warehouse: Project) -> None:
    """The API may write the statement of a table source itself."""
    handlers = warehouse.handlers(statsig.MetricSource)
    inputs = checked(handlers, {**SOURCE, "sql": "", "source_type": "table", "table_name": "orders"})
    made = handlers.create(inputs)

    assert not handlers.diff({**made.state, "sql": "SELECT * FROM orders"}, inputs)
    assert handlers.diff({**made.state, "table_name": "carts"}, inputs).updates[0].name == "table_name"


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        (statsig.MetricSource, {**SOURCE, "sql": ""}, {"sql": "is required when source_type is 'query' or is left out"}),
        (
            statsig.MetricSource,
            {**SOURCE, "source_type": "table"},
            {"table_name": "is required when source_type is 'table'"},
        ),
        (
            statsig.QualifyingEvent,
            {**SOURCE, "date_partition_column": "day"},
            {"date_partition_column": "is only taken when source_type is 'table'"},
        ),
        (
            statsig.Metric,
            {"name": "orders", "type": "sum", "funnel_event_list": [{"name": "cart", "type": "event_dau"}]},
            {"funnel_event_list": "is only taken when type is 'funnel' or is 'undefined'"},
        ),
        (
            statsig.Metric,
            {"name": "orders", "type": "sum", "warehouse_native": {"cap": 1}, "custom_roll_up_end": 7},
            {
                "custom_roll_up_end": "is only taken when rollup_time_window is 'custom'",
                "warehouse_native": "is only taken when type is 'user_warehouse'",
            },
        ),
    ],
)
def test_combinations_are_refused_at_preview(project: Project, kind: type, values: dict[str, Any], wrong: dict[str, str]) -> None:
    """What the documents say of one property and another is checked before anything is sent."""
    found = project.handlers(kind).check(values).invalid

    assert {each.property: each.reason for each in found} == wrong
    assert project.requests() == []


ORDERS = {"name": "orders", "type": "event_count_custom", "unit_types": ["userID"], "metric_events": [{"name": "order"}]}


def test_metric_is_archived_at_birth(project: Project) -> None:
    """No answer tells whether a metric is archived: state remembers what was sent."""
    handlers = project.handlers(statsig.Metric)
    inputs = checked(handlers, {**ORDERS, "lifecycle": "archived", "owner": {"owner_email": "owner@example.com"}})

    made = handlers.create(inputs)

    assert [request for request in project.requests() if not request.startswith("GET")] == [
        "POST /metrics",
        "POST /metrics/orders%3A%3Aevent_count_custom",
        "PUT /metrics/orders%3A%3Aevent_count_custom/schedule_archive",
    ]
    assert made.state["lifecycle"] == "archived"
    assert not handlers.diff(made.state, inputs)


@pytest.mark.parametrize("refused", ["cancel_archive", "unarchive"])
def test_metric_comes_back_by_either_operation(project: Project, refused: str) -> None:
    """An archival is cancelled within a day and undone later; only the API knows which applies."""
    handlers = project.handlers(statsig.Metric)
    made = handlers.create(checked(handlers, {**ORDERS, "lifecycle": "archived"}))
    project.refuse("PUT", f"/metrics/orders::event_count_custom/{refused}", 400)

    state = handlers.update(made.id, made.state, checked(handlers, ORDERS))

    assert state["lifecycle"] == "active"


def test_metric_that_cannot_come_back_says_so(project: Project) -> None:
    """When neither operation succeeds, the first refusal is the error."""
    handlers = project.handlers(statsig.Metric)
    made = handlers.create(checked(handlers, {**ORDERS, "lifecycle": "archived"}))
    for verb in ("cancel_archive", "unarchive"):
        project.refuse("PUT", f"/metrics/orders::event_count_custom/{verb}", 400)

    with pytest.raises(InputError, match="cancel_archive"):
        handlers.update(made.id, made.state, checked(handlers, ORDERS))


def test_new_definition_of_a_metric_deletes_the_old_one_first(project: Project) -> None:
    """The ID comes from name and type, so old and new cannot be there at once."""
    handlers = project.handlers(statsig.Metric)
    made = handlers.create(checked(handlers, ORDERS))

    changes = handlers.diff(made.state, checked(handlers, {**ORDERS, "metric_events": [{"name": "sale"}]}))
    renamed = handlers.diff(made.state, checked(handlers, {**ORDERS, "name": "sales"}))

    assert (changes.replaces, changes.delete_first) == (("metric_events",), True)
    assert (renamed.replaces, renamed.delete_first) == (("name",), False)


def test_new_team_goes_without_the_old_ones_id(project: Project) -> None:
    """The API fills in the ID of a team that is given by name; sent back with another name, it might win."""
    teams = project.handlers(statsig.Team)
    teams.create(checked(teams, {"name": "Growth"}))
    handlers = project.handlers(statsig.Metric)
    made = handlers.create(checked(handlers, {**ORDERS, "team": "Growth"}))

    state = handlers.update(made.id, made.state, checked(handlers, {**ORDERS, "team": "Core"}))

    assert made.state["team_id"]
    assert state["team"] == "Core"


def test_connections_are_sent_again_and_never_read(warehouse: Project, said: list[str]) -> None:
    """The API has one operation for a connection: a refresh asks nothing, and destroy says what stays."""
    handlers = warehouse.handlers(statsig.WarehouseConnection)
    inputs = checked(handlers, {"bigquery": {"private_key": "hush", "project": "shop"}})
    made = handlers.create(inputs)

    found = handlers.read(made.id, made.state)
    state = handlers.update(made.id, made.state, {"bigquery": {"private_key": "hush 2", "project": "shop"}})
    handlers.delete(made.id, state)

    assert found is not None
    assert (found.inputs, state["bigquery"]["private_key"]) == (inputs, "hush 2")
    assert warehouse.sent() == [
        ("PATCH /wh_connections", {"bigquery": {"privateKey": "hush", "project": "shop"}}),
        ("PATCH /wh_connections", {"bigquery": {"privateKey": "hush 2", "project": "shop"}}),
    ]
    assert said == ["WarehouseConnection wh_connections stays in the project, no longer managed: the API cannot delete it"]

"""Metrics: IDs of name and type, partial updates by POST, archival without a trace, sources of warehouse-native projects."""

from dataclasses import replace

import pytest

SUM = {"name": "Revenue", "type": "sum", "unitTypes": ["userID"], "metricEvents": [{"name": "purchase", "type": "value"}]}


@pytest.fixture
def metric(console):
    return console.post("/metrics", SUM).data


def test_id_is_name_and_type(console, metric):
    assert metric["id"] == "Revenue::sum"
    assert console.get("/metrics/Revenue%3A%3Asum").data == console.get("/metrics/Revenue/sum").data == metric


def test_new_metric_has_direction_and_lineage(console):
    answer = console.post("/metrics", SUM | {"metricComponentMetrics": [{"name": "x", "type": "mean"}]})

    assert (answer.status, answer.data["directionality"]) == (201, "increase")
    assert answer.data["lineage"] == {"events": ["purchase"], "metrics": ["x::mean"]}


def test_post_changes_what_it_gives(console, metric):
    """Documented as an update by POST without required fields."""
    changed = console.post("/metrics/Revenue%3A%3Asum", {"description": "d"}).data

    assert changed == metric | {"description": "d"} | {name: changed[name] for name in ("lastModifiedTime",)}


def test_type_and_events_cannot_be_updated(console, metric):
    changed = console.post("/metrics/Revenue%3A%3Asum", {"type": "mean", "metricEvents": []}).data

    assert (changed["type"], changed["metricEvents"]) == ("sum", SUM["metricEvents"])


def test_renaming_changes_the_id(console, metric):
    console.post("/metrics/Revenue%3A%3Asum", {"name": "Income"})

    assert (console.get("/metrics/Income%3A%3Asum").status, console.get("/metrics/Revenue%3A%3Asum").status) == (200, 404)


def test_dry_run_checks_and_keeps_nothing(console):
    answer = console.post("/metrics", SUM | {"dryRun": True})

    assert (answer.status, "dryRun" in answer.data) == (201, False)
    assert console.get("/metrics/list").data == []
    assert console.post("/metrics", {"name": "x", "type": "sum", "dryRun": True}).status == 400


def test_tags_must_exist(console):
    assert console.post("/metrics", SUM | {"tags": ["none"]}).body["errors"][0]["property"] == "tags"
    assert console.post("/metrics", SUM | {"tags": "★ Core"}).data["tags"] == ["★ Core"]


def test_list_filters_by_tag_id(console):
    tag = console.post("/tags", {"name": "mine", "description": ""}).data["id"]
    console.post("/metrics", SUM | {"tags": ["mine"]})
    console.post("/metrics", SUM | {"name": "Other"})

    assert [found["name"] for found in console.get("/metrics/list", tags=tag).data] == ["Revenue"]


@pytest.mark.parametrize("name", ["ownerEmail", "email"])
def test_owner_is_written_by_email_and_read_with_a_name(console, metric, name):
    """Documents of 2025 call the email by its plain name; null takes the owner away."""
    owner = console.post("/metrics/Revenue%3A%3Asum", {"owner": {name: "owner@example.com"}}).data["owner"]
    without = console.post("/metrics/Revenue%3A%3Asum", {"owner": None})

    assert (owner["ownerEmail"], owner["ownerName"]) == ("owner@example.com", "Project Owner")
    assert "owner" not in without.data


def test_archival_shows_in_no_field(console, metric, clock):
    answers = [console.put(f"/metrics/Revenue%3A%3Asum/{verb}") for verb in ("schedule_archive", "cancel_archive", "schedule_archive")]
    clock.advance(days=2)
    found = console.get("/metrics/Revenue%3A%3Asum").data

    assert [set(answer.body) for answer in answers] == [{"message"}] * 3
    noise = {name: found[name] for name in found if name.startswith("lastModif")}
    assert found == metric | noise


def test_warehouse_metrics_need_a_warehouse_native_project(console, warehouse):
    body = {"name": "Native", "type": "user_warehouse", "warehouseNative": {"aggregation": "sum", "metricSourceName": "src"}}

    assert (console.post("/metrics", body).status, warehouse.post("/metrics", body).status) == (400, 201)


def test_metrics_tell_their_experiments_and_events(console, metric):
    console.post("/experiments", {"name": "Exp", "primaryMetrics": [{"name": "Revenue", "type": "sum"}]})
    console.post("/experiments", {"name": "Other"})

    assert [found["id"] for found in console.get("/metrics/Revenue%3A%3Asum/experiments").data] == ["exp"]
    assert [found["id"] for found in console.get("/events/purchase/metrics").data] == ["Revenue::sum"]


def test_values_are_refused_for_unknown_metrics_and_days(console, metric):
    """The misspelling is the API's."""
    assert console.get("/metrics", id="none::sum", date="2025-01-01").message == "No metric found for the given id, recieved: none::sum"
    assert console.get("/metrics", id="Revenue::sum", date="x").message == "No metric data found for the given date, recieved: x"
    values = console.get("/metrics", id="Revenue::sum", date="2025-01-01").data
    assert [value["unit_type"] for value in values] == ["userID", "stableID"]
    assert console.get("/metrics/values", date="2025-01-01").data[0]["value"] == values[0]["value"]


SOURCE = {"name": "src", "sql": "SELECT 1", "timestampColumn": "ts", "idTypeMapping": [{"statsigUnitID": "userID", "column": "u"}]}
ASSIGNMENT = SOURCE | {"experimentIDColumn": "e", "groupIDColumn": "g"}
SOURCES = [
    ("/metrics/metric_source", "/metrics/metric_source/list", "/metrics/metric_source/src", SOURCE),
    ("/experiments/qualifying_events", "/experiments/qualifying_events", "/experiments/qualifying_events/src", SOURCE),
    ("/experiments/entity_properties", "/experiments/entity_properties", "/experiments/entity_property/src", SOURCE),
    ("/experiments/assignment_sources", "/experiments/assignment_sources", "/experiments/assignment_source/src", ASSIGNMENT),
]


@pytest.mark.parametrize(("created", "listed", "item", "body"), SOURCES)
def test_source_is_created_listed_changed_and_deleted_by_name(warehouse, created, listed, item, body):
    answer = warehouse.post(created, body)
    assert (answer.status, answer.data | body) == (201, answer.data)
    assert [found["name"] for found in warehouse.get(listed).data] == ["src"]

    update = {name: value for name, value in body.items() if name != "name"} | {"sql": "SELECT 2"}
    assert warehouse.post(item, update).data["sql"] == "SELECT 2"
    assert warehouse.post(created, body).status == 400
    assert (warehouse.delete(item).status, warehouse.delete(item).status) == (200, 404)


@pytest.mark.parametrize(("created", "listed", "item", "body"), SOURCES)
def test_sources_are_refused_in_cloud_projects(console, created, listed, item, body):
    assert {console.post(created, body).status, console.get(listed).status, console.delete(item).status} == {400}


def test_assignment_source_has_no_single_read_and_can_be_renamed(warehouse):
    warehouse.post("/experiments/assignment_sources", ASSIGNMENT)

    assert warehouse.get("/experiments/assignment_source/src").status == 404
    assert warehouse.patch("/experiments/assignment_source/src", {"name": "new"}).data["name"] == "new"
    assert [found["name"] for found in warehouse.get("/experiments/assignment_sources").data] == ["new"]
    assert warehouse.patch("/experiments/assignment_source/src", {}).status == 404


def test_metric_source_keeps_its_name_whatever_an_update_holds(warehouse):
    """The name is read-only there; sending it is no mistake, as one of the vendor's programs does."""
    warehouse.post("/metrics/metric_source", SOURCE)

    updated = warehouse.post("/metrics/metric_source/src", SOURCE | {"name": "other"})

    assert (updated.status, updated.data["name"]) == (200, "src")
    assert warehouse.get("/metrics/metric_source/other").status == 404


def test_table_source_reads_back_with_the_plain_statement(warehouse, options):
    """Where a service fills it in; most have it as it was sent."""
    warehouse.service.options = replace(options, fill_table_sql=True)
    source = warehouse.post("/metrics/metric_source", SOURCE | {"sql": "", "sourceType": "table", "tableName": "db.t"}).data

    assert source["sql"] == "SELECT * FROM db.t"


def test_unset_timestamp_column_reads_as_empty_text(warehouse):
    body = {name: value for name, value in SOURCE.items() if name != "timestampColumn"}

    assert warehouse.post("/experiments/entity_properties", body).data["timestampColumn"] == ""


def test_source_tells_its_metrics(warehouse):
    warehouse.post("/metrics/metric_source", SOURCE)
    native = {"aggregation": "ratio", "metricSourceName": "other", "denominatorMetricSourceName": "src"}
    warehouse.post("/metrics", {"name": "Native", "type": "user_warehouse", "warehouseNative": native})

    assert [found["name"] for found in warehouse.get("/metrics/metric_source/src/metrics").data] == ["Native"]
    assert warehouse.get("/metrics/metric_source/none/metrics").status == 404


def test_reload_belongs_to_warehouse_native_projects(console, warehouse):
    for client in (console, warehouse):
        client.post("/metrics", SUM)

    assert [client.request("POST", "/metrics/Revenue%3A%3Asum/reload").status for client in (console, warehouse)] == [400, 200]

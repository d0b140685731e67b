"""Ingestions: found by type, dataset and name; schedules, backfills, statuses, connections."""

import pytest

SOURCE = {
    "type": "snowflake-v2",
    "dataset": "Events",
    "source_name": "orders",
    "query": "SELECT * FROM orders",
    "column_mapping": {"event_name": "e", "timestamp": "t", "ids": {"userID": "u"}},
}
NAMED = {name: SOURCE[name] for name in ("type", "dataset", "source_name")}


def test_source_reads_back_with_its_data(console):
    created = console.post("/ingestion", SOURCE)
    found = console.get("/ingestion", **NAMED).data

    assert created.status == 200
    assert found == created.data
    assert (found["type"], found["enabled"], found["data"]["query"]) == ("snowflake-v2", True, SOURCE["query"])
    assert found["data"]["column_mapping"] == SOURCE["column_mapping"] | {"metadata": {}, "metadata_object": "null", "event_value": ""}


def test_name_may_be_left_out_while_it_is_the_only_one(console):
    console.post("/ingestion", SOURCE)
    assert console.get("/ingestion", type="snowflake-v2", dataset="Events").status == 200

    console.post("/ingestion", SOURCE | {"source_name": "other"})
    assert console.get("/ingestion", type="snowflake-v2", dataset="Events").body["errors"][0]["property"] == "source_name"


def test_duplicate_has_its_own_text(console):
    console.post("/ingestion", SOURCE)

    assert console.post("/ingestion", SOURCE).message == "Ingestion source already exists with name orders"


def test_databricks_needs_its_connection_first(console):
    body = SOURCE | {"type": "databricks"}
    refused = console.post("/ingestion", body)
    connected = console.post("/ingestion/connection/databricks", {"token": "t", "host": "h", "path": "p"})

    assert (refused.status, refused.message) == (404, "Ingestion of type databricks not found.")
    assert (connected.status, connected.data["data"]["token"]) == (200, "t")
    assert console.post("/ingestion", body).status == 200


def test_exposures_have_two_names_for_one_dataset(console):
    """`Exposures` can be written and not queried; both mean the same."""
    mapping = {"experiment": "e", "group_id": "g", "timestamp": "t", "ids": {}}
    console.post("/ingestion", SOURCE | {"dataset": "Exposures", "column_mapping": mapping})

    assert console.get("/ingestion", **NAMED | {"dataset": "export_exposures"}).status == 200
    assert console.get("/ingestion", **NAMED | {"dataset": "Exposures"}).status == 400


def test_patch_names_the_source_in_its_body(console):
    console.post("/ingestion", SOURCE)
    changed = console.patch("/ingestion", NAMED | {"query": "SELECT 2", "enabled": False}).data

    assert (changed["data"]["query"], changed["enabled"]) == ("SELECT 2", False)
    assert changed["data"]["column_mapping"]["event_name"] == "e"
    assert console.patch("/ingestion", NAMED | {"source_name": "none"}).status == 404


def test_delete_names_the_source_in_its_query(console):
    console.post("/ingestion", SOURCE)

    assert [console.delete("/ingestion", **NAMED).status for _ in range(2)] == [200, 404]


def test_mapping_must_fit_the_dataset(console):
    answer = console.post("/ingestion", SOURCE | {"column_mapping": {"unit_id": "u"}})

    assert (answer.status, {error["property"] for error in answer.body["errors"]}) == (
        400,
        {"column_mapping.event_name", "column_mapping.timestamp", "column_mapping.ids"},
    )


def test_schedule_has_a_default_and_keeps_its_hour(console):
    before = console.get("/ingestion/schedule", dataset="Events").data
    console.post("/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 3})

    assert before == {"dataset": "Events", "scheduled_hour_pst": 10}
    assert console.get("/ingestion/schedule", dataset="Events").data["scheduled_hour_pst"] == 3
    assert console.get("/ingestion/schedule", dataset="Metrics").data["scheduled_hour_pst"] == 10


def backfill(console, **fields):
    body = {"datestamp_start": "2025-06-01", "datestamp_end": "2025-06-03", "type": "snowflake-v2", "dataset": "Events"}
    return console.post("/ingestion/backfill", body | fields)


def test_backfill_becomes_a_run_that_progresses(console, clock):
    console.post("/ingestion", SOURCE)
    run = backfill(console).data["runID"]
    early = console.get(f"/ingestion/runs/{run}").data
    clock.advance(600)
    late = console.get(f"/ingestion/runs/{run}").data

    assert (early["latestStatus"], late["latestStatus"]) == ("BACKFILL_REQUESTED", "IMPORT_SUCCESSFUL")
    assert (late["sources"], late["dateStamps"]) == (["orders"], ["2025-06-01", "2025-06-02", "2025-06-03"])
    assert [found["runID"] for found in console.get("/ingestion/runs").data] == [run]


def test_backfill_of_senseless_days_and_unknown_runs_are_refused(console):
    assert backfill(console, datestamp_start="x").status == 400
    assert console.get("/ingestion/runs/none").body == {"status": 404, "message": "runID none not found"}


def test_runs_come_ten_to_a_page(console):
    for _ in range(11):
        backfill(console)

    assert [len(console.get("/ingestion/runs", page=page).data) for page in (1, 2)] == [10, 1]


def test_statuses_exist_for_days_on_which_the_source_did(console, clock):
    console.post("/ingestion", SOURCE)
    clock.advance(days=2)
    days = {"startDate": "2025-01-01", "endDate": "2025-12-31"}

    assert [entry["ds"][:10] for entry in console.get("/ingestion/status", **days).data] == []
    days = {"startDate": "2025-06-10", "endDate": "2025-06-30"}
    found = console.get("/ingestion/status", **days).data
    assert [entry["ds"][:10] for entry in found] == ["2025-06-15", "2025-06-16", "2025-06-17"]
    assert console.get("/ingestion/status", **days, status="QUERY_ERROR").data == []
    assert len(console.get("/ingestion/status", **days, source="orders").data) == 3


def test_event_counts_take_another_shape_with_a_name(console):
    console.post("/ingestion", SOURCE)
    days = {"start_date": "2025-06-01", "end_date": "2025-06-01"}

    flat = console.get("/ingestion/events/count", **days, event_name="purchase").data
    nested = console.get("/ingestion/events/count", **days).data
    assert (flat[0]["event"], flat[0]["date"]) == ("purchase", "2025-06-01")
    assert flat[0]["count"] == next(event["count"] for event in nested[0]["events"] if event["event"] == "purchase")
    assert console.get("/ingestion/events/delta", **days, event_name="purchase").data[0]["internal_count"] == flat[0]["count"]


@pytest.mark.parametrize(("name", "type"), [("snowflake", "snowflake-v2"), ("databricks", "databricks")])
def test_warehouse_connection_keeps_no_secret(service, console, warehouse, name, type):
    """Nothing of it can be read back, not even from the emulator's own export."""
    from statsig_console_emulator import transfer

    secret = {"snowflake": {"serviceUserPassword": "s3cret"}, "databricks": {"accessToken": "s3cret"}}[name]

    assert console.patch("/wh_connections", {name: secret}).status == 403
    assert warehouse.patch("/wh_connections", {name: secret}).body.keys() == {"message"}
    assert warehouse.post("/ingestion", SOURCE | {"type": type}).status == 200
    assert "s3cret" not in str(transfer.export(service.store))

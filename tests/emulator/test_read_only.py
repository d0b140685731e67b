"""What is only read: references, audit log, results, events, alerts, usage. Derived from the project where it can be."""

import pytest

from statsig_console_emulator import transfer

ASKS = [{"name": "r", "passPercentage": 100, "conditions": [{"type": "passes_gate", "targetValue": "a_gate"}]}]


@pytest.fixture
def gate(console):
    return console.post("/gates", {"name": "A gate", "tags": ["x"]}).data


def test_references_name_whoever_asks_the_gate(console, gate):
    console.post("/gates", {"name": "Asking gate", "rules": ASKS})
    console.post("/dynamic_configs", {"name": "Asking config", "rules": ASKS})
    console.post("/experiments", {"name": "Targeted", "targetingGateID": "a_gate"})
    console.post("/experiments", {"name": "Overridden"})
    override = {"overrides": [{"type": "gate", "id": "a_gate", "groupID": "Test"}], "userIDOverrides": []}
    console.post("/experiments/overridden/overrides", override)

    def ids(kind):
        return [found["id"] for found in console.get(f"/gates/a_gate/{kind}_references").data]

    assert (ids("gate"), ids("dynamic_config"), ids("experiment")) == (["asking_gate"], ["asking_config"], ["overridden", "targeted"])


def test_audit_log_tells_every_write_newest_first(console, gate, clock):
    clock.advance(1)
    console.patch("/gates/a_gate", {"description": "new"})
    clock.advance(1)
    console.delete("/gates/a_gate")

    entries = console.get("/audit_logs", id="A gate").data
    assert [entry["actionType"] for entry in entries] == ["config_delete", "gate_update", "gate_create"]
    assert entries[1]["changes"] == {"description": {"old": "", "new": "new"}}
    assert entries[1]["updatedBy"] == "CONSOLE API"


def test_audit_log_filters_and_stops_before_the_latest_known(console, gate, clock):
    first = console.get("/audit_logs").data[0]["id"]
    clock.advance(1)
    console.post("/gates", {"name": "Other"})

    assert [entry["name"] for entry in console.get("/audit_logs", latestID=first).data] == ["Other"]
    assert [entry["name"] for entry in console.get("/audit_logs", tags="x").data] == ["A gate"]
    assert len(console.get("/audit_logs", actionTypes="gate_create,gate_update").data) == 2
    assert [entry["name"] for entry in console.get("/audit_logs", sortKey="name", sortOrder="asc").data] == ["A gate", "Other"]


def test_audit_log_holds_no_key_text(console):
    key = console.post("/keys", {"description": "", "type": "SERVER"}).data["key"]
    console.request("PATCH", f"/keys/{key}/rotate")
    console.delete(f"/keys/{key}")

    assert key not in str(console.get("/audit_logs").body)


def test_exposures_accumulate_while_an_experiment_runs(console, clock):
    console.post("/experiments", {"name": "Exp"})
    console.put("/experiments/exp/start")
    clock.advance(days=3)
    groups = console.get("/experiments/exp/cumulative_exposures").data

    assert [group["groupName"] for group in groups] == ["Control", "Test"]
    for group in groups:
        counts = [point["exposures"] for point in group["results"]]
        assert len(counts) == 4
        assert counts == sorted(counts)
    assert console.get("/experiments/exp/cumulative_exposures").data == groups


def test_pulse_compares_groups_by_the_experiments_metrics(console, clock):
    created = console.post("/experiments", {"name": "Exp", "primaryMetrics": [{"name": "m", "type": "sum"}]}).data
    control, test = (group["id"] for group in created["groups"])
    pulse = console.get("/experiments/exp/pulse_results", control=control, test=test)

    assert [line["metricID"] for line in pulse.data["primaryMetrics"]] == ["m::sum"]
    assert pulse.data["secondaryMetrics"] == []
    assert console.get("/experiments/exp/pulse_results", control=control, test="none").status == 404
    assert console.get("/experiments/exp/pulse_results", control=control).status == 400


def test_gate_and_holdout_pulse_tell_monitoring_metrics(console):
    metrics = [{"name": "m", "type": "sum"}]
    rule = {"name": "r", "passPercentage": 50, "conditions": []}
    rules = console.post("/gates", {"name": "A gate", "monitoringMetrics": metrics, "rules": [rule]}).data["rules"]
    console.post("/holdouts", {"name": "hold"})
    console.patch("/holdouts/hold", {"monitoringMetrics": metrics})

    for path in (f"/gates/a_gate/rules/{rules[0]['id']}/pulse_results", "/holdouts/hold/pulse_results"):
        assert [line["metricName"] for line in console.get(path).data["monitoringMetrics"]] == ["m"]


def test_loading_pulse_leaves_a_history_in_warehouse_native_projects(console, warehouse):
    for client in (console, warehouse):
        client.post("/experiments", {"name": "Exp"})
        client.put("/experiments/exp/start")

    assert console.post("/experiments/exp/load_pulse").status == 400
    assert warehouse.post("/experiments/exp/load_pulse", {"refresh": "incremental"}).status == 200
    assert [load["reloadType"] for load in warehouse.get("/experiments/exp/pulse_load_history").data] == ["incremental"]


def test_exposure_counts_know_what_exists(console, gate):
    counts = console.get("/exposure_count", gates="a_gate,none").data

    assert [found["id"] for found in counts["gates"]] == ["a_gate", "none"]
    assert counts["gates"][1] == {"id": "none", "pastDay": 0, "past7Days": 0}
    assert (counts["experiments"], counts["dynamicConfigs"]) == ([], [])


def test_older_exposures_come_without_an_envelope(console):
    console.post("/experiments", {"name": "Exp"})

    assert set(console.get("/experiments/exp/exposures").body) == {"gates", "experiments", "dynamicConfigs"}


def test_seeded_events_and_alerts_are_read(console, service):
    """Nothing in the API creates them."""
    from statsig_console_emulator import transfer

    event = {"timestamp": "2025-06-01", "name": "purchase", "source": "sdk", "value": "1", "userID": "u"}
    alert = {"id": "al", "name": "Errors", "tags": ["x"], "creatorID": "c"}
    transfer.seed(service, {"objects": {"events": {"e1": event}, "alerts": {"al": alert}}}, "console-test")

    assert console.get("/events").data == [event]
    assert (console.get("/events/purchase").data, console.get("/events/other").data) == ([event], [])
    assert [found["name"] for found in console.get("/alerts", tags="x").data] == ["Errors"]
    assert console.get("/alerts", tags="y").data == []


def test_alert_resolution_needs_owner_and_metric(console, gate, clock):
    """resolvedAt counts seconds, unlike every other time."""
    console.post("/metrics", {"name": "Revenue", "type": "undefined"})

    answer = console.post("/gates/a_gate/alerts/Revenue%3A%3Aundefined/resolve", {"reasoning": "known"})
    assert answer.data == {"resolvedAt": clock.milliseconds // 1000}
    assert console.post("/gates/none/alerts/Revenue%3A%3Aundefined/resolve").message == "Gate not found."
    assert console.post("/gates/a_gate/alerts/none/resolve").message == "Metric not found"


def test_usage_report_is_csv_from_the_projects_first_day(console, clock):
    console.get("/project")
    start = clock.milliseconds
    clock.advance(days=2)
    lines = console.get("/project/usage_billing/report", end=clock.milliseconds).body.splitlines()

    assert lines[0] == "date,billable_events"
    assert [line.split(",")[0] for line in lines[1:]] == ["2025-06-15", "2025-06-16", "2025-06-17"]
    assert console.get("/project/usage_billing/report", end=start - 1).status == 400
    assert console.get("/project/usage_billing/report", end=0).status == 400


def test_reports_exist_for_past_days(console):
    url = console.get("/reports", type="pulse_daily", date="2025-06-01").data["url"]

    assert url.startswith("https://")
    assert console.get("/reports", type="pulse_daily", date="2030-01-01").message == "Data is not available"
    assert console.get("/reports", type="moon", date="2025-06-01").status == 400


def test_change_validation_takes_a_verdict(console):
    assert console.post("/change_validation", {"reviewID": "r", "validated": True}).body.keys() == {"message"}
    assert console.patch("/change_validation/message", {"reviewID": "r", "message": "m"}).status == 200
    assert console.post("/change_validation", {"name": "r", "validated": True}).status == 400


def test_audit_logs_of_a_time(console, clock):
    """Milliseconds narrow what the days let in."""
    console.post("/gates", {"name": "Early"})
    clock.advance(1)
    between = clock.milliseconds
    clock.advance(1)
    console.post("/gates", {"name": "Late"})

    assert [entry["name"] for entry in console.get("/audit_logs", startTime=between).data] == ["Late"]
    assert [entry["name"] for entry in console.get("/audit_logs", endTime=between).data] == ["Early"]


def test_logs_are_read_on_from_cursors(service, console):
    """A cursor leads to the next lines; columns fill the fields of each in their order."""
    events = {f"e{number}": {"name": f"event {number}", "timestamp": f"2025-06-1{number}", "userID": "u"} for number in range(3)}
    transfer.seed(service, {"objects": {"events": events}}, "console-test")
    first = console.get("/logs", source="events", start_ts=0, limit=2, columns="user_id,event_name")

    rest = console.get("/logs", source="events", start_ts=0, limit=2, after=first.body["pagination"]["next_cursor"])

    assert [line["event_name"] for line in first.data] == ["event 2", "event 1"]
    assert first.body["columns"] == ["user_id", "event_name"]
    assert list(first.data[0]["fields"].items()) == [("user_id", "u"), ("event_name", "event 2")]
    assert [line["event_name"] for line in rest.data] == ["event 0"]
    assert rest.body["pagination"] == {"next_cursor": None, "has_more": False}
    assert console.get("/logs").data == console.get("/logs", source="events").data == []
    assert {console.get("/logs", **wrong).status for wrong in ({"query": "#a"}, {"after": "100001"}, {"after": "x"})} == {400}

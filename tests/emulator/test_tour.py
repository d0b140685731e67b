"""A tour through all operations: each succeeds once, with its declared status and within its schema (which the service fixture checks)."""

from statsig_console_emulator import transfer
from statsig_console_emulator.contract import load
from statsig_console_emulator.registry import HANDLERS
from statsig_console_emulator.testing import InProcessClient

RULE = {"name": "r", "passPercentage": 10, "conditions": [{"type": "public"}]}
USERS = {"passingUserIDs": ["a"], "failingUserIDs": []}
SOURCE = {"sql": "SELECT 1", "timestampColumn": "t", "idTypeMapping": [{"statsigUnitID": "userID", "column": "u"}]}
ASSIGNMENT = SOURCE | {"experimentIDColumn": "e", "groupIDColumn": "g"}
METRICS = [{"name": "Revenue", "type": "sum"}]
REVENUE = {**METRICS[0], "unitTypes": ["userID"], "metricEvents": [{"name": "buy"}]}
TEAM = {
    "name": "Growth",
    "members": [],
    "admins": [],
    "defaultGateMetrics": [],
    "defaultExperimentPrimaryMetrics": [],
    "defaultExperimentSecondaryMetrics": [],
    "defaultHoldoutMetrics": [],
    "defaultTargetApplications": [],
    "changeTeamConfigs": "anyone",
    "reviewApproval": "anyone",
}
VARIANTS = {
    "variants": [{"name": "a", "json": 1}, {"name": "b", "json": 2}],
    "successEvent": "e",
    "explorationWindow": "1hr",
    "attributionWindow": "1hr",
    "winnerThreshold": "95%",
}
PHASES = [{"name": f"phase {n}", "timeIntervalMs": 60_000, "requiredReview": n == 0, "rules": []} for n in range(3)]


class Tour:
    """Calls that must succeed; `data` of the latest answer is what `send` returns."""

    def __init__(self, client):
        self.client = client

    def send(self, method, path, body=None, **query):
        answer = self.client.request(method, path, body, query)
        assert answer.status < 300, (method, path, answer)
        return answer.body.get("data", answer.body) if isinstance(answer.body, dict) else answer.body

    def life(self, collection, item, body, update, listed=None, methods=("GET", "PATCH", "POST", "DELETE")):
        """Create, list, read, change; the deletion is left for later and returned."""
        self.send("POST", collection, body)
        self.send("GET", listed or collection)
        if "GET" in methods:
            self.send("GET", item)
        if "PATCH" in methods:
            self.send("PATCH", item, {})
        if "POST" in methods:
            self.send("POST", item, update)


def small_kinds(tour):
    tag = tour.send("POST", "/tags", {"name": "t", "description": ""})["id"]
    for method in ("GET", "PATCH", "DELETE"):
        tour.send(method, f"/tags/{tag}", {})
    tour.send("GET", "/tags")
    for path, body in (("/unit_id_types", {"name": "u", "description": ""}), ("/roles", {"name": "u", "permissions": {}})):
        tour.life(path, f"{path}/u", body, None, methods=("GET",))
        tour.send("PATCH", f"{path}/u", body)
        tour.send("DELETE", f"{path}/u")
    app = tour.send("POST", "/target_app", {"name": "web", "description": ""})["id"]
    tour.send("PATCH", "/target_app", {"targetApps": ["web"]})
    for path in ("/target_app", f"/target_app/{app}"):
        tour.send("GET", path)
    tour.send("PATCH", f"/target_app/{app}", {"name": "site"})
    tour.send("DELETE", f"/target_app/{app}")
    key = tour.send("POST", "/keys", {"description": "", "type": "SERVER"})["key"]
    tour.send("GET", "/keys")
    for action in ("", "/deactivate", "/rotate"):
        key = tour.send("PATCH", f"/keys/{key}{action}", {}).get("key", key)
    tour.send("GET", f"/keys/{key}")
    tour.send("DELETE", f"/keys/{key}")
    team = tour.send("POST", "/users/teams", TEAM)["id"]
    tour.send("GET", "/users/teams")
    for method in ("GET", "PATCH", "DELETE"):
        tour.send(method, f"/users/teams/{team}", {})
    tour.send("POST", "/users/invite", {"role": "Member", "emails": ["a@example.com"]})
    tour.send("GET", "/users")
    tour.send("GET", "/users/a@example.com")
    tour.send("POST", "/users/a@example.com", {"role": "Admin"})


def settings(tour):
    for name in ("project", "reviews", "roles", "teams"):
        tour.send("POST", f"/settings/{name}", tour.send("GET", f"/settings/{name}"))
    tour.send("POST", "/environments", tour.send("GET", "/environments"))
    for path in ("/company", "/project", "/audit_logs", "/alerts", "/events", "/events/purchase", "/events/purchase/metrics"):
        tour.send("GET", path)
    tour.send("GET", "/project/usage_billing/report", end=4_000_000_000_000)
    tour.send("GET", "/reports", type="pulse_daily", date="2025-06-01")
    tour.send("GET", "/exposure_count", gates="a")
    tour.send("POST", "/change_validation", {"reviewID": "r", "validated": True})
    tour.send("PATCH", "/change_validation/message", {"reviewID": "r"})
    tour.send("PATCH", "/wh_connections", {"snowflake": {}})


def metrics(tour):
    metric = "/metrics/Revenue%3A%3Asum"
    tour.life("/metrics", metric, REVENUE, {}, listed="/metrics/list", methods=("GET", "POST"))
    tour.send("GET", "/metrics/Revenue/sum")
    tour.send("GET", "/metrics", id="Revenue::sum", date="2025-06-01")
    tour.send("GET", "/metrics/values", date="2025-06-01")
    tour.send("GET", f"{metric}/experiments")
    tour.send("POST", f"{metric}/reload")
    for verb in ("schedule_archive", "cancel_archive", "unarchive"):
        tour.send("PUT", f"{metric}/{verb}")
    for base, item, body, methods in (
        ("/metrics/metric_source", "/metrics/metric_source/s", SOURCE, ("GET", "POST")),
        ("/experiments/qualifying_events", "/experiments/qualifying_events/s", SOURCE, ("GET", "POST")),
        ("/experiments/entity_properties", "/experiments/entity_property/s", SOURCE, ("GET", "PATCH", "POST")),
        ("/experiments/assignment_sources", "/experiments/assignment_source/s", ASSIGNMENT, ("PATCH", "POST")),
    ):
        listed = f"{base}/list" if base.startswith("/metrics") else None
        tour.life(base, item, body | {"name": "s"}, body, listed=listed, methods=methods)
        if base.startswith("/metrics"):
            tour.send("GET", f"{item}/metrics")
        tour.send("DELETE", item)


def gates(tour):
    full = {"isEnabled": True, "description": "", "rules": [RULE]}
    tour.life("/gates", "/gates/a_gate", {"name": "A gate", "monitoringMetrics": METRICS}, full)
    for verb in ("enable", "disable", "launch", "archive", "unarchive"):
        tour.send("PUT", f"/gates/a_gate/{verb}", {})
    for kind in ("gate", "experiment", "dynamic_config"):
        tour.send("GET", f"/gates/a_gate/{kind}_references")
    tour.send("GET", "/gates/a_gate/versions")
    tour.send("POST", "/gates/a_gate/rule", RULE | {"name": "two"})
    tour.send("POST", "/gates/a_gate/rules", {"rules": [RULE | {"name": "three"}]})
    tour.send("PATCH", "/gates/a_gate/rules", {"rules": []})
    rule = tour.send("GET", "/gates/a_gate/rules")[0]["rules"][0]["baseID"]
    tour.send("POST", "/gates/a_gate/load_pulse", {"ruleId": rule})
    tour.send("GET", f"/gates/a_gate/rules/{rule}/pulse_load_history")
    tour.send("GET", f"/gates/a_gate/rules/{rule}/pulse_results")
    tour.send("PATCH", f"/gates/a_gate/rules/{rule}", {})
    tour.send("DELETE", f"/gates/a_gate/rules/{rule}")
    tour.send("POST", "/gates/a_gate/alerts/Revenue%3A%3Asum/resolve")
    overrides(tour, "/gates/a_gate", USERS, USERS)
    tour.send("DELETE", "/gates/a_gate/overrides/userID/a", groupID="pass")


def single_overrides(tour, owner, **query):
    tour.send("DELETE", f"{owner}/overrides/userID/u", None, **query)
    tour.send("DELETE", f"{owner}/overrides/conditional/gate/g", None, **query)


def overrides(tour, owner, replaced, added):
    tour.send("GET", f"{owner}/overrides")
    tour.send("POST", f"{owner}/overrides", replaced)
    tour.send("PATCH", f"{owner}/overrides", added)
    tour.send("DELETE", f"{owner}/overrides", replaced)


def configs(tour):
    full = {"isEnabled": True, "description": "", "rules": [RULE]}
    tour.life("/dynamic_configs", "/dynamic_configs/a_config", {"name": "A config"}, full)
    for verb in ("enable", "disable", "archive", "unarchive"):
        tour.send("PUT", f"/dynamic_configs/a_config/{verb}", {})
    tour.send("GET", "/dynamic_configs/a_config/versions")
    tour.send("POST", "/dynamic_configs/a_config/rule", RULE | {"name": "two"})
    tour.send("POST", "/dynamic_configs/a_config/rules", {"rules": [RULE | {"name": "three"}]})
    tour.send("PATCH", "/dynamic_configs/a_config/rules", {"rules": []})
    tour.send("PATCH", "/dynamic_configs/a_config/rule/name/two", {})
    tour.send("DELETE", "/dynamic_configs/a_config/rule/name/two")
    rule = tour.send("GET", "/dynamic_configs/a_config/rules")[0]["rules"][0]["baseID"]
    for method in ("GET", "PATCH", "DELETE"):
        tour.send(method, f"/dynamic_configs/a_config/rule/{rule}", {})


def experiments(tour):
    created = tour.send("POST", "/experiments", {"name": "Exp", "primaryMetrics": METRICS})
    control, test = (group["id"] for group in created["groups"])
    tour.send("GET", "/experiments")
    tour.send("GET", "/experiments/exp")
    tour.send("PATCH", "/experiments/exp", {})
    required = ("description", "idType", "hypothesis", "groups", "allocation", "targetingGateID", "bonferroniCorrection", "status")
    tour.send("POST", "/experiments/exp", {name: created[name] for name in (*required, "defaultConfidenceInterval")})
    tour.send("POST", "/experiments/exp/schedule_start", {"scheduledTime": 4_000_000_000_000})
    tour.send("PUT", "/experiments/exp/start", {})
    tour.send("POST", "/experiments/exp/load_pulse", {})
    for path in ("cumulative_exposures", "pulse_load_history", "exposures"):
        tour.send("GET", f"/experiments/exp/{path}")
    tour.send("GET", "/experiments/exp/pulse_results", control=control, test=test)
    for path in ("versions", "context", "diagnostics_checks", "dimensional_exposures", "alerts", "summary_charts"):
        tour.send("GET", f"/experiments/exp/{path}")
    tour.send("GET", "/experiments/exp/pulse_metric_result", control=control, test=test, metricID="Revenue::sum")
    load = f"/experiments/exp/pulse_load_history/{tour.send('GET', '/experiments/exp/pulse_load_history')[0]['dagID']}"
    tour.send("GET", load)
    tour.send("POST", f"{load}/cancel")
    for verb in ("disable_groups", "enable_groups"):
        tour.send("POST", f"/experiments/exp/{verb}", {"group_names": ["Test"]})
    tour.send("POST", "/experiments/exp/alerts/Revenue%3A%3Asum/resolve", {})
    body = {"overrides": [{"type": "gate", "id": "g", "groupID": "Test"}], "userIDOverrides": []}
    overrides(tour, "/experiments/exp", body, body)
    single_overrides(tour, "/experiments/exp", groupID="Test")
    tour.send("POST", "/experiments/exp/restart_as_new", {"name": "Exp two"})
    tour.send("PUT", "/experiments/exp/defer_decision", {})
    tour.send("PUT", "/experiments/exp/make_decision", {"id": test, "decisionReason": "r"})
    tour.send("POST", "/experiments/exp/code_cleanup")
    tour.send("PUT", "/experiments/exp/reset")
    tour.send("PUT", "/experiments/exp/start", {})
    tour.send("PUT", "/experiments/exp/abandon", {"decisionReason": "r"})
    tour.send("PUT", "/experiments/exp/archive", {})
    tour.send("PUT", "/experiments/exp/unarchive")
    variants = {"name": "Tune", **VARIANTS}
    tour.life("/autotunes", "/autotunes/tune", variants, VARIANTS)
    overrides(tour, "/autotunes/tune", body, body)
    single_overrides(tour, "/autotunes/tune", groupID="a")
    tour.send("POST", "/autotunes/tune/schedule_start", {"scheduledTime": 4_000_000_000_000})
    tour.send("PUT", "/autotunes/tune/start")
    tour.send("GET", "/overrides")
    tour.send("GET", "/logs", source="events")
    tour.send("GET", "/metrics/Revenue%3A%3Asum/sql")
    tour.send("GET", "/gates/a_gate/checks")
    tour.send("POST", "/gates/a_gate/code_cleanup")
    tour.send("GET", f"/users/id/{tour.send('GET', '/users')[0]['userID']}")


def alerts(tour, service):
    alert = f"/alerts/{tour.send('POST', '/alerts', {'name': 'Slow'})['id']}"
    tour.send("PATCH", alert, {"priority": "P1"})
    tour.send("GET", alert)
    tour.send("POST", f"{alert}/mute", {"durationSeconds": 60})
    tour.send("POST", f"{alert}/unmute", {})
    event = {"alert": alert.rpartition("/")[2]}
    transfer.seed(service, {"objects": {"alert_events": {"raised": event}}}, "console-test-whn")
    tour.send("GET", f"{alert}/events")
    tour.send("GET", f"{alert}/events/raised")
    tour.send("DELETE", alert)
    tour.send("PUT", "/autotunes/tune/make_decision", {"id": "a", "decisionReason": "r"})
    tour.send("PUT", "/autotunes/tune/reset")


def dashboards(tour):
    steps = [{"event_name": "visit"}, {"event_name": "buy"}]
    funnel = {"type": "funnel", "title": "Buys", "query": {"steps": steps}}
    dashboard = f"/dashboards/{tour.send('POST', '/dashboards', {'name': 'Shop'})['id']}"
    tour.send("POST", f"{dashboard}/widgets", {"widgets": [{"type": "header", "title": "Shop"}]})
    widget = tour.send("PUT", f"{dashboard}/widgets", {"widgets": [funnel]})["ids"][0]
    tour.send("GET", "/dashboards")
    tour.send("GET", dashboard)
    tour.send("GET", f"{dashboard}/widgets/{widget}/results")


def holdouts_layers_segments(tour):
    holdout = {"isEnabled": True, "description": "", "passPercentage": 5, "gateIDs": [], "experimentIDs": [], "layerIDs": []}
    tour.life("/holdouts", "/holdouts/hold", {"name": "hold"}, holdout | {"isGlobal": False, "targetingGateID": None})
    tour.send("GET", "/holdouts/hold/pulse_results")
    overrides(tour, "/holdouts/hold", USERS, USERS)
    tour.life("/layers", "/layers/a_layer", {"name": "A layer", "idType": "userID"}, {"description": "", "parameters": []})
    tour.send("GET", "/layers/a_layer/experiments")
    body = {"conditionalOverrides": [], "idOverrides": []}
    overrides(tour, "/layers/a_layer", body, {"op": "add", **body})
    single_overrides(tour, "/layers/a_layer", groupName="Test", experimentName="exp")
    for name, kind in (("rules", "rule_based"), ("ids", "id_list"), ("store", "user_store_id_list")):
        tour.life("/segments", f"/segments/{name}", {"name": name, "type": kind}, None, methods=("GET",))
    tour.send("POST", "/segments/rules/conditional", [RULE | {"conditions": []}])
    for method, path, owner in (
        ("PATCH", "id_list", "ids"),
        ("DELETE", "id_list", "ids"),
        ("POST", "id_list/reset", "ids"),
        ("PATCH", "add_ids", "store"),
        ("PATCH", "remove_ids", "store"),
    ):
        tour.send(method, f"/segments/{owner}/{path}", {"ids": ["a"]})
    tour.send("GET", "/segments/ids/id_list")
    tour.send("GET", "/segments/store/idlist_metadata")
    tour.send("PUT", "/segments/rules/archive")


def ingestion(tour):
    named = {"type": "databricks", "dataset": "Events", "source_name": "s"}
    tour.send("POST", "/ingestion/connection/databricks", {"token": "t", "host": "h", "path": "p"})
    tour.send("POST", "/ingestion", named)
    tour.send("GET", "/ingestion", **named)
    tour.send("PATCH", "/ingestion", named)
    tour.send("POST", "/ingestion/schedule", {"dataset": "Events"})
    tour.send("GET", "/ingestion/schedule", dataset="Events")
    days = {"datestamp_start": "2025-06-01", "datestamp_end": "2025-06-02"}
    run = tour.send("POST", "/ingestion/backfill", {**days, "type": "databricks", "dataset": "Events"})["runID"]
    tour.send("GET", "/ingestion/runs")
    tour.send("GET", f"/ingestion/runs/{run}")
    tour.send("GET", "/ingestion/status", startDate="2025-06-01", endDate="2025-06-30")
    for kind in ("count", "delta"):
        tour.send("GET", f"/ingestion/events/{kind}", start_date="2025-06-01", end_date="2025-06-02")
    tour.send("DELETE", "/ingestion", **named)


def stores_and_releases(tour):
    tour.life(
        "/param_stores",
        "/param_stores/s",
        {"name": "s", "displayName": "s", "description": ""},
        {"parameters": []},
        methods=("GET", "POST"),
    )
    tour.life("/prompts", "/prompts/ask", {"name": "ask"}, None, methods=("GET", "PATCH"))
    version = tour.send("POST", "/prompts/ask/versions", {"name": "one"})["id"]
    tour.send("POST", f"/prompts/ask/versions/{version}/start_evals")
    pipeline = tour.send("POST", "/release_pipelines", {"name": "careful", "phases": PHASES})["id"]
    tour.send("GET", "/release_pipelines")
    tour.send("GET", f"/release_pipelines/{pipeline}")
    tour.send("POST", f"/release_pipelines/{pipeline}", {})
    tour.send("POST", "/gates", {"name": "released", "releasePipelineID": pipeline})
    for steps in (("approve", "pause", "unpause", "skip", "rollout"), ("abort",)):
        tour.send("PATCH", "/gates/released", {"rules": [RULE | {"name": steps[0]}]})
        for step in steps:
            trigger = tour.send("GET", "/release_pipeline_triggers")[0]
            tour.send("GET", f"/release_pipeline_triggers/{trigger['id']}")
            tour.send("PUT", f"/release_pipeline_triggers/{trigger['id']}/{step}", {"phaseID": trigger["currentPhaseID"]})
    tour.send("DELETE", f"/release_pipelines/{pipeline}")


def reviews(tour, service):
    """Each step of a review, by two callers; the review of a segment is one that waits since a request of the old header."""
    key = tour.send("POST", "/keys", {"description": "", "type": "CONSOLE", "scopes": []})["key"]
    other = Tour(InProcessClient(service, key))
    rules = {"description": "why", "change": {"rules": [RULE]}}
    start = {"type": "start"}
    tour.send("POST", "/gates", {"name": "Reviewed"})
    tour.send("POST", "/dynamic_configs", {"name": "Reviewed"})
    tour.send("POST", "/experiments", {"name": "Reviewed"})
    tour.send("POST", "/autotunes", {"name": "Reviewed", **VARIANTS})
    for kind, body in (("gates", rules), ("dynamic_configs", rules), ("experiments", start), ("autotunes", start)):
        owner = f"/{kind}/reviewed"
        for end in ("cancel", "reject", "commit"):
            review = f"{owner}/reviews/{tour.send('POST', f'{owner}/reviews', body)['review_id']}"
            tour.send("GET", f"{owner}/reviews")
            tour.send("GET", review)
            tour.send("PUT", review, {"description": "because"})
            if end == "cancel":
                tour.send("DELETE", review)
            elif end == "reject":
                other.send("PUT", f"{review}/reject", {"reason": "no"})
            else:
                other.send("PUT", f"{review}/approve", {})
                tour.send("PUT", f"{review}/commit")
        if kind != "autotunes":
            tour.send("GET", f"{owner}/eligible_reviewers")
    tour.send("POST", "/segments", {"name": "reviewed", "type": "rule_based"})
    waits = {"id": "w", "kind": "segments", "object": "reviewed", "approved": True, "changes": []}
    for method, rest in (("DELETE", ""), ("PUT", "/commit")):
        transfer.seed(service, {"objects": {"reviews": {"w": waits}}}, "console-test-whn")
        tour.send(method, f"/segments/reviewed/reviews/w{rest}")


LEFT = (
    "/gates/a_gate",
    "/dynamic_configs/a_config",
    "/experiments/exp",
    "/autotunes/tune",
    "/param_stores/s",
    "/prompts/ask",
    "/holdouts/hold",
    "/layers/a_layer",
    "/segments/ids",
    "/metrics/Revenue%3A%3Asum",
)


def test_every_operation_succeeds_once(service, warehouse):
    """No route is dead, none answers another status than the declared one."""
    tour = Tour(warehouse)
    for part in (small_kinds, settings, metrics, gates, configs, experiments, holdouts_layers_segments, ingestion, stores_and_releases):
        part(tour)
    alerts(tour, service)
    reviews(tour, service)
    dashboards(tour)
    for path in LEFT:
        tour.send("DELETE", path)

    answered = {f"{entry.method} {entry.template}": entry.status for entry in service.journal.entries()}
    assert answered == {name: load().operations[name].success for name in HANDLERS}


def test_every_deleted_object_is_gone(console):
    """A second deletion is a 404 for every kind that can be deleted."""
    tour = Tour(console)
    metrics_body = REVENUE
    for path, body in (
        ("/gates", {"name": "A gate"}),
        ("/dynamic_configs", {"name": "A config"}),
        ("/experiments", {"name": "Exp"}),
        ("/autotunes", {"name": "Tune", **VARIANTS}),
        ("/holdouts", {"name": "hold"}),
        ("/layers", {"name": "A layer", "idType": "userID"}),
        ("/segments", {"name": "ids", "type": "id_list"}),
        ("/metrics", metrics_body),
        ("/param_stores", {"name": "s", "displayName": "s", "description": ""}),
        ("/prompts", {"name": "ask"}),
    ):
        tour.send("POST", path, body)

    for path in LEFT:
        assert [console.delete(path).status, console.delete(path).status, console.get(path).status] == [200, 404, 404]

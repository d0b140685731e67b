"""Every read operation has a lookup, which takes what the operation takes and gives what the API answers."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlencode

import pytest

import pulumi
from pulumi_statsig_console import lookups
from statsig_console.declaring.results import Result
from statsig_console.lookup import ListLookup, Pages, Reading, TextLookup, WholeLookup, registered
from statsig_console_emulator.contract import Operation, load
from statsig_console_emulator.testing import Client, Emulator
from tests.uncovered import UNCOVERED

ROOT = Path(__file__).resolve().parents[2]
KEY = "console-whn-lookups"
PAGING = {"limit", "page", "after"}
READS = [operation for operation in load().operations.values() if operation.method == "GET" and operation.name not in UNCOVERED]
# Filters that the document declares as texts and describes as true or false.
FLAGS = {
    "cuped", "applyBonferroniPerVariant", "applyBonferroniPerMetric", "applyBenjaminiHochbergPerMetric", "applyBenjaminiHochbergPerVariant",
    "showHiddenMetrics",
}  # fmt: skip
NUMBERS = {
    "confidence": float,
    "bonferroniPrimaryMetricWeight": float,
    "start": int,
    "end": int,
    "startTime": int,
    "endTime": int,
    "lastDays": int,
    "start_ts": int,
    "end_ts": int,
}


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Name → function, of all modules of lookups."""
    names = [found.name for found in pkgutil.walk_packages(lookups.__path__, f"{lookups.__name__}.")]
    modules = [importlib.import_module(name) for name in names]
    return {name: each for module in modules for name, each in vars(module).items() if name.startswith("get_")}


@cache
def lookup_of(operation: str) -> Reading[Any, Any]:
    """The lookup of an operation."""
    functions()
    return next(each for each in registered() if str(each.operation) == operation)


def test_every_read_has_exactly_one_lookup() -> None:
    """A read that a program cannot send would be a hole in what the package covers."""
    functions()

    found = sorted(str(each.operation) for each in registered() if type(each).__module__ == "statsig_console.lookup")

    assert found == sorted(operation.name for operation in READS)


def test_functions_for_outputs_are_made_from_the_others() -> None:
    """Who changes a lookup runs tools/outputs.py, so that nothing is said twice by hand."""
    made = subprocess.run([sys.executable, "tools/outputs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert made.returncode == 0, made.stderr


def test_every_lookup_has_a_function_of_its_name_and_one_for_outputs() -> None:
    """Messages name the function; a name of nothing would send people searching."""
    found = functions().keys()

    assert {f"{each.name}{ending}" for each in registered() for ending in ("", "_output")} == found


@pytest.mark.parametrize("operation", READS, ids=lambda each: each.name)
def test_parameters_are_those_of_the_document(operation: Operation) -> None:
    """Names, what must be given, and types: each filter of the document is a typed parameter."""
    lookup = lookup_of(operation.name)
    query = {each.name: each for each in operation.query if each.name not in PAGING}

    for function in (functions()[lookup.name], functions()[f"{lookup.name}_output"]):
        hints = get_type_hints(function, localns=vars(pulumi.output))
        parameters = inspect.signature(function).parameters
        sent = {lookup.wire_name(name): parameter for name, parameter in parameters.items()}

        assert sent.keys() == {*lookup.operation.placeholders, *query}
        for wire, parameter in sent.items():
            required = wire not in query or query[wire].required
            assert (parameter.default is inspect.Parameter.empty) == required
            kinds, values = types_of(hints[parameter.name])
            assert (kinds, values) == (declared(wire, query[wire].schema) if wire in query else ({str}, set()))


@pytest.mark.parametrize("operation", READS, ids=lambda each: each.name)
def test_attributes_are_those_of_the_document(operation: Operation) -> None:
    """A result has an attribute for each field that the operation's answer declares, and no other."""
    lookup = lookup_of(operation.name)
    if not (isinstance(lookup.result, type) and issubclass(lookup.result, Result)):
        return
    contract = load()
    data = contract.expand(contract.fields([operation.answers[operation.success]]).get("data", [operation.answers[operation.success]]))
    objects = [option.get("items", option) for option in data]
    if within := getattr(lookup, "within", None):
        objects = [option["items"] for option in contract.expand(contract.fields(objects)[within])]
    declared = set(contract.fields(objects))

    # Some answers declare that there are objects and nothing more.
    assert not declared or set(lookup.result.attributes().values()) == declared


def types_of(annotation: Any) -> tuple[set[type], set[str]]:
    """The plain types that an annotation lets in, and the values of its literals; whether Outputs may stand there is left out."""
    kinds: set[type] = set()
    values: set[str] = set()
    waiting = [annotation]
    while waiting:
        each = waiting.pop()
        origin, arguments = get_origin(each), get_args(each)
        if origin is Literal:
            kinds.add(str)
            values.update(arguments)
        elif origin is Union or "UnionType" in str(type(each)):
            waiting += [option for option in arguments if option is not type(None) and not is_later(option)]
        elif origin is not None:
            kinds.add(list)
            waiting += arguments
        else:
            kinds.add(each)
    return kinds, values


def is_later(option: Any) -> bool:
    return get_origin(option) is pulumi.Output or "Awaitable" in str(option)


def declared(wire: str, schema: Any) -> tuple[set[type], set[str]]:
    """The same of a query parameter's schema."""
    if wire in FLAGS or schema.get("type") == "boolean" or {*schema.get("enum", ())} == {"true", "false"}:
        return {bool}, set()
    kinds: set[type] = set()
    values: set[str] = set()
    for option in load().expand([schema]):
        if option.get("type") == "array":
            kinds.add(list)
        for item in load().expand([option["items"]]) if option.get("type") == "array" else [option]:
            kinds.add(NUMBERS.get(wire, str))
            values.update(item.get("enum", ()))
    return kinds, values


# The list of a config's rules declares no JSON5 texts; the emulator shows them there.
UNDOCUMENTED = {"returnValueJson5", "variants"}
# What is looked up in the project that `furnished` sets up.
IDS = {
    "/gates": "checkout", "/dynamic_configs": "search", "/experiments": "button", "/layers": "home", "/holdouts": "quiet",
    "/segments": "staff", "/autotunes": "banner", "/metrics": "signups::event_count_custom", "/users": "owner@example.com",
    "/roles": "analyst", "/alerts": "a", "/unit_id_types": "companyID", "/param_stores": "app",
}  # fmt: skip
DAYS = {"start_date": "2025-06-01", "end_date": "2025-06-05"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "get_experiment_exposures": {"experiment_name": "button"},
    "get_metric_by_name": {"name": "signups", "type": "event_count_custom"},
    "get_metric_value": {"id": "signups::event_count_custom", "date": "2025-06-01"},
    "get_metric_values": {"date": "2025-06-01"},
    "get_metric_source": {"name": "signups_table"},
    "get_metric_source_metrics": {"name": "signups_table"},
    "get_qualifying_event": {"name": "visited"},
    "get_entity_property_source": {"name": "plans"},
    "get_ingestion": {"type": "snowflake-v2", "dataset": "Events", "source_name": "lake"},
    "get_ingestion_schedule": {"dataset": "Events"},
    "get_ingestion_event_counts": DAYS,
    "get_ingestion_event_deltas": {**DAYS, "event_name": "purchase"},
    "get_logged_events": {"event_name": "purchase"},
    "get_logs": {"source": "events", "start_ts": 0, "columns": "user_id"},
    "get_event_metrics": {"event_name": "signup"},
    "get_exposure_counts": {"gates": ["checkout"], "experiments": "button"},
    "get_user": {"email": "owner@example.com"},
    "get_usage_report": {"end": 4_000_000_000_000},
    "get_reports": {"type": "pulse_daily", "date": "2025-06-01"},
    "get_gates": {"type": "TEMPORARY", "tags": ["★ Core"]},
    "get_audit_logs": {"sort_order": "asc"},
    "get_metrics": {"show_hidden_metrics": True},
    "get_param_store": {"name": "app"},
}


@dataclass(frozen=True)
class Project:
    """A project with something of each kind, and what finds it: a lookup's name → its arguments."""

    console: Client
    arguments: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def project(emulator: Emulator) -> Project:
    """A warehouse-native project."""
    client = emulator.client(KEY)

    def post(path: str, body: Any) -> Any:
        answer = client.post(path, body)
        assert answer.status < 300, answer.body
        return answer.data

    def made(path: str, body: Any) -> str:
        return str(post(path, body)["id"])

    rule = {"name": "everyone", "passPercentage": 10, "conditions": [{"type": "public"}]}
    checkout = post("/gates", {"id": "checkout", "name": "Checkout", "type": "TEMPORARY", "rules": [rule], "tags": ["★ Core"]})
    refers = {"name": "behind", "passPercentage": 10, "conditions": [{"type": "passes_gate", "targetValue": ["checkout"]}]}
    post("/gates", {"id": "behind", "name": "Behind", "rules": [refers]})
    config = post("/dynamic_configs", {"id": "search", "name": "Search", "rules": [{**rule, "returnValue": {"a": 1}}, {**refers}]})
    post(
        "/metrics",
        {"name": "signups", "type": "event_count_custom", "unitTypes": ["userID"], "metricEvents": [{"name": "signup", "type": "count"}]},
    )
    post("/layers", {"name": "home", "idType": "userID"})
    groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    button = post("/experiments", {"id": "button", "name": "Button", "layerID": "home", "targetingGateID": "checkout", "groups": groups})
    client.patch("/experiments/button", {"primaryMetrics": [{"name": "signups", "type": "event_count_custom"}]})
    client.put("/experiments/button/start")
    client.post("/experiments/button/load_pulse")
    client.post("/gates/checkout/load_pulse", {"ruleId": checkout["rules"][0]["id"]})
    control, test = (group["id"] for group in button["groups"])
    post("/holdouts", {"name": "quiet"})
    post("/segments", {"id": "staff", "name": "Staff", "type": "id_list"})
    client.patch("/segments/staff/id_list", {"ids": ["a", "b"]})
    windows = {"explorationWindow": "24", "attributionWindow": "1", "winnerThreshold": "95%"}
    variants = [{"name": name, "json": {}} for name in "AB"]
    post("/autotunes", {"name": "banner", "variants": variants, "successEvent": "click", **windows})
    source = {"sql": "select 1", "timestampColumn": "ts", "idTypeMapping": [{"statsigUnitID": "userID", "column": "id"}]}
    post("/metrics/metric_source", {"name": "signups_table", **source})
    native = {"aggregation": "count", "metricSourceName": "signups_table"}
    post("/metrics", {"name": "native", "type": "user_warehouse", "warehouseNative": native})
    post("/experiments/qualifying_events", {"name": "visited", **source})
    post("/experiments/assignment_sources", {"name": "assigned", "experimentIDColumn": "e", "groupIDColumn": "g", **source})
    post("/experiments/entity_properties", {"name": "plans", **source})
    post("/ingestion", {"type": "snowflake-v2", "dataset": "Events", "source_name": "lake"})
    backfill = {"type": "snowflake-v2", "dataset": "Events", "datestamp_start": "2025-06-01", "datestamp_end": "2025-06-02"}
    run = post("/ingestion/backfill", backfill)["runID"]
    post("/roles", {"name": "analyst", "permissions": {"create_configs": True}})
    post("/unit_id_types", {"name": "companyID"})
    post("/param_stores", {"name": "app", "displayName": "App", "description": ""})
    parameters = [
        {"ref_type": "static", "name": "size", "param_type": "number", "value": 1},
        {"ref_type": "gate", "name": "on", "param_type": "boolean", "gate_name": "checkout", "pass_value": True, "fail_value": False},
    ]
    post("/param_stores/app", {"parameters": parameters})
    key = post("/keys", {"description": "CI", "type": "SERVER", "scopes": []})["key"]
    team = {
        "name": "Growth", "members": ["owner@example.com"], "admins": [], "defaultGateMetrics": [], "defaultExperimentPrimaryMetrics": [],
        "defaultExperimentSecondaryMetrics": [], "defaultHoldoutMetrics": [], "changeTeamConfigs": "anyone", "reviewApproval": "anyone",
        "defaultTargetApplications": [],
    }  # fmt: skip
    phase = {
        "name": "all",
        "timeIntervalMs": 3_600_000,
        "requiredReview": False,
        "rules": [{"name": "r", "conditions": [{"type": "public"}]}],
    }
    pipeline = made("/release_pipelines", {"name": "Slow", "phases": [phase]})
    post("/gates", {"id": "piped", "name": "Piped", "rules": [rule], "releasePipelineID": pipeline})
    client.patch("/gates/piped", {"rules": [{**rule, "passPercentage": 20}]})
    triggers = client.get("/release_pipeline_triggers").data
    today = time.strftime("%Y-%m-%d", time.gmtime())
    steps = [{"event_name": "visit"}, {"event_name": "purchase"}]
    dashboard = made("/dashboards", {"name": "Shop", "widgets": [{"type": "funnel", "title": "Buys", "query": {"steps": steps}}]})
    funnel = client.get(f"/dashboards/{dashboard}").data["widgets"][0]["id"]
    found: dict[str, dict[str, Any]] = {
        "get_dashboard": {"id": dashboard},
        "get_dashboard_widget_results": {"id": dashboard, "widget_id": funnel},
        "get_experiment_pulse_results": {"control": control, "test": test, "cuped": False, "confidence": 90},
        "get_ingestion_status": {"start_date": today, "end_date": today},
        "get_gate_rule_pulse_results": {"rule_id": checkout["rules"][0]["id"], "cuped": True, "confidence": 95.0},
        "get_gate_rule_pulse_load_history": {"rule_id": checkout["rules"][0]["id"]},
        "get_dynamic_config_rule": {"rule_id": config["rules"][0]["id"]},
        "get_ingestion_run": {"id": run},
        "get_key": {"id": key},
        "get_alert_event": {"event_id": "e"},
        "get_experiment_metric_pulse": {"control": control, "test": test, "metric_id": "signups::event_count_custom"},
        "get_experiment_pulse_load": {"dag_id": client.get("/experiments/button/pulse_load_history").data[0]["dagID"]},
        "get_user_by_id": {"id": client.get("/users/owner@example.com").data["userID"]},
        "get_tag": {"id": made("/tags", {"name": "Search", "description": ""})},
        "get_target_app": {"id": made("/target_app", {"name": "Web", "description": ""})},
        "get_team": {"id": made("/users/teams", team)},
        "get_prompt": {"id": made("/prompts", {"name": "greeting"})},
        "get_release_pipeline": {"id": pipeline},
        "get_release_pipeline_trigger": {"id": triggers[0]["id"]},
    }
    proposed = {"description": "Off for now", "change": {"is_enabled": False}}
    ended = {"type": "abandon", "description": "No use", "reason": "No use"}
    for kind, body in (("gate", proposed), ("dynamic_config", proposed), ("experiment", ended), ("autotune", {"type": "start"})):
        opened = post(f"/{kind}s/{IDS[f'/{kind}s']}/reviews", body)
        found[f"get_{kind}_review"] = {"review_id": opened["review_id"]}
    event = {"timestamp": "2025-06-01", "name": "purchase", "source": "sdk", "value": "1", "userID": "u"}
    alert = {
        "id": "a", "name": "Slow", "alertType": "threshold", "metrics": {}, "metricGroupBys": {}, "message": "m", "companyID": "c",
        "priority": "P1", "alertThreshold": 1, "windowMs": 1, "condition": "greater", "tags": [],
    }  # fmt: skip
    emulator.seed({"objects": {"events": {"e": event}, "alerts": {"a": alert}, "alert_events": {"e": {"alert": "a"}}}}, key=KEY)
    return Project(client, ARGUMENTS | found)


@pytest.fixture
def console(project: Project) -> Client:
    """Requests to that project without the lookups."""
    return project.console


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """The environment names the project, as it may outside a Pulumi program."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", KEY)
    monkeypatch.setenv("STATSIG_CONSOLE_API_URL", emulator.url)


@pytest.mark.parametrize("operation", READS, ids=lambda each: each.name)
def test_lookup_gives_what_the_api_answers(project: Project, operation: Operation) -> None:
    """Each lookup, sent to the emulator: the results hold the answer untouched, and their attributes say the same."""
    lookup = lookup_of(operation.name)
    given = dict(project.arguments.get(lookup.name, {}))
    collection = "/" + operation.path.split("/")[1]
    if "id" in lookup.operation.placeholders:
        given.setdefault("id", IDS.get(collection))

    found = functions()[lookup.name](**given)

    call = lookup.call(given)
    query = [(name, str(value).lower() if isinstance(value, bool) else value) for name, value in call.query.items()]
    answer = project.console.request("GET", lookup.operation.url(call.address) + (f"?{urlencode(query, doseq=True)}" if query else ""))
    assert answer.status == operation.success, answer.body
    if isinstance(lookup, TextLookup):
        assert found == answer.body
        return
    raw = answer.body.get("data", answer.body)
    if operation.path == "/reports":
        # The address of a report holds the time.
        assert [each.url.partition("?")[0] for each in found] == [raw["url"].partition("?")[0]]
        return
    if not isinstance(lookup, (ListLookup, WholeLookup)):
        assert found.raw == raw
        found = [found]
    elif lookup.within:
        parts = raw if isinstance(raw, list) else [raw]
        raw = [item for part in parts for item in part[lookup.within]]
    results = list(found)
    assert results
    if isinstance(results[0], Result):
        assert [each.raw for each in results] == (raw if isinstance(raw, list) else [raw])
        for each in results:
            same(each)
    else:
        assert results == raw
    assert isinstance(found, Pages) == isinstance(lookup, ListLookup)


def same(result: Result) -> None:
    """Every member of the answer is an attribute, with the answer's value."""
    attributes = result.attributes()
    assert result.raw.keys() - UNDOCUMENTED <= set(attributes.values())
    for name, wire in attributes.items():
        value, raw = getattr(result, name), result.raw.get(wire)
        nested = value if isinstance(value, list) else [value]
        if any(isinstance(each, Result) for each in nested):
            assert [each.raw for each in nested] == (raw if isinstance(raw, list) else [raw])
            for each in nested:
                same(each)
        else:
            assert value == raw or value == [raw]


def test_a_key_is_shown_nowhere(project: Project) -> None:
    """A key is its own id, so it must stay out of what a result, an Output or an error shows."""
    text = project.arguments["get_key"]["id"]

    result = functions()["get_key"](text)
    with pytest.raises(Exception, match="Key not found") as missing:
        functions()["get_key"]("secret-ThisKeyIsNotThere1234567890")

    assert result.key == text
    assert text not in repr(result)
    assert "NotThere" not in str(missing.value)
    assert str(missing.value).startswith("get_key(…): ")


def test_ids_of_a_segment_come_from_all_pages(emulator: Emulator, console: Client) -> None:
    """Its pages are objects with a part of the ids each."""
    console.post("/segments", {"id": "crowd", "name": "Crowd", "type": "id_list"})
    console.patch("/segments/crowd/id_list", {"ids": [f"user-{number}" for number in range(250)]})

    found = list(functions()["get_segment_ids"]("crowd"))

    assert len(set(found)) == len(found) == 250


@pytest.fixture
def many_gates(console: Client) -> Iterator[int]:
    """More gates than a page holds."""
    for number in range(230):
        console.post("/gates", {"id": f"gate_{number:03}", "name": f"Gate {number}"})
    yield 230
    for number in range(230):
        console.delete(f"/gates/gate_{number:03}")


def test_a_page_is_requested_when_its_first_item_is(emulator: Emulator, console: Client, many_gates: int) -> None:
    """Whoever stops early spares the project the rest."""
    before = emulator.count("GET", "/gates")

    pages = functions()["get_gates"]()
    requests = [emulator.count("GET", "/gates") - before]
    items = iter(pages)
    for _ in range(100):
        next(items)
    requests.append(emulator.count("GET", "/gates") - before)
    next(items)
    requests.append(emulator.count("GET", "/gates") - before)

    assert requests == [0, 1, 2]
    assert sum(gate.id.startswith("gate_") for gate in pages) == many_gates

"""What is known of the API beyond its document, a fact a test, by plain HTTP. docs/emulator.md tells how sure each is."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest

from statsig_console_emulator import Options, Sources
from statsig_console_emulator.contract import load
from statsig_console_emulator.limits import Limits, Window
from statsig_console_emulator.rules import operators
from statsig_console_emulator.testing import Answer, Client, Emulator

from .conftest import Clock

Json = Any
Start = Callable[..., Emulator]

PUBLIC: Json = {"type": "public"}
SUM: Json = {"name": "Revenue", "type": "sum", "unitTypes": ["userID"], "metricEvents": [{"name": "buy", "type": "value"}]}
SOURCE: Json = {"name": "src", "description": "", "sql": "SELECT 1", "timestampColumn": "t"}
MAPPED: Json = {**SOURCE, "idTypeMapping": [{"statsigUnitID": "userID", "column": "u"}]}
ASSIGNED: Json = {**MAPPED, "experimentIDColumn": "e", "groupIDColumn": "g"}
# Where sources are made → the item, and the list.
SOURCES = {
    "/metrics/metric_source": ("/metrics/metric_source/src", "/metrics/metric_source/list"),
    "/experiments/qualifying_events": ("/experiments/qualifying_events/src", "/experiments/qualifying_events"),
    "/experiments/entity_properties": ("/experiments/entity_property/src", "/experiments/entity_properties"),
    "/experiments/assignment_sources": ("/experiments/assignment_source/src", "/experiments/assignment_sources"),
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Emulator) -> Emulator:
    shared.reset()
    return shared


@pytest.fixture
def client(emulator: Emulator) -> Client:
    """A cloud project."""
    return emulator.client()


@pytest.fixture
def warehouse(emulator: Emulator) -> Client:
    """A warehouse-native project."""
    return emulator.client("console-whn")


@pytest.fixture
def start(clock: Clock) -> Iterator[Start]:
    """Starts emulators with other habits, whose clock stands still until a test moves it."""
    with ExitStack() as running:
        yield lambda **options: running.enter_context(Emulator(sources=Sources(clock), **options))


def rule(*conditions: Json, name: str = "a rule", **fields: Json) -> Json:
    return {"name": name, "passPercentage": 100, "conditions": list(conditions or (PUBLIC,)), **fields}


def made(client: Client, path: str, body: Json) -> Json:
    answer = client.post(path, body)
    assert answer.status in (200, 201), answer.body
    return answer.data


def gate(client: Client, *rules: Json, name: str = "A gate") -> Json:
    return made(client, "/gates", {"name": name, "rules": list(rules)})


def refusal(answer: Answer) -> tuple[int, list[str]]:
    """The status and the properties that are wrong."""
    return answer.status, [each["property"] for each in answer.body.get("errors", [])]


# The contract


def test_every_operation_that_a_document_has_is_served(emulator: Emulator) -> None:
    """The contract is the union of all documents, 332 operations; the emulator tells it beside the API, to whoever asks without a key."""
    connection = http.client.HTTPConnection(urlsplit(emulator.origin).netloc)
    connection.request("GET", "/openapi/20240601.json")
    document = json.loads(connection.getresponse().read())
    connection.close()

    operations = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert operations == {f"{each.method} /console/v1{each.path}" for each in load().operations.values()}
    assert (len(operations), document["info"]["version"]) == (332, "2026-09-17")


def test_no_document_declares_the_review_header_and_reviews_are_calls(client: Client) -> None:
    """Since March 2026 a change that is to be reviewed opens a review itself; one that opens none takes effect."""
    client.post("/settings/reviews", {"is_config_review_required": True, "is_metric_review_required": False})
    gate(client)
    client.patch("/gates/a_gate", {"description": "new"})
    opened = client.post("/gates/a_gate/reviews", {"description": "why", "change": {"is_enabled": False}})

    found = client.get("/gates/a_gate").data
    assert (opened.status, found["description"], found["isEnabled"]) == (201, "new", True)


def test_dry_runs_of_dynamic_configs_change_nothing(client: Client) -> None:
    """The query `dryRun` of both updates and of a rule's: the answer and the refusals are those of a real one."""
    full = made(client, "/dynamic_configs", {"name": "Conf", "defaultValue": {"a": 1}, "rules": [rule(returnValue={"a": 2})]})
    body = {name: full[name] for name in ("isEnabled", "description", "rules", "defaultValue")} | {"description": "new"}
    paths = {
        ("POST", "/dynamic_configs/conf"): body,
        ("PATCH", "/dynamic_configs/conf"): {"description": "new"},
        ("PATCH", f"/dynamic_configs/conf/rule/{full['rules'][0]['id']}"): {"passPercentage": 7},
    }
    answers = {name: client.request(*name, body, query={"dryRun": "true"}) for name, body in paths.items()}

    assert [answer.status for answer in answers.values()] == [200, 200, 200]
    assert answers["PATCH", "/dynamic_configs/conf"].data["description"] == "new"
    assert client.get("/dynamic_configs/conf").data == full
    assert client.request("PATCH", "/dynamic_configs/conf", {"description": 1}, query={"dryRun": "true"}).status == 400


# Holdouts


def test_a_partial_update_of_a_holdout_appends_and_the_full_one_replaces(client: Client) -> None:
    """Seen on the real service: PATCH adds to the members, twice those that are there, in each of the three lists."""
    members = {"gateIDs": "gates", "experimentIDs": "experiments", "layerIDs": "layers"}
    for kind in members.values():
        for name in ("one", "two"):
            made(client, f"/{kind}", {"name": name, "id": name, "idType": "userID"})
    made(client, "/holdouts", {"name": "Held"})
    for each in (["one"], ["one", "two"]):
        client.patch("/holdouts/held", dict.fromkeys(members, each))
    appended = client.get("/holdouts/held").data
    full = {"isEnabled": True, "description": "", "passPercentage": 1, "isGlobal": False, "targetingGateID": None}
    client.post("/holdouts/held", {**full, **{name: ["two"] for name in members}})
    replaced = client.get("/holdouts/held").data

    assert [appended[name] for name in members] == [["one", "one", "two"]] * 3
    assert [replaced[name] for name in members] == [["two"]] * 3


def test_an_empty_text_clears_the_targeting_gate_of_a_holdout_and_null_leaves_it(client: Client) -> None:
    """In both updates. It is written by the public ID and told by an internal one."""
    gate(client)
    made(client, "/holdouts", {"name": "Held"})
    full = {
        "isEnabled": True,
        "description": "",
        "passPercentage": 1,
        "isGlobal": False,
        "gateIDs": [],
        "experimentIDs": [],
        "layerIDs": [],
    }
    for update in (client.patch, lambda path, body: client.post(path, {**full, **body})):
        told = []
        for value in ("a_gate", None, ""):
            update("/holdouts/held", {"targetingGateID": value})
            told.append(client.get("/holdouts/held").data["targetingGateID"])

        assert told[0] == told[1] != "a_gate"
        assert len(told[0]) == 22
        assert told[2] in (None, "")


# Lists


def test_the_next_page_carries_the_query(client: Client) -> None:
    """Clients follow it as it is: with a filter they get what the filter says and nothing else, page by page."""
    for number in range(5):
        gate(client, name=f"Ours {number}")
        made(client, "/gates", {"name": f"Other {number}", "type": "PERMANENT"})
    found, page = [], "/gates?limit=2&type=TEMPORARY&includeArchived=true"
    while page:
        answer = client.get(page)
        found += [each["id"] for each in answer.data]
        page = (answer.body["pagination"]["nextPage"] or "").removeprefix("/console/v1")
        assert not page or {"type=TEMPORARY", "includeArchived=true", "limit=2"} <= set(page.split("?")[1].split("&"))

    assert sorted(found) == [f"ours_{number}" for number in range(5)]


def test_archived_gates_are_listed_for_who_asks_for_them(client: Client) -> None:
    """By `includeArchived=true`; a single read tells them always."""
    gate(client)
    client.put("/gates/a_gate/archive")

    assert [each["id"] for each in client.get("/gates").data] == []
    assert [each["id"] for each in client.get("/gates", includeArchived="true").data] == ["a_gate"]
    assert client.get("/gates/a_gate").status == 200


# Answers


def test_the_control_group_is_the_first_unless_one_is_sent(client: Client) -> None:
    """`controlGroupID` is never empty, so that there is a group at least."""
    experiment = made(client, "/experiments", {"name": "Exp"})
    groups = experiment["groups"]
    client.patch("/experiments/exp", {"controlGroupID": groups[1]["id"]})

    changed = client.get("/experiments/exp").data
    assert (experiment["controlGroupID"], changed["controlGroupID"]) == (groups[0]["id"], groups[1]["id"])
    assert refusal(client.post("/experiments", {"name": "None", "groups": []})) == (400, ["groups"])
    assert [[each["isControl"] for each in found["groups"]] for found in (experiment, changed)] == [[True, False], [False, True]]


def test_answers_hold_what_the_newest_schemas_have(client: Client) -> None:
    """Experiments with six fields that nobody sent, and the address in the console of each kind that has one."""
    bodies = {"gates": {}, "dynamic_configs": {}, "layers": {"idType": "userID"}, "holdouts": {}, "experiments": {}, "metrics": SUM}
    answers = {kind: made(client, f"/{kind}", {"name": "Ours", **body}) for kind, body in bodies.items()}
    experiment = client.get("/experiments/ours").data

    assert {kind for kind, answer in answers.items() if not answer.get("permalink", "").startswith("https://")} == set()
    assert [(group["isControl"], group["description"]) for group in experiment["groups"]] == [(True, ""), (False, "")]
    assert {name: experiment[name] for name in ("enabledNonProdEnvironments", "sequentialTesting", "powerAnalyses")} == {
        "enabledNonProdEnvironments": [],
        "sequentialTesting": False,
        "powerAnalyses": [],
    }


def test_what_is_not_set_is_absent_or_an_empty_text(client: Client) -> None:
    """Inline targeting rules of an experiment are absent, its targeting gate reads as an empty text."""
    experiment = made(client, "/experiments", {"name": "Exp"})

    for found in (experiment, client.get("/experiments/exp").data):
        assert "inlineTargetingRules" not in found
        assert found["targetingGateID"] == ""


def test_no_answer_tells_the_layer_of_an_experiment_without_one(client: Client, start: Start) -> None:
    """Creates, lists and single reads have null; other examples show the layer that the service made, which is an option."""
    other = start(options=Options(implicit_layers_read=True)).client()
    for each in (client, other):
        assert made(each, "/experiments", {"name": "Exp"})["layerID"] is None
        assert each.get("/experiments").data[0]["layerID"] is None

    assert client.get("/experiments/exp").data["layerID"] is None
    assert other.get("/experiments/exp").data["layerID"] == "statsig::exp_layer"


@pytest.mark.parametrize("path", SOURCES)
def test_what_the_api_created_belongs_to_the_key(warehouse: Client, path: str) -> None:
    """Sources, qualifying events and entity properties are owned by the SDK key that made them, also after a full update."""
    made(warehouse, path, ASSIGNED)
    item, listed = SOURCES[path]
    assert warehouse.post(item, ASSIGNED).status == 200

    assert warehouse.get(listed).data[0]["owner"]["ownerType"] == "SDK_KEY"


def test_a_table_source_reads_back_as_it_was_sent(warehouse: Client, start: Start) -> None:
    """Its statement stays empty; a service that fills it in is an option."""
    table = {**MAPPED, "sql": "", "sourceType": "table", "tableName": "db.t"}
    filling = start(options=Options(fill_table_sql=True)).client("console-whn")

    assert made(warehouse, "/metrics/metric_source", table)["sql"] == warehouse.get("/metrics/metric_source/src").data["sql"] == ""
    assert made(filling, "/metrics/metric_source", table)["sql"] == "SELECT * FROM db.t"


def test_an_update_of_a_metric_source_may_hold_its_name(warehouse: Client) -> None:
    """One of the vendor's programs sends it; it does not change."""
    made(warehouse, "/metrics/metric_source", MAPPED)

    answer = warehouse.post("/metrics/metric_source/src", {**MAPPED, "name": "other", "description": "new"})
    assert (answer.status, answer.data["name"], answer.data["description"]) == (200, "src", "new")


def test_tags_are_found_by_id_and_by_name(client: Client) -> None:
    """Read, updated and deleted."""
    tag = made(client, "/tags", {"name": "Team A", "description": ""})

    assert client.get(f"/tags/{tag['id']}").data == client.get("/tags/Team%20A").data
    assert client.patch("/tags/Team%20A", {"description": "new"}).data["description"] == "new"
    assert client.delete("/tags/Team%20A").status == 200
    assert client.get(f"/tags/{tag['id']}").status == 404


# Rules


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        ({"type": "country", "operator": "any", "targetValue": ["CA"]}, {"operator": "any", "targetValue": "CA"}),
        ({"type": "country", "operator": "any", "targetValue": ["CA", "US"]}, {"operator": "any", "targetValue": ["CA", "US"]}),
        ({"type": "custom_field", "field": "age", "operator": "gt", "targetValue": ["31"]}, {"operator": "gt", "targetValue": 31}),
        *(
            ({"type": single, "operator": "any", "targetValue": ["one"]}, {"targetValue": "one"})
            for single in ("passes_gate", "fails_gate", "passes_segment", "fails_segment")
        ),
        ({"type": "public", "operator": "any", "targetValue": []}, {}),
    ],
)
def test_conditions_read_back_in_the_services_form(client: Client, condition: Json, read: Json) -> None:
    """One value alone, several as a list, numbers where they are compared; gates and segments without operator, everyone with nothing."""
    gate(client, rule(condition))

    found = client.get("/gates/a_gate").data["rules"][0]["conditions"][0]
    assert {name: found[name] for name in ("operator", "targetValue") if name in found} == read


@pytest.mark.parametrize("operator", ["regex", "str_starts_with_any", "str_ends_with_any", "neq", "eq"])
def test_there_are_26_operators_and_no_others(client: Client, operator: str) -> None:
    """Those of the document; what SDKs know besides is refused for each type of condition, also where older operations add rules."""
    assert len(operators() - {None}) == 26
    gate(client)
    made(client, "/dynamic_configs", {"name": "Conf"})
    for looked_at in ("email", "custom_field", "url", "locale", "user_agent", "browser_name"):
        wrong = rule({"type": looked_at, "operator": operator, "targetValue": ["a"], "field": "f"})
        assert client.post("/gates", {"name": "Other", "rules": [wrong]}).status == 400
        assert client.post("/dynamic_configs/conf/rule", wrong).status == 400


@pytest.mark.parametrize(
    ("looked_at", "fits", "others"),
    [
        ("email", "str_contains_any", ("gt", "version_gt", "after", "array_contains_any")),
        ("user_agent", "str_matches", ("lt", "version_lt", "before")),
        ("app_version", "version_gte", ("str_contains_any", "gt", "on")),
        ("country", "none", ("str_contains_any", "version_eq", "gte")),
        ("environment_tier", "any", ("str_matches", "lte")),
        ("time", "after", ("any", "gt", "version_gt")),
    ],
)
def test_operators_belong_to_types_of_conditions(client: Client, start: Start, looked_at: str, fits: str, others: tuple[str, ...]) -> None:
    """Refused wherever conditions are written, in rules and in phases of pipelines. Older documents take any, as an option does."""
    free = start(options=Options(operators_of_any_type=True)).client()

    def tried(each: Client, operator: str) -> list[int]:
        wanted = rule({"type": looked_at, "operator": operator, "targetValue": ["1"]})
        name = f"{looked_at} {operator}"
        bodies: dict[str, Json] = {
            "/gates": {"name": name, "rules": [wanted]},
            "/dynamic_configs": {"name": name, "rules": [wanted]},
            "/release_pipelines": {
                "name": name,
                "description": "",
                "phases": [{"name": "p", "rules": [wanted], "requiredReview": False, "timeIntervalMs": 1}],
            },
        }
        return [each.post(path, body).status for path, body in bodies.items()]

    assert {status // 100 for status in tried(client, fits)} == {2}
    for other in others:
        assert (other, set(tried(client, other))) == (other, {400})
        assert {status // 100 for status in tried(free, other)} == {2}


@pytest.mark.parametrize("type", ["passes_gate", "fails_gate", "passes_segment", "fails_segment"])
def test_a_condition_names_one_gate_or_segment(client: Client, type: str) -> None:
    """Several are a rule, or a condition, for each."""
    assert gate(client, rule({"type": type, "targetValue": ["one"]}))
    assert refusal(client.patch("/gates/a_gate", {"rules": [rule({"type": type, "targetValue": ["one", "two"]})]})) == (400, ["rules"])


def test_rule_names_are_unique_and_have_at_most_100_characters(client: Client) -> None:
    """In every kind that has rules: gates, dynamic configs, and segments."""
    for path, body in (("/gates", {}), ("/dynamic_configs", {}), ("/segments", {"type": "rule_based"})):
        condition = {"type": "user_id", "operator": "any", "targetValue": ["u"]}
        twice = client.post(path, {"name": "Ours", **body, "rules": [rule(condition), rule(condition)]})
        long = client.post(path, {"name": "Ours", **body, "rules": [rule(condition, name="n" * 101)]})

        assert (twice.status, twice.message) == (400, "Duplicate rule name(s) given")
        assert refusal(long) == (400, ["rules"])
        assert client.post(path, {"name": "Ours", **body, "rules": [rule(condition, name="n" * 100)]}).status == 201


def test_values_of_configs_may_be_kept_from_holding_null(client: Client, start: Start) -> None:
    """The document allows null in a value; one of the vendor's programs refuses it, as an option does."""
    strict = start(options=Options(null_values_refused=True)).client()
    bodies = {
        "defaultValue": {"name": "Conf", "defaultValue": {"a": [{"b": None}]}},
        "rules": {"name": "Conf", "rules": [rule(returnValue={"a": None})]},
    }

    for field, body in bodies.items():
        assert refusal(strict.post("/dynamic_configs", body)) == (400, [field])
    assert client.post("/dynamic_configs", bodies["defaultValue"]).status == 201


def test_automated_rollouts_are_read_only(client: Client) -> None:
    """A body that schedules steps changes none, on a gate as on a config."""
    step = [{"time": 4_000_000_000_000, "passPercent": 50}]
    for kind in ("gates", "dynamic_configs"):
        client.post(f"/{kind}", {"name": "Ours", "rules": [rule(pendingAutomatedRollouts=step, completedAutomatedRollouts=step)]})
        found = client.get(f"/{kind}/ours").data["rules"][0]

        assert [found.get(name) or [] for name in ("pendingAutomatedRollouts", "completedAutomatedRollouts")] == [[], []]


def test_a_gate_takes_a_rollout_strategy_and_a_policy_may_demand_one(client: Client, start: Start) -> None:
    """Where a project's policy wants one, a change that lets more users in is refused by a sentence that names the field."""
    strict = start(options=Options(rollout_strategy_demanded=True)).client()
    for each in (client, strict):
        gate(each, rule(passPercentage=10))
    bypassed = {"rules": [rule(passPercentage=20)], "gradual_rollout_strategy": {"type": "bypass"}}

    assert refusal(strict.patch("/gates/a_gate", {"rules": [rule(passPercentage=20)]})) == (400, ["gradual_rollout_strategy"])
    assert strict.patch("/gates/a_gate", {"description": "new"}).status == 200
    assert strict.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 10
    for each in (client, strict):
        assert each.patch("/gates/a_gate", bypassed).status == 200
        assert each.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 20
    assert client.patch("/gates/a_gate", {"gradual_rollout_strategy": {"type": "at once"}}).status == 400


PHASES = [{"pass_percent": 10, "isComplete": True}, {"pass_percent": 25, "isComplete": False, "phaseDurationMs": 3_600_000}]
AUTOMATED = ("completedAutomatedRollouts", "pendingAutomatedRollouts")


def test_a_gradual_change_goes_through_its_phases(start: Start, clock: Clock) -> None:
    """Only `bypass` is said to take effect at once; how a read shows the phases is inferred. A smaller share is there at once."""
    clock.seconds = clock.seconds // 900 * 900
    console = start(options=Options(gradual_rollouts=True)).client()
    gate(console, rule(passPercentage=5), rule(name="other", passPercentage=50))

    def change(share: float, **strategy: Any) -> tuple[float, float, list[float], list[float]]:
        first, second = console.get("/gates/a_gate").data["rules"]
        changed = [{**first, "passPercentage": share}, {**second, "passPercentage": 40}]
        assert console.patch("/gates/a_gate", {"rules": changed, "gradual_rollout_strategy": strategy}).status == 200
        return read()

    def read() -> tuple[float, float, list[float], list[float]]:
        first, second = console.get("/gates/a_gate").data["rules"]
        made, pending = ([step["passPercent"] for step in first.get(name) or []] for name in AUTOMATED)
        return first["passPercentage"], second["passPercentage"], made, pending

    assert change(60, type="gradual", phases=PHASES) == (25, 40, [25], [60])
    clock.advance(3_600)
    assert read() == (60, 40, [25, 60], [])
    assert change(100, type="gradual") == (60, 40, [], [100])
    clock.advance(days=2)
    assert read() == (100, 40, [100], [])
    assert change(3, type="gradual")[0] == 3
    assert change(70, type="bypass")[0] == 70


# Segments


def test_rule_based_segments_alone_carry_rules(client: Client) -> None:
    """Rules of another segment are refused when it is made and later."""
    wanted = [rule({"type": "user_id", "operator": "any", "targetValue": ["u"]})]
    for name in ("id_list", "user_store_id_list"):
        assert refusal(client.post("/segments", {"name": name, "type": name, "rules": wanted})) == (400, ["rules"])
        made(client, "/segments", {"name": name, "type": name})
        assert client.post(f"/segments/{name}/conditional", wanted).status == 400
    assert made(client, "/segments", {"name": "rules", "type": "rule_based", "rules": wanted})["rules"][0]["name"] == "a rule"


def test_an_upload_to_an_id_list_takes_100_000_ids(client: Client) -> None:
    """One more is refused."""
    made(client, "/segments", {"name": "ids", "type": "id_list"})
    ids = [str(number) for number in range(100_001)]

    assert client.patch("/segments/ids/id_list", {"ids": ids}).status == 400
    assert client.patch("/segments/ids/id_list", {"ids": ids[1:]}).status == 200
    assert client.get("/segments/ids").data["count"] == 100_000


def test_an_id_list_takes_one_update_at_a_time(start: Start, clock: Clock) -> None:
    """Adding, removing and resetting are refused with 409 while another one is under way."""
    client = start(options=Options(id_list_seconds=5)).client()
    made(client, "/segments", {"name": "ids", "type": "id_list"})
    for method, path in (("PATCH", "id_list"), ("DELETE", "id_list"), ("POST", "id_list/reset")):
        clock.advance(6)
        first, second = (client.request(method, f"/segments/ids/{path}", {"ids": ["a"]}).status for _ in range(2))
        assert (first, second) == (200, 409)


# Limits and keys


def test_limits_are_the_projects_and_count_refused_attempts(start: Start, clock: Clock) -> None:
    """About 1,800 in 15 min over all Console keys, with a quota of its own for segments, and no rest while a client keeps asking."""
    assert Limits().project[0] == Window(1800, 900)
    client = start(rate_limits=Limits(project=(Window(3, 10),), segments=(Window(2, 10),))).client()

    def tried(path: str, count: int) -> list[int]:
        return [client.delete(f"/{path}/none").status for _ in range(count)]

    assert tried("tags", 4) == [404] * 3 + [429]
    assert tried("segments", 3) == [404] * 2 + [429]
    clock.advance(6)
    assert tried("tags", 3) == [429] * 3
    clock.advance(6)
    assert tried("tags", 1) == [429]
    clock.advance(11)
    assert tried("tags", 1) == [404]


@pytest.mark.parametrize("key", ["secret-abc", "client-abc"])
def test_keys_of_sdks_do_not_open_the_console(emulator: Emulator, key: str) -> None:
    """An error of authentication: 401 here, 403 in what one client saw."""
    client = emulator.client(key)

    assert (client.get("/gates").status, client.post("/gates", {"name": "A gate"}).status) == (401, 401)


# Metrics


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({**SUM, "unitTypes": []}, "unitTypes"),
        ({**SUM, "metricEvents": []}, "metricEvents"),
        ({**SUM, "type": "mean", "unitTypes": []}, "unitTypes"),
        ({**SUM, "type": "event_count_custom", "metricEvents": []}, "metricEvents"),
        ({"type": "ratio", "metricEvents": [{"name": "a"}]}, "metricEvents"),
        ({"type": "event_user", "metricEvents": [{"name": "a"}]}, "metricEvents"),
        ({"type": "funnel", "funnelEventList": [{"name": "a", "type": "event_dau"}]}, "funnelEventList"),
        ({"type": "composite"}, "metricComponentMetrics"),
        ({"type": "composite_sum", "metricComponentMetrics": []}, "metricComponentMetrics"),
    ],
)
def test_cloud_metrics_need_what_they_are_computed_from(client: Client, start: Start, lacking: Json, field: str) -> None:
    """Whatever the document says is optional. A service that takes them as they are is an option."""
    lenient = start(options=Options(incomplete_metrics=True)).client()

    assert refusal(client.post("/metrics", {**lacking, "name": "Ours"})) == (400, [field])
    assert lenient.post("/metrics", {**lacking, "name": "Ours"}).status == 201


@pytest.mark.parametrize(
    "whole",
    [
        SUM,
        {"type": "ratio", "metricEvents": [{"name": "a"}, {"name": "b"}]},
        {"type": "ratio", "metricEvents": [{"name": "a"}], "metricComponentMetrics": [{"name": "b", "type": "sum"}]},
        {"type": "funnel", "funnelEventList": [{"name": name, "type": "event_dau"} for name in "ab"]},
        {"type": "composite", "metricComponentMetrics": [{"name": "a", "type": "sum"}]},
        {"type": "undefined"},
    ],
)
def test_cloud_metrics_with_all_of_it_are_taken(client: Client, whole: Json) -> None:
    """An undefined one is completed later."""
    made(client, "/metrics", {**whole, "name": "Ours"})


def test_names_of_metrics_have_three_characters_and_windows_are_whole_numbers(client: Client, warehouse: Client) -> None:
    """Windows of warehouse-native metrics are integers from 0."""
    assert refusal(client.post("/metrics", {**SUM, "name": "ab"})) == (400, ["name"])
    made(warehouse, "/metrics/metric_source", MAPPED)
    for value, status in ((-1, 400), (1.5, 400), (0, 201)):
        native = {"aggregation": "sum", "metricSourceName": "src", "cohort": value, "customRollUpStart": value}
        body = {"name": f"Native {status}", "type": "user_warehouse", "warehouseNative": native}
        assert warehouse.post("/metrics", body).status == status


# Experiments


def test_an_experiment_in_a_layer_uses_the_layers_parameters_alone(client: Client) -> None:
    """When it is made and when its groups change; one without a layer brings its own."""
    made(client, "/layers", {"name": "A layer", "idType": "userID"})
    client.patch("/layers/a_layer", {"parameters": [{"name": "color", "type": "string", "defaultValue": "red"}]})

    def groups(**values: Json) -> Json:
        return [{"name": name, "size": 50, "parameterValues": values} for name in ("Control", "Test")]

    assert refusal(client.post("/experiments", {"name": "Exp", "layerID": "a_layer", "groups": groups(size=1)})) == (400, ["groups"])
    made(client, "/experiments", {"name": "Exp", "layerID": "a_layer", "groups": groups(color="blue")})
    assert refusal(client.patch("/experiments/exp", {"groups": groups(color="blue", size=1)})) == (400, ["groups"])
    made(client, "/experiments", {"name": "Free", "groups": groups(size=1)})


def test_a_sidecar_experiment_tells_its_own_fields_among_the_parameters(client: Client) -> None:
    """Four of them are read there, and ignored where they are sent there."""
    filters = [{"type": "contains", "value": "shop"}]
    given = {
        "color": "red",
        "sidecarPrerunScript": "theirs()",
        "sidecarExperimentName": "theirs",
        "sidecarEditorURL": "https://theirs.example",
    }
    groups = [{"name": name, "size": 50, "parameterValues": given} for name in ("Control", "Test")]
    fields = {"isSidecar": True, "sidecarURLFilters": filters, "sidecarDisableAutoRun": True, "sidecarPrerunScript": "ours()"}
    made(client, "/experiments", {"name": "Exp", "groups": groups, **fields})
    client.patch("/experiments/exp", {"groups": client.get("/experiments/exp").data["groups"], "sidecarDisableAutoRun": False})

    assert client.get("/experiments/exp").data["groups"][0]["parameterValues"] == {
        "color": "red",
        "sidecarURLFilters": filters,
        "sidecarDisableAutoRun": False,
        "sidecarPrerunScript": "ours()",
        "sidecarExperimentName": "exp",
    }


# Organisation


def test_production_may_change_whether_it_needs_reviews_and_nothing_else(client: Client) -> None:
    """By a full list with the known IDs; removing, renaming and demoting it are refused."""
    before = client.get("/environments").data["environments"]

    def written(**changes: Json) -> Answer:
        return client.post("/environments", {"environments": [{**each, **(changes if each["isProduction"] else {})} for each in before]})

    assert written(requiresReview=True, requiresReleasePipeline=True).status == 200
    after = next(each for each in client.get("/environments").data["environments"] if each["isProduction"])
    assert (after["requiresReview"], after["requiresReleasePipeline"]) == (True, True)
    assert [written(name="other").status, written(isProduction=False).status] == [400, 400]
    assert client.post("/environments", {"environments": [each for each in before if not each["isProduction"]]}).status == 400


def test_a_role_has_thirty_permissions(client: Client) -> None:
    """All of them are kept and read back."""
    names = load().schemas["shared.permissions"]["properties"]
    role = made(client, "/roles", {"name": "Ours", "description": "", "permissions": dict.fromkeys(names, True)})

    assert len(names) == 30
    assert {"bypass_precommit_webhook", "whn_connection", "delete_configs"} <= set(names)
    assert client.get("/roles/Ours").data["permissions"] == role["permissions"] == dict.fromkeys(names, True)


# Reviews


def test_a_commit_replaces_all_rules_in_their_order(emulator: Emulator, client: Client) -> None:
    """Rules that came meanwhile are gone."""
    gate(client, rule(name="old"))
    change = {"rules": [rule(name="second"), rule(name="first")]}
    opened = made(client, "/gates/a_gate/reviews", {"description": "why", "change": change})["review_id"]
    client.post("/gates/a_gate/rule", rule(name="meanwhile"))
    emulator.approve(opened)
    assert client.put(f"/gates/a_gate/reviews/{opened}/commit").status == 200

    assert [each["name"] for each in client.get("/gates/a_gate").data["rules"]] == ["second", "first"]


def test_a_review_of_a_gate_has_exactly_one_change(client: Client) -> None:
    """Of its rules, whether it is enabled, whether it is archived, or that it is deleted."""
    gate(client)
    changes: list[Json] = [{"rules": [rule()]}, {"is_enabled": False}, {"is_archived": True}, {"delete": True}]
    for change in ({}, changes[0] | changes[1], changes[1] | changes[2]):
        assert client.post("/gates/a_gate/reviews", {"description": "why", "change": change}).status == 400
    for number, change in enumerate(changes):
        gate(client, name=f"Gate {number}")
        assert client.post(f"/gates/gate_{number}/reviews", {"description": "why", "change": change}).status == 201


def test_a_new_team_may_append_its_reviewers(emulator: Emulator, client: Client) -> None:
    """Those that were named before stay."""
    client.post("/users/invite", {"role": "Member", "emails": ["a@example.com"]})
    person = client.get("/users/a@example.com").data["userID"]
    lists = ("GateMetrics", "ExperimentPrimaryMetrics", "ExperimentSecondaryMetrics", "HoldoutMetrics", "TargetApplications")
    team = {"name": "Growth", "members": [], "admins": [], "changeTeamConfigs": "anyone", "reviewApproval": "team_only"}
    group = made(client, "/users/teams", {**team, **{f"default{name}": [] for name in lists}})["id"]
    gate(client)
    for change in ({"allowed_reviewers": {"user_ids": [person]}}, {"team_id": group}):
        opened = made(client, "/gates/a_gate/reviews", {"description": "why", "change": change})["review_id"]
        emulator.approve(opened)
        client.put(f"/gates/a_gate/reviews/{opened}/commit")

    found = client.get("/gates/a_gate/eligible_reviewers").data
    assert [each["email"] for each in found["users"]] == ["a@example.com"]
    assert [each["id"] for each in found["groups"]] == [group]


# What no document says


def test_a_service_may_tell_less_and_more_than_the_document(start: Start) -> None:
    """A mutation's answer and list items may lack fields, and unknown ones may come: an emulator does so where a report says it."""
    difference = {"kind": "Gate", "step": "create", "emulator": "list"}
    less = {**difference, "operation": "POST /gates", "path": "data.rules", "service": "left out"}
    report = {"format": 1, "package": "0.1.0", "contract": "2026-09-17", "warehouseNative": False, "requests": {}}
    items = {**less, "operation": "GET /gates", "path": "data[].rules"}
    more = {**less, "operation": "GET /gates/{id}", "path": "data.news", "service": "text", "emulator": "left out"}
    client = start(like={**report, "differences": [less, items, more]}).client()
    created = gate(client, rule())

    assert "rules" not in created
    assert "rules" not in client.get("/gates").data[0]
    found = client.get("/gates/a_gate").data
    assert ([each["name"] for each in found["rules"]], found["news"]) == (["a rule"], "")

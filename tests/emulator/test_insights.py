"""What is told of experiments, gates, metrics and alerts comes from the project."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console_emulator.testing import InProcessClient

from .conftest import Clock
from .test_small_kinds import TEAM

REVENUE = {"name": "revenue", "type": "sum"}
COUNTRY = {"column": "user", "key": "country"}
GROUPS = ["- Control: 50 %", "- Red: 25 %", "- Blue: 25 %"]


@pytest.fixture
def button(console: InProcessClient) -> dict[str, Any]:
    """A running experiment with a metric."""
    console.post("/metrics", {**REVENUE, "unitTypes": ["userID"], "metricEvents": [{"name": "buy", "type": "value"}]})
    groups = [{"name": name, "size": size, "parameterValues": {}} for name, size in (("Control", 50), ("Red", 25), ("Blue", 25))]
    made = console.post("/experiments", {"name": "Button", "groups": groups, "hypothesis": "Red sells"})
    assert made.status == 201, made.body
    console.patch("/experiments/button", {"primaryMetrics": [REVENUE]})
    console.put("/experiments/button/start")
    return made.data


def test_versions_are_those_of_the_days_asked_for(console, button, clock):
    """An experiment is kept as it was before each write, as gates and configs are."""
    clock.advance(days=3)
    console.patch("/experiments/button", {"description": "later"})

    found = console.get("/experiments/button/versions").data
    early = console.get("/experiments/button/versions", endDate="2025-06-16").data

    assert [version["description"] for version in found] == ["later", "", "", ""]
    assert [version["status"] for version in early] == ["active", "setup", "setup"]


def test_context_tells_the_design(console, button):
    text = console.get("/experiments/button/context").data["context"]

    assert text.splitlines() == ["# Button", "Hypothesis: Red sells", "Status: active, 100 % of userID", *GROUPS]


def test_diagnostics_are_of_the_days_asked_for(console, button, clock):
    """The last days count where neither day is given, 7 unless told."""
    clock.advance(days=9)

    usual = console.get("/experiments/button/diagnostics_checks").data
    last = console.get("/experiments/button/diagnostics_checks", lastDays=2).data
    between = console.get("/experiments/button/diagnostics_checks", startDate="2025-06-16", endDate="2025-06-17", lastDays=1).data
    units = console.get("/experiments/button/diagnostics_checks", lastDays=2, type="unique_ids").data

    assert [len(found["data"]) for found in (usual, last, between)] == [7, 2, 2]
    assert [each["group_name"] for each in last["data"][0]["results"]] == ["Control", "Red", "Blue"]
    assert last["data"][0]["results"][0]["count"] == 3 * units["data"][0]["results"][0]["count"]


def test_dimensional_exposures_add_up_to_all(console, button, clock):
    """Each country has its share of the units; a dimension that the project does not have has none."""
    clock.advance(days=2)
    exposures = console.get("/experiments/button/cumulative_exposures").data
    units = sum(group["results"][-1]["exposures"] for group in exposures)

    (found,) = console.get("/experiments/button/dimensional_exposures").data["dimensions"]

    assert sum(value["unit_count"] for value in found["dimension_values"]) == pytest.approx(units, abs=2)
    assert console.get("/experiments/button/dimensional_exposures", dimension_type="planet").data["dimensions"] == []


def test_resolved_alert_says_why(console, button):
    console.post("/experiments/button/alerts/revenue%3A%3Asum/resolve", {"reasoning": "a bot"})

    alerts = console.get("/experiments/button/alerts").data["alerts"]

    assert list(alerts) == ["revenue::sum"]
    assert alerts["revenue::sum"]["comment"] == "a bot"
    assert [arm["groupName"] for arm in alerts["revenue::sum"]["arms"]] == ["Red", "Blue"]


def test_summary_has_a_chart_for_each_test_group(console, button):
    groups = {group["name"]: group["id"] for group in button["groups"]}

    (section,) = console.get("/experiments/button/summary_charts").data["sections"]
    (one,) = console.get("/experiments/button/summary_charts", test=groups["Blue"]).data["sections"]

    assert [chart["test"] for chart in section["charts"]] == [groups["Red"], groups["Blue"]]
    assert [chart["test"] for chart in one["charts"]] == [groups["Blue"]]
    assert section["charts"][0]["metrics"][0]["metricID"] == "revenue::sum"
    assert console.get("/experiments/button/summary_charts", test="nobody").status == 404


def test_computation_can_be_cancelled_while_it_is_under_way(warehouse, clock: Clock) -> None:
    """It takes a minute, and how it ends is told then."""
    groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    warehouse.post("/experiments", {"name": "Button", "groups": groups})
    warehouse.put("/experiments/button/start")
    for _ in range(2):
        warehouse.post("/experiments/button/load_pulse")
    first, second = (load["dagID"] for load in warehouse.get("/experiments/button/pulse_load_history").data)

    done = warehouse.post(f"/experiments/button/pulse_load_history/{first}/cancel")
    clock.advance(61)
    late = warehouse.post(f"/experiments/button/pulse_load_history/{second}/cancel")

    states = {load["dagID"]: load["finishedState"] for load in warehouse.get("/experiments/button/pulse_load_history").data}
    assert (done.status, late.status) == (200, 400)
    assert states == {first: "cancelled", second: "success"}
    assert warehouse.get(f"/experiments/button/pulse_load_history/{second}").data["jobs"][0]["endTime"] is not None


def test_decision_is_deferred_of_a_running_experiment_alone(console, button):
    """The experiment stops, and can be decided later."""
    first = console.put("/experiments/button/defer_decision", {"stopReason": "holidays"})
    second = console.put("/experiments/button/defer_decision", {})
    winner = button["groups"][1]["id"]

    decided = console.put("/experiments/button/make_decision", {"id": winner, "decisionReason": "better", "removeTargeting": False})

    assert (first.status, second.status, decided.status) == (200, 400, 200)


def test_code_of_an_undecided_experiment_is_not_cleaned_up(console, button):
    """It would be refused as not stale."""
    assert console.post("/experiments/button/code_cleanup").status == 400


def test_overrides_of_the_project_by_unit(console, button):
    """All that is overridden, or what names an ID; the type may be spelt in either way, and no user is a company."""
    console.post("/unit_id_types", {"name": "companyID"})
    for name, unit in (("Users", "userID"), ("Companies", "companyID")):
        console.post("/gates", {"name": name, "idType": unit})
    console.post("/gates/users/overrides", {"passingUserIDs": ["u1"], "failingUserIDs": []})
    entry = {"environment": None, "unitID": "companyID", "passingIDs": ["c1"], "failingIDs": []}
    console.post("/gates/companies/overrides", {"environmentOverrides": [entry]})
    users = [{"groupID": button["groups"][0]["id"], "ids": ["u1"], "environment": None}]
    console.post("/experiments/button/overrides", {"overrides": [], "userIDOverrides": users})

    def named(**query: str) -> dict[str, list[str]]:
        found = console.get("/overrides", **query).data
        return {kind: [each["id"] for each in objects] for kind, objects in found.items() if objects}

    assert named() == {"gates": ["companies", "users"], "experiments": ["button"]}
    assert named(userId="u1") == {"gates": ["users"], "experiments": ["button"]}
    assert named(userId="c1") == {}
    assert named(userId="c1", idType="company_id") == {"gates": ["companies"]}


def test_user_is_found_by_id(console):
    user = console.get("/users/owner@example.com").data

    assert console.get(f"/users/id/{user['userID']}").data == user
    assert console.get("/users/id/nobody").status == 404


def test_autotune_starts_by_itself(console, clock):
    """Unless somebody starts it before."""
    windows = {"explorationWindow": "24", "attributionWindow": "1", "winnerThreshold": "95%"}
    console.post(
        "/autotunes", {"name": "Color", "variants": [{"name": name, "json": {}} for name in "AB"], "successEvent": "buy", **windows}
    )
    console.post("/autotunes/color/schedule_start", {"scheduledTime": clock.milliseconds + 60_000})

    before = console.get("/autotunes/color").data["isStarted"]
    clock.advance(61)

    assert (before, console.get("/autotunes/color").data["isStarted"]) == (False, True)
    assert console.post("/autotunes/color/schedule_start", {"scheduledTime": clock.milliseconds + 60_000}).status == 400


def test_alert_is_muted_for_a_while(console, clock):
    """A mute ends by itself, or is taken back; that of a group is apart from that of the whole alert."""
    alert = console.post("/alerts", {"name": "Slow", "message": "m"}).data["id"]
    group = [{"key": "country", "value": "DE"}]
    console.post(f"/alerts/{alert}/mute", {"durationSeconds": 60})
    console.post(f"/alerts/{alert}/mute", {"indefinite": True, "groupBys": group})

    both = console.get(f"/alerts/{alert}").data["activeMuteSchedules"]
    clock.advance(61)
    later = console.get(f"/alerts/{alert}").data["activeMuteSchedules"]
    none = console.post(f"/alerts/{alert}/unmute", {"groupBys": group}).data["activeMuteSchedules"]

    assert [(mute["end"] - mute["start"], mute["groupBys"]) for mute in both[:1]] == [(60, [])]
    assert [(mute["end"], mute["groupBys"]) for mute in both[1:]] == [(0, group)]
    assert [mute["groupBys"] for mute in later] == [group]
    assert none == []


def test_mute_is_named_by_the_times_that_it_is_told_with(console, clock):
    """Of several mutes of the same groups, one that the caller names goes; mutes are told in seconds."""
    alert = console.post("/alerts", {"name": "Slow"}).data["id"]
    first = console.post(f"/alerts/{alert}/mute", {"durationSeconds": 60}).data["activeMuteSchedules"][0]
    group = [{"key": "country", "value": "DE"}]

    both = console.post(f"/alerts/{alert}/mute", {"indefinite": True, "groupBys": group}).data["activeMuteSchedules"]
    left = console.post(f"/alerts/{alert}/unmute", {"groupBys": group, "currentSchedule": first}).data["activeMuteSchedules"]

    assert first["start"] == clock.milliseconds // 1000
    assert left == both[1:]


def test_null_clears_what_an_alert_need_not_have(console):
    """What is left out stays; null takes a threshold, formula or team away, and 0 the delay."""
    team = console.post("/users/teams", TEAM).data["id"]
    alert = console.post("/alerts", {"name": "Slow", "teamID": team, "formula": "A"}).data["id"]
    console.patch(f"/alerts/{alert}", {"warningThreshold": 5, "renotificationConditions": ["raise"], "evaluationDelayMs": 1000})
    before = console.patch(f"/alerts/{alert}", {"priority": "P1"}).data

    nothing = {"warningThreshold": None, "formula": None, "renotificationConditions": None, "teamID": None, "evaluationDelayMs": 0}
    after = console.patch(f"/alerts/{alert}", nothing).data

    assert (before["warningThreshold"], before["formula"], before["team"], before["evaluationDelayMs"]) == (5, "A", "Growth", 1000)
    assert {"warningThreshold", "formula", "renotificationConditions"} & after.keys() == set()
    assert (after["team"], after["evaluationDelayMs"], after["priority"]) == (None, None, "P1")


def test_alert_watches_what_its_definition_names(console):
    """Metrics travel as JSON texts and are told by letters; an empty list takes them away."""
    made = console.post("/alerts", {"name": "Slow", "definitionMetricsJson": ['{"event": "buy"}', "{}"], "groupBys": [COUNTRY]}).data

    assert made["metrics"] == {"A": {"event": "buy"}, "B": {}}
    assert made["metricGroupBys"] == {"A": [COUNTRY], "B": [COUNTRY]}
    assert console.patch(f"/alerts/{made['id']}", {"definitionMetricsJson": []}).data["metrics"] == {}
    assert console.patch(f"/alerts/{made['id']}", {"definitionMetricsJson": ["[]"]}).status == 400

"""Dashboards: what their widgets need and get, and how they are found."""

from __future__ import annotations

from typing import Any

import pytest

HEADER = {"type": "header", "title": "Checkout"}
FUNNEL = {"type": "funnel", "title": "Buys", "query": {"steps": [{"event_name": "visit"}, {"event_name": "buy"}]}}
COUNT = {"aggregation": {"type": "COUNT"}}
BUY = {"type": "event", "event_name": "buy"}


@pytest.fixture
def made(console) -> str:
    """The ID of a dashboard with two widgets."""
    return console.post("/dashboards", {"name": "Checkout", "widgets": [HEADER, FUNNEL]}).data["id"]


def test_create_tells_where_the_dashboard_is_and_nothing_else(console):
    """200 and two fields; a read tells the rest."""
    answer = console.post("/dashboards", {"name": "Checkout", "defaults": {"granularity": "daily"}})

    assert (answer.status, set(answer.data)) == (200, {"id", "dashboard_url"})
    assert console.get(f"/dashboards/{answer.data['id']}").data == {
        "id": answer.data["id"], "name": "Checkout", "description": "", "widgets": [], "defaults": {"granularity": "daily"},
    }  # fmt: skip


def test_widgets_are_added_or_all_replaced(console, made):
    """The answer names the new widgets; replaced ones are new even if they are the same."""
    first = [widget["id"] for widget in console.get(f"/dashboards/{made}").data["widgets"]]

    added = console.post(f"/dashboards/{made}/widgets", {"widgets": [HEADER], "max_cols": 6}).data["ids"]
    both = [widget["id"] for widget in console.get(f"/dashboards/{made}").data["widgets"]]
    replaced = console.put(f"/dashboards/{made}/widgets", {"widgets": [HEADER], "defaults": {"granularity": "weekly"}}).data["ids"]
    after = console.get(f"/dashboards/{made}").data

    assert both == [*first, *added]
    assert after["widgets"] == [{**HEADER, "id": replaced[0]}]
    assert not {*replaced} & {*both}
    assert after["defaults"] == {"granularity": "weekly"}


def test_dashboards_are_found_by_a_part_of_their_names(console, clock, made):
    """The list counts the widgets, and tells times in seconds."""
    console.post("/dashboards", {"name": "Search"})

    found = console.get("/dashboards", search="check").data

    assert found == [
        {
            "id": made, "name": "Checkout", "description": "", "widget_count": 2,
            "created_time": clock.milliseconds // 1000, "modified_time": clock.milliseconds // 1000,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "widget",
    [
        {"type": "gauge", "title": "t"},
        {"type": "text", "title": "t"},
        {**HEADER, "width": 13},
        {**HEADER, "content": "c"},
        {**FUNNEL, "query": {"steps": [{"event_name": "buy"}]}},
        {"type": "timeseries", "title": "t", "query": COUNT},
        {"type": "timeseries", "title": "t", "query": {**COUNT, "source": BUY, "sources": [BUY]}},
    ],
)
def test_what_is_no_widget_is_refused(console, made, widget: dict[str, Any]):
    """Types, bounds and keys are those of the contract, and a chart draws one source or several."""
    assert console.post(f"/dashboards/{made}/widgets", {"widgets": [widget]}).status == 400


def test_filters_without_values_have_none(console, made):
    """The contract says that values are a list, empty where they are left out."""
    bare = {"property": {"key": "country", "column": "user_object"}, "operator": "IS_NULL"}
    chart = {"type": "timeseries", "title": "t", "query": {**COUNT, "source": {**BUY, "filters": [bare]}}}

    console.put(f"/dashboards/{made}/widgets", {"widgets": [chart]})

    assert console.get(f"/dashboards/{made}").data["widgets"][0]["query"]["source"]["filters"] == [{**bare, "values": []}]


def test_only_funnels_have_results(console, made):
    """Each step keeps some of those who took the one before."""
    header, funnel = console.get(f"/dashboards/{made}").data["widgets"]

    steps = console.get(f"/dashboards/{made}/widgets/{funnel['id']}/results").data["funnel"]["datasets"][0]["steps"]

    assert [step["name"] for step in steps] == ["visit", "buy"]
    assert 0 < steps[1]["count"] < steps[0]["count"]
    assert steps[1]["previous_step_conversion_rate"] == round(steps[1]["count"] / steps[0]["count"], 4)
    assert console.get(f"/dashboards/{made}/widgets/{header['id']}/results").status == 400
    assert console.get(f"/dashboards/{made}/widgets/none/results").status == 404
    assert console.get("/dashboards/none").status == 404

"""What is special about dashboards: widgets of every type, IDs that change with each update, and what only the console makes."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.resource import encoded
from tests.provider.conftest import Project

from .test_warehouse_kinds import checked

HEADER = {"type": "header", "title": "Checkout"}
FUNNEL = {"type": "funnel", "title": "Buys", "query": {"steps": [{"event_name": "visit"}, {"event_name": "buy"}]}}
SOURCE = {"type": "event", "event_name": "buy"}


def chart(**query: Any) -> dict[str, Any]:
    """A chart over time."""
    return {"type": "timeseries", "title": "Buys", "query": {"aggregation": {"type": "COUNT"}, **query}}


def test_widgets_tell_their_ids_as_they_are_now(project: Project) -> None:
    """Each update makes all widgets anew; a program may look up what the new funnel found."""
    handlers = project.handlers(statsig.Dashboard)
    made = handlers.create(checked(handlers, {"name": "Checkout", "widgets": [HEADER, FUNNEL]}))
    wanted = checked(handlers, {"name": "Checkout", "widgets": [FUNNEL, HEADER], "defaults": {"granularity": "weekly"}})

    after = handlers.update(made.id, made.state, wanted)

    there = project.console.get(f"/dashboards/{made.id}").data["widgets"]
    assert [widget["id"] for widget in after["widgets"]] == [widget["id"] for widget in there]
    assert {widget["id"] for widget in made.state["widgets"]}.isdisjoint(widget["id"] for widget in there)
    assert not handlers.diff(after, wanted)


def test_what_the_console_adds_to_widgets_is_no_drift(project: Project) -> None:
    """IDs and sizes are the service's where the program says nothing; what splits a funnel only the console sets."""
    handlers = project.handlers(statsig.Dashboard)
    wanted = checked(handlers, {"name": "Checkout", "widgets": [HEADER, FUNNEL]})
    made = handlers.create(wanted)
    (document,) = project.service.store.projects()[0].all("dashboards")
    document["widgets"][0] |= {"width": 12, "height": 1, "color": "#ffffff"}
    document["widgets"][1]["query"] |= {"group_bys": [{"key": "country", "column": "user_object"}], "cohorts": [{"name": "New"}]}
    project.service.store.projects()[0].put("dashboards", made.id, document)

    found = handlers.read(made.id, made.state)

    assert found is not None
    assert found.state["widgets"][1]["query"]["cohorts"] == [{"name": "New"}]
    assert not handlers.diff(found.state, wanted)


def test_widgets_of_the_console_are_drift(project: Project) -> None:
    """All widgets are the program's, those too that the API cannot write: a preview shows that they go."""
    handlers = project.handlers(statsig.Dashboard)
    wanted = checked(handlers, {"name": "Checkout", "widgets": [HEADER]})
    made = handlers.create(wanted)
    (document,) = project.service.store.projects()[0].all("dashboards")
    document["widgets"].append({"type": "unsupported", "id": "w", "title": "Map", "reason": "maps cannot be told"})
    project.service.store.projects()[0].put("dashboards", made.id, document)

    found = handlers.read(made.id, made.state)

    assert found is not None
    assert [widget["title"] for widget in found.state["widgets"]] == ["Checkout", "Map"]
    assert [field.name for field in handlers.diff(found.state, wanted).updates] == ["widgets"]


@pytest.mark.parametrize(
    ("widget", "path", "reason"),
    [
        (chart(), "query.source", "is required, or sources instead"),
        (chart(source=SOURCE, sources=[SOURCE]), "query.source", "stands beside sources: set one"),
        (chart(source=SOURCE, viz={"chart_type": "lines"}), "query.viz.chart_type", "did you mean line?"),
        (chart(source=SOURCE, aggregation={"type": "COUNTS"}), "query.aggregation.type", "did you mean COUNT?"),
        ({**FUNNEL, "query": {"steps": [{"event_name": "buy"}]}}, "query.steps", "at least 2"),
        ({**HEADER, "width": 13}, "width", "12"),
        ({"type": "unsupported", "title": "Map"}, "type", "should be 'header'"),
    ],
)
def test_mistakes_are_told_at_preview(project: Project, widget: dict[str, Any], path: str, reason: str) -> None:
    """Bounds and types are the contract's, the words those of the vendor's own scripts."""
    handlers = project.handlers(statsig.Dashboard)

    (found,) = handlers.check(encoded(kind_of(statsig.Dashboard), "it", {"name": "Checkout", "widgets": [widget]})).invalid

    assert found.property == f"widgets[0].{path}"
    assert reason in found.reason


def test_widgets_are_added_to_a_dashboard_of_the_console(project: Project) -> None:
    """What is there stays; the action knows the IDs of what it added."""
    made = project.console.post("/dashboards", {"name": "Shop", "widgets": [HEADER]}).data["id"]
    handlers = project.handlers(statsig.DashboardAddWidgets)

    done = handlers.create(checked(handlers, {"dashboard_id": made, "widgets": [FUNNEL], "max_cols": 6}))

    widgets = project.console.get(f"/dashboards/{made}").data["widgets"]
    assert [widget["title"] for widget in widgets] == ["Checkout", "Buys"]
    assert done.state["ids"] == [widgets[1]["id"]]


def test_widgets_that_no_program_declares_stay(project: Project) -> None:
    """An update names all widgets, so that those of the console go along."""
    handlers = project.handlers(statsig.Dashboard)
    made = handlers.create(checked(handlers, {"name": "Shop"}))
    project.console.post(f"/dashboards/{made.id}/widgets", {"widgets": [HEADER, FUNNEL]})
    wanted = checked(handlers, {"name": "Shop", "defaults": {"granularity": "weekly"}})

    found = handlers.read(made.id, made.state)
    assert found is not None
    after = handlers.update(made.id, found.state, wanted)

    there = project.console.get(f"/dashboards/{made.id}").data
    assert [widget["title"] for widget in there["widgets"]] == ["Checkout", "Buys"]
    assert there["defaults"] == {"granularity": "weekly"}
    assert not handlers.diff(after, wanted)

"""Creates and updates of several requests, with trouble at every step: nothing is left behind, and the next update finishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import InputError
from statsig_console.resource import encoded
from statsig_console.stack.bounds import Bounds
from tests.provider.conftest import Project

USER = {"type": "user_id", "operator": "any", "target_value": ["u"]}
EVERYONE = [{"name": "all", "pass_percentage": 100.0, "conditions": [USER]}]
HALF = [{"name": "half", "pass_percentage": 50.0, "conditions": [USER]}]
GROUPS = [{"name": name, "size": 50, "parameter_values": {"color": name}} for name in ("red", "blue")]


@dataclass(frozen=True)
class Case:
    """A kind with values whose create, and others whose update, take several requests; `before` is what has to be there."""

    resource: type
    first: Mapping[str, Any]
    second: Mapping[str, Any]
    before: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    name: str = ""
    nameless: bool = False

    @property
    def label(self) -> str:
        """The case's name."""
        return self.name or self.resource.__name__

    def values(self, project: Project, **values: Any) -> dict[str, Any]:
        """Inputs as `check` hands them on."""
        found = project.handlers(self.resource).check(encoded(kind_of(self.resource), "it", values))
        assert found.invalid == []
        return found.inputs


BUYS: dict[str, Any] = {"type": "event_count_custom", "unit_types": ["userID"], "metric_events": [{"name": "buy"}]}
GATE = ("/gates", {"name": "A gate", "id": "a_gate"})
CASES = (
    Case(
        statsig.Gate,
        {"name": "Some gate", "rules": EVERYONE, "lifecycle": "archived"},
        {"name": "Some gate", "rules": HALF, "description": "new", "lifecycle": "launched"},
    ),
    Case(
        statsig.DynamicConfig,
        {"name": "Some config", "default_value": {"a": 1}, "lifecycle": "archived"},
        {"name": "Some config", "default_value": {"a": 2}, "lifecycle": "disabled"},
    ),
    Case(
        statsig.Experiment,
        {"name": "Some test", "groups": GROUPS, "lifecycle": "active"},
        {
            "name": "Some test",
            "groups": GROUPS,
            "description": "new",
            "lifecycle": "decision_made",
            "decision_group": "red",
            "decision_reason": "it sells",
        },
    ),
    Case(
        statsig.Experiment,
        {"name": "Some test", "groups": GROUPS, "lifecycle": "setup"},
        {"name": "Some test", "groups": GROUPS, "hypothesis": "new", "lifecycle": "active"},
        name="Experiment that starts",
    ),
    Case(
        statsig.Experiment,
        {"name": "Some test", "groups": GROUPS, "lifecycle": "archived"},
        {"name": "Some test", "groups": GROUPS, "hypothesis": "new", "lifecycle": "active"},
        name="Experiment out of the archive",
    ),
    Case(
        statsig.Autotune,
        {
            "name": "Some tune",
            "variants": [{"name": name, "json": {"v": name}} for name in ("a", "b")],
            "success_event": "buy",
            "exploration_window": "24hr",
            "attribution_window": "1hr",
            "winner_threshold": "95%",
            "lifecycle": "started",
        },
        {
            "name": "Some tune",
            "variants": [{"name": name, "json": {"v": name}} for name in ("a", "b")],
            "success_event": "buy",
            "exploration_window": "24hr",
            "attribution_window": "1hr",
            "winner_threshold": "90%",
            "lifecycle": "decided",
            "decision_variant": "a",
            "decision_reason": "it sells",
        },
    ),
    Case(
        statsig.Holdout,
        {"name": "Some holdout", "pass_percentage": 5, "gate_ids": ["a_gate"]},
        {"name": "Some holdout", "pass_percentage": 2, "gate_ids": []},
        before=(GATE,),
    ),
    Case(
        statsig.Layer,
        {"name": "Some layer", "id_type": "userID", "parameters": [{"name": "a", "type": "string", "default_value": "x"}]},
        {"name": "Some layer", "id_type": "userID", "parameters": [{"name": "b", "type": "number", "default_value": 1}]},
    ),
    Case(
        statsig.Metric,
        {"name": "Some metric", **BUYS, "lifecycle": "archived"},
        {"name": "Some metric", **BUYS, "description": "new"},
    ),
    Case(
        statsig.Segment,
        {"name": "Some segment", "type": "rule_based", "rules": EVERYONE},
        {"name": "Some segment", "type": "rule_based", "rules": HALF, "lifecycle": "archived"},
    ),
    Case(
        statsig.SegmentIdList,
        {"segment_id": "people", "ids": ["a", "b"]},
        {"segment_id": "people", "ids": ["b", "c"]},
        before=(("/segments", {"name": "people", "type": "id_list"}),),
    ),
    Case(
        statsig.GateOverrides,
        {
            "gate_id": "a_gate",
            "passing_user_ids": ["a"],
            "environment_overrides": [{"unit_id": "userID", "passing_ids": ["p"], "failing_ids": [], "environment": "staging"}],
        },
        {
            "gate_id": "a_gate",
            "passing_user_ids": ["b"],
            "failing_user_ids": ["c"],
            "environment_overrides": [{"unit_id": "userID", "passing_ids": ["q"], "failing_ids": [], "environment": "staging"}],
        },
        before=(GATE,),
    ),
    Case(
        statsig.Key,
        {"description": "Some key", "type": "SERVER", "rotation": "1"},
        {"description": "new", "type": "SERVER", "rotation": "2"},
        nameless=True,
    ),
    Case(
        statsig.Key,
        {"description": "Some key", "type": "SERVER", "lifecycle": "deactivated"},
        {"description": "new", "type": "SERVER", "lifecycle": "deactivated"},
        name="Key that is retired",
        nameless=True,
    ),
    Case(
        statsig.ParamStore,
        {
            "name": "store",
            "display_name": "Store",
            "parameters": [{"name": "a", "ref_type": "static", "param_type": "string", "value": "x"}],
        },
        {"name": "store", "display_name": "Store", "description": "new"},
    ),
    Case(
        statsig.Alert,
        {"name": "Some alert", "alert_threshold": 5, "priority": "P1", "lifecycle": "muted"},
        {"name": "Some alert", "alert_threshold": 6, "priority": "P2", "lifecycle": "active"},
    ),
    Case(
        statsig.Dashboard,
        {"name": "Some dashboard", "widgets": [{"type": "header", "title": "One"}], "max_cols": 6},
        {"name": "Some dashboard", "widgets": [{"type": "header", "title": "Two"}], "max_cols": 12},
    ),
)


@pytest.fixture(params=CASES, ids=lambda case: case.label)
def case(request: pytest.FixtureRequest) -> Case:
    """Each case."""
    return request.param


def prepared(case: Case) -> Project:
    """A project with what has to be there before, as the console has made it."""
    project = Project(bounds=Bounds(max_rollout_step=100))
    project.console.get("/gates")
    for path, body in case.before:
        assert project.console.post(path, dict(body)).status in {200, 201}
    return project


def objects(project: Project) -> dict[str, Any]:
    """All objects of the project, but for what tells when and by whom they were changed."""
    noise = {"version", "lastModifiedTime", "_"}
    (store,) = project.service.store.projects()
    entries = {f"{kind}/{id_}": document for kind, id_, document in store.entries() if kind != "audit_logs" and any(document.values())}
    return {place: {name: value for name, value in document.items() if name not in noise} for place, document in entries.items()}


def mutations(project: Project) -> int:
    """How many of the engine's requests since the last call may have changed something."""
    return sum(not request.startswith("GET ") for request in project.requests())


def steps(case: Case, of_update: bool) -> Iterator[int]:
    """The numbers of the mutations that a create, or an update, consists of."""
    project = prepared(case)
    handlers = project.handlers(case.resource)
    made = handlers.create(case.values(project, **case.first))
    number = mutations(project)
    if of_update:
        handlers.update(made.id, made.state, case.values(project, **case.second))
        number = mutations(project)
    return iter(range(1, number + 1))


def test_each_case_takes_several_requests(case: Case) -> None:
    """Else there would be no step between."""
    assert max(len(list(steps(case, False))), len(list(steps(case, True)))) > 1


@pytest.mark.parametrize(("how", "status"), [("refused", 503), ("refused", 403), ("refused", 400), ("lost", 0)])
def test_an_update_that_fails_half_way_is_finished_by_the_next(case: Case, how: str, status: int) -> None:
    """Pulumi keeps the state from before a failed update, so the next one starts from a state that is no longer true."""
    for number in steps(case, of_update=True):
        project = prepared(case)
        handlers = project.handlers(case.resource)
        made = handlers.create(case.values(project, **case.first))
        inputs = case.values(project, **case.second)

        project.trouble(number, how, status)
        try:
            state = handlers.update(made.id, made.state, inputs)
        except InputError:
            project.trouble(0, "none")
            state = handlers.update(made.id, made.state, inputs)

        found = handlers.read(made.id, state)
        assert found is not None, number
        assert not handlers.diff(found.state, inputs), number
        assert found.state == state, number


@pytest.mark.parametrize("how", ["refused", "lost"])
def test_a_create_that_fails_half_way_leaves_nothing_or_finishes(case: Case, how: str) -> None:
    """Pulumi keeps nothing of a create that failed; the next one starts anew."""
    for number in steps(case, of_update=False):
        project = prepared(case)
        handlers = project.handlers(case.resource)
        before = objects(project)
        inputs = case.values(project, **case.first)

        project.trouble(number, how, 403 if number > 1 else 503)
        try:
            made = handlers.create(inputs)
        except InputError as error:
            text = str(error)
            if "taken back" in text or number == 1:
                assert objects(project) == before or "It may have been created all the same" in text, number
            else:
                assert "is left in the project" in text, (number, text)
            continue

        found = handlers.read(made.id, made.state)
        assert found is not None, number
        assert not handlers.diff(found.state, inputs), number


def test_a_create_that_cannot_be_undone_says_what_is_left(case: Case) -> None:
    """The network is gone in the middle: the message names what it left, since nobody else will."""
    for number in list(steps(case, of_update=False))[1:]:
        project = prepared(case)
        handlers = project.handlers(case.resource)
        inputs = case.values(project, **case.first)
        project.trouble(number, "gone")

        with pytest.raises(InputError, match=r" is left in the project: delete it there, or adopt it") as caught:
            handlers.create(inputs)

        label = kind_of(case.resource).label
        assert f"{label} " in str(caught.value)


def test_a_rename_whose_answer_is_lost_is_found_under_the_new_name(said: list[str]) -> None:
    """The object is addressed by its name, so nothing is left under the old one; a second update with the old state finds it too."""
    project = Project(key="console-whn-unittest")
    handlers = project.handlers(statsig.EntityProperty)
    columns = [{"column": "id", "statsig_unit_id": "userID"}]
    case = Case(statsig.EntityProperty, {}, {})
    made = handlers.create(case.values(project, name="Old", sql="SELECT 1", id_type_mapping=columns))
    inputs = case.values(project, name="New", sql="SELECT 1", id_type_mapping=columns)
    project.trouble(1, "lost")

    state = handlers.update(made.id, made.state, inputs)
    again = handlers.update(made.id, made.state, inputs)

    assert state == again
    assert state["name"] == "New"
    request = "EntityProperty Old: PATCH /experiments/entity_property/Old"
    assert said == [
        f"{request} took effect, though its answer was lost; going on from there",
        f"{request}, 404 changed nothing, since it had been made before; going on from there",
    ]


def test_a_refusal_that_nothing_explains_is_the_apis(said: list[str]) -> None:
    """One look, no second try, and the API's own words."""
    project = Project()
    handlers = project.handlers(statsig.Gate)
    case = Case(statsig.Gate, {}, {})
    made = handlers.create(case.values(project, name="Some gate"))
    project.sent()
    project.trouble(1, "refused", 400)

    with pytest.raises(
        InputError, match=r"^Gate some_gate: could not update it\. The API refused: trouble \(PATCH /gates/some_gate, 400\)\.$"
    ):
        handlers.update(made.id, made.state, case.values(project, name="Some gate", description="new"))

    assert said == []


def test_every_kind_of_several_steps_is_a_case() -> None:
    """A kind whose create does not take everything, or that has a lifecycle, is one of those above."""
    here = {case.resource.__name__ for case in CASES}
    others = {"HoldoutOverrides": "as GateOverrides", "User": "nobody is invited twice", "DynamicConfigRule": "its updates are one request"}

    kinds = [kind_of(value) for name in dir(statsig) if "__declaration__" in getattr(value := getattr(statsig, name), "__dict__", {})]

    several = {kind.label for kind in kinds if kind.lifecycle or any(each.options.later or each.options.sent_by for each in kind.inputs)}

    assert several - here == set(others)

"""Overrides that are taken out one by one, from an API that may take a removal for one of everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kinds_in
from statsig_console_emulator import Options
from tests.provider.conftest import Project

from .test_experimentation import GROUPS, Managed

Values = Mapping[str, Any]


def gate(project: Project) -> Values:
    """A gate's ID as its overrides name it."""
    return {"gate_id": Managed(project, statsig.Gate, name="Flag").id}


def holdout(project: Project) -> Values:
    """A holdout's."""
    return {"holdout_id": Managed(project, statsig.Holdout, name="Held").id}


def experiment(project: Project) -> Values:
    """An experiment's."""
    return {"experiment_id": Managed(project, statsig.Experiment, name="Button", groups=GROUPS).id}


def layer(project: Project) -> Values:
    """A layer's."""
    return {"layer_id": Managed(project, statsig.Layer, name="Window", id_type="userID").id}


def autotune(project: Project) -> Values:
    """An autotune's."""
    variants = [{"name": "Control", "json": 1}, {"name": "Test", "json": 2}]
    windows = {"exploration_window": "24hrs", "attribution_window": "2hrs", "winner_threshold": "95%"}
    return {"autotune_id": Managed(project, statsig.Autotune, name="Tuned", variants=variants, success_event="buy", **windows).id}


PASSING = {
    "passing_user_ids": ["ada", "bob"],
    "failing_user_ids": ["eve"],
    "environment_overrides": [{"unit_id": "userID", "passing_ids": ["cat"], "failing_ids": [], "environment": "staging"}],
}
PASSING_LESS = {**PASSING, "passing_user_ids": ["ada"]}
GROUPED = {
    "overrides": [{"type": "gate", "id": "staff", "group_id": "Test"}],
    "user_id_overrides": [{"group_id": "Control", "ids": ["ada", "bob"]}, {"group_id": "Test", "ids": ["eve"]}],
}
GROUPED_LESS = {**GROUPED, "user_id_overrides": [{"group_id": "Control", "ids": ["ada"]}, {"group_id": "Test", "ids": ["eve"]}]}
LAYERED = {"id_overrides": [{"group_name": "Control", "ids": ["ada", "bob"]}, {"group_name": "Test", "ids": ["eve"]}]}
LAYERED_LESS = {"id_overrides": [{"group_name": "Control", "ids": ["ada"]}, {"group_name": "Test", "ids": ["eve"]}]}
CASES: dict[str, tuple[Callable[[Project], Values], Values, Values]] = {
    "GateOverrides": (gate, PASSING, PASSING_LESS),
    "HoldoutOverrides": (holdout, PASSING, PASSING_LESS),
    "ExperimentOverrides": (experiment, GROUPED, GROUPED_LESS),
    "AutotuneOverrides": (autotune, GROUPED, GROUPED_LESS),
    "LayerOverrides": (layer, LAYERED, LAYERED_LESS),
}


def test_every_kind_with_such_removals_is_a_case() -> None:
    """Those whose DELETE takes a body that no document declares."""
    kinds = [kind for kind in kinds_in(statsig) if (deltas := kind.endpoints.deltas) and deltas.remove]

    assert {kind.label for kind in kinds if str(kind.endpoints.deltas and kind.endpoints.deltas.remove).endswith("/overrides")} == {*CASES}


@pytest.mark.parametrize("label", CASES)
@pytest.mark.parametrize("heeds", [True, False], ids=["of what is listed", "of everything"])
def test_nothing_is_lost_that_was_to_stay(label: str, heeds: bool, said: list[str]) -> None:
    """Where more is gone than was to go, it is put back and said; where not, nothing more is sent."""
    project = Project()
    parent, first, less = CASES[label]
    values = parent(project)
    overrides = Managed(project, getattr(statsig, label), **values, **first)
    wanted = Managed(other := Project(), getattr(statsig, label), **parent(other), **less)
    project.service.options = Options(override_deletes_heed_bodies=heeds)

    overrides.up(**values, **less)

    overrides.refresh()
    wanted.refresh()
    assert overrides.state == wanted.state
    assert [line for line in said if "put back" in line] == ([] if heeds else said[-1:])
    assert bool(said) is not heeds


def test_what_is_there_again_is_not_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else was quicker with a part of what was lost."""
    project = Project()
    overrides = Managed(project, statsig.GateOverrides, **gate(project), **PASSING)
    project.service.options = Options(override_deletes_heed_bodies=False)
    handle = project.transport.handle_request

    def put_back(request: httpx.Request) -> httpx.Response:
        response = handle(request)
        if request.method == "DELETE":
            assert project.console.patch("/gates/flag/overrides", {"passingUserIDs": ["ada"], "failingUserIDs": []}).status == 201
        return response

    monkeypatch.setattr(project.transport, "handle_request", put_back)
    project.sent()

    overrides.up(gate_id="flag", **PASSING_LESS)

    users = [body["failingUserIDs"] for _, body in project.mutations()[1:] if body.get("passingUserIDs") == []]
    assert users == [["eve"]]


OTHERS = {
    "GateOverrides": {"passingUserIDs": ["zoe"], "failingUserIDs": []},
    "HoldoutOverrides": {"passingUserIDs": ["zoe"], "failingUserIDs": []},
    "ExperimentOverrides": {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["zoe"]}]},
    "AutotuneOverrides": {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["zoe"]}]},
    "LayerOverrides": {"op": "add", "conditionalOverrides": [], "idOverrides": [{"groupName": "Test", "ids": ["zoe"]}]},
}
"""What somebody adds in the console."""


@pytest.mark.parametrize("label", CASES)
@pytest.mark.parametrize("heeds", [True, False], ids=["of what is listed", "of everything"])
def test_what_the_console_added_outlives_the_stack(label: str, heeds: bool) -> None:
    """A destroy takes out what the stack knows, and that alone."""
    project = Project()
    parent, first, _ = CASES[label]
    overrides = Managed(project, getattr(statsig, label), **parent(project), **first)
    reading = overrides.handlers.kind.endpoints.read
    assert reading
    path = reading.url(overrides.handlers.objects.address(overrides.id, overrides.state))
    assert project.console.patch(path, OTHERS[label]).status < 300
    project.service.options = Options(override_deletes_heed_bodies=heeds)

    overrides.handlers.delete(overrides.id, overrides.state)

    left = str(project.console.get(path).data)
    assert [name for name in ("ada", "bob", "eve", "zoe") if f"'{name}'" in left] == ["zoe"]

"""The lives leave nothing out: every property of every managed kind is set, changed and replaced in one of them."""

from __future__ import annotations

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import classes_in, kind_of

from .life import Noted
from .lives_core import CORE
from .lives_data import DATA, WAREHOUSE
from .lives_experiments import EXPERIMENTS
from .test_lives import SORTS, lives_in

LIVES = (*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE)
KINDS = [each for each in classes_in(statsig) if not kind_of(each).endpoints.once]

UNSET = {
    ("DynamicConfigRule", "return_value_json5"): "the same text as return_value, which the life sets",
    ("GateRule", "after"): "about a second rule; see test_rule_order",
    ("DynamicConfigRule", "after"): "about a second rule; see test_rule_order",
}

UNCHANGED = {
    "update_style": "says how changes are sent, and is none itself",
    "archive_reason": "goes along with archiving, which the life begins with",
    "force_archive": "goes along with archiving, which the life begins with",
    "analysis_start_time": "goes along with the start",
    "decision_reason": "goes along with the decision, and is settled then",
    "decision_variant": "goes along with the decision, and is settled then",
    "remove_targeting": "goes along with the decision, and is settled then",
    "source_type": "a table becomes a query only with all that goes with it",
    "dynamic_configs": "attachments only grow; gates stand for all lists",
    "experiments": "attachments only grow; gates stand for all lists",
    "layers": "attachments only grow; gates stand for all lists",
    "parameter_stores": "attachments only grow; gates stand for all lists",
    "skip_validation": "what goes along with it changes",
    "target_apps": "attachments only grow; gates stand for all lists",
    "is_config_review_required": "a life of its own would make every other change of the project wait for review",
    "require_teams_on_configs": "a life of its own would make the project refuse the other lives' objects",
}

NAMING = {"tags", "team", "target_apps", "default_target_applications"}
"""The properties that hold names of other objects in plain text."""

NOT_REPLACED = {
    "User": "nobody can be removed, so a change that needs a new one is refused at preview",
}


@pytest.mark.parametrize("owner", KINDS, ids=lambda owner: owner.__name__)
def test_every_property_is_lived(owner: type) -> None:
    """A property that no life sets, changes or replaces has never been through the real CLI."""
    kind = kind_of(owner)
    lives = [life for life in LIVES if life.kind is owner]
    first = {name for life in lives for name in life.first(Noted())}
    changed = {name for life in lives for name in life.changed}
    immutable = {name for life in lives for name in life.immutable}

    # What is the engine's own does the same for every kind, and has tests of its own.
    inputs = [field for field in kind.inputs if not field.options.own]

    unset = {field.name for field in inputs} - first - changed - immutable
    unchanged = {field.name for field in inputs if not field.options.replace} - changed - unset
    kept = {field.name for field in inputs if field.options.replace} - immutable - unset

    assert {name for name in unset if (kind.label, name) not in UNSET} == set()
    assert unchanged - UNCHANGED.keys() == set()
    assert kept == set() or kind.label in NOT_REPLACED


@pytest.mark.parametrize("sort", SORTS)
def test_no_life_renames_what_another_one_names(sort: str) -> None:
    """The service renames an app in all objects that have it: the order of two updates would decide what the other life finds."""
    lives = {life.label: (life.first(Noted()), life.changed) for life in lives_in(sort)}
    names = {label: {str(first["name"]), str(changed["name"])} for label, (first, changed) in lives.items() if "name" in changed}
    named = {
        (label, name)
        for label, parts in lives.items()
        for part in parts
        for property_ in NAMING & part.keys()
        for name in ([part[property_]] if isinstance(part[property_], str) else part[property_])
    }

    assert named, "else the properties have other names by now"
    assert [(label, other, name) for label in names for other, name in named if other != label and name in names[label]] == []

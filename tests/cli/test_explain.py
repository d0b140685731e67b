"""`statsig-console explain`: previews in words. What Pulumi's JSON looks like is in the acceptance tests; here it is made up alike."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime.rpc import UNKNOWN
from typer.testing import CliRunner

import pulumi_statsig_console as statsig
from pulumi_statsig_console.rule import ConditionType
from statsig_console.declaring.casing import camel, inward, outward
from statsig_console.declaring.kinds import kinds_in
from statsig_console.planning.leaving import Fate, fate
from statsig_console.resource import encoded
from statsig_console.state_keys import PLUGIN_TYPE, SIGNATURE, TYPE, own
from statsig_console.state_keys import SECRET as SECRET_MARK
from statsig_console_cli import app
from statsig_console_cli.explain import words
from statsig_console_cli.explain.markup import Markdown, Plain, bar
from statsig_console_cli.explain.matching import match
from statsig_console_cli.explain.notes import changed_fields
from statsig_console_cli.explain.outcomes import outcome_of
from statsig_console_cli.explain.reading import SECRET, State, Step, kind_in, read_preview
from tests.acceptance.life import Life, Noted
from tests.acceptance.lives_core import CORE
from tests.acceptance.lives_data import DATA, WAREHOUSE
from tests.acceptance.lives_experiments import EXPERIMENTS

KINDS = {kind.label: kind for kind in kinds_in(statsig)}
LIVES = (*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE)


def urn(kind: str, name: str) -> str:
    """The URN of a resource."""
    return f"urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:{kind}::{name}"


def step(op: str, kind: str, name: str, old: Mapping[str, Any] | None = None, new: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """A step of a preview's summary."""
    found: dict[str, Any] = {"op": op, "urn": urn(kind, name), "detailedDiff": None, **more}
    if old is not None:
        found["oldState"] = {"id": name, "inputs": dict(old), "outputs": {"__managed": sorted(old), **old}}
    if new is not None:
        found["newState"] = {"inputs": {"__provider": "gASV", **new}}
    return found


def explained(*steps: Any, arguments: tuple[str, ...] = ("--format", "text"), code: int = 0) -> str:
    """What `explain` prints about these steps."""
    done = CliRunner().invoke(app, ["explain", *arguments], input=json.dumps({"steps": steps, "changeSummary": {}}))
    assert done.exit_code == code, done.output
    return done.output


def line_about(text: str, name: str) -> str:
    """The line with an object's sentence."""
    return next(line for line in text.splitlines() if line.startswith((f"- {name} ", f"- **{name}** ")))


def rule(name: str, share: float = 100, country: str = "NZ", *environments: str) -> dict[str, Any]:
    """A rule for one country."""
    made = {"name": name, "pass_percentage": share, "conditions": [{"type": "country", "operator": "any", "target_value": [country]}]}
    return made | ({"environments": list(environments)} if environments else {})


def gate(*rules: Any, **more: Any) -> dict[str, Any]:
    """A gate's inputs."""
    return {"name": "Checkout", "description": "", "id_type": "userID", "lifecycle": "enabled", "rules": list(rules), **more}


STAFF, CUSTOMERS = rule("Staff"), rule("Customers", 10, "NZ", "production")


def test_rollout_says_how_far_and_where() -> None:
    """A changed share is told with rule, environment and bar; the rules around it are not mentioned."""
    text = explained(
        step("update", "Gate", "checkout", gate(STAFF, CUSTOMERS), gate(STAFF, CUSTOMERS | {"pass_percentage": 50})),
        arguments=(),
    )

    assert line_about(text, "checkout") == "- **checkout** (gate): rollout of “Customers” 10 % → 50 % in production `▓▓▓▓▓░░░░░`"
    assert "### In production (1)" in text
    assert "1 object: 1 changed." in text


def test_everything_about_one_gate_is_one_sentence() -> None:
    """Rollout, order, insertion, status and description each have their part; what users feel comes first."""
    before = gate(STAFF, CUSTOMERS, rule("Testers", 5), description="one")
    after = gate(rule("New", 5), rule("Testers", 5), STAFF, CUSTOMERS | {"pass_percentage": 50}, description="two", lifecycle="launched")

    text = explained(step("update", "Gate", "checkout", before, after))

    assert line_about(text, "checkout") == (
        "- checkout (gate): 1 rule reordered, 1 inserted; rollout of “Customers” 10 % → 50 % in production ▓▓▓▓▓░░░░░; "
        "enabled → launched; description “one” → “two”"
    )
    assert "  - rule “Testers” moves between “New” and “Staff”" in text
    assert "  - rule “New” inserted first, before “Testers”: 5 % where country is NZ, in all environments" in text


def test_one_inserted_rule_is_one_inserted_rule() -> None:
    """Rules behind a new one are neither moved nor changed."""
    text = explained(step("update", "Gate", "checkout", gate(STAFF, CUSTOMERS), gate(rule("New"), STAFF, CUSTOMERS)))

    assert line_about(text, "checkout") == "- checkout (gate): 1 rule inserted"
    assert text.count("Staff") == 1


def test_changed_conditions_and_environments_are_told_in_words() -> None:
    """A rule's conditions read as a sentence, before and after."""
    changed = rule("Customers", 10, "IE", "production", "staging")
    text = explained(step("update", "Gate", "checkout", gate(STAFF, CUSTOMERS), gate(STAFF, changed)))

    assert "conditions of “Customers”: country is NZ → country is IE" in text
    assert "environments of “Customers”: in production → in production and staging" in text


def test_renamed_rule_is_not_another_rule() -> None:
    """A rule that is the same but for its name was renamed, which no user feels."""
    text = explained(step("update", "Gate", "checkout", gate(STAFF, CUSTOMERS), gate(STAFF | {"name": "Crew"}, CUSTOMERS)))

    assert line_about(text, "checkout") == "- checkout (gate): rule “Staff” is now called “Crew”"
    assert "Not felt by users (1)" in text


def test_production_comes_first() -> None:
    """What is felt in production, in other environments, and by nobody, in this order, whatever the order of the steps."""
    staging = rule("Staging", 10, "NZ", "staging")
    text = explained(
        step("update", "Tag", "words", {"name": "words", "description": "a"}, {"name": "words", "description": "b"}),
        step("update", "Gate", "only-staging", gate(staging), gate(staging | {"pass_percentage": 20})),
        step("update", "Gate", "everywhere", gate(STAFF), gate(STAFF | {"pass_percentage": 20})),
    )
    order = [text.index(each) for each in ("In production (1)", "everywhere", "other env", "only-staging", "Not felt", "words")]

    assert order == sorted(order)
    renamed = explained(
        step("update", "Gate", "only-staging", gate(staging), gate(staging | {"pass_percentage": 20})),
        arguments=("--production", "staging", "--format", "text"),
    )
    assert "In staging (1)" in renamed


def test_json_values_are_small_diffs() -> None:
    """Of a JSON value, only the places that differ are told."""
    before = {"name": "Limits", "default_value": '{"max":1,"deep":{"list":[1,2]},"same":true}'}
    after = {"name": "Limits", "default_value": '{"max":2,"deep":{"list":[1,3]},"same":true,"new":null}'}

    text = explained(step("update", "DynamicConfig", "limits", before, after))

    assert "default value changed in 3 places" in text
    assert "  - default value: max: 1 → 2" in text
    assert "  - default value: deep.list[1]: 2 → 3" in text
    assert "same" not in text


def test_lists_of_ids_are_counted() -> None:
    """Overrides and ID lists say how many were added and removed, and name the first of them."""
    text = explained(
        step(
            "update", "SegmentIdList", "staff", {"segment_id": "staff", "ids": ["a", "b"]}, {"segment_id": "staff", "ids": list("bcdefghi")}
        ),
        step(
            "update",
            "GateOverrides",
            "always",
            {"gate_id": "checkout", "passing_user_ids": ["u1"]},
            {"gate_id": "checkout", "passing_user_ids": ["u1", "u2"], "failing_user_ids": ["u3"]},
        ),
    )

    assert line_about(text, "staff") == "- staff (segment ID list of staff): IDs: 7 added, 1 removed"
    assert "IDs: added “c”, “d”, “e”, “f”, “g”, … 2 more; removed “a”" in text
    assert "users who always pass: 1 added; users who never pass: 1 added" in line_about(text, "always")


def test_experiments_tell_groups_allocation_and_status() -> None:
    """Group sizes, allocation and the lifecycle of an experiment."""
    groups = [
        {"name": "Control", "size": 50, "parameter_values": '{"colour":"red"}'},
        {"name": "Test", "size": 50, "parameter_values": '{"colour":"blue"}'},
    ]
    before = {"name": "Colour", "lifecycle": "setup", "allocation": 10, "groups": groups}
    bigger = [groups[0] | {"size": 40}, groups[1] | {"size": 60, "parameter_values": '{"colour":"green"}'}]
    after = before | {"lifecycle": "active", "allocation": 100, "groups": bigger}

    text = explained(step("update", "Experiment", "colour", before, after))

    assert line_about(text, "colour") == (
        "- colour (experiment): size of “Control” 50 % → 40 % ▓▓▓▓░░░░░░; size of “Test” 50 % → 60 % ▓▓▓▓▓▓░░░░; "
        "parameter values of “Test” changed; allocation 10 % → 100 % ▓▓▓▓▓▓▓▓▓▓; setup → active"
    )
    assert 'parameter values of “Test”: colour: "blue" → "green"' in text


def test_creates_deletes_and_replacements_say_why() -> None:
    """A new object is described, a replaced one names the property that means a new one."""
    text = explained(
        step("create", "Gate", "new", None, gate(CUSTOMERS, name="New")),
        step("delete", "Gate", "old", gate(STAFF, name="Old")),
        step(
            "replace",
            "Key",
            "ci",
            {"description": "CI", "type": "SERVER"},
            {"description": "CI", "type": "CLIENT"},
            replaceReasons=["type"],
        ),
        step("delete", "ProjectSettings", "settings", {"name": "x"}),
        step("create", "ExperimentStart", "go", None, {"experiment_id": "colour"}),
        step("delete", "ExperimentStart", "went", {"experiment_id": "colour"}),
    )

    assert "5 objects" not in text
    assert "6 objects: 2 new, 1 replaced, 3 deleted." in text
    assert line_about(text, "new") == "- new (gate): new; 1 rule"
    assert "  - rule “Customers”: 10 % where country is NZ, in production" in text
    assert line_about(text, "old") == "- old (gate): deleted"
    assert "replaced by a new one, since type cannot be changed; type “SERVER” → “CLIENT”" in line_about(text, "ci")
    assert "put back as it was before this stack managed it" in line_about(text, "settings")
    assert line_about(text, "go") == "- go (experiment start of colour): runs once"
    assert "forgotten, which undoes nothing" in line_about(text, "went")


def test_what_is_archived_is_not_called_deleted() -> None:
    """The object's own word counts, then the stack's; what cannot be archived is deleted."""
    steps = [
        step("delete", "Gate", "own-word", gate(on_destroy="archive")),
        step("delete", "Gate", "other-word", gate(on_destroy="delete")),
        step("delete", "Gate", "no-word", gate()),
        step("delete", "Tag", "words", {"name": "words"}),
    ]
    for config, told in (({}, "deleted"), ({"statsig:onDestroy": "archive"}, "archived")):
        done = CliRunner().invoke(app, ["explain", "--format", "text"], input=json.dumps({"config": config, "steps": steps}))
        fates = [line.rpartition(": ")[2] for line in done.output.splitlines() if line.startswith("- ")]
        assert fates == ["archived", "deleted", told, "deleted"]


def test_secrets_are_never_told() -> None:
    """A secret that changed is said to have changed, and a masked value is not compared."""
    text = explained(
        step("update", "Key", "masked", {"description": "[secret]"}, {"description": "[secret]"}),
        step("update", "Gate", "was-plain", gate(description="plain words"), gate(description="[secret]")),
        step(
            "update",
            "Gate",
            "beside",
            gate(description="[secret]", team="[secret]", tags=["a"]),
            gate(description="[secret]", team="[secret]", tags=["b"]),
            detailedDiff={"tags[0]": {}, "team": {}},
        ),
    )

    assert line_about(text, "masked") == "- masked (key): description changed (secret)"
    assert line_about(text, "was-plain") == "- was-plain (gate “Checkout”): description changed (secret)"
    assert "team changed (secret)" in text.partition("beside")[2]
    assert "description" not in text.partition("beside")[2]
    assert "plain words" not in text


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if not kind.endpoints.once], ids=lambda kind: kind.label)
def test_drift_in_a_secret_is_said(kind: Any) -> None:
    """Of every property of every kind, whichever program makes it secret: that it was changed in the console, and nothing else."""
    names = [field.name for field in kind.inputs if not (field.options.policy or field.options.local)]
    masked = {"__managed": names, **dict.fromkeys(names, "[secret]")}
    about = {"urn": urn(kind.label, "it"), "op": "refresh", "old": {"id": "it", "outputs": masked}}
    found = {}
    for name in names:
        after = {"new": {"id": "it", "outputs": masked}, "detailedDiff": {f"{name}[0].x" if name == "rules" else name: {"inputDiff": True}}}
        events = [
            {"sequence": 1, "resourcePreEvent": {"metadata": about}},
            {"sequence": 2, "resOutputsEvent": {"metadata": {**about, **after}}},
        ]
        done = CliRunner().invoke(app, ["explain", "--drift", "--exit-code", "--format", "text"], input="\n".join(map(json.dumps, events)))
        found[name] = (done.exit_code, line_about(done.output, "it").partition("): ")[2])

    assert found == {name: (2, f"{words.called(name)} changed (secret)") for name in names}


def test_what_a_summary_cannot_tell_of_a_secret_is_not_called_nothing() -> None:
    """A refresh alone names what it found; with a program, a secret may have been changed on either side."""
    secret = gate(description="[secret]")
    changed = step("update", "Gate", "checkout", secret, secret, detailedDiff={"description": {"inputDiff": True}})
    refreshed = step("refresh", "Gate", "checkout", secret, secret)
    changed["newState"]["outputs"] = changed["oldState"]["outputs"]

    alone = explained(step("refresh", "Gate", "other", gate(), gate()), changed, arguments=("--drift", "--exit-code"), code=2)
    both = explained(refreshed, changed, step("same", "Gate", "x"), arguments=("--drift", "--exit-code"), code=1)

    assert "description changed (secret)" in alone
    assert "run it again with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1" in both


def test_unknown_values_are_known_later() -> None:
    """Values that another resource's creation will tell are named as such, at any depth."""
    unknown = rule("New") | {"conditions": [{"type": "passes_segment", "target_value": UNKNOWN}], "pass_percentage": UNKNOWN}
    text = explained(
        step("update", "Gate", "a", gate(STAFF), gate(unknown, STAFF, description=UNKNOWN)),
        step("create", "Gate", "b", None, gate(UNKNOWN)),
        step("update", "Gate", "c", gate(STAFF), gate() | {"rules": UNKNOWN}),
    )

    assert "a share known after the update where user is in segment known after the update" in text
    assert "description: known after the update" in line_about(text, "a")
    assert "  - rule known after the update" in text
    assert "rules: known after the update" in line_about(text, "c")
    assert UNKNOWN not in text


def test_nothing_changes() -> None:
    """An empty preview says so, and nothing else; the exit code tells it too."""
    same = {"op": "same", "urn": urn("Gate", "a"), "detailedDiff": None}

    assert explained(same, arguments=("--exit-code",)) == "Nothing changes.\n"
    assert explained(same, arguments=("--drift",)) == "Nothing was changed in the console.\n"
    changed = step("update", "Gate", "checkout", gate(STAFF), gate())
    assert "1 rule removed" in explained(changed, arguments=("--exit-code",), code=2)


def test_what_is_typed_in_the_console_stays_text() -> None:
    """Names that look like markdown, HTML or mentions mean nothing in a comment."""
    nasty = rule("<img src=x> @everyone **bold** [link](http://x) `code`\n# title")
    text = explained(step("update", "Gate", "checkout", gate(STAFF), gate(STAFF, nasty)), arguments=())

    assert "\\<img src=x\\>" in text
    assert "@everyone" not in text
    assert "\\*\\*bold\\*\\*" in text
    assert "\n# title" not in text


def test_the_way_out_is_that_of_the_object_s_project() -> None:
    """The object's own word counts, then its project's, then the stack's."""
    steps = [
        step("delete", "Gate", "of-eu", gate(project="eu")),
        step("delete", "Gate", "of-us", gate(project="us")),
        step("delete", "Gate", "of-uk", gate(project="uk")),
        step("delete", "Gate", "own-word", gate(project="eu", on_destroy="delete")),
        step("delete", "Gate", "of-stack", gate()),
    ]
    projects = {"eu": {"onDestroy": "archive", "consoleApiKey": "[secret]"}, "us": {"onDestroy": "delete"}}
    found = {}
    for stack in ("archive", "delete"):
        document = {"config": {"statsig:projects": json.dumps(projects), "statsig:onDestroy": stack}, "steps": steps}
        done = CliRunner().invoke(app, ["explain", "--format", "text"], input=json.dumps(document))
        found[stack] = [line.rpartition(": ")[2] for line in done.output.splitlines() if line.startswith("- ")]

    assert found == {
        "archive": ["archived", "deleted", "archived", "deleted", "archived"],
        "delete": ["archived", "deleted", "deleted", "deleted", "deleted"],
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.label)
@pytest.mark.parametrize("word", [None, "archive", "delete"])
def test_what_becomes_of_an_object_is_decided_once(kind: Any, word: str | None) -> None:
    """The word of the preview is that of the provider's own decision, for every kind."""
    told = {
        Fate.ARCHIVED: "archived",
        Fate.DELETED: "deleted",
        Fate.EMPTIED: "emptied",
        Fate.FORGOTTEN: "forgotten, which undoes nothing",
        Fate.RESTORED: "put back as it was before this stack managed it",
        Fate.KEPT: "no longer managed; it stays in the project, since the API cannot delete it",
    }
    outcome = outcome_of(Step("delete", urn(kind.label, "it"), State("it", {}, {"name": "it"})), None, Plain(), word)

    assert outcome.sentence == told[fate(kind, {}, word)]


def test_other_providers_are_named() -> None:
    """Resources of other packages are listed with their type, and not looked into."""
    other = {"op": "create", "urn": "urn:pulumi:dev::shop::random:index/randomPet:RandomPet::pet", "newState": {"inputs": {"length": 2}}}

    assert line_about(explained(other), "pet") == "- pet (random:index/randomPet:RandomPet): new"


def test_failed_preview_tells_why() -> None:
    """The mistakes are in the report, without Pulumi's wrapping, and the command fails."""
    problem = (
        "error: pulumi-python:dynamic/statsig:Gate resource 'checkout' has a problem: "
        "rules[0].pass_percentage should be less than or equal to 100\n"
    )
    document = {"changeSummary": {}, "diagnostics": [{"severity": "error", "message": problem}, {"severity": "info", "message": "hello"}]}

    done = CliRunner().invoke(app, ["explain", "--format", "text"], input=json.dumps(document))

    assert done.exit_code == 1
    assert "- checkout: rules[0].pass_percentage should be less than or equal to 100" in done.output
    assert "hello" not in done.output
    assert "Nothing changes" not in done.output


@pytest.mark.parametrize("text", ["", "hello", "[]", "{}", '{"a": 1}', '"steps"', '{"sequence": 1}\nno json'])
def test_what_is_no_preview_is_refused(text: str, tmp_path: Path) -> None:
    """Anything else ends with a sentence."""
    done = CliRunner().invoke(app, ["explain"], input=text)
    missing = CliRunner().invoke(app, ["explain", str(tmp_path / "missing.json")])

    assert (done.exit_code, missing.exit_code) == (1, 1)
    assert "This is no preview" in done.output
    assert "missing.json" in missing.output


@pytest.mark.parametrize("life", [life for life in LIVES if life.changed or life.immutable], ids=lambda life: life.label)
def test_every_change_of_every_kind_has_words(life: Life) -> None:
    """Every property of every kind, changed alone, gives a sentence that names it, in both formats; so does the new object."""
    kind = life.declaration
    first = {name: kind.by_name[name].shape.encode(value) for name, value in life.first(Noted()).items()}
    state = json.loads(json.dumps(first))
    told = 0
    for name, value in {**life.changed, **life.immutable}.items():
        after = {**state, name: kind.by_name[name].shape.encode(value)}
        if value is None or not changed_fields(kind, state, after):
            continue
        outcome = outcome_of(Step("update", urn(kind.label, "it"), State("it", state, state), after), None, Markdown())
        machine = kind.by_name[name].options.machine
        said = f"{str(value).replace('_', ' ')}" if machine else words.called(name)
        item = words.ITEMS.get(name, said)
        line = f"{outcome.sentence} {' '.join(outcome.details)}"
        assert said in line or item in line or " of “" in line, f"{name}: {line}"
        assert "object at 0x" not in line
        told += 1
    new = outcome_of(Step("create", urn(kind.label, "it"), None, state), None, Plain())
    assert new.sentence
    assert told or not life.changed


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.label)
def test_a_stack_of_the_plugin_is_told_as_one_of_python(life: Life) -> None:
    """Each change of each kind, in the words of Pulumi's summary and of its events."""
    kind = life.declaration
    # Pulumi does not keep the order of keys, so the plugin sorts them.
    first, then = (inward(kind, outward(kind, encoded(kind, "it", values))) for values in values_of(life))
    steps = [
        step("create", kind.label, "new", None, first),
        step("update", kind.label, "changed", first, then, detailedDiff=dict.fromkeys(then)),
        step("replace", kind.label, "replaced", first, then, replaceReasons=list(life.immutable)),
        step("delete", kind.label, "gone", first),
    ]

    said = explained(*steps)

    assert explained(*map(of_plugin, steps)) == said
    # A stack that has just moved to the plugin holds what the dynamic provider wrote.
    assert explained(*({**of_plugin(each), **as_written(each)} for each in steps)) == said


def as_written(each: Mapping[str, Any]) -> dict[str, Any]:
    """The old state of a step as the dynamic provider leaves it, where there is one."""
    old = each.get("oldState")
    return {"oldState": {**old, "inputs": {"__provider": "gASV", **old["inputs"]}}} if old else {}


def values_of(life: Life) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a life's program says at first, and when all is changed."""
    first = dict(life.first(Noted()))
    then = {**first, **life.changed, **life.immutable}
    return first, {name: value for name, value in then.items() if value is not None}


def of_plugin(each: Mapping[str, Any]) -> dict[str, Any]:
    """The same step of a resource of the plugin's, as Pulumi's JSON has it."""
    kind = kind_in(each["urn"])
    assert kind
    found = {**each, "urn": each["urn"].replace(TYPE, PLUGIN_TYPE)}
    for name in {"oldState", "newState"} & each.keys():
        found[name] = {part: outward(kind, own(held)) if isinstance(held, dict) else held for part, held in each[name].items()}
    found["replaceReasons"] = [camel(name) for name in each.get("replaceReasons", [])]
    found["detailedDiff"] = {camel(name): about for name, about in (each["detailedDiff"] or {}).items()}
    return found


def test_a_masked_secret_of_the_plugin_is_one() -> None:
    """Also where its value would be JSON."""
    plain = step("update", "DynamicConfig", "limits", {"name": "Limits"}, {"name": "Limits"})
    made, wanted = of_plugin(plain), copy.deepcopy(plain)
    for each, name in ((made, "defaultValue"), (wanted, "default_value")):
        for held in (each["oldState"]["inputs"], each["oldState"]["outputs"], each["newState"]["inputs"]):
            held[name] = SECRET
        each["detailedDiff"] = {name: {}}

    assert explained(made) == explained(wanted)
    assert "(secret)" in explained(made)


def test_the_plugins_own_setting_says_what_becomes_of_objects() -> None:
    """Each provider has its namespace."""
    old = step("delete", "Gate", "gone", {"name": "Gone"})
    asked = {"steps": [old, of_plugin(old)], "changeSummary": {}, "config": {"statsig-console:onDestroy": "archive"}}

    done = CliRunner().invoke(app, ["explain", "--format", "text"], input=json.dumps(asked))

    assert [line.rpartition(": ")[2] for line in done.output.splitlines() if line.startswith("- ")] == ["deleted", "archived"]


def test_words_are_about_what_there_is() -> None:
    """The tables name kinds, properties and condition types that exist."""
    properties = {field.name for kind in KINDS.values() for field in kind.inputs}

    assert set(KINDS) >= words.SERVED
    assert properties >= words.BESIDE
    assert set(get_args(ConditionType)) >= set(words.SUBJECTS)


def test_reordered_list_says_so() -> None:
    """Where order decides nothing, a list in another order is still a change."""
    metrics = [{"name": name, "type": "sum"} for name in ("revenue", "visits")]
    old, new = ({"name": "Colour", "secondary_metrics": each} for each in (metrics, metrics[::-1]))

    assert line_about(explained(step("update", "Experiment", "colour", old, new)), "colour").endswith("): secondary metrics reordered")


def test_bars_tell_a_little_from_nothing() -> None:
    """Ten cells; a little is not nothing, and nearly all is not all."""
    assert [bar(share) for share in (0, 0.01, 50, 99.9, 100)] == ["░" * 10, "▓░░░░░░░░░", "▓▓▓▓▓░░░░░", "▓▓▓▓▓▓▓▓▓░", "▓" * 10]


@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_matching_is_complete_and_small(old: list[int], new: list[int]) -> None:
    """Removals, insertions and moves turn one list into the other, and what is not moved keeps its order."""
    found = match(old, new, lambda each: each)

    assert {new[number] for number in found.inserted} == set(new) - set(old)
    assert {old[number] for number in found.removed} == set(old) - set(new)
    staying = [new[number] for _, number in found.pairs if number not in found.moved]
    assert staying == [each for each in old if each in staying]
    if [each for each in old if each in new] == [each for each in new if each in old]:
        assert found.moved == ()


def test_a_secret_of_an_event_is_no_text() -> None:
    """With a policy pack, Pulumi's events hold secrets as marked objects, some of them in clear."""
    secret = {SIGNATURE: SECRET_MARK, "plaintext": '"hush"'}
    new = {"inputs": {**gate(STAFF), "description": secret, "rules": [{**STAFF, "name": secret}]}}
    event = {"sequence": 0, "resourcePreEvent": {"metadata": {"op": "create", "urn": urn("Gate", "ours"), "new": new}}}

    (found,) = read_preview(json.dumps(event)).steps

    assert found.after is not None
    assert (found.after["description"], found.after["rules"][0]["name"]) == (SECRET, SECRET)
    done = CliRunner().invoke(app, ["explain", "--format", "text"], input=json.dumps(event))
    assert done.exit_code == 0
    assert "hush" not in done.output


def test_a_change_that_waits_for_a_review_is_told_with_it() -> None:
    """Since when, and by whom it was opened: as state remembers it, also where the object is to go."""
    known = {"id": "r1", "since": "2026-01-31T12:00:00.000Z", "by": "a@example.com", "about": "rules", "status": "pending"}
    old = {"name": "Checkout", "rules": [], "__review": known}
    rules = [{"name": "all", "pass_percentage": 5.0, "conditions": [{"type": "public"}]}]

    for op, new in (("update", {"name": "Checkout", "rules": rules}), ("update", {"name": "Checkout", "rules": []}), ("delete", None)):
        text = explained(step(op, "Gate", "checkout", old, new))

        assert "waits for review r1 since 2026-01-31T12:00:00.000Z, by a@example.com" in line_about(text, "checkout")
        assert "the review is about rules, and was pending when it was last looked at" in text

"""Programs in YAML through the real CLI: the quickstart's life, explicit providers, imports of every kind, and the way from Python."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from statsig_console_emulator.testing import Emulator
from statsig_console_plugin import schema
from tests.acceptance.stacks import Project
from tests.reliability.deployment import Deployment
from tests.reliability.subjects import LIVES, declared

from .test_import import IMPORTABLE
from .yaml_project import YamlProject

pytestmark = pytest.mark.pulumi

EVERYONE = [{"type": "public"}]
QUICKSTART: dict[str, Any] = {
    "resources": {
        "staff": {
            "type": "statsig-console:Segment",
            "properties": {
                "name": "Staff",
                "type": "rule_based",
                "description": "Everyone with a company address.",
                "rules": [
                    {
                        "name": "Company address",
                        "passPercentage": 100,
                        "conditions": [{"type": "email", "operator": "str_contains_any", "targetValue": ["@example.com"]}],
                    }
                ],
            },
        },
        "new-checkout": {
            "type": "statsig-console:Gate",
            "properties": {
                "name": "New checkout",
                "description": "The one-page checkout.",
                "rules": [
                    {"name": "Developers", "passPercentage": 100, "environments": ["development"], "conditions": EVERYONE},
                    {
                        "name": "Staff",
                        "passPercentage": 100,
                        "environments": ["staging", "production"],
                        "conditions": [{"type": "passes_segment", "targetValue": "${staff.id}"}],
                    },
                    {
                        "name": "Customers",
                        "passPercentage": 10,
                        "environments": ["production"],
                        "conditions": [{"type": "country", "operator": "any", "targetValue": ["NZ", "IE"]}],
                    },
                ],
            },
        },
        "checkout-limits": {
            "type": "statsig-console:DynamicConfig",
            "properties": {
                "name": "Checkout limits",
                "defaultValue": {"max_items": 50, "currencies": ["EUR", "NZD"], "budget_cents": {"statsig:digits": "90071992547409931"}},
                "rules": [
                    {
                        "name": "New checkout",
                        "conditions": [{"type": "passes_gate", "targetValue": "${new-checkout.id}"}],
                        "returnValue": {"max_items": 200, "surcharge": 0.5},
                    }
                ],
            },
        },
        "nightly": {"type": "statsig-console:IngestionSchedule", "properties": {"dataset": "Events", "scheduledHourPst": 2}},
        "checkout-service": {
            "type": "statsig-console:Key",
            "properties": {"description": "Checkout service, production", "type": "SERVER", "environments": ["production"]},
        },
    },
    "variables": {
        "found": {"fn::invoke": {"function": "statsig-console:getSegment", "arguments": {"id": "${staff.id}"}}},
    },
    "outputs": {"status": "${new-checkout.status}", "found": "${found.name}", "limits": "${checkout-limits.defaultValue}"},
}


def changed(program: dict[str, Any], name: str, **properties: Any) -> dict[str, Any]:
    """A program with other properties of a resource."""
    found = copy.deepcopy(program)
    found["resources"][name]["properties"].update(properties)
    return found


def test_the_quickstart_lives_in_yaml(tmp_path: Path, emulator: Emulator) -> None:
    """Up, nothing to do, one change with its detailed difference, drift, refresh, destroy; no key is in state."""
    key = "console-yaml-quickstart-hush"
    project = YamlProject(tmp_path, emulator.url, key, QUICKSTART)
    console = emulator.client(key)

    project.run("up", "--yes")

    outputs = project.outputs()
    assert outputs["found"] == "Staff"
    assert outputs["status"] == "In Progress"
    assert outputs["limits"]["budget_cents"] == {"statsig:digits": "90071992547409931"}
    assert console.get("/dynamic_configs/checkout_limits").data["defaultValue"]["budget_cents"] == 90071992547409931
    assert project.preview() == {}
    state = project.state()
    assert key not in json.dumps(state)
    assert "4dabf18193072939515e22adb298388d" in state["checkout-service"]["outputs"]["key"]

    rules = copy.deepcopy(QUICKSTART["resources"]["new-checkout"]["properties"]["rules"])
    rules[2]["passPercentage"] = 20
    project.write(changed(QUICKSTART, "new-checkout", rules=rules))
    [planned] = project.preview().values()
    assert (planned["op"], planned["detailedDiff"]) == ("update", {"rules[2].passPercentage": {"kind": "update", "inputDiff": True}})
    project.run("up", "--yes", "--skip-preview")
    assert console.get("/gates/new_checkout").data["rules"][2]["passPercentage"] == 20

    console.patch("/gates/new_checkout", {"description": "theirs"})
    project.run("refresh", "--yes", "--skip-preview")
    drifted = project.preview()
    assert {name: (each["op"], list(each["detailedDiff"])) for name, each in drifted.items()} == {
        "new-checkout": ("update", ["description"])
    }
    project.run("up", "--yes", "--skip-preview")
    assert console.get("/gates/new_checkout").data["description"] == "The one-page checkout."
    assert project.preview() == {}

    console.delete("/segments/staff")
    project.run("refresh", "--yes", "--skip-preview")
    assert {name: each["op"] for name, each in project.preview().items()}["staff"] == "create"
    project.run("up", "--yes", "--skip-preview")
    project.run("destroy", "--yes", "--skip-preview")
    assert console.get("/gates/new_checkout").status == 404
    assert project.state() == {}


def test_a_change_is_explained(tmp_path: Path, emulator: Emulator) -> None:
    """What the program would change, and what somebody has changed in the console, as for a program in Python."""
    key = "console-yaml-explain"
    project = YamlProject(tmp_path, emulator.url, key, QUICKSTART)
    project.run("up", "--yes", "--skip-preview")
    rules = copy.deepcopy(QUICKSTART["resources"]["new-checkout"]["properties"]["rules"])
    rules[2]["passPercentage"] = 50
    program = changed(QUICKSTART, "new-checkout", rules=rules)
    project.write(changed(program, "checkout-limits", defaultValue={"max_items": 60, "currencies": ["EUR", "NZD"]}))

    said = explained(project, "preview", "--json")
    emulator.client(key).patch("/gates/new_checkout", {"description": "by hand"})
    drift = explained(project, "refresh", "--preview-only", "--json", "--drift")

    assert "- new-checkout (gate): rollout of “Customers” 10 % → 50 % in production" in said
    assert "- checkout-limits (dynamic config): default value changed in 2 places" in said
    assert len([line for line in said.splitlines() if line.startswith("- ")]) == 2
    assert "- new-checkout (gate): description “The one-page checkout.” → “by hand”" in drift


def explained(project: YamlProject, *arguments: str) -> str:
    """What `statsig-console explain` says of what a command of Pulumi prints."""
    own = [each for each in arguments if each == "--drift"]
    command = ["pulumi", *(each for each in arguments if each not in own), "--non-interactive"]
    variables = {**project.variables, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1"}
    printed = subprocess.run(command, cwd=project.folder, env=variables, capture_output=True, text=True, check=True)
    explain = [sys.executable, "-m", "statsig_console_cli", "explain", "--format", "text", *own]
    return subprocess.run(explain, input=printed.stdout, capture_output=True, text=True, check=True).stdout


def test_mistakes_are_sentences(tmp_path: Path, emulator: Emulator) -> None:
    """Each of a resource, in the program's words, without a traceback; nothing is sent."""
    rules = [{"name": "all", "passPercentage": 101, "conditions": EVERYONE}]
    wrong = {"type": "statsig-console:Gate", "properties": {"name": "ab", "rules": rules}}
    program = {"resources": {"wrong": wrong}}
    project = YamlProject(tmp_path, emulator.url, "console-yaml-mistakes", program)

    said = project.run("preview", fails=True)

    assert "rules[0].passPercentage should be less than or equal to 100" in said
    assert "name should have at least 3 characters" in said
    assert "Traceback" not in said


def test_doubts_and_advice_are_in_yaml(tmp_path: Path, emulator: Emulator) -> None:
    """What may be wrong, an option that does nothing, and the way on from a new name, each as the program spells it."""
    config = {"type": "statsig-console:DynamicConfig", "properties": {"name": "Limits", "defaultValue": {"a": {"statsig:null": True}}}}
    project = YamlProject(tmp_path, emulator.url, "console-yaml-doubts", {"resources": {"old": config}})

    doubts = project.run("up", "--yes", "--skip-preview")
    paths = ["default_value", "defaultValue.a", "rules[0].returnValue.snake_case", "rules[*].conditions"]
    project.write({"resources": {"old": {**config, "options": {"ignoreChanges": paths}}}})
    options = project.run("preview")
    project.write({"resources": {"new": config}})
    advice = project.run("up", "--yes", "--skip-preview", fails=True)

    assert "defaultValue.a is null" in doubts
    assert (
        'ignoreChanges "default_value" ignores nothing: DynamicConfig has no input "default_value"; did you mean defaultValue?' in options
    )
    assert options.count("ignores nothing") == options.count('ignoreChanges "default_value"')
    alias = "urn:pulumi:dev::acceptance::statsig-console:index:DynamicConfig::old"
    assert f'add aliases: ["{alias}"] to its options' in advice
    project.write({"resources": {"new": {**config, "options": {"aliases": [alias]}}}})
    assert project.preview() == {}


def test_a_new_name_and_a_forced_replacement_keep_the_objects(tmp_path: Path, emulator: Emulator) -> None:
    """With adoption the new resources take the objects over; without it the run stops before it changes one that keeps its ID."""
    rules = [{"name": "Staff", "passPercentage": 10, "conditions": EVERYONE}]
    kinds = {
        "Gate": {"name": "Checkout", "rules": rules},
        "Metric": {"name": "Carts", "type": "event_count_custom", "unitTypes": ["userID"], "metricEvents": [{"name": "cart"}]},
        "ParamStore": {"name": "store", "displayName": "Store"},
    }
    paths = ("/gates/checkout", "/metrics/Carts::event_count_custom", "/param_stores/store")
    console = emulator.client("console-yaml-owners")

    def program(age: str) -> dict[str, Any]:
        return {"resources": {f"{age}-{each}": {"type": f"statsig-console:{each}", "properties": kinds[each]} for each in kinds}}

    project = YamlProject(tmp_path, emulator.url, "console-yaml-owners", program("old"))
    project.run("up", "--yes", "--skip-preview")
    before = [console.get(path).data for path in paths]
    forced = [word for each in kinds for word in ("--replace", f"urn:pulumi:dev::acceptance::statsig-console:index:{each}::new-{each}")]

    project.write(program("new"))
    stopped = project.run("up", "--yes", "--skip-preview", "--continue-on-error", fails=True)
    assert [each for each in kinds if f"This stack has it as `old-{each}`" not in stopped] == []
    assert [console.get(path).data for path in paths] == before

    project.variables["STATSIG_ADOPT_EXISTING"] = "true"
    renamed = project.run("up", "--yes", "--skip-preview")
    replaced = project.run("up", "--yes", "--skip-preview", *forced)
    assert [each for each in kinds if f"stays as it is: `new-{each}` has it now" not in renamed] == []
    assert [each for each in kinds if f"stays as it is: the new `new-{each}` has it now" not in replaced] == []
    assert [console.get(path).data for path in paths] == before

    del project.variables["STATSIG_ADOPT_EXISTING"]
    assert "set deleteBeforeReplace: true in its options" in project.run("up", "--yes", "--skip-preview", *forced, fails=True)
    assert [console.get(path).data for path in paths] == before
    assert project.preview() == {}


def test_each_provider_is_a_project(tmp_path: Path, emulator: Emulator) -> None:
    """Explicit ones, with keys that are secret in state; a new key is an update of the provider, and of nothing else."""

    def provider(key: str) -> dict[str, Any]:
        return {"type": "pulumi:providers:statsig-console", "properties": {"consoleApiKey": key, "apiUrl": emulator.url}}

    def tag(name: str) -> dict[str, Any]:
        return {"type": "statsig-console:Tag", "properties": {"name": "Checkout"}, "options": {"provider": f"${{{name}}}"}}

    resources = {"eu": provider("console-yaml-eu"), "us": provider("console-yaml-us"), "in-eu": tag("eu"), "in-us": tag("us")}
    project = YamlProject(tmp_path, emulator.url, "console-yaml-neither", {"resources": resources})

    project.run("up", "--yes", "--skip-preview")

    for key in ("console-yaml-eu", "console-yaml-us"):
        assert "Checkout" in str(emulator.client(key).get("/tags").data)
        assert key not in json.dumps(project.state())
    assert "Checkout" not in str(emulator.client("console-yaml-neither").get("/tags").data)
    assert project.preview() == {}
    project.write({"resources": {**resources, "eu": {**provider("console-yaml-eu"), "properties": {
        **provider("console-yaml-eu")["properties"], "maxDeletes": 5,
    }}}})  # fmt: skip
    assert project.preview() == {}
    project.run("destroy", "--yes", "--skip-preview")


def test_one_of_every_kind_is_imported(tmp_path: Path, emulator: Emulator) -> None:
    """By `pulumi import` with type, name and ID alone, which writes a program that then has nothing to change."""
    key = "console-whn-yaml-import"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": emulator.url, "statsig:maxRolloutStep": "100"})
    program: list[Any] = []
    for life in LIVES:
        program.append(declared(life, stack))
        assert [str(each.error) for each in stack.up(program) if each.error] == []
    stack.leave_process()
    labels = {kind.label for kind in IMPORTABLE}
    first: dict[str, str] = {}
    for life in LIVES:
        if life.declaration.label in labels:
            first.setdefault(life.declaration.label, life.label)
    assert set(first) == labels
    entries = [{"type": schema.token(label), "name": name, "id": stack.held[name].id} for label, name in first.items()]
    project = YamlProject(tmp_path, emulator.url, key, {})
    (tmp_path / "import.json").write_text(json.dumps({"resources": entries}))
    before = emulator.count("POST") + emulator.count("PATCH") + emulator.count("DELETE")

    project.run("import", "--file", "import.json", "--yes", "--skip-preview", "--protect=false", "--out", "written.yaml")

    written = (tmp_path / "written.yaml").read_text(encoding="utf-8")
    assert len(yaml.safe_load(written)["resources"]) == len(entries)
    project.take(written)
    assert {name: (each["op"], each.get("detailedDiff")) for name, each in project.preview().items()} == {}
    assert emulator.count("POST") + emulator.count("PATCH") + emulator.count("DELETE") == before


PYTHON = """
statsig.Tag("tag", name="Checkout", description="All about paying")
statsig.DynamicConfig("limits", name="Limits", default_value={"max_items": 50, "text": "5"})
"""
MOVED = """
old = lambda kind: pulumi.ResourceOptions(aliases=[pulumi.Alias(type_=f"pulumi-python:dynamic/statsig:{kind}")])
tag = {"name": "Checkout", "description": "All about paying"}
pulumi.CustomResource("statsig-console:index:Tag", "tag", tag, old("Tag"))
limits = {"name": "Limits", "defaultValue": {"max_items": 50, "text": "5"}}
pulumi.CustomResource("statsig-console:index:DynamicConfig", "limits", limits, old("DynamicConfig"))
"""
BACK = """
old = lambda kind: pulumi.ResourceOptions(aliases=[pulumi.Alias(type_=f"statsig-console:index:{kind}")])
statsig.Tag("tag", name="Checkout", description="All about paying", opts=old("Tag"))
statsig.DynamicConfig("limits", name="Limits", default_value={"max_items": 50, "text": "5"}, opts=old("DynamicConfig"))
"""


def test_a_stack_moves_to_the_plugin_and_back(tmp_path: Path, emulator: Emulator) -> None:
    """By an alias: state is updated, no request changes anything, and no object is made anew."""
    key = "console-yaml-moves"
    project = Project(tmp_path, emulator.url, key, PYTHON)
    project.variables |= {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}
    project.run("up", "--yes", "--skip-preview")
    emulator.clear_requests()

    for source in (MOVED, BACK, MOVED):
        project.write(source)
        said = project.run("up", "--yes")
        assert "2 updated" in said, said
        assert "replaced" not in said
        again = project.run("up", "--yes", "--skip-preview")
        assert "3 unchanged" in again, again

    assert [each for each in emulator.requests() if each.method != "GET"] == []
    project.run("refresh", "--yes", "--skip-preview")
    assert "3 unchanged" in project.run("up", "--yes", "--skip-preview")
    project.run("destroy", "--yes", "--skip-preview")
    assert emulator.client(key).get("/dynamic_configs/limits").status == 404


def test_the_cli_gets_the_schema(tmp_path: Path, emulator: Emulator) -> None:
    """From the plugin itself, as hosts of other languages do."""
    project = YamlProject(tmp_path, emulator.url, "console-yaml-schema", {})

    plugin = shutil.which("pulumi-resource-statsig-console", path=project.variables["PATH"])
    said = project.run("package", "get-schema", str(plugin))

    found = json.loads(said[said.index("{") :])
    assert set(found["resources"]) == set(schema.package()["resources"])


def test_what_the_engine_says_is_in_pulumis_log(tmp_path: Path, emulator: Emulator) -> None:
    """Beside its resource: here, that the API's rate limit is waited for. `Pulumi.yaml` says where the plugin is, so that none warns."""
    resources = {"limited": {"type": "statsig-console:Tag", "properties": {"name": "Limited"}}}
    plugins = {"providers": [{"name": "statsig-console", "path": str(Path(sys.executable).parent)}]}
    project = YamlProject(tmp_path, emulator.url, "console-yaml-log", {"plugins": plugins, "resources": resources})
    emulator.fault("status", status=429, retry_after=1, method="POST", path="/tags", count=1)

    try:
        said = project.run("up", "--yes", "--skip-preview")
    finally:
        emulator.clear_faults()

    beside = said[said.index("Diagnostics:") :]
    assert "statsig-console:index:Tag (limited):\n    statsig: the API's rate limit is reached: waiting" in beside
    assert "from $PATH" not in said


def test_a_custom_timeout_is_honoured(tmp_path: Path, emulator: Emulator) -> None:
    """The resource's own, in the program."""
    resources = {"slow": {"type": "statsig-console:Tag", "properties": {"name": "Slow"}, "options": {"customTimeouts": {"create": "1s"}}}}
    project = YamlProject(tmp_path, emulator.url, "console-yaml-timeout", {"resources": resources})
    emulator.fault("slow", seconds=30, path="/tags*")

    try:
        said = project.run("up", "--yes", "--skip-preview", fails=True)
    finally:
        emulator.clear_faults()

    assert "custom timeout" in said

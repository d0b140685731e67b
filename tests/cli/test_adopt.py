"""The command `statsig-console adopt`, up to the files that it writes; the acceptance tests import and preview them."""

from __future__ import annotations

import ast
import json
import re
import time
from pathlib import Path

import pytest

from statsig_console_cli.adopt.files import CACHE, RECORD
from statsig_console_cli.adopt.scan import PROBES
from tests.acceptance.population import populate
from tests.reliability.latitude import LatitudeProxy

from .adopting import Adoption, argument

RULE = {"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}]}


def rule_on(type_: str, *targets: str) -> dict[str, object]:
    """A rule with one condition that names other objects."""
    return {"name": "r", "passPercentage": 1, "conditions": [{"type": type_, "targetValue": list(targets)}]}


def test_links_become_references(adoption: Adoption) -> None:
    """What names another object of the program is that object's property; the rest stays text."""
    console = adoption.console
    console.post("/tags", {"name": "Checkout", "description": ""})
    console.post("/segments", {"name": "Beta users", "type": "id_list"})
    console.post(
        "/gates",
        {
            "name": "Base",
            "tags": ["Checkout", "elsewhere"],
            "rules": [rule_on("passes_segment", "beta_users"), {**rule_on("passes_segment", "gone"), "name": "Gone"}],
        },
    )
    console.post("/gates", {"name": "A gate", "rules": [rule_on("passes_gate", "base")]})
    console.post("/layers", {"name": "Window", "idType": "userID"})
    console.post("/experiments", {"name": "Colors", "layerID": "window", "targetingGateID": "base"})
    console.post("/holdouts", {"name": "Held out", "description": "", "idType": "userID"})
    console.patch("/holdouts/held_out", {"gateIDs": ["base"], "experimentIDs": ["colors"], "layerIDs": ["window"]})

    adoption.run()

    gates, experiments, holdouts = (adoption.calls(module) for module in ("gates", "experiments", "holdouts"))
    assert argument(gates["base"], "tags") == "[tags.checkout.name, 'elsewhere']"
    assert "target_value=segments.beta_users.id" in ast.unparse(gates["base"])
    assert "target_value='gone'" in ast.unparse(gates["base"])
    assert "target_value=base.id" in ast.unparse(gates["a_gate"])
    assert list(gates) == ["base", "a_gate"]
    assert argument(experiments["colors"], "layer_id") == "layers.window.id"
    assert argument(experiments["colors"], "targeting_gate_id") == "gates.base.id"
    assert argument(holdouts["held_out"], "experiment_ids") == "[experiments.colors.id]"


def test_circles_are_cut(adoption: Adoption) -> None:
    """Objects that name each other: one reference, one text with a remark."""
    for name in ("One", "Two", "Own"):
        adoption.console.post("/gates", {"name": name})
    for own, other in (("one", "two"), ("two", "one"), ("own", "own")):
        adoption.console.patch(f"/gates/{own}", {"rules": [rule_on("passes_gate", other)]})

    adoption.run()

    text = adoption.text("gates.py")
    assert "target_value=two.id" in text
    assert '# gates.one, as text since a reference would go round in circles\n                    target_value="one",' in text
    assert '# gates.own, as text since a reference would go round in circles\n                    target_value="own",' in text


def test_a_second_run_changes_nothing(adoption: Adoption) -> None:
    """Not a byte, though the folder's files are all rewritten in thought."""
    adoption.console.post("/gates", {"name": "A gate", "rules": [RULE]})
    adoption.run()
    before = adoption.files()

    again = adoption.run()

    assert adoption.files() == before
    assert "files are as they were" in again.output


def test_an_empty_project_is_an_empty_program(adoption: Adoption) -> None:
    """Nothing to adopt is no error."""
    adoption.run("--kinds", "tag")

    assert adoption.text("__main__.py").splitlines()[1:] == ["", "__all__ = []"]
    assert imported(adoption) == []


def test_names_stay_when_objects_come(adoption: Adoption) -> None:
    """An object that would get a name first leaves it to the one that has it."""
    adoption.console.post("/gates", {"id": "x_y", "name": "X y"})
    adoption.run()
    adoption.console.post("/gates", {"id": "X-Y", "name": "X y first"})

    adoption.run()

    assert argument(adoption.calls("gates")["x_y_2"], "gate_id") == "'X-Y'"
    assert {each["name"]: each["id"] for each in imported(adoption) if each["type"].endswith(":Gate")} == {"x_y": "x_y", "x_y_2": "X-Y"}


def imported(adoption: Adoption) -> list[dict[str, object]]:
    """The resources of the import file."""
    return list(json.loads(adoption.text("import.json"))["resources"])


def test_edited_and_foreign_files_are_not_overwritten(adoption: Adoption) -> None:
    """Nothing is written when one file is not as the command has left it, unless by force."""
    adoption.console.post("/gates", {"name": "A gate"})
    adoption.run()
    gates = adoption.folder / "gates.py"
    gates.write_text(adoption.text("gates.py") + "# ours\n")
    (adoption.folder / "layers.py").write_text("mine = 1\n")
    adoption.console.post("/layers", {"name": "Window", "idType": "userID"})
    before = adoption.files()

    refused = adoption.run(fails=True)

    assert "gates.py, layers.py in" in refused.stderr
    assert {name: text for name, text in adoption.files().items() if name != CACHE} == before
    adoption.run("--force")
    assert "ours" not in adoption.text("gates.py")
    assert "mine" not in adoption.text("layers.py")


def test_an_existing_pulumi_project_keeps_its_file(adoption: Adoption) -> None:
    """Pulumi.yaml is the user's own."""
    adoption.folder.mkdir()
    (adoption.folder / "Pulumi.yaml").write_text("name: ours\nruntime: python\n")

    adoption.run()

    assert adoption.text("Pulumi.yaml") == "name: ours\nruntime: python\n"


def test_a_smaller_or_other_program_needs_force(adoption: Adoption) -> None:
    """A run for fewer kinds would take the others' code away, and with the next `up` the objects; so would another project's."""
    adoption.console.post("/gates", {"name": "A gate", "tags": ["Checkout"]})
    adoption.run("--kinds", "gate")
    before = adoption.files()

    for arguments in (["--kinds", "tags"], ["--kinds", "gate", "--tags", "Checkout"]):
        assert "holds a program for another project" in adoption.run(*arguments, fails=1).stderr
        assert adoption.sent == ["GET /project"]
    other = adoption.run("--kinds", "gate", fails=1, env={"STATSIG_CONSOLE_API_KEY": f"{adoption.key}-other"})

    assert "holds a program for another project" in other.stderr
    assert adoption.files() == before
    adoption.run("--kinds", "gate,tag")
    adoption.run("--kinds", "tag", "--force")
    assert "gates.py" not in adoption.files()


def test_kinds_and_tags_select(adoption: Adoption) -> None:
    """Only what is asked for, and only the requests that it takes."""
    adoption.console.post("/tags", {"name": "Checkout", "description": ""})
    adoption.console.post("/gates", {"name": "Tagged", "tags": ["Checkout"]})
    adoption.console.post("/gates", {"name": "Plain"})
    adoption.console.post("/gates/tagged/overrides", {"passingUserIDs": ["u1"], "failingUserIDs": []})

    adoption.run("--kinds", "Gate,gate-overrides,tag", "--tags", "Checkout")

    assert sorted(set(adoption.sent)) == ["GET /gates", "GET /gates/{id}/overrides", "GET /project", "GET /tags"]
    assert list(adoption.calls("gates")) == ["tagged"]
    assert list(adoption.calls("tags")) == ["checkout"]
    assert argument(adoption.calls("gate_overrides")["tagged"], "gate_id") == "gates.tagged.id"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("gait", "there is no kind 'gait'; did you mean gate?"),
        ("gate_rule", "GateRule is part of the object that it belongs to"),
        ("warehouse_connections", "WarehouseConnection cannot be seen through the API"),
    ],
)
def test_kinds_that_cannot_be_adopted(adoption: Adoption, kinds: str, said: str) -> None:
    """One sentence, and no request."""
    assert said in adoption.run("--kinds", kinds, fails=True).stderr
    assert adoption.sent == []


def test_what_no_stack_should_own_is_left_out(adoption: Adoption) -> None:
    """Built-in objects, implicit layers, and the command's own key, each with its reason; people only on demand."""
    own = adoption.console.post("/keys", {"description": "Ours", "type": "CONSOLE", "scopes": ["omni_read_only", "can_access_keys"]}).data[
        "key"
    ]
    adoption.console.post("/keys", {"description": "Theirs", "type": "SERVER"})
    adoption.console.post("/experiments", {"name": "Colors"})

    done = adoption.run(env={"STATSIG_CONSOLE_API_KEY": own})

    assert list(adoption.calls("keys")) == ["theirs"]
    assert not {"tags.py", "unit_id_types.py", "layers.py", "users.py"} & adoption.files().keys()
    for said in ("tag ★ Core", "unit_id_type userID", "layer statsig::colors_layer", "is the key that this command uses: key Ours"):
        assert said in done.output
    assert not any(own.encode() in content for content in adoption.files().values())


def test_people_are_adopted_on_demand(adoption: Adoption) -> None:
    """Users come in when they are asked for by name."""
    adoption.run("--kinds", "user")

    assert argument(adoption.calls("users")["owner_example_com"], "role") == "'Owner'"


def test_what_cannot_be_expressed_is_said_twice(adoption: Adoption) -> None:
    """In the report, and in the code where the object is or would be. What breaks the rules of the API's document is written as it is."""
    lone = {"id": "lone", "name": 'lone"); import os', "variants": [{"name": "only", "json": {}}], "successEvent": "e"}
    adoption.emulator.seed(
        {
            "objects": {
                "autotunes": {"lone": lone | {"explorationWindow": "24hrs", "attributionWindow": "1hr", "winnerThreshold": "95%"}},
                "metrics": {"logins::event_dau": {"id": "logins::event_dau", "name": 'logins\n"); import os', "type": "event_dau"}},
                "gates": {"odd": {"name": "Odd", "rules": [{"name": "r", "passPercentage": 1, "conditions": [{"type": "odd"}]}]}},
            }
        },
        adoption.key,
    )

    done = adoption.run()

    assert 'warning: Autotune lone"); import os was not adopted: variants should have at least 2 items' in done.output
    assert "warning: Gate Odd: rules[0].conditions[0].type should be" in done.output
    assert adoption.text("autotunes.py").splitlines()[-1].startswith('# lone"); import os: not adopted, since variants should have')
    assert "# rules[0].conditions[0].type should be" in adoption.text("gates.py")
    assert "type=statsig.newer('odd')" in ast.unparse(adoption.calls("gates")["odd"])
    assert "name=statsig.newer('logins\\n\"); import os')" in "".join(map(ast.unparse, adoption.calls("metrics").values()))
    assert "autotunes" not in adoption.text("__main__.py")


def test_a_large_project_takes_a_request_per_page(adoption: Adoption) -> None:
    """Of 500 objects and more, the scan reads lists: a request for each hundred of a kind, one for what is there once.

    Ingestions are asked for one by one, and teams, since their list lacks the members.
    """
    key = f"{adoption.key}-whn"
    made = populate(adoption.emulator.url, key, 500)

    adoption.run(env={"STATSIG_CONSOLE_API_KEY": key})

    assert made >= 500
    sources = adoption.sent.count("GET /ingestion")
    teams = sum(each.startswith("GET /users/teams/") for each in adoption.sent)
    assert sources == len(adoption.calls("ingestion_sources"))
    assert teams == len(adoption.calls("teams"))
    assert len(adoption.sent) - sources - teams < 45
    assert all(each.startswith("GET ") for each in adoption.sent)


def test_what_a_list_hides_is_read_object_by_object(adoption: Adoption) -> None:
    """Else gates would lose their rules in the code. Where an earlier scan ended, they are not read again."""
    for number in range(5):
        adoption.console.post("/gates", {"name": f"Gate {number}", "rules": [RULE]})
    adoption.emulator.fault("status", status=401, method="GET", path="/tags", count=1)
    with LatitudeProxy(adoption.emulator.url, "items short") as proxy:
        adoption.run("--kinds", "gate,tag", "--url", proxy.url, fails=True)
        assert sorted(adoption.sent) == ["GET /gates", *["GET /gates/{id}"] * 5, "GET /project", "GET /tags"]
        adoption.run("--kinds", "gate,tag", "--url", proxy.url)

    assert adoption.sent == ["GET /project", "GET /tags"]
    assert all(argument(each, "rules") for each in adoption.calls("gates").values())


def test_a_few_reads_tell_that_a_list_hides_nothing(adoption: Adoption) -> None:
    """Segments that are lists of IDs have no rules, so that no item of the list shows whether items have them."""
    for number in range(20):
        adoption.console.post("/segments", {"name": f"Segment {number}", "type": "id_list"})

    adoption.run("--kinds", "segment")

    assert adoption.sent == ["GET /project", "GET /segments", *["GET /segments/{id}"] * PROBES]
    assert len(adoption.calls("segments")) == 20


def test_an_interrupted_scan_goes_on(adoption: Adoption) -> None:
    """What was read before the API went away is not read again; the result is as if nothing had happened."""
    for number in range(250):
        adoption.console.post("/gates", {"name": f"Gate {number}"})
    adoption.emulator.fault("status", status=401, method="GET", path="/gates", skip=2, count=1)

    broken = adoption.run("--kinds", "gate,autotune,holdout", fails=True)

    assert "kept for an hour" in broken.stderr
    assert adoption.sent == ["GET /project", "GET /autotunes", "GET /gates", "GET /gates", "GET /gates"]
    assert adoption.files().keys() == {CACHE}

    done = adoption.run("--kinds", "gate,autotune,holdout")

    assert "going on with an interrupted scan" in done.stderr
    assert adoption.sent == ["GET /project", "GET /gates", "GET /holdouts"]
    assert len(adoption.calls("gates")) == 250
    assert CACHE not in adoption.files()


def test_what_is_not_answered_is_not_taken_for_what_a_project_lacks(adoption: Adoption) -> None:
    """A program without the kind would delete nothing, but would not declare all either: the command stops, and goes on next time."""
    adoption.console.post("/gates", {"name": "A gate"})
    adoption.emulator.fault("malformed", method="GET", path="/gates", count=1)

    broken = adoption.run("--kinds", "gate,tag", fails=1)

    assert "GET /gates" in broken.stderr
    assert list(adoption.folder.glob("*.py")) == []


@pytest.mark.parametrize("how", ["old", "another project", "cut off", "nonsense"])
def test_a_stale_cache_is_not_used(adoption: Adoption, how: str) -> None:
    """A scan goes on only from what is young, whole, and of the same project."""
    adoption.console.post("/gates", {"name": "A gate"})
    adoption.emulator.fault("status", status=401, method="GET", path="/tags", count=1)
    adoption.run("--kinds", "gate,tag", fails=True)
    cache = adoption.folder / CACHE
    about, *steps = cache.read_text().splitlines()
    if how == "old":
        about = json.dumps({**json.loads(about), "time": time.time() - 4000})
    elif how == "another project":
        about = json.dumps({**json.loads(about), "project": "0000"})
    elif how == "cut off":
        steps = [steps[0][:20]]
    cache.write_text("not json" if how == "nonsense" else "\n".join([about, *steps]))

    adoption.run("--kinds", "gate,tag")

    assert adoption.sent == ["GET /project", "GET /gates", "GET /tags"]
    assert list(adoption.calls("gates")) == ["a_gate"]


def test_no_secret_is_in_any_file(adoption: Adoption, tmp_path: Path) -> None:
    """Key texts stay out of program, import file and scan cache."""
    text = adoption.console.post("/keys", {"description": "CI", "type": "SERVER"}).data["key"]
    adoption.emulator.fault("status", status=401, method="GET", path="/tags", count=1)

    adoption.run("--kinds", "key,tag", fails=True)
    assert text.encode() not in adoption.files()[CACHE]
    adoption.run("--kinds", "key,tag")

    assert not any(text.encode() in content for content in adoption.files().values())
    assert [each["id"] for each in imported(adoption)]


def test_what_is_always_there_remembers_how_it_was(adoption: Adoption) -> None:
    """Destroy puts settings back as adoption has found them."""
    adoption.run("--kinds", "review_settings")

    (only,) = imported(adoption)
    assert "is_config_review_required" in only["outputs"]["__original"]  # type: ignore[arg-type]


def test_the_record_must_be_readable(adoption: Adoption) -> None:
    """A damaged record is named, and not guessed about."""
    adoption.run("--kinds", "tag")
    (adoption.folder / RECORD).write_text("[]")

    assert f"{RECORD} is not what" in adoption.run("--kinds", "tag", fails=True).stderr


def test_unseen_things_take_secrets_from_the_configuration(adoption: Adoption) -> None:
    """What the API cannot show is code to fill in, whose secrets are asked of the stack, with the commands to set them."""
    adoption.run("--kinds", "tag")

    text = adoption.text("UNSEEN.md")
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        ast.parse(block)
    assert 'token=config.require_secret("databricksConnectionToken"),' in text
    assert "pulumi config set --secret databricksConnectionToken" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--prove", "--check"], "do not go together"),
        (["--json"], "go with --check"),
        (["--kinds", "gate", "--exit-code"], "go with --check"),
    ],
)
def test_options_that_make_no_sense(adoption: Adoption, arguments: list[str], said: str) -> None:
    """A usage error, and no request."""
    assert said in adoption.run(*arguments, fails=2).stderr

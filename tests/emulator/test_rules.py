"""Rules of gates and configs: identity by baseID, ids that change, single-rule operations, rollouts that go on by themselves."""

import pytest

from statsig_console_emulator import Options

EVERYONE = [{"type": "public"}]


def rule(name, share=10, **fields):
    return {"name": name, "passPercentage": share, "conditions": EVERYONE, **fields}


@pytest.fixture
def gate(console):
    return console.post("/gates", {"name": "A gate", "rules": [rule("one"), rule("two")]}).data


def test_new_rule_gets_a_base_id_that_is_also_its_id(gate):
    first = gate["rules"][0]

    assert len(first["baseID"]) == 22
    assert first == {**rule("one"), "id": first["baseID"], "baseID": first["baseID"], "environments": None}


def test_percentage_change_renames_the_rule_and_keeps_its_base_id(console, gate):
    """<baseID>:<percentage with two decimals>:<counter>, counting changes of the percentage alone."""
    rules = gate["rules"]
    for share in (20, 20, 80.5):
        rules[0]["passPercentage"] = share
        rules = console.patch("/gates/a_gate", {"rules": rules}).data["rules"]

    assert rules[0]["id"] == f"{gate['rules'][0]['baseID']}:80.50:2"
    assert rules[0]["baseID"] == gate["rules"][0]["baseID"]


def test_rules_sent_without_ids_are_new_rules(console, gate):
    """Whether the server matches by name is unknown; the harsher reading makes clients carry the IDs."""
    rules = console.patch("/gates/a_gate", {"rules": [rule("one")]}).data["rules"]

    assert rules[0]["baseID"] != gate["rules"][0]["baseID"]


def test_rule_is_matched_by_id_or_base_id(console, gate):
    first, second = gate["rules"]
    sent = [rule("renamed", baseID=second["baseID"]), rule("one", id=first["id"])]
    rules = console.patch("/gates/a_gate", {"rules": sent}).data["rules"]

    assert [(found["name"], found["baseID"]) for found in rules] == [("renamed", second["baseID"]), ("one", first["baseID"])]


def test_two_rules_cannot_share_one_identity(console, gate):
    first = gate["rules"][0]["baseID"]
    rules = console.patch("/gates/a_gate", {"rules": [rule("a", baseID=first), rule("b", baseID=first)]}).data["rules"]

    assert rules[0]["baseID"] == first
    assert rules[1]["baseID"] != first


def test_double_names_are_refused(console, gate):
    answer = console.patch("/gates/a_gate", {"rules": [rule("one"), rule("one")]})

    assert (answer.status, answer.body["errors"]) == (400, [{"property": "rules", "errorMessage": "Duplicate rule name(s) given"}])


def test_a_condition_names_one_gate_or_segment(console, gate):
    """For several, the vendor's text says, one writes several rules."""
    refused = rule("one", conditions=[{"type": "passes_segment", "targetValue": ["a", "b"]}])
    taken = rule("one", conditions=[{"type": "passes_segment", "targetValue": ["a"]}])

    assert console.patch("/gates/a_gate", {"rules": [refused]}).status == 400
    assert console.patch("/gates/a_gate", {"rules": [taken]}).status == 200


def test_environments_read_null_for_all(console):
    rules = console.post("/gates", {"name": "A gate", "rules": [rule("a"), rule("b", environments=["staging"])]}).data["rules"]

    assert [found["environments"] for found in rules] == [None, ["staging"]]


def test_single_rules_are_appended(console, gate):
    console.post("/gates/a_gate/rule", rule("three"))
    rules = console.post("/gates/a_gate/rules", {"rules": [rule("four"), rule("five")]}).data["rules"]

    assert [found["name"] for found in rules] == ["one", "two", "three", "four", "five"]


def test_appending_an_existing_name_is_refused(console, gate):
    assert console.post("/gates/a_gate/rule", rule("one")).status == 400


def test_patch_rules_touches_only_the_rules_it_names(console, gate):
    second = gate["rules"][1]
    rules = console.patch("/gates/a_gate/rules", {"rules": [{"baseID": second["baseID"], "passPercentage": 50}]}).data["rules"]

    assert rules[0] == gate["rules"][0]
    assert rules[1] == second | {"passPercentage": 50, "id": f"{second['baseID']}:50.00:1"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/gates/a_gate/rules", {"rules": [{"id": "none"}]}),
        ("PATCH", "/gates/a_gate/rules", {"rules": [{"name": "one"}]}),
        ("PATCH", "/gates/a_gate/rules/none", {}),
        ("DELETE", "/gates/a_gate/rules/none", None),
    ],
)
def test_unknown_rule_is_a_400(console, gate, method, path, body):
    """400, not 404; the gate itself being unknown is a 404."""
    answer = console.request(method, path, body)

    assert (answer.status, answer.message) == (400, "A provided rule ID does not match an existing rule ID")


def test_single_rule_is_changed_and_deleted_by_either_id(console, gate):
    first, second = gate["rules"]
    console.patch(f"/gates/a_gate/rules/{first['baseID']}", {"passPercentage": 99})
    renamed = console.get("/gates/a_gate").data["rules"][0]["id"]
    rules = console.delete(f"/gates/a_gate/rules/{renamed}").data["rules"]

    assert renamed == f"{first['baseID']}:99.00:1"
    assert rules == [second]


def test_list_of_rules_is_one_item_with_all_of_them(console, gate):
    assert console.get("/gates/a_gate/rules").data == [{"rules": gate["rules"]}]


def test_config_rules_are_read_changed_and_deleted_singly(console):
    sent = [rule("one", returnValue={"a": 1}), rule("two", returnValue={"a": 2})]
    config = console.post("/dynamic_configs", {"name": "A config", "rules": sent}).data
    first, second = config["rules"]
    path = f"/dynamic_configs/a_config/rule/{first['baseID']}"

    assert console.get(path).data["returnValue"] == {"a": 1}
    assert console.patch(path, {"returnValue": {"a": 3}}).data["rules"][0]["returnValueJson5"] == '{\n  "a": 3\n}'
    assert [found["name"] for found in console.delete(path).data["rules"]] == ["two"]
    assert console.get("/dynamic_configs/a_config/rules").data[0]["rules"][0]["baseID"] == second["baseID"]


def test_older_document_adds_and_names_config_rules(console):
    """Five operations on config rules exist only in the document of December 2025."""
    console.post("/dynamic_configs", {"name": "A config"})
    console.post("/dynamic_configs/a_config/rule", rule("one"))
    console.post("/dynamic_configs/a_config/rules", {"rules": [rule("two")]})
    base = console.get("/dynamic_configs/a_config").data["rules"][0]["baseID"]
    console.patch("/dynamic_configs/a_config/rules", {"rules": [{"id": base, "passPercentage": 30}]})
    console.patch("/dynamic_configs/a_config/rule/name/two", {"passPercentage": 40})
    rules = console.get("/dynamic_configs/a_config").data["rules"]

    assert [(found["name"], found["passPercentage"]) for found in rules] == [("one", 30), ("two", 40)]
    assert [found["name"] for found in console.delete("/dynamic_configs/a_config/rule/name/one").data["rules"]] == ["two"]
    assert console.delete("/dynamic_configs/a_config/rule/name/one").status == 400


def test_automated_rollouts_are_read_only(console):
    """What a client sends of them changes nothing, on no way."""
    steps = [{"time": 0, "passPercent": 50}]
    made = console.post("/gates", {"name": "A gate", "rules": [rule("one", pendingAutomatedRollouts=steps)]}).data["rules"][0]
    console.patch(f"/gates/a_gate/rules/{made['baseID']}", {"pendingAutomatedRollouts": steps, "completedAutomatedRollouts": steps})
    there = console.get("/gates/a_gate").data["rules"][0]

    assert not {"pendingAutomatedRollouts", "completedAutomatedRollouts"} & {*made, *there}
    assert there["passPercentage"] == 10


class TestWritableRollouts:
    """Documents before March 2026 take automated rollouts; here they stand for a schedule that was made in the console."""

    @pytest.fixture
    def options(self):
        return Options(rollouts_writable=True)

    def test_pending_rollouts_happen_at_the_quarter_hour(self, console, clock):
        """Then the percentage drifts by itself, and the step moves to the completed ones."""
        steps = [{"time": clock.milliseconds + 60_000 * minutes, "passPercent": share} for minutes, share in ((5, 30), (60, 60))]
        console.post("/gates", {"name": "A gate", "rules": [rule("one", pendingAutomatedRollouts=steps)]})

        clock.advance(20 * 60)
        after = console.get("/gates/a_gate").data["rules"][0]
        clock.advance(90 * 60)
        later = console.get("/gates/a_gate").data["rules"][0]

        rest = (after["passPercentage"], after["pendingAutomatedRollouts"], after["completedAutomatedRollouts"])
        assert rest == (30, steps[1:], steps[:1])
        assert (later["passPercentage"], later["pendingAutomatedRollouts"]) == (60, [])
        assert later["id"] == f"{later['baseID']}:60.00:2"

    def test_a_step_happens_at_its_very_time(self, console, clock):
        """Both its time and that of the quarter hour: nothing would come by again to make up for it."""
        quarter = 15 * 60_000
        due = (clock.milliseconds // quarter + 1) * quarter
        console.post("/gates", {"name": "A gate", "rules": [rule("one", pendingAutomatedRollouts=[{"time": due, "passPercent": 30}])]})

        clock.advance((due - clock.milliseconds) / 1000 - 0.001)
        before = console.get("/gates/a_gate").data["rules"][0]["passPercentage"]
        clock.advance(0.001)

        assert clock.milliseconds == due
        assert (before, console.get("/gates/a_gate").data["rules"][0]["passPercentage"]) == (10, 30)


class TestMadeRollouts:
    """A schedule that was made in the console goes on whatever a client sends."""

    @pytest.fixture
    def options(self):
        return Options(rollouts_writable=True)

    def test_steps_are_made_although_bodies_cannot_hold_them(self, console, clock):
        steps = [{"time": clock.milliseconds + 60_000, "passPercent": 30}]
        made = console.post("/gates", {"name": "A gate", "rules": [rule("one", pendingAutomatedRollouts=steps)]}).data
        console.service.options = Options()

        kept = console.patch("/gates/a_gate", {"rules": [{**rule("one"), "baseID": made["rules"][0]["baseID"]}]}).data["rules"][0]
        clock.advance(20 * 60)
        after = console.get("/gates/a_gate").data["rules"][0]

        assert kept["pendingAutomatedRollouts"] == steps
        assert (after["passPercentage"], after["completedAutomatedRollouts"]) == (30, steps)


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        ({"type": "country", "operator": "any", "targetValue": ["CA"]}, "CA"),
        ({"type": "country", "operator": "any", "targetValue": ["CA", "US"]}, ["CA", "US"]),
        ({"type": "custom_field", "field": "age", "operator": "gt", "targetValue": ["31"]}, 31),
        ({"type": "custom_field", "field": "age", "operator": "lte", "targetValue": "1.5"}, 1.5),
        ({"type": "custom_field", "field": "age", "operator": "gt", "targetValue": "many"}, "many"),
        ({"type": "app_version", "operator": "version_gt", "targetValue": "11"}, "11"),
        ({"type": "public"}, None),
    ],
)
def test_target_values_read_back_in_the_services_form(console, condition, read):
    """One value is no list, and what is compared as a number is one."""
    made = console.post("/gates", {"name": "A gate", "rules": [{"name": "one", "passPercentage": 1, "conditions": [condition]}]})

    assert made.data["rules"][0]["conditions"][0].get("targetValue") == read

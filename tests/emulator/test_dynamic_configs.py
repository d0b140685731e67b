"""Dynamic configs: values with JSON5 twins, a schema that every value must meet, status."""

import pytest


@pytest.fixture
def config(console):
    return console.post("/dynamic_configs", {"name": "A config", "defaultValue": {"a": 1}}).data


def test_new_config_is_a_201_and_enabled(console):
    answer = console.post("/dynamic_configs", {"name": "A config"})

    assert (answer.status, answer.data["id"], answer.data["status"], answer.data["isEnabled"]) == (201, "a_config", "Enabled", True)


def test_value_gets_its_json5_twin(config):
    assert config["defaultValueJson5"] == '{\n  "a": 1\n}'


def test_json5_alone_sets_the_value_and_keeps_its_text(console):
    text = "{ // limits\n  'a': 0x10, b: [1, 2,], }"
    config = console.post("/dynamic_configs", {"name": "A config", "defaultValueJson5": text}).data

    assert (config["defaultValue"], config["defaultValueJson5"]) == ({"a": 16, "b": [1, 2]}, text)


def test_changing_one_of_the_twins_changes_the_other(console, config):
    by_text = console.patch("/dynamic_configs/a_config", {"defaultValueJson5": "{a: 2}"}).data
    by_value = console.patch("/dynamic_configs/a_config", {"defaultValue": {"a": 3}}).data

    assert (by_text["defaultValue"], by_text["defaultValueJson5"]) == ({"a": 2}, "{a: 2}")
    assert (by_value["defaultValue"], by_value["defaultValueJson5"]) == ({"a": 3}, '{\n  "a": 3\n}')


@pytest.mark.parametrize("fields", [{"defaultValue": {"a": 1}, "defaultValueJson5": "{a: 2}"}, {"defaultValueJson5": "{a:"}])
def test_twins_that_contradict_or_do_not_parse_are_refused(console, fields):
    assert console.post("/dynamic_configs", {"name": "A config", **fields}).status == 400


def test_twins_that_agree_are_taken(console):
    fields = {"defaultValue": {"a": 1}, "defaultValueJson5": "{a: 1}"}

    assert console.post("/dynamic_configs", {"name": "A config", **fields}).data["defaultValueJson5"] == "{a: 1}"


def test_rule_values_have_twins_too(console):
    rules = [{"name": "r", "passPercentage": 5, "conditions": [], "returnValueJson5": "{b: true}"}]
    found = console.post("/dynamic_configs", {"name": "A config", "rules": rules}).data["rules"][0]

    assert found["returnValue"] == {"b": True}


SCHEMA = '{"type": "object", "properties": {"a": {"type": "number"}}, "required": ["a"]}'


def test_every_value_must_meet_the_schema(console, config):
    """Default and rule values, whether the value or the schema is new."""
    assert console.patch("/dynamic_configs/a_config", {"schema": SCHEMA}).status == 200
    assert console.patch("/dynamic_configs/a_config", {"defaultValue": {"a": "x"}}).body["errors"][0]["property"] == "defaultValue"
    rules = [{"name": "r", "passPercentage": 5, "conditions": [], "returnValue": {}}]
    assert console.patch("/dynamic_configs/a_config", {"rules": rules}).body["errors"][0]["property"] == "rules"


def test_schema_that_existing_values_miss_is_refused(console):
    console.post("/dynamic_configs", {"name": "A config", "defaultValue": {"b": 1}})

    assert console.patch("/dynamic_configs/a_config", {"schema": SCHEMA}).status == 400
    assert console.get("/dynamic_configs/a_config").data["schema"] is None


def test_schema_has_a_pretty_twin_and_can_be_cleared(console, config):
    written = console.patch("/dynamic_configs/a_config", {"schemaJson5": "{type: 'object'}"}).data
    cleared = console.patch("/dynamic_configs/a_config", {"schema": None}).data

    assert (written["schema"], written["schemaJson5"]) == ('{"type": "object"}', "{type: 'object'}")
    assert (cleared["schema"], cleared["schemaJson5"]) == (None, None)


@pytest.mark.parametrize("schema", ["{", '{"type": 7}', '{"$ref": "http://127.0.0.1:1/none"}'])
def test_text_that_is_no_schema_is_refused(console, config, schema):
    assert console.patch("/dynamic_configs/a_config", {"schema": schema}).status == 400


@pytest.mark.parametrize(
    ("verb", "status", "enabled"),
    [("disable", "Disabled", False), ("enable", "Enabled", True), ("archive", "Archived", False), ("unarchive", "Enabled", True)],
)
def test_lifecycle_calls_set_the_status(console, config, verb, status, enabled):
    moved = console.put(f"/dynamic_configs/a_config/{verb}").data

    assert (moved["status"], moved["isEnabled"]) == (status, enabled)


def test_configs_are_not_launched(console, config):
    assert console.put("/dynamic_configs/a_config/launch").status == 404


def test_versions_hold_past_values(console, config):
    console.patch("/dynamic_configs/a_config", {"defaultValue": {"a": 2}})

    assert [version["defaultValue"] for version in console.get("/dynamic_configs/a_config/versions").data] == [{"a": 2}, {"a": 1}]

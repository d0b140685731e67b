"""Pulumi's schema of the package: that it has all that is declared, under names that lead back, and that Pulumi takes it."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pulumi_statsig_console as statsig
from statsig_console.declaring.casing import camel, into, inward, names_of, out_of, outward, path_inward, respelt
from statsig_console.declaring.descriptions import descriptions
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind, classes_in, kind_of
from statsig_console.declaring.results import Result
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.lookup import Listing, Reading
from statsig_console.stack.settings import NAMESPACE, Settings
from statsig_console_cli import app
from statsig_console_plugin import schema

CLASSES = classes_in(statsig)
ROOT = Path(__file__).parents[2]
MADE = schema.package()

each_class = pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
each_lookup = pytest.mark.parametrize("reading", schema.lookups().values(), ids=lambda reading: reading.name)


def fits(shape: Shape, found: dict[str, Any]) -> bool:
    """Whether a type of the schema is that of a shape; of a named one, whether the name leads to what the shape says."""
    named = MADE["types"].get(found.get("$ref", "").removeprefix("#/types/"))
    match shape:
        case Scalar(choices=choices, type=plain) if choices and plain is str:
            return named is not None and [each["value"] for each in named.get("enum", ())] == sorted(choices)
        case Scalar(type=plain):
            return bool(found["type"] == schema.TYPES[plain])
        case JsonValue(objects_only=True):
            return found["type"] == "object" and found["additionalProperties"] == schema.ANY
        case JsonValue(lists_only=True):
            return found["type"] == "array" and found["items"] == schema.ANY
        case JsonValue():
            return bool(found["$ref"] == schema.ANY["$ref"])
        case ListOf(item=item):
            return found["type"] == "array" and fits(item, found["items"])
        case MapOf(value=value):
            return found["type"] == "object" and fits(value, found["additionalProperties"])
        case Record(members=members):
            return named is not None and set(named.get("properties", ())) == {camel(each.name) for each in members}
        case OneOf(options=options):
            kinds = found.get("oneOf", [found])
            return all(any(fits(option, each) for each in kinds if plausible(option, each)) for option in options)
        case _:
            raise AssertionError(shape)


def plausible(shape: Shape, found: dict[str, Any]) -> bool:
    """Whether it is worth comparing them: `fits` expects the keys that such a type has."""
    is_named = isinstance(shape, Record) or (isinstance(shape, Scalar) and shape.choices and shape.type is str)
    if is_named:
        return "$ref" in found
    return "type" in found and (found["type"] == "array") is isinstance(shape, ListOf)


def records_of(shape: Shape) -> list[Record]:
    """The nested objects at any depth."""
    own = [shape] if isinstance(shape, Record) else []
    return [*own, *(record for inner in shape.inside for record in records_of(inner))]


@each_class
def test_each_property_has_its_entry(owner: type) -> None:
    """Inputs and outputs, with type, sentence, secrecy and what replaces; nothing else is there."""
    kind, found = kind_of(owner), MADE["resources"][f"statsig-console:index:{owner.__name__}"]
    said = descriptions(owner)

    assert set(found["inputProperties"]) == {camel(each.name) for each in kind.inputs}
    assert set(found["properties"]) == {camel(each.name) for each in kind.fields}
    assert set(found["requiredInputs"]) == {camel(each.name) for each in kind.inputs if each.required}
    assert set(found["required"]) == {camel(each.name) for each in kind.inputs if each.required or each.has_default}
    for own in kind.fields:
        for part in ("properties", "inputProperties") if own.options.input else ("properties",):
            entry = found[part][camel(own.name)]
            assert fits(own.shape, entry), own.name
            assert entry["description"].startswith(respelt(said[own.name], {name: camel(name) for name in words_of(kind)}))
            assert entry.get("secret", False) is own.options.secret
            assert entry.get("willReplaceOnChanges", False) is is_replacing(kind, own)


def words_of(kind: Kind) -> set[str]:
    """All names that a kind declares."""
    return {*kind.by_name, *(name for each in kind.fields for record in records_of(each.shape) for name in record.by_name)}


def is_replacing(kind: Kind, own: Field) -> bool:
    """Whether a new value means a new object, or another run of an action."""
    again = kind.endpoints.once and own.options.input and not own.options.policy
    return bool(own.options.replace or own.options.place or again)


@each_class
def test_each_nested_object_has_its_entry(owner: type) -> None:
    """With every key, its type and its sentence; one name stands for one object and one list of choices."""
    for record in (each for own in kind_of(owner).fields for each in records_of(own.shape)):
        found = MADE["types"][schema.token(record.name)]
        said = descriptions(record.table) if record.table else {}
        assert set(found["properties"]) == {camel(each.name) for each in record.members}
        assert set(found["required"]) == {camel(each.name) for each in record.members if each.required}
        for member in record.members:
            entry = found["properties"][camel(member.name)]
            assert fits(member.shape, entry), f"{record.name}.{member.name}"
            assert "description" in entry or not said.get(member.name)


@each_class
def test_defaults_are_told(owner: type) -> None:
    """As values where Pulumi has a place for them, else in the sentence."""
    kind, found = kind_of(owner), MADE["resources"][f"statsig-console:index:{owner.__name__}"]["inputProperties"]
    for own in (each for each in kind.inputs if each.has_default and each.options.default is not None):
        entry = found[camel(own.name)]
        assert entry["default"] == own.options.default if "default" in entry else json.dumps(own.options.default) in entry["description"]


@each_class
def test_names_lead_back(owner: type) -> None:
    """No two names of a resource, or of an object in it, become one, and each becomes itself again."""
    kind = kind_of(owner)

    assert [names_of(kind)[camel(each.name)] for each in kind.fields] == [each.name for each in kind.fields]
    for record in (each for own in kind.fields for each in records_of(own.shape)):
        assert len({camel(name) for name in record.by_name}) == len(record.by_name)
        for name in record.by_name:
            assert path_inward(kind, f"x[0].{camel(name)}") == f"x[0].{name}"


@each_lookup
def test_each_lookup_has_its_entry(reading: Reading[Any, Any]) -> None:
    """With each parameter, those required that have no default, and each attribute of its results."""
    found = MADE["functions"][schema.token(camel(reading.name))]
    given = inspect.signature(getattr(statsig, reading.name)).parameters
    taken = found.get("inputs", {"properties": {}, "required": []})

    assert set(taken["properties"]) == {camel(name) for name in given}
    assert set(taken["required"]) == {camel(name) for name, each in given.items() if each.default is inspect.Parameter.empty}
    assert all("description" in each for each in taken["properties"].values())
    result = schema.result_class(reading)
    answered = found["outputs"]
    if isinstance(reading, Listing):
        assert answered["properties"]["items"]["type"] == "array"
        assert result is None or answered["properties"]["items"]["items"] == {"$ref": f"#/types/{schema.token(result.__name__)}"}
    else:
        assert set(answered["properties"]) == ({camel(name) for name in result.attributes()} if result else {"items"})
    if result:
        attributes = (
            answered["properties"] if not isinstance(reading, Listing) else MADE["types"][schema.token(result.__name__)]["properties"]
        )
        assert {name for name, each in attributes.items() if each.get("secret")} == {camel(name) for name in result.secret_attributes()}
        assert all("description" in each for each in attributes.values())


def test_each_lookup_and_resource_is_there() -> None:
    """As many as the package has, by their names."""
    functions = {name for name in dir(statsig) if name.startswith("get_") and not name.endswith("_output")}

    assert set(MADE["functions"]) == {schema.token(camel(name)) for name in functions}
    assert set(MADE["resources"]) == {schema.token(each.__name__) for each in CLASSES}


def test_types_differ_in_more_than_case() -> None:
    """Some languages, and the files of some systems, tell no other difference; nor is a type called as a resource."""
    names = [*MADE["types"], *MADE["resources"]]

    assert len({name.lower() for name in names}) == len(names)


def test_choices_have_names_of_their_own() -> None:
    """Languages make constants of them."""
    enums = [each["enum"] for each in MADE["types"].values() if "enum" in each]

    assert enums
    assert all(len({each["name"] for each in choices}) == len(choices) for choices in enums)
    assert all(each["name"].isidentifier() for choices in enums for each in choices)


def test_each_setting_is_one_of_the_plugin_too() -> None:
    """What the dynamic provider asks the configuration for can be configured here, and nothing else; keys and passwords are secret."""
    asked: set[str] = set()

    def get(name: str) -> str | None:
        asked.add(name)
        return "console-x" if name == f"{NAMESPACE}:consoleApiKey" else None

    Settings.read(get)
    asked.add(f"{NAMESPACE}:projects")

    for found in (MADE["config"]["variables"], MADE["provider"]["inputProperties"]):
        assert {f"{NAMESPACE}:{name}" for name in found} == asked
        assert all("description" in each for each in found.values())
        assert {name for name, each in found.items() if each.get("secret")} == {"consoleApiKey", "projects", "rateLimitStore"}


def values_of(shape: Shape, depth: int = 0) -> Any:
    """Some value of a shape, in the engine's form, with keys in free-form objects that look like declared names."""
    match shape:
        case Scalar(choices=choices, type=plain):
            return choices[0] if choices else {str: "some_text", int: 3, float: 1.5, bool: True}[plain]
        case JsonValue(lists_only=True):
            return '[{"id_type":1}]'
        case JsonValue():
            return '{"id_type":{"pass_percentage":[1,2.5,null,1152921504606846977]}}'
        case ListOf(item=item):
            return [values_of(item, depth + 1)]
        case MapOf(value=value):
            return {"id_type": values_of(value, depth + 1), "passPercentage": values_of(value, depth + 1)}
        case Record(members=members):
            return {each.name: values_of(each.shape, depth + 1) for each in members if depth < 6}
        case OneOf(options=options):
            return values_of(options[0], depth + 1)
        case _:
            raise AssertionError(shape)


@each_class
def test_values_come_back_as_they_were(owner: type) -> None:
    """At any depth declared names change, and nothing else does: keys of free-form objects are values."""
    kind = kind_of(owner)
    values = {each.name: values_of(each.shape) for each in kind.fields}

    out = outward(kind, values)

    assert set(out) == {camel(name) for name in values}
    assert inward(kind, out) == values
    for each in kind.fields:
        for option in each.shape.options if isinstance(each.shape, OneOf) else ():
            assert into(each.shape, out_of(each.shape, values_of(option))) == values_of(option)


def test_free_keys_keep_their_spelling() -> None:
    """They are the program's, whatever they look like."""
    kind = kind_of(statsig.DynamicConfig)

    out = outward(kind, {"default_value": '{"id_type":{"a_b":1}}', "id_type": "userID"})

    assert out == {"defaultValue": {"id_type": {"a_b": 1}}, "idType": "userID"}


def test_its_file_is_up_to_date() -> None:
    """Pulumi gets the file in each preview of a program in YAML: to make the schema takes half a second of processor time."""
    made = subprocess.run([sys.executable, "tools/schema.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert made.returncode == 0, made.stderr


def test_the_command_prints_it() -> None:
    """The same that the plugin answers; and one of the two has to be asked for."""
    done = CliRunner().invoke(app, ["schema", "--pulumi"])

    assert (done.exit_code, json.loads(done.stdout)) == (0, json.loads(json.dumps(MADE)))
    for wrong in (["schema"], ["schema", "Gate", "--pulumi"]):
        assert CliRunner().invoke(app, wrong).exit_code == 2


def test_results_that_hold_secrets_say_which() -> None:
    """A list of them is in clear but for these."""
    owners = [schema.result_class(each) for each in schema.lookups().values()]

    assert any(issubclass(each, Result) and each.secret_attributes() for each in owners if each)


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ('{"a":null,"b":[null]}', {"a": None, "b": [None]}, {"a": {"statsig:null": True}, "b": [{"statsig:null": True}]}),
        ('{"a":9007199254740993}', {"a": {"statsig:digits": "9007199254740993"}}, {"a": {"statsig:digits": "9007199254740993"}}),
        ('{"a":9007199254740992}', {"a": {"statsig:digits": "9007199254740992"}}, {"a": {"statsig:digits": "9007199254740992"}}),
        ('{"a":9007199254740991}', {"a": 9007199254740991}, {"a": 9007199254740991}),
        ('{"a":true}', {"a": True}, {"a": True}),
    ],
)
def test_json_loses_nothing(text: str, value: Any, written: Any) -> None:
    """Null, where a program is written, and whole numbers that no float keeps have a form that every language carries."""
    kind = kind_of(statsig.DynamicConfig)

    assert outward(kind, {"default_value": text}) == {"defaultValue": value}
    assert outward(kind, {"default_value": text}, written=True) == {"defaultValue": written}
    for each in (value, written):
        assert inward(kind, {"defaultValue": each}) == {"default_value": text}

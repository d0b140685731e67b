"""Schema: the package as Pulumi describes it to all languages, made from the declarations and the sentences under their lines.

`package` makes it, and ``tools/schema.py`` writes that into the file that Pulumi gets.
"""

from __future__ import annotations

import inspect
import json
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from typing_extensions import get_annotations

import pulumi_statsig_console as declared
from statsig_console.declaring.casing import camel, declared_names, respelt
from statsig_console.declaring.descriptions import descriptions, parameters, summary
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind, classes_in, kind_of
from statsig_console.declaring.results import Result
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.lookup import Listing, Lookup, Reading, lookups_in
from statsig_console.state_keys import PLUGIN_TYPE, TYPE

from .settings import SECRETS, ProviderSettings

NAME = "statsig-console"
DISTRIBUTION = "pulumi-statsig-console"
FILE = "schema.json"
"""The file beside this module that holds the schema."""

ITEMS = "items"
"""The property that holds a lookup's answer, if the answer is no object."""

ANY: Mapping[str, Any] = {"$ref": "pulumi.json#/Any"}
TYPES: Mapping[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
SIGNS: Mapping[str, str] = {">": "Greater", "<": "Less", "=": "Equal", "!": "Not", "%": "Percent", "+": "Plus"}
"""The words that names have for characters of values that no name may have."""


def token(name: str) -> str:
    """The token of a resource, a function or a type."""
    return PLUGIN_TYPE + name


def package_version() -> str:
    """The version of the installed package."""
    return version(DISTRIBUTION)


@cache
def resource_classes() -> Mapping[str, type]:
    """The resource classes by the tokens of their resources."""
    return {token(each.__name__): each for each in classes_in(declared)}


@cache
def lookups() -> Mapping[str, Reading[Any, Any]]:
    """The lookups by the tokens of their functions."""
    return {token(camel(name)): each for name, each in lookups_in(declared).items()}


def written() -> str:
    """The whole schema, as the text of its file."""
    return files("statsig_console_plugin").joinpath(FILE).read_text(encoding="utf-8")


def package() -> dict[str, Any]:
    """The whole schema, made from the declarations, as JSON has it."""
    parts = _Types()
    resources = {name: resource(owner, parts) for name, owner in resource_classes().items()}
    functions = {name: function(reading, parts) for name, reading in sorted(lookups().items())}
    configuration = settings(parts)
    return {
        "name": NAME,
        "displayName": "Statsig Console",
        "version": package_version(),
        "description": "Statsig projects as Pulumi resources: all that the Console API offers, from an infra repo.",
        "keywords": ["pulumi", "statsig", "feature flags", "category/infrastructure", "kind/native"],
        "license": "Apache-2.0",
        "meta": {"moduleFormat": "(.*)"},
        "language": {
            "nodejs": {"packageName": DISTRIBUTION, "respectSchemaVersion": True},
            # The dynamic provider has the name that the distribution would give.
            "python": {"packageName": "pulumi_statsig_console_sdk", "respectSchemaVersion": True},
            "go": {"importBasePath": f"{DISTRIBUTION}/sdk/statsig", "respectSchemaVersion": True},
            "csharp": {"respectSchemaVersion": True},
        },
        "config": {"variables": configuration},
        "provider": {
            "description": summary(ProviderSettings),
            "type": "object",
            "inputProperties": configuration,
        },
        "types": dict(sorted(parts.found.items())),
        "resources": resources,
        "functions": functions,
    }


@dataclass
class _Types:
    """The named types that the schema needs: nested objects, choices, and results of lookups."""

    found: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    def of(self, shape: Shape, name: str) -> dict[str, Any]:
        """The type of a value; `name` is the name of its choices, if it has some."""
        match shape:
            case Scalar(choices=choices) if choices:
                return self._choices(shape, name)
            case Scalar(type=plain):
                return {"type": TYPES[plain]}
            case JsonValue(objects_only=True):
                return {"type": "object", "additionalProperties": ANY}
            case JsonValue(lists_only=True):
                return {"type": "array", "items": ANY}
            case JsonValue():
                return dict(ANY)
            case ListOf(item=item):
                return {"type": "array", "items": self.of(item, name)}
            case MapOf(value=value):
                return {"type": "object", "additionalProperties": self.of(value, name)}
            case Record():
                return self._record(shape)
            case OneOf(options=options):
                return one_of([self.of(option, name) for option in options])
            case _:
                raise NotImplementedError(type(shape).__name__)

    def _record(self, record: Record) -> dict[str, Any]:
        name = token(record.name)
        if name not in self.found:
            self.found[name] = {}  # An object that holds others of its own type ends the recursion here.
            said = descriptions(record.table) if record.table else {}
            names = {member.name: camel(member.name) for member in record.members}
            self.found[name] = {
                "type": "object",
                **({"description": summary(record.table)} if record.table else {}),
                "properties": {
                    camel(each.name): described(self.of(each.shape, record.name + pascal(each.name)), said.get(each.name, ""), names)
                    for each in record.members
                },
                "required": [camel(each.name) for each in record.members if each.required],
            }
        return {"$ref": f"#/types/{name}"}

    def _choices(self, shape: Scalar, name: str) -> dict[str, Any]:
        if shape.type is not str:
            return {"type": TYPES[shape.type]}
        own = token(name)
        # Python may keep the order of an equal Literal that was read before, so it depends on which modules are loaded.
        words = words_for(sorted(shape.choices))
        self.found[own] = {"type": "string", "enum": [{"name": word, "value": value} for value, word in words.items()]}
        return {"$ref": f"#/types/{own}"}

    def result(self, hint: Any) -> dict[str, Any]:
        """The type of a lookup's result, of an attribute in it, or of a parameter, by its annotation."""
        origin, arguments = get_origin(hint), get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Result):
            return self._result_class(hint)
        if hint in TYPES:
            return {"type": TYPES[hint]}
        if origin is Literal:
            return {"type": TYPES[type(arguments[0])]}
        if origin in {list, Sequence}:
            return {"type": "array", "items": self.result(arguments[0])}
        if origin in {dict, Mapping}:
            return {"type": "object", "additionalProperties": self.result(arguments[1])}
        if origin in {Union, types.UnionType}:
            return one_of([self.result(each) for each in arguments if each is not type(None)])
        return dict(ANY)

    def _result_class(self, owner: type[Result]) -> dict[str, Any]:
        name = token(owner.__name__)
        if name not in self.found:
            self.found[name] = {}
            self.found[name] = {"type": "object", **self.attributes(owner)}
        return {"$ref": f"#/types/{name}"}

    def attributes(self, owner: type[Result]) -> dict[str, Any]:
        """The description and properties of a result class."""
        said, hints = descriptions(owner), get_type_hints(owner)
        names = {name: camel(name) for name in owner.attributes()}
        properties = {camel(name): described(self.result(hints[name]), said.get(name, ""), names) for name in owner.attributes()}
        for name in owner.secret_attributes():
            properties[camel(name)]["secret"] = True
        return {"description": summary(owner), "properties": properties}


def settings(parts: _Types) -> dict[str, Any]:
    """The provider's settings."""
    said, hints = descriptions(ProviderSettings), get_type_hints(ProviderSettings)
    names = {name: camel(name) for name in hints}
    found = {name: described(parts.result(hint), said[name], names) for name, hint in hints.items()}
    return {names[name]: {**each, **({"secret": True} if name in SECRETS else {})} for name, each in found.items()}


def resource(owner: type, parts: _Types) -> dict[str, Any]:
    """One resource: its inputs, and its outputs, which include the inputs."""
    kind, said = kind_of(owner), descriptions(owner)
    names = declared_names(kind)
    inputs = {camel(each.name): property_of(kind, each, said.get(each.name, ""), parts) for each in kind.inputs}
    outputs = {camel(each.name): property_of(kind, each, said.get(each.name, ""), parts) for each in kind.fields if not each.options.input}
    always = [camel(each.name) for each in kind.inputs if each.required or each.has_default]
    given = {name: {key: value for key, value in each.items() if key != "default"} for name, each in inputs.items()}
    listing = {"listInputs": addresses(kind, said, parts)} if can_list(kind) else {}
    return {
        "description": respelt(summary(owner), names),
        "type": "object",
        "properties": given | outputs,
        "required": always,
        "inputProperties": inputs,
        "requiredInputs": [camel(each.name) for each in kind.inputs if each.required],
        "aliases": [{"type": TYPE + kind.label}],
        **listing,
    }


def property_of(kind: Kind, own: Field, said: str, parts: _Types) -> dict[str, Any]:
    """One property: its type, sentence and default, whether it is secret, and whether a new value means a new object."""
    found = described(parts.of(own.shape, kind.label + pascal(own.name)), said, declared_names(kind))
    if own.has_default and own.options.default is not None:
        found |= default_of(own, found)
    if own.options.secret:
        found["secret"] = True
    if own.options.replace or own.options.place or (kind.endpoints.once and own.options.input and not own.options.policy):
        found["willReplaceOnChanges"] = True
    if camel(own.name).lower() == kind.label.lower():
        # A member of a class of C# cannot have the name of the class.
        found["language"] = {"csharp": {"name": f"{pascal(own.name)}Value"}}
    return found


def default_of(own: Field, found: Mapping[str, Any]) -> dict[str, Any]:
    """The default of a property. The schema has a key only for single values; other defaults are added to the description."""
    default = own.options.default
    if isinstance(default, (str, int, float, bool)) and isinstance(own.shape, Scalar):
        return {"default": default}
    return {"description": f"{found.get('description', '')} Left out, it is `{json.dumps(default)}`.".lstrip()}


def addresses(kind: Kind, said: Mapping[str, str], parts: _Types) -> dict[str, Any]:
    """The inputs that select one of a kind's lists: the object whose parts it lists."""
    needed = {camel(each.name): property_of(kind, each, said.get(each.name, ""), parts) for each in listed_by(kind)}
    return {"type": "object", "properties": needed, "required": list(needed)}


def can_list(kind: Kind) -> bool:
    """Whether the API lists the objects of a kind, with their IDs."""
    return bool(kind.endpoints.listing or (kind.pick and kind.endpoints.read)) and not kind.endpoints.once


def listed_by(kind: Kind) -> Sequence[Field]:
    """The inputs that name the object whose parts are listed; empty if one list holds all objects."""
    return kind.addressing if kind.pick else ()


def function(reading: Reading[Any, Any], parts: _Types) -> dict[str, Any]:
    """One lookup as a function."""
    own = getattr(declared, reading.name)
    said, hints = parameters(own), get_annotations(own, eval_str=True)
    given = {name: each for name, each in inspect.signature(own).parameters.items() if name != "return"}
    names = {name: camel(name) for name in given}
    properties = {camel(name): described(parts.result(hints[name]), said.get(name, ""), names) for name in given}
    needed = [camel(name) for name, each in given.items() if each.default is inspect.Parameter.empty]
    return {
        "description": respelt(summary(own), names),
        **({"inputs": {"type": "object", "properties": properties, "required": needed}} if properties else {}),
        "outputs": answer(reading, parts),
    }


def answer(reading: Reading[Any, Any], parts: _Types) -> dict[str, Any]:
    """The outputs of a function: the attributes of a lookup's object, or else a list or a text in one property."""
    result = result_class(reading)
    if isinstance(reading, Lookup) and result:
        return {"type": "object", **parts.attributes(result)}
    item = parts.result(result) if result else {"type": "string"} if not isinstance(reading, Listing) else dict(ANY)
    found = {"type": "array", "items": item} if isinstance(reading, Listing) else item
    return {
        "type": "object",
        "properties": {ITEMS: {**found, "description": "What the API answers.", **({"secret": True} if reading.secret else {})}},
        "required": [ITEMS],
    }


def result_class(reading: Reading[Any, Any]) -> type[Result] | None:
    """The class of a lookup's results; None if they are plain values."""
    return reading.result if isinstance(reading.result, type) and issubclass(reading.result, Result) else None


def described(found: dict[str, Any], said: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A type with its sentence."""
    return {**found, "description": respelt(said, names)} if said else found


def one_of(options: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A union, or its only type."""
    different = [each for number, each in enumerate(options) if each not in options[:number]]
    if dict(ANY) in different:
        return dict(ANY)
    return different[0] if len(different) == 1 else {"oneOf": different}


def pascal(name: str) -> str:
    """A name in Pascal case, as types have it."""
    return "".join(word.capitalize() for word in name.split("_"))


def words_for(choices: Iterable[str]) -> dict[str, str]:
    """A name for each choice that is valid in every language."""
    found: dict[str, str] = {}
    for choice in choices:
        spelt = "".join(f" {SIGNS[each]} " if each in SIGNS else each for each in choice)
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", spelt)
        word = "".join(each.capitalize() for each in words) or "Empty"
        word = f"Value{word}" if word[0].isdigit() else word
        while word in found.values():
            word += "Too"
        found[choice] = word
    return found

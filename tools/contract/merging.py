"""Merges a document into the earlier ones: the union of operations, fields and values, each with its day.

Parts that the newest document lacks are kept, with the day of the newest document that has them: `"older": {day: [names]}` beside the
properties or the values of a schema, `"known"` in an operation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from statements import Place, Statements, plain

Json = Any
SCHEMAS = "#/schemas/"
BOUNDS = (
    "type",
    "format",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "multipleOf",
    "pattern",
)


@dataclass
class Report:
    """What merging a document changed: parts that are new, gone or changed, and differences that its list does not explain."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)


@dataclass
class Merger:
    """Merges one document into the earlier ones."""

    earlier: dict[str, Json]
    newest: dict[str, Json]
    day: str
    statements: Statements
    report: Report = field(default_factory=Report)
    schemas: dict[str, Json] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)

    @property
    def before(self) -> str:
        """The day of the document that was the newest until now."""
        return self.earlier["documents"][-1]["day"]

    def merged(self) -> dict[str, Json]:
        """The merged operations, sorted by address, and all schemas."""
        old = {address(found): found for found in self.earlier["operations"]}
        new = {address(found): found for found in self.newest["operations"]}
        names = self.earlier["schemas"].keys() | self.newest["schemas"].keys()
        for name in sorted(names):
            self._schema(name)
        days = [document["day"] for document in self.earlier["documents"]]
        operations: list[Json] = []
        for key in sorted(old.keys() | new.keys()):
            known = old[key].get("known", days) if key in old else []
            if key not in new:
                self.report.gone.append(name_of(old[key]))
                operations.append({**old[key], "known": known})
                continue
            known = [*known, self.day]
            if key not in old:
                self.report.added.append(name_of(new[key]))
                operations.append({**new[key], "known": known})
                continue
            operations.append({**self._operation(old[key], new[key]), "known": known})
        for found in operations:
            if found["known"] == [*days, self.day]:
                del found["known"]
        return {"operations": operations, "schemas": self.schemas}

    def _schema(self, name: str) -> None:
        old, new = self.earlier["schemas"].get(name), self.newest["schemas"].get(name)
        if old is None or new is None:
            self.schemas[name] = old if new is None else new
            return
        self.schemas[name] = self.merge(old, new, Place(name))

    def _operation(self, old: Json, new: Json) -> Json:
        place = Place(f"{new['method']} {plain(new['path'])}")
        found = {**new, "parameters": self._parameters(old, new, place), "responses": {}}
        for status in self._statuses(old["responses"], new["responses"], place):
            there, here = old["responses"].get(status), new["responses"].get(status)
            if not here or not there or "media" in here or "media" in there:
                found["responses"][status] = here if here and "media" in here else there or here or {}
            else:
                found["responses"][status] = self.merge(there, here, place.at(status))
        bodies = [each["body"] for each in (old, new) if "body" in each]
        if bodies:
            found["body"] = self.merge(*bodies, place) if len(bodies) == 2 else bodies[0]
        return found

    def _statuses(self, old: Json, new: Json, place: Place) -> list[str]:
        """All statuses; of two that mean success, the one that counts."""
        before, now = ({status for status in found if status < "3"} for found in (old, new))
        success = set(self._choose(sorted(before), sorted(now), place, "success"))
        return sorted(({*old, *new} - before - now) | success)

    def _parameters(self, old: Json, new: Json, place: Place) -> list[Json]:
        before = {key(each): each for each in old["parameters"]}
        now = {key(each): each for each in new["parameters"]}
        found: list[Json] = []
        for name in sorted(before.keys() | now.keys()):
            if name[0] == "path":
                continue  # The path itself names them.
            at = place.at(name[1])
            if name not in now:
                if "older" not in before[name] and name[0] == "query":
                    self.report.gone.append(f"{at}")
                found.append({"older": self.before, **before[name]})
            elif name not in before:
                self.report.added.append(f"{at}")
                found.append(now[name])
            else:
                there, here = before[name]["schema"], now[name]["schema"]
                schema = there if says_less(here, there) else self.merge(there, here, at)
                found.append({**now[name], "required": self._choose(before[name]["required"], now[name]["required"], at), "schema": schema})
        return found

    def merge(self, old: Json, new: Json, place: Place) -> Json:
        """The schema that two documents give for one place."""
        if old == new:
            return new
        if reference(old) and reference(old) == reference(new):
            return new
        if reference(old) and reference(new) and place.is_answer:
            return self._choose(old, new, place.at(str(reference(new))))  # An answer is one object or the other, not a mixture.
        pair = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
        if pair in self._open:
            return new
        place = Place(reference(new) or place.owner, () if reference(new) else place.steps)
        there, here = self._resolved(old, self.earlier), self._resolved(new, self.newest)
        if there == here or (union(there) and options(there) == options(here)):
            return new
        if isinstance(there, bool) or isinstance(here, bool):
            return self._choose(old, new, place)
        if says_nothing(here):
            return new if self.statements.is_vendors else old
        if says_nothing(there):
            return new if place.is_answer else self._choose(old, new, place)
        if not compatible(there, here):
            return self._choose(old, new, place)
        self._open.add(pair)
        found = self._objects(there, here, place)
        self._open.discard(pair)
        return found

    def _objects(self, old: Json, new: Json, place: Place) -> Json:
        found: dict[str, Json] = {}
        for name in BOUNDS:
            if name == "type" and ("enum" in new or not new.keys() & {"type"}) and "type" in old:
                found[name] = new.get(name, old[name])  # The values show their type.
            elif name in old or name in new:
                chosen = self._choose(old.get(name), new.get(name), place, name)
                if chosen is not None:
                    found[name] = chosen
        if "enum" in old or "enum" in new:
            self._values(old, new, place, found)
        if "items" in old and "items" in new:
            found["items"] = self.merge(old["items"], new["items"], place)
        elif "items" in old or "items" in new:
            found["items"] = old.get("items", new.get("items"))
        if "properties" in old or "properties" in new:
            self._properties(old, new, place, found)
        if "additionalProperties" in old or "additionalProperties" in new:
            extra = self._choose(old.get("additionalProperties"), new.get("additionalProperties"), place, "additionalProperties")
            if extra is not None:
                found["additionalProperties"] = extra
        for name in ("oneOf", "anyOf", "allOf"):
            if name in old or name in new:
                found[name] = self._choose(old.get(name), new.get(name), place, name)
        if old.get("readOnly") or new.get("readOnly"):
            chosen = self._choose(old.get("readOnly"), new.get("readOnly"), place, "readOnly")
            found |= {"readOnly": True} if chosen else {}
        return {name: value for name, value in found.items() if value is not None}

    def _properties(self, old: Json, new: Json, place: Place, found: Json) -> None:
        before, now = old.get("properties", {}), new.get("properties", {})
        older = {day: list(names) for day, names in old.get("older", {}).items()}
        labelled = {name for names in older.values() for name in names}
        properties: dict[str, Json] = {}
        for name in [*now, *(each for each in before if each not in now)]:
            at = place.at(name)
            if name not in before:
                self.report.added.append(f"{at}")
                properties[name] = now[name]
            elif name not in now:
                properties[name] = before[name]
                if name not in labelled:
                    self.report.gone.append(f"{at}")
                    older.setdefault(self.before, []).append(name)
            else:
                properties[name] = self.merge(before[name], now[name], at)
        found["properties"] = properties
        wanted = self._required(old, new, place)
        if wanted:
            found["required"] = wanted
        remaining = {day: sorted(name for name in names if name not in now) for day, names in older.items()}
        if any(remaining.values()):
            found["older"] = {day: names for day, names in remaining.items() if names}

    def _required(self, old: Json, new: Json, place: Place) -> list[str]:
        before, now = set(old.get("required", ())), set(new.get("required", ()))
        there, here = old.get("properties", {}).keys(), new.get("properties", {}).keys()
        wanted = {name for name in now if name not in there} | (before & now)
        for name in (before ^ now) & there & here:
            if self._choose(name in before, name in now, place.at(name), "required"):
                wanted.add(name)
        return sorted(wanted)

    def _values(self, old: Json, new: Json, place: Place, found: Json) -> None:
        before, now = old.get("enum"), new.get("enum")
        if before is None or now is None:
            chosen = self._choose(before, now, place, "enum")
            if chosen is not None:
                found["enum"] = chosen
            return
        self.report.added += [f"{place} = {value}" for value in now if value not in before]
        older = {day: list(values) for day, values in old.get("older", {}).items()}
        labelled = [value for values in older.values() for value in values]
        gone = [value for value in before if value not in now and value not in labelled and value is not None]
        self.report.gone += [f"{place} = {value}" for value in gone]
        if gone:
            older.setdefault(self.before, []).extend(gone)
        found["enum"] = [
            *(value for value in now if value is not None),
            *(value for value in before if value not in now and value is not None),
        ]
        if None in now or None in before:
            found["enum"].append(None)
        remaining = {day: [value for value in values if value not in now] for day, values in older.items()}
        if any(remaining.values()):
            found["older"] = {day: values for day, values in remaining.items() if values}

    def _choose(self, old: Json, new: Json, place: Place, what: str = "") -> Json:
        """The newer value if the list of changes explains it, else the older; the report gets a line."""
        if old == new:
            return new
        if self.statements.explain(place):
            self.report.changed.append(f"{place}{' ' + what if what else ''}: {said(new)}, not {said(old)} any more")
            return new
        self.report.unexplained.append(f"{place}{' ' + what if what else ''}: {said(old)} stands, not {said(new)}")
        return old

    def _resolved(self, schema: Json, contract: Json) -> Json:
        while reference(schema):
            schema = contract["schemas"][reference(schema)]
        return schema


def address(operation: Json) -> tuple[str, str]:
    """The key of an operation, also for sorting: the path without its placeholders' names, and the method."""
    return plain(operation["path"]), operation["method"]


def name_of(operation: Json) -> str:
    """`GET /gates`."""
    return f"{operation['method']} {operation['path']}"


def key(parameter: Json) -> tuple[str, str]:
    """The key of a parameter in its operation."""
    return parameter["in"], parameter["name"]


def reference(schema: Json) -> str | None:
    """The name in a schema that is only a reference."""
    return schema["$ref"].removeprefix(SCHEMAS) if isinstance(schema, dict) and "$ref" in schema else None


def union(schema: Json) -> list[Json] | None:
    """The options of a union."""
    return schema.get("oneOf") or schema.get("anyOf")


def options(schema: Json) -> set[str]:
    """The options of a union, including those of unions within it."""
    found = union(schema)
    return {text for option in found for text in options(option)} if found else {json.dumps(schema, sort_keys=True)}


def says_nothing(schema: Json) -> bool:
    """Whether a schema leaves everything open: any value, or an object without declared properties."""
    return not any(schema.get(name) for name in schema if name != "type" or schema[name] != "object")


def says_less(new: Json, old: Json) -> bool:
    """Whether a transcribed parameter has lost its values or bounds: it has only types, and earlier documents have all of them."""
    return not any(schema.keys() - {"type", "items"} for schema in flat(new)) and types(new) <= types(old)


def flat(schema: Json) -> list[Json]:
    """A schema's options, and the items of lists among them, one by one."""
    found = [option for each in union(schema) or [] for option in flat(each)] or [schema]
    return [*found, *(item for each in found if "items" in each for item in flat(each["items"]))]


def types(schema: Json) -> set[str]:
    """All types that a schema and its parts have."""
    declared = (each.get("type", "string") for each in flat(schema))
    return {name for each in declared for name in ([each] if isinstance(each, str) else each)}


def compatible(old: Json, new: Json) -> bool:
    """Whether two schemas are of one kind, so that their parts can be merged."""
    return bool(union(old)) == bool(union(new)) and all((part in old) == (part in new) for part in ("allOf", "items"))


def said(value: Json) -> str:
    """A value in a line of the report."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else text[:87] + "..."

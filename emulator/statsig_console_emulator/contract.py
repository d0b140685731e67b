"""The contract: what the OpenAPI documents state about every operation.

`contract.json` is derived by tools/contract/derive.py and holds only facts: the union of all documents. A part that the newest
document lacks has the day of the newest one that has it. This module reads the file; the modules under `behaviour` do what the shapes
alone do not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

Schema = dict[str, Any] | bool

# The one header parameter, which documents before March 2026 declare at every operation.
REVIEW_HEADER = "x-respect-review-settings"
# Asks an operation to check a change without making it.
DRY_RUN = "dryRun"


@dataclass(frozen=True)
class Parameter:
    """A query parameter: its name, whether it must be given, its schema."""

    name: str
    required: bool
    schema: Schema


@dataclass(frozen=True)
class Operation:
    """One method on one path template, with everything the documents say about it.

    `answers` maps a status code to the schema of its body. `known` are the days of the documents that have the operation, `older`
    says that the newest one lacks it.
    """

    method: str
    path: str
    known: tuple[str, ...]
    older: bool
    query: tuple[Parameter, ...]
    body: Schema | None
    answers: Mapping[int, Schema]
    contract: Contract = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def success(self) -> int:
        """The declared success status: 201 for twenty operations, 200 for all others."""
        return min(self.answers)

    @property
    def mutates(self) -> bool:
        return self.method != "GET"

    @cached_property
    def paged(self) -> bool:
        """Whether the answer carries `pagination`."""
        return "pagination" in self.contract.fields([self.answers[self.success]])

    @cached_property
    def answer_fields(self) -> frozenset[str] | None:
        """Names of the fields that `data` (or each item of it) declares; None where the document leaves them open."""
        schemas = self.contract.expand([self.answers[self.success]])
        data = [found["properties"]["data"] for found in schemas if "data" in found.get("properties", {})]
        objects = [found.get("items", found) for found in self.contract.expand(data)]
        return frozenset(self.contract.fields(objects)) or None

    @cached_property
    def body_fields(self) -> frozenset[str]:
        """Names of the top-level fields that the request body declares."""
        return frozenset(self.contract.fields([self.body])) if self.body is not None else frozenset()

    @cached_property
    def dry_run(self) -> Literal["query", "body"] | None:
        """Where a request asks for a dry run; None where no document knows one."""
        if any(parameter.name == DRY_RUN for parameter in self.query):
            return "query"
        return "body" if self.mutates and DRY_RUN in self.body_fields else None


class Contract:
    """All operations and shared schemas."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.schemas: dict[str, Schema] = document["schemas"]
        self.days: tuple[str, ...] = tuple(found["day"] for found in document["documents"])
        parameters = document["parameters"]
        self.operations: dict[str, Operation] = {}
        for facts in document["operations"]:
            known = [parameters[found] if isinstance(found, str) else found for found in facts["parameters"]]
            operation = Operation(
                method=facts["method"],
                path=facts["path"],
                known=tuple(facts.get("known", self.days)),
                older=self.days[-1] not in facts.get("known", self.days),
                query=tuple(Parameter(p["name"], p["required"], p["schema"]) for p in known if p["in"] == "query"),
                body=facts.get("body"),
                answers={int(status): schema for status, schema in facts["responses"].items()},
                contract=self,
            )
            self.operations[operation.name] = operation

    def expand(self, schemas: Iterable[Schema]) -> list[dict[str, Any]]:
        """The schemas with references resolved and unions split up; boolean schemas are left out."""
        found: list[dict[str, Any]] = []
        for schema in schemas:
            if isinstance(schema, bool):
                continue
            if "$ref" in schema:
                found += self.expand([self.schemas[schema["$ref"].removeprefix("#/schemas/")]])
            elif "oneOf" in schema or "anyOf" in schema:
                found += self.expand(schema.get("oneOf") or schema["anyOf"])
            else:
                found.append(schema)
        return found

    def fields(self, schemas: Iterable[Schema]) -> dict[str, list[Schema]]:
        """Property name → the schemas it has in any of `schemas`."""
        found: dict[str, list[Schema]] = {}
        for schema in self.expand(schemas):
            for name, value in schema.get("properties", {}).items():
                found.setdefault(name, []).append(value)
        return found


@cache
def load() -> Contract:
    """The contract that comes with the package."""
    return Contract(json.loads((Path(__file__).parent / "contract.json").read_text(encoding="utf-8")))

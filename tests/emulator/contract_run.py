"""Requests generated from the contract, with a check of each answer against it.

    python tests/emulator/contract_run.py --cases 20000

Half of the requests keep its schemas, half break them. They meet two projects (cloud and warehouse-native) that fill up as
the run goes on, and mostly name objects that exist. A failure is a 5xx, a status that neither the contract nor deviations.py allows, or a
body outside its schema.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, strategies
from schemathesis.core.failures import FailureGroup

from statsig_console_emulator import openapi
from statsig_console_emulator.contract import load
from statsig_console_emulator.registry import HANDLERS
from statsig_console_emulator.requests import KEY_HEADER, Request
from statsig_console_emulator.service import BASE_PATH, Service
from statsig_console_emulator.sources import Sources
from statsig_console_emulator.store import ProjectStore, Store

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.emulator import deviations

KEYS = ("console-contract", "console-contract-whn")
schemathesis.checks.load_all_checks()
CHECKS = schemathesis.checks.CHECKS.get_by_names(["not_a_server_error", "response_schema_conformance", "content_type_conformance"])
# Path templates → the kind of object that their first parameter names, where it is not the first segment.
KINDS = {
    "/experiments/assignment_source/": "assignment_sources",
    "/experiments/entity_property/": "entity_properties",
    "/experiments/qualifying_events/": "qualifying_events",
    "/metrics/metric_source/": "metric_source",
    "/users/teams/": "teams",
    "/ingestion/runs/": "ingestion_runs",
    "/events/": "events",
}


class Run:
    """One contract run: the emulator under test, and what happened."""

    def __init__(self, seed: int = 0) -> None:
        self.service = Service(Store(), Sources(seed=seed))
        self.statuses: Counter[int] = Counter()
        self.failures: dict[str, str] = {}
        self.cases = 0
        contract = load()
        document = openapi.document(contract, BASE_PATH)
        answered = {(BASE_PATH + contract.operations[name].path, contract.operations[name].method.lower()) for name in HANDLERS}
        document["paths"] = {
            path: {method: operation for method, operation in methods.items() if (path, method) in answered}
            for path, methods in document["paths"].items()
        }
        for patch in deviations.PATCHES:
            patch.apply(document)
        self.schema = schemathesis.openapi.from_dict(document)
        self.declared = {
            (method.upper(), path): {int(status) for status in operation["responses"]}
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        }

    def operations(self) -> list[Any]:
        return [found.ok() for found in self.schema.get_all_operations()]

    def try_operation(self, operation: Any, cases: int, seed: int = 0) -> None:
        """Sends `cases` requests of one operation."""
        modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
        for number, mode in enumerate(modes):
            wanted = cases // 2 + (cases % 2 if number == 0 else 0)
            if not wanted:
                continue

            @hypothesis.seed(seed)
            @hypothesis.settings(
                max_examples=wanted,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
            )
            @hypothesis.given(operation.as_strategy(generation_mode=mode), strategies.integers(0, 2**16))
            def one(case: Any, choice: int) -> None:
                self.try_case(case, choice)

            try:
                one()
            except hypothesis.errors.Unsatisfiable:
                continue  # A request without parameters or body cannot break the contract.

    def try_case(self, case: Any, choice: int) -> None:
        """Sends one request and checks its answer."""
        key = KEYS[choice % 2]
        self._name_known_objects(case, key, choice // 2)
        request = self._request(case, key)
        self.cases += 1
        try:
            response = self.service.handle(request).response
        except Exception as error:
            self._fail(case, request, f"{type(error).__name__}: {error}")
            return
        self.statuses[response.status] += 1
        declared = self.declared[case.method, case.path]
        if response.status not in deviations.allowed(f"{case.method} {case.path.removeprefix(BASE_PATH)}", declared):
            self._fail(case, request, f"undocumented status {response.status}: {response.content[:200]!r}")
        if response.status not in declared:
            return
        prepared = requests.Request(case.method, "http://127.0.0.1" + request.path).prepare()
        headers = {"content-type": [response.media]}
        answer = schemathesis.Response(response.status, headers, response.content, prepared, 0.0, False)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as error:
            self._fail(case, request, f"{response.status} {describe(error)}")

    def _name_known_objects(self, case: Any, key: str, choice: int) -> None:
        record = self.service.store.key(key)
        if record is None or not case.path_parameters or choice % 4 == 0:
            return
        project = self.service.store.project(record.project)
        path = case.path.removeprefix(BASE_PATH)
        kind = next((kind for prefix, kind in KINDS.items() if path.startswith(prefix)), path.split("/")[1])
        rows = self.service.store.query("SELECT id FROM objects WHERE project = ? AND kind = ? LIMIT 500", project.id, kind)
        known = [row[0] for row in rows]
        if not known:
            return
        first, *others = case.path_parameters
        case.path_parameters[first] = known[choice % len(known)]
        for name in others:
            inner = _inner(project, kind, case.path_parameters[first], name)
            if inner:
                case.path_parameters[name] = inner[choice % len(inner)]

    def _request(self, case: Any, key: str) -> Request:
        path = case.path
        for name, value in (case.path_parameters or {}).items():
            path = path.replace("{" + name + "}", quote(str(value), safe=""))
        query = requests.models.RequestEncodingMixin._encode_params(case.query or {})  # type: ignore[attr-defined]
        absent = case.body is schemathesis.core.NOT_SET
        body = b"" if absent else case.body if isinstance(case.body, bytes) else json.dumps(case.body).encode()
        return Request(case.method, path, query if isinstance(query, str) else "", {KEY_HEADER: key}, body)

    def _fail(self, case: Any, request: Request, text: str) -> None:
        known = f"{case.method} {case.path.removeprefix(BASE_PATH)}: {text.splitlines()[0][:120]}"
        self.failures.setdefault(known, f"{text[:1500]}\n  {request.method} {request.path}?{request.query}\n  {request.body[:1500]!r}")


def _inner(project: ProjectStore, kind: str, owner: str, name: str) -> list[str]:
    """The values that a second path parameter may have: rule IDs of an object, metrics, prompt versions."""
    document = project.get(kind, owner) or {}
    if name.lower() == "ruleid":
        return [rule["id"] for rule in document.get("rules", [])]
    if name == "metricId":
        return [metric["id"] for metric in project.slice("metrics", 0, 100)]
    return [version["id"] for version in project.slice("prompt_versions", 0, 100)]


def describe(error: BaseException) -> str:
    """The text of an exception, and of those within a group."""
    nested = getattr(error, "exceptions", ())
    return " / ".join(describe(inner) for inner in nested) if nested else f"{str(error)[:600]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=20_000, help="requests in all, spread over the operations")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="operations whose path contains this text")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    run = Run(arguments.seed)
    operations = [found for found in run.operations() if not arguments.only or arguments.only in found.path]
    started, share = time.monotonic(), -(-arguments.cases // len(operations))
    # Creates come first, so that later requests can name existing objects.
    for operation in sorted(operations, key=lambda found: (found.method.upper() != "POST", found.method.upper() == "DELETE", found.path)):
        run.try_operation(operation, share, arguments.seed)
    for text in run.failures.values():
        sys.stdout.write(f"{text}\n\n")
    sys.stdout.write(f"operations {len(operations)}, cases {run.cases}, failures {len(run.failures)}, {time.monotonic() - started:.0f} s\n")
    sys.stdout.write("statuses " + ", ".join(f"{status}: {count}" for status, count in sorted(run.statuses.items())) + "\n")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())

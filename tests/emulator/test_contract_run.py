"""A small contract run on every test run; `make contract` makes a large one."""

import pytest

from tests.emulator import contract_run
from tests.emulator.deviations import PATCHES, STATUSES

FAMILIES = ("gates", "dynamic_configs", "experiments", "holdouts", "segments", "metrics", "ingestion", "others")


@pytest.mark.parametrize("family", FAMILIES)
def test_answers_keep_the_contract(family):
    """Four requests of each operation, made up from its schemas or against them."""
    run = contract_run.Run(seed=1)
    for operation in run.operations():
        first = operation.path.split("/")[3]
        if (first if first in FAMILIES else "others") == family:
            run.try_operation(operation, 4, seed=1)

    assert run.cases >= 4
    assert run.failures == {}


def test_contract_run_notices_a_wrong_answer(monkeypatch):
    """A run that cannot fail proves nothing: a field of the wrong type and an undeclared status must show."""
    run = contract_run.Run(seed=1)
    respond = run.service.handle

    def spoiled(request):
        outcome = respond(request)
        content = outcome.response.content.replace(b'"message":"', b'"message":7,"was":"')
        return type(outcome)(type(outcome.response)(outcome.response.status, content))

    monkeypatch.setattr(run.service, "handle", spoiled)
    run.try_operation(next(found for found in run.operations() if found.label == "GET /console/v1/tags"), 2)
    assert len(run.failures) == 1

    monkeypatch.setattr(run.service, "handle", lambda request: type(respond(request))(contract_run_response(418)))
    run.try_operation(next(found for found in run.operations() if found.label == "GET /console/v1/roles"), 2)
    assert len(run.failures) == 2


def contract_run_response(status):
    from statsig_console_emulator.requests import Response

    return Response(status, b"{}")


def test_every_deviation_has_a_reason():
    assert all(len(found.reason) > 15 for found in (*STATUSES, *PATCHES))

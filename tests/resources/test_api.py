"""The API as a whole: what counts against which limit, and which operations wait for an object that is busy, over all kinds."""

from __future__ import annotations

import pytest

from pulumi_statsig_console.api import API
from statsig_console.declaring.operations import Operation
from statsig_console_emulator.contract import load
from statsig_console_emulator.limits import Limits
from tests.reliability.generated import KINDS

OPERATIONS = sorted({operation for kind in KINDS.values() for operation in kind.operations()}, key=str)


def counted(operation: Operation) -> list[str]:
    """The names of the budgets that an operation counts against."""
    return [budget.name for budget in API.budgets if budget.covers(operation)]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_operation_counts_as_the_api_counts_it(operation: Operation) -> None:
    """A read against nothing; a change against all that the emulator counts it against, and the project's quota at any rate."""
    contract = load().operations.get(str(operation))
    assert contract, f"{operation} is in no document"
    accounts = dict(Limits().accounts(contract))

    assert ("changes" in counted(operation)) is operation.changes
    assert accounts.keys() <= {*counted(operation), "project"}


def test_the_limits_are_those_of_the_vendor() -> None:
    """By its page of September 2026, and its earlier text where that tells no figure."""
    windows = {budget.name: [(each.count, each.seconds) for each in budget.windows] for budget in API.budgets}

    assert windows == {
        "changes": [(1800, 900), (100, 10)],
        "segments": [(900, 900), (100, 10)],
        "id_lists": [(900, 900), (12, 10)],
    }


def test_what_changes_an_id_list_waits_while_it_is_busy() -> None:
    """These are the operations for which the document declares 409."""
    path = "/segments/{id}/id_list"

    assert [str(each) for each in OPERATIONS if each.busy] == [f"DELETE {path}", f"PATCH {path}", f"POST {path}/reset"]

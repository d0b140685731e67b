"""Combinations: properties that only go with values of others."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

from statsig_console.declaring.combinations import Combination, needed_when, only_when
from statsig_console.errors import Problem

ONLY = only_when("share table", "source", "delta", "iceberg")
NEEDED = needed_when("query", "source", "sql", None)


@pytest.mark.parametrize(
    ("combination", "inputs", "complaints"),
    [
        (ONLY, {"source": "delta", "share": "s"}, []),
        (ONLY, {"source": "sql"}, []),
        (ONLY, {"source": "sql", "share": "", "table": None}, []),
        (ONLY, {"source": "sql", "share": "s"}, [Problem("share", "is only taken when source is 'delta' or is 'iceberg'")]),
        (ONLY, {"share": "s", "table": 0}, [
            Problem("share", "is only taken when source is 'delta' or is 'iceberg'"),
            Problem("table", "is only taken when source is 'delta' or is 'iceberg'"),
        ]),
        (ONLY, {"source": Unknown(), "share": "s"}, []),
        (NEEDED, {"source": "sql", "query": "select 1"}, []),
        (NEEDED, {"source": "sql", "query": Unknown()}, []),
        (NEEDED, {"source": "table"}, []),
        (NEEDED, {"source": "sql"}, [Problem("query", "is required when source is 'sql' or is left out")]),
        (NEEDED, {}, [Problem("query", "is required when source is 'sql' or is left out")]),
        (NEEDED, {"source": Unknown()}, []),
    ],
)  # fmt: skip
def test_complaints_name_what_does_not_fit(combination: Combination, inputs: dict[str, Any], complaints: list[Problem]) -> None:
    """The API would refuse the request, or silently ignore the property; a preview says which and when."""
    assert list(combination.complaints(inputs)) == complaints

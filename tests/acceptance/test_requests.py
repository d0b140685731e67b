"""How many requests Pulumi's operations take: as many as there are changes, and pages rather than objects for reads."""

from __future__ import annotations

import pulumi_statsig_console as statsig

from .conftest import Traffic
from .stacks import Stack

GATES = 120


def test_requests_are_as_few_as_the_api_allows(stack: Stack, traffic: Traffic) -> None:
    """One request for each object that is made or deleted, a look before each change, none for a preview, and a refresh by the hundred.

    A run that sends anything asks once which project its key opens.
    """

    def program(description: str) -> None:
        for number in range(GATES):
            rules = [{"name": name, "pass_percentage": 10, "conditions": [{"type": "public"}]} for name in ("a", "b")]
            statsig.Gate(f"gate-{number}", name=f"Gate {number:03}", rules=rules, description=description if number < 3 else "")

    # A destroy has the settings of the last update.
    stack.configure("statsig:maxDeletes", str(GATES))
    stack.up(lambda: program("old"))
    assert sorted(traffic.since()) == ["GET /project", *["POST /gates"] * GATES]

    assert stack.preview(lambda: program("old")).steps == {}
    assert traffic.since() == []

    stack.refresh(lambda: program("old"))
    reads = traffic.since()
    assert set(reads) <= {"GET /project", "GET /gates", "GET /gates/{id}"}
    assert len(reads) <= 9

    stack.up(lambda: program("new"))
    assert sorted(traffic.since()) == [*["GET /gates/{id}"] * 3, "GET /project", *["PATCH /gates/{id}"] * 3]

    stack.destroy()
    assert traffic.mutations() == ["DELETE /gates/{id}"] * GATES

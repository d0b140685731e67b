"""The rollout as a unit: no Pulumi, no API, no network."""

import pytest
from rollout import rollout

import pulumi
from pulumi_statsig_console.testing import Mocks


@pytest.fixture
def mocks() -> Mocks:
    """Stands for Pulumi, and knows one segment."""
    made = Mocks(lookups={"get_segment": {"id": "staff", "name": "Staff"}})
    pulumi.runtime.set_mocks(made, preview=False)
    return made


def declare(name: str, share: float) -> None:
    """Runs the function as a program, to its end."""

    @pulumi.runtime.test
    def program() -> None:
        rollout(name, "Growth", share, ["NZ"])

    program()


def test_staff_come_first(mocks: Mocks) -> None:
    """Everybody who works here passes, whatever the share."""
    declare("new-checkout", 10)

    gate = mocks.declared["new-checkout"]
    assert (gate.kind, gate.id) == ("Gate", "new_checkout")
    assert gate.inputs["team"] == "Growth"
    assert gate.inputs["lifecycle"] == "enabled"
    staff, customers = gate.inputs["rules"]
    assert (staff["conditions"][0]["target_value"], staff["pass_percentage"]) == ("staff", 100)
    assert (customers["pass_percentage"], customers["environments"]) == (10, ["production"])


def test_wrong_share_is_found(mocks: Mocks) -> None:
    """What a preview would refuse fails the test."""
    with pytest.raises(Exception, match=r'Gate "new-checkout": rules\[1\].pass_percentage should be less than or equal to 100'):
        declare("new-checkout", 300)

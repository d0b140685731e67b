"""The rollout deployed: the real Pulumi CLI, against the emulator in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rollout import rollout

from pulumi import automation as auto
from statsig_console_emulator.testing import Emulator

KEY = "console-test"


@pytest.fixture
def stack(tmp_path: Path, statsig_emulator: Emulator) -> Iterator[auto.Stack]:
    """An empty stack on an emulated project that has a segment."""
    statsig_emulator.seed({"objects": {"segments": {"staff": {"type": "id_list"}}}}, KEY)
    options = auto.LocalWorkspaceOptions(
        project_settings=auto.ProjectSettings("testing", "python", backend=auto.ProjectBackend(f"file://{tmp_path}")),
        env_vars={"PULUMI_CONFIG_PASSPHRASE": "test"},
    )
    made = auto.create_or_select_stack("test", "testing", lambda: None, options)
    made.set_config("statsig:apiUrl", auto.ConfigValue(statsig_emulator.url))
    made.set_config("statsig:consoleApiKey", auto.ConfigValue(KEY, secret=True))
    yield made
    made.destroy()


def test_second_deployment_changes_the_share_alone(stack: auto.Stack, statsig_emulator: Emulator) -> None:
    """A new share is one request, and the rules stay as they are."""
    stack.workspace.program = lambda: rollout("new-checkout", "Growth", 10, ["NZ"])
    stack.up()
    stack.workspace.program = lambda: rollout("new-checkout", "Growth", 50, ["NZ"])
    statsig_emulator.clear_requests()

    stack.up()

    gate = statsig_emulator.client(KEY).get("/gates/new_checkout").data
    assert [rule["passPercentage"] for rule in gate["rules"]] == [100, 50]
    assert [entry.method for entry in statsig_emulator.requests() if entry.method != "GET"] == ["PATCH"]

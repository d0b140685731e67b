"""Non-interference: whatever people edit in the console, an update changes what its program names, or nothing.

A part of what `make reliability` runs: a few cases of each subject.
"""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.dynamic import UpdateResult

from statsig_console.provider import ConsoleProvider
from statsig_console_emulator.testing import Emulator

from .interference import Interference, living
from .subjects import Subject

CASES = 2


@pytest.mark.parametrize("subject", living(), ids=[subject.name for subject in living()])
def test_an_update_changes_what_its_program_names(troubled: Emulator, subject: Subject) -> None:
    """What on-call has just switched off stays off when somebody's new description arrives."""
    tally = Interference(troubled, f"interference-{subject.name}").run(subject, range(CASES))

    assert tally.failures == []
    assert tally.cases


def test_the_proof_sees_what_is_changed_besides(troubled: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would show nothing."""
    [subject] = [each for each in living() if each.name == "gate"]
    edited, update = Interference._edited, ConsoleProvider.update
    disturbed: list[str] = []

    def with_the_edit(proof: Interference, *arguments: Any) -> Any:
        disturbed.append("now")
        story = edited(proof, *arguments)
        disturbed.clear()
        return story

    def and_another(provider: ConsoleProvider, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> UpdateResult:
        done = update(provider, id_, olds, news)
        if disturbed:
            key = str(provider.serving.setting("statsig:consoleApiKey"))
            assert troubled.client(key).patch(f"/gates/{id_}", {"tags": ["besides"]}).status == 200
        return done

    monkeypatch.setattr(Interference, "_edited", with_the_edit)
    monkeypatch.setattr(ConsoleProvider, "update", and_another)
    tally = Interference(troubled, "interference-seen").run(subject, range(4))

    assert any("besides" in failure for failure in tally.failures)


def test_a_seed_is_one_case(troubled: Emulator) -> None:
    """A failure can be looked at again."""
    [subject] = [each for each in living() if each.name == "tag"]
    runs = [Interference(troubled, f"interference-again-{number}").run(subject, range(5)) for number in (1, 2)]

    assert runs[0] == runs[1]

"""Security on the real CLI: after everything that may go wrong, at the loudest logging, the key is nowhere but where the user put it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator

from .stacks import Project

KEY = "console-securitykey0123456789abcdefgh"
# The API, and the emulator with it, repeats a key that it refuses in its message.
REFUSED = "console-refusedkey0123456789abcdefgh"

SOURCE = """
import logging
logging.basicConfig(level=logging.DEBUG)
statsig.get_gates()
gate = statsig.Gate("gate", name="A gate")
key = statsig.Key("key", description="A key", type="SERVER", environments=["production"], scopes=[])
pulumi.export("gate", gate.id)
pulumi.export("key", key.key)
"""
LOUDLY = ("-v=9", "--logtostderr", "--logflow", "--debug")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An emulator that takes one key and refuses others."""
    with Emulator(keys=[KEY]) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator) -> Project:
    """A program that reads, makes a gate and a key, and turns all of Python's logging on. Its key comes from the environment."""
    project = Project(tmp_path / "project", emulator.url, KEY, SOURCE)
    project.configure("statsig:consoleApiKey", None)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    project.variables |= {"STATSIG_CONSOLE_API_KEY": KEY, "TMPDIR": str(temporary)}
    return project


def holding(folder: Path, *secrets: str) -> list[str]:
    """The files below a folder that hold one of the secrets."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 5
    return [str(path) for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)]


def lines_with(text: str, *secrets: str) -> list[str]:
    """The lines of an output that hold one of the secrets."""
    return [line for line in text.splitlines() if any(secret in line for secret in secrets)]


def test_the_loudest_logs_of_a_life_hold_no_key(project: Project, emulator: Emulator, tmp_path: Path) -> None:
    """Preview, update, refresh and destroy: not in the output, in state, in Pulumi's home, nor in temporary files."""
    texts = [project.run(*arguments, *LOUDLY) for arguments in (("preview",), ("up", "--yes", "--skip-preview"), ("refresh", "--yes"))]
    made = next(each["key"] for each in emulator.client(KEY).get("/keys").data)
    texts.append(project.run("stack", "export"))
    texts.append(project.run("destroy", "--yes", *LOUDLY))

    # Lines are JSON with their level from CLI 3.276 on.
    assert any('"v":9' in text or "Marshaling property" in text for text in texts), "the logging is not as loud as it should be"
    assert [line for text in texts for line in lines_with(text, KEY)] == []
    assert lines_with(texts[3], made) == []
    assert holding(tmp_path, KEY) == []


def test_a_refused_key_is_in_no_message_and_no_file(project: Project, emulator: Emulator, tmp_path: Path) -> None:
    """Lookup and create are both refused with a message that holds the key."""
    assert REFUSED in emulator.client(REFUSED).get("/gates").message
    project.variables["STATSIG_CONSOLE_API_KEY"] = REFUSED

    looked = project.run("up", "--yes", *LOUDLY, fails=True)
    project.write(SOURCE.replace("statsig.get_gates()", ""))
    created = project.run("up", "--yes", "--skip-preview", *LOUDLY, fails=True)

    for text in (looked, created):
        assert "The API does not accept the Console API key" in text
        assert lines_with(text, REFUSED) == []
    assert holding(tmp_path, REFUSED) == []


def test_a_key_in_the_configuration_is_encrypted_and_in_no_file(project: Project, tmp_path: Path) -> None:
    """At its loudest, Pulumi itself writes the secrets that it hands to a provider into its log. Nothing else holds the key."""
    project.configure("statsig:consoleApiKey", KEY, secret=True)
    del project.variables["STATSIG_CONSOLE_API_KEY"]

    text = project.run("up", "--yes", "--skip-preview", *LOUDLY)

    assert [line for line in lines_with(text, KEY) if "Configure().inputs]: value=" not in line] == []
    assert lines_with(project.run("stack", "export"), KEY) == []
    assert holding(tmp_path, KEY) == []

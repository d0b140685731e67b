"""The stack's present configuration, and where there is none to be told."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from statsig_console.call import Call, calling
from statsig_console.stack import present

URN = "urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:Tag::one"
PROVIDER = "urn:pulumi:dev::demo::pulumi:providers:statsig-console::{}::id"
KEYS = {"statsig:consoleApiKey": "console-one", "statsig-console:consoleApiKey": "console-two"}
EU = {"eu": {"consoleApiKey": "console-three"}}
TOLD = {name: {"value": value, "secret": True} for name, value in KEYS.items()} | {
    "statsig:projects": {"value": json.dumps(EU), "objectValue": EU},
    "demo:unset": {},
}


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A command that stands for the CLI on the path, and tells a configuration."""
    command = tmp_path / "pulumi"
    told = f"print({json.dumps(TOLD)!r}) if sys.argv[1:5] == ['config', '--show-secrets', '--json', '--stack'] else sys.exit(1)"
    command.write_text(f"#!{sys.executable}\nimport sys\n{told}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)
    present._configuration.cache_clear()
    yield command
    present._configuration.cache_clear()


@pytest.mark.parametrize(
    ("provider", "project", "key"),
    [
        ("", None, "console-one"),
        ("", "eu", "console-three"),
        ("default_0_1_0", None, "console-two"),
        ("mine", None, None),
        ("", "us", None),
    ],
)
@pytest.mark.usefixtures("command")
def test_each_provider_has_its_namespace(provider: str, project: str | None, key: str | None) -> None:
    """An explicit provider is configured by the program alone, and a project without a key by nobody."""
    about: dict[str, Any] = {"provider": PROVIDER.format(provider).removesuffix("::id")} if provider else {}

    with calling(Call(URN, **about)):
        settings = present.present_settings(project)

    assert (settings and settings.key.reveal()) == key


def test_many_threads_ask_once(command: Path) -> None:
    """Pulumi deletes several objects at a time, and each question is a process."""
    noted = command.with_name("asked")
    notes = f"import time\nopen({str(noted)!r}, 'a').write('asked\\n')\ntime.sleep(0.3)\n"
    command.write_text(command.read_text().replace("import sys\n", f"import sys\n{notes}"))

    def ask(_number: int) -> bool:
        with calling(Call(URN)):
            return present.present_settings(None) is not None

    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(ask, range(8))] == [True] * 8

    assert noted.read_text() == "asked\n"


def test_without_the_cli_nothing_is_known(command: Path) -> None:
    """It is not an error: then the run goes on as it would."""
    command.unlink()

    with calling(Call(URN)):
        assert present.present_settings(None) is None

"""How the Pulumi CLI gets onto a machine: what is tried, in which order, and what is said when nothing works."""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "pulumi"))

import install


def program(folder: Path, name: str, prints: str = "v3.276.0") -> None:
    """A program that prints one line."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {prints}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing: an empty cache, and a PATH with only a shell."""
    monkeypatch.setenv("STATSIG_CONSOLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", "/bin")
    return tmp_path


def test_recent_cli_on_path_is_taken(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has Pulumi keeps using it."""
    for name in install.PROGRAMS:
        program(bare / "own", name)
    monkeypatch.setenv("PATH", f"{bare / 'own'}{os.pathsep}/bin")

    assert install.find() == bare / "own"


def test_old_cli_on_path_is_passed_over(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A CLI that cannot import with inputs and outputs is of no use here, and the reason is told."""
    for name in install.PROGRAMS:
        program(bare / "own", name, prints="v3.200.1")
    monkeypatch.setenv("PATH", f"{bare / 'own'}{os.pathsep}/bin")

    with pytest.raises(install.Unavailable, match=r"is 3\.200\.1; 3\.254\.0 or newer is needed"):
        install.on_path()


def test_cli_without_language_host_is_passed_over(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone `pulumi` cannot run Python programs."""
    program(bare / "own", "pulumi")
    monkeypatch.setenv("PATH", f"{bare / 'own'}{os.pathsep}/bin")

    with pytest.raises(install.Unavailable, match="has no pulumi-language-python beside it"):
        install.on_path()


def test_cached_install_is_found_again(bare: Path) -> None:
    """The second run installs nothing, and the cache is outside the checkout."""
    folder = install.cache_root() / install.VERSION / "bin"
    for name in install.PROGRAMS:
        program(folder, name)

    assert install.find() == folder
    assert folder.is_relative_to(bare)


def test_failed_install_leaves_no_cache() -> None:
    """A build that breaks off is not taken for an install by the next run."""

    def breaks(root: Path) -> None:
        program(root / "bin", "pulumi")
        raise RuntimeError("no space left")

    with pytest.raises(install.Unavailable, match="no space left"):
        install.into_cache(breaks)

    assert list(install.cache_root().iterdir()) == []


def test_incomplete_install_is_refused() -> None:
    """What lacks the language host is not cached."""
    with pytest.raises(install.Unavailable, match="lacks pulumi-language-python"):
        install.into_cache(lambda root: program(root / "bin", "pulumi"))


def test_vendor_out_of_reach_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no network, the vendor's installer costs seconds, not minutes."""
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: refuse(timeout))

    with pytest.raises(install.Unavailable, match="out of reach"):
        install.from_vendor()

    assert install.VENDOR_PATIENCE <= 5


def refuse(timeout: float) -> None:
    """Stands for a network that swallows the attempt: it may last as long as it was given, and fails."""
    assert timeout == install.VENDOR_PATIENCE
    raise TimeoutError("timed out")


def test_nothing_works_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way says what it lacked, and the end says what to install."""
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: refuse(timeout))

    with pytest.raises(SystemExit) as caught:
        install.find()

    said = str(caught.value)
    assert "on path: no pulumi on PATH" in said
    assert "cached: nothing cached" in said
    assert "from vendor: get.pulumi.com is out of reach (timed out)" in said
    assert "from source: no go on PATH" in said
    assert "Install Pulumi" in said


def test_modules_are_pinned() -> None:
    """The build takes the versions of go.mod and go.sum and no others."""
    folder = Path(install.__file__).parent

    assert f"pulumi/pkg/v3 v{install.VERSION}" in (folder / "cli" / "go.mod").read_text()
    assert f"pulumi/sdk/v3 v{install.HOST_VERSION}" in (folder / "language-host" / "go.mod").read_text()
    assert all((folder / module / "go.sum").stat().st_size > 1000 for module in ("cli", "language-host"))

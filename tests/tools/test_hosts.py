"""How the CLI's programs for other languages get onto a machine: what is taken as it is, what is built, and what is said."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "pulumi"))

import hosts
import install

GO = """#!/bin/sh
# Builds what it is told to by writing a line there, and downloads one module, of which nothing is on the machine before.
if [ "$1" = list ]; then echo; exit; fi
if [ "$1" = mod ]; then echo "{\\"Dir\\": \\"$SDK\\"}"; exit; fi
while [ "$1" != -o ]; do shift; done
echo built > "$2"
"""


def program(folder: Path, name: str, text: str = "#!/bin/sh\necho v3.276.0\n") -> None:
    """A program of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of PATH for Go, which is not there yet; besides that, the machine has a shell."""
    monkeypatch.setenv("STATSIG_CONSOLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'go'}{os.pathsep}/bin")
    monkeypatch.setenv("SDK", str(tmp_path / "sdk"))
    program(tmp_path / "sdk" / "nodejs" / "dist", "pulumi-resource-pulumi-nodejs")
    return tmp_path / "go"


@pytest.fixture
def cli(go: Path) -> Path:
    """The folder of a CLI that was built, with its Python host alone."""
    folder = install.cache_root() / install.VERSION / "bin"
    for name in install.PROGRAMS:
        program(folder, name)
    return folder


def contents(folder: Path) -> set[str]:
    """The files of a folder."""
    return {path.name for path in folder.iterdir()}


def test_vendors_hosts_are_taken(cli: Path) -> None:
    """A release of Pulumi has them all beside the CLI: nothing is built, so no Go is needed."""
    for host in hosts.HOSTS.values():
        program(cli, host.program)

    assert hosts.find() == cli


def test_missing_hosts_are_built_beside_the_cli(cli: Path, go: Path) -> None:
    """There the CLI finds them without a warning about PATH; what a host expects beside itself comes along."""
    program(go, "go", GO)

    assert hosts.find() == cli

    files = {file for host in hosts.HOSTS.values() for file in (host.program, host.mark)}
    assert contents(cli) == {*install.PROGRAMS, *files, "pulumi-resource-pulumi-nodejs"}
    assert contents(cli.parent) == {"bin"}


def test_one_language_builds_one_host(cli: Path, go: Path) -> None:
    """Each takes a minute."""
    program(go, "go", GO)

    hosts.find(("yaml",))

    assert contents(cli) == {*install.PROGRAMS, "pulumi-language-yaml", hosts.HOSTS["yaml"].mark}


def test_host_of_another_version_is_built_anew(cli: Path, go: Path) -> None:
    """Else a machine keeps what an earlier commit pinned."""
    program(go, "go", GO)
    program(cli, "pulumi-language-go")
    (cli / ".pulumi-language-go-3.49.0").touch()

    hosts.find(("go",))

    assert (cli / "pulumi-language-go").read_text() == "built\n"
    assert contents(cli) == {*install.PROGRAMS, "pulumi-language-go", hosts.HOSTS["go"].mark}


def test_failed_build_leaves_nothing(cli: Path, go: Path) -> None:
    """Half a host is not taken for one by the next run."""
    program(go, "go", GO + "echo 'link: no space left' >&2\nexit 1\n")

    with pytest.raises(SystemExit, match="pulumi-language-yaml could not be built: link: no space left"):
        hosts.find(("yaml",))

    assert contents(cli) == set(install.PROGRAMS)
    assert contents(cli.parent) == {"bin"}


def test_machine_without_go_is_told(cli: Path) -> None:
    """What is missing, and for what."""
    with pytest.raises(SystemExit, match="no go on PATH to build pulumi-language-yaml"):
        hosts.find(("yaml",))


def test_nothing_is_put_beside_a_cli_of_the_users(go: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder outside the cache belongs to somebody else."""
    program(go, "go", GO)
    for name in install.PROGRAMS:
        program(tmp_path / "own", name)
    monkeypatch.setenv("PATH", f"{tmp_path / 'own'}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(SystemExit, match=r"pulumi-language-yaml is neither in .* nor on PATH: install all of Pulumi"):
        hosts.find(("yaml",))

    assert contents(tmp_path / "own") == set(install.PROGRAMS)


def test_unknown_language_is_told() -> None:
    """With those that there are."""
    with pytest.raises(SystemExit, match="no host for cobol: yaml, nodejs, go"):
        hosts.main(["cobol"])


@pytest.mark.parametrize("host", hosts.HOSTS.values(), ids=lambda host: host.language)
def test_modules_are_pinned(host: hosts.Host) -> None:
    """A build takes the versions of go.mod and go.sum and no others."""
    module = (host.module / "go.mod").read_text()

    assert f"tool {host.package}\n" in module
    pinned = dict(re.findall(r"(github\.com/pulumi/\S+) v(\S+)", module))
    assert [version for name, version in pinned.items() if host.package.startswith(name)] == [host.version]
    assert (host.module / "go.sum").stat().st_size > 1000

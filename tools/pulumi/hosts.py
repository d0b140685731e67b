"""Finds the Pulumi CLI's programs for languages other than Python, or builds them from Go modules.

``python tools/pulumi/hosts.py [LANGUAGE …]`` prints the folder that holds ``pulumi`` and the hosts of the
languages (by default of all) on standard output, and progress on standard error.
A vendor's release has the hosts beside the CLI. For a CLI that was built, they are built once and moved beside it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import install


@dataclass(frozen=True)
class Host:
    """A language of Pulumi.yaml: the program that runs it, and its Go package."""

    language: str
    package: str
    version: str
    """The last release whose Go module holds the host."""
    linked: str
    """The Go variable that holds the version."""
    beside: tuple[str, ...] = ()
    """Files of the CLI's SDK that the host expects beside itself."""

    @property
    def program(self) -> str:
        """The program's file name."""
        return f"pulumi-language-{self.language}"

    @property
    def module(self) -> Path:
        """The folder whose go.mod and go.sum pin its sources."""
        return install.HERE / f"{self.language}-host"

    @property
    def mark(self) -> str:
        """The file beside it that says which version was built."""
        return f".{self.program}-{self.version}"


YAML = "github.com/pulumi/pulumi-yaml"
PULUMI = "https://www.pulumi.com/docs/install/"
VERSION = f"{install.SDK}/go/common/version.Version"
DYNAMIC = "nodejs/dist/pulumi-resource-pulumi-nodejs"
HOSTS = {
    host.language: host
    for host in (
        Host("yaml", f"{YAML}/cmd/pulumi-language-yaml", "1.25.0", f"{YAML}/pkg/version.Version"),
        Host("nodejs", f"{install.SDK}/nodejs/cmd/pulumi-language-nodejs", "3.50.0", VERSION, (DYNAMIC,)),
        Host("go", f"{install.SDK}/go/pulumi-language-go", "3.50.0", VERSION),
    )
}


def find(languages: tuple[str, ...] = tuple(HOSTS)) -> Path:
    """The folder of a CLI that runs programs in `languages`; builds the hosts that a built CLI lacks.

    Raises:
        SystemExit: a CLI that this tool did not build lacks one, or a build fails.
    """
    folder = install.find()
    for host in (HOSTS[language] for language in languages):
        if not at_hand(host, folder):
            if folder != install.cache_root() / install.VERSION / "bin":
                raise SystemExit(f"{host.program} is neither in {folder} nor on PATH: install all of Pulumi ({PULUMI})")
            try:
                build(host, folder)
            except subprocess.CalledProcessError as error:
                raise SystemExit(f"{host.program} could not be built: {install.last_lines(error.stderr)}") from error
    return folder


def at_hand(host: Host, folder: Path) -> bool:
    """Whether the host is beside the CLI or on PATH; one that was built must have the wanted version."""
    if not (folder / host.program).exists():
        return shutil.which(host.program) is not None
    marks = [path.name for path in folder.glob(f".{host.program}-*")]
    return not marks or marks == [host.mark]


def build(host: Host, folder: Path) -> None:
    """Builds a host and moves it beside the CLI: its program after its other files, and last the mark, so that no half build counts."""
    go = shutil.which("go")
    if not go:
        raise SystemExit(f"no go on PATH to build {host.program} with (1.26.6 or newer)")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".host-") as name:
        scratch = Path(name)
        for source in host.beside:
            # A cached CLI may be there without its modules; `go list` would then name no folder.
            sdk = json.loads(install.run_go(go, install.HERE / "cli", "mod", "download", "-json", install.SDK))
            install.copy_program(Path(sdk["Dir"]) / source, scratch)
        flags = f"-s -w -X {host.linked}={host.version}"
        with install.progress(f"building {host.program} {host.version} from Go modules"):
            output = str(scratch / host.program)
            install.run_go(go, host.module, "build", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", output, host.package)
        for built in sorted(scratch.iterdir(), key=lambda path: path.name == host.program):
            built.replace(folder / built.name)
    for old in folder.glob(f".{host.program}-*"):
        old.unlink()
    (folder / host.mark).touch()


def main(arguments: list[str]) -> None:
    """Prints the folder; fails for an unknown language and lists the known ones."""
    if unknown := sorted(set(arguments) - set(HOSTS)):
        raise SystemExit(f"no host for {', '.join(unknown)}: {', '.join(HOSTS)}")
    print(find(tuple(arguments) or tuple(HOSTS)))


if __name__ == "__main__":
    main(sys.argv[1:])

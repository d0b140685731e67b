"""Finds or installs the Pulumi CLI: on PATH, from the cache, by the vendor's installer, or by a build from Go modules.

``python tools/pulumi/install.py`` prints the folder that holds ``pulumi`` and its Python
language host on standard output (nothing else goes there); progress goes to standard error.
The cache lives outside the checkout, one folder per version, and only ever holds finished
installs: a build happens in a folder beside it and is moved into place at the end.

Needs the standard library; the vendor's installer also needs the ``pulumi`` package.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "3.276.0"
"""The CLI that is installed if the machine has none."""

OLDEST = (3, 254, 0)
"""The first CLI whose ``pulumi import --file`` takes inputs and outputs, which adoption needs."""

HOST_VERSION = "3.79.0"
"""The last release whose Go module still holds the Python language host."""

SDK = "github.com/pulumi/pulumi/sdk/v3"
VENDOR_HOST = "get.pulumi.com"
VENDOR_PATIENCE = 4.0
HERE = Path(__file__).resolve().parent
PROGRAMS = ("pulumi", "pulumi-language-python")


class Unavailable(Exception):
    """This way of getting the CLI does not work here; the message says why."""


def cache_root() -> Path:
    """The folder of all cached CLIs: ``$STATSIG_CONSOLE_CACHE``, else the user's cache folder."""
    if named := os.environ.get("STATSIG_CONSOLE_CACHE"):
        return Path(named) / "pulumi"
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "pulumi-statsig-console" / "pulumi"


def on_path() -> Path:
    """The folder of a recent enough CLI on PATH, with its Python language host beside it or on PATH."""
    found = shutil.which("pulumi")
    if not found:
        raise Unavailable("no pulumi on PATH")
    folder = Path(found).resolve().parent
    if not (folder / PROGRAMS[1]).exists() and not shutil.which(PROGRAMS[1]):
        raise Unavailable(f"{found} has no {PROGRAMS[1]} beside it")
    version = version_of(Path(found))
    if version < OLDEST:
        raise Unavailable(f"{found} is {dotted(version)}; {dotted(OLDEST)} or newer is needed")
    return Path(found).parent


def cached() -> Path:
    """The folder of the CLI that an earlier run installed."""
    folder = cache_root() / VERSION / "bin"
    missing = [name for name in PROGRAMS if not (folder / name).exists()]
    if missing:
        raise Unavailable(f"nothing cached in {folder}")
    return folder


def from_vendor() -> Path:
    """Installs the vendor's release with Pulumi's own Automation API; gives up fast without a network."""
    try:
        socket.create_connection((VENDOR_HOST, 443), timeout=VENDOR_PATIENCE).close()
    except OSError as error:
        raise Unavailable(f"{VENDOR_HOST} is out of reach ({error})") from error
    try:
        from pulumi.automation import PulumiCommand
        from semver import VersionInfo
    except ImportError as error:
        raise Unavailable(f"the pulumi package is not installed ({error})") from error

    def install(root: Path) -> None:
        with progress(f"installing Pulumi {VERSION} from {VENDOR_HOST}"):
            PulumiCommand.install(root=str(root), version=VersionInfo.parse(VERSION))

    return into_cache(install)


def from_source() -> Path:
    """Builds CLI and language host from their Go modules, at the versions that go.mod and go.sum beside this file pin."""
    go = shutil.which("go")
    if not go:
        raise Unavailable("no go on PATH to build it with (1.26.6 or newer)")

    def build(root: Path) -> None:
        folder = root / "bin"
        folder.mkdir(parents=True)
        for step, (module, package, name, version) in enumerate(
            (
                ("cli", "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", PROGRAMS[0], VERSION),
                ("language-host", f"{SDK}/python/cmd/pulumi-language-python", PROGRAMS[1], HOST_VERSION),
            ),
            start=1,
        ):
            flags = f"-s -w -X {SDK}/go/common/version.Version={version}"
            with progress(f"building {name} {version} from Go modules ({step} of 2, some minutes the first time)"):
                run_go(go, HERE / module, "build", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", str(folder / name), package)
        sdk = Path(run_go(go, HERE / "cli", "list", "-m", "-f", "{{.Dir}}", SDK).strip())
        for source in ("cmd/pulumi-language-python-exec", "dist/pulumi-resource-pulumi-python"):
            copy_program(sdk / "python" / source, folder)
        copy_program(HERE / "policy-pack", folder)

    return into_cache(build)


def find(ways: tuple[Callable[[], Path], ...] = (on_path, cached, from_vendor, from_source)) -> Path:
    """Tries each way in order and returns the first folder that works.

    Raises:
        SystemExit: no way works; the message lists what each one lacked.
    """
    reasons = []
    for way in ways:
        try:
            return way()
        except Unavailable as error:
            reasons.append(f"  - {way.__name__.replace('_', ' ')}: {error}")
    raise SystemExit(
        "The Pulumi CLI is not on this machine and could not be got:\n"
        + "\n".join(reasons)
        + "\nInstall Pulumi (https://www.pulumi.com/docs/install/) or Go 1.26.6 or newer, then run this again."
    )


def into_cache(install: Callable[[Path], None]) -> Path:
    """Runs `install` on a fresh folder beside the cache and moves it in when it is complete."""
    final = cache_root() / VERSION
    final.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=final.parent, prefix=f".{VERSION}-") as scratch:
        root = Path(scratch) / VERSION
        try:
            install(root)
        except subprocess.CalledProcessError as error:
            raise Unavailable(f"{error.cmd[0]} failed ({error.returncode}): {last_lines(error.stderr)}") from error
        except Exception as error:
            raise Unavailable(str(error) or type(error).__name__) from error
        missing = [name for name in PROGRAMS if not (root / "bin" / name).exists()]
        if missing:
            raise Unavailable(f"the install lacks {', '.join(missing)}")
        try:
            root.rename(final)
        except OSError:  # Another process was faster, or an incomplete folder is in the way.
            if not all((final / "bin" / name).exists() for name in PROGRAMS):
                shutil.rmtree(final, ignore_errors=True)
                root.rename(final)
    return final / "bin"


def run_go(go: str, folder: Path, *arguments: str) -> str:
    """Runs one go command in `folder` and returns its standard output."""
    environment = {**os.environ, "GOFLAGS": "-buildvcs=false", "GOTOOLCHAIN": os.environ.get("GOTOOLCHAIN", "auto"), "GOWORK": "off"}
    done = subprocess.run([go, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def copy_program(source: Path, folder: Path) -> None:
    """Copies a script, maybe out of the read-only module cache, and makes it executable."""
    target = folder / source.name
    shutil.copyfile(source, target)
    target.chmod(0o755)


def version_of(program: Path) -> tuple[int, ...]:
    """The version that `program` prints, as numbers; zeros when it prints none."""
    done = subprocess.run([str(program), "version"], capture_output=True, text=True, check=False)
    numbers = done.stdout.strip().lstrip("v").split("-")[0].split(".")
    return tuple(int(number) for number in numbers) if all(number.isdigit() for number in numbers) else (0, 0, 0)


def dotted(version: tuple[int, ...]) -> str:
    """A version tuple as people write it."""
    return ".".join(str(number) for number in version)


def last_lines(text: str, count: int = 3) -> str:
    """The end of a program's error output, on one line."""
    return " / ".join(line.strip() for line in text.strip().splitlines()[-count:])


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Prints on standard error what is running, and the time every 15 s."""
    started = time.monotonic()
    done = threading.Event()

    def tick() -> None:
        while not done.wait(15):
            print(f"  … {what}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)

    print(f"{what} …", file=sys.stderr, flush=True)
    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
    print(f"  done in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(find())

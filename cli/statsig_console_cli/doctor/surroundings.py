"""Surroundings: what a run needs on this machine. Nothing is sent to the API."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from statsig_console.errors import InputError
from statsig_console.sending.proxies import proxy_of
from statsig_console.stack.settings import DEFAULT_URL, Settings, is_loopback

from .checks import Check, Mark

OLDEST_PYTHON = (3, 10)
OLDEST_CLI = (3, 254)
CLI_SECONDS = 30
PLUGINS = ("pulumi-language-python", "pulumi-resource-pulumi-python")
"""The programs of the CLI that run Python programs, and their dynamic resources."""

PLUGIN = "pulumi-resource-statsig-console"
"""The program that serves programs in other languages: on PATH, or installed as a plugin of the CLI."""

INSTALL = "https://www.pulumi.com/docs/install/"


def surroundings() -> Iterator[Check]:
    """Python, the package and the Pulumi CLI."""
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info[:2] >= OLDEST_PYTHON
    about = f"{found}, pulumi-statsig-console {version('pulumi-statsig-console')}, pulumi {version('pulumi')}"
    yield Check(Mark.FINE if good else Mark.WRONG, "Python", about, "" if good else "use Python 3.10 or newer")
    yield cli()
    if shutil.which("pulumi"):
        yield plugins()


def cli() -> Check:
    """The Pulumi CLI, if there is one, and whether it is new enough."""
    if shutil.which("pulumi") is None:
        return Check(Mark.REMARK, "Pulumi CLI", "is not on PATH", f"install it where stacks are deployed: {INSTALL}")
    said = cli_version()
    numbers = re.match(r"v?(\d+)\.(\d+)", said)
    if not numbers:
        return Check(Mark.WRONG, "Pulumi CLI", "does not tell its version", f"install it anew: {INSTALL}")
    good = tuple(map(int, numbers.groups())) >= OLDEST_CLI
    advice = "" if good else f"use {'.'.join(map(str, OLDEST_CLI))} or newer: {INSTALL}"
    return Check(Mark.FINE if good else Mark.WRONG, "Pulumi CLI", said, advice)


def cli_version() -> str:
    """The CLI's version in its own words; empty if it prints none."""
    variables = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"}
    try:
        done = subprocess.run(
            ["pulumi", "version"], env=variables, capture_output=True, encoding="utf-8", errors="replace", timeout=CLI_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def plugins() -> Check:
    """Whether the CLI finds what it runs Python programs with, or the package's plugin, which serves programs in other languages."""
    beside = Path(shutil.which("pulumi") or "").resolve().parent
    installed = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi").glob(f"plugins/{PLUGIN.removeprefix('pulumi-')}-v*")
    places = [str(beside), os.environ.get("PATH", ""), *map(str, sorted(installed))]
    missing = [name for name in (*PLUGINS, PLUGIN) if shutil.which(name, path=os.pathsep.join(places)) is None]
    found = ", ".join(name for name in (*PLUGINS, PLUGIN) if name not in missing)
    lacking = [name for name in missing if name in PLUGINS]
    if not lacking:
        return Check(Mark.FINE, "plugins", found)
    said = f"{' and '.join(lacking)} not found beside the CLI or on PATH"
    advice = f"they come with the CLI's installer; install it anew: {INSTALL}"
    if PLUGIN in missing:
        return Check(Mark.WRONG, "plugins", said, advice)
    return Check(Mark.REMARK, "plugins", f"{found}; {said}, which programs in Python need", f"for programs in Python, {advice}")


def connection(settings: Settings) -> Iterator[Check]:
    """The address, and the proxy that leads there."""
    other = "this machine's" if is_loopback(settings.url) else "another than the vendor's"
    whose = "the vendor's" if settings.url == DEFAULT_URL else other
    yield Check(Mark.FINE, "address", f"{settings.url} ({whose})")
    try:
        proxy = proxy_of(settings.url)
    except InputError as error:
        yield Check(Mark.WRONG, "proxy", str(error), "correct the environment variable")
        return
    yield Check(Mark.FINE, "proxy", f"one that speaks {proxy.url.scheme}, from the environment" if proxy else "none")

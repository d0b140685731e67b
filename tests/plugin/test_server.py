"""The plugin's process: its port on the first line, and its end when Pulumi wants it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console_emulator.testing import Emulator
from statsig_console_plugin.schema import package_version
from statsig_console_plugin.values import struct_of

from .protocol import configured, plugin_urn

SCRIPT = str(Path(sys.executable).with_name("pulumi-resource-statsig-console"))
WAYS = [[SCRIPT], [sys.executable, "-m", "statsig_console_plugin"]]
PATIENCE = 3.0
"""Seconds for an end that Pulumi waits five for."""

Start = Callable[[list[str]], subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a plugin, which does not outlive the test."""
    running: list[subprocess.Popen[str]] = []

    def begun(command: list[str]) -> subprocess.Popen[str]:
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield begun
    for each in running:
        each.kill()
        each.communicate()


def client(process: subprocess.Popen[str]) -> Any:
    """A client of the plugin at the port that it prints first."""
    assert process.stdout
    return provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{int(process.stdout.readline())}"))


@pytest.mark.parametrize("command", WAYS, ids=["script", "module"])
def test_it_prints_its_port_and_answers(command: list[str], start: Start) -> None:
    """As a script of the package, and as a module where there is none."""
    stub = client(start(command))

    assert stub.GetPluginInfo(provider_pb2.GetSchemaRequest()).version == package_version()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once(number: signal.Signals, start: Start, emulator: Emulator) -> None:
    """Also while a request waits for its answer; nothing is printed beside the port."""
    process = start([SCRIPT])
    stub = client(process)
    configured(stub, {"statsig:consoleApiKey": "console-server", "statsig:apiUrl": emulator.url})
    urn = plugin_urn("it", kind_of(statsig.Tag))
    request = provider_pb2.CreateRequest(urn=urn, properties=struct_of({"name": "Slow", "description": "", "isCore": False}))
    emulator.fault("slow", seconds=30, path="/tags*")
    try:
        waiting = Thread(target=lambda: stub.Create.future(request).exception())
        waiting.start()
        time.sleep(1)
        begun = time.monotonic()
        process.send_signal(number)
        out, errors = process.communicate(timeout=20)
    finally:
        emulator.clear_faults()

    assert time.monotonic() - begun < PATIENCE
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in errors
    waiting.join(20)

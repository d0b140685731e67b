"""What an editor shows of a property: pyright's language server, asked as an editor asks it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import IO, Any

import pytest

import pulumi_statsig_console as statsig
from pulumi_statsig_console.results.gate import GateResult
from statsig_console.declaring.descriptions import descriptions, parameters

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """import pulumi_statsig_console as statsig

gate = statsig.Gate("a", name="A", id_type="userID", on_destroy="archive", rules=[statsig.Rule(name="x", pass_percentage=1, conditions=[])])
print(gate.checks_per_hour, gate.created_time)
print(statsig.get_gate("a").type_reason)
statsig.get_gate("a", include_archive_metadata=True)
"""

Hover = Callable[[str], str]


def sent(stream: IO[bytes], message: Mapping[str, Any]) -> None:
    """Writes a message as the protocol has it."""
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    stream.flush()


def answer(stream: IO[bytes], number: int) -> Any:
    """The answer to a request; what the server tells besides is passed over."""
    while True:
        length = 0
        while line := stream.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the language server has ended"
        message = json.loads(stream.read(length))
        if message.get("id") == number and "method" not in message:
            return message.get("result")


@pytest.fixture(scope="module")
def hover() -> Iterator[Hover]:
    """Tells what the editor shows over a word of the program: the first place where it stands."""
    file = ROOT / "tests" / "typing" / "hovered.py"
    command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
    numbers = count(1)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        to, back = server.stdin, server.stdout
        assert to
        assert back

        def ask(method: str, parameters: Mapping[str, Any]) -> Any:
            number = next(numbers)
            sent(to, {"id": number, "method": method, "params": parameters})
            return answer(back, number)

        def over(word: str) -> str:
            before = PROGRAM[: PROGRAM.index(word)]
            place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n")}
            found = ask("textDocument/hover", {"textDocument": {"uri": file.as_uri()}, "position": place})
            return str(found["contents"]["value"]) if found else ""

        folder = {"uri": ROOT.as_uri(), "name": "checkout"}
        shown = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": shown, "workspaceFolders": [folder]})
        sent(to, {"method": "initialized", "params": {}})
        opened = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": PROGRAM}
        sent(to, {"method": "textDocument/didOpen", "params": {"textDocument": opened}})
        yield over
        server.kill()


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        ("id_type", statsig.Gate),
        ("on_destroy", statsig.Gate),
        ("checks_per_hour", statsig.Gate),
        ("created_time", statsig.Gate),
        ("pass_percentage", statsig.Rule),
        ("type_reason", GateResult),
    ],
)
def test_editor_shows_the_sentence(hover: Hover, word: str, owner: type) -> None:
    """Over an argument of a constructor, an attribute, a key of a nested object, and an attribute of a result."""
    assert descriptions(owner)[word] in shown(hover(word))


def test_editor_shows_what_parameters_of_lookups_mean(hover: Hover) -> None:
    """Over the function, all of them; pyright shows no docstring over a single argument of a function."""
    assert f"include_archive_metadata: {parameters(statsig.get_gate)['include_archive_metadata']}" in shown(hover("get_gate"))


def shown(text: str) -> str:
    """What a reader sees of Markdown, in one line."""
    return " ".join(text.replace("\\_", "_").replace("&nbsp;", " ").split())

"""The command `statsig-console doctor`: what is amiss is told in its line, nothing is changed, and nothing ends in a traceback."""

from __future__ import annotations

import random
import re
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import trustme

from statsig_console_cli.adopt.catalogue import catalogue, is_seen
from statsig_console_cli.doctor import findings, reading
from statsig_console_cli.doctor.places import Difference
from statsig_console_emulator.testing import Emulator
from tests.reliability.latitude import LATITUDES, Exchange

from .examining import KEY, Exam, Patient

SHOWN = sorted(label for label, entry in catalogue().items() if is_seen(entry))
ANSWERS_TO_CHANGES = {"identity alone", "message alone", "nulls in changes"}
"""Latitudes of answers to changes, which a doctor never asks for."""

UNSEEN = {"reordered"}
"""Latitudes that mean nothing to the package; a report tells them."""


@pytest.fixture(scope="module")
def plain(patient: Patient) -> Exam:
    """What is found where nothing is the matter."""
    return patient.examine()


def rewriting(path: str, change: Callable[[Any], Any]) -> Callable[[Exchange], Any]:
    """Rewrites the data of answers at a path, which a pattern matches."""

    def rewrite(exchange: Exchange) -> Any:
        body = exchange.body
        if re.fullmatch(path, exchange.path.partition("?")[0]) and isinstance(body, dict) and "data" in body:
            data = body["data"]
            return {**body, "data": [change(each) for each in data] if isinstance(data, list) else change(data)}
        return body

    return rewrite


def test_nothing_is_wrong_with_the_emulator(plain: Exam) -> None:
    """Every kind is read, and what the two sides make of an object is the same."""
    assert plain.code == 0
    assert plain.found["mark"] != "wrong"
    assert sorted(plain.found["kinds"]) == SHOWN
    assert [label for label, kind in plain.found["kinds"].items() if not kind["objects"]] == []
    assert {about for label in SHOWN for about in plain.findings(label)} == {findings.LISTED_ALONE}
    assert plain.findings("Team") == {findings.LISTED_ALONE: ["admins", "members"]}


def test_it_says_what_it_will_ask_and_keeps_to_it(patient: Patient) -> None:
    """Before the first request, with the address and a number that it stays below."""
    result = patient.run()

    asked, said = len(patient.emulator.requests()), re.search(r"at most (\d+) GET requests to (\S+),", result.stderr)
    assert said
    assert asked <= int(said[1]) < asked * 2
    assert said[2] == patient.emulator.url
    assert f"sees {len(SHOWN)} of {len(SHOWN)} kinds" in result.stdout
    assert "teams: which a read answers and the list does not: admins, members" in result.stdout


def test_a_page_of_each_list_is_read_and_no_more(patient: Patient) -> None:
    """However many objects there are."""
    patient.run()

    pages = [each.path for each in patient.emulator.requests() if "page=" in each.path and "page=1" not in each.path]
    assert pages == []
    lists = [each.template for each in patient.emulator.requests() if "{" not in str(each.template)]
    assert lists.count("/gates") == 1


@pytest.mark.parametrize("latitude", LATITUDES)
def test_a_latitude_is_told(patient: Patient, plain: Exam, latitude: str) -> None:
    """As what it is, for each kind that it touches; none of them is wrong."""
    with patient.behind(latitude) as url:
        told = patient.examine(url=url)

    assert told.code == 0
    same = [label for label in SHOWN if told.found["kinds"][label] == plain.found["kinds"][label]]
    if latitude in ANSWERS_TO_CHANGES | UNSEEN:
        assert same == SHOWN
        return
    assert len(same) < len(SHOWN)
    for label in set(SHOWN) - set(same):
        assert EXPECTED[latitude](told.found["kinds"][label], told.findings(label)), (label, told.findings(label))


EXPECTED: dict[str, Callable[[Any, dict[str, list[str]]], bool]] = {
    "unknown keys": lambda kind, said: {"zzNumber", "zzUnknown"} <= {each.rpartition(".")[2] for each in said[Difference.KEY.value]},
    "nulls left out": lambda kind, said: kind["nothing"]["null"] == 0 < kind["nothing"]["left out"],
    "null for empty": lambda kind, said: kind["nothing"]["empty"] == 0 < kind["nothing"]["null"],
    "empties left out": lambda kind, said: kind["nothing"]["empty"] == kind["nothing"]["null"] == 0 < kind["nothing"]["left out"],
    "floats and texts": lambda kind, said: bool(said[Difference.FORM.value]),
    "items short": lambda kind, said: Difference.LACKING.value in said or findings.LISTED_ALONE in said or kind["nothing"],
}


def test_unknown_keys_are_told_for_every_kind(patient: Patient) -> None:
    """Also deep inside, and not in what people keep as JSON of their own."""
    with patient.behind("unknown keys") as url:
        told = patient.examine(url=url)

    assert [label for label in SHOWN if Difference.KEY.value not in told.findings(label)] == ["SegmentIdList"]
    assert "rules[].conditions[].zzUnknown" in told.findings("Gate")[Difference.KEY.value]
    assert not [each for each in told.findings("DynamicConfig")[Difference.KEY.value] if "Value" in each]


def test_what_a_list_lacks_is_told(patient: Patient) -> None:
    """By the program's names, as `adopt` reads such objects one by one."""
    with patient.behind("items short") as url:
        told = patient.examine(url=url)

    assert told.findings("Gate")[findings.LISTED_ALONE] == ["rules"]


@pytest.mark.parametrize(
    ("change", "about", "where"),
    [
        ({"type": "PROMISED"}, Difference.WORD, "type ('PROMISED')"),
        ({"createdTime": "2026-01-01T00:00:00.000Z"}, Difference.FORM, "createdTime (a time as text)"),
        ({"createdTime": "1700000000000"}, Difference.FORM, "createdTime (digits)"),
        ({"isEnabled": "yes"}, Difference.TYPE, "isEnabled (text)"),
        ({"tags": "one"}, Difference.FORM, "tags (one value for a list of one)"),
        ({"rules": None}, Difference.NULL, "rules"),
    ],
)
def test_a_value_that_is_not_as_declared_is_told(patient: Patient, change: dict[str, Any], about: Difference, where: str) -> None:
    """With its place, and with what stands there."""
    with patient.behind(rewriting("/gates(/[^/]+)?", lambda gate: {**gate, **change})) as url:
        told = patient.examine("--kinds", "gate", url=url)

    assert where in told.findings("Gate")[about.value]
    assert (told.code, told.found["kinds"]["Gate"]["mark"]) == ((1, "wrong") if about is Difference.TYPE else (0, "remark"))


def test_a_change_right_after_adoption_is_told(patient: Patient) -> None:
    """As where a list tells another value than a read."""
    with patient.behind(rewriting("/gates", lambda gate: {**gate, "description": "as it was"})) as url:
        told = patient.examine("--kinds", "gate", url=url)

    assert told.code == 1
    assert told.findings("Gate")["would show a change right after adoption"] == ["description (3 objects)"]


def test_what_breaks_todays_rules_is_told(patient: Patient) -> None:
    """Such an object is adopted all the same, and its property is named."""
    name = "N" * 500
    with patient.behind(rewriting("/tags(/[^/]+)?", lambda tag: {**tag, "name": name})) as url:
        told = patient.examine("--kinds", "tag", url=url)

    [line] = told.findings("Tag")["breaks today's rules"]
    assert line.startswith("name should ")
    assert told.code == 0


def test_an_object_that_cannot_be_adopted_is_told(patient: Patient) -> None:
    """With the property that stands against it, and without its name."""
    with patient.behind(rewriting("/tags(/[^/]+)?", lambda tag: {**tag, "name": None, "id": "hush"})) as url:
        told = patient.examine("--kinds", "tag", url=url)

    assert told.code == 1
    assert "cannot be adopted" in told.findings("Tag")


FAULTS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a failure": ("status", {"status": 500}, "wrong", "Internal Server Error (GET /holdouts, 500"),
    "a failure once": ("status", {"status": 503, "count": 1}, "remark", "1 request was sent again"),
    "the rate limit": ("status", {"status": 429, "retry_after": 0.01, "count": 2}, "remark", "2 requests were sent again"),
    "a permission that lacks": ("status", {"status": 403}, "remark", "not open to this key or project"),
    "an unknown path": ("status", {"status": 404}, "remark", "not open to this key or project"),
    "a refusal": ("status", {"status": 400}, "remark", "not open to this key or project"),
    "a cut connection": ("reset_before", {}, "wrong", "The API gave no answer"),
    "a connection that is cut once": ("reset_before", {"count": 1}, "remark", "1 request was sent again"),
    "an answer that is lost": ("reset_after", {"count": 1}, "remark", "1 request was sent again"),
    "a short answer": ("truncate", {}, "wrong", "The API gave no answer"),
    "a short answer once": ("truncate", {"count": 1}, "remark", "1 request was sent again"),
    "an answer that is no JSON": ("malformed", {}, "wrong", "is not JSON"),
    "a slow answer": ("latency", {"seconds": 1.2}, "remark", "answers slowly"),
    "a slow body": ("slow", {"seconds": 1.2}, "remark", "answers slowly"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_in_the_line_of_its_kind(without_faults: Patient, plain: Exam, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """And in no other, but for what hangs on it."""
    kind, facts, mark, said = FAULTS[name]
    if "slow" in name:
        monkeypatch.setattr(findings, "SLOW", 1.0)
    without_faults.emulator.fault(kind, path="/holdouts", **facts)

    told = without_faults.examine("--kinds", "holdout,tag,autotune")

    assert told.code == (1 if mark == "wrong" else 0)
    assert {label: each["mark"] for label, each in told.found["kinds"].items()} == {"Holdout": mark, "Tag": "fine", "Autotune": "fine"}
    assert any(said in about for about in told.findings("Holdout")), told.findings("Holdout")


def test_a_kind_that_fails_leaves_the_others(without_faults: Patient) -> None:
    """What hangs on it is not asked for, and says so."""
    without_faults.emulator.fault("status", path="/segments", status=403)

    told = without_faults.examine()

    assert (told.code, told.marks("key")) == (0, ["remark"])
    assert told.said("key") == f"sees {len(SHOWN) - 2} of {len(SHOWN)} kinds (403: segments)"
    assert told.findings("SegmentIdList") == {"not read: belongs to Segment, of which nothing was read": []}


def test_an_api_that_fails_altogether_is_left_alone(without_faults: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a few kinds, instead of after all of them."""
    without_faults.emulator.fault("malformed", skip=4)

    told = without_faults.examine()

    asked = {each.template for each in without_faults.emulator.requests()}
    assert told.code == 1
    assert len(asked) <= 4 + reading.LOST
    assert f"not asked: {reading.LOST} kinds in a row got no answer" in told.findings("User")


def test_a_key_that_is_not_accepted_is_told(patient: Patient) -> None:
    """And nothing else is asked."""
    told = patient.examine(STATSIG_CONSOLE_API_KEY="secret-0123456789abcdefghijklmnop")
    refused = Emulator(keys=["console-another"])
    with refused:
        other = patient.examine(url=refused.url)

    assert (told.code, told.marks("settings")) == (1, ["wrong"])
    assert "0123456789" not in told.text
    assert (other.code, other.marks("connection"), other.marks("key")) == (1, ["fine"], ["wrong"])
    assert len(refused.requests()) == 1
    assert KEY not in other.text


def test_a_key_that_expires_meanwhile_is_told(without_faults: Patient) -> None:
    """In the line of the key."""
    without_faults.emulator.fault("expired_key", path="/holdouts")

    told = without_faults.examine()

    assert (told.code, told.marks("key")) == (1, ["wrong"])


def test_no_connection_is_told(patient: Patient) -> None:
    """With what to look at."""
    told = patient.examine(url="http://127.0.0.1:1")

    assert (told.code, told.marks("connection"), told.found["kinds"]) == (1, ["wrong"], {})


def test_what_the_list_of_keys_tells_of_the_own_one_is_told(patient: Patient) -> None:
    """Its type and scopes, and not its text."""
    own = {"key": KEY, "type": "CONSOLE", "status": "active", "scopes": ["omni_read_only"], "description": "", "environments": []}

    def rewrite(exchange: Exchange) -> Any:
        body = exchange.body
        return {**body, "data": [*body["data"], own]} if exchange.path.startswith("/keys?") else body

    with patient.behind(rewrite) as url:
        told = patient.examine("--kinds", "key", url=url)

    assert told.said("key") == "sees 1 of 1 kinds; type CONSOLE, scopes omni_read_only"
    assert KEY not in told.text


def test_a_server_that_nobody_vouches_for_is_told(patient: Patient) -> None:
    """Why the connection failed, in the words of TLS; the key was not sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            with suppress(OSError), context.wrap_socket(server.accept()[0], server_side=True):
                pass

        thread = threading.Thread(target=refuse)
        thread.start()
        told = patient.examine(url=f"https://127.0.0.1:{server.getsockname()[1]}")
        thread.join()

    assert (told.code, told.marks("connection")) == (1, ["wrong"])
    assert "certificate verify failed" in told.said("connection")


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_cannot_be_used_is_told(patient: Patient, variable: str) -> None:
    """Before anything is asked, and without its password."""
    told = patient.examine(url="https://api.example", **{variable: "gopher://me:hush@proxy.example"})

    assert (told.code, told.marks("proxy")) == (1, ["wrong"])
    assert "hush" not in told.text


@pytest.mark.parametrize(("key", "sort"), [("console-doctor-cloud", "cloud"), ("console-whn-doctor", "warehouse-native")])
def test_the_project_is_told(patient: Patient, key: str, sort: str) -> None:
    """Its name, and what sort it is."""
    told = patient.examine("--kinds", "tag", STATSIG_CONSOLE_API_KEY=key)

    assert told.said("project").endswith(f"; {sort}")


def test_a_key_that_may_not_ask_for_the_project_is_told(without_faults: Patient) -> None:
    """Kinds are read all the same."""
    for path in ("/project", "/company", "/settings/project"):
        without_faults.emulator.fault("status", path=path, status=403)

    told = without_faults.examine("--kinds", "tag")

    assert (told.code, told.marks("project")) == (0, ["remark"])
    assert "cloud or warehouse-native: the API does not tell this key" in told.said("project")
    assert told.found["kinds"]["Tag"]["objects"] > 1


@pytest.mark.parametrize("value", [7, "text", ["x"], {"a": 1}, True, None, [[1]], [{"a": {}}]], ids=str)
@pytest.mark.parametrize("depth", [1, 2])
def test_no_answer_ends_in_a_traceback(patient: Patient, value: Any, depth: int) -> None:
    """Whatever stands wherever, for every kind; it is told."""
    chance = random.Random(depth)

    def wrecked(held: Any, level: int = 0) -> Any:
        if isinstance(held, dict):
            return {key: value if level + 1 >= depth and chance.random() < 0.5 else wrecked(each, level + 1) for key, each in held.items()}
        return [wrecked(each, level) for each in held] if isinstance(held, list) else held

    with patient.behind(rewriting(".*", wrecked)) as url:
        told = patient.examine(url=url)

    assert told.code == 1
    assert [label for label in SHOWN if label not in told.found["kinds"]] == []


def test_a_value_of_another_sort_is_told(patient: Patient) -> None:
    """It stops no run, and is wrong all the same."""
    with patient.behind(rewriting("/gates(/[^/]+)?", lambda gate: {**gate, "status": ["In Progress"]})) as url:
        told = patient.examine("--kinds", "gate,tag", url=url)

    assert told.code == 1
    assert not any(each.startswith(findings.CANNOT_BE_READ) for each in told.findings("Gate"))
    assert told.found["kinds"]["Tag"]["mark"] == "fine"


def test_an_answer_that_stops_the_engine_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """As what would stop a run. No answer is known that does, so that the engine is made to stop here."""
    held = findings.adopted

    def stopped(seen: Any, session: Any) -> Any:
        if seen.kind.label == "Gate":
            raise TypeError("unhashable type: 'list'")
        return held(seen, session)

    monkeypatch.setattr(findings, "adopted", stopped)

    told = patient.examine("--kinds", "gate,tag")

    assert told.code == 1
    assert any(each.startswith(findings.CANNOT_BE_READ) for each in told.findings("Gate"))
    assert told.found["kinds"]["Tag"]["mark"] == "fine"


def command(folder: Path, name: str, text: str) -> None:
    """A program of the Pulumi CLI that prints a text, or fails where there is none."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{f'echo {text}' if text else 'exit 1'}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("cli", "plugins", "marks"),
    [
        (None, (), {"Pulumi CLI": ["remark"], "plugins": []}),
        ("v3.259.0", ("pulumi-language-python", "pulumi-resource-pulumi-python"), {"Pulumi CLI": ["fine"], "plugins": ["fine"]}),
        ("v3.259.0", ("pulumi-language-python",), {"Pulumi CLI": ["fine"], "plugins": ["wrong"]}),
        ("v3.259.0", ("pulumi-resource-statsig-console",), {"Pulumi CLI": ["fine"], "plugins": ["remark"]}),
        ("v3.100.0", ("pulumi-language-python", "pulumi-resource-pulumi-python"), {"Pulumi CLI": ["wrong"], "plugins": ["fine"]}),
        ("", ("pulumi-language-python", "pulumi-resource-pulumi-python"), {"Pulumi CLI": ["wrong"], "plugins": ["fine"]}),
    ],
)
def test_the_pulumi_cli_is_looked_at(
    patient: Patient, tmp_path: Path, cli: str | None, plugins: tuple[str, ...], marks: dict[str, list[str]]
) -> None:
    """Its version, and what it runs Python programs with."""
    folder = tmp_path / "bin"
    folder.mkdir()
    if cli is not None:
        command(folder, "pulumi", cli)
    for name in plugins:
        command(folder, name, "plugin")

    told = patient.examine("--kinds", "tag", PATH=str(folder), PULUMI_HOME=str(tmp_path))

    assert {about: told.marks(about) for about in marks} == marks


def test_an_installed_plugin_is_found(patient: Patient, tmp_path: Path) -> None:
    """Programs in YAML, TypeScript and Go need nothing else."""
    folder = tmp_path / "plugins" / "resource-statsig-console-v0.1.0"
    folder.parent.mkdir()
    command(folder, "pulumi-resource-statsig-console", "plugin")
    command(tmp_path / "bin", "pulumi", "v3.259.0")

    told = patient.examine("--kinds", "tag", PATH=str(tmp_path / "bin"), PULUMI_HOME=str(tmp_path))

    assert (told.code, told.marks("plugins")) == (0, ["remark"])
    assert told.said("plugins").startswith("pulumi-resource-statsig-console; pulumi-language-python and ")


def test_only_kinds_that_are_asked_for_are_read(patient: Patient) -> None:
    """With what they hang on; an unknown one is a mistake."""
    told = patient.examine("--kinds", "gate_overrides")
    wrong = patient.run("--kinds", "gaet")

    assert sorted(told.found["kinds"]) == ["Gate", "GateOverrides"]
    assert (wrong.exit_code, "did you mean gate?" in wrong.output) == (1, True)

"""The doctor's report: what it holds is on a list, and nothing of a project is in it."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from statsig_console.declaring.results import Result
from statsig_console.lookup import registered
from statsig_console_cli.adopt.catalogue import catalogue, is_seen
from statsig_console_cli.doctor import report
from statsig_console_cli.doctor.places import Sort, hints_of
from tests.reliability.latitude import Exchange

from .examining import KEY, Patient

SHOWN = sorted(label for label, entry in catalogue().items() if is_seen(entry))
PERSONAL = ("Ada Lovelace", "ada@example.com", "secret-abcdefghijklmnopqrstuvwx", "SELECT * FROM salaries", "ada", "Ada")


def written(patient: Patient, file: Path, url: str = "", *arguments: str) -> dict[str, Any]:
    """The report of a project."""
    file.unlink(missing_ok=True)
    result = patient.run("--report", str(file), "--yes", *arguments, url=url)
    assert file.exists(), result.output
    return dict(json.loads(file.read_text()))


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def declared(hint: Any) -> Iterator[str]:
    """The words that a declaration names: keys of answers, and values of enumerations."""
    if get_origin(hint) is Literal:
        yield from map(str, get_args(hint))
    elif isinstance(hint, type) and issubclass(hint, Result):
        for name, wire in hint.attributes().items():
            yield wire
            yield from declared(hints_of(hint)[name])
    else:
        for each in get_args(hint):
            yield from declared(each)


@pytest.fixture(scope="module")
def vocabulary() -> set[str]:
    """All that a report may hold beside numbers: what the declarations say, and its own words."""
    entries = [entry for entry in catalogue().values() if is_seen(entry)]
    operations = {str(each) for entry in entries for each in entry.kind.operations()} | {"GET /ingestion/status"}
    words = {word for lookup in registered() if str(lookup.operation) in operations for word in declared(lookup.result)}
    properties = {field.name for entry in entries for field in entry.kind.fields}
    own = (
        "report versions package python pulumi cli system warehouse_native checks kinds mark objects more alone gone repeated answers "
        "differences broken places order at words forms misfits undeclared fine remark wrong answered digits Python plugins address proxy "
        "connection project limits key 400 403 404"
    )
    phrases = ("Pulumi CLI", "left out", "other words", "no answer", "a time as text", "one value for a list of one", "the object", "")
    return {*operations, *words, *properties, *own.split(), *phrases, *SHOWN, *(each.value for each in Sort)}


def strange(content: dict[str, Any], vocabulary: set[str]) -> set[str]:
    """The texts of a report that are not on the list; a path is as good as its parts."""
    found = {text for name, value in content.items() if name != "versions" for text in texts(value)}
    return {text for text in found if text not in vocabulary and not set(text.replace("[]", "").split(".")) <= vocabulary}


def test_the_report_holds_what_is_on_the_list(patient: Patient, tmp_path: Path, vocabulary: set[str]) -> None:
    """For every kind, of a project in which people have written whatever they liked."""
    content = written(patient, tmp_path / "report.json")

    assert strange(content, vocabulary) == set()
    assert sorted(content["kinds"]) == SHOWN
    assert [label for label, kind in content["kinds"].items() if not kind["objects"] or not kind["places"]] == []
    gate, count = content["kinds"]["Gate"]["places"]["GET /gates"], content["kinds"]["Gate"]["objects"]
    assert gate["at"]["type"] == {"text": count, "words": {"TEMPORARY": count - 1, "PERMANENT": 1}}
    assert gate["at"]["name"] == {"text": count}
    assert content["kinds"]["Gate"]["answers"] == {"GET /gates": {"answered": 1}, "GET /gates/{id}": {"answered": 3}}
    assert content["warehouse_native"] is True


def test_nothing_that_people_wrote_is_in_the_report(patient: Patient, tmp_path: Path, vocabulary: set[str]) -> None:
    """Of all texts that the API answers, only the words of enumerations come back."""
    seen: Counter[str] = Counter()

    def note(exchange: Exchange) -> Any:
        seen.update(texts(exchange.body))
        return exchange.body

    with patient.behind(note) as url:
        content = written(patient, tmp_path / "report.json", url)

    values = {text for text in seen if len(text) > 2} & set(texts(content))
    assert len(seen) > 500
    assert values - vocabulary == set()


@pytest.mark.parametrize("personal", PERSONAL)
def test_a_project_full_of_personal_data_leaves_none_in_the_report(
    patient: Patient, tmp_path: Path, vocabulary: set[str], personal: str
) -> None:
    """Where every text is somebody's, those of enumerations among them; and where keys are, they are numbered."""

    def theirs(value: Any, depth: int = 0) -> Any:
        if isinstance(value, str):
            return personal
        if isinstance(value, dict):
            keys = {f"{personal} {number}": personal for number in range(report.MOST_KEYS + 1)} if depth else {}
            return {key: theirs(each, depth + 1) for key, each in value.items()} | keys | ({personal: personal} if depth else {})
        return [theirs(each, depth + 1) for each in value] if isinstance(value, list) else value

    def rewrite(exchange: Exchange) -> Any:
        body = exchange.body
        return {**body, "data": theirs(body["data"], 1)} if isinstance(body, dict) and "data" in body else body

    with patient.behind(rewrite) as url:
        content = written(patient, tmp_path / "report.json", url)

    text = json.dumps({name: value for name, value in content.items() if name != "versions"}, ensure_ascii=False)
    assert sorted(content["kinds"]) == SHOWN
    assert not any(personal == part or personal in part.split() for part in texts(json.loads(text)) for part in (part, *part.split(".")))
    assert {each for each in strange(content, vocabulary) if not each.rpartition(".")[2].startswith("key ")} == set()


def test_what_the_api_said_and_where_it_is_are_not_in_the_report(patient: Patient, tmp_path: Path) -> None:
    """A refusal is a status; the address may be an intranet's."""
    patient.emulator.fault("status", path="/tags", status=403)
    try:
        content = written(patient, tmp_path / "report.json")
    finally:
        patient.emulator.service.faults.clear()

    text = json.dumps(content)
    assert content["kinds"]["Tag"]["answers"] == {"GET /tags": {"403": 1}}
    assert [each for each in ("Forbidden", "127.0.0.1", KEY, "Shop") if each in text] == []


def test_keys_that_nobody_declares_are_shown_before_they_are_written(patient: Patient, tmp_path: Path) -> None:
    """Their names are what a maintainer has to know; what may be data has a number."""

    def rewrite(exchange: Exchange) -> Any:
        body = exchange.body
        if exchange.path.startswith("/tags?") and isinstance(body, dict):
            return {**body, "data": [{**each, "colourScheme": "blue", "ada@example.com": 1} for each in body["data"]]}
        return body

    with patient.behind(rewrite) as url:
        result = patient.run("--kinds", "tag", "--report", str(tmp_path / "report.json"), "--yes", url=url)

    content = json.loads((tmp_path / "report.json").read_text())
    at = content["kinds"]["Tag"]["places"]["GET /tags"]["at"]
    count = content["kinds"]["Tag"]["objects"]
    assert at["colourScheme"] == {"text": count, "undeclared": True}
    assert at["key 1"] == {"number": count, "undeclared": True}
    assert "the names of these keys, which the package does not know: colourScheme, key 1" in result.stderr
    assert "ada@example.com" not in json.dumps(content)


def test_a_latitude_is_in_the_report(patient: Patient, tmp_path: Path) -> None:
    """Also the order of keys, which means nothing to the package."""
    plain = written(patient, tmp_path / "report.json", "", "--kinds", "gate")
    with patient.behind("reordered") as url:
        turned = written(patient, tmp_path / "report.json", url, "--kinds", "gate")

    orders = [each["kinds"]["Gate"]["places"]["GET /gates"]["order"] for each in (plain, turned)]
    assert orders[0] == orders[1][::-1]
    assert len(orders[0]) > 20


def test_the_same_project_has_the_same_report(patient: Patient, tmp_path: Path) -> None:
    """So that two reports can be compared."""
    assert written(patient, tmp_path / "one.json") == written(patient, tmp_path / "two.json")


def test_nothing_is_written_unless_somebody_agrees(patient: Patient, tmp_path: Path) -> None:
    """What the file would hold is said; a pipeline says --yes."""
    file = tmp_path / "report.json"

    result = patient.run("--kinds", "tag", "--report", str(file))

    assert (result.exit_code, file.exists()) == (1, False)
    assert all(each in result.stderr for each in (*report.HOLDS, report.NOT_IN))
    assert "the report was not written" in result.stderr


@pytest.mark.parametrize(("answer", "is_written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_somebody_is_asked(patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool) -> None:
    """On a terminal."""
    monkeypatch.setattr(report, "is_terminal", lambda: True)

    patient.run("--kinds", "tag", "--report", str(tmp_path / "report.json"), typed=answer)

    assert (tmp_path / "report.json").exists() is is_written


def test_the_report_is_its_owner_s(patient: Patient, tmp_path: Path) -> None:
    """And replaces a link instead of writing through it."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "report.json").symlink_to(victim)

    patient.run("--kinds", "tag", "--report", str(tmp_path / "report.json"), "--yes")

    assert victim.read_text() == "precious"
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_is_told(patient: Patient, tmp_path: Path) -> None:
    """In a sentence."""
    result = patient.run("--kinds", "tag", "--report", str(tmp_path / "none" / "report.json"), "--yes")

    assert result.exit_code == 1
    assert "none" in result.stderr

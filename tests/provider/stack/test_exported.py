"""What the stack's export says, and how often it is asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from statsig_console.call import Call, calling
from statsig_console.stack.exported import holders_like, resource_with, resources_like, resources_of

URN = "urn:pulumi:dev::demo::{}pulumi-python:dynamic/statsig:{}::{}"
PROVIDER = "urn:pulumi:dev::demo::pulumi:providers:statsig-console::{}"
RESOURCES = [
    {"urn": "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev"},
    {"urn": URN.format("", "Tag", "one"), "id": "tag-1", "outputs": {"name": "One"}, "provider": f"{PROVIDER.format('eu')}::some-id"},
    {"urn": URN.format("demo:Feature$", "Tag", "two"), "id": "tag-2", "outputs": {"name": "Two"}},
    {"urn": URN.format("", "Tag", "gone"), "id": "tag-3", "outputs": {"name": "Three"}, "delete": True},
    {"urn": URN.format("", "Tag", "going"), "id": "tag-5", "outputs": {"name": "Five"}, "pendingReplacement": True},
    {"urn": URN.format("", "Tag", "read"), "id": "tag-6", "outputs": {"name": "Six"}, "external": True},
    {"urn": URN.format("", "Tag", "abroad"), "id": "tag-4", "outputs": {"name": "Four", "project": "eu"}},
    {"urn": URN.format("", "Team", "other"), "id": "tag-1", "outputs": {"name": "One"}},
]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A command that stands for the CLI on the path, and notes in this file that it was called."""
    noted = tmp_path / "calls"
    text = json.dumps({"deployment": {"resources": RESOURCES}})
    command = tmp_path / "pulumi"
    notes = f"open({str(noted)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')"
    command.write_text(f"#!{sys.executable}\nimport sys, time\n{notes}\ntime.sleep(0.3)\nprint({text!r})\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    resources_of.cache_clear()
    yield noted
    resources_of.cache_clear()


def test_many_threads_ask_once(calls: Path) -> None:
    """Pulumi creates several objects at a time, and each export is a process."""
    like = URN.format("", "Tag", "new")
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: [each.id for each in resources_like(like)], range(8)))

    assert found == [["tag-1", "tag-2"]] * 8
    assert calls.read_text() == "stack export --stack dev --non-interactive\n"


def test_replaced_resources_still_hold_their_objects(calls: Path) -> None:
    """Until their deletion; one that is only read holds none, nor does one whose object is deleted already."""
    holders = holders_like(URN.format("", "Tag", "new"))

    assert [(each.id, each.replaced) for each in holders] == [("tag-1", False), ("tag-2", False), ("tag-3", True)]


def test_resources_of_another_provider_are_others(calls: Path) -> None:
    """A program may have a provider for each of its projects, in which the same object is another one."""
    like = URN.format("", "Tag", "new")

    with calling(Call(provider=PROVIDER.format("eu"))):
        eu = [each.id for each in resources_like(like)]
    with calling(Call(provider=PROVIDER.format("us"))):
        us = [each.id for each in resources_like(like)]

    assert (eu, us) == (["tag-1"], [])


def test_resources_are_told_apart_by_type_and_project(calls: Path) -> None:
    """What is only still to be deleted is not there."""
    like = URN.format("demo:Feature$", "Tag", "new")

    found = {id_: resource_with(id_, like) for id_ in ("tag-1", "tag-2", "tag-3", "tag-4")}

    assert {id_: each and each.urn.rpartition("::")[2] for id_, each in found.items()} == {
        "tag-1": "one",
        "tag-2": "two",
        "tag-3": None,
        "tag-4": None,
    }
    abroad = resource_with("tag-4", like, "eu")
    assert abroad
    assert abroad.outputs["name"] == "Four"

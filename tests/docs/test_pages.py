"""What is written by hand agrees with the code."""

from __future__ import annotations

import re

import pytest
from tools.docs import errors, kinds, lookups, messages

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import InputError
from statsig_console.stack.settings import NAMESPACE, Settings

from .conftest import ROOT
from .terraform import RENAMED, RESOURCES

DOCS = ROOT / "docs"


def test_every_message_is_explained() -> None:
    """Who adds a message to the code adds what it means to tools/docs/errors.yml."""
    assert errors.unexplained() == []


def test_no_explanation_outlives_its_message() -> None:
    """An entry of tools/docs/errors.yml that fits no message is about one that was reworded or taken away."""
    assert errors.outdated() == []


def test_messages_are_found_where_they_are_raised() -> None:
    """The reading of the source sees f-strings, variables, alternatives and what is not raised at once."""
    source = """
STUCK = "cannot move"
def go(name, far):
    if far:
        raise InputError(f"{name!r} is {'far' if far else 'near'}")
    wrong = Problem(name, STUCK)
    message = f"The API said {name}" if far else "nothing"
    raise kind(message, status=1)
def other(error):
    raise InputError(str(error))
"""
    assert set(messages.in_source(source)) == {
        ("InputError", "… is far"),
        ("InputError", "… is near"),
        ("invalid input", "cannot move"),
        ("ConsoleError", "The API said …"),
        ("ConsoleError", "nothing"),
    }


def test_every_class_of_error_is_on_the_page() -> None:
    """The table comes from the classes themselves."""
    page = errors.page()

    assert [name for name in messages.error_names() if f"| `{name}` |" not in page] == []
    assert {"InputError", "ConsoleError", "RateLimited"} <= set(messages.error_names())


def test_every_setting_is_described() -> None:
    """A name that the provider asks the configuration for has a row in docs/settings.md and in no other place needs one."""
    asked: set[str] = set()

    def get(name: str) -> str | None:
        asked.add(name)
        return "console-x" if name == f"{NAMESPACE}:consoleApiKey" else None

    Settings.read(get)
    rows = set(re.findall(r"^\| `(statsig:\w+)`", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert asked - rows == set()


def test_a_setting_that_cannot_be_used_says_which() -> None:
    """The page of settings promises it."""
    with pytest.raises(InputError, match="statsig:pacing"):
        Settings.read({"statsig:consoleApiKey": "console-x", "statsig:pacing": "maybe"}.get)


@pytest.mark.parametrize("resource", RESOURCES)
def test_terraform_attributes_have_a_place(resource: str) -> None:
    """Each attribute of the provider's 17 resources is a property or output of the same name here, or the table says what it became."""
    text = (DOCS / "from-terraform.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| `{resource}` |"))
    kind = kind_of(getattr(statsig, row.split("|")[2].strip().strip("`")))
    same = {field.name for field in kind.fields}

    assert [each for each in RESOURCES[resource] if each not in same and f"`{each}`" not in row] == []
    for old, new in RENAMED.get(resource, {}).items():
        assert f"`{old}` → `{new}`" in row
        assert new in kind.by_name


def test_terraform_table_has_all_resources() -> None:
    """And no other."""
    text = (DOCS / "from-terraform.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(statsig_\w+)` \|", text, re.MULTILINE)) == set(RESOURCES)
    assert len(RESOURCES) == 17


def test_readme_counts_right() -> None:
    """The figures of the first pages, here and on the site, are those of the package."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    resources, actions = len(kinds.classes(once=False)), len(kinds.classes(once=True))
    found = sum(len(lookups.readings(module)) for module in lookups.modules())

    assert f"{resources} resources, {actions} actions and {found} lookups send " in text
    for first in (text, (DOCS / "index.md").read_text(encoding="utf-8")):
        assert f"| {resources}, and {actions} actions | {len(RESOURCES)} | 6 |" in first
        assert f"| {found} functions | none | none |" in first


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_repository_lead_somewhere(page: str) -> None:
    """Those who read the repository itself find what it points to."""
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert [link for link in links if not (ROOT / link).exists()] == []

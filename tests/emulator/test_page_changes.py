"""What the page shows of every kind, and what a person changes there by hand: plain forms, closed to other sites."""

from __future__ import annotations

import html
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pytest

from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.page import views
from statsig_console_emulator.page.changes import ITEMS, changes
from statsig_console_emulator.registry import HANDLERS
from statsig_console_emulator.store import fingerprint
from statsig_console_emulator.testing import Client, Emulator
from tests.acceptance.population import populate
from tests.docs.test_browser import AXE, FINDINGS
from tests.emulator.browser import Browser

KEY = "console-shop-whn"
NO_SWITCH = {"PUT /dashboards/{id}/widgets": "It sets widgets, which are no switch."}
RULE = {"name": "Everyone", "passPercentage": 10, "conditions": [{"type": "public"}]}


class Page:
    """One project's pages as a browser without scripts sees them."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.project = emulator.client(KEY).get("/project").data["id"]

    def path(self, kind: str, name: str) -> str:
        return f"/projects/{self.project}/{kind}/{quote(name, safe='')}"

    def ask(self, path: str, content: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, text and final path of an answer."""
        request = urllib.request.Request(self.emulator.origin + path, content, headers)
        try:
            with urllib.request.urlopen(request) as answer:
                assert answer.headers["set-cookie"] is None
                return answer.status, answer.read().decode(), answer.url.removeprefix(self.emulator.origin)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), path

    def token(self, path: str) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.ask(path)[1])
        assert found
        return found[1]

    def change(self, kind: str, name: str, change: str, share: str = "", **headers: str) -> tuple[int, str, str]:
        """Sends the form of a change, as the object's page has it."""
        path = self.path(kind, name)
        assert f'value="{html.escape(change)}"' in self.ask(path)[1], change
        return self.ask(path, urlencode({"token": self.token(path), "change": change, "share": share}).encode(), **headers)


@pytest.fixture(scope="module")
def full() -> Iterator[Page]:
    """A project with an object of each kind, in each shape that the package's own tests give it."""
    with Emulator() as emulator:
        populate(emulator.url, KEY, 1)
        client = emulator.client(KEY)
        phase = {
            "name": "one",
            "timeIntervalMs": 60_000,
            "requiredReview": True,
            "rules": [{"name": "all", "conditions": [{"type": "public"}]}],
        }
        pipeline = client.post("/release_pipelines", {"name": "Careful", "phases": [{**phase, "rules": []}]}).data["id"]
        client.post("/gates", {"name": "Released", "rules": [RULE], "releasePipelineID": pipeline})
        client.patch("/gates/released", {"rules": [{**RULE, "passPercentage": 20}]})
        assert client.get("/release_pipeline_triggers").data
        yield Page(emulator)


@pytest.fixture
def page() -> Iterator[Page]:
    """A project with one object of each kind that has something to switch."""
    with Emulator() as emulator:
        client = emulator.client(KEY)
        client.post("/gates", {"name": "New checkout", "rules": [RULE]})
        client.post("/dynamic_configs", {"name": "Limits", "rules": [{**RULE, "returnValue": {}}]})
        own = {**RULE, "conditions": [{"type": "country", "operator": "any", "targetValue": ["CA"]}]}
        client.post("/segments", {"name": "Staff", "type": "rule_based", "rules": [own, {**own, "name": "Others"}]})
        client.post("/holdouts", {"name": "Held"})
        client.patch("/holdouts/held", {"passPercentage": 5, "isEnabled": True})
        groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
        client.post("/experiments", {"name": "Button", "groups": groups, "allocation": 20})
        client.put("/experiments/button/start")
        client.post("/alerts", {"name": "Errors", "message": "!", "definitionMetricsJson": [], "teamID": "t"})
        client.post("/ingestion", {"type": "snowflake-v2", "dataset": "Events", "source_name": "orders", "query": "SELECT 1"})
        client.post("/keys", {"description": "CI", "type": "SERVER"})
        client.post("/param_stores", {"name": "a/b\n?#", "displayName": "Odd", "description": ""})
        client.post("/tags", {"name": "old", "description": "Old."})
        yield Page(emulator)


def test_every_kind_of_the_registry_has_its_section(full: Page) -> None:
    """With a title of its own; whatever else the emulator keeps comes after them."""
    assert sorted(set(KINDS) - set(views.SECTIONS)) == []

    text = full.ask(f"/projects/{full.project}")[1]
    held = set(full.emulator.service.store.project(full.project).kinds())

    assert len(held) > 35
    assert {kind for kind in held if f'<section id="{kind}">' not in text} == set()


def test_every_object_has_a_page(full: Page) -> None:
    """Under whatever name, and with what the API stores of it."""
    project = full.emulator.service.store.project(full.project)
    found = {}
    for kind, id_, _ in project.entries():
        name = fingerprint(id_) if kind == "keys" else id_
        status, text, _ = full.ask(full.path(kind, name))
        if status != 200 or "As the API stores it" not in text:
            found[kind, id_] = status

    assert found == {}


def test_kinds_that_the_page_does_not_know_are_shown_too() -> None:
    """By their names in the store."""
    with Emulator() as emulator:
        emulator.seed({"objects": {"new_kind": {"first": {"name": "Shiny", "description": "Of next year"}}}}, KEY)
        page = Page(emulator)

        text = page.ask(f"/projects/{page.project}")[1]

        assert "New kind" in text
        assert "Of next year" in text
        assert "Shiny" in page.ask(page.path("new_kind", "first"))[1]


def test_each_switch_and_each_delete_of_the_api_is_offered(full: Page) -> None:
    """All operations on one object that need to be told nothing, or what the object tells, of every kind."""
    project = full.emulator.service.store.project(full.project)
    items = {kind.name: kind.item for kind in KINDS.values() if kind.item} | ITEMS
    missing = set()
    for kind, item in items.items():
        wanted = {
            name
            for name in HANDLERS
            if name == f"DELETE {item}" or (name.startswith(f"PUT {item}/") and "{" not in name.removeprefix(f"PUT {item}"))
        } - set(NO_SWITCH)
        offered = {
            f"{change.method} {_template(full, change.method, change.path)}"
            for id_, document in project.named_slice(kind, -1)
            for change in changes(kind, id_, document)
        }
        missing |= wanted - offered

    assert missing == set()


def _template(page: Page, method: str, path: str) -> str:
    found = page.emulator.service._router.find(method, [unquote(part) for part in path.strip("/").split("/")])
    assert found, path
    return found[0].path


def test_each_change_is_a_request_that_the_api_knows(full: Page) -> None:
    """Each form of the first objects of each kind: done, or refused in the API's own words, and in the log either way."""
    project = full.emulator.service.store.project(full.project)
    found: dict[str, list[int]] = {}
    for kind in project.kinds():
        for id_, document in project.named_slice(kind, 2):
            for change in changes(kind, id_, document):
                name = fingerprint(id_) if kind == "keys" else id_
                if full.ask(full.path(kind, name))[0] == 404:
                    continue  # An earlier change rotated the key, or took the object along.
                if change.id not in {each.id for each in changes(kind, id_, project.get(kind, id_) or document)}:
                    continue  # An earlier change ended the release.
                before = len(full.emulator.requests())
                status, text, _ = full.change(kind, name, change.id, "7")
                sent = full.emulator.requests()[before:]
                assert [(entry.by_hand, entry.method) for entry in sent] == [(True, change.method)]
                assert (sent[0].template is not None, status) == (True, 200 if sent[0].status < 300 else sent[0].status), text
                assert ("The API refuses" in text) is (status >= 400)
                found.setdefault(f"{change.method} {sent[0].template}", []).append(sent[0].status)

    assert {name: statuses for name, statuses in found.items() if any(status >= 500 or status == 404 for status in statuses)} == {}
    assert sum(200 in statuses for statuses in found.values()) > 45


DRIFTS = [
    ("gates", "new_checkout", "disable", "", lambda it: it["isEnabled"] is False and it["status"] == "Disabled"),
    ("gates", "new_checkout", "launch", "", lambda it: it["status"] == "Launched"),
    ("gates", "new_checkout", "archive", "", lambda it: it["status"] == "Archived"),
    ("gates", "new_checkout", "rule 0", "42.5", lambda it: it["rules"][0]["passPercentage"] == 42.5),
    ("dynamic_configs", "limits", "disable", "", lambda it: it["isEnabled"] is False),
    ("dynamic_configs", "limits", "rule 0", "0", lambda it: it["rules"][0]["passPercentage"] == 0),
    ("segments", "staff", "rule 1", "50", lambda it: [rule["passPercentage"] for rule in it["rules"]] == [10, 50]),
    ("segments", "staff", "archive", "", lambda it: it["isEnabled"] is False),
    ("holdouts", "held", "disable", "", lambda it: it["isEnabled"] is False),
    ("holdouts", "held", "passPercentage", "7", lambda it: it["passPercentage"] == 7),
    ("experiments", "button", "allocation", "30", lambda it: it["allocation"] == 30),
    ("experiments", "button", "abandon", "", lambda it: it["status"] == "abandoned"),
    ("alerts", "", "mute", "", lambda it: len(it["activeMuteSchedules"]) == 1),
]


def _named(client: Client, kind: str, name: str) -> str:
    return name or str(client.get(f"/{kind}").data[0]["id"])


def _id_of(change: str, it: dict[str, list[dict[str, str]]]) -> str:
    """The change of a rule by its place, under the rule's own ID."""
    return f"rule {it['rules'][int(change.split()[1])]['baseID']}" if change.startswith("rule ") else change


@pytest.mark.parametrize(("kind", "name", "change", "share", "holds"), DRIFTS, ids=[f"{each[0]} {each[2]}" for each in DRIFTS])
def test_a_change_by_hand_is_read_by_the_api(page: Page, kind, name, change, share, holds) -> None:
    client = page.emulator.client(KEY)
    name = _named(client, kind, name)
    before = client.get(f"/{kind}/{name}").data
    assert not holds(before)

    status, text, path = page.change(kind, name, _id_of(change, before), share)

    after = client.get(f"/{kind}/{name}").data
    assert (status, path.partition("?done=")[0], 'role="status">Done:' in text) == (200, page.path(kind, name), True)
    assert holds(after)
    assert after.get("lastModifierName", "Somebody") == "Somebody"
    log = page.ask("/")[1]
    assert "by hand" in log


def test_a_group_is_shipped_by_hand(page: Page) -> None:
    client = page.emulator.client(KEY)
    group = client.get("/experiments/button").data["groups"][1]["id"]

    page.change("experiments", "button", f"make_decision {group}")

    assert client.get("/experiments/button").data["launchedGroupID"] == group


@pytest.mark.parametrize(("kind", "name"), [("gates", "new_checkout"), ("param_stores", "a/b\n?#"), ("experiments", "button")])
def test_a_deleted_object_leads_to_its_project(page: Page, kind: str, name: str) -> None:
    assert page.change(kind, name, "delete")[::2] == (200, f"/projects/{page.project}")
    assert page.emulator.client(KEY).get(f"/{kind}/{quote(name, safe='')}").status == 404


def test_ingestions_are_switched_and_deleted(page: Page) -> None:
    """They have no address of their own."""
    client, name = page.emulator.client(KEY), "snowflake-v2/Events/orders"
    page.change("ingestion", name, "disable")
    assert client.get("/ingestion", type="snowflake-v2", dataset="Events").data["enabled"] is False

    page.change("ingestion", name, "delete")
    assert client.get("/ingestion", type="snowflake-v2", dataset="Events").status == 404


def test_keys_are_deactivated_without_their_texts(page: Page) -> None:
    """A key is named by its fingerprint, on its page, in its form and in the log."""
    client = page.emulator.client(KEY)
    key = client.get("/keys").data[0]["key"]
    texts = [page.ask(page.path("keys", fingerprint(key)))[1], *map(str, page.change("keys", fingerprint(key), "deactivate"))]

    assert client.get(f"/keys/{key}").data["status"] == "deactivated"
    assert all(key not in text for text in [*texts, page.ask("/")[1], page.ask(f"/projects/{page.project}")[1]])
    page.change("keys", fingerprint(key), "delete")
    assert client.get("/keys").data == []


def test_secrets_by_name_are_not_shown(page: Page) -> None:
    """What warehouses and workflows are reached with."""
    prompt = page.emulator.client(KEY).post("/prompts", {"name": "Helper"}).data["id"]
    version = {"name": "first", "auth_workflow_headers": [{"name": "authorization", "value": "hush"}], "description": "loud"}
    page.emulator.client(KEY).post(f"/prompts/{prompt}/versions", version)
    project = page.emulator.service.store.project(page.project)
    ((name, stored),) = project.named_slice("prompt_versions", 1)

    text = page.ask(page.path("prompt_versions", name))[1]

    assert stored["auth_workflow_headers"]
    assert ("loud" in text, "hush" in text) == (True, False)


@pytest.mark.parametrize("share", ["", "-1", "100.1", "half", "nan", "inf", "1e400", "<b>"])
def test_what_is_no_percentage_changes_nothing(page: Page, share: str) -> None:
    status, text, _ = page.change("holdouts", "held", "passPercentage", share)

    assert (status, "A percentage is a number from 0 to 100." in text) == (400, True)
    assert page.emulator.client(KEY).get("/holdouts/held").data["passPercentage"] == 5


def test_a_refusal_is_told_in_the_apis_words(page: Page) -> None:
    """And is in the log with its status."""
    status, text, _ = page.change("experiments", "button", "start")

    assert (status, "The API refuses: Experiment has already started" in text) == (400, True)
    assert (page.emulator.requests()[-1].status, page.emulator.requests()[-1].by_hand) == (400, True)


def test_faults_limits_and_keys_are_not_in_a_persons_way(page: Page) -> None:
    """They are for clients: a person meets none of them in the console."""
    page.emulator.fault("status", status=503)

    assert page.change("gates", "new_checkout", "disable")[0] == 200
    assert page.emulator.requests()[-1].key == ""


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Referer": "http://evil.example/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Host": "evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_other_sites_change_nothing(page: Page, headers: dict[str, str]) -> None:
    """Even with the token, which they cannot know."""
    before = page.emulator.export()

    status, _, _ = page.change("gates", "new_checkout", "disable", **headers)

    assert (status, page.emulator.export()) == (403, before)


@pytest.mark.parametrize("token", [None, "", "guess", "ü", "TOKEN of another process"])
def test_a_form_without_the_token_changes_nothing(page: Page, token: str | None) -> None:
    """Each run of the emulator has its own; a form of an earlier one says so."""
    with Emulator() as other:
        other.client(KEY).post("/gates", {"name": "New checkout"})
        others = Page(other).token(Page(other).path("gates", "new_checkout"))
    before, path = page.emulator.export(), page.path("gates", "new_checkout")
    form = {"change": "disable"} if token is None else {"change": "disable", "token": others if token.startswith("TOKEN") else token}

    status, text, _ = page.ask(path, urlencode(form).encode())

    assert (status, "not of this run of the emulator" in text, page.emulator.export()) == (403, True, before)
    assert others != page.token(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe=&&&===", b"{}", b"token=%ff%fe&token"])
def test_what_is_no_form_changes_nothing(page: Page, content: bytes) -> None:
    assert page.ask(page.path("gates", "new_checkout"), content)[0] == 403


def test_an_unknown_change_or_object_is_told(page: Page) -> None:
    path = page.path("gates", "new_checkout")
    token = page.token(path)

    assert page.ask(path, urlencode({"token": token, "change": "explode"}).encode())[0] == 400
    assert page.ask(page.path("gates", "none"), urlencode({"token": token, "change": "disable"}).encode())[0] == 404


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """A browser that runs no page's scripts."""
    with Browser(scripts=False) as opened:
        yield opened


def arrived(window: Browser, url: str) -> None:
    """Waits for the page to which a form leads."""
    for _ in range(100):
        if window.url().rstrip("0123456789") == url.rstrip("0123456789"):
            return
        time.sleep(0.05)
    raise AssertionError(window.url())


@pytest.mark.needs("chromium", "chromedriver")
class TestInABrowserWithoutScripts:
    def test_scripts_are_off(self, window: Browser) -> None:
        window.open("data:text/html,<title>quiet</title><script>document.title = 'loud'</script>")

        assert window.title() == "quiet"

    @pytest.mark.parametrize(("kind", "name", "change", "share", "holds"), DRIFTS, ids=[f"{each[0]} {each[2]}" for each in DRIFTS])
    def test_a_person_makes_drift(self, page: Page, window: Browser, kind, name, change, share, holds) -> None:
        """By the form alone, from the list of objects on; the API then reads what was changed."""
        client = page.emulator.client(KEY)
        name = _named(client, kind, name)
        before = client.get(f"/{kind}/{name}").data
        window.open(f"{page.emulator.origin}/projects/{page.project}")
        window.click(before["name"])
        if share:
            field = f"//form[.//button[@value='{_id_of(change, before)}']]//input[@name='share']"
            window.write(field, share)
        window.press_button(f"//button[@value='{_id_of(change, before)}']")

        arrived(window, page.emulator.origin + page.path(kind, name) + "?done=")
        assert holds(client.get(f"/{kind}/{name}").data)
        assert page.emulator.requests()[-2].by_hand

    @pytest.mark.parametrize(("kind", "name"), [("gates", "new_checkout"), ("tags", "old"), ("alerts", "")])
    def test_a_person_deletes(self, page: Page, window: Browser, kind: str, name: str) -> None:
        """In two steps, so that no slip of the mouse does it."""
        client = page.emulator.client(KEY)
        found = next(each for each in client.get(f"/{kind}").data if name in ("", each["id"], each["name"]))
        window.open(page.emulator.origin + page.path(kind, found["id"]))
        window.press_button("//summary[text()='Delete']")
        window.press_button("//button[@value='delete']")

        arrived(window, f"{page.emulator.origin}/projects/{page.project}")
        assert client.get(f"/{kind}/{found['id']}").status == 404


@pytest.fixture(scope="module")
def screen() -> Iterator[Browser]:
    """A browser as people have it, opened once."""
    with Browser() as opened:
        yield opened


@pytest.mark.needs("chromium", "chromedriver")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "dark")])
def test_pages_are_accessible(page: Page, screen: Browser, width: int, scheme: str) -> None:
    """axe finds nothing serious: contrast, names for screen readers, what the keyboard reaches; and nothing sticks out."""
    paths = ["/", f"/projects/{page.project}", *(page.path(kind, name) for kind, name, *_ in DRIFTS if name), page.path("gates", "none")]
    done = page.change("gates", "new_checkout", "disable")[2]
    found, axe = {}, Path(AXE).read_text(encoding="utf-8")
    screen.resize(width, 1000)
    screen.prefer(scheme)
    for path in [*dict.fromkeys(paths), done]:
        screen.open(page.emulator.origin + path)
        screen.run(f"{axe}; return new Promise(requestAnimationFrame)")
        findings = screen.run(FINDINGS)
        if findings or screen.run("return document.documentElement.scrollWidth") > width:
            found[path] = findings

    assert found == {}
    assert [message for message in screen.console() if "favicon" not in message and "404" not in message] == []

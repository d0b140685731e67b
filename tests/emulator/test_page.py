"""The page: what it shows, that it stays harmless whatever a project holds, and how it looks in a browser."""

import re
import struct
import time
import urllib.request

import pytest

from statsig_console_emulator.testing import Emulator
from tests.emulator import browser

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def page(emulator):
    """A project with something in each section."""
    emulator.reset()
    client = emulator.client("console-shop")
    client.post("/segments", {"name": "Staff", "type": "id_list"})
    client.patch("/segments/staff/id_list", {"ids": ["ann", "bob"]})
    rules = [
        {"name": "staff", "passPercentage": 100, "conditions": [{"type": "passes_segment", "targetValue": "staff"}]},
        {"name": "canada", "passPercentage": 25, "conditions": [{"type": "country", "operator": "any", "targetValue": ["CA"]}]},
        {"name": HOSTILE, "passPercentage": 0, "conditions": []},
    ]
    client.post("/gates", {"name": "New checkout", "description": HOSTILE, "tags": ["★ Core"], "rules": rules})
    client.post("/gates", {"name": "Old search"})
    client.put("/gates/old_search/launch")
    client.post("/dynamic_configs", {"name": "Limits", "defaultValue": {"max": 5}})
    groups = [{"name": name, "size": size, "parameterValues": {}} for name, size in (("Control", 50), ("Blue", 30), ("Green", 20))]
    client.post("/experiments", {"name": "Button color", "groups": groups, "targetingGateID": "new_checkout", "allocation": 80})
    client.put("/experiments/button_color/start")
    client.post("/ingestion", {"type": "snowflake-v2", "dataset": "Metrics", "source_name": "orders", "query": "SELECT 1"})
    client.post("/param_stores", {"name": "a/b ?#", "displayName": "Odd", "description": HOSTILE})
    client.post("/metrics", {"name": "x</script>".replace("<", "(").replace(">", ")"), "type": "undefined"})
    client.post("/keys", {"description": "CI deploys", "type": "SERVER"})
    return emulator


@pytest.fixture(scope="module")
def window():
    with browser.Browser() as window:
        yield window


LIKE = {
    "format": 1,
    "package": f"0.1.0 {HOSTILE}",
    "contract": f"2026-09-17 {HOSTILE}",
    "warehouseNative": True,
    "requests": {},
    "differences": [
        {"operation": "POST /gates", "kind": "Gate", "step": "create", "path": "status", "service": "200", "emulator": "201"},
        {
            "operation": "GET /gates/{id}",
            "kind": HOSTILE,
            "step": HOSTILE,
            "path": f"data.{HOSTILE.replace('.', ' ')}",
            "service": "text",
            "emulator": "empty text",
        },
        {"operation": "DELETE /gates/{id}", "kind": "Gate", "step": "delete", "path": "", "service": "empty text", "emulator": "object"},
    ],
}


@pytest.fixture(scope="module")
def like():
    """An emulator that answers as a report says, with a project."""
    with Emulator(like=LIKE) as emulator:
        emulator.client("console-shop").post("/gates", {"name": "New checkout"})
        yield emulator


def read(emulator, path):
    with urllib.request.urlopen(emulator.origin + path) as response:
        return response.read().decode(), response.headers


def project_path(emulator):
    return f"/projects/{emulator.client('console-shop').get('/project').data['id']}"


def test_empty_emulator_says_how_to_begin(emulator):
    emulator.reset()

    assert "STATSIG-API-KEY: console-demo" in read(emulator, "/")[0].replace("&#39;", "'")


def test_project_shows_its_objects_without_scripts(page):
    """Everything is in the HTML that the server sends."""
    html, _ = read(page, project_path(page))

    for text in ("New checkout", "Old search", "Launched", "Limits", "Button color", "active", "snowflake-v2 / Metrics / orders"):
        assert text in html
    assert "canada: country any CA" in html
    assert "Blue 30 %" in html
    assert "POST" in html


def test_object_shows_its_links_and_its_json(page):
    html, _ = read(page, f"{project_path(page)}/gates/new_checkout")

    assert f'href="{project_path(page)}/experiments/button_color"' in html
    assert f'href="{project_path(page)}/segments/staff"' in html
    assert "&#34;passPercentage&#34;: 25" in html


def test_odd_names_have_pages_too(page):
    html, _ = read(page, f"{project_path(page)}/param_stores/a%2Fb%20%3F%23")

    assert "Odd" in html


def test_stored_markup_stays_text(page):
    for path in (project_path(page), f"{project_path(page)}/gates/new_checkout", "/"):
        html, headers = read(page, path)
        assert "<img" not in html
        assert html.count("<script") == html.count('<script src="/page/log.js" defer>')
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_no_page_holds_a_key(page):
    key = page.client("console-shop").get("/keys").data[0]["key"]

    for path in ("/", project_path(page), "/page/log"):
        html, _ = read(page, path)
        assert key not in html
        assert "console-shop" not in html


def test_differences_of_a_report_are_listed(like):
    """With where they were seen, and where only a request can tell the value."""
    html, _ = read(like, "/")
    table = html.partition('id="differences"')[2].partition("</table>")[0]
    rows = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in table.split("<tr>")[2:]]

    assert rows[0] == "POST /gates status 200 201 Gate, create"
    assert " text where the request sends one empty text " in rows[1]
    assert rows[2] == "DELETE /gates/{id} the whole body empty text object Gate, delete"
    assert len(rows) == 3
    assert "in a warehouse-native project" in " ".join(html.split())


def test_each_page_says_that_answers_are_like_those_of_a_service(like):
    for path in ("/", project_path(like), f"{project_path(like)}/gates/new_checkout"):
        assert '<a href="/#differences">Like a service: 3 differences</a>' in read(like, path)[0]


def test_no_page_speaks_of_differences_without_a_report(page):
    for path in ("/", project_path(page)):
        assert "differences" not in read(page, path)[0].lower()


def test_markup_in_a_report_stays_text(like):
    for path in ("/", project_path(like)):
        html, _ = read(like, path)
        assert "<img" not in html
        assert html.count("<script") == html.count('<script src="/page/log.js" defer>')
    assert read(like, "/")[0].count("&lt;img") == 5


@pytest.mark.parametrize("path", ["/projects/none", "/projects/none/gates/x", "/page/none", "/page/..%2f__init__.py"])
def test_unknown_pages_are_404(page, path):
    with pytest.raises(urllib.error.HTTPError) as caught:
        read(page, path)

    assert caught.value.code == 404
    caught.value.close()


def test_keys_have_no_page(page):
    key = page.client("console-shop").get("/keys").data[0]["key"]

    with pytest.raises(urllib.error.HTTPError) as caught:
        read(page, f"{project_path(page)}/keys/{key}")
    assert caught.value.code == 404
    caught.value.close()


@pytest.mark.needs("chromium", "chromedriver")
class TestInABrowser:
    def test_clicking_through_finds_no_broken_page_and_runs_nothing_stored(self, page, window):
        """From all projects to a gate, to the experiment that it targets, and back."""
        window.open(page.origin)
        window.click(page.requests()[0].key)
        window.click("New checkout")
        window.click("button_color")
        assert window.url().endswith("/experiments/button_color")
        window.click("new_checkout")

        assert "New checkout" in window.text()
        assert window.run("return document.title") != "owned"
        assert [message for message in window.console() if "favicon" not in message] == []

    def test_log_grows_while_one_looks(self, page, window):
        window.open(page.origin)
        page.client("console-shop").get("/gates/seen-live")

        for _ in range(50):
            if "/gates/seen-live" in window.text():
                return
            time.sleep(0.1)
        raise AssertionError(window.text())

    def test_bars_are_as_long_as_their_shares(self, page, window):
        window.open(page.origin + project_path(page))
        widths = window.run(
            "return [...document.querySelectorAll('#gates .rollout .group-0')].map(r => Math.round(100 * r.getBoundingClientRect().width"
            " / r.ownerSVGElement.getBoundingClientRect().width))"
        )

        assert widths == [100, 25, 0]

    @pytest.mark.parametrize("width", [1280, 400])
    def test_differences_fit_their_window_and_run_nothing(self, like, window, width):
        window.resize(width, 1600)
        window.open(like.origin)
        window.click("Like a service: 3 differences")

        assert window.url().endswith("/#differences")
        assert "onerror" in window.text()
        assert window.run("return document.title") != "owned"
        assert window.run("return document.documentElement.scrollWidth") <= width

    @pytest.mark.parametrize("width", [1280, 400])
    def test_page_fits_its_window(self, page, window, width, tmp_path):
        """Nothing sticks out sideways, on a desk or on a phone."""
        window._command("POST", "/window/rect", {"width": width, "height": 1600})
        window.open(page.origin + project_path(page))
        window.screenshot(tmp_path / "page.png")

        head = (tmp_path / "page.png").read_bytes()
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", head[16:24])[1] > 500
        assert window.run("return document.documentElement.scrollWidth <= window.innerWidth")

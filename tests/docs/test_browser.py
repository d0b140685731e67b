"""The site in a real browser: on a desk, a tablet and a phone, by mouse and by keyboard, from a server and from files, without network."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.emulator.browser import KEYS, Browser

pytestmark = pytest.mark.needs("chromium", "chromedriver")

SIZES = {"desk": (1280, 1000), "tablet": (820, 1180), "phone": (390, 844)}
AXE = Path(__file__).with_name("axe.min.js")
"""axe-core 4.14.1 from the npm registry, as published: what it finds is the same on every machine."""

SORTS = [
    "index",
    "tutorial",
    "tasks/gradual-rollout",
    "behaviour",
    "errors",
    "resources/experiment",
    "lookups/gate",
    "examples/quickstart",
]
"""A page of each sort."""

FINDINGS = """
return axe.run({resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id}: ${target} ${failureSummary}`)))
"""
SEARCH = """
const field = document.querySelector("input[name=query]");
field.focus();
field.value = arguments_;
field.dispatchEvent(new Event("input", {bubbles: true}));
field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site's address on a server of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """One browser window."""
    with Browser() as opened:
        yield opened


def sample(site: Path) -> list[str]:
    """Pages of each sort: all written by hand, and the widest of those that are made."""
    by_hand = [each.relative_to(site).as_posix() for each in (*site.glob("*.html"), *site.glob("tasks/*.html")) if each.name != "404.html"]
    made = [
        "resources/experiment",
        "resources/key",
        "resources/param_store",
        "actions/gate_change_rules",
        "lookups/gate",
        "examples/quickstart",
    ]
    return [
        *by_hand,
        *(f"{each}.html" for each in made),
        *(f"{each}/index.html" for each in ("resources", "actions", "lookups", "examples")),
    ]


def test_pages_fit(site: Path, served: str, window: Browser) -> None:
    """No page has to be moved sideways on any screen; wide tables and programs scroll in themselves. A tablet is between the others."""
    wide = []
    for page in sample(site):
        window.resize(*SIZES["desk"])
        window.open(f"{served}/{page}")
        for size in SIZES if page.removesuffix(".html") in SORTS else ("desk", "phone"):
            window.resize(*SIZES[size])
            # A phone shows the whole of a page that is too wide: its `innerWidth` would be the page's.
            if window.run("return document.documentElement.scrollWidth") > SIZES[size][0]:
                wide.append((page, size))

    assert wide == []
    assert window.console() == []


def test_navigation_leads_through_the_site(served: str, window: Browser) -> None:
    """From the first page to a property, as a reader would go."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html")
    window.click("resources")
    window.click("Gate")

    assert window.url() == f"{served}/resources/gate.html"
    assert window.run("return document.querySelector('#property-rules') !== null")
    assert window.run("return document.querySelector('svg.lifecycle').getBoundingClientRect().height > 100")


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("desk", "dark"), ("phone", "dark")])
def test_pages_are_accessible(size: str, scheme: str, served: str, window: Browser) -> None:
    """axe finds nothing serious: contrast, names for screen readers, what the keyboard reaches."""
    window.resize(*SIZES[size])
    window.prefer(scheme)
    window.open(f"{served}/assets/site.css")
    window.run("localStorage.clear()")  # The theme remembers the colours of the last page.
    axe = AXE.read_text(encoding="utf-8")
    found = {}
    for page in SORTS:
        window.open(f"{served}/{page}.html")
        assert window.run("return document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        window.run(f"{axe}; return new Promise(requestAnimationFrame)")
        if findings := window.run(FINDINGS):
            found[page] = findings

    assert found == {}


def test_first_page_is_one_screen(served: str, window: Browser) -> None:
    """What it is, why, and where to go: nothing of it has to be scrolled for on a desk."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html")

    assert window.run("return document.querySelector('.panes').getBoundingClientRect().bottom") < SIZES["desk"][1]
    assert (
        window.run("return [...document.querySelectorAll('.panes pre > code')].filter(it => it.scrollWidth > it.clientWidth).length") == 0
    )


def test_keyboard_leads_from_the_first_page_to_the_tutorial(served: str, window: Browser) -> None:
    """No step needs a mouse, and each shows where the focus is."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html")
    window.press(KEYS["Tab"] + KEYS["Enter"])
    for _ in range(30):
        window.press(KEYS["Tab"])
        assert window.run("return document.activeElement.matches(':focus-visible')")
        if window.run("return document.activeElement.innerText") == "Tutorial":
            break
    window.press(KEYS["Enter"])

    assert window.url() == f"{served}/tutorial.html"


def test_keyboard_finds_a_property(served: str, window: Browser) -> None:
    """A word of the API, typed into the search, leads to the property that has it."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html")
    window.press("/")
    window.press("bonferroni")
    waited_for(window, "return document.querySelector('.md-search-result__list a')")
    window.press(KEYS["ArrowDown"] + KEYS["Enter"])

    assert "bonferroni" in waited_for(window, "return location.pathname != '/index.html' && document.querySelector('article').innerText")


@pytest.mark.parametrize("source", ["server", "files"])
def test_search_finds_a_kind(source: str, site: Path, served: str, window: Browser) -> None:
    """The search needs no network, nor a server."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html" if source == "server" else (site / "index.html").as_uri())
    window.run(SEARCH.replace("arguments_", "'release pipeline'"))

    assert "ReleasePipeline" in waited_for(window, "return document.querySelector('.md-search-result__list').innerText")


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("feature flag as code", "feature-flag-as-code"),
        ("gradual rollout", "gradual-rollout"),
        ("kill switch", "kill-switch"),
        ("A/B test as code", "ab-test-as-code"),
        ("stale flag", "stale-flag"),
    ],
)
def test_search_leads_to_tasks(words: str, page: str, served: str, window: Browser) -> None:
    """The words that people search for lead to the page that shows how, before all others."""
    window.resize(*SIZES["desk"])
    window.open(f"{served}/index.html")
    window.run(SEARCH.replace("arguments_", repr(words)))

    assert f"/tasks/{page}.html" in waited_for(window, "return document.querySelector('.md-search-result__list a')?.href")


def waited_for(window: Browser, script: str) -> str:
    """What a script returns once it returns something."""
    for _ in range(100):
        if found := window.run(script):
            return str(found)
        time.sleep(0.1)
    return ""

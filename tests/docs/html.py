"""Pages of the site, read as a browser reads them: what they link to, what they load, and which anchors they have."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


class Reader(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag's address and id."""
        given = dict(attrs)
        if identity := given.get("id"):
            self.ids.append(identity)
        if tag == "a" and (link := given.get("href")):
            self.links.append(link)
        if tag in LOADS and (address := given.get(LOADS[tag])) and given.get("rel") != "canonical":
            self.loads.append(address)

    def handle_data(self, data: str) -> None:
        """Notes the text."""
        self.text.append(data)


@cache
def read(page: Path) -> Reader:
    """A page of the site."""
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader

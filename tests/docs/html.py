"""Pages of the site, read as a browser reads them: what they link to, what they load, and which anchors they have."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


class Reader(HTMLParser):
    """Collects links, loaded files and anchors; `written` are the links in the text itself, with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.written: list[tuple[str, str]] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag's address and id."""
        given = dict(attrs)
        if identity := given.get("id"):
            self.ids.append(identity)
        if tag == "a":
            link = given.get("href") or ""
            self.links += [link] if link else []
            self.written += [(link, "")] if "article" in self._inside else []
        if tag in {"article", "a"}:
            self._inside.append(tag)
        if tag in LOADS and (address := given.get(LOADS[tag])) and given.get("rel") != "canonical":
            self.loads.append(address)

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of a link, or of an element that holds links."""
        if tag in {"article", "a"}:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        """Notes the text, and the text of a link."""
        self.text.append(data)
        if self._inside[-1:] == ["a"] and "article" in self._inside:
            link, text = self.written[-1]
            self.written[-1] = (link, text + data)


@cache
def read(page: Path) -> Reader:
    """A page of the site."""
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader

"""The docs site's hook: adds the pages that are made from the source, and arranges all pages in the navigation.

MkDocs calls the functions whose names begin with ``on_``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.docs import commands, errors, kinds, lookups, programs, rendering  # noqa: E402

RESOURCES = """Everything that a stack can keep as it is declared: each resource is one object of the project, or a part of one.

What a table of properties says of one that the program leaves out:

- **required**: it has to be set.
- *becomes …*: this default is filled in, so that removing the property from the program resets it.
- *kept as it is*: what the project has stays, and is no drift; a new object gets what the API gives it.
- *not sent*: it has no meaning on its own."""
ACTIONS = """What is done once: an action runs when it is created, and again when one of its properties or `triggers` changes. It
remembers what came back, and does nothing when it is destroyed."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the generated pages, and completes the navigation."""
    for address, text in pages():
        files.append(File.generated(config, address, content=text))
    for file in list(files.documentation_pages()):
        if undrawn(file):
            files.remove(file)
    have = {file.src_uri for file in files.documentation_pages()}
    config.nav = list(arranged(config.nav or [], have, unnamed(config.nav or [], have)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turns links between files of the repository into links of the site."""
    up = "../" * page.file.src_uri.count("/")
    text = re.sub(r"\]\((?:\.\./)?examples/([\w/-]+?)(?:/__main__\.py|/)?\)", lambda match: f"]({up}{example(match[1])})", markdown)
    text = re.sub(r"\]\((?:\.\./)?(CHANGELOG|CONTRIBUTING)\.md", lambda match: f"]({up}{match[1].lower()}.md", text)
    text = re.sub(r"\]\(\.\./README\.md", f"]({up}index.md", text)
    return text if page.file.src_uri != "contributing.md" else re.sub(r"\]\(docs/", "](", text)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Gives the theme's search dialog a name for screen readers."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def pages() -> Iterator[tuple[str, str]]:
    """The generated pages, each with its place in the site's sources."""
    yield "resources/index.md", kinds.index(kinds.classes(once=False), "Resources", RESOURCES)
    yield "actions/index.md", kinds.index(kinds.classes(once=True), "Actions", ACTIONS)
    for owner in (*kinds.classes(once=False), *kinds.classes(once=True)):
        yield kinds.address(owner), kinds.page(owner)
    yield "lookups/index.md", lookups.index()
    for module in lookups.modules():
        yield lookups.address(module), lookups.page(module)
    yield "examples/index.md", rendering.fill("examples.md", programs=programs.programs(), sets=programs.sets(), address=example)
    for program in programs.programs():
        yield example(program.name), rendering.fill("example.md", program=program, kinds=kinds.kinds_in(program))
    for name, files in programs.sets().items():
        yield example(name), rendering.fill("files.md", name=name, files=files)
    yield "commands.md", commands.page()
    yield "errors.md", errors.page()
    for name in ("CHANGELOG", "CONTRIBUTING"):
        yield f"{name.lower()}.md", (ROOT / f"{name}.md").read_text(encoding="utf-8")


def undrawn(file: File) -> bool:
    """Whether a page shows pictures that do not exist yet, such as those of `make bench` before its first run."""
    if file.generated_by or not file.abs_src_path:
        return False
    page = Path(file.abs_src_path)
    pictures = re.findall(r"!\[[^]]*\]\(([\w./-]+)\)", page.read_text(encoding="utf-8"))
    return any(not (page.parent / picture).exists() for picture in pictures)


def example(name: str) -> str:
    """The place of an example's page in the site's sources."""
    return f"examples/{name.replace('/', '_')}.md"


def arranged(nav: list[Any], have: set[str], others: list[str]) -> Iterator[Any]:
    """The navigation with its wildcards filled in, and without pages that do not exist."""
    for entry in nav:
        match entry:
            case "*":
                yield from others
            case str():
                if entry in have:
                    yield entry
            case dict():
                [(title, inside)] = entry.items()
                inner = folder(inside, have) if isinstance(inside, str) else list(arranged(inside, have, others))
                yield {title: inner}
            case _:
                raise TypeError(f"{entry!r} cannot stand in the navigation")


def folder(pattern: str, have: set[str]) -> list[str]:
    """The pages of ``folder/*``, its index first."""
    inside = sorted(each for each in have if each.startswith(pattern.removesuffix("*")))
    return sorted(inside, key=lambda each: not each.endswith("/index.md"))


def unnamed(nav: list[Any], have: set[str]) -> list[str]:
    """The pages that the navigation does not name."""
    named = re.findall(r"[\w./-]+\.md", repr(nav))
    folders = re.findall(r"'([\w-]+/)\*'", repr(nav))
    return sorted(each for each in have if each not in named and not each.startswith(tuple(folders)))

"""The site is complete: it builds without a warning, every link leads somewhere, and every kind has its page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from tools.docs import kinds, lookups, programs, samples

from statsig_console.declaring.descriptions import descriptions
from statsig_console.declaring.kinds import kind_of
from statsig_console.lookup import registered

from .html import read

ALL = (*kinds.classes(once=False), *kinds.classes(once=True))


def page_of(site: Path, owner: type) -> Path:
    """A kind's page."""
    return (site / kinds.address(owner)).with_suffix(".html")


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    """A link into nothing is found here, also one that only a template or the theme makes."""
    broken = []
    for page in site.rglob("*.html"):
        for link in read(page).links:
            address, anchor = urldefrag(link)
            if ":" in address or page.name == "404.html":
                continue
            target = (page.parent / unquote(address)).resolve() if address else page
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target.suffix == ".html" and unquote(anchor) not in read(target).ids):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert broken == []


def test_recipes_are_found_where_they_are_looked_for(site: Path) -> None:
    """From the first page, and from that of each task."""
    pages = [site / "index.html", *(site / "tasks").glob("*.html")]

    assert len(pages) > 5
    assert [each.name for each in pages if not any("recipes.html" in link for link, _ in read(each).written)] == []


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    """Readers behind a proxy see the same pages, and nobody is told what they read."""
    assert {each for page in site.rglob("*.html") for each in read(page).loads if re.match(r"(https?:)?//", each)} == set()
    assert [each for each in site.rglob("*.css") if re.search(r"url\(['\"]?(https?:)?//", each.read_text(encoding="utf-8"))] == []


def test_anchors_are_unique(site: Path) -> None:
    """Of two equal anchors only the first can be linked to."""
    twice = {}
    for page in site.rglob("*.html"):
        ids = read(page).ids
        found = {each for each in ids if ids.count(each) > 1}
        if found:
            twice[str(page.relative_to(site))] = found
    assert twice == {}


@pytest.mark.parametrize("owner", ALL, ids=lambda owner: owner.__name__)
def test_kind_has_a_page_with_all_that_it_declares(owner: type, site: Path) -> None:
    """Properties, outputs, what is said of each, operations, the ID and examples that the tests deploy."""
    kind = kind_of(owner)
    page = read(page_of(site, owner))
    text = re.sub(r"\s+", " ", "".join(page.text))

    assert {f"property-{field.name}" for field in kind.inputs} <= set(page.ids)
    assert {f"output-{field.name}" for field in kind.fields if not field.options.input} <= set(page.ids)
    assert [str(each) for each in kind.operations() if str(each) not in text] == []
    assert [said for said in descriptions(owner).values() if said.replace("`", "") not in text] == []
    assert ("example" in page.ids) is kind.endpoints.once
    assert [
        each for each in samples.samples(kinds.stem(owner)) if each.size.lower() not in page.ids or each.said.replace("`", "") not in text
    ] == []
    assert f"statsig.{owner.__name__}(" in text
    assert "deletion" in page.ids
    assert ("adoption" in page.ids) is not kind.endpoints.once
    assert ("lifecycle" in page.ids) is (kind.lifecycle is not None)


def test_there_are_as_many_pages_as_kinds(site: Path) -> None:
    """No page stays behind when a kind goes."""
    assert {each.name for each in (site / "resources").glob("*.html")} == {
        "index.html",
        *(page_of(site, each).name for each in kinds.classes(once=False)),
    }
    assert {each.name for each in (site / "actions").glob("*.html")} == {
        "index.html",
        *(page_of(site, each).name for each in kinds.classes(once=True)),
    }


def test_every_lookup_is_described(site: Path) -> None:
    """Each function has a section on its object's page, and a line in the list of all."""
    pages = [(site / lookups.address(module)).with_suffix(".html") for module in lookups.modules()]
    names = {each.name for each in registered()}

    assert names - {anchor for page in pages for anchor in read(page).ids} == set()
    assert [name for name in names if name not in "".join(read(site / "lookups" / "index.html").text)] == []
    for module, page in zip(lookups.modules(), pages, strict=True):
        text = re.sub(r"\s+", " ", "".join(read(page).text))
        said = [text for each in lookups.functions(module) for _, text in each.parameters]
        said += [text for _, attributes in lookups.results(module) for _, text, _ in attributes]
        assert [each for each in said if each.replace("`", "") not in text] == []


def test_example_is_a_program_of_its_own() -> None:
    """The part of an example that a page shows defines all names that it uses."""
    for owner in ALL:
        found = programs.example_of(owner.__name__)
        assert found is not None, owner.__name__
        compile(found[1], owner.__name__, "exec")
        assert re.match(r"((import|from) .+\n+)*import pulumi", found[1])


def test_every_example_has_a_page(site: Path) -> None:
    """An example under examples/ is on the site without anybody entering it."""
    assert {each.stem for each in (site / "examples").glob("*.html")} == {
        "index",
        *(each.name.replace("/", "_") for each in programs.programs()),
        *programs.sets(),
    }


def test_a_page_of_an_example_shows_its_other_files(site: Path) -> None:
    """Configuration, scripts and data are part of what a reader copies."""
    files = {(each.name, name): text for each in programs.programs() for name, text in each.files.items()}
    files |= {(folder, name): text for folder, inside in programs.sets().items() for name, text in inside.items()}
    assert {("team_flags", "flags/search.yaml"), ("ingestion_pipeline", "arrived.py"), ("ci", "preview.yml")} <= set(files)

    for (example, name), text in files.items():
        shown = "".join(read(site / "examples" / f"{example.replace('/', '_')}.html").text)
        assert f"examples/{example}/{name}" in shown
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", shown), name

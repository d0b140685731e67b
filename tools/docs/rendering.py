"""Rendering: fills the templates of generated pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def fill(template: str, **values: Any) -> str:
    """A page from a template of `templates/`."""
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """The templates; a missing value is an error. They make Markdown, so nothing is escaped."""
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)

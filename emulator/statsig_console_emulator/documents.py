"""Documents: objects as JSON, and typed ways to look into them."""

from __future__ import annotations

from typing import Any, TypeGuard

Document = dict[str, Any]


def objects_in(document: Document, name: str) -> list[Document]:
    """The objects that a field lists; none where the field is missing or null."""
    return document.get(name) or []


def texts_in(document: Document, name: str) -> list[str]:
    """The texts that a field lists; none where the field is missing or null."""
    return document.get(name) or []


def is_object(value: Any) -> TypeGuard[Document]:
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)

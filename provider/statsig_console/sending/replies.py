"""Replies: the API's answers as the client returns them, and the types of a request's query.

They are apart from the client, so that a preview, which sends nothing, does not load the network's libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from statsig_console.records import record

PAGE_SIZE = 100

QueryValue = str | int | float | bool | Sequence[str] | None


@record
class Answer:
    """The API's answer: the status, the message and data of its envelope (data is None where there is none), and the whole body.

    `size` is in bytes, and `attempts` how often the request was sent.
    """

    status: int
    message: str
    data: Any
    body: Any
    size: int = field(default=0, compare=False)
    attempts: int = field(default=1, compare=False)


@record
class Page:
    """One page of a list: its items, its number and the total number of items, both None where the API does not say.

    `more` says that another page follows, `blank` that the answer tells nothing of a list; `size` is in bytes, and `attempts` how often the
    request was sent.
    """

    items: Sequence[Any]
    number: int | None
    total: int | None
    more: bool = False
    blank: bool = False
    size: int = field(default=0, compare=False)
    attempts: int = field(default=1, compare=False)

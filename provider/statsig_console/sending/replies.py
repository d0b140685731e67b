"""Replies: what the client makes of the API's answers, and what it takes to ask.

Apart from the client, so that a preview, which asks nothing, loads nothing of the network.
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
    """What the API answered: the status, the envelope's message, its data (None where there is none).

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
    """One page of a list: its items, its number as the API counts, the number of all items where the API tells it.

    `more` says that another page follows; `size` is in bytes, and `attempts` how often the request was sent.
    """

    items: Sequence[Any]
    number: int | None
    total: int | None
    more: bool = False
    size: int = field(default=0, compare=False)
    attempts: int = field(default=1, compare=False)

"""Made-up numbers: the same for the same arguments, spread like measurements."""

from __future__ import annotations

import hashlib


def share(*about: object) -> float:
    """A number from 0 up to 1 that depends only on the arguments."""
    digest = hashlib.sha256("\x1f".join(map(str, about)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def around(middle: float, spread: float, *about: object) -> float:
    """A number within `spread` (a share) of the middle, to four digits."""
    return round(middle * (1 + spread * (2 * share(*about) - 1)), 4)


def count(most: int, *about: object) -> int:
    return int(share(*about) * most)


def identifier(*about: object) -> str:
    """An ID like the server's, for an object that no request created."""
    return hashlib.sha256("\x1f".join(map(str, about)).encode()).hexdigest()[:22]

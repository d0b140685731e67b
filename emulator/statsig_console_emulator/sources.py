"""The sources of time and random identifiers, which tests can fix."""

from __future__ import annotations

import random
import string
import time
import uuid
from collections.abc import Callable

LETTERS = string.ascii_letters + string.digits


class Sources:
    """Clock and identifiers of one emulator.

    `now` gives milliseconds since 1970. Identifiers are random; with the same `seed` two emulators make the same ones.
    """

    def __init__(self, clock: Callable[[], float] = time.time, seed: int | None = None) -> None:
        self._clock = clock
        self._random = random.SystemRandom() if seed is None else random.Random(seed)

    def now(self) -> int:
        """Milliseconds since 1970."""
        return int(self._clock() * 1000)

    def token(self, length: int = 22) -> str:
        """An identifier of letters and digits, 22 long like those of the API."""
        return "".join(self._random.choices(LETTERS, k=length))

    def fraction(self) -> str:
        """An identifier in the form of environments' IDs: a fraction below one as text."""
        return repr(self._random.random())

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

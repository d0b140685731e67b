"""Times in the API's three forms: milliseconds, days as text, ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

DAY = 24 * 60 * 60 * 1000


def moment(milliseconds: float) -> datetime:
    """The time, limited to the years that a date can have."""
    return datetime.fromtimestamp(min(max(milliseconds / 1000, 0), 253_402_300_799), tz=timezone.utc)


def day_of(milliseconds: float) -> str:
    """`2026-01-31`."""
    return moment(milliseconds).strftime("%Y-%m-%d")


def iso(milliseconds: float) -> str:
    """`2026-01-31T12:00:00.000Z`."""
    return moment(milliseconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(text: str) -> int:
    """The time of a day or an ISO 8601 text, in UTC unless it says otherwise; 0 for any other text."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return 0
    return int((found if found.tzinfo else found.replace(tzinfo=timezone.utc)).timestamp() * 1000)


def days(first: str, last: str, limit: int) -> list[str]:
    """The days from first to last, inclusive, at most `limit`; empty if a text is no day."""
    try:
        start, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    except ValueError:
        return []
    count = min((end - start).days + 1, limit)
    return [(start + timedelta(days=number)).isoformat() for number in range(count)]

"""Checks whether events arrived: python arrived.py SOURCE FIRST_DAY LAST_DAY

It exits with 1 and names the days without rows from the source, or whose import did not succeed.
"""

import sys
from datetime import date, timedelta

import pulumi_statsig_console as statsig


def missing(source: str, first: date, last: date) -> list[date]:
    """The days for which nothing arrived."""
    statuses = statsig.get_ingestion_status(first.isoformat(), last.isoformat(), source=source, dataset="Events")
    arrived = {(each.ds or "")[:10] for each in statuses if each.status == "IMPORT_SUCCESSFUL" and each.row_count}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if day.isoformat() not in arrived]


def main(source: str, first: str, last: str) -> None:
    """Prints whether all days arrived, or fails with the missing ones."""
    days = missing(source, date.fromisoformat(first), date.fromisoformat(last))
    if days:
        raise SystemExit(f"{source}: nothing arrived of {', '.join(map(str, days))}")
    print(f"{source}: all days arrived")


if __name__ == "__main__":
    main(*sys.argv[1:])

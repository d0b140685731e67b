"""Shows a report on GitHub: as the one comment of a pull request, or as one open issue.

python github.py comment NAME FILE     posts the comment called NAME, or updates it; PULL_REQUEST is the number
python github.py issue NAME FILE       opens the issue called NAME, or updates it; a title may follow; the default is about drift
python github.py close NAME            closes that issue, if it is open

It changes only its own comments and issues: those of GITHUB_BOT, by default the owner of a workflow's token.
GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL are as in every workflow. Needs only the standard library.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

LONGEST = 60_000
"""The most characters of a report; GitHub accepts 65,536."""

BOT = os.environ.get("GITHUB_BOT") or "github-actions[bot]"
"""The account as which a workflow writes."""

OPEN = "/issues?state=open"

NAME = re.compile(r"[\w./-]+", re.ASCII)


class NoRedirects(HTTPRedirectHandler):
    """Follows no redirects, which would send the token to another address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Sends nothing."""


def api(method: str, path: str, body: Any = None) -> Any:
    """Sends a request about the repository."""
    url = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}{path}"
    headers = {"authorization": f"Bearer {os.environ['GITHUB_TOKEN']}", "accept": "application/vnd.github+json"}
    content = None if body is None else json.dumps(body).encode()
    with build_opener(NoRedirects()).open(Request(url, content, headers, method=method), timeout=30) as answer:
        return json.load(answer)


def all_of(path: str) -> Iterator[Any]:
    """All items of a list."""
    number = 1
    while page := api("GET", f"{path}{'&' if '?' in path else '?'}per_page=100&page={number}"):
        yield from page
        number += 1


def marked(name: str, report: str) -> str:
    """A report with an invisible mark, by which the next run finds it; one that is too long is cut after a line."""
    if len(report) > LONGEST:
        whole = report.rfind("\n", 0, LONGEST)
        report = report[: whole if whole > 0 else LONGEST] + "\n\n… and more: see the log."
    return f"{mark(name)}\n{report}\n"


def mark(name: str) -> str:
    """The mark of a report."""
    return f"<!-- statsig-console: {name} -->"


def found(name: str, path: str) -> Any:
    """The comment or issue that an earlier run made; the list of issues also has pull requests, which are left out."""
    return next((each for each in all_of(path) if is_ours(each) and (each.get("body") or "").startswith(f"{mark(name)}\n")), None)


def is_ours(item: Any) -> bool:
    """Whether the bot has made a comment or an issue."""
    return (item.get("user") or {}).get("login") == BOT and "pull_request" not in item


def comment(name: str, report: str) -> None:
    """Posts a comment on the pull request, or updates the existing one."""
    place = f"/issues/{int(os.environ['PULL_REQUEST'])}/comments"
    old = found(name, place)
    api("PATCH" if old else "POST", f"/issues/comments/{old['id']}" if old else place, {"body": marked(name, report)})


def issue(name: str, report: str, title: str) -> None:
    """Opens an issue, or updates the open one."""
    old = found(name, OPEN)
    body = {"title": title or f"Statsig: changed in the console ({name})", "body": marked(name, report)}
    api("PATCH" if old else "POST", f"/issues/{old['number']}" if old else "/issues", body)


def close(name: str) -> None:
    """Closes the open issue, if there is one."""
    if old := found(name, OPEN):
        api("PATCH", f"/issues/{old['number']}", {"state": "closed", "state_reason": "completed"})


def main(what: str, name: str, file: str = "", title: str = "") -> None:
    """Does what the command line says."""
    if not NAME.fullmatch(name):
        raise SystemExit("A name has letters, digits and ._/- alone.")
    if what == "close":
        close(name)
        return
    report = Path(file).read_text(encoding="utf-8").strip()
    if what == "comment":
        comment(name, report)
    else:
        issue(name, report, title)


if __name__ == "__main__":
    main(*sys.argv[1:])

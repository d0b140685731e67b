"""A project that people have made by hand: the pages about adoption and CI show its objects."""

from __future__ import annotations

from typing import Any

from statsig_console_emulator.testing import Client

PUBLIC = {"type": "public"}
GROUPS = [
    {"name": "Control", "size": 50, "parameterValues": {"color": "blue"}},
    {"name": "Red", "size": 50, "parameterValues": {"color": "red"}},
]
FORGOTTEN = {"type": "STALE", "typeReason": "STALE_ALL_TRUE", "team": "Payments", "lastModifiedTime": 1_767_225_600_000}
STALE = {"objects": {"gates": {"old_checkout": FORGOTTEN}}}
"""A flag that nobody uses any more, as the service marks it."""


def begin(console: Client) -> None:
    """Makes the objects that exist before adoption."""
    for name, description in (("Checkout", "All about paying"), ("Search", "All about finding"), ("Words", "Words")):
        made(console, "tags", name=name, description=description)
    made(console, "segments", name="Staff", type="id_list")
    made(console, "segments", name="Testers", type="id_list")
    staff = {"name": "Staff", "passPercentage": 100, "conditions": [{"type": "passes_segment", "targetValue": ["staff"]}]}
    customers = {"name": "Customers", "passPercentage": 10, "environments": ["production"], "conditions": [PUBLIC]}
    made(console, "gates", name="Beta users", rules=[staff], tags=["Checkout"])
    made(console, "gates", name="Checkout", rules=[staff, customers])
    for name in ("Dark mode", "Fast delivery", "Gift cards", "New search", "Old checkout"):
        made(console, "gates", name=name)
    made(console, "experiments", name="Button color", hypothesis="Red is seen earlier", groups=GROUPS)
    made(console, "experiments", name="Search ranking", description="By date or by meaning")


def go_on(console: Client) -> None:
    """Makes the objects that somebody adds in the console later."""
    made(console, "gates", name="Black Friday")
    made(console, "gates", name="Quick test")


def made(console: Client, collection: str, **values: Any) -> None:
    """Makes an object."""
    answer = console.post(f"/{collection}", values)
    assert answer.status in {200, 201}, answer.body

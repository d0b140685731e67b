"""Stored: what Pulumi keeps of a resource beside its properties."""

from __future__ import annotations

from statsig_console.state_keys import MANAGED, is_secret, own


def test_own_properties_are_all_but_pulumis() -> None:
    """The provider is Pulumi's; that nobody manages an object is noted for programs, and is no list of what is managed."""
    assert own({"name": "a", "__provider": "x", MANAGED: False}) == {"name": "a"}
    assert own({"name": "a", "__provider": "x", MANAGED: []}) == {"name": "a", MANAGED: []}
    assert own({"name": "a", "__original": "{}", MANAGED: ["name"]}) == {"name": "a", "__original": "{}", MANAGED: ["name"]}


def test_secrets_in_exports_are_known_by_their_signature() -> None:
    """Whatever else looks like an object is one."""
    assert is_secret({"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:"})
    assert not is_secret({"4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e"})

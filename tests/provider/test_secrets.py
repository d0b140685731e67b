"""Keys come out by `reveal` alone, and texts lose everything that looks like one."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from statsig_console.secrets import ApiKey, fingerprint, scrub

TEXT = "console-abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "show", [repr, str, "{}".format, "{0!r:>10}".format, "%s".__mod__, lambda key: f"{key:>40}", lambda key: f"{[key]}"]
)
def test_a_key_is_never_shown(show: object) -> None:
    """Keys end up in format strings and containers by accident."""
    assert callable(show)
    assert TEXT not in show(ApiKey(TEXT))


@pytest.mark.parametrize("copying", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
def test_a_key_is_never_written(copying: object) -> None:
    """Pulumi pickles provider objects into state."""
    assert callable(copying)
    with pytest.raises(TypeError):
        copying(ApiKey(TEXT))


def test_keys_compare_by_text() -> None:
    """Two readings of the same configuration are one project."""
    assert ApiKey(TEXT) == ApiKey(TEXT)
    assert hash(ApiKey(TEXT)) == hash(ApiKey(TEXT))
    assert ApiKey(TEXT) != ApiKey(TEXT + "0")
    assert ApiKey(TEXT) != TEXT
    assert ApiKey(TEXT).reveal() == TEXT


def test_a_fingerprint_is_stable_and_tells_nothing() -> None:
    """It stands for the key in ids and file names; stored ones must stay valid."""
    assert ApiKey(TEXT).fingerprint == fingerprint(TEXT) == "53527799a6db1859a988"
    assert fingerprint(TEXT, 8) == fingerprint(TEXT)[:8]


@pytest.mark.parametrize("kind", ["console", "secret", "client", "scim", "org"])
def test_whatever_looks_like_a_key_is_taken_out(kind: str) -> None:
    """The API repeats keys in messages, and users paste them in names."""
    assert scrub(f"Key: {kind}-aaaaaaaaaaaaaaaaaaaaaaaa, next") == "Key: [secret], next"


def test_given_secrets_are_taken_out_in_any_form() -> None:
    """A key that looks like none is a secret all the same."""
    assert scrub("a hush-hush b hush-hush", "hush-hush") == "a [secret] b [secret]"


@pytest.mark.parametrize("text", ["client-side rendering", "secret-santa is on", "console-test", "a-client-abcdefgh", ""])
def test_plain_words_stay(text: str) -> None:
    """Names of gates may begin like keys."""
    assert scrub(text, "", "abc") == text

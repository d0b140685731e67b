"""The stack's configuration: read once, checked, and never repeated when it is a secret."""

from __future__ import annotations

import pytest

from statsig_console.errors import InputError
from statsig_console.secrets import ApiKey
from statsig_console.stack.configuration import flag, seconds
from statsig_console.stack.reviews import ReviewPolicy
from statsig_console.stack.settings import DEFAULT_URL, Settings, Timeouts, checked_key, checked_store, checked_url


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting comes from whoever runs the tests."""
    monkeypatch.delenv("STATSIG_CONSOLE_API_KEY", raising=False)
    monkeypatch.delenv("STATSIG_CONSOLE_API_URL", raising=False)


def test_a_key_is_all_that_is_needed() -> None:
    """Everything else has the vendor's own value."""
    settings = Settings.read({"statsig:consoleApiKey": " console-key\n"}.get)

    assert settings == Settings(ApiKey("console-key"), DEFAULT_URL, False, Timeouts(10.0, 60.0), True)


def test_every_setting_can_be_made() -> None:
    """Names as the documentation of the configuration has them."""
    stack = {
        "statsig:consoleApiKey": "console-key",
        "statsig:apiUrl": "https://gateway.example/statsig/",
        "statsig:respectReviewSettings": "true",
        "statsig:connectTimeout": "2.5",
        "statsig:requestTimeout": "9",
        "statsig:retryTimeout": "30",
        "statsig:rateLimitTimeout": "60",
        "statsig:rateLimitStore": " rediss://store.example:6380/1 ",
        "statsig:pacing": "False",
        "statsig:rateLimit": "600/900, 50/10",
        "statsig:rateLimitSegments": " 5/1 ",
        "statsig:rateLimitIdLists": "6/10 7/900",
        "statsig:reviews": "true",
        "statsig:reviewCommits": "people",
        "statsig:unreviewed": "send",
        "statsig:reviewDescription": "From the stack",
        "statsig:reviewers": "u1, u2",
        "statsig:reviewerGroups": '["g1"]',
    }

    settings = Settings.read(stack.get)

    timeouts = Timeouts(connect=2.5, answer=9.0, retry=30.0, rate_limit=60.0)
    windows = [[(each.count, each.seconds) for each in budget.windows] for budget in settings.budgets]
    store = "rediss://store.example:6380/1"
    assert windows == [[(600, 900), (50, 10)], [(5, 1)], [(6, 10), (7, 900)]]
    assert settings == Settings(
        ApiKey("console-key"),
        "https://gateway.example/statsig",
        True,
        timeouts,
        False,
        rate_limit_store=store,
        budgets=settings.budgets,
        reviews=ReviewPolicy(True, "people", "send", "From the stack", ("u1", "u2"), ("g1",)),
    )


@pytest.mark.parametrize("text", ['["u1"', "[1]", '[{"id": "u1"}]'])
def test_reviewers_are_ids(text: str) -> None:
    """What is no list of texts names nobody."""
    with pytest.raises(InputError, match="statsig:reviewers must be IDs"):
        Settings.read({"statsig:consoleApiKey": "console-key", "statsig:reviewers": text}.get)


@pytest.mark.parametrize("text", ["", " ", "1800", "0/900", "10/0", "1800/900 100", "-1/5", "1.5/10", "many/10", "1/10/10", "99999999/1"])
def test_limits_are_windows(text: str) -> None:
    """A limit that cannot be read is no limit that is kept."""
    with pytest.raises(InputError, match=r"statsig:rateLimit must be windows such as 1800/900 100/10"):
        Settings.read({"statsig:consoleApiKey": "console-key", "statsig:rateLimit": text}.get)


def test_the_environment_stands_in_for_the_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Continuous integration passes the key that way; the stack's own value goes first."""
    monkeypatch.setenv("STATSIG_CONSOLE_API_KEY", "console-environment")
    monkeypatch.setenv("STATSIG_CONSOLE_API_URL", "http://127.0.0.1:8/console/v1")

    assert Settings.read({}.get).key == ApiKey("console-environment")
    assert Settings.read({}.get).url == "http://127.0.0.1:8/console/v1"
    assert Settings.read({"statsig:consoleApiKey": "console-stack"}.get).key == ApiKey("console-stack")


def test_an_emulator_needs_no_pacing_unless_asked() -> None:
    """Nothing on this machine limits rates; tests of the pacing can still have it."""
    local = {"statsig:consoleApiKey": "console-key", "statsig:apiUrl": "http://localhost:8/console/v1"}

    assert not Settings.read(local.get).paced
    assert Settings.read({**local, "statsig:pacing": "true"}.get).paced


@pytest.mark.parametrize("text", [None, "", "   "])
def test_a_missing_key_says_how_to_give_one(text: str | None) -> None:
    """The first thing that a new user sees."""
    with pytest.raises(InputError, match="pulumi config set --secret statsig:consoleApiKey"):
        checked_key(text)


@pytest.mark.parametrize("text", ["secret-abc", "client-abc", "console-a b", "console-ü", "console-a\nb", "Console-abc"])
def test_a_malformed_key_is_refused_unseen(text: str) -> None:
    """A key of the wrong kind is a secret too."""
    with pytest.raises(InputError, match="must begin console-") as error:
        checked_key(text)

    assert text not in str(error.value)


def test_settings_can_be_shown() -> None:
    """They appear in tracebacks and test output."""
    assert "console-key" not in repr(Settings(ApiKey("console-key")))


@pytest.mark.parametrize(
    "url",
    ["https://statsigapi.net/console/v1", "http://localhost:3000/console/v1", "http://127.0.0.1:1", "http://[::1]:5/x", "HTTPS://Host"],
)
def test_usable_addresses_are_taken(url: str) -> None:
    """Https anywhere, plain http on this machine."""
    assert checked_url(f" {url}/ ") == url


@pytest.mark.parametrize(
    "url",
    [
        "statsigapi.net/console/v1", "ftp://host", "https://", "https://user@host", "https://:word@host", "https://host?a=b", "https://host#a",
        "https://host?", "https://[::1", "https://host:port", "https://host:99999", "https://a b", "https://host\\x", "",
        "https://a..b", f"https://{'a' * 64}.example", "https://.", "https://host/con\nsole", "https://a%20b", "https://host/\udcff",
        "https://\u202e.example", "https://host/\x1b[2J", "https://host:-1", "https://\ud83d",
    ],
)  # fmt: skip
def test_unusable_addresses_are_refused(url: str) -> None:
    """A typo must not become a traceback, nor an address with a password a message."""
    with pytest.raises(InputError, match=r"must be an address such as https://statsigapi.net/console/v1") as error:
        checked_url(url)

    assert "word" not in str(error.value)


@pytest.mark.parametrize("url", ["http://statsigapi.net/console/v1", "http://localhost.example", "http://127.0.0.1.example"])
def test_plain_http_to_others_is_refused(url: str) -> None:
    """It would send the key in clear."""
    with pytest.raises(InputError, match="would send the key in clear"):
        checked_url(url)


def test_flags_are_true_or_false() -> None:
    """Nothing else is guessed at."""
    assert [flag("pacing", text, default=True) for text in (None, "", "true", " FALSE ")] == [True, True, True, False]
    with pytest.raises(InputError, match="statsig:pacing must be true or false, not 'yes'"):
        flag("pacing", "yes")


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "1e9", "ten", "10s"])
def test_times_are_positive_seconds(text: str) -> None:
    """A time that never ends, or none at all, is a mistake."""
    with pytest.raises(InputError, match="statsig:requestTimeout must be a number of seconds"):
        seconds("requestTimeout", text, 60.0)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (None, None), ("", None), ("redis://host", "redis://host"), ("rediss://u:p@host:1/2", "rediss://u:p@host:1/2"),
        ("unix:///run/redis.sock", "redis+unix:///run/redis.sock"), ("redis+unix:///run/redis.sock", "redis+unix:///run/redis.sock"),
    ],
)  # fmt: skip
def test_a_rate_store_is_the_address_of_a_redis(text: str | None, address: str | None) -> None:
    """On a port, with or without TLS, or on a socket of this machine."""
    assert checked_store(text) == address


@pytest.mark.parametrize(
    "text", ["host:6379", "redis://", "http://host", "redis://host:word", "redis://:word@host:0", "unix:", "redis://["]
)
def test_other_rate_stores_are_refused_unseen(text: str) -> None:
    """The address may hold a password."""
    with pytest.raises(InputError, match="statsig:rateLimitStore must be the address of a Redis") as error:
        checked_store(text)

    assert "word" not in str(error.value)


def test_settings_show_no_password_of_the_store() -> None:
    """They appear in tracebacks and test output."""
    assert "hush" not in repr(Settings(ApiKey("console-key"), rate_limit_store="redis://:hush@host"))


def test_a_project_is_named_by_key_and_address_alone() -> None:
    """All that differs in how it is talked to makes no other project of it."""
    one = Settings(ApiKey("console-one"), "https://a")

    assert one.project == Settings(ApiKey("console-one"), "https://a", True, Timeouts(connect=1)).project
    assert (
        len({one.project, Settings(ApiKey("console-two"), "https://a").project, Settings(ApiKey("console-one"), "https://b").project}) == 3
    )
    assert "console-one" not in one.project

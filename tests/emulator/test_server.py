"""The emulator on a socket: start, faults on the wire, rate limits, the admin prefix."""

import asyncio
import http.client
import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from statsig_console_emulator import create_app
from statsig_console_emulator.faults import from_text
from statsig_console_emulator.server import Server, run
from statsig_console_emulator.sites import KnownHosts
from statsig_console_emulator.testing import Emulator


@pytest.fixture(scope="module")
def shared():
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(shared):
    shared.reset()
    return shared


@pytest.fixture
def client(emulator):
    return emulator.client()


def admin(emulator, method, path, body=None, key=None):
    headers = {"statsig-api-key": key} if key else {}
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{emulator.origin}/_emulator{path}", content, headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def asked(origin, method, path, **headers):
    """One request as it is on the wire: status, headers, body."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc)
    connection.request(method, path, headers={"statsig-api-key": "console-x", **headers})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders() if name.lower() != "date"}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize("path", ["/", "/console/v1/gates", "/console/v1/gates/none", "/console/v1/nowhere", "/_emulator/requests"])
def test_head_is_get_without_a_body(emulator, path):
    """As health checks and `curl -I` ask."""
    status, headers, body = asked(emulator.origin, "GET", path)

    assert asked(emulator.origin, "HEAD", path)[::2] == (status, b"")
    assert asked(emulator.origin, "HEAD", path)[1].keys() == headers.keys()
    assert body


PLACES = [("GET", "/"), ("GET", "/page/log"), ("GET", "/openapi/20240601.json"), ("GET", "/console/v1/gates"), ("POST", "/_emulator/reset")]


@pytest.mark.parametrize(("method", "path"), PLACES)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:3006", "localhost.evil.example", "192.0.2.1", "[2001:db8::1]:80", "", "[", "a b"]
)
def test_other_names_are_refused(emulator, method, path, host):
    """A web site whose name leads to this machine is of the same origin, for a browser."""
    status, _, body = asked(emulator.origin, method, path, Host=host)

    assert status in (400, 403)
    assert status == 400 or "--allow-host" in json.loads(body)["message"]


@pytest.mark.parametrize(("method", "path"), PLACES)
@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:80",
        "localhost.",
        "shop.localhost:3006",
        "127.0.0.1",
        "127.1.2.3:1",
        "[::1]:3006",
        "[::ffff:127.0.0.1]",
        "0.0.0.0:3006",
        "[::]",
    ],
)
def test_names_of_this_machine_are_known(emulator, method, path, host):
    """By whichever port: a container's may be another than the one that was asked."""
    assert asked(emulator.origin, method, path, Host=host)[0] == 200


def test_a_large_body_under_another_name_hears_why(emulator):
    """The refusal comes once all of it was sent, else it would be lost with the connection."""
    connection = http.client.HTTPConnection(urlsplit(emulator.origin).netloc)
    connection.request("POST", "/console/v1/gates", b"x" * 5_000_000, {"Host": "emulator:3006"})
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()

    assert answer.status == 403
    assert said == {"status": 403, "message": 'The emulator does not answer under the name "emulator"; --allow-host lets it.'}


@pytest.mark.parametrize(
    ("flags", "host", "status"), [(["Emulator"], "emulator:3006", 200), (["Emulator"], "other", 403), (["*"], "other", 200)]
)
def test_a_name_can_be_let_in(flags, host, status):
    """As that of a container, which is reached from others by it."""
    named = [part for name in flags for part in ("--allow-host", name)]
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0", "--host", "0.0.0.0", "--allow-remote", *named]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = process.stdout.readline().rpartition(":")[2].split("/")[0]
        found = asked(f"http://127.0.0.1:{port}", "GET", "/", Host=host)[0]
        process.terminate()

    assert found == status


def test_the_address_that_was_reached_is_known():
    """Bound to all addresses of a machine, the emulator answers under each."""
    with socket.create_server(("0.0.0.0", 0)) as found:
        port = found.getsockname()[1]
    server = Server(create_app(), "0.0.0.0", port)
    thread = server.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        with suppress(OSError):  # A machine without a network has no other address.
            out.connect(("192.0.2.1", 9))  # Sends nothing, and tells which address of this machine would.
        own = out.getsockname()[0].replace("0.0.0.0", "127.0.0.1")
    found = asked(f"http://{own}:{port}", "GET", "/")[0], asked(f"http://{own}:{port}", "GET", "/", Host="other")[0]
    server.stop()
    thread.join()

    assert found == (200, 403)


@pytest.mark.parametrize(
    ("host", "reached", "status"),
    [
        ("10.0.0.5:80", "::ffff:10.0.0.5", 200),
        ("[2001:DB8:0::1]", "2001:db8::1", 200),
        ("[2001:db8::2]", "2001:db8::1", 403),
        ("10.0.0.6", "::ffff:10.0.0.5", 403),
        ("other", "", 403),
        ("", "", 403),
    ],
)
def test_addresses_are_compared_as_such(host, reached, status):
    """However they are written, and also where one socket serves both sorts of addresses."""
    answers = []

    async def app(scope, receive, send):
        answers.append(200)

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        answers.append(message.get("status"))

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host.encode())], "server": (reached, 80)}
    asyncio.run(KnownHosts(app)(scope, receive, send))

    assert answers[0] == status


def test_other_origins_are_kept_out(emulator):
    """No page in a browser may change a project unasked."""
    status, headers, _ = asked(
        emulator.origin, "OPTIONS", "/console/v1/gates", Origin="http://localhost:3000", **{"Access-Control-Request-Method": "POST"}
    )

    assert status == 404
    assert not any(name.startswith("access-control") for name in headers)


def test_an_origin_can_be_let_in():
    """To the API; what is beside it stays closed."""
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0", "--allow-origin", "http://localhost:3000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        origin = process.stdout.readline().split()[-1].removesuffix("/console/v1")
        ours, others = {"Origin": "http://localhost:3000"}, {"Origin": "http://evil.example"}
        flight = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "statsig-api-key, content-type"}
        allowed = asked(origin, "OPTIONS", "/console/v1/gates", **ours, **flight)
        refused = asked(origin, "OPTIONS", "/console/v1/gates", **others, **flight)
        read = asked(origin, "GET", "/console/v1/gates", **ours)
        beside = asked(origin, "POST", "/_emulator/reset", **ours)
        process.terminate()

    assert (allowed[0], allowed[1]["access-control-allow-origin"]) == (200, "http://localhost:3000")
    assert "statsig-api-key" in allowed[1]["access-control-allow-headers"].lower()
    assert (refused[0], "access-control-allow-origin" in refused[1]) == (400, False)
    assert (read[0], read[1]["access-control-allow-origin"]) == (200, "http://localhost:3000")
    assert beside[0] == 403


def test_command_says_where_it_listens():
    """One line on stdout, once requests are taken; port 0 is a free one."""
    command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        url = line.split()[-1]
        with urllib.request.urlopen(urllib.request.Request(f"{url}/gates", headers={"STATSIG-API-KEY": "console-x"})) as response:
            status = response.status
        process.terminate()

    assert line.startswith("Statsig Console API emulator ready on http://127.0.0.1:")
    assert line.endswith("/console/v1\n")
    assert status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])
def test_other_machines_are_refused_unless_allowed(host):
    """Any made-up key is let in, so nobody else may reach it by accident."""
    with pytest.raises(ValueError, match="not a loopback address"):
        run(host, 0)


def test_encoded_slashes_stay_inside_their_segment(client):
    client.post("/metrics", {"name": "a/b c", "type": "undefined"})

    assert client.get("/metrics/a%2Fb%20c%3A%3Aundefined").data["id"] == "a/b c::undefined"


def test_journal_counts_and_filters(emulator, client):
    client.post("/gates", {"name": "A gate"})
    client.get("/gates/a_gate")
    client.get("/gates/none")

    assert (emulator.count("GET", "/gates/{id}"), emulator.count("GET", "/gates/a_*"), emulator.count("POST")) == (2, 1, 1)
    status, summary = admin(emulator, "GET", "/requests?method=get")
    assert (status, summary["counts"], summary["statuses"]) == (200, {"GET /gates/{id}": 2}, {"200": 1, "404": 1})
    admin(emulator, "DELETE", "/requests")
    assert emulator.requests() == []


def test_no_admin_answer_holds_a_key(emulator):
    """Neither the project's own key nor the keys made through the API, wherever they were used."""
    client = emulator.client("console-topsecret")
    key = client.post("/keys", {"description": "", "type": "CONSOLE"}).data["key"]
    client.get(f"/keys/{key}")
    emulator.client(key).get("/gates")
    emulator.client(key).request("PATCH", f"/keys/{key}/deactivate")
    emulator.client(key).get("/gates")

    texts = [str(admin(emulator, "GET", path)) for path in ("/requests", "/export", "/faults")]
    assert not any("topsecret" in text or key in text for text in texts)
    client.put(f"/keys/{key}")
    client.get(f"/nowhere/keys/{key}/x")
    assert key not in str(admin(emulator, "GET", "/requests"))
    assert emulator.count("GET", "/keys/{id}") == 1


def test_export_seeds_another_emulator(emulator, client):
    client.post("/gates", {"name": "A gate", "tags": ["x"]})
    client.post("/segments", {"name": "A list", "type": "id_list"})
    client.patch("/segments/a_list/id_list", {"ids": ["b", "a"]})
    client.post("/keys", {"description": "CI", "type": "SERVER"})
    exported = admin(emulator, "GET", "/export", key="console-test")[1]
    gate = client.get("/gates/a_gate").data
    emulator.reset()

    status, _ = admin(emulator, "POST", "/seed", exported, key="console-test")
    assert status == 200
    assert client.get("/gates/a_gate").data == gate
    assert client.get("/segments/a_list/id_list").data["ids"] == ["b", "a"]
    assert [key["description"] for key in client.get("/keys").data] == ["CI"]


def test_seed_names_its_project(emulator, client):
    gate = client.post("/gates", {"name": "A gate"}).data
    document = {"projects": [{"key": "console-other", "objects": {"gates": {"a_gate": gate | {"type": "STALE"}}}}]}
    admin(emulator, "POST", "/seed", document)

    assert emulator.client("console-other").get("/gates/a_gate").data["type"] == "STALE"
    assert client.get("/gates/a_gate").data["type"] == "TEMPORARY"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"projects": 1},
        {"objects": []},
        {"objects": {"gates": {}}},
        {"objects": {}, "requests": [1]},
        {"key": "console-x", "objects": {"g": {"a": 1}}},
    ],
)
def test_seed_of_another_shape_is_refused_and_changes_nothing(emulator, body):
    assert admin(emulator, "POST", "/seed", body)[0] == 400


def test_seed_may_leave_out_what_the_server_fills_in(emulator, client):
    """A few lines by hand are enough to have something that the API cannot create."""
    rules = [{"name": "r", "passPercentage": 5, "conditions": []}]
    emulator.seed({"objects": {"gates": {"stale": {"type": "STALE", "status": "In Progress", "rules": rules}}}})

    gate = client.get("/gates/stale").data
    assert (gate["type"], gate["idType"], gate["name"], gate["version"]) == ("STALE", "userID", "stale", 1)
    assert client.patch("/gates/stale", {"rules": gate["rules"]}).data["rules"][0]["baseID"] == gate["rules"][0]["baseID"]


def test_seed_may_send_requests(emulator, client):
    requests = [
        {"method": "POST", "path": "/gates", "body": {"name": "A gate"}},
        {"method": "PUT", "path": "/gates/a_gate/launch"},
        {"method": "GET", "path": "/gates?limit=1"},
    ]
    status, _ = admin(emulator, "POST", "/seed", {"key": "console-test", "requests": requests})

    assert (status, client.get("/gates/a_gate").data["status"]) == (200, "Launched")
    assert emulator.count("POST", "/gates") == 0


def test_refused_request_of_a_seed_is_told(emulator):
    request = {"method": "POST", "path": "/gates", "body": {"name": "x"}}
    status, answer = admin(emulator, "POST", "/seed", {"key": "console-test", "requests": [request]})

    assert status == 400
    assert "at least 3 character(s)" in answer["message"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "SELF"}, 200),
        ({"Origin": "SELF", "Referer": "SELF/projects/x", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "http://evil.example/page"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "SELF", "Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_other_web_sites_may_not_change_the_emulator(emulator, headers, status):
    """A page open in a browser could otherwise post to a port of this machine."""
    headers = {name: value.replace("SELF", emulator.origin) for name, value in headers.items()}
    request = urllib.request.Request(f"{emulator.origin}/_emulator/reset", b"", headers, method="POST")
    try:
        with urllib.request.urlopen(request) as response:
            found = response.status
    except urllib.error.HTTPError as error:
        found = error.code
        error.close()

    assert found == status


def test_faults_are_read_from_flags():
    assert from_text("status,status=429,retry_after=1.5,method=POST,path=/gates/*,count=3") == {
        "kind": "status",
        "status": 429,
        "retry_after": 1.5,
        "method": "POST",
        "path": "/gates/*",
        "count": 3,
    }
    for wrong in ("status,colour=1", "status,count=x", "status,count"):
        with pytest.raises(ValueError):  # noqa: PT011 - the flag's text is in it either way
            from_text(wrong)


def test_reset_empties_one_project_or_all(emulator, client):
    other = emulator.client("console-other")
    for found in (client, other):
        found.post("/gates", {"name": "A gate"})

    admin(emulator, "POST", "/reset", key="console-test")
    assert (len(client.get("/gates").data), len(other.get("/gates").data)) == (0, 1)
    assert len(client.get("/environments").data["environments"]) == 3
    admin(emulator, "POST", "/reset")
    assert other.get("/gates").data == []


def test_error_status_keeps_a_request_from_taking_effect(emulator, client):
    emulator.fault("status", status=503, method="POST", path="/gates", count=1)

    first, second = client.post("/gates", {"name": "A gate"}), client.post("/gates", {"name": "A gate"})
    assert (first.status, first.body, second.status) == (503, {"status": 503, "message": "Service Unavailable"}, 201)


@pytest.mark.parametrize(("retry_after", "header"), [(None, None), (2, "2"), (0.5, "0.5")])
def test_rate_limit_may_say_when_to_come_back(emulator, client, retry_after, header):
    emulator.fault("status", status=429, retry_after=retry_after, count=1)
    answer = client.get("/gates")

    assert (answer.status, {name.lower(): value for name, value in answer.headers.items()}.get("retry-after")) == (429, header)


def test_expired_key_is_the_documented_401(emulator, client):
    emulator.fault("expired_key", count=1)

    assert client.get("/gates").body["message"].endswith("Key: console-test")


@pytest.mark.parametrize(("kind", "effect"), [("reset_before", 404), ("reset_after", 200)])
def test_reset_connection_leaves_the_client_in_doubt(emulator, client, kind, effect):
    """The same exception for the client, whether or not the request took effect."""
    emulator.fault(kind, method="POST", count=1)

    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected, urllib.error.URLError)):
        client.post("/gates", {"name": "A gate"})
    assert client.get("/gates/a_gate").status == effect


def test_truncated_body_breaks_off_in_the_middle(emulator, client):
    emulator.fault("truncate", count=1)

    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        client.get("/gates")


def test_malformed_body_is_complete_and_no_json(emulator, client):
    emulator.fault("malformed", count=1)
    answer = client.get("/gates")

    assert (answer.status, answer.body[:6]) == (200, "<html>")


def test_latency_and_slow_answers_take_their_time(emulator, client):
    emulator.fault("latency", seconds=0.2, count=1)
    emulator.fault("slow", seconds=0.2, count=1)
    times = []
    for _ in range(2):
        started = time.monotonic()
        assert client.get("/gates").data == []
        times.append(time.monotonic() - started)

    assert all(0.15 < taken < 2 for taken in times)


def test_slow_answer_to_one_client_holds_up_nobody_else(emulator, client):
    emulator.fault("latency", seconds=2, path="/gates/slow", count=1)
    target = urlsplit(emulator.url)
    connection = http.client.HTTPConnection(target.hostname, target.port)
    connection.request("GET", f"{target.path}/gates/slow", headers={"statsig-api-key": "console-test"})

    started = time.monotonic()
    client.get("/gates")
    assert time.monotonic() - started < 1
    connection.close()


def test_probability_is_repeatable(emulator, client):
    """The same seed hits the same requests."""

    def pattern():
        emulator.clear_faults()
        emulator.fault("status", probability=0.5, seed=7)
        return [client.get("/gates").status for _ in range(20)]

    first = pattern()
    assert first == pattern()
    assert set(first) == {200, 503}


def test_faults_are_added_listed_and_removed_over_http(emulator, client):
    status, added = admin(emulator, "POST", "/faults", [{"kind": "status", "status": 500, "path": "/gates/*", "skip": 1}])
    fault = added["faults"][0]["id"]

    assert status == 201
    assert [client.get(path).status for path in ("/gates", "/gates/a", "/gates/a")] == [200, 404, 500]
    assert admin(emulator, "GET", "/faults")[1]["faults"][0]["hits"] == 1
    admin(emulator, "DELETE", f"/faults/{fault}")
    assert client.get("/gates/a").status == 404


@pytest.mark.parametrize(
    "body", [{}, {"kind": "moon"}, {"kind": "status", "colour": 1}, {"kind": "status", "hits": 3}, {"kind": "status", "status": 200}, "x"]
)
def test_unknown_fault_is_refused(emulator, body):
    assert admin(emulator, "POST", "/faults", body)[0] == 400


def test_fault_shows_in_the_journal(emulator, client):
    emulator.fault("latency", seconds=0, count=1)
    client.get("/gates")

    assert emulator.requests()[-1].fault == "latency"

"""`make demo`: an emulator, and the quickstart deployed on it with the real Pulumi CLI.

`up` starts where the last run ended: the emulator's project and the stack are kept in `.state`.
`down` destroys the stack and stops the emulator.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "pulumi"))

from install import find  # noqa: E402

STATE = ROOT / ".state"
PORT = int(os.environ.get("DEMO_PORT", "3006"))
ORIGIN = f"http://127.0.0.1:{PORT}"
URL = f"{ORIGIN}/console/v1"
KEY = "console-quickstart"
STACK = "demo"
CONFIG = STATE / f"Pulumi.{STACK}.yaml"
GATE = "new_checkout"

DIRECTLY = build_opener(ProxyHandler({}))
"""Sends without the proxy that the environment names."""

console = Console(highlight=False)


def main() -> None:
    """Runs `up` or `down`."""
    STATE.mkdir(exist_ok=True)
    environment = variables()
    if sys.argv[1:] == ["down"]:
        down(environment)
    else:
        up(environment)


def up(environment: dict[str, str]) -> None:
    """Deploys the quickstart, then shows an empty preview, drift, and how a refresh finds it and an update corrects it."""
    start_emulator()
    pulumi(environment, "stack", "select", "--create", STACK, quiet=True)
    pulumi(environment, "config", "set", "statsig:apiUrl", URL, *CONFIGURED, quiet=True)
    pulumi(environment, "config", "set", "--secret", "statsig:consoleApiKey", *CONFIGURED, quiet=True, text=KEY)

    heading("pulumi up: the quickstart")
    pulumi(environment, "up", "--yes", "--skip-preview", *CONFIGURED)
    heading("pulumi preview: nothing left to do")
    pulumi(environment, "preview", "--expect-no-changes", *CONFIGURED)

    heading(f"Someone turns the rollout of {GATE} to 55 % in the console")
    gate = api("GET", f"/gates/{GATE}")
    rules = [{**rule, "passPercentage": 55 if rule["name"] == "Customers" else rule["passPercentage"]} for rule in gate["rules"]]
    api("PATCH", f"/gates/{GATE}", {"rules": rules})
    heading("pulumi refresh: the drift is found")
    pulumi(environment, "refresh", "--yes", "--skip-preview", "--diff", *CONFIGURED)
    heading("pulumi up: and mended")
    pulumi(environment, "up", "--yes", "--skip-preview", *CONFIGURED)

    console.print(objects())
    console.print(f"\nThe project is at [bold]{ORIGIN}/[/bold]. `make demo` again continues here; `make demo-down` destroys and stops.")


def down(environment: dict[str, str]) -> None:
    """Destroys the stack, if there is one, and stops the emulator."""
    if CONFIG.exists():
        start_emulator()
        heading("pulumi destroy")
        pulumi(environment, "destroy", "--yes", "--skip-preview", *CONFIGURED)
        pulumi(environment, "stack", "rm", STACK, "--yes", quiet=True)
        CONFIG.unlink(missing_ok=True)
    pid = STATE / "emulator.pid"
    if pid.exists():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid.read_text()), signal.SIGTERM)
        pid.unlink()
        console.print("emulator stopped")


CONFIGURED = ("--stack", STACK, "--config-file", str(CONFIG))


def variables() -> dict[str, str]:
    """The environment of the Pulumi CLI, which is found or installed; its backend is in `.state`."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(find()), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PULUMI_HOME": str(STATE / "pulumi-home"),
        "PULUMI_BACKEND_URL": f"file://{STATE}",
        "PULUMI_CONFIG_PASSPHRASE": "quickstart",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }


def start_emulator() -> None:
    """Starts the emulator in the background, unless it runs, and waits until it is ready."""
    if answers():
        console.print(f"the emulator runs at {ORIGIN}")
        return
    heading(f"Starting the emulator at {ORIGIN}")
    with (STATE / "emulator.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "statsig_console_cli", "emulator", "--port", str(PORT), "--db", str(STATE / "emulator.db")],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (STATE / "emulator.pid").write_text(str(process.pid))
    for _ in range(150):
        if answers():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"The emulator did not start; {STATE / 'emulator.log'} says why. DEMO_PORT=… takes another port than {PORT}.")


def answers() -> bool:
    """Whether an emulator listens already."""
    try:
        api("GET", "/project")
    except (URLError, OSError, ValueError):
        return False
    return True


def pulumi(environment: dict[str, str], *arguments: str, quiet: bool = False, text: str | None = None) -> None:
    """Runs the CLI in the repository; its output is shown unless `quiet`, and a failure ends the demo."""
    done = subprocess.run(
        ["pulumi", *arguments, "--non-interactive"],
        cwd=ROOT,
        env=environment,
        input=text,
        stdin=None if text else subprocess.DEVNULL,
        text=True,
        capture_output=quiet,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"pulumi {arguments[0]} failed\n{(done.stdout or '') + (done.stderr or '')}")


def api(method: str, path: str, body: Any = None) -> Any:
    """Sends a request as the console would, and returns the answer's data."""
    content = None if body is None else json.dumps(body).encode()
    request = Request(URL + path, content, {"STATSIG-API-KEY": KEY, "content-type": "application/json"}, method=method)
    with DIRECTLY.open(request, timeout=10) as response:
        return json.load(response)["data"]


def objects() -> Table:
    """The project's objects as the API returns them."""
    table = Table("object", "id", "what the API says", title="The project")
    for gate in api("GET", "/gates"):
        rules = ", ".join(f"{rule['name']} {rule['passPercentage']:g} %" for rule in gate["rules"])
        table.add_row("gate", gate["id"], f"{gate['status']}: {rules}")
    for config in api("GET", "/dynamic_configs"):
        table.add_row("dynamic config", config["id"], json.dumps(config["defaultValue"]))
    for segment in api("GET", "/segments"):
        table.add_row("segment", segment["id"], f"{segment['type']}, {len(segment.get('rules') or [])} rule")
    source = api("GET", "/ingestion?type=snowflake-v2&dataset=Events&source_name=orders")
    table.add_row("ingestion source", "orders", f"{source['type']}, {'enabled' if source['enabled'] else 'disabled'}")
    schedule = api("GET", "/ingestion/schedule?dataset=Events")
    table.add_row("ingestion schedule", schedule["dataset"], f"daily at {schedule['scheduled_hour_pst']}:00 PST")
    for key in api("GET", "/keys"):
        table.add_row("key", f"{str(key['key'])[:8]}…", f"{key['type']}, {key['status']}: {key['description']}")
    return table


def heading(text: str) -> None:
    """A line that says what comes next."""
    console.print(f"\n[bold cyan]▶ {text}[/bold cyan]")


if __name__ == "__main__":
    main()

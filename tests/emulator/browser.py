"""A headless Chromium for tests, driven over WebDriver with only the standard library."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1600",
]
SCRIPT_SECONDS = 300
"""The seconds that a script may take: an audit of a long page, on a busy machine."""
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "ArrowDown": "\ue015"}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One browser window, open while the context is. Without `scripts` it runs no scripts of pages."""

    def __init__(self, *, scripts: bool = True) -> None:
        self._preferences = {} if scripts else {"profile.managed_default_content_settings.javascript": 2}

    def __enter__(self) -> Browser:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._base = f"http://127.0.0.1:{port}"
        self._wait_for_driver()
        flags = [*FLAGS, f"--user-data-dir={self._profile.name}"]
        options = {"args": flags, "binary": shutil.which("chromium"), "prefs": self._preferences}
        always = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}, "timeouts": {"script": SCRIPT_SECONDS * 1000}}
        capabilities = {"alwaysMatch": always}
        self._session = self._send("POST", "/session", {"capabilities": capabilities})["sessionId"]
        return self

    def __exit__(self, *_: object) -> None:
        self._command("DELETE", "")
        self._driver.terminate()
        self._driver.wait(10)
        self._profile.cleanup()

    def _wait_for_driver(self) -> None:
        for _ in range(100):
            try:
                self._send("GET", "/status")
                return
            except urllib.error.URLError:
                time.sleep(0.1)
        raise TimeoutError("chromedriver does not answer")

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        content = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self._base + path, content, {"content-type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SCRIPT_SECONDS) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(error.read().decode()) from None

    def _command(self, method: str, path: str, body: Any = None) -> Any:
        return self._send(method, f"/session/{self._session}{path}", body)

    def open(self, url: str) -> None:
        self._command("POST", "/url", {"url": url})

    def resize(self, width: int, height: int) -> None:
        """Shows pages as a screen of this size does; a narrow one is a phone."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._command("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def prefer(self, scheme: str) -> None:
        """Asks pages for their `light` or `dark` colours, as the system's setting does."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._command("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}})

    def press(self, keys: str) -> None:
        """Presses keys, one after the other; `KEYS` has those without a letter."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._command("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def click(self, text: str) -> None:
        """Clicks the link with this text."""
        element = self._command("POST", "/element", {"using": "link text", "value": text})[ELEMENT]
        self._command("POST", f"/element/{element}/click")

    def press_button(self, path: str) -> None:
        """Clicks the element at an XPath."""
        element = self._command("POST", "/element", {"using": "xpath", "value": path})[ELEMENT]
        self._command("POST", f"/element/{element}/click")

    def write(self, path: str, text: str) -> None:
        """Replaces the text in the field at an XPath."""
        element = self._command("POST", "/element", {"using": "xpath", "value": path})[ELEMENT]
        self._command("POST", f"/element/{element}/clear")
        self._command("POST", f"/element/{element}/value", {"text": text})

    def title(self) -> str:
        return str(self._command("GET", "/title"))

    def run(self, script: str) -> Any:
        """Runs a script to which the page's content security policy does not apply, and returns its result."""
        return self._command("POST", "/execute/sync", {"script": script, "args": []})

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def url(self) -> str:
        return str(self._command("GET", "/url"))

    def console(self) -> list[str]:
        """Messages in the browser's console so far: violations of the content security policy are among them."""
        return [entry["message"] for entry in self._command("POST", "/se/log", {"type": "browser"})]

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._command("GET", "/screenshot")))

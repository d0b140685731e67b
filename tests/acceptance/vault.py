"""A stand-in for a Vault server, by which Pulumi opens the key of a stack's secrets: one out of a passphrase takes 0.25 s each time."""

from __future__ import annotations

import json
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROVIDER = "hashivault://tests"
"""What `pulumi stack init --secrets-provider` is told."""

PREFIX = "vault:v1:"


class Transit(BaseHTTPRequestHandler):
    """Vault's transit engine, which seals nothing: what it is given is in base64 already."""

    def do_PUT(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path.startswith("/v1/transit/encrypt/"):
            data = {"ciphertext": PREFIX + given["plaintext"]}
        else:
            data = {"plaintext": given["ciphertext"].removeprefix(PREFIX)}
        content = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


@cache
def address() -> str:
    """Where the stand-in of this process answers, as long as the process lives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Transit)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"

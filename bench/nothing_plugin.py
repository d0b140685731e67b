"""A plugin to measure against: it does nothing, as fast as Pulumi allows, and answers the outputs of the package's plugin.

    python nothing_plugin.py OUTPUTS.json

Pulumi starts it as `pulumi-resource-nothing`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

ANY = {"$ref": "pulumi.json#/Any"}
INPUTS = dict.fromkeys(("name", "description", "rules"), ANY)
SCHEMA = {
    "name": "nothing",
    "version": "1.0.0",
    "resources": {"nothing:index:Gate": {"inputProperties": INPUTS, "properties": INPUTS}},
}
THREADS = 16


def struct_of(values: dict[str, Any]) -> Struct:
    """Properties in the form of the protocol."""
    found = Struct()
    found.update(values)
    return found


class Nothing(provider_pb2_grpc.ResourceProviderServicer):
    """Answers the given properties, and the outputs."""

    def __init__(self, outputs: dict[str, Any]) -> None:
        self._outputs = outputs

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="1.0.0")

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=json.dumps(SCHEMA))

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        """Compares the inputs, which even this plugin has to do."""
        olds, news = MessageToDict(request.old_inputs), MessageToDict(request.news)
        changed = [name for name in news if olds.get(name) != news[name]]
        response = provider_pb2.DiffResponse
        return response(changes=response.DIFF_SOME if changed else response.DIFF_NONE, diffs=changed)

    def Create(self, request: Any, context: Any) -> Any:
        given = MessageToDict(request.properties)
        id_ = "" if request.preview else given["name"].lower().replace(" ", "_")
        return provider_pb2.CreateResponse(id=id_, properties=struct_of({**self._outputs, **given}))

    def Read(self, request: Any, context: Any) -> Any:
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Update(self, request: Any, context: Any) -> Any:
        return provider_pb2.UpdateResponse(properties=struct_of({**self._outputs, **MessageToDict(request.news)}))

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


def main() -> None:
    """Serves until Pulumi ends it."""
    server = grpc.server(ThreadPoolExecutor(THREADS))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Nothing(json.loads(Path(sys.argv[1]).read_text())), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    os._exit(0)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    main()
